"""What this room asks of a calendar of workdays; the one with the holidays is given from outside."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Protocol

from checks.indicators.edition import Edition, Rule

DEADLINES = "late-citizen-reports"
"""The rule with the workdays of messages, and with the days that an office works or does not."""


class Workdays(Protocol):
    """Workdays of +08:00. None stands for: the arrangement of that year is not known."""

    def after(self, start: date, count: int) -> date | None:
        """The `count`th workday after `start`."""

    def between(self, start: date, end: date) -> int | None:
        """How many workdays follow `start` until `end`, `end` included."""


Calendars = Callable[[Edition], Workdays]
"""The workdays by an edition, the days included that its overlays name."""


def limits(rule: Rule) -> tuple[int, int]:
    """So many workdays are left to dispatch a message, and to answer it (ZC-03)."""
    return int(rule.param("forward_workdays")), int(rule.param("answer_workdays"))
