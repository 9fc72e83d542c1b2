"""The page of a unit as plain values."""

from __future__ import annotations

from datetime import datetime

from checks.model.posts import Post, ReadingState
from checks.model.registry import BEIJING, SubjectState, Unit
from clock.unit_page import unit_line
from results.advice import Figures
from results.reports.account_rows import AccountRow
from results.reports.unit_sheet import AccountLine, UnitPart
from tests.results.making import NOW
from tests.results.reports.making import week


def test_a_day_is_not_told_as_a_moment() -> None:
    row = AccountRow("抖音|1", "临江发布", "甲局", "抖音", "", state="new")
    newest = Post("1", moment=datetime(2026, 11, 5, tzinfo=BEIJING), day_only=True)
    line = AccountLine(row, Figures(ReadingState.NEW, NOW, newest=newest))
    part = UnitPart(Unit("甲局"), week(sites=()), 30, (line,), {row.key: SubjectState.NORMAL})
    assert unit_line(part)["accounts"][0]["newest"] == "2026-11-05"
