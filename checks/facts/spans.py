"""Spans as offices write them (五年, 一年半, 2年6个月, 90日), and the day on which one ends."""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import datetime, timedelta

from checks.facts import dates

_MOST_MONTHS = 600
_FORMAL = str.maketrans("壹贰叁肆伍陆柒捌玖拾", "一二三四五六七八九十")
_LENGTH = re.compile(
    r"^(?P<half>半年)|^(?P<n>\d{1,3}|[一二三四五六七八九十两百]{1,4})(?:[(（][^()（）]{1,4}[)）])?(?P<unit>周?年|个?月|[日天])(?P<more>半)?"
    r"(?:[零又]?(?P<m>\d{1,2}|[一二三四五六七八九十]{1,3})个?月)?"
)
_MONTH = re.compile(r"^((?:19|20)\d\d)年(?:(\d{1,2})月|年?[底末])?")
_MONTH_DAY = re.compile(r"^(\d{1,2})月(\d{1,2})日$")
_YEAR = re.compile(r"^[一二〇○零三四五六七八九]{4}年")
_FIGURES = str.maketrans("一二三四五六七八九〇○零", "123456789000")


def span_of(starts: tuple[datetime, datetime] | None, length: str) -> tuple[datetime | None, datetime | None]:
    """(the last day of a span, the same by the kindest reading)."""
    found = _LENGTH.match(length.translate(_FORMAL))
    if starts is None or found is None:
        return None, None
    if found.group("half"):
        months = 6
    elif found.group("unit") in ("日", "天"):
        days = timedelta(days=number_of(found.group("n")))
        return starts[0] + days - timedelta(days=1), starts[1] + days
    else:
        months = number_of(found.group("n")) * (12 if found.group("unit").endswith("年") else 1)
        months += 6 * bool(found.group("more")) + number_of(found.group("m") or "0")
    if not 0 < months <= _MOST_MONTHS:
        return None, None
    return add_months(starts[0], months) - timedelta(days=1), _same_day(starts[1], months)


def number_of(text: str) -> int:
    """A figure below a thousand: 30, 三十, 一百八十, 5（五）."""
    plain = re.split(r"[(（]", text, maxsplit=1)[0].translate(_FORMAL)
    hundreds, hundred, rest = plain.rpartition("百")
    return (dates.number(hundreds or "一") * 100 if hundred else 0) + (dates.number(rest) if rest else 0)


def day_of(text: str, since: datetime | None, *, last: bool = True) -> datetime | None:
    """The day that is written; of a month or a year its last one (its first for `last` = False)."""
    if day := dates.first_day(text):
        return day
    if found := _MONTH_DAY.match(text):
        return dates.day(since.year, int(found.group(1)), int(found.group(2))) if since else None
    if year := _YEAR.match(text):
        month = text[year.end() :].partition("月")
        text = year.group(0).translate(_FIGURES) + (f"{dates.number(month[0])}月" if month[1] else "底")
    if text.isdigit():
        text += "年"
    if whole := _MONTH.match(text):
        year_of, month_of = int(whole.group(1)), int(whole.group(2) or (12 if last else 1))
        if 1 <= month_of <= 12:
            return dates.day(year_of, month_of, monthrange(year_of, month_of)[1] if last else 1)
    return None


def add_months(start: datetime, months: int) -> datetime:
    """The same day `months` later; the first of the month after where that month has no such day."""
    year, month = divmod(start.month - 1 + months, 12)
    year += start.year
    try:
        return start.replace(year=year, month=month + 1)
    except ValueError:
        return start.replace(year=year + (month == 11), month=(month + 1) % 12 + 1, day=1)


def _same_day(start: datetime, months: int) -> datetime:
    """The corresponding day (对应日), the last of the month where it has none (民法典第二百零二条)."""
    year, month = divmod(start.month - 1 + months, 12)
    year += start.year
    return start.replace(year=year, month=month + 1, day=min(start.day, monthrange(year, month + 1)[1]))
