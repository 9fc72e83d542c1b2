"""The monthly check as content: what changed, what each unit has to mend, what persons did; and that it adds up."""

from __future__ import annotations

from dataclasses import replace

import pytest

from results.reports.content import Report, Table
from results.reports.monthly import BEFORE, monthly
from results.reports.period_rows import PeriodRows, Progress, TaskCount
from results.reports.periods import Period, Span
from results.reports.sums import SumsDiffer, check_sums
from results.verdicts import Verdict
from tests.results.reports.quarter import MADE, account, problem, subject

SEPTEMBER = Period(Span.MONTH, 2026, 9)
SITES = (
    subject("s1", "县政府", unit="乙局", earlier=Verdict.PASSED),
    subject("s2", "教育局", Verdict.FAILED, unit="甲局", earlier=Verdict.CANDIDATE, why="首页不更新"),
    subject("s3", "水务局", Verdict.UNKNOWN, unit="乙局", earlier=None),
)
ACCOUNTS = (account("a1", "发布", Verdict.CANDIDATE, unit="甲局", earlier=Verdict.PASSED),)
PROBLEMS = (
    problem(1, "s1", progress=Progress.OPEN, confirmed=True),
    problem(2, "s2", progress=Progress.NEW, confirmed=False, suspected=True),
    problem(3, "s2", progress=Progress.MENDED),
    problem(4, "s1", kind="hint"),
    replace(problem(5, "a1", progress=Progress.AGAIN, confirmed=False), type=ACCOUNTS[0].type),
)
GIVEN = PeriodRows(
    office="县政府办",
    period=SEPTEMBER,
    made_at=MADE,
    editions=("national-2019",),
    pass_mark=None,
    sites=SITES,
    accounts=ACCOUNTS,
    problems=PROBLEMS,
    tasks=(TaskCount("public-outcry", "舆情", 3, 2), TaskCount("broken-forms", "表单", 0, 4)),
    left_out=("什么没有计入",),
)


def table(report: Report, name: str) -> Table:
    (found,) = (one for one in report.tables if one.id == name)
    return found


def figures(report: Report) -> dict[str, int]:
    return {one.label: one.value for section in report.sections for one in section.figures}


def test_how_much_was_looked_at_comes_first() -> None:
    report = monthly(GIVEN)
    assert report.title == "县政府办2026年9月政府网站与政务新媒体月检查报告"
    assert report.period == "2026年09月01日—2026年09月30日"
    assert report.letter is None
    assert report.left_out == ("什么没有计入",)
    titles = [section.title for section in report.sections]
    assert titles[:4] == [
        "一、检查范围与覆盖情况", "二、政府网站检查情况", "三、政务新媒体检查情况", "四、与上月比较"
    ]  # fmt: skip
    assert [title.partition("、")[2] for title in titles[4:]] == [
        *("上次问题整改情况", "问题分类", "按单位整改清单", "人工检查", "我为政府网站找错", "不合格名单", "问题明细"),
        *("各检查项目结果", "栏目更新情况", "信息发布情况", "未测对象和项目", "登记为关停、注销或临时下线的网站"),
    ]


def test_a_month_that_is_not_over_says_until_when_it_is_told() -> None:
    report = monthly(replace(GIVEN, unfinished=True))
    assert report.period.endswith("（月份未结束，截至2026年10月09日）")


def test_last_month_and_this_one_stand_beside_each_other() -> None:
    report = monthly(GIVEN)
    assert table(report, "compared").rows == (
        ("网站", "合格", 1, 0, 0, 0, 1),
        ("网站", "不合格候选", 0, 1, 0, 0, 1),
        ("网站", BEFORE, 0, 0, 0, 1, 1),
        ("账号", "合格", 0, 0, 1, 0, 1),
    )
    moved = table(report, "moved")
    assert [(row[1], row[4], row[5], row[7]) for row in moved.rows] == [
        ("教育局", "不合格候选", "不合格", "首页不更新"),
        ("发布（微信）", "合格", "不合格候选", ""),
    ]
    assert figures(report)["结果有变化的对象"] == 2


def test_each_unit_reads_what_it_has_to_mend() -> None:
    report = monthly(GIVEN)
    rows = table(report, "to-mend").rows
    assert [(row[0], row[1], row[11], row[5], row[6]) for row in rows] == [
        ("乙局", "网站", 1, "未整改", "已确认"),
        ("甲局", "网站", 2, "新发现", "疑似，待人工确认"),
        ("甲局", "账号", 5, "再次出现", "机器确定，待人工确认"),
    ]  # neither what is mended nor hints
    assert {name: figures(report)[name] for name in ("待整改", "网站待整改", "账号待整改", "待整改已确认")} == {
        "待整改": 3, "网站待整改": 2, "账号待整改": 1, "待整改已确认": 1
    }  # fmt: skip


def test_questions_to_persons_are_told_done_and_open() -> None:
    report = monthly(GIVEN)
    assert table(report, "tasks").rows == (
        ("public-outcry", "舆情", 3, 2, 5),
        ("broken-forms", "表单", 0, 4, 4),
    )
    assert {name: figures(report)[name] for name in ("人工检查任务", "已作答", "待作答")} == {
        "人工检查任务": 9, "已作答": 3, "待作答": 6
    }  # fmt: skip


def test_a_month_in_which_nothing_was_found_is_told_too() -> None:
    report = monthly(replace(GIVEN, sites=(), accounts=(), problems=(), tasks=()))
    assert table(report, "to-mend").rows == ()
    assert table(report, "compared").rows == ()


def test_numbers_that_do_not_add_up_are_refused() -> None:
    report = monthly(GIVEN)
    sections = list(report.sections)
    place = next(number for number, one in enumerate(sections) if any(t.id == "to-mend" for t in one.tables))
    told = sections[place]
    sections[place] = replace(told, figures=(replace(told.figures[0], value=4), *told.figures[1:]))
    with pytest.raises(SumsDiffer, match="待整改"):
        check_sums(replace(report, sections=tuple(sections)))
