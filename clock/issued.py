"""What a judged visit says of how much a site published by month: a row for each column and month that it tells of."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterator
from datetime import date, timedelta

from checks.facts.column_months import Issued, Tally
from checks.facts.columns import columns_read
from checks.model.registry import BEIJING
from checks.model.views import SiteView
from results.ledger.column_months import ColumnMonth

MOST = 500
"""So many columns of a site are counted, those with the most entries."""
BACK = 6
"""Months before that of the visit of which nought is told too: the whole quarter before is always among them. Of older
ones only what was published is."""


def issued_by(view: SiteView) -> tuple[ColumnMonth, ...]:
    """A row for each month of the site as a whole and of its columns."""
    published, today = view.derived(columns_read).published, view.moment.astimezone(BEIJING).date()
    busiest = sorted(published.columns, key=lambda one: (-sum(told.count for told in one.months.values()), one.url))
    return tuple(row for one in (published.site, *busiest[:MOST]) for row in _rows(one, today))


def _rows(one: Issued, today: date) -> Iterator[ColumnMonth]:
    back = {_month(today, number) for number in range(BACK + 1)}
    for month in sorted(back.union(one.months)):
        told, whole = one.months.get(month, Tally()), _whole(one.since, month, today)
        counts = (told.count, told.originals, told.reposts)
        yield ColumnMonth(one.url, one.name, month, *counts, whole, one.why if not whole else "")


def _month(today: date, back: int) -> int:
    year, month = divmod(today.year * 12 + today.month - 1 - back, 12)
    return year * 100 + month + 1


def _whole(since: date | None, month: int, today: date) -> int:
    """The day of a month through which all is known from its first on, 0 for none: the day of the visit is not over."""
    first = date(month // 100, month % 100, 1)
    if since is None or since > first:
        return 0
    last = date(first.year, first.month, monthrange(first.year, first.month)[1])
    return max(0, (min(last, today - timedelta(days=1)) - first).days + 1)
