"""What accounts are judged beside: the policies that the sites of their units published lately, and what was read of
these units' other accounts. Handed on to the files of readings between reading and judging, so that judging is pure.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from pathlib import Path

from checks.facts.interpretations import Paper as Shown
from checks.facts.interpretations import Reading as Interpretation
from checks.facts.interpretations import paper_of, reading_of
from checks.facts.organs import same_organ
from checks.facts.policy import day, document_of, published_on
from checks.facts.proper import is_continuation
from checks.indicators.edition import Edition
from checks.model.published import PAPERS_KEPT, Paper, SitePapers
from checks.model.registry import BEIJING, Registry, Site, SubjectState
from checks.model.views import PageView, SiteView
from results.errors import VisitDamaged
from results.visits.handing import hand_on
from results.visits.reader import StoredSite

CHECK = "unsynchronised-posts"
_LOOKED_AT = 6 * PAPERS_KEPT
"""So many pages of a site are looked at, the newest: many show papers of other offices."""


@dataclass(frozen=True, slots=True)
class UnitSite:
    """A site in use of the unit `unit`, with its newest visit, None where it has none."""

    unit: str
    site: Site
    visit: Path | None


def sites_of(known: Registry, units: frozenset[str], visits: Mapping[str, Path]) -> tuple[UnitSite, ...]:
    """The sites in use of these units. `visits` by the key of the site."""
    due = (one for one in known.sites if one.unit in units and one.state is SubjectState.NORMAL)
    return tuple(UnitSite(one.unit, one, visits.get(one.key)) for one in due)


def hand_share(
    path: Path, sites: Sequence[UnitSite], others: Sequence[Path], edition: Edition, moment: datetime
) -> None:
    """Hands on to the file of readings `path`. `others` are the other files of the run, `moment` (aware) is when it
    began. Raises VisitDamaged, StorageError."""
    rule = edition.rules.get(CHECK)
    lately = timedelta(days=rule.param("lately_days") if rule and rule.judged.by_check else 0)
    told: dict[str, list[SitePapers]] = {}
    for one in sites:
        told.setdefault(one.unit, []).append(_published(one, day(moment) - lately))
    hand_on(path, told, others)


def _published(one: UnitSite, since: date) -> SitePapers:
    site = one.site
    if one.visit is None:
        return SitePapers(site.home, site.region)
    try:
        with StoredSite(one.visit) as view:
            return SitePapers(site.home, site.region, True, papers_since(view, since))
    except VisitDamaged:
        return SitePapers(site.home, site.region)


def papers_since(view: StoredSite, since: date) -> tuple[Paper, ...]:
    """Documents and interpretations of the office's own that the site published on `since` (+08:00) or later, the
    newest first; what explains one of these documents goes with it."""
    begin = datetime.combine(since, time(), BEIJING)
    pages = [page for page in view.papers_since(begin, _LOOKED_AT) if not is_continuation(page)]
    documents = [(shown, one) for page in pages for shown, one in _document(view, page)]
    found = {one.url: one for _, one in documents}
    for page in pages:
        reading = reading_of(page)
        if reading is not None and not any(reading.explains(shown) for shown, _ in documents):
            found |= {one.url: one for one in _interpretation(view, page, reading)}
    newest = sorted(found.values(), key=lambda one: (-one.day.toordinal(), one.url))
    return tuple(one for one in newest if since <= one.day <= day(view.moment))[:PAPERS_KEPT]


def _document(view: SiteView, page: PageView) -> Iterator[tuple[Shown, Paper]]:
    document, shown = document_of(page), paper_of(page)
    if document is None or shown is None:
        return
    told = published_on(page, document)
    if told is not None and shown.in_force and shown.of(view.unit.name, view.site.unit, view.site.name):
        yield shown, Paper(shown.title, page.url, told)


def _interpretation(view: SiteView, page: PageView, reading: Interpretation) -> Iterator[Paper]:
    byline = page.facts.byline
    offices = (view.unit.name, view.site.unit)
    # Of whom it is only its source tells: what the province explains stands on every site.
    source = byline.source if byline is not None else ""
    if source and reading.published is not None and any(same_organ(source, name) for name in offices if name):
        yield Paper(reading.title, page.url, reading.published)
