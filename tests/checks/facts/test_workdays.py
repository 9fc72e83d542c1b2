"""Workdays: days off that are worked, holidays, and years that nobody has arranged yet."""

from __future__ import annotations

from datetime import date

import chinese_calendar
import pytest

from checks.facts.workdays import MOST, Calendar

PUBLISHED = Calendar()


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
    assert PUBLISHED.between(start, end) == count


def test_the_last_day_of_a_limit() -> None:
    assert PUBLISHED.after(date(2026, 3, 2), 5) == date(2026, 3, 9)
    assert PUBLISHED.after(date(2025, 9, 30), 1) == date(2025, 10, 9)


def test_what_was_not_arranged_yet_has_no_answer() -> None:
    assert PUBLISHED.is_workday(date(2099, 5, 1)) is None
    assert PUBLISHED.between(date(2026, 12, 30), date(2099, 1, 1)) is None
    assert PUBLISHED.after(date(2098, 1, 1), 3) is None
    assert PUBLISHED.between(date(2004, 1, 1), date(2004 + MOST // 365 + 2, 1, 1)) is None


def test_an_office_names_days_of_its_own() -> None:
    office = Calendar.of(["2026-03-05"], ["2026-03-08"])
    assert office.is_workday(date(2026, 3, 5)) is False
    assert office.is_workday(date(2026, 3, 8)) is True
    assert office.between(date(2026, 3, 2), date(2026, 3, 9)) == 5
    assert office.after(date(2026, 3, 2), 3) == date(2026, 3, 6)


def test_a_year_is_known_once_an_office_has_named_a_day_off() -> None:
    office = Calendar.of(["2099-01-01"], ["2099-01-03"])
    assert office.between(date(2098, 12, 31), date(2099, 1, 5)) == 3  # Thursday off, Saturday worked
    assert office.is_workday(date(2098, 5, 1)) is None
    assert Calendar.of([], ["2099-01-03"]).is_workday(date(2099, 1, 5)) is None


def test_what_is_no_day_is_refused() -> None:
    with pytest.raises(ValueError, match="isoformat"):
        Calendar.of(["1 May"], [])


def test_a_day_is_worked_out_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """A year of messages asks for the same days millions of times."""
    asked: list[date] = []
    arranged = chinese_calendar.is_workday

    def counting(day: date) -> bool:
        asked.append(day)
        return bool(arranged(day))

    monkeypatch.setattr(chinese_calendar, "is_workday", counting)
    days = (date(2024, 6, 3), date(2024, 6, 20))
    assert PUBLISHED.between(*days) == PUBLISHED.between(*days) == Calendar().between(*days)
    assert len(asked) == len(set(asked)) == 17
