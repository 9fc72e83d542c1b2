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


def column(*names: str, url: str = LIST, further: str = "", pages: int = 0, **titles: str) -> Capture:
    """A page of a list with these articles, the newest first: each bears a day by its first letter, a the oldest."""
    made = capture(url.removeprefix(HOME), links=tuple(HOME + name for name in names))
    new = sorted(names, reverse=True)
    items = tuple(Item(HOME + name, titles.get(name, f"题目{name}"), day_of(name)) for name in new)
    paging = Paging("trs", next=(further,) if further else (), pages=pages) if further or pages else None
    return replace(made, facts=replace(made.facts, kind=PageKind.LIST, items=items, paging=paging))


def day_of(name: str) -> datetime:
    return NOW + (ord(name[0]) - ord("z")) * DAY


def listing(*items: Item) -> Capture:
    """A page of a list as given."""
    made = column()
    return replace(made, facts=replace(made.facts, items=items))


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
    further, later = column("a", url=SECOND), column("a", "b", url=SECOND)
    further = replace(further, page=replace(further.page, paged_from=LIST))
    one = night(tmp_path, 0, column("c", further=SECOND), further)
    later = replace(later, page=replace(later.page, paged_from=LIST))
    two = night(tmp_path, 1, column("c", further=SECOND), later, capture("b"), last=one)
    assert told(two, "b") == (1, 0)


def test_what_moved_to_another_address_is_not_new(tmp_path: Path) -> None:
    one = night(tmp_path, 0, column("a", "old", old="同一篇"), capture("old"))
    two = night(tmp_path, 1, column("a", "new", new="同一篇"), capture("new"), last=one)
    assert told(two, "new") == (1, None)


LONG = "临江县水利局关于做好今冬明春城乡供水保障工作的情况通报"


@pytest.mark.parametrize("shown", [LONG, LONG[:18] + "…", "临江县水利局　关于做好“今冬明春”城乡供水..."])
def test_a_title_that_a_list_cuts_is_the_same_title(tmp_path: Path, shown: str) -> None:
    one = night(tmp_path, 0, column("a", "old", old=shown), capture("old"))
    two = night(tmp_path, 1, column("a", "new", new=LONG), capture("new"), last=one)
    assert told(two, "new") == (1, None)


def test_what_was_withdrawn_for_some_nights_and_comes_again_elsewhere_is_not_new(tmp_path: Path) -> None:
    last = night(tmp_path, 0, column("a", "old", old="同一篇"), capture("old"))
    for number in (1, 2):
        last = night(tmp_path, number, column("a"), last=last)
    four = night(tmp_path, 3, column("a", "new", "p", new="同一篇"), capture("new"), capture("p"), last=last)
    assert (told(four, "new"), told(four, "p")) == ((3, None), (3, 2))


def test_what_a_list_shows_since_an_entry_above_was_taken_away_is_not_new(tmp_path: Path) -> None:
    """Lists of the newest ten, and those whose further pages nobody recognises."""
    one = night(tmp_path, 0, column("f", "h", "k"))
    two = night(tmp_path, 1, column("c", "f", "h"), capture("c"), last=one)
    assert told(two, "c") == (1, None)
    three = night(tmp_path, 2, column("c", "f", "g"), capture("g"), last=two)
    assert told(three, "g") == (2, 1)


def test_a_pinned_entry_does_not_say_how_far_a_list_reaches(tmp_path: Path) -> None:
    def entries(*names: str) -> Capture:
        return listing(*(Item(HOME + name, f"题目{name}", day_of(name)) for name in names))

    one = night(tmp_path, 0, entries("a", "k", "h", "f"))
    two = night(tmp_path, 1, entries("a", "k", "f", "c"), capture("c"), last=one)
    assert told(two, "c") == (1, None)


@pytest.mark.parametrize("order", ["adbecf", "abcdef", ""])
def test_a_list_that_is_not_in_the_order_of_its_days_says_nothing(tmp_path: Path, order: str) -> None:
    """Those by clicks, by weight, oldest first, or without days."""
    days = [day_of(name) for name in order] or [None] * 6
    items = [Item(f"{HOME}{n}", f"题目{n}", day) for n, day in enumerate(days)]
    one = night(tmp_path, 0, listing(*items))
    day = day_of("e") if order else None
    two = night(tmp_path, 1, listing(items[0], Item(HOME + "new", "新的", day), *items[1:]), capture("new"), last=one)
    assert told(two, "new") == (1, None)


def test_what_stands_beside_the_main_list_says_nothing(tmp_path: Path) -> None:
    """Articles that are read most change every night, and are of any day."""
    main = [Item(HOME + name, f"题目{name}", day_of(name)) for name in "ca"]
    beside = Item(HOME + "b", "点击排行", day_of("b"), block=1)
    one = night(tmp_path, 0, listing(*main))
    two = night(tmp_path, 1, listing(*main, beside), capture("b"), last=one)
    assert told(two, "b") == (1, None)


def test_what_another_column_lists_that_nobody_had_read_may_have_been_there(tmp_path: Path) -> None:
    one = night(tmp_path, 0, column("a", "d"))
    other = column("b", url=HOME + "gs/")
    two = night(tmp_path, 1, column("a", "b", "d"), other, capture("b"), last=one)
    assert told(two, "b") == (1, None)


def test_over_another_scheme_all_is_known_and_at_another_host_nothing_is_new(tmp_path: Path) -> None:
    def at(made: Capture, home: str) -> Capture:
        items = tuple(item._replace(url=item.url.replace(HOME, home)) for item in made.facts.items)
        page = replace(made.page, url=made.page.url.replace(HOME, home))
        probe = replace(made.probe, subject=page.url)
        return replace(made, page=page, facts=replace(made.facts, url=page.url, items=items), probe=probe)

    secure, bare = HOME.replace("http:", "https:"), HOME.replace("www.", "")
    one = night(tmp_path, 0, column("a", "c"), capture("a"))
    two = night(tmp_path, 1, at(column("a", "b", "c"), secure), at(capture("a"), secure), capture("b"), last=one)
    assert told(two, "b") == (1, 0)
    with StoredSite(two) as view:
        page = view.page(secure + "a")
    assert page is not None
    assert page.page.first_seen == NOW
    three = night(tmp_path, 2, at(column("a", "b", "c"), bare), at(capture("a"), bare), last=two)
    with StoredSite(three) as view:
        page = view.page(bare + "a")
    assert page is not None
    assert page.page.absent_at is None


def test_a_site_that_was_built_anew_brings_nothing_late(tmp_path: Path) -> None:
    """Columns stay where they are, articles move; some nights in between there is nothing."""
    names = "abcdefgh"
    one = night(tmp_path, 0, column(*names), *(capture(name) for name in names))
    two = night(tmp_path, 1, capture("", status=500), last=one, coverage=Coverage(ended=Ended.HOME_FAILED))
    moved = {name + "1": f"题目{name}" for name in names}
    three = night(tmp_path, 2, column(*moved, **moved), *(capture(name) for name in moved), last=two)
    assert {told(three, name) for name in moved} == {(2, None)}


def test_where_more_was_met_than_is_remembered_nothing_is_late(tmp_path: Path) -> None:
    one = night(tmp_path, 0, column("a", "c"))
    one.chmod(0o644)
    with closing(sqlite3.connect(one)) as connection:
        connection.row_factory = sqlite3.Row
        carry_firsts(connection, None, 2)
    two = night(tmp_path, 1, column("a", "b", "c"), capture("b"), last=one)
    assert told(two, "b") == (1, None)


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
