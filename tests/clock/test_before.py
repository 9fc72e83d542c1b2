"""The answers of a search stand for some days, go from visit to visit, and what was missed is asked for again."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from checks.model.captures import SearchProbe
from checks.model.searches import Dialect, Hit
from clock.before import search_due
from clock.settings import RulesSettings, SearchSettings, Settings
from crawler.target import Searching
from results.visits.memory import LastVisit
from results.visits.reader import StoredSite
from tests.results.visits.making import HOME, capture, visit

FOUND = SearchProbe(
    f"{HOME}xw/1.html",
    datetime.now(UTC),
    "青溪镇部署秋粮收购工作",
    "青溪镇部署秋粮收购工作",
    f"{HOME}so?q=1",
    Dialect.UCAP,
    datetime(2026, 10, 8, tzinfo=UTC),
    200,
    place=1,
    hits=(Hit("青溪镇部署秋粮收购工作", f"{HOME}xw/1.html"),),
    marks=("guard:yundun",),
)
MISSED = replace(FOUND, subject=f"{HOME}xw/2.html", title="另一篇", words="另一篇", place=0, looks=2, says_none=True)
PHRASE = replace(MISSED, subject=f"{HOME}xw/3.html", words="另")
OFTEN = SearchSettings(every_days=7)


def before(path: Path, *probes: SearchProbe, days: float = 0) -> LastVisit:
    asked = datetime.now(UTC) - timedelta(days=days)
    return LastVisit(visit(path / "a.sqlite", capture(""), *(replace(probe, asked_at=asked) for probe in probes)))


def test_answers_come_back_as_they_were_kept(tmp_path: Path) -> None:
    path = visit(tmp_path / "a.sqlite", capture(""), FOUND, MISSED)
    with StoredSite(path) as view:
        assert list(view.probes(SearchProbe)) == [FOUND, MISSED]
    assert LastVisit(path).searches() == (FOUND, MISSED)


@pytest.mark.parametrize("days", [0, 1, 6])
def test_what_was_asked_this_week_stands(tmp_path: Path, days: float) -> None:
    searching, carried = search_due(Settings(search=OFTEN), before(tmp_path, FOUND, MISSED, days=days))
    assert searching is None
    assert [probe.subject for probe in carried] == [FOUND.subject, MISSED.subject]


@pytest.mark.parametrize(("every", "days"), [(7, 6.9), (7, 8), (0, 0), (-3, 0)])
def test_then_it_is_asked_anew_and_what_was_missed_first_of_all(tmp_path: Path, every: float, days: float) -> None:
    settings = Settings(search=SearchSettings(every_days=every, questions=9))
    last = before(tmp_path, FOUND, MISSED, PHRASE, days=days)
    assert search_due(settings, last) == (Searching(20, 9, frozenset((MISSED.subject,))), ())


def test_a_search_that_does_not_work_is_asked_in_every_visit(tmp_path: Path) -> None:
    searching, carried = search_due(Settings(search=OFTEN), before(tmp_path, MISSED))
    assert (searching, carried) == (Searching(20, 40, frozenset((MISSED.subject,))), ())


def test_the_first_visit_asks(tmp_path: Path) -> None:
    for last in (None, before(tmp_path)):
        assert search_due(Settings(), last) == (Searching(20, 40, frozenset()), ())


def test_nobody_asks_what_nobody_judges(tmp_path: Path) -> None:
    last = before(tmp_path, FOUND)
    assert search_due(Settings(search=SearchSettings(on=False)), last) == (None, ())
    overlay = tmp_path / "less.toml"
    overlay.write_text('[weak-search]\njudged = "later"\n', encoding="utf-8")
    assert search_due(Settings(rules=RulesSettings(overlays=(str(overlay),))), last) == (None, ())
