"""A year of an invented county: its quarters, months and runs, as the rows that a yearly report is built from."""

from __future__ import annotations

from datetime import UTC, datetime
from decimal import Decimal

from checks.indicators.edition import Grade
from results.ledger.month_flows import Flow
from results.precision import Decided, Demand, Precision, Standing
from results.reports.period_rows import PeriodRows, RunRow
from results.reports.periods import Period, Span
from results.verdicts import Verdict
from tests.results.reports.quarter import ACCOUNTS, SITES, STALE, quarter, subject

YEAR = Period(Span.YEAR, 2026, 1)
MADE = datetime(2027, 1, 10, 2, tzinfo=UTC)
GONE = subject("s9", "临江县旧站", Verdict.FAILED, vetoes=(STALE,))
"""It failed in the first quarter and is registered no more."""


def run(number: int, month: int, passed: int = 0, failed: int = 0, unknown: int = 0) -> RunRow:
    """A night on the 28th of a month; no numbers: nobody counted what it came to."""
    told = (
        {Verdict.PASSED: passed, Verdict.FAILED: failed, Verdict.UNKNOWN: unknown} if passed + failed + unknown else {}
    )
    began = datetime(2026, month, 28, 12, tzinfo=UTC)
    return RunRow(number, "nightly", began, began, told, {})


RUNS = (
    run(1, 1, passed=2, failed=2, unknown=2),
    run(2, 2, passed=3, failed=1, unknown=2),
    # nobody looked in March, and nobody counted what the look of April came to
    run(4, 4),
    *(run(month, month, passed=4, failed=1, unknown=1) for month in range(5, 12)),
    run(12, 12, passed=5, failed=1),
)
MONTHS = tuple(Flow(202600 + month, month != 3, month, 1, 0, month * 2) for month in range(1, 13))
LEAST = Demand(Decimal("0.8"), 20, 12, Grade.OURS)
PRECISION = (
    Precision("dead-links", "", Decided(18, 2), Decided(9, 1), Decided(18, 2), LEAST, Standing.TRUSTED),
    Precision("dead-links", "home", Decided(9, 1), Decided(), Decided(9, 1), LEAST, Standing.UNTRIED),
    Precision("stale-home", "", Decided(5, 20), Decided(5, 20), Decided(5, 20), LEAST, Standing.FALLEN),
)


def part(number: int, **changes: object) -> PeriodRows:
    return quarter(period=Period(Span.QUARTER, 2026, number), **changes)


def parts() -> list[PeriodRows]:
    """The first, the third and the fourth quarter: nobody looked in the second."""
    return [part(1, sites=(*SITES, GONE), complaints=None), part(3), part(4, unfinished=True)]


def year(**changes: object) -> PeriodRows:
    given = {"period": YEAR, "made_at": MADE, "runs": RUNS, "months": MONTHS, "precision": PRECISION, **changes}
    return quarter(**given)


__all__ = ["ACCOUNTS", "GONE", "MADE", "SITES", "YEAR", "part", "parts", "run", "year"]
