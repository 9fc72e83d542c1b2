"""How far the monitor is to be trusted: checks by what persons said of them, the least precise first."""

from __future__ import annotations

from decimal import Decimal

from checks.indicators.edition import Grade
from results.precision import Decided, Demand, Precision, Standing, wilson
from results.reports.content import Report, Section
from results.reports.precision_table import precision_section
from results.reports.row_laws import NONE
from results.reports.sums import check_sums
from tests.results.reports.year import PRECISION, year

LEAST = Demand(Decimal("0.8"), 20, 12, Grade.OURS)


def section(*some: Precision) -> Section:
    told = precision_section(year(precision=some))
    check_sums(Report("", "", "", (told,)))
    return told


def test_a_check_is_told_whole_with_its_interval() -> None:
    told = section(*PRECISION)
    assert [row[1] for row in told.tables[0].rows] == ["stale-home", "dead-links"]  # codes are not told apart
    interval = (Decimal(f"{edge * 100:.2f}") for edge in wilson(18, 20))
    name, check, *counts, least, stands = told.tables[0].rows[1]
    assert (name, check, least, stands) == ("链接可用性", "dead-links", Decimal("80.00"), "可信")
    assert counts == [18, 2, 20, Decimal("90.00"), *interval]
    assert {one.label: one.value for one in told.figures} == {
        "有人工判断的检查项": 2,
        "人工确认的问题": 23,
        "人工排除的问题": 22,
        "降为疑似的检查项": 1,
    }
    assert told.shares[0].shown == Decimal("51.11")


def test_it_says_what_it_does_not_say() -> None:
    said = "".join(section(*PRECISION).says)
    for words in ("漏掉", "不是随机的", "没有人判断过的检查项不在表中", "95%"):
        assert words in said


def test_a_check_that_was_only_reset_has_no_rate_and_comes_last() -> None:
    untried = Precision("a-check", "", Decided(), Decided(), Decided(), LEAST, Standing.UNTRIED)
    told = section(untried, *PRECISION)
    assert told.tables[0].rows[-1][:8] == ("a-check", "a-check", 0, 0, 0, NONE, NONE, NONE)


def test_nothing_decided_is_no_hundred_per_cent() -> None:
    told = section()
    assert (told.tables[0].rows, told.tables[0].empty, told.shares[0].shown) == ((), "还没有人工判断", None)
