"""What offices tell of the messages of 我为政府网站找错 (standards.md 8): received, closed, on time, at once, by unit,
by category. What cannot be told (a deadline in a year without a known calendar) is counted apart and left out.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum
from functools import lru_cache
from typing import Any

from checks.model.registry import BEIJING
from results.ledger.complaints import Complaint, ComplaintState, Handled, Truth
from results.reports.sums import percent

INSTANT = "evasive-citizen-replies"
"""The rule that says how quick 即时 is."""
COUNTED: Sequence[tuple[str, str]] = (
    ("收到", "received"), ("已办结", "closed"), ("按期答复", "on_time"), ("期限不明", "untold"),
    ("超期未答复", "overdue"), ("即时答复", "at_once"), ("催办后临期答复", "last_minute"), ("属实", "true"),
)  # fmt: skip
_Told = Complaint | Handled
Between = Callable[[date, date], int | None]
"""(day of receipt, day of the answer) → workdays, None where they cannot be counted."""


class Clock(StrEnum):
    """How a message stands to its deadline: the colours of a list."""

    DONE = "done"  # answered in time: grey
    LATE_DONE = "late-done"  # answered too late
    OVERDUE = "overdue"  # red
    SOON = "soon"  # the last day, or the one before: yellow
    IN_TIME = "in-time"  # green
    UNKNOWN = "unknown"  # nobody can say: the calendar of that year is not known


@dataclass(frozen=True, slots=True)
class Figures:
    """Counts of messages. `answered` holds those of which it is known whether they were `on_time`; `untold` the rest.

    `at_once` were answered within so many hours, `last_minute` on the last day and after having been urged (ZC-06).
    `workdays` is the sum over `counted` answered messages from receipt to answer.
    """

    received: int = 0
    closed: int = 0
    answered: int = 0
    on_time: int = 0
    untold: int = 0
    overdue: int = 0
    at_once: int = 0
    last_minute: int = 0
    workdays: int = 0
    counted: int = 0
    verdicts: Mapping[Truth, int] = field(default_factory=dict)
    categories: Mapping[str, int] = field(default_factory=dict)

    @property
    def average(self) -> Decimal | None:
        """Workdays to an answer, half up to one place; None where none was counted."""
        if not self.counted:
            return None
        return (Decimal(self.workdays) / self.counted).quantize(Decimal("0.1"), ROUND_HALF_UP)


@dataclass(frozen=True, slots=True)
class Counted:
    """The figures of all, of each unit and of each category; the most overdue first, then the most received."""

    whole: Figures
    units: tuple[tuple[str, Figures], ...]
    categories: tuple[tuple[str, Figures], ...]


def clock(one: Complaint, today: date, soon: Callable[[date, int], date | None]) -> Clock:
    """How the message stands on `today` (+08:00); `soon(day, n)` is the n-th workday after a day."""
    if one.answer_due is None:
        return Clock.UNKNOWN
    if one.answered is not None:
        return Clock.DONE if _day(one.answered) <= one.answer_due else Clock.LATE_DONE
    if today > one.answer_due:
        return Clock.OVERDUE
    next_day = soon(today, 1)
    return Clock.SOON if today == one.answer_due or next_day == one.answer_due else Clock.IN_TIME


def figures(found: Iterable[_Told], now: datetime, between: Between, instant_hours: int) -> Figures:
    """The figures of some messages, as of `now` (aware)."""
    return count(found, now, between, instant_hours).whole


def by_unit(found: Iterable[_Told], now: datetime, between: Between, instant_hours: int) -> list[tuple[str, Figures]]:
    """The figures of each unit ("" for those not dispatched yet): the most overdue first, then the most received."""
    return list(count(found, now, between, instant_hours).units)


def count(found: Iterable[_Told], now: datetime, between: Between, instant_hours: int) -> Counted:
    """All of it in one walk that keeps no message: each is counted once, by unit and category, and these are added."""
    took, today, at_once = lru_cache(maxsize=65_536)(between), _day(now), timedelta(hours=instant_hours)
    tallies: dict[tuple[str, str], _Tally] = {}
    for one in found:
        key = (one.unit, one.category)
        if (tally := tallies.get(key)) is None:
            tally = tallies[key] = _Tally()
        tally.add(one, today, took, at_once)
    units: dict[str, _Tally] = {}
    kinds: dict[str, _Tally] = {}
    whole = _Tally()
    for (unit, kind), tally in tallies.items():
        for sum_of in (whole, units.setdefault(unit, _Tally()), kinds.setdefault(kind, _Tally())):
            sum_of.join(kind, tally)
    return Counted(whole.figures, _ranked(units), _ranked(kinds))


def figure_line(name: str, told: Figures) -> dict[str, Any]:
    """Figures as one line. Rates are in per cent; they leave out what cannot be told, and are None of nothing."""
    return {
        "unit": name,
        **{key: getattr(told, key) for _, key in COUNTED if key != "true"},
        "true": told.verdicts.get(Truth.TRUE, 0),
        "closed_rate": _exact(percent(told.closed, told.received)),
        "on_time_rate": _exact(percent(told.on_time, told.answered + told.overdue)),
        "at_once_rate": _exact(percent(told.at_once, told.received)),
        "true_rate": _exact(percent(told.verdicts.get(Truth.TRUE, 0), sum(told.verdicts.values()))),
        "average": _exact(told.average),
        "categories": dict(told.categories),
    }


@dataclass(slots=True)
class _Tally:
    """Counts messages one by one; `counts` has the fields of `Figures` that are numbers."""

    counts: Counter[str] = field(default_factory=Counter)
    verdicts: Counter[Truth] = field(default_factory=Counter)
    categories: Counter[str] = field(default_factory=Counter)

    def add(self, one: _Told, today: date, between: Between, at_once: timedelta) -> None:
        counts = self.counts
        counts["received"] += 1
        counts["closed"] += one.state is ComplaintState.CLOSED
        if one.verdict:
            self.verdicts[one.verdict] += 1
        if one.answered is None:
            counts["overdue"] += one.answer_due is not None and today > one.answer_due
            return
        day = _day(one.answered)
        counts["at_once"] += one.answered - one.received <= at_once
        if one.answer_due is None:
            counts["untold"] += 1
        else:
            counts["answered"] += 1
            counts["on_time"] += day <= one.answer_due
            counts["last_minute"] += bool(one.urged) and day == one.answer_due
        if (took := between(_day(one.received), day)) is not None:
            counts["workdays"] += took
            counts["counted"] += 1

    def join(self, category: str, other: _Tally) -> None:
        """Adds what another counted of one category."""
        self.counts.update(other.counts)
        self.verdicts.update(other.verdicts)
        self.categories[category] += other.counts["received"]

    @property
    def figures(self) -> Figures:
        ordered = sorted(self.categories.items(), key=lambda one: (-one[1], one[0]))
        return Figures(**self.counts, verdicts=dict(self.verdicts), categories=dict(ordered))


def _ranked(found: Mapping[str, _Tally]) -> tuple[tuple[str, Figures], ...]:
    told = [(name, tally.figures) for name, tally in found.items()]
    return tuple(sorted(told, key=lambda pair: (-pair[1].overdue, -pair[1].received, pair[0])))


def _exact(figure: Decimal | None) -> str | None:
    return None if figure is None else str(figure)


def _day(moment: datetime) -> date:
    return moment.astimezone(BEIJING).date()
