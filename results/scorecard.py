"""IPv6 as the national platform counts it: for V6-01…08 of a site an answer, the value behind it, and why.

The answers are those of the checks (their outcomes, and the findings that stand); the values are read from what was
asked, so that what passes is told with its number, too. Where nothing was measured the answer is 未测, never 达标.
Source: 国家 IPv6 发展监测平台.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from typing import Protocol, TypeVar

from checks.indicators.words import word
from checks.model.captures import DnsProbe, HttpProbe, NameserverProbe, Probe, TlsProbe
from checks.model.findings import Certainty, Finding, Status
from checks.model.registry import Site
from checks.model.urls import host_of
from checks.model.views import MissingCapture, SiteView
from checks.model.worth import Worth, typical, worth
from results.availability import Week, percent

P = TypeVar("P", bound=Probe)
UNASKED = "本次没有检查"
UNMEASURED = "本次没有测到"


class Answer(StrEnum):
    GOOD = "达标"
    BAD = "不达标"
    UNSURE = "待确认"
    UNKNOWN = "未测"
    NONE = "不适用"


@dataclass(frozen=True, slots=True)
class Mark:
    """One indicator of one site. `value` is what was measured, `why` what stands in the way; both may be empty."""

    code: str
    title: str
    answer: Answer
    value: str = ""
    why: str = ""


class Answered(Protocol):
    """An outcome, as the checks give it or as the ledger keeps it."""

    @property
    def check(self) -> str: ...
    @property
    def status(self) -> Status: ...
    @property
    def reason(self) -> str: ...


@dataclass(frozen=True, slots=True)
class Fault:
    """A finding that stands; `sure` when the machine is, or a person has confirmed it. `says` is its sentence."""

    check: str
    code: str
    says: str
    sure: bool

    @classmethod
    def of(cls, check: str, finding: Finding, says: str, *, confirmed: bool) -> Fault:
        return cls(check, finding.code, says, confirmed or finding.certainty is Certainty.CERTAIN)


@dataclass(frozen=True, slots=True)
class Asked:
    """What a visit asked beside the pages of a site, and what the rounds of a week heard over IPv6."""

    site: Site
    dns: tuple[DnsProbe, ...] = ()
    http: tuple[HttpProbe, ...] = ()
    nameservers: tuple[NameserverProbe, ...] = ()
    tls: tuple[TlsProbe, ...] = ()
    week: Week | None = None

    @property
    def home(self) -> DnsProbe | None:
        """What was said of the host of the home page; None when it was not asked or nobody answered."""
        host = host_of(self.site.home).partition(":")[0]
        return next((one for one in self.dns if one.subject.lower().rstrip(".") == host and not one.failure), None)


def asked(view: SiteView, week: Week | None = None) -> Asked:
    """What a visit holds; nothing of a kind that it never asked for."""
    kinds = _all(view, DnsProbe), _all(view, HttpProbe), _all(view, NameserverProbe), _all(view, TlsProbe)
    return Asked(view.site, *kinds, week)


def _all(view: SiteView, kind: type[P]) -> tuple[P, ...]:
    try:
        return tuple(view.probes(kind))
    except MissingCapture:
        return ()


def scorecard(given: Asked, outcomes: Iterable[Answered], faults: Sequence[Fault]) -> tuple[Mark, ...]:
    """The eight indicators, in their order."""
    by_check = {outcome.check: outcome for outcome in outcomes}
    return tuple(_mark(row, given, by_check, faults) for row in _ROWS)


@dataclass(frozen=True, slots=True)
class _Row:
    """An indicator: which check answers it, by which of its findings ((): all), and what is its value."""

    code: str
    title: str
    check: str
    codes: tuple[str, ...]
    value: Callable[[Asked], str]
    hint: str = ""
    """A check whose findings are told beside and change nothing."""


def _mark(row: _Row, given: Asked, outcomes: Mapping[str, Answered], faults: Sequence[Fault]) -> Mark:
    mine = [one for one in faults if one.check == row.check and (not row.codes or one.code in row.codes)]
    beside = [one.says for one in faults if row.hint and one.check == row.hint]
    outcome, value = outcomes.get(row.check), row.value(given)
    why = "；".join([*(one.says for one in mine), *beside])
    if mine:
        return Mark(row.code, row.title, Answer.BAD if any(one.sure for one in mine) else Answer.UNSURE, value, why)
    if outcome is None:
        return Mark(row.code, row.title, Answer.UNKNOWN, value, UNASKED)
    reason = word("failure", outcome.reason)
    if outcome.status is Status.UNKNOWN:
        return Mark(row.code, row.title, Answer.UNKNOWN, "", reason)
    if outcome.status is Status.NOT_APPLICABLE:
        return Mark(row.code, row.title, Answer.NONE, "", reason)
    if not value:  # another indicator of the same check was measured, this one was not
        return Mark(row.code, row.title, Answer.UNKNOWN, "", reason or UNMEASURED)
    return Mark(row.code, row.title, Answer.GOOD, value, "；".join(filter(None, [reason, *beside])))


def _addresses(given: Asked) -> str:
    home = given.home
    if home is None or home.aaaa_failure:
        return ""
    return "、".join(home.aaaa[:2]) + (f" 等 {len(home.aaaa)} 个" if len(home.aaaa) > 2 else "") or "没有 AAAA 记录"


def _delegation(given: Asked) -> str:
    home = given.home
    if home is None or home.ns_failure or not home.nameservers:
        return ""
    told = f"{len(home.nameservers)} 台域名服务器中 {len(home.nameservers_v6)} 台有 IPv6 地址"
    six = [one for one in given.nameservers if one.family == 6 and one.zone == home.zone]
    return told + (f"，{_good(six)}/{len(six)} 个地址经 IPv6 应答" if six else "")


def _good(probes: Sequence[NameserverProbe]) -> int:
    return sum(one.failure is None for one in probes)


def _home_over_ipv6(given: Asked) -> str:
    """Of the addresses of the home page that open over any family: a site without https is not counted for it."""
    opening = {one.subject for one in given.http if one.level == 1 and _opens(one)}
    six = (one for one in given.http if one.level == 1 and one.family == 6 and one.subject in opening)
    told = [one for one in six if _opens(one) is not None]
    return f"{len(told)} 次中打开 {sum(bool(_opens(one)) for one in told)} 次" if told else ""


def _steady(given: Asked) -> str:
    week = given.week
    if week is None or not week.stretches:
        return ""
    total = len(week.stretches)
    good = total - len(list(week.failed()))
    return f"{percent(Fraction(good, total))} %（{good}/{total}）"


def _alike(given: Asked) -> str:
    shown = [{one.asked_at for one in given.http if one.level == 1 and one.family == f and one.text} for f in (4, 6)]
    return "已比对" if all(shown) else ""


def _links(level: int) -> Callable[[Asked], str]:
    """Links of a level that open over IPv6 among those that open over either family."""

    def value(given: Asked) -> str:
        opened: dict[str, dict[int, list[bool]]] = {}
        for one in given.http:
            if one.level == level and (opens := _opens(one)) is not None:
                opened.setdefault(one.subject, {}).setdefault(one.family, []).append(opens)
        six = {url: any(found[6]) for url, found in opened.items() if 6 in found}
        judged = [good for url, good in six.items() if good or any(opened[url].get(4, ()))]
        if not judged:
            return ""
        return f"{percent(Fraction(sum(judged), len(judged)))} %（{sum(judged)}/{len(judged)}）"

    return value


def _opens(probe: HttpProbe) -> bool | None:
    """None where the answer proves nothing: a wall, a door, our own side."""
    said = worth(probe)
    return None if said is Worth.UNCLEAR else said is Worth.GOOD


def _latency(given: Asked) -> str:
    parts = []
    for name, label in (("dns", "解析"), ("connect", "建连"), ("first_byte", "首包")):
        home = ([one for one in given.http if one.level == 1 and one.family == family] for family in (4, 6))
        (four, times4), (six, times6) = (typical(probes, name) for probes in home)
        if times4 and times6:
            parts.append(f"{label} {four * 1000:.0f}/{six * 1000:.0f} 毫秒")
    return f"IPv4/IPv6：{'，'.join(parts)}" if parts else ""


_ROWS = (
    _Row("V6-01", "IPv6 地址", "ipv6-address", ("none", "not-public"), _addresses),
    _Row("V6-02", "首页可访问", "ipv6-home", (), _home_over_ipv6, "ipv6-gaps"),
    _Row("V6-03", "首页访问成功率", "ipv6-unsteady", (), _steady),
    _Row(
        "V6-04",
        "域名授权体系",
        "ipv6-address",
        ("delegation", "delegation-silent", "delegation-partial"),
        _delegation,
    ),
    _Row("V6-05", "首页内容一致", "ipv6-content-differs", (), _alike),
    _Row("V6-06", "二级链接支持率", "ipv6-links", ("second",), _links(2)),
    _Row("V6-07", "三级链接支持率", "ipv6-links", ("third",), _links(3)),
    _Row("V6-08", "时延", "ipv6-latency", (), _latency),
)
INDICATORS = tuple((row.code, row.title) for row in _ROWS)
"""Code and title, in their order."""
CHECKS = tuple(dict.fromkeys(check for row in _ROWS for check in (row.check, row.hint) if check))
"""The checks that answer them."""
