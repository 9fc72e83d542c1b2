"""What a site decides, asks about and explains, gathered in one walk over its pages."""

from __future__ import annotations

from dataclasses import dataclass

from checks.facts.consulted import Asked, Consulted, asked_of
from checks.facts.decisions import catalogue_years_of
from checks.facts.interpretations import Paper, Policies, Reading, listed_readings, paper_of, reading_of
from checks.facts.proper import is_continuation, proper_pages
from checks.model.pages import PageKind
from checks.model.views import SiteView

MOST = 2_000
"""So many documents, so many interpretations and so many consultations of a site are kept."""
_ALONE = (PageKind.ARTICLE, PageKind.OTHER)


@dataclass(frozen=True, slots=True)
class _Walked:
    papers: tuple[Paper, ...]
    readings: tuple[Reading, ...]
    asked: tuple[Asked, ...]
    catalogues: frozenset[int]


def _walked(site: SiteView) -> _Walked:
    papers: list[Paper] = []
    readings: list[Reading] = []
    asked: list[Asked] = []
    years: set[int] = set()
    for page in proper_pages(site):
        years.update(catalogue_years_of(page))
        if page.facts.kind not in _ALONE or is_continuation(page):
            continue
        if (one := asked_of(page)) and len(asked) < MOST:
            asked.append(one)
        if reading := reading_of(page):
            readings += [reading] if len(readings) < MOST else []
        elif (paper := paper_of(page)) and len(papers) < MOST:
            papers.append(paper)
    return _Walked(tuple(papers), tuple(readings), tuple(asked), frozenset(years))


def policies_seen(site: SiteView) -> Policies:
    """Documents and interpretations. To be used through `site.derived(policies_seen)`."""
    walked = site.derived(_walked)
    readings = {reading.key: reading for reading in walked.readings}
    for listed in listed_readings(site):
        if len(readings) < MOST:
            readings.setdefault(listed.key, listed)
    return Policies(walked.papers, tuple(readings.values()))


def consulted(site: SiteView) -> Consulted:
    """Notices, explanations and results. To be used through `site.derived(consulted)`."""
    return Consulted(site.derived(_walked).asked)


def catalogue_years(site: SiteView) -> frozenset[int]:
    """The years of which the site shows a catalogue of decisions."""
    return site.derived(_walked).catalogues
