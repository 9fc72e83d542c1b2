"""Every number of every table of every paper of a period, computed again from the log of the weeks by another way.

A table that nothing here tells again fails the test: nobody adds one that is not checked. Figures, shares and wholes
are counted again from the rows of their tables, by loops of `retelling`. The weekly report: `test_recomputed_weekly`.
"""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from sqlalchemy import Connection

from checks.facts.workdays import Calendar
from results.ledger.engine import open_ledger
from results.reports.annual import annual
from results.reports.content import Report
from results.reports.monthly import monthly
from results.reports.period_gather import gather_period
from results.reports.periods import Period, Span
from results.reports.quarterly import quarterly
from tests.results.quarter import Quarter
from tests.results.quarter.county_told import County, rate
from tests.results.quarter.log import at
from tests.results.quarter.telling import TABLES
from tests.results.reports.retelling import differences, miscounted

MADE = at("10-08 10:00")
OFFICE = "临江县人民政府办公室"
PAPERS = {
    "monthly-7": Period(Span.MONTH, 2026, 7),
    "monthly-8": Period(Span.MONTH, 2026, 8),
    "monthly-9": Period(Span.MONTH, 2026, 9),
    "quarterly": Period(Span.QUARTER, 2026, 3),
    "half": Period(Span.HALF, 2026, 2),
    "annual": Period(Span.YEAR, 2026, 1),
}


@pytest.fixture(scope="module")
def connection(quarter: Quarter) -> Iterator[Connection]:
    with open_ledger(quarter.url) as ledger, ledger.connect() as connection:
        yield connection


@pytest.fixture(scope="module", params=list(PAPERS))
def told(request: pytest.FixtureRequest, quarter: Quarter, connection: Connection) -> tuple[Report, County]:
    period = PAPERS[request.param]
    return paper(connection, quarter, period), County(quarter, connection, period, MADE)


def paper(connection: Connection, quarter: Quarter, period: Period) -> Report:
    """The paper of a period: a month, a quarter, a half or a year."""
    given = (OFFICE, MADE, quarter.edition, quarter.folder, Calendar())
    rows = gather_period(connection, period, *given)
    if period.span is Span.MONTH:
        return monthly(rows)
    if period.span is Span.QUARTER:
        return quarterly(rows)
    quarters = (Period(Span.QUARTER, 2026, number) for number in (2, 3, 4))
    parts = [gather_period(connection, one, *given) for one in quarters if one.start >= period.start]
    return annual(rows, parts)


def test_every_table_is_told_again(told: tuple[Report, County]) -> None:
    report, county = told
    untold = [table.id for table in report.tables if table.id not in TABLES]
    assert not untold, f"no recomputation for {untold}"
    wrong = [
        f"{table.id}: {line}"
        for table in report.tables
        for line in differences(table, TABLES[table.id][0], TABLES[table.id][1](county))
    ]
    assert not wrong, "\n".join(wrong[:20])


def test_every_figure_is_counted_again(told: tuple[Report, County]) -> None:
    report, _ = told
    assert not miscounted(report)


def test_shares_and_wholes_are_of_figures(told: tuple[Report, County]) -> None:
    """A share divides what stands in the tables, and is rounded as the percentages of the tables are."""
    report, _ = told
    for section in report.sections:
        known = {figure.value for figure in section.figures}
        known |= {number for whole in section.wholes for number in (whole.whole, *(part for _, part in whole.parts))}
        known |= {cell for table in section.tables for row in table.rows for cell in row if isinstance(cell, int)}
        known |= {a + b for a in known for b in known}
        for share in section.shares:
            assert {share.part, share.of} <= known, share
            assert (rate(share.part, share.of) if share.of else "—") == (str(share.shown) if share.of else "—"), share
            assert share.places == 2
        for whole in section.wholes:
            assert whole.whole == sum(part for _, part in whole.parts), whole


def test_charts_show_what_their_tables_hold(told: tuple[Report, County]) -> None:
    report, _ = told
    tables = {table.id: table for table in report.tables}
    for section in report.sections:
        for chart in section.charts:
            cells = {str(cell) for row in tables[chart.table].rows for cell in row}
            for series in chart.series:
                assert len(series.values) == len(chart.labels), chart.id
                assert {str(value) for value in series.values if value is not None} <= cells | {"0"}, (chart.id, series)
