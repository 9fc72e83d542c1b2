"""Days as offices count them: calendar months back, and how they are written."""

from __future__ import annotations

from calendar import monthrange
from datetime import date, timedelta


def months_back(day: date, months: int) -> date:
    """The same day of the month `months` calendar months earlier, or that month's last day where it is shorter."""
    index = day.year * 12 + day.month - 1 - months
    year, month = divmod(index, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def back(day: date, days: int) -> date:
    return day - timedelta(days=days)


def chinese(day: date) -> str:
    """2026年9月5日, without leading zeros."""
    return f"{day.year}年{day.month}月{day.day}日"
