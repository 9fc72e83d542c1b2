"""The periods that reports are of: months, quarters, halves and years, as days in Beijing."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum

from checks.model.registry import BEIJING
from results.errors import PersonError

_NUMERALS = "一二三四"
_YEARS = range(2000, 2100)


class Span(StrEnum):
    MONTH = "month"
    QUARTER = "quarter"
    HALF = "half"
    YEAR = "year"


_MONTHS = {Span.MONTH: 1, Span.QUARTER: 3, Span.HALF: 6, Span.YEAR: 12}
_WRITTEN = {
    Span.MONTH: (re.compile(r"(\d{4})-(\d{1,2})", re.ASCII), "2026-09"),
    Span.QUARTER: (re.compile(r"(\d{4})-?Q([1-4])", re.ASCII | re.IGNORECASE), "2026Q3"),
    Span.HALF: (re.compile(r"(\d{4})-?H([12])", re.ASCII | re.IGNORECASE), "2026H1"),
    Span.YEAR: (re.compile(r"(\d{4})()", re.ASCII), "2026"),
}


@dataclass(frozen=True, slots=True)
class Period:
    """`number` counts from 1 within the year: the month, the quarter, the half; 1 for a year."""

    span: Span
    year: int
    number: int

    @property
    def start(self) -> date:
        """Its first day."""
        return date(self.year, (self.number - 1) * _MONTHS[self.span] + 1, 1)

    @property
    def end(self) -> date:
        """Its last day."""
        return self.after().start - timedelta(days=1)

    @property
    def begins(self) -> datetime:
        """The moment (aware, UTC) at which its first day begins in Beijing."""
        return datetime.combine(self.start, time(), BEIJING).astimezone(UTC)

    @property
    def ends(self) -> datetime:
        """The moment (aware, UTC) at which the day after its last begins in Beijing: not in it."""
        return self.after().begins

    @property
    def name(self) -> str:
        """As papers write it: 2026年9月, 2026年第三季度, 2026年上半年, 2026年度."""
        told = {
            Span.MONTH: f"{self.number}月",
            Span.QUARTER: f"第{_NUMERALS[(self.number - 1) % 4]}季度",
            Span.HALF: "上半年" if self.number == 1 else "下半年",
            Span.YEAR: "度",
        }
        return f"{self.year}年{told[self.span]}"

    @property
    def code(self) -> str:
        """As the command line and file names write it: 2026-09, 2026Q3, 2026H1, 2026."""
        told = {
            Span.MONTH: f"-{self.number:02}",
            Span.QUARTER: f"Q{self.number}",
            Span.HALF: f"H{self.number}",
            Span.YEAR: "",
        }
        return f"{self.year}{told[self.span]}"

    @property
    def months(self) -> tuple[int, ...]:
        """Its months as 202609."""
        return tuple(self.year * 100 + self.start.month + step for step in range(_MONTHS[self.span]))

    def after(self) -> Period:
        """The next of its span."""
        return self._step(1)

    def before(self) -> Period:
        """The one before it of its span."""
        return self._step(-1)

    def _step(self, by: int) -> Period:
        in_year = 12 // _MONTHS[self.span]
        year, place = divmod(self.year * in_year + self.number - 1 + by, in_year)
        return Period(self.span, year, place + 1)


def holding(span: Span, day: date) -> Period:
    """The period of a span that a day (in Beijing) lies in."""
    return Period(span, day.year, (day.month - 1) // _MONTHS[span] + 1)


def last_over(span: Span, today: date) -> Period:
    """The newest period of a span that is over; `today` in Beijing."""
    return holding(span, today).before()


def period(span: Span, text: str, today: date) -> Period:
    """The period that a person wrote, such as 2026-09, 2026Q3, 2026H1, 2026. Raises PersonError, also for one that has
    not begun; one that is not over is given, and the report says so."""
    shape, like = _WRITTEN[span]
    found = shape.fullmatch(text.strip())
    if found is None or int(found[1]) not in _YEARS or not 1 <= int(found[2] or 1) <= 12 // _MONTHS[span]:
        raise PersonError(f"看不懂“{text[:30]}”；请写成 {like}")
    given = Period(span, int(found[1]), int(found[2] or 1))
    if given.start > today:
        over = last_over(span, today).code
        raise PersonError(f"{given.name}还没有开始，没有可以报告的内容；最近一个已结束的是 {over}")
    return given
