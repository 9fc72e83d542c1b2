"""What the visit before a visit is good for: conditional requests, and answers that stand for some days."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

from checks import catalog
from checks.model.captures import SearchProbe
from clock.code import reader_version
from clock.rules import edition_of
from clock.settings import Settings
from crawler.target import Searching
from results.errors import StorageError
from results.visits.memory import LastVisit

SEARCH = "weak-search"
_SOONER = timedelta(hours=6)
"""Nights do not begin at the same minute: what is due within these hours is due now."""
_MOST_DAYS = 3_650.0


def last_visit(path: Path | None) -> tuple[LastVisit | None, str]:
    """The visit before, and what to tell where it cannot be read: then the site is visited as if for the first time."""
    if path is None or not path.exists():
        return None, ""
    try:
        return LastVisit(path, reader_version()), ""
    except StorageError:
        return None, "有的网站上次的访问文件读不出来（已损坏，或由别的版本的程序写成），这些网站这次从头访问"


def search_due(settings: Settings, last: LastVisit | None) -> tuple[Searching | None, tuple[SearchProbe, ...]]:
    """(how the search of the site is asked in this visit, None when it is not; the answers that go on from before)."""
    rule = edition_of(settings).rules.get(SEARCH)
    if not settings.search.on or rule is None or not rule.judged.by_check or SEARCH not in catalog.load():
        return None, ()
    known = last.searches() if last is not None else ()
    stands = timedelta(days=min(max(settings.search.every_days, 0.0), _MOST_DAYS)) - _SOONER
    works = any(probe.place for probe in known)  # what does not work is looked at again in every visit
    if works and datetime.now(UTC) - max(probe.asked_at for probe in known) < stands:
        return None, known
    missed = frozenset(probe.subject for probe in known if probe.whole and not probe.place)
    return Searching(int(rule.param("titles")), max(settings.search.questions, 0), missed), ()
