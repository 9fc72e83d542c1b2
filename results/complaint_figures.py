"""What offices tell of the messages of 我为政府网站找错 (standards.md 8): received, closed, on time, at once, by unit,
by category. What cannot be told (a deadline in a year without a known calendar) is counted apart and left out.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum

from checks.model.registry import BEIJING
from results.ledger.complaints import Complaint, ComplaintState, Truth

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


def figures(found: Iterable[Complaint], now: datetime, between: Between, instant_hours: int) -> Figures:
    """The figures of some messages, as of `now` (aware)."""
    counts: Counter[str] = Counter()
    verdicts: Counter[Truth] = Counter()
    categories: Counter[str] = Counter()
    for one in found:
        counts["received"] += 1
        counts["closed"] += one.state is ComplaintState.CLOSED
        categories[one.category] += 1
        verdicts.update([one.verdict] if one.verdict else [])
        if one.answered is None:
            counts["overdue"] += one.answer_due is not None and _day(now) > one.answer_due
            continue
        counts["at_once"] += one.answered - one.received <= timedelta(hours=instant_hours)
        if one.answer_due is None:
            counts["untold"] += 1
        else:
            counts["answered"] += 1
            counts["on_time"] += _day(one.answered) <= one.answer_due
            counts["last_minute"] += bool(one.urged) and _day(one.answered) == one.answer_due
        if (took := between(_day(one.received), _day(one.answered))) is not None:
            counts["workdays"] += took
            counts["counted"] += 1
    return Figures(**counts, verdicts=dict(verdicts), categories=dict(categories.most_common()))


def by_unit(
    found: Iterable[Complaint], now: datetime, between: Between, instant_hours: int
) -> list[tuple[str, Figures]]:
    """The figures of each unit ("" for those not dispatched yet): the most overdue first, then the most received."""
    units: dict[str, list[Complaint]] = {}
    for one in found:
        units.setdefault(one.unit, []).append(one)
    told = [(unit, figures(given, now, between, instant_hours)) for unit, given in units.items()]
    return sorted(told, key=lambda pair: (-pair[1].overdue, -pair[1].received, pair[0]))


def _day(moment: datetime) -> date:
    return moment.astimezone(BEIJING).date()
