"""What columns published by month over nights, in both databases: the greater number stays, nought only where seen."""

from __future__ import annotations

from dataclasses import replace

from results.ledger import column_months
from results.ledger.column_months import GONE, ColumnMonth
from results.ledger.engine import Ledger

NEWS = ColumnMonth("http://a/xw/", "要闻", 202609, 5, 2, 1, whole=30)


def entered(ledger: Ledger, *looks: tuple[ColumnMonth, ...], site: str = "a") -> list[ColumnMonth]:
    with ledger.begin() as connection:
        for run, seen in enumerate(looks, 1):
            column_months.keep(connection, site, run, seen)
            column_months.keep(connection, site, run, seen)  # again: nothing changes
    with ledger.connect() as connection:
        return [one for _, one in column_months.seen_in(connection, [site], 202301, 202712)]


def test_what_slid_out_of_a_list_is_not_forgotten(ledger: Ledger) -> None:
    slid = replace(NEWS, count=3, originals=0, reposts=0, whole=0, why="列表只看到较近的条目")
    assert entered(ledger, (NEWS,), (slid,)) == [NEWS]


def test_more_that_was_seen_of_a_part_is_told_as_a_part(ledger: Ledger) -> None:
    more = replace(NEWS, count=6, whole=0, why="列表只看到较近的条目")
    assert entered(ledger, (NEWS,), (more,)) == [more]


def test_a_month_grows_while_it_runs(ledger: Ledger) -> None:
    night = [replace(NEWS, count=count, whole=whole) for count, whole in ((1, 9), (1, 12), (4, 30))]
    assert entered(ledger, *((one,) for one in night)) == [night[-1]]
    same = replace(night[-1], whole=20, why="x", originals=3)
    assert entered(ledger, (same,)) == [replace(night[-1], originals=3)]


def test_an_entry_that_was_taken_down_leaves_the_number_a_lower_bound(ledger: Ledger) -> None:
    early, late = replace(NEWS, whole=14), replace(NEWS, count=4, whole=30)
    assert entered(ledger, (early,), (late,)) == [replace(early, why=GONE)]


def test_nought_that_was_seen_stays_when_a_later_look_sees_nothing(ledger: Ledger) -> None:
    none = replace(NEWS, count=0, originals=0, reposts=0)
    failed = replace(none, whole=0, why="栏目页没有读到")
    assert entered(ledger, (none,), (failed,)) == [none]
    assert entered(ledger, (failed,), (none,), site="b") == [none]


def test_a_renamed_column_bears_its_new_name(ledger: Ledger) -> None:
    assert [one.name for one in entered(ledger, (NEWS,), (replace(NEWS, name="新闻"),))] == ["新闻"]


def test_months_are_kept_for_three_years(ledger: Ledger) -> None:
    old, kept, new = (replace(NEWS, month=month) for month in (202310, 202311, 202611))
    assert entered(ledger, (old, kept), (new,)) == [kept, new]


def test_sites_come_in_the_order_asked_and_the_whole_before_its_columns(ledger: Ledger) -> None:
    whole = replace(NEWS, url="", name="")
    entered(ledger, (NEWS, whole, replace(whole, month=202608)))
    entered(ledger, (whole,), site="b")
    with ledger.connect() as connection:
        told = [
            (site, one.url, one.month) for site, one in column_months.seen_in(connection, ["b", "a"], 202609, 202612)
        ]
        assert told == [("b", "", 202609), ("a", "", 202609), ("a", "http://a/xw/", 202609)]
        only = [one.url for _, one in column_months.seen_in(connection, ["a"], 202601, 202612, columns=False)]
        assert only == ["", ""]


def test_hostile_text_is_kept_as_text(ledger: Ledger) -> None:
    assert [one.name for one in entered(ledger, (replace(NEWS, name="要\0闻\ud800"),))] == ["要闻?"]
