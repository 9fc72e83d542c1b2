"""Trends: months by their last counted run, gaps named, never nought in their place."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal

import pytest

from checks.indicators.edition import load
from checks.indicators.rule import Kind
from checks.model.findings import Finding, Outcome, Status, SubjectType
from checks.model.registry import Registry, Site
from results.following import follow
from results.ledger import registry, runs
from results.ledger.engine import Ledger
from results.ledger.month_flows import Flow
from results.reports.content import Report, Section
from results.reports.periods import Period, Span
from results.reports.row_laws import NONE
from results.reports.sums import SumsDiffer, check_sums
from results.reports.trends import NO_RUN, NOT_COUNTED, first_and_last, month_flows_of, month_table, trends
from results.verdicts import Verdict
from tests.results.reports.year import RUNS, YEAR, run, year


def test_a_month_is_told_by_its_last_counted_run() -> None:
    early, late = run(20, 6, passed=1, unknown=3), run(21, 6, passed=3, failed=1)
    uncounted = replace(run(22, 6), started=datetime(2026, 6, 29, tzinfo=UTC))
    late = replace(late, started=datetime(2026, 6, 28, 13, tzinfo=UTC), accounts={Verdict.PASSED: 2})
    row = month_table(year(runs=(late, early, uncounted))).rows[5]
    assert row[:9] == ("2026年6月", 3, 21, 4, 3, 1, 0, 0, Decimal("75.00"))
    assert row[9:17] == (Decimal("100.00"), 2, 2, 0, 0, 0, Decimal("100.00"), Decimal("100.00"))


def test_months_are_those_of_beijing() -> None:
    night = replace(run(2, 2, passed=1), started=datetime(2026, 2, 28, 17, tzinfo=UTC))
    table = month_table(year(runs=(night,)))
    assert [row[0] for row in table.rows if row[1]] == ["2026年3月"]


def test_gaps_are_named_and_hold_nothing() -> None:
    section = trends(year())
    table = section.tables[0]
    march, april = table.rows[2], table.rows[3]
    assert set(march[2:-1]) == {None, NONE}
    assert (march[1], march[-1], april[1], april[-1]) == (0, NO_RUN, 1, NOT_COUNTED)
    assert april[-5:-1] == (4, 1, 0, 8)  # what was found and mended is known of every run
    assert section.says[1:] == ("没有检查的月份：2026年3月。", "有检查，没有留下汇总的月份：2026年4月。")
    for chart in section.charts:
        assert chart.labels == tuple(f"{month}月" for month in range(1, 13))
        assert all(one.values[2] is None for one in chart.series)
        assert chart.table == "months"
    assert section.charts[0].series[0].values[3] is None
    assert "断开" in section.charts[0].note


def test_without_flows_they_are_not_known() -> None:
    table = month_table(year(months=()))
    assert {cell for row in table.rows for cell in row[-5:-1]} == {None}


def test_the_first_and_the_last_rate_are_shares_and_one_alone_is_none() -> None:
    told = first_and_last(month_table(year()))
    assert [(one.label, str(one.shown)) for one in told] == [
        ("2026年1月网站合格率", "50.00"),
        ("2026年12月网站合格率", "83.33"),
    ]
    assert first_and_last(month_table(year(runs=RUNS[:1]))) == []


def test_months_that_have_not_begun_are_not_told() -> None:
    early = year(made_at=datetime(2026, 3, 31, 16, tzinfo=UTC))  # the first minute of April in Beijing
    assert [row[0] for row in month_table(early).rows] == [f"2026年{month}月" for month in range(1, 5)]


@pytest.mark.parametrize("title", ["网站总数", "网站合格率（%）", "网站测出率（%）"])
def test_a_number_that_the_others_do_not_give_is_refused(title: str) -> None:
    table = month_table(year())
    rows = list(map(list, table.rows))
    rows[6][table.column(title)] = Decimal("12.34") if "率" in title else 99
    wrong = replace(table, rows=tuple(map(tuple, rows)))
    check_sums(Report("", "", "", (Section("", tables=(table,)),)))
    with pytest.raises(SumsDiffer, match="各月检查情况"):
        check_sums(Report("", "", "", (Section("", tables=(wrong,)),)))


def test_a_whole_without_any_part_is_refused() -> None:
    table = month_table(year())
    march = list(table.rows[2])
    march[table.column("网站总数")] = 0
    wrong = replace(table, rows=(*table.rows[:2], tuple(march), *table.rows[3:]))
    with pytest.raises(SumsDiffer, match="网站总数"):
        check_sums(Report("", "", "", (Section("", tables=(wrong,)),)))


def test_hints_are_no_problems(ledger: Ledger) -> None:
    edition, moment = load(), datetime(2026, 5, 2, tzinfo=UTC)
    hint = next(rule.id for rule in edition.rules.values() if rule.kind is Kind.HINT)
    site = Site("甲", "http://a/", "甲", code="a")
    with ledger.begin() as connection:
        registry.save(connection, Registry((), (site,)))
        number = runs.start(connection, kind="nightly", edition="e", code="1", moment=moment)
        found = (Finding("home", "http://a/x", ("x",), found_on="http://a/"),)
        told = [Outcome(c, SubjectType.SITE, site.key, Status.FAIL, found, 1, 1) for c in ("dead-links", hint)]
        follow(connection, number, site.key, told, lambda url: True, edition, "", moment=moment)
        runs.finish(connection, number, moment)
        flows = month_flows_of(connection, YEAR, edition)
        assert [one.month for one in flows] == list(YEAR.months)
        assert flows[4] == Flow(202605, 1, 1, 0, 0, 1)
        half = month_flows_of(connection, Period(Span.HALF, 2026, 2), edition)
        assert [(one.month, one.found, one.standing) for one in half] == [(202600 + n, 0, 1) for n in range(7, 13)]
