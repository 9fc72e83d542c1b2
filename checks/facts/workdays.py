"""Workdays (工作日) as the yearly arrangement of holidays counts them, days off that are worked included.

The library's calendar knows the years that were published when it was released. An office names the days of a later
year, or of its own region, in its overlay (docs/edition.md). For a day beyond both there is no answer: then nothing may
be concluded from a number of workdays.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

import chinese_calendar

MOST = 4_000
"""Days that are counted at most; a longer span has no answer."""
_SATURDAY = 5


@dataclass(frozen=True, slots=True)
class Calendar:
    """The arrangement of holidays, with what an office adds: `off` are weekdays that are not worked, `worked` days of a
    weekend that are. A year of which a day off is named is known, also where the library has never heard of it."""

    off: frozenset[date] = frozenset()
    worked: frozenset[date] = frozenset()

    @classmethod
    def of(cls, off: Iterable[str | date], worked: Iterable[str | date]) -> Calendar:
        """From days as the edition writes them: 2027-01-01, in quotes or not. ValueError for what is no day."""
        days = (frozenset(date.fromisoformat(str(day)) for day in named) for named in (off, worked))
        return cls(*days)

    def is_workday(self, day: date) -> bool | None:
        """Is it a workday? None for a year whose arrangement is not known."""
        if day in self.off or day in self.worked:
            return day in self.worked
        try:
            return bool(chinese_calendar.is_workday(day))
        except NotImplementedError:
            named = any(other.year == day.year for other in self.off)
            return day.weekday() < _SATURDAY if named else None

    def between(self, start: date, end: date) -> int | None:
        """How many workdays follow `start` until `end`, `end` included; 0 when it is not after `start`.

        An answer on the day itself took 0 workdays, one on the next workday 1. None where the calendar has no answer.
        """
        if end <= start:
            return 0
        if (end - start).days > MOST:
            return None
        worked = unarranged = 0
        for year in range(start.year, end.year + 1):
            so_far = _so_far(self, year)
            first = so_far[start.timetuple().tm_yday if year == start.year else 0]
            last = so_far[end.timetuple().tm_yday if year == end.year else -1]
            worked, unarranged = worked + last[0] - first[0], unarranged + last[1] - first[1]
        return None if unarranged else worked

    def after(self, start: date, count: int) -> date | None:
        """The `count`th workday (1…) after `start`: the last day of a time limit. None as in `between`."""
        day = start
        for _ in range(MOST):
            day += timedelta(days=1)
            told = self.is_workday(day)
            if told is None:
                return None
            count -= told
            if count <= 0:
                return day
        return None


@lru_cache(maxsize=128)  # the figures of a year count the workdays of a hundred thousand pairs of days
def _so_far(calendar: Calendar, year: int) -> tuple[tuple[int, int], ...]:
    """At the n-th place of a year: how many of its first n days are worked, and how many nobody arranged."""
    told = [(0, 0)]
    first = date(year, 1, 1)
    for number in range((date(year, 12, 31) - first).days + 1):
        day, (worked, unarranged) = calendar.is_workday(first + timedelta(days=number)), told[-1]
        told.append((worked + (day is True), unarranged + (day is None)))
    return tuple(told)
