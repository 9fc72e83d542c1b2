"""A year from the ledger: what is gathered is what the report tells, and every number of it comes from the nights."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from results import triage
from results.ledger import complaints
from results.ledger.complaints import Complaint, ComplaintState
from results.ledger.engine import Ledger
from results.reports.annual import annual
from results.reports.content import Report, Table
from results.reports.periods import Period, Span
from results.reports.trends import month_flows_of
from tests.results.reports.period_making import ONE, THREE, TWO, Desk, at

YEAR = Period(Span.YEAR, 2026, 1)
QUARTERS = tuple(Period(Span.QUARTER, 2026, number) for number in (1, 2, 3, 4))


@pytest.fixture
def desk(ledger: Ledger, tmp_path: Path) -> Desk:
    """Nights of February, September and October: a link of one site was dead, mended, and dead again."""
    made = Desk(ledger, tmp_path)
    made.night(2, 3, {ONE.key: ("a",), TWO.key: ("b",)})
    made.night(9, 1, {TWO.key: ("b",)})
    made.night(10, 1, {ONE.key: ("a",), TWO.key: ("b",)})
    return made


def told(report: Report, id: str) -> Table:
    return next(table for table in report.tables if table.id == id)


def test_months_of_the_year_are_those_of_the_nights(desk: Desk) -> None:
    rows = desk.told(YEAR, at(12, 31, 23) + timedelta(days=9))
    with desk.ledger.connect() as connection:
        rows = replace(rows, months=month_flows_of(connection, YEAR, desk.rules))
    looked = [one for one in rows.months if one.runs]
    assert {one.month: (one.runs, one.found, one.mended, one.again, one.standing) for one in looked} == {
        202602: (1, 2, 0, 0, 2),
        202609: (1, 0, 1, 0, 1),
        202610: (1, 0, 0, 1, 2),
    }
    report = annual(rows, [desk.told(one, rows.made_at) for one in QUARTERS if one.number != 2])
    table = told(report, "months")
    assert [row[1] for row in table.rows] == [0, 1, 0, 0, 0, 0, 0, 0, 1, 1, 0, 0]
    assert [row[-5:-1] for row in table.rows if row[1]] == [(2, 0, 0, 2), (0, 1, 0, 1), (0, 0, 1, 2)]
    standing = sum(row[table.column("月末未整改问题")] or 0 for row in table.rows[9:10])
    assert standing == sum(one.progress != "已整改" and one.kind != "hint" for one in rows.problems)
    assert [row[-1] for row in told(report, "quarters").rows] == ["", "没有检查", "", ""]


def test_a_site_that_was_failed_in_february_is_told_though_it_is_mended(ledger: Ledger, tmp_path: Path) -> None:
    desk = Desk(ledger, tmp_path)
    desk.night(2, 4, {THREE.key: ("x", "y")})  # two dead links make a veto here
    with ledger.begin() as connection:
        for number in desk.numbers(THREE.key):
            triage.confirm(connection, number, who="王", moment=at(2, 5))
    desk.night(3, 1)
    desk.night(9, 1)
    made = at(12, 31)
    report = annual(desk.told(YEAR, made), [desk.told(QUARTERS[0], made), desk.told(QUARTERS[2], made)])
    ever = told(report, "ever")
    assert [(row[2], row[6], row[7]) for row in ever.rows] == [("水务局网", "第一季度", "合格")]
    assert told(report, "failed").rows == ()


def test_messages_of_the_year_are_counted_without_their_words(desk: Desk) -> None:
    given = [
        Complaint("找错", str(n), "http://a.gov.cn/", "错别字", "x", at(2 if n else 10, 3), state=ComplaintState.CLOSED)
        for n in range(3)
    ]
    with desk.ledger.begin() as connection:
        complaints.take_in(connection, given)
    made = at(12, 31)
    report = annual(desk.told(YEAR, made), [desk.told(one, made) for one in QUARTERS if one.number != 2])
    index = told(report, "quarters").column("找错留言数")
    assert [row[index] for row in told(report, "quarters").rows] == [2, None, 0, 1]
