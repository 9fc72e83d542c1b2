"""What a judged visit says of the months: nought where a list was seen back to before the month, and for how long."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from pathlib import Path

from checks.facts.column_months import CUT_VISIT, NOT_ALL, NOT_READ
from checks.model.captures import Coverage, Ended
from checks.model.registry import BEIJING, Column
from checks.model.views import GatheredSite, PageView
from clock.issued import BACK, MOST, issued_by
from results.ledger import column_months
from results.ledger.column_months import ColumnMonth
from results.ledger.engine import open_ledger
from tests.checks.test_column_months import END
from tests.checks.test_columns_seen import HOST, MOMENT, SITE, WHOLE, home, listing, view

NEWS = f"{HOST}/xw/"


def looked(*pages: PageView, at: datetime = MOMENT, coverage: Coverage = WHOLE) -> tuple[ColumnMonth, ...]:
    registered = (Column(SITE.key, "要闻", NEWS, category="news"),)
    return issued_by(GatheredSite(SITE, at, (home(), *pages), columns=registered, coverage=coverage))


def of(rows: tuple[ColumnMonth, ...], url: str = NEWS) -> dict[int, tuple[int, int]]:
    return {row.month: (row.count, row.whole) for row in rows if row.url == url}


def news(*days: str, **facts: object) -> PageView:
    return view("/xw/", listing(*days, path="/xw/", **facts))


def test_nought_is_told_of_the_months_before_and_the_running_one_goes_to_yesterday() -> None:
    rows = looked(news("2026-11-03", "2026-08-01", "2024-02-29", paging=END))
    assert of(rows) == {
        202402: (1, 29), 202605: (0, 31), 202606: (0, 30), 202607: (0, 31), 202608: (1, 31), 202609: (0, 30),
        202610: (0, 31), 202611: (1, 19),
    }  # fmt: skip
    assert of(rows, "") == of(rows)
    assert {(row.url, row.name) for row in rows} == {("", ""), (NEWS, "要闻")}


def test_a_month_is_whole_only_where_the_list_goes_back_to_before_it() -> None:
    rows = looked(news("2026-11-03", "2026-10-01", "2026-09-30"))
    assert of(rows)[202610] == (1, 31)
    assert of(rows)[202609] == (1, 0)
    assert {row.why for row in rows if row.month == 202609} == {NOT_ALL, f"栏目“要闻”{NOT_ALL}"}
    assert {row.why for row in rows if row.month == 202610} == {""}
    within = looked(news("2026-11-03", "2026-10-01"))
    assert of(within)[202610] == (1, 0)  # another entry of that day may have slid out


def test_on_the_first_of_a_month_nothing_of_it_is_over() -> None:
    night = datetime(2026, 12, 1, 0, 30, tzinfo=BEIJING)  # still November in UTC
    rows = of(looked(news("2026-12-01", "2026-11-30", paging=END), at=night))
    assert (rows[202612], rows[202611]) == ((1, 0), (1, 30))
    before = datetime(2026, 11, 30, 23, 30, tzinfo=BEIJING)
    assert of(looked(news("2026-11-30", paging=END), at=before))[202611] == (1, 29)


def test_what_was_not_read_is_no_nought() -> None:
    rows = looked()
    assert set(of(rows).values()) == set(of(rows, "").values()) == {(0, 0)}
    assert {row.why for row in rows} == {NOT_READ, f"栏目“要闻”{NOT_READ}"}
    cut = looked(news("2026-11-03", paging=END), coverage=Coverage(ended=Ended.PAGES))
    assert of(cut)[202610] == (0, 31)  # its own list was read
    assert {(row.whole, row.why) for row in cut if row.url == ""} == {(0, CUT_VISIT)}


def test_the_columns_with_most_entries_are_kept() -> None:
    pages = [view(f"/c{n}/", listing(*["2026-11-03"] * (1 + n % 2), path=f"/c{n}/")) for n in range(MOST + 20)]
    rows = looked(*pages)
    kept = {row.url for row in rows}
    assert len(kept) == MOST + 1
    assert NEWS not in kept  # not read
    assert of(rows, "")[202611] == (MOST + 20 + (MOST + 20) // 2, 0)
    assert all(f"{HOST}/c{n}/" in kept for n in range(1, MOST + 20, 2))


def test_nights_together(tmp_path: Path) -> None:
    """A list that slides, a failed night between: the numbers stay, and what was whole stays whole."""
    nights = (
        (datetime(2026, 10, 15, 2, tzinfo=BEIJING), (news("2026-10-14", "2026-10-02", "2026-09-30"),)),
        (datetime(2026, 10, 16, 2, tzinfo=BEIJING), ()),
        (datetime(2026, 11, 2, 2, tzinfo=BEIJING), (news("2026-10-31", "2026-10-14", "2026-10-02", "2026-09-30"),)),
        (datetime(2026, 11, 20, 2, tzinfo=BEIJING), (news("2026-11-19", "2026-11-18", "2026-10-31"),)),
    )
    with open_ledger(f"sqlite:///{tmp_path / 'l.sqlite'}") as ledger:
        for run, (at, pages) in enumerate(nights, 1):
            with ledger.begin() as connection:
                column_months.keep(connection, "a", run, looked(*pages, at=at))
        with ledger.connect() as connection:
            kept = [one for _, one in column_months.seen_in(connection, ["a"], 202609, 202611) if one.url == NEWS]
    assert {one.month: (one.count, one.whole) for one in kept} == {202609: (1, 0), 202610: (3, 31), 202611: (2, 19)}


def test_nought_reaches_back_over_the_quarter_before() -> None:
    for month in range(1, 13):
        told = of(looked(news(paging=END), at=MOMENT.replace(month=month, day=28)))
        quarter = (month - 1) // 3 * 3  # months before this one lie in the year before
        before = {(2026 if quarter else 2025) * 100 + (quarter or 12) - step for step in range(3)}
        assert before <= set(told)
        assert len(told) == BACK + 1


def test_an_empty_list_is_told_apart_from_one_that_was_not_read() -> None:
    empty = news()
    facts = replace(empty.facts, scripted=True)
    assert of(looked(empty))[202610] == (0, 31)
    assert of(looked(view("/xw/", facts)))[202610] == (0, 0)
