"""The page of a unit: sites and accounts side by side, what stands, what nobody could look at, what is below."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from checks.model.findings import Status
from checks.model.posts import Count, Post, ReadingState
from checks.model.registry import Level, SubjectState, Unit
from results.advice import Figures
from results.reports.account_rows import AccountRow
from results.reports.content import OutcomeRow, Report, Table
from results.reports.html import html
from results.reports.unit_sheet import NOT_JUDGED, AccountLine, Below, Task, UnitPart, unit_report
from results.reports.xlsx import write_xlsx
from results.verdicts import VetoRow
from tests.results.reports.making import MOMENT, issue, site, week

DAY = timedelta(days=1)
UNIT = Unit("临江县教育局", "临江县人民政府办公室", Level.COUNTY, "临江县")


def seen(**more: Any) -> Figures:
    given = {
        "followers": Count(1200),
        "month": Count(3, True),
        "newest": Post("1", moment=MOMENT - 2 * DAY),
        "silent": 2,
    }
    return Figures(ReadingState.NEW, MOMENT, **{**given, **more})


BLIND = Figures(ReadingState.COULD_NOT_LOOK, MOMENT, "要求登录才能查看")


def line(key: str, figures: Figures | None, main: bool = False, **more: Any) -> AccountLine:
    given = {"state": figures.state.value if figures else "", **more}
    return AccountLine(
        AccountRow(key, "临江教育", UNIT.name, "新浪微博", f"http://weibo.cn/{key}", **given), figures, main
    )


def part(*lines: AccountLine, states: dict[str, SubjectState] | None = None, **more: Any) -> UnitPart:
    unseen = OutcomeRow("b", "silent-account", "账号不更新", Status.UNKNOWN, 0, 1, "要求登录才能查看（1）")
    told = week(
        sites=(site(0), site(1, known=0, unknown="登记为关停，只看域名和首页，不作评判", score=None)),
        issues=(
            issue(1),
            issue(2, site="a", check="silent-account", state="new", first_seen=MOMENT, says="账号<b>已 20 天没有更新"),
            issue(3, state="fixed"),
            issue(4, site="a", state="dismissed"),
            issue(5, site="b", state="reopened"),
        ),
        outcomes=tuple(unseen for one in lines if one.row.key == unseen.site),
    )
    every = {"3399990000": SubjectState.NORMAL, "3399990001": SubjectState.CLOSED}
    every |= {one.row.key: SubjectState.NORMAL for one in lines} | (states or {})
    return UnitPart(UNIT, told, 30, lines, every, **more)


def standard(**more: Any) -> UnitPart:
    return part(line("a", seen(), main=True), line("b", BLIND), line("c", None), **more)


def table(report: Report, name: str) -> Table:
    return next(one for one in report.tables if one.id == name)


def column(report: Report, name: str, title: str) -> list[object]:
    told = table(report, name)
    return [row[told.column(title)] for row in told.rows]


def test_what_is_closed_is_listed_and_not_judged() -> None:
    report = unit_report(standard(states={"c": SubjectState.CANCELLED}))
    assert column(report, "sites", "检查结果") == ["合格", NOT_JUDGED]
    assert column(report, "accounts", "检查结果") == ["未测", "合格", NOT_JUDGED]


def test_figures_of_accounts_say_what_is_a_bound_and_what_is_unknown() -> None:
    report = unit_report(standard())
    told = dict(zip(column(report, "accounts", "账号主页"), table(report, "accounts").rows, strict=True))
    known, blind = told["http://weibo.cn/a"], told["http://weibo.cn/b"]
    assert known[:7] == ("临江教育（主账号）", "新浪微博", "合格", "2026-11-17", 2, "至少 3", "1200")
    assert blind[:7] == ("临江教育", "新浪微博", "未测", "未知", None, "未知", "未知")
    assert blind[10] == "无法核查：要求登录才能查看"
    assert "没有读取" in told["http://weibo.cn/c"]
    (bound,) = table(unit_report(part(line("a", seen(followers=Count(10_000, True))))), "accounts").rows
    assert bound[6] == "10000 以上"
    (never,) = table(unit_report(part(line("a", seen(newest=None, silent=None, empty=True)))), "accounts").rows
    assert never[3:5] == ("从未发布", None)


def test_a_veto_is_a_candidate_until_a_person_confirmed_it_and_comes_first() -> None:
    reached, sure = VetoRow("NV-2a", "账号不更新"), VetoRow("NV-2a", "账号不更新", confirmed=True)
    report = unit_report(
        part(line("a", seen()), line("b", seen(), vetoes=(reached,)), line("c", seen(), vetoes=(sure,)))
    )
    assert column(report, "accounts", "检查结果") == ["不合格", "不合格候选", "合格"]


def test_issues_of_sites_and_accounts_stand_in_one_table_without_those_dismissed() -> None:
    report = unit_report(standard())
    assert column(report, "issues", "编号") == [1, 3, 2, 5]
    assert column(report, "issues", "状态") == ["未整改", "已整改", "新发现", "再次出现"]
    assert column(report, "issues", "对象") == ["网站“临江县人民政府”"] * 2 + ["新浪微博“临江教育”"] * 2
    summary = {figure.label: figure.value for figure in report.sections[0].figures}
    assert summary == {"网站": 2, "政务新媒体账号": 3, "未整改问题": 3, "待人工检查": 0}
    assert sorted(map(str, column(report, "accounts", "未整改问题"))) == ["0", "1", "1"]


def test_what_could_not_be_looked_at_tasks_and_units_below() -> None:
    asked = (Task(7, "a", "mute-account", "账号没有互动功能", "2026-Q4", "http://weibo.cn/a"),)
    below = (Below("甲镇", 3, 1, 4, 9), Below("乙镇", 1, 0, 2, 0))
    report = unit_report(standard(tasks=asked, below=below))
    assert table(report, "unseen").rows == (
        ("新浪微博“临江教育”", "账号不更新", "未测", 0, 1, "要求登录才能查看（1）"),
    )
    assert table(report, "tasks").rows[0][:5] == (
        7,
        "新浪微博“临江教育”",
        "账号没有互动功能",
        "mute-account",
        "2026年第4季度",
    )
    counted = {figure.label: figure.value for figure in report.sections[-1].figures}
    assert counted == {"单位数": 4, "网站": 1, "账号": 6, "未整改问题": 9}
    assert "below" not in {one.id for one in unit_report(standard()).tables}


def test_the_page_escapes_what_others_wrote_and_runs_nothing(tmp_path: Path) -> None:
    told = standard(below=(Below("<img src=x onerror=alert(1)>", 1, 0, 0, 0),))
    page = html(unit_report(told))
    assert "账号&lt;b&gt;已 20 天没有更新" in page
    assert "<img" not in page
    assert "<script" not in page
    book = openpyxl.load_workbook(write_xlsx(unit_report(told), tmp_path / "u.xlsx"))
    assert {"网站情况表", "新媒体情况表", "问题明细", "未测项目及原因", "下级单位"} <= set(book.sheetnames)


@pytest.mark.parametrize("lines", [(), (line("a", None),)])
def test_a_unit_of_which_little_is_known_has_a_page(lines: tuple[AccountLine, ...]) -> None:
    given = UnitPart(
        UNIT, week(sites=(), issues=(), outcomes=()), 30, lines, {one.row.key: SubjectState.NORMAL for one in lines}
    )
    page = html(unit_report(given))
    assert "台账里没有本单位的网站" in page
    assert ("台账里没有本单位的账号" in page) is not bool(lines)
