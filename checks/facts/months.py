"""Calendar months (自然月) back from a day, as the limits of columns count them."""

from __future__ import annotations

from datetime import date, timedelta


def months_before(day: date, months: int) -> date:
    """The same day `months` calendar months earlier; the last day of that month where it has no such day."""
    year, month = divmod(day.year * 12 + day.month - 1 - months, 12)
    following = date(year + (month + 1) // 12, (month + 1) % 12 + 1, 1)
    return date(year, month + 1, min(day.day, (following - timedelta(days=1)).day))
