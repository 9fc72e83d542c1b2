"""What a site shows of its services to the public, read in one walk over its pages: guides, forms, figures."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import lru_cache

from checks.facts.labelled import values_of
from checks.facts.proper import proper_pages
from checks.facts.shown_links import links_of
from checks.facts.topics import topics_seen
from checks.lexicon.columns import category_of
from checks.model.guides import Guide
from checks.model.pages import PageFacts, PageKind, Validity
from checks.model.urls import host_of, page_key
from checks.model.views import PageView, SiteView

MOST = 20_000
"""So many guides, names of forms and repealed numbers of one site are kept."""
UNSEEN = "办事指南的内容在附件、图片、外部页面中或由脚本生成，没有读到"
"""Why a guide could not be looked at."""
_FORM_ENDS = ("表", "书", "样本", "范本")
_FORM = re.compile(rf"[\u4e00-\u9fff]{{2,30}}(?:{'|'.join(_FORM_ENDS)})")
_FIGURES = re.compile(r"(?:办事|办件|办结|受理)(?:量|事项|服务)?.{0,8}(?:统计|数据|情况|月报|季报)")
_COUNTERS = re.compile(
    r"(?:累计|今日|本月|本年|昨日|总|年度)(?:办件|办结|受理|服务)(?:量|数|事项)?|办件量|办结率|受理量"
)
_GONE = frozenset((Validity.REPEALED, Validity.EXPIRED))


@dataclass(frozen=True, slots=True)
class GuideSeen:
    """A guide and its page. `sorted_in`: its breadcrumbs or labels name a column of services, or such a column lists
    it. `scripted`: a script fills its page."""

    url: str
    guide: Guide
    sorted_in: bool = False
    scripted: bool = False


@dataclass(frozen=True, slots=True)
class Services:
    """`forms` are what links that seem to lead to a form are called. `repealed` gives the page that shows a document
    number as repealed or expired. `figures` is the newest entry of any list that is called a count of services, with
    its day (aware) and address; `counters` the page that shows such counts without a day."""

    guides: tuple[GuideSeen, ...] = ()
    forms: frozenset[str] = frozenset()
    repealed: Mapping[str, str] | None = None
    figures: tuple[datetime, str] | None = None
    counters: str = ""
    outside: str = ""  # an entrance to services on another host


@lru_cache(maxsize=8_192)  # the same links stand on every page
def _names_form(text: str) -> bool:
    return len(text) <= 60 and _FORM.search(text) is not None


def services_seen(site: SiteView) -> Services:
    """To be used through `site.derived(services_seen)`."""
    guides: list[GuideSeen] = []
    listed: set[str] = set()
    forms: set[str] = set()
    repealed: dict[str, str] = {}
    dated: list[tuple[datetime, str]] = []
    counters = ""
    horizon = site.moment + timedelta(days=1)
    for page in proper_pages(site):
        facts, shown = page.facts, page.derived(links_of)
        services = _stands_in_services(page)
        if facts.guide is not None and len(guides) < MOST:
            guides.append(GuideSeen(page.url, facts.guide, services, facts.scripted))
        if services and facts.kind is not PageKind.ARTICLE and len(listed) < MOST:
            listed.update(page_key(item.url) for item in facts.items)
        if len(forms) < MOST and any(map(shown.words.__contains__, _FORM_ENDS)):
            forms.update(filter(_names_form, shown.texts))
        document = facts.document
        if document is not None and document.validity in _GONE and document.number and len(repealed) < MOST:
            repealed.setdefault(document.number, page.url)
        if newest := _newest_figures(facts, shown.titles, horizon):
            dated = [max([*dated, newest])]
        if not counters and (services or facts.kind is PageKind.HOME) and _COUNTERS.search(facts.text[:20_000]):
            counters = page.url
    return Services(
        tuple(
            GuideSeen(one.url, one.guide, one.sorted_in or page_key(one.url) in listed, one.scripted) for one in guides
        ),
        frozenset(forms),
        repealed,
        dated[0] if dated else None,
        counters,
        _outside(site),
    )


def _newest_figures(facts: PageFacts, titles: str, horizon: datetime) -> tuple[datetime, str] | None:
    """The newest count of services that the page lists, or is; `titles` are those of its entries."""
    found = [
        (item.date, item.url)
        for item in (facts.items if _FIGURES.search(titles) else ())
        if item.date and item.date <= horizon and _FIGURES.search(item.title)
    ]
    if facts.published is not None and facts.published.value <= horizon and _FIGURES.search(facts.heading):
        found.append((facts.published.value, facts.url))
    return max(found, default=None)


def _stands_in_services(page: PageView) -> bool:
    names = [crumb[1] for crumb in page.facts.crumbs]
    return "services" in map(category_of, [*names, *values_of(page, "ColumnName")])


def _outside(site: SiteView) -> str:
    """An entrance to services that leads to another host, "" when there is none."""
    hosts = site.site.all_hosts
    topics = site.derived(topics_seen)
    entrances = (entrance for topic in ("services", "guides") for entrance in topics.entrances.get(topic, ()))
    return next((entrance.url for entrance in entrances if host_of(entrance.url) not in hosts), "")
