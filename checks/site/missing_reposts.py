"""What higher offices published and every site should carry, and this one did not, or late.

How judged: by the list of the office (`params.must_repost`: title, the moment it was published, and where). A site
carries an entry when one of its pages has that title, or shows a link with that title, its own or to where it was
published. `missing`: none does, and the time allowed (`params.hours`) is over; `late`: the earliest date with it is
later than that. Both suspected: a title may have been shortened, a page been read too late.
Not counted: entries whose time is not over.
Could not look: the visit was not complete and no page was found; an entry without title or moment.
Source: 国办发〔2017〕47号; 2016 年第二次全国政府网站抽查通报 (GL-45).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from checks.catalog import site_check
from checks.facts.excerpts import quoted
from checks.facts.folding import fold
from checks.facts.owed import Owed, read_owed
from checks.indicators.edition import Rule
from checks.model.findings import Certainty, Finding, Gap, Looked, Said
from checks.model.pages import PageFacts
from checks.model.registry import BEIJING
from checks.model.views import SiteView

UNREADABLE = "应转清单中有条目没有写明标题或发布时间"
NOT_ALL_SEEN = "访问未完成，没有找到转载的不能认定"


@dataclass(slots=True)
class _Seen:
    """An entry of the list, and what was seen of it: `dates` stand with it, 00:00 where only the day is told."""

    owed: Owed
    carried: str = ""
    dates: list[datetime] = field(default_factory=list)


@site_check("missing-reposts")
def missing_reposts(site: SiteView, rule: Rule) -> Iterator[Said]:
    owed, unreadable = read_owed(rule.param("must_repost"))
    if unreadable:
        yield Gap(UNREADABLE, site.site.home, unreadable)
    hours = rule.param("hours")
    due = [_Seen(entry) for entry in owed if entry.ends(hours) < site.moment]
    if not due:
        return
    titles = {fold(entry.owed.title): entry for entry in due}
    titles |= {entry.owed.title: entry for entry in due}
    places = {f"{way}:{entry.owed.address.partition(':')[2]}": entry for entry in due for way in ("http", "https")}
    for page in site.pages():
        _look(page.facts, titles, places)
    for entry in due:
        if not entry.carried and not site.coverage.complete:
            yield Gap(NOT_ALL_SEEN, site.site.home)
            continue
        yield Looked()
        if not entry.carried or _is_late(entry, entry.owed.ends(hours)):
            yield _finding(site, entry)


def _look(facts: PageFacts, titles: Mapping[str, _Seen], places: Mapping[str, _Seen]) -> None:
    """Notes what a page shows of the entries."""
    if entry := titles.get(fold(facts.heading)):
        entry.carried = entry.carried or facts.url
        if facts.published is not None:
            entry.dates.append(facts.published.value)
    for item in facts.items:
        if entry := titles.get(fold(item.title)):
            entry.carried = entry.carried or item.url
            if item.date is not None:
                entry.dates.append(item.date)
    for link in facts.links:
        if entry := places.get(link.url) or titles.get(link.text):
            entry.carried = entry.carried or link.url


def _is_late(entry: _Seen, until: datetime) -> bool:
    """Is every date that stands with it later? Where none stands, nothing is."""
    return bool(entry.dates) and min(entry.dates) > until


def _finding(site: SiteView, entry: _Seen) -> Finding:
    code, home = ("late" if entry.carried else "missing"), site.site.home
    owed = entry.owed
    data = {"title": quoted(owed.title, 100), "published": f"{owed.published.astimezone(BEIJING):%Y-%m-%d %H:%M}"}
    if entry.dates:
        data["shown"] = f"{min(entry.dates).astimezone(BEIJING):%Y-%m-%d %H:%M}".removesuffix(" 00:00")
    key = (code, fold(owed.title))
    return Finding(code, entry.carried or home, key, data, home, quoted(owed.title, 100), certainty=Certainty.SUSPECTED)
