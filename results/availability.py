"""Was a site there? A week of rounds becomes the answer to WV-2 (站点无法访问).

The window is the last whole days (Beijing) before the night. Each day is cut into `per_day` equal stretches; in one
stretch a place counts once, with its first answer that can be judged, so that looking again and again at a bad hour
makes nothing worse. Several places make one series: a stretch is failed only when every place that looked in it failed.
One answer of one place where all others got through is the way there and not the site. Enough was seen when each day
has `per_day_least` stretches; then the site fails when the failed share reaches `failed_share`. The fault is certain
when the stretches in which at least `outlets` places failed, for causes that cannot be ours, reach that share alone;
else a person must look.

Failed: no name, no connection, no encryption, no answer, `seconds` or more until the last byte, a status from 400 on,
an empty page, a notice of maintenance. Left out: what our own network, clock or machine spoiled, and what a wall or a
filter answered in place of the site. Shares are compared as fractions, times in whole milliseconds.
Source: 国办秘函〔2019〕19号, WV-2.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from decimal import ROUND_DOWN, Decimal
from fractions import Fraction

from checks.indicators.edition import Rule
from checks.indicators.words import word
from checks.model import marks
from checks.model.captures import Failure, HttpProbe
from checks.model.findings import Certainty, Finding, Outcome, Status, SubjectType, Value
from checks.model.registry import BEIJING, Site
from checks.model.rounds import Heard, Round
from checks.model.verdicts import DOORS, REFUSALS

CHECK = "unreachable-site"
NO_ROUNDS = "没有探测记录"
TOO_FEW = "观察次数不足"
_FAILING = frozenset(
    {
        Failure.TIMEOUT,
        Failure.REFUSED,
        Failure.RESET,
        Failure.UNREACHABLE,
        Failure.NXDOMAIN,
        Failure.SERVFAIL,
        Failure.TLS,
        Failure.BAD_RESPONSE,
        Failure.REDIRECT_LOOP,
    }
)
MAYBE_OURS = frozenset({"unreachable", "servfail", "tls", "bad-response", "redirect-loop", "empty", "maintenance"})
"""Causes that our route, our resolver or our way to ask may have made: never certain."""
_TOLD = 12
"""So many moments of failure are told in the evidence."""


@dataclass(frozen=True, slots=True)
class Seen:
    """What one answer says: at most one of a reason to leave it out and a cause of failure (see `shown`)."""

    probe: HttpProbe
    left_out: str = ""
    cause: str = ""


@dataclass(slots=True)
class Week:
    """Stretches (day, number) with what each place saw in them, and what was left out."""

    stretches: dict[tuple[date, int], dict[str, Seen]] = field(default_factory=dict)
    left_out: Counter[str] = field(default_factory=Counter)
    heard: int = 0

    def failed(self) -> Iterator[tuple[tuple[date, int], list[Seen]]]:
        for when, places in sorted(self.stretches.items()):
            if all(seen.cause for seen in places.values()):
                yield when, list(places.values())


def window(rule: Rule, moment: datetime) -> tuple[datetime, datetime]:
    """From when (inclusive) to when (exclusive) rounds count for a verdict at `moment` (aware)."""
    until = datetime.combine(moment.astimezone(BEIJING).date(), time(), BEIJING)
    return until - timedelta(days=rule.param("days")), until


def judge(site: Site, series: Iterable[Heard], rule: Rule, moment: datetime) -> Outcome:
    """The outcome of the rule for a site. `series` is in the order of time; what lies outside the window is ignored."""
    since, until = window(rule, moment)
    week = week_of((heard for heard in series if since <= heard.round.began < until), rule)
    if not week.heard:
        return _outcome(site, Status.UNKNOWN, 0, _wanted(rule), NO_ROUNDS)
    days = [(since + timedelta(days=number)).date() for number in range(rule.param("days"))]
    seen = Counter(day for day, _ in week.stretches)
    least = rule.param("per_day_least")
    if any(seen[day] < least for day in days):
        counted = sum(min(seen[day], least) for day in days)
        full = sum(seen[day] >= least for day in days)
        few = f"{TOO_FEW}：{len(days)} 天中 {full} 天满 {least} 次，计 {counted} 次，应有 {_wanted(rule)} 次"
        return _outcome(site, Status.UNKNOWN, counted, _wanted(rule), "；".join([few, *told(week)]))
    total, failed = len(week.stretches), list(week.failed())
    if not _reached(len(failed), total, rule):
        return _outcome(site, Status.PASS, total, total, "；".join(told(week)))
    outlets = rule.param("outlets")
    sure = sum(len(places) >= outlets and not MAYBE_OURS & {one.cause for one in places} for _, places in failed)
    certainty = Certainty.CERTAIN if _reached(sure, total, rule) else Certainty.SUSPECTED
    finding = _finding(site, week, failed, certainty, rule, (days[0], days[-1]))
    status = Status.FAIL if certainty is Certainty.CERTAIN else Status.REVIEW
    return _outcome(site, status, total, total, "；".join(told(week)), finding)


def _wanted(rule: Rule) -> int:
    return int(rule.param("days") * rule.param("per_day_least"))


def _reached(failed: int, total: int, rule: Rule) -> bool:
    return failed >= Fraction(str(rule.param("failed_share"))) * total


def _outcome(site: Site, status: Status, judged: int, of: int, reason: str, *findings: Finding) -> Outcome:
    return Outcome(CHECK, SubjectType.SITE, site.key, status, findings, judged, of, reason)


def week_of(series: Iterable[Heard], rule: Rule) -> Week:
    """Answers in their stretches, as [unreachable-site] tells good, bad and worthless apart."""
    week = Week()
    for heard in series:
        week.heard += 1
        seen = look(heard, rule)
        if seen.left_out:
            week.left_out[seen.left_out] += 1
            continue
        week.stretches.setdefault(stretch(heard, rule), {}).setdefault(heard.round.vantage, seen)
    return week


def stretch(heard: Heard, rule: Rule) -> tuple[date, int]:
    """The part of its day (Beijing) to which a round belongs: that in which it began."""
    began = heard.round.began.astimezone(BEIJING)
    second = began.hour * 3600 + began.minute * 60 + began.second
    return began.date(), second * int(rule.param("per_day")) // 86_400


def look(heard: Heard, rule: Rule) -> Seen:
    """What one answer says by itself."""
    probe = heard.probe
    if spoiled := _spoiled(heard.round, probe, rule):
        return Seen(probe, left_out=spoiled)
    limit = Decimal(str(rule.param("seconds")))
    late = probe.phases.whole is not None and Decimal(str(probe.phases.whole)) >= limit
    if probe.failure is not None:
        if probe.failure not in _FAILING:
            return Seen(probe, left_out=probe.failure.value)
        if probe.failure is Failure.TIMEOUT and not late:
            return Seen(probe, left_out="too-early")
        return Seen(probe, cause=probe.failure.value)
    status = probe.status or 0
    if marks.of(probe.marks, marks.WALL):
        return Seen(probe, left_out="wall")
    if status in DOORS or status in REFUSALS or status == 429:
        return Seen(probe, left_out="turned-away")
    if status >= 400:
        return Seen(probe, cause=f"HTTP {status}")
    if late:
        return Seen(probe, cause="slow")
    return Seen(probe, cause=next((m for m in (marks.EMPTY, marks.MAINTENANCE) if m in probe.marks), ""))


def _spoiled(round_: Round, probe: HttpProbe, rule: Rule) -> str:
    """Why our own side makes this answer worthless, "" when nothing does."""
    if round_.doubt is not None:
        return round_.doubt.value
    for mark in (marks.UNWITNESSED, marks.UNPROVEN, marks.STALLED):
        if mark in probe.marks:
            return mark
    silent = probe.failure is not None and not round_.witnessed
    return "mass" if silent and round_.silent > Fraction(str(rule.param("mass_share"))) * round_.asked else ""


def told(week: Week) -> list[str]:
    """What was left out, and what was not counted against the site, in Chinese."""
    said = []
    if week.left_out:
        parts: Counter[str] = Counter()
        for reason, count in week.left_out.items():
            parts[shown(reason)] += count
        said.append("剔除 " + "、".join(f"{text}（{count} 次）" for text, count in parts.most_common(5)))
    split = sum(0 < sum(bool(seen.cause) for seen in p.values()) < len(p) for p in week.stretches.values())
    return [*said, f"另有 {split} 次只在部分观察点打不开，不计"] if split else said


def _finding(
    site: Site,
    week: Week,
    failed: list[tuple[tuple[date, int], list[Seen]]],
    certainty: Certainty,
    rule: Rule,
    days: tuple[date, date],
) -> Finding:
    total, share = len(week.stretches), Fraction(len(failed), len(week.stretches))
    causes = Counter(shown(places[0].cause) for _, places in failed)
    by_day = Counter(day for (day, _), _ in failed)
    worst, most = min(by_day.items(), key=lambda entry: (-entry[1], entry[0]))
    opened = [s.probe.phases.whole for p in week.stretches.values() for s in p.values() if s.probe.failure is None]
    data: dict[str, Value] = {
        "from": f"{days[0]:%Y-%m-%d}",
        "to": f"{days[1]:%Y-%m-%d}",
        "total": total,
        "failed": len(failed),
        "share": percent(share),
        "limit": percent(Fraction(str(rule.param("failed_share")))),
        "causes": "、".join(f"{cause} {count} 次" for cause, count in causes.most_common(5)),
        "worst": f"{worst:%Y-%m-%d}（{most} 次）",
        "slowest": _seconds(max((whole for whole in opened if whole is not None), default=None)),
        "vantages": len({place for places in week.stretches.values() for place in places}),
    }
    moments = [f"{p[0].probe.asked_at.astimezone(BEIJING):%m-%d %H:%M} {shown(p[0].cause)}" for _, p in failed]
    excerpt = "；".join(moments[:_TOLD])[:200]
    return Finding("unreachable", site.home, ("home",), data, excerpt=excerpt, certainty=certainty)


def shown(reason: str) -> str:
    """A cause of failure, or a reason to leave out, in Chinese."""
    return next(
        (text for kind in ("unreachable", "left-out", "failure") if (text := word(kind, reason)) != reason), reason
    )


def percent(share: Fraction) -> str:
    """Cut off, not rounded: what stays below a limit must not look as if it reached it."""
    hundredths = share.numerator * 10_000 // share.denominator
    return f"{(Decimal(hundredths) / 100).quantize(Decimal('0.01'), ROUND_DOWN).normalize():f}"


def _seconds(seconds: float | None) -> str:
    return "" if seconds is None else f"{Decimal(str(seconds)).quantize(Decimal('0.1'), ROUND_DOWN)}"
