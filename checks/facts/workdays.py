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
        if (told := _arranged(day)) is not None:
            return told
        named = any(other.year == day.year for other in self.off)
        return day.weekday() < _SATURDAY if named else None

    def between(self, start: date, end: date) -> int | None:
        """How many workdays follow `start` until `end`, `end` included; 0 when it is not after `start`.

        An answer on the day itself took 0 workdays, one on the next workday 1. None where the calendar has no answer.
        """
        span = (end - start).days
        if span > MOST:
            return None
        told = [self.is_workday(start + timedelta(days=n)) for n in range(1, span + 1)]
        return None if None in told else sum(map(bool, told))

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


@lru_cache(maxsize=1 << 15)
def _arranged(day: date) -> bool | None:
    """What the library knows of a day, None where it knows nothing. A year of messages asks for the same few hundred
    days millions of times, and it works each out anew."""
    try:
        return bool(chinese_calendar.is_workday(day))
    except NotImplementedError:
        return None
