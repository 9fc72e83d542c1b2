"""Does a home page that opens also open over IPv6? A week of rounds becomes the answer to V6-03 (首页访问成功率).

Counted are the moments in which the same home opened in the same round and place when asked over any family: a site
that is down as a whole is not accused twice. Stretches, places, what is left out and what fails are as in
`results.availability`. The site fails when the good share of the stretches lies below `success_share`; exactly that
share passes. With fewer than `least` stretches nothing is said. The fault is certain when the stretches in which at
least `outlets` places failed, for causes that cannot be ours, push the share below by themselves.
Shares are compared as fractions. Source: 国家 IPv6 发展监测平台, V6-03.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from fractions import Fraction

from checks.indicators.edition import Rule
from checks.model import marks
from checks.model.captures import Failure
from checks.model.findings import Certainty, Finding, Outcome, Status, SubjectType, Value
from checks.model.registry import BEIJING, Site
from checks.model.rounds import Heard
from checks.model.urls import host_of
from results.availability import MAYBE_OURS, NO_ROUNDS, TOO_FEW, Seen, Week, look, percent, shown, told, week_of, window

CHECK = "ipv6-unsteady"
ADDRESS = "ipv6-address"
NO_WAY_OUT = "本机没有 IPv6 出口"
NOT_ASKED = "没有经 IPv6 访问首页的记录（域名没有 IPv6 地址，或没有打开 [probe] ipv6_per_day）"
NO_ADDRESS = "首页域名没有公网 IPv6 地址，见“IPv6 地址缺失”"
_TOLD = 12
_Failed = list[tuple[tuple[date, int], list[Seen]]]


@dataclass(frozen=True, slots=True)
class Rules:
    """`steady`: the numbers of this rule; `reach` ([unreachable-site]): which answer is a failure."""

    steady: Rule
    reach: Rule


def without_address(site: Site, outcomes: Iterable[Outcome]) -> bool:
    """Did the visit find that the home page's name has no IPv6 address that the world reaches?"""
    found = (finding for outcome in outcomes if outcome.check == ADDRESS for finding in outcome.findings)
    return any(
        finding.code in ("none", "not-public") and finding.data.get("host") == host_of(site.home) for finding in found
    )


def judge(
    site: Site,
    any_way: Iterable[Heard],
    over: Iterable[Heard],
    rules: Rules,
    moment: datetime,
    *,
    no_address: bool = False,
) -> Outcome:
    """The outcome of the rule for a site, from what its home page answered over any family and over IPv6."""
    rule = rules.steady
    since, until = window(rule, moment)
    asked = [heard for heard in over if since <= heard.round.began < until]
    opened = {_place(heard): look(heard, rules.reach) for heard in any_way if since <= heard.round.began < until}
    if not asked:
        if no_address:
            return _outcome(site, Status.NOT_APPLICABLE, 0, 0, NO_ADDRESS)
        return _outcome(site, Status.UNKNOWN, 0, rule.param("least"), NOT_ASKED if opened else NO_ROUNDS)
    if all(_no_way_out(heard) for heard in asked):
        return _outcome(site, Status.UNKNOWN, 0, rule.param("least"), NO_WAY_OUT)
    fair = list(_counted(asked, opened))
    week, closed = week_of(fair, rules.reach), len(asked) - len(fair)
    reasons = [*told(week), *([f"首页本身打不开或不能判断时的 {closed} 次不计"] if closed else [])]
    return _verdict(site, week, rule, reasons, (since, until))


def counted(any_way: Iterable[Heard], over: Iterable[Heard], reach: Rule) -> Week:
    """The answers over IPv6 that count, in their stretches."""
    return week_of(_counted(over, {_place(heard): look(heard, reach) for heard in any_way}), reach)


def _counted(over: Iterable[Heard], opened: Mapping[tuple[str, datetime], Seen]) -> Iterator[Heard]:
    for heard in over:
        seen = opened.get(_place(heard))
        if seen is not None and not seen.cause and not seen.left_out:
            yield heard


def _place(heard: Heard) -> tuple[str, datetime]:
    return heard.round.vantage, heard.round.began


def _no_way_out(heard: Heard) -> bool:
    return heard.probe.failure is Failure.NO_IPV6 or marks.UNPROVEN in heard.probe.marks


def _verdict(site: Site, week: Week, rule: Rule, reasons: list[str], window_: tuple[datetime, datetime]) -> Outcome:
    total, failed, least = len(week.stretches), list(week.failed()), rule.param("least")
    if total < least:
        few = f"{TOO_FEW}：经 IPv6 可以判断的访问 {total} 次，至少要 {least} 次"
        return _outcome(site, Status.UNKNOWN, total, least, "；".join([few, *reasons]))
    if _enough(len(failed), total, rule):
        return _outcome(site, Status.PASS, total, total, "；".join(reasons))
    outlets = rule.param("outlets")
    sure = sum(len(places) >= outlets and not MAYBE_OURS & {one.cause for one in places} for _, places in failed)
    certainty = Certainty.SUSPECTED if _enough(sure, total, rule) else Certainty.CERTAIN
    finding = _finding(site, week, failed, certainty, rule, window_)
    status = Status.FAIL if certainty is Certainty.CERTAIN else Status.REVIEW
    return _outcome(site, status, total, total, "；".join(reasons), finding)


def _enough(failed: int, total: int, rule: Rule) -> bool:
    return total - failed >= Fraction(str(rule.param("success_share"))) * total


def _outcome(site: Site, status: Status, judged: int, of: int, reason: str, *findings: Finding) -> Outcome:
    return Outcome(CHECK, SubjectType.SITE, site.key, status, findings, judged, of, reason)


def _finding(
    site: Site, week: Week, failed: _Failed, certainty: Certainty, rule: Rule, window_: tuple[datetime, datetime]
) -> Finding:
    total = len(week.stretches)
    causes = Counter(shown(places[0].cause) for _, places in failed)
    last = window_[1] - timedelta(days=1)
    data: dict[str, Value] = {
        "from": f"{window_[0].astimezone(BEIJING):%Y-%m-%d}",
        "to": f"{last.astimezone(BEIJING):%Y-%m-%d}",
        "total": total,
        "failed": len(failed),
        "share": percent(Fraction(total - len(failed), total)),
        "limit": percent(Fraction(str(rule.param("success_share")))),
        "causes": "、".join(f"{cause} {count} 次" for cause, count in causes.most_common(5)),
        "vantages": len({place for places in week.stretches.values() for place in places}),
    }
    moments = [f"{p[0].probe.asked_at.astimezone(BEIJING):%m-%d %H:%M} {shown(p[0].cause)}" for _, p in failed]
    excerpt = "；".join(moments[:_TOLD])[:200]
    return Finding("unsteady", site.home, ("home", "ipv6"), data, excerpt=excerpt, certainty=certainty)
