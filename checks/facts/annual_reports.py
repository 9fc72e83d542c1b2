"""The yearly papers of a site: those whose pages were read, and those that its lists and links name.

A paper may be an attachment, lie on another site, or not have been read: then it is known by its title alone, and by
the day that a list shows beside it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from checks.facts.annual_names import Named, is_corrected, read_name
from checks.facts.columns import columns_seen
from checks.facts.disclosure import platform_of
from checks.facts.likeness import lasting
from checks.facts.named import is_foreign
from checks.facts.proper import proper_pages
from checks.facts.shown_links import links_of
from checks.lexicon.columns import topics_of
from checks.model.annual import AnnualKind, AnnualReport
from checks.model.findings import Gap
from checks.model.pages import DateSeen, DateSource, PageFacts
from checks.model.registry import BEIJING
from checks.model.urls import page_key
from checks.model.views import PageView, SiteView

MOST = 2_000
"""So many papers of one site are kept."""
PROSE = 4_000
"""Characters of a report's own sentences that are kept, numbers and blanks left out."""
TOPICS = {AnnualKind.REPORT: "annual-reports", AnnualKind.WORK: "annual-forms", AnnualKind.SUPERVISION: "annual-forms"}
MOVED = "旧年度的年报或报表也在期限之后发布，可能是网站迁移的日期"
CORRECTED = "只看到更正后重新发布的，看不出首次公布的日期"
_SHORTEST = 30
_REPORTS = re.compile(r"年报|年度报")
_PUBLISHED = re.compile(r"[发公]布|公开|发表|刊发|发稿")
_ENTERED = re.compile(r"更新|录入|上传|添加|入库|上网")
"""Labels of the day on which somebody worked on a page that may be older."""


@dataclass(frozen=True, slots=True)
class Paper:
    """A yearly paper. `day` is when it was published as its page or a list says, in Beijing; `sure` where the page has
    it under a label and tells no earlier one;
    `listed_on` are the keys of the pages that lead to it, at most ten; `report` is None where its page was not read."""

    url: str
    title: str
    named: Named
    day: date | None = None
    sure: bool = False
    report: AnnualReport | None = None
    prose: str = ""
    listed_on: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Papers:
    """All yearly papers of a site. `unread` says, by topic, which of its columns could not be read to the end;
    `elsewhere` is an entrance of the home page to the disclosure of information on another host, "" for none."""

    all: tuple[Paper, ...] = ()
    unread: tuple[tuple[str, str], ...] = ()
    elsewhere: str = ""

    def of(self, kind: AnnualKind, year: int) -> tuple[Paper, ...]:
        return tuple(paper for paper in self.all if paper.named.kind is kind and paper.named.year == year)

    def not_read(self, kind: AnnualKind) -> str:
        """A column of that kind of paper that could not be read, "" for none."""
        return next((url for topic, url in self.unread if topic == TOPICS[kind]), "")


def papers_seen(site: SiteView) -> Papers:
    """To be used through `site.derived(papers_seen)`."""
    found: dict[str, Paper] = {}
    for page in proper_pages(site):
        if page.facts.annual is not None:
            _keep(found, _read(page, page.facts.annual))
    for page in site.pages():
        _take_named(found, page)
    unread = tuple(
        (topic, column.url)
        for column in site.derived(columns_seen)
        if column.scripted or column.cut or not column.pages
        for topic in topics_of(column.name) & {*TOPICS.values()}
    )
    return Papers(tuple(found.values()), unread, _elsewhere(site))


def _keep(found: dict[str, Paper], paper: Paper) -> None:
    """Adds a paper, or the page that leads to one that is known; a day on its own page counts before one in a list."""
    key = page_key(paper.url)
    known = found.get(key)
    if known is None:
        if len(found) < MOST:
            found[key] = paper
        return
    more = tuple(dict.fromkeys((*known.listed_on, *paper.listed_on)))[:10]
    found[key] = replace(known, listed_on=more, day=known.day or paper.day)


def _read(page: PageView, report: AnnualReport) -> Paper:
    facts = page.facts
    shown = facts.published
    day = _day(shown) if shown is not None else None
    named = Named(report.kind, report.year or (day.year - 1 if day else 0), report.unit)
    sure = shown is not None and _is_sure(shown, facts.dates)
    return Paper(page.page.final_url or page.url, facts.heading[:100], named, day, sure, report, _prose(facts))


def unread_reports(site: SiteView) -> Gap | None:
    """Why not all reports of a site were seen, None when they were."""
    papers = site.derived(papers_seen)
    if site.home is None:
        return Gap("首页没有读到", site.site.home)
    if unread := papers.not_read(AnnualKind.REPORT):
        return Gap("年报栏目没有读全", unread)
    if papers.elsewhere:
        return Gap("信息公开在其他网站上，没有检查", papers.elsewhere)
    return None if site.coverage.complete else Gap("访问未完成", site.home.url)


def _is_sure(shown: DateSeen, dates: Iterable[DateSeen]) -> bool:
    """Is it a visible day of publication, by its label or by the meta that tells the same, and none told is earlier?"""
    if shown.source is not DateSource.LABEL or _ENTERED.search(shown.raw):
        return False
    told = [(seen.source, _day(seen)) for seen in dates]
    said = _PUBLISHED.search(shown.raw) is not None or (DateSource.META, _day(shown)) in told
    return said and all(day >= _day(shown) for _, day in told)


def _day(seen: DateSeen) -> date:
    return seen.value.astimezone(BEIJING).date()


def _take_named(found: dict[str, Paper], page: PageView) -> None:
    """What the lists and links of a page call a yearly paper."""
    shown = page.derived(links_of)
    on = (page_key(page.page.paged_from or page.url),)
    for item in page.facts.items if "年" in shown.titles else ():
        if "年" in item.title and (named := read_name(item.title)):
            day = item.date.astimezone(BEIJING).date() if item.date else None
            _keep(found, Paper(item.url, item.title[:100], _dated(named, item.date), day, listed_on=on))
    own = page_key(page.url)
    for link in (
        [link for link in page.facts.links if "年" in link[1] and link[2] == "a"] if "年" in shown.words else ()
    ):
        named = read_name(link.text)
        if named is not None and named.year and page_key(link.url) != own:  # without a year it leads to a column
            _keep(found, Paper(link.url, link.text[:100], named, listed_on=on))


def _dated(named: Named, day: datetime | None) -> Named:
    """A paper that names no year speaks of the one before it was published."""
    return named if named.year or day is None else named._replace(year=day.astimezone(BEIJING).year - 1)


def _prose(facts: PageFacts) -> str:
    """The sentences of a report, without the words of its tables, its numbers and blanks."""
    lines = (line for line in facts.text.splitlines() if len(line) >= _SHORTEST and "。" in line)
    return lasting("".join(lines)[: 4 * PROSE])[:PROSE]


def _elsewhere(site: SiteView) -> str:
    """Where on another host the reports are: an entrance of the home page that is called so, else the platform that
    holds them."""
    links = site.home.facts.links if site.home else ()
    reports = (link.url for link in links if link.tag == "a" and _REPORTS.search(link.text[:40]))
    return next((url for url in reports if is_foreign(url, site.site)), site.derived(platform_of).elsewhere)


@dataclass(frozen=True, slots=True)
class Owed:
    """The newest paper that is due: of which year, and its last day."""

    year: int
    last: date


def owed(moment: datetime, due: str) -> Owed:
    """What is owed at `moment` when the paper of a year is due until `due` (month-day) of the next, that day included.

    Until then the paper of the year before stays the newest that was owed.
    """
    today = moment.astimezone(BEIJING).date()
    month, day = map(int, due.split("-"))
    last = date(today.year, month, 1) + timedelta(days=day - 1)
    if today <= last:
        last = date(today.year - 1, month, 1) + timedelta(days=day - 1)
    return Owed(last.year - 1, last)


def first_shown(papers: tuple[Paper, ...]) -> tuple[date, Paper] | None:
    """The earliest day and its paper, None when no day is known: what is shown at several places was published at the
    first of them."""
    dated = [(paper.day, not paper.sure, paper.url, paper) for paper in papers if paper.day is not None]
    if not dated:
        return None
    day, _, _, paper = min(dated, key=lambda told: told[:3])
    return day, paper


def not_first(papers: Papers, paper: Paper, last: date) -> str:
    """Why the day of a late paper is not that of its first publication, "" where nothing says so.

    Papers of other years that show the same day, or elder ones of that office of after the `last` day too, came with a
    move to a new site; a corrected paper was there before.
    """
    if is_corrected(paper.title):
        return CORRECTED
    for other in papers.all:
        if other.named.kind is not paper.named.kind or other.named.year == paper.named.year or other.day is None:
            continue
        elder = other.named.unit == paper.named.unit and other.named.year < paper.named.year
        if other.day == paper.day or (elder and other.day > last):
            return MOVED
    return ""
