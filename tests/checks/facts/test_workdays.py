"""Workdays: days off that are worked, holidays, and years that nobody has arranged yet."""

from __future__ import annotations

from datetime import date

import pytest

from checks.facts.workdays import MOST, is_workday, workday_after, workdays_between


@pytest.mark.parametrize(
    ("start", "end", "count"),
    [
        (date(2026, 3, 2), date(2026, 3, 2), 0),
        (date(2026, 3, 2), date(2026, 3, 9), 5),
        (date(2026, 3, 6), date(2026, 3, 8), 0),  # over a weekend
        (date(2025, 9, 26), date(2025, 9, 28), 1),  # a Sunday that was worked for the National Day
        (date(2025, 9, 30), date(2025, 10, 9), 1),  # the holiday week itself
        (date(2026, 3, 9), date(2026, 3, 2), 0),
    ],
)
def test_workdays_are_those_of_the_arrangement(start: date, end: date, count: int) -> None:
    assert workdays_between(start, end) == count


def test_the_last_day_of_a_limit() -> None:
    assert workday_after(date(2026, 3, 2), 5) == date(2026, 3, 9)
    assert workday_after(date(2025, 9, 30), 1) == date(2025, 10, 9)


def test_what_was_not_arranged_yet_has_no_answer() -> None:
    assert is_workday(date(2099, 5, 1)) is None
    assert workdays_between(date(2026, 12, 30), date(2099, 1, 1)) is None
    assert workday_after(date(2098, 1, 1), 3) is None
    assert workdays_between(date(2004, 1, 1), date(2004 + MOST // 365 + 2, 1, 1)) is None
