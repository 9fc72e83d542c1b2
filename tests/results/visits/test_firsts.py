"""When an address was first met: carried from visit to visit, over gaps, damage, upgrades and relaunches."""

import sqlite3
from contextlib import closing
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from checks.model.captures import Coverage, Ended, Failure, LinkProbe
from checks.model.pages import Capture, Item, PageKind, Paging
from results.visits.closing import finish
from results.visits.firsts import carry_firsts
from results.visits.reader import StoredSite
from tests.results.visits.making import HOME, NOW, capture, writer

DAY = timedelta(days=1)
LIST, SECOND = HOME + "xw/", HOME + "xw/index_1.html"
CUT = Coverage(ended=Ended.PAGES)


def column(*names: str, url: str = LIST, titles: tuple[str, ...] = (), further: str = "", pages: int = 0) -> Capture:
    """A page of a list with these articles."""
    made = capture(url.removeprefix(HOME), links=tuple(HOME + name for name in names))
    items = tuple(Item(HOME + n, t, NOW) for n, t in zip(names, titles or [f"题{n}" for n in names], strict=True))
    paging = Paging("trs", next=(further,) if further else (), pages=pages) if further or pages else None
    return replace(made, facts=replace(made.facts, kind=PageKind.LIST, items=items, paging=paging))


def night(folder: Path, number: int, *seen: object, last: Path | None = None, **more: object) -> Path:
    """A closed visit, `number` days later."""
    coverage = more.pop("coverage", Coverage())
    path = folder / f"{number:06}" / "a.visit"
    made = writer(path, moment=NOW + number * DAY, **more)
    for one in seen:
        made.keep(one)  # type: ignore[arg-type]  # the test chooses
    made.seal_crawl(coverage)  # type: ignore[arg-type]  # the test chooses
    finish(path, (), last)
    return path


def told(path: Path, name: str) -> tuple[int | None, int | None]:
    """(first seen, absent at), in days after the first night."""
    with StoredSite(path) as view:
        page = view.page(HOME + name)
    assert page is not None
    return _days(page.page.first_seen), _days(page.page.absent_at)


def _days(moment: datetime | None) -> int | None:
    return None if moment is None else (moment - NOW).days


def test_on_the_first_night_nothing_is_known_of_the_past(tmp_path: Path) -> None:
    one = night(tmp_path, 0, column("a"), capture("a"))
    assert told(one, "a") == (0, None)


def test_what_is_new_in_a_known_column_was_absent_the_night_before(tmp_path: Path) -> None:
    one = night(tmp_path, 0, column("a"), capture("a"))
    two = night(tmp_path, 3, column("a", "b"), capture("a"), capture("b"), last=one)
    three = night(tmp_path, 4, column("a", "b"), capture("a"), capture("b"), last=two)
    assert told(two, "a") == told(three, "a") == (0, None)
    assert told(two, "b") == told(three, "b") == (3, 0)


def test_a_page_that_a_night_misses_is_not_new_on_the_next(tmp_path: Path) -> None:
    one = night(tmp_path, 0, column("a", "b"), capture("a"), capture("b"))
    two = night(tmp_path, 1, column("a"), capture("a"), last=one)
    three = night(tmp_path, 2, column("a"), last=two)
    four = night(tmp_path, 3, column("a", "b"), capture("a"), capture("b"), last=three)
    assert told(four, "a") == told(four, "b") == (0, None)


def test_what_was_shown_and_not_read_is_not_new_when_it_is_read(tmp_path: Path) -> None:
    one = night(tmp_path, 0, column("a", "b"), capture("a"))
    two = night(tmp_path, 1, column("a", "b"), capture("a"), capture("b"), last=one)
    assert told(two, "b") == (0, None)


def test_a_column_that_nobody_read_before_says_nothing(tmp_path: Path) -> None:
    one = night(tmp_path, 0, capture("", links=(LIST,)))
    two = night(tmp_path, 1, column("a"), capture("a"), last=one)
    assert told(two, "a") == (1, None)


def test_a_visit_that_was_cut_short_knows_no_column(tmp_path: Path) -> None:
    one = night(tmp_path, 0, column("a"), capture("a"))
    two = night(tmp_path, 1, column("a"), capture("a"), last=one, coverage=CUT)
    three = night(tmp_path, 2, column("a", "b"), capture("b"), last=two)
    assert told(three, "b") == (2, 0)
    cut = night(tmp_path / "other", 0, column("a"), coverage=CUT)
    assert told(night(tmp_path / "other", 1, column("a", "b"), capture("b"), last=cut), "b") == (1, None)


@pytest.mark.parametrize(
    "first",
    [
        column("a", further=SECOND),
        column("a", pages=2),
        replace(column("a"), facts=replace(column("a").facts, scripted=True)),
        replace(column("a"), facts=replace(column("a").facts, interface=True)),
    ],
)
def test_a_list_that_was_not_read_to_its_end_is_not_known(tmp_path: Path, first: Capture) -> None:
    failed = LinkProbe(HOME + "api", NOW, failure=Failure.TIMEOUT)
    one = night(tmp_path, 0, capture("", links=(HOME + "api",)), first, failed)
    two = night(tmp_path, 1, column("a", "b"), capture("b"), last=one)
    assert told(two, "b") == (1, None)


def test_a_further_page_that_was_read_belongs_to_its_column(tmp_path: Path) -> None:
    further = column("c", url=SECOND)
    further = replace(further, page=replace(further.page, paged_from=LIST))
    one = night(tmp_path, 0, column("a", further=SECOND), further)
    later = column("b", "c", url=SECOND)
    later = replace(later, page=replace(later.page, paged_from=LIST))
    two = night(tmp_path, 1, column("a", further=SECOND), later, capture("b"), last=one)
    assert told(two, "b") == (1, 0)


def test_what_moved_to_another_address_is_not_new(tmp_path: Path) -> None:
    one = night(tmp_path, 0, column("old", titles=("同一篇",)), capture("old"))
    two = night(tmp_path, 1, column("new", titles=("同一篇",)), capture("new"), last=one)
    assert told(two, "new") == (1, None)


def test_a_later_reader_keeps_what_was_met_and_knows_columns_anew(tmp_path: Path) -> None:
    one = night(tmp_path, 0, column("a"), capture("a"), reader="1")
    two = night(tmp_path, 1, column("a", "b"), capture("a"), capture("b"), last=one, reader="2")
    assert (told(two, "a"), told(two, "b")) == ((0, None), (1, None))
    three = night(tmp_path, 2, column("a", "b", "c"), capture("b"), capture("c"), last=two, reader="2")
    assert (told(three, "b"), told(three, "c")) == ((1, None), (2, 1))


def _spoil(path: Path) -> None:
    path.chmod(0o644)
    path.write_bytes(b"SQLite format 3\0" + b"\xff" * 900)


def test_where_the_visit_before_is_damaged_the_one_before_that_serves(tmp_path: Path) -> None:
    one = night(tmp_path, 0, column("a"), capture("a"))
    two = night(tmp_path, 1, column("a"), capture("a"), last=one)
    _spoil(two)
    three = night(tmp_path, 2, column("a", "b"), capture("a"), capture("b"), last=two)
    assert (told(three, "a"), told(three, "b")) == ((0, None), (2, 0))


def test_where_all_are_damaged_it_begins_anew(tmp_path: Path) -> None:
    one = night(tmp_path, 0, column("a"), capture("a"))
    _spoil(one)
    two = night(tmp_path, 1, column("a", "b"), capture("a"), capture("b"), last=one)
    assert told(two, "a") == told(two, "b") == (1, None)
    assert told(night(tmp_path / "gone", 1, column("a"), capture("a"), last=tmp_path / "no" / "a.visit"), "a") == (
        1,
        None,
    )


def test_a_visit_of_the_version_before_tells_what_it_met(tmp_path: Path) -> None:
    one = night(tmp_path, 0, column("a"), capture("a"))
    one.chmod(0o644)
    with sqlite3.connect(one) as connection:
        connection.executescript(
            "update visit set version = 2; drop table met; drop table known;"
            "alter table pages drop column first_seen; alter table pages drop column absent_at;"
        )
        connection.row_factory = sqlite3.Row
        carry_firsts(connection, None)
    connection.close()
    assert told(one, "a") == (None, None)
    two = night(tmp_path, 1, column("a", "b"), capture("a"), capture("b"), last=one)
    assert (told(two, "a"), told(two, "b")) == ((0, None), (1, None))


@pytest.mark.parametrize(("most", "count"), [(4, 4), (2, 2), (100, 6)])
def test_what_is_remembered_stays_bounded(tmp_path: Path, most: int, count: int) -> None:
    one = night(tmp_path, 0, column("a", "b", "c"), capture("a"))
    two = night(tmp_path, 1, column("d", "e"), capture("d"), last=one)
    two.chmod(0o644)
    with closing(sqlite3.connect(two)) as connection:
        connection.row_factory = sqlite3.Row
        carry_firsts(connection, one, most)
        assert connection.execute("select count(*) from met").fetchone()[0] == count
