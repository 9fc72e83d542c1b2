"""What was published in a period, by unit, site, column, account and month: nought is told from what was not seen."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from sqlalchemy import Connection

from results.reports.content import Section
from results.reports.period_rows import FreshRow, PeriodRows, PublishedRow
from results.reports.periods import Period


def published(
    connection: Connection, sites: Sequence[str], accounts: Sequence[str], period: Period, today: date
) -> tuple[PublishedRow, ...]:
    """For each of `sites` and `accounts` (keys) each month of the period, and the columns that were read of a site.

    `today` in Beijing: a month that is not over is told as far as it went.
    """
    return ()


def freshness(connection: Connection, keys: Sequence[str], period: Period) -> tuple[FreshRow, ...]:
    """How the columns of the sites `keys` stood, by site and category, where the newest look at a site lies in the
    period: of looks before it nothing is kept."""
    return ()


def without_freshness(keys: Sequence[str], rows: Sequence[FreshRow], period: Period) -> str:
    """A sentence in Chinese for `left_out`: of how many of the sites `keys` nothing can be told; "" for none."""
    return ""


def publications(given: PeriodRows) -> Section:
    """The section 信息发布情况: sums by unit, by site and column, by account; months of nought by name."""
    return Section("信息发布情况")
