"""Periods as persons write them, and as days in Beijing."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from results.errors import PersonError
from results.reports.periods import Period, Span, holding, last_over, period

TODAY = date(2026, 11, 22)


@pytest.mark.parametrize(
    ("span", "text", "given", "start", "end"),
    [
        (Span.MONTH, "2026-09", Period(Span.MONTH, 2026, 9), date(2026, 9, 1), date(2026, 9, 30)),
        (Span.MONTH, " 2024-2 ", Period(Span.MONTH, 2024, 2), date(2024, 2, 1), date(2024, 2, 29)),
        (Span.QUARTER, "2026Q3", Period(Span.QUARTER, 2026, 3), date(2026, 7, 1), date(2026, 9, 30)),
        (Span.QUARTER, "2025-q4", Period(Span.QUARTER, 2025, 4), date(2025, 10, 1), date(2025, 12, 31)),
        (Span.HALF, "2026H1", Period(Span.HALF, 2026, 1), date(2026, 1, 1), date(2026, 6, 30)),
        (Span.YEAR, "2026", Period(Span.YEAR, 2026, 1), date(2026, 1, 1), date(2026, 12, 31)),
    ],
)
def test_what_a_person_writes(span: Span, text: str, given: Period, start: date, end: date) -> None:
    found = period(span, text, TODAY)
    assert (found, found.start, found.end) == (given, start, end)
    assert period(span, found.code, TODAY) == found


@pytest.mark.parametrize(
    ("span", "text"),
    [(Span.MONTH, "2026-13"), (Span.MONTH, "2026"), (Span.QUARTER, "2026Q5"), (Span.HALF, "2026H3"), (Span.YEAR, "１")],
)
def test_what_nobody_can_read_is_said_with_an_example(span: Span, text: str) -> None:
    with pytest.raises(PersonError, match="请写成"):
        period(span, text, TODAY)


def test_a_period_that_has_not_begun_is_refused_and_one_that_is_not_over_is_not() -> None:
    with pytest.raises(PersonError, match=r"2026年12月还没有开始.*2026-10"):
        period(Span.MONTH, "2026-12", TODAY)
    assert period(Span.MONTH, "2026-11", TODAY).number == 11


def test_a_day_belongs_to_beijing() -> None:
    one = Period(Span.MONTH, 2026, 9)
    assert (one.begins, one.ends) == (datetime(2026, 8, 31, 16, tzinfo=UTC), datetime(2026, 9, 30, 16, tzinfo=UTC))


def test_periods_follow_each_other_over_the_year() -> None:
    assert Period(Span.QUARTER, 2026, 1).before() == Period(Span.QUARTER, 2025, 4)
    assert Period(Span.HALF, 2026, 2).after() == Period(Span.HALF, 2027, 1)
    assert Period(Span.QUARTER, 2026, 3).months == (202607, 202608, 202609)
    assert (holding(Span.HALF, TODAY), last_over(Span.QUARTER, TODAY)) == (
        Period(Span.HALF, 2026, 2), Period(Span.QUARTER, 2026, 3)
    )  # fmt: skip
    names = [Period(span, 2026, 1).name for span in Span]
    assert names == ["2026年1月", "2026年第一季度", "2026年上半年", "2026年度"]
