"""Rankings: ties share a place, who was not measured has none, and what stands on few is marked."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given as drawn
from hypothesis import strategies as some

from results.reports.content import Report, Section, Table
from results.reports.rankings import PLACE, RATE, by_kind, by_level, rank_chart, ranking
from results.reports.row_laws import NONE
from results.reports.sums import check_sums
from results.verdicts import Verdict
from tests.results.reports.quarter import subject

P, F, C, U = Verdict.PASSED, Verdict.FAILED, Verdict.CANDIDATE, Verdict.UNKNOWN


def table(small: int = 3, **groups: tuple[Verdict, ...]) -> Table:
    """Groups of sites by their kind."""
    rows = [
        subject(f"{kind}{n}", "某局", one, kind=kind) for kind, told in groups.items() for n, one in enumerate(told)
    ]
    return ranking("kinds-of-sites", "排名", "类型", rows, by_kind, small=small)


def column(told: Table, title: str) -> list[object]:
    return [row[told.column(title)] for row in told.rows]


def test_ties_share_a_place_and_who_has_no_rate_has_none() -> None:
    told = table(c=(P, F), a=(P, P, P), b=(P, P, P, C), d=(P, F, U), e=(U, U), f=(C,), g=(F,))
    assert column(told, "类型") == ["a", "b", "c", "d", "g", "e", "f"]
    assert column(told, PLACE) == [1, 1, 3, 3, 5, NONE, NONE]
    assert column(told, RATE) == [
        *(Decimal("100.00"), Decimal("100.00"), Decimal("50.00"), Decimal("50.00"), Decimal("0.00")),
        *(NONE, NONE),
    ]
    assert column(told, "说明") == ["", "", *("数量少于 3 个",) * 3, *("没有得出合格或不合格的结论，不排位次",) * 2]
    assert "1、1、3" in told.note
    assert "不足 3 个" in told.note


def test_how_few_are_few_is_asked_for() -> None:
    assert column(table(1, a=(P,)), "说明") == [""]
    assert column(table(2, a=(P, C, C, U)), "说明") == ["数量少于 2 个"]


def test_levels_and_kinds_are_told_in_chinese() -> None:
    assert by_level(subject("a", "甲", level="county")) == "县级"
    assert by_level(subject("a", "甲", level="")) == by_level(subject("a", "甲", level="unknown")) == "未填写"
    assert by_kind(subject("a", "甲", kind="")) == "未填写"


def test_a_picture_shows_who_has_a_place() -> None:
    chart = rank_chart(table(a=(P,), b=(F, P), e=(U,)), "排名")
    assert (chart.labels, chart.series[0].values) == (("a", "b"), (Decimal("100.00"), Decimal("50.00")))
    assert chart.table == "kinds-of-sites"


@drawn(some.lists(some.tuples(some.sampled_from("abcdef"), some.sampled_from(list(Verdict))), max_size=40))
def test_every_ranking_keeps_its_laws(rows: list[tuple[str, Verdict]]) -> None:
    told = ranking("r", "r", "类型", [subject(f"s{n}", "甲", v, kind=k) for n, (k, v) in enumerate(rows)], by_kind)
    check_sums(Report("r", "", "", (Section("r", tables=(told,)),)))
    assert sum(n for n in column(told, "总数") if isinstance(n, int)) == len(rows)


@pytest.mark.parametrize("rows", [[], [subject("a", "甲", U)]])
def test_nothing_to_rank(rows: list[object]) -> None:
    told = ranking("r", "r", "类型", rows, by_kind)  # type: ignore[arg-type]  # rows of sites, or none
    assert rank_chart(told, "r").labels == ()
