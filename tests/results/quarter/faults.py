"""What was wrong in the county, from when to when; found by chance from one seed, and some of it by hand."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from random import Random
from typing import Any

from checks.model.findings import Certainty, Finding, SubjectType, fingerprint
from checks.model.registry import GLANCED, Account, Registry, Site
from tests.results.quarter.county import watched
from tests.results.quarter.log import at

SURE, DOUBTFUL = Certainty.CERTAIN, Certainty.SUSPECTED
_NEVER = at("12-31 00:00")
_SITE_MENU = (
    ("dead-links", "home", SURE),
    ("dead-links", "inner", SURE),
    ("stale-columns", "news", SURE),
    ("typos", "word", SURE),
    ("site-labels", "missing", SURE),
    ("slow-pages", "home", DOUBTFUL),
    ("incomplete-guides", "element", SURE),
    ("malformed-numbers", "brackets", SURE),
)
_ACCOUNT_MENU = (("silent-account", "late", SURE), ("few-originals", "few", DOUBTFUL), ("typos", "word", SURE))


@dataclass(frozen=True)
class Fault:
    """Something wrong with a subject while `spans` last (each from, until). `name` is unique."""

    name: str
    subject: str
    type: SubjectType
    check: str
    code: str
    url: str
    certainty: Certainty
    spans: tuple[tuple[datetime, datetime], ...]
    data: dict[str, object] = field(default_factory=dict)

    @property
    def key(self) -> tuple[str, ...]:
        return (self.url, self.name)

    @property
    def mark(self) -> str:
        return fingerprint(self.check, self.subject, self.key)

    def there(self, moment: datetime) -> bool:
        return any(begin <= moment < end for begin, end in self.spans)

    @property
    def told(self) -> dict[str, Any]:
        """The values that its sentences show."""
        return {"text": f"{self.name} 的原文", **self.data}

    @property
    def finding(self) -> Finding:
        return Finding(self.code, self.url, self.key, self.told, excerpt=f"摘录 {self.name}", certainty=self.certainty)


def span(begin: str, end: str = "") -> tuple[datetime, datetime]:
    return at(f"{begin} 12:00"), at(f"{end} 12:00") if end else _NEVER


def by_chance(known: Registry, chance: Random) -> Iterator[Fault]:
    """Some faults of each site, and of every third account."""
    for site in watched(known):
        for number in range(chance.randint(1, 6)):
            check, code, sure = chance.choice(_SITE_MENU)
            yield _fault(site, f"{site.key}-{number}", check, code, sure, _spans(chance))
    for place, account in enumerate(known.accounts):
        if place % 3 == 0:
            check, code, sure = chance.choice(_ACCOUNT_MENU)
            yield _fault(account, f"a{place}", check, code, sure, _spans(chance))


def _spans(chance: Random) -> tuple[tuple[datetime, datetime], ...]:
    days = [f"{month:02}-{day:02}" for month in (6, 7, 8, 9) for day in range(1, 31)]
    first = chance.randrange(20, 100)
    lasts = chance.choice((12, 30, 45, 200))
    last = first + lasts
    if last >= len(days):
        return (span(days[first]),)
    again = last + chance.choice((15, 25, 200))
    if again >= len(days):
        return (span(days[first], days[last]),)
    return span(days[first], days[last]), span(days[again])


def _fault(
    subject: Site | Account,
    name: str,
    check: str,
    code: str,
    certainty: Certainty,
    spans: tuple[tuple[datetime, datetime], ...],
) -> Fault:
    kind = SubjectType.SITE if isinstance(subject, Site) else SubjectType.ACCOUNT
    base = subject.home if isinstance(subject, Site) else subject.address
    url = base if kind is SubjectType.ACCOUNT else f"{base.rstrip('/')}/{name}.html"
    data = _link(sum(name.encode())) if check == "dead-links" else {}
    return Fault(name, subject.key, kind, check, code, url, certainty, spans, data)


def _link(mark: int) -> dict[str, object]:
    """What is kept of a faulty link: some stand on many pages, some lead elsewhere, some were never asked; of one in
    nine nothing is kept."""
    data: dict[str, object] = {"reason_code": "gone", "reason": "服务器答没有这一页（404）", "tried": "10:00 GET 404"}
    if mark % 9 == 0:
        return {}
    if mark % 4 == 0:
        data |= {"pages": 12, "where": "页脚", "final": "http://other.example.cn/"}
    if mark % 4 == 1:
        data |= {"reason_code": "inner-address", "tried": "", "remedy": "请换成公网地址", "links": 3, "pages": 2}
    if mark % 4 == 2:
        data |= {"reason_code": "silent", "tried": "", "links": 2}
    return data | ({"line": mark % 90, "column": 7} if mark % 2 else {})


_VETOES = {
    1: ("mended", "stale-home", "stale", SURE, 1, (span("07-03", "08-20"),)),
    2: ("late", "stale-home", "stale", SURE, 1, (span("09-05"),)),
    3: ("dropped", "hidden-links", "styled", DOUBTFUL, 1, (span("08-20"),)),
    4: ("open", "wrong-expressions", "phrase", DOUBTFUL, 1, (span("09-01"),)),
    5: ("some", "blank-columns", "empty", SURE, 5, (span("07-20"),)),
    6: ("near", "blank-columns", "empty", SURE, 3, (span("07-20"),)),
    7: ("both", "blank-columns", "placeholder", SURE, 6, (span("08-01"),)),
    9: ("again", "stale-home", "stale", SURE, 1, (span("06-28", "07-20"), span("09-01"))),
    10: ("october", "stale-home", "stale", SURE, 1, (span("09-05", "09-29"),)),
    11: ("after", "stale-home", "stale", SURE, 1, (span("09-05"),)),
}
"""By the place of a site: name, check, code, certainty, how many, when."""
_SILENT = {
    3: ("mended", (span("07-10", "08-25"),)),
    4: ("late", (span("09-01"),)),
    5: ("dropped", (span("09-01"),)),
    6: ("open", (span("08-01"),)),
    7: ("early", (span("06-20"),)),
}
"""By the place of an account."""
_SIX = {
    0: ("v6-none", "ipv6-address", "none", SURE, (span("07-01", "08-15"),)),
    4: ("v6-delegation", "ipv6-address", "delegation", SURE, (span("06-20"),)),
    6: ("v6-closed", "ipv6-home", "closed", DOUBTFUL, (span("07-10"),)),
    8: ("v6-third", "ipv6-links", "third", SURE, (span("06-20", "09-10"),)),
}
"""By the place of a site: what is wrong over IPv6."""
_OFF = {
    0: ("off-resolves", "idle-domains", "resolves", SURE, (span("06-20", "08-10"),)),
    2: ("off-serves", "idle-domains", "serves", SURE, (span("07-20"),)),
    3: ("off-up", "unreported-changes", "up-but-closed", DOUBTFUL, (span("06-20"),)),
}
"""By the place of a site that is closed: what is still there of it."""
ASIDE = ("v6-", "off-")
"""How the names of faults begin that persons leave alone."""


def by_hand(known: Registry) -> Iterator[Fault]:
    """The vetoes, each for what becomes of it."""
    sites = watched(known)
    for place, (name, check, code, sure, many, spans) in _VETOES.items():
        for number in range(many):
            yield _fault(sites[place], f"{name}-{number}", check, code, sure, spans)
    for name, begin in (("twin-a", "07-05"), ("twin-b", "07-08")):
        yield _fault(sites[14], name, "dead-links", "inner", SURE, (span(begin),))
    for place, (name, check, code, sure, spans) in _SIX.items():
        yield _fault(sites[place], name, check, code, sure, spans)
    closed = [site for site in known.sites if site.state in GLANCED]
    for place, (name, check, code, sure, spans) in _OFF.items():
        yield _fault(closed[place], name, check, code, sure, spans)
    accounts = known.accounts
    for place, (name, spans) in _SILENT.items():
        yield _fault(accounts[place], f"silent-{name}", "silent-account", "silent", SURE, spans)
    yield _fault(accounts[8], "phrase-account", "wrong-expressions", "phrase", DOUBTFUL, (span("08-20"),))


DOWN = {8: (span("09-20", "10-02"),), 12: (span("06-01"),), 13: (span("07-25", "08-05"),)}
"""Sites whose home page did not open, by place: a week, always, for a while."""


def down(known: Registry) -> dict[str, tuple[tuple[datetime, datetime], ...]]:
    sites = watched(known)
    return {sites[place].key: spans for place, spans in DOWN.items()}
