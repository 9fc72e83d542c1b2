"""The report of a year."""

from __future__ import annotations

from datetime import UTC, datetime

from results.reports.annual import annual
from results.reports.period_rows import PeriodRows
from results.reports.periods import Period, Span

MADE = datetime(2027, 1, 10, 2, 0, tzinfo=UTC)


def rows(span: Span, number: int) -> PeriodRows:
    return PeriodRows("临江县", Period(span, 2026, number), MADE, ("national-2019",), None)


def test_every_quarter_has_its_row() -> None:
    report = annual(rows(Span.YEAR, 1), [rows(Span.QUARTER, number) for number in (1, 2, 3, 4)])
    assert [row[0] for row in report.tables[0].rows] == [f"2026年第{one}季度" for one in "一二三四"]
