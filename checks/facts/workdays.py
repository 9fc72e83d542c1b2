"""Workdays (工作日) as the yearly arrangement of holidays counts them, days off that are worked included.

The calendar knows the years that were published when it was released. For a day beyond it there is no answer: then
nothing may be concluded from a number of workdays.
"""

from __future__ import annotations

from datetime import date, timedelta

import chinese_calendar

MOST = 4_000
"""Days that are counted at most; a longer span has no answer."""


def is_workday(day: date) -> bool | None:
    """Is it a workday? None for a year whose arrangement is not known."""
    try:
        return bool(chinese_calendar.is_workday(day))
    except NotImplementedError:
        return None


def workdays_between(start: date, end: date) -> int | None:
    """How many workdays follow `start` until `end`, `end` included; 0 when it is not after `start`.

    An answer on the day itself took 0 workdays, one on the next workday 1. None where the calendar has no answer.
    """
    span = (end - start).days
    if span > MOST:
        return None
    told = [is_workday(start + timedelta(days=n)) for n in range(1, span + 1)]
    return None if None in told else sum(map(bool, told))


def workday_after(start: date, count: int) -> date | None:
    """The `count`th workday (1…) after `start`: the last day of a time limit. None where the calendar has no answer."""
    day = start
    for _ in range(MOST):
        day += timedelta(days=1)
        told = is_workday(day)
        if told is None:
            return None
        count -= told
        if count <= 0:
            return day
    return None
