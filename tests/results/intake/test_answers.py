"""The sheet of tasks out and in again: what inspectors fill in, what is refused and how it is named."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet

from checks.indicators.edition import load
from checks.model.registry import Registry
from results import by_hand
from results.answering import Recorded, record
from results.errors import PersonError
from results.intake.answers import Read, read_answers
from results.intake.faults import SheetErrors
from results.ledger import issues, registry, tasks
from results.ledger.engine import Ledger, open_ledger
from results.ledger.issues import IssueState
from results.ledger.tasks import Answer, Look, Task, Verdict
from results.reports.task_sheet import write_tasks
from results.reports.wording import starts_formula
from tests.results.making import DAY, HOME, NOW, SITE

EDITION = load()
EVIL = replace(SITE, name='=HYPERLINK("http://evil.example","x")')
OVERVIEW, FORMS, OUTCRY, BONUS = "inaccurate-overview", "broken-forms", "public-outcry", "bonus-services"


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[Ledger]:
    """A portal with all its tasks."""
    with open_ledger(f"sqlite:///{tmp_path / 'ledger.sqlite'}") as opened:
        with opened.begin() as connection:
            registry.save(connection, Registry(sites=(EVIL,)))
            ((_, due),) = by_hand.due(connection, [EVIL], EDITION, NOW)
            looks = (Look("首页", HOME), Look("=1+1", HOME + "gk/"), Look("坏", "javascript:alert(1)"))
            tasks.ask(connection, [replace(one, looks=looks) for one in due], edition="e", moment=NOW)
        yield opened


def found(ledger: Ledger, *rules: str) -> list[Task]:
    with ledger.connect() as connection:
        return list(tasks.query(connection, rules=rules))


def exported(ledger: Ledger, path: Path) -> Path:
    write_tasks(found(ledger), EDITION, path)
    return path


class Sheet:
    """An exported sheet that a person fills in."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.book = openpyxl.load_workbook(path)
        self.sheet: Worksheet = self.book["人工检查"]
        self.heads = {str(cell.value): cell.column for cell in self.sheet[1]}
        self.rows = {row[self.heads["规则"] - 1].value: row[0].row for row in self.sheet.iter_rows(min_row=2)}

    def fill(self, rule: str, **cells: Any) -> int:
        for title, value in cells.items():
            self.sheet.cell(self.rows[rule], self.heads[title]).value = value
        return int(self.rows[rule])

    def save(self) -> Path:
        self.book.save(self.path)
        return self.path


def read(ledger: Ledger, path: Path, who: str = "") -> Read:
    with ledger.begin() as connection:
        return read_answers(path, lambda numbers: tasks.numbered(connection, numbers), EDITION, who=who)


def take(ledger: Ledger, path: Path, days: int = 0) -> Recorded:
    with ledger.begin() as connection:
        said = read_answers(path, lambda numbers: tasks.numbered(connection, numbers), EDITION)
        return record(connection, said.given, EDITION, moment=NOW + timedelta(days=days), code="1")


def test_the_sheet_has_what_an_inspector_needs(ledger: Ledger, tmp_path: Path) -> None:
    sheet = Sheet(exported(ledger, tmp_path / "t.xlsx"))
    assert len(sheet.rows) == len(by_hand.rules_for(EDITION, EVIL))
    row = {title: sheet.sheet.cell(sheet.rows[OVERVIEW], column) for title, column in sheet.heads.items()}
    assert (row["主办单位"].value, row["对象标识"].value, row["周期"].value) == (SITE.unit, SITE.key, "2026年第4季度")
    for part in ("概况信息", "怎样检查：打开概况类栏目", "wrong 每处 1 分，最多 5 分（未核实）"):
        assert part in row["要求"].value
    assert "加分最多 30 分" in sheet.sheet.cell(sheet.rows[BONUS], sheet.heads["要求"]).value
    assert (row["查看1"].value, row["查看1"].hyperlink.target) == ("首页", HOME)
    assert row["查看2"].hyperlink.target == HOME + "gk/"
    assert row["查看3"].hyperlink is None
    lists = {str(one.sqref).split(":")[0]: one for one in sheet.sheet.data_validations.dataValidation}
    assert lists[row["结论"].column_letter + "2"].formula1 == '"达标,不达标,不适用,无法判断"'
    assert lists[row["处数"].column_letter + "2"].type == "whole"


def test_no_cell_starts_a_formula(ledger: Ledger, tmp_path: Path) -> None:
    sheet = Sheet(exported(ledger, tmp_path / "t.xlsx"))
    cells = [cell for row in sheet.sheet.iter_rows() for cell in row]
    assert all(cell.data_type != "f" for cell in cells)
    evil = [cell for cell in cells if isinstance(cell.value, str) and starts_formula(cell.value) and not cell.hyperlink]
    assert evil
    assert all(cell.quotePrefix for cell in evil)


def test_a_filled_sheet_is_taken_in_and_again_changes_nothing(ledger: Ledger, tmp_path: Path) -> None:
    sheet = Sheet(exported(ledger, tmp_path / "t.xlsx"))
    whole = len(sheet.rows)
    sheet.fill(OVERVIEW, 结论="不达标", 处数=2, 网址=f"{HOME}gk/\n{HOME}lsyg", 说明="-人口数据是旧的", 检查人="王")
    sheet.fill(FORMS, 结论=" 达标 ", 检查人="王")
    sheet.fill(BONUS, 结论="达标", 加分="12.5 分", 说明="见附件", 检查人="李")
    sheet.fill("separate-logins", 结论="不适用", 检查人="王")
    sheet.fill("wrong-guides", 结论="无法判断", 说明="电话占线", 检查人="王")
    path = sheet.save()
    assert read(ledger, path).blank == whole - 5
    assert take(ledger, path) == Recorded(new=5)
    told = {one.rule: (one.answer, one.who) for one in found(ledger) if one.answer}
    urls = (HOME + "gk/", HOME + "lsyg")
    assert told == {
        OVERVIEW: (Answer(Verdict.UNMET, 2, "", urls, "-人口数据是旧的"), "王"),
        FORMS: (Answer(Verdict.MET), "王"),
        BONUS: (Answer(Verdict.MET, remark="见附件", points=Decimal("12.5")), "李"),
        "separate-logins": (Answer(Verdict.NOT_APPLICABLE), "王"),
        "wrong-guides": (Answer(Verdict.UNCLEAR, remark="电话占线"), "王"),
    }
    with ledger.connect() as connection:
        before = list(issues.query(connection))
        assert [(one.check, one.state) for one in before] == [(OVERVIEW, IssueState.CONFIRMED)] * 2
    assert take(ledger, path, days=1) == Recorded(same=5)
    assert take(ledger, exported(ledger, tmp_path / "again.xlsx"), days=2) == Recorded(same=5)
    with ledger.connect() as connection:
        assert list(issues.query(connection)) == before
    assert {one.rule: (one.answer, one.who) for one in found(ledger) if one.answer} == told


BAD: list[tuple[str, dict[str, Any], str, str]] = [
    (OVERVIEW, {"结论": "好"}, "结论", "“好”不在允许的取值中"),
    (OVERVIEW, {"说明": "旧"}, "结论", "没有填写结论"),
    (OVERVIEW, {"结论": "达标", "检查人": None}, "检查人", "没有填写检查人"),
    (OVERVIEW, {"结论": "不达标", "网址": HOME, "说明": "旧"}, "处数", "没有填写处数"),
    (OVERVIEW, {"结论": "不达标", "处数": 1, "说明": "旧"}, "网址", "没有填写网址"),
    (OVERVIEW, {"结论": "不达标", "处数": 1, "网址": HOME}, "说明", "没有填写说明"),
    (OVERVIEW, {"结论": "不达标", "处数": 0, "网址": HOME, "说明": "旧"}, "处数", "“0”不是处数"),
    (OVERVIEW, {"结论": "不达标", "处数": "许多", "网址": HOME, "说明": "旧"}, "处数", "“许多”不是处数"),
    (OVERVIEW, {"结论": "不达标", "处数": 201, "网址": HOME, "说明": "旧"}, "处数", "“201”不是处数"),
    (OVERVIEW, {"结论": "不达标", "处数": 1, "网址": "见首页", "说明": "旧"}, "网址", "不能访问"),
    (OVERVIEW, {"结论": "不达标", "处数": 1, "网址": HOME, "说明": "旧", "情形": "x"}, "情形", "没有“x”这种情形"),
    (OVERVIEW, {"结论": "达标", "加分": 3}, "加分", "只有达标的加分项才填加分"),
    (BONUS, {"结论": "达标"}, "加分", "没有填写加分"),
    (BONUS, {"结论": "达标", "加分": "31"}, "加分", "超过本项最多可加的 30 分"),
    (BONUS, {"结论": "达标", "加分": "多"}, "加分", "“多”不是分数"),
    (OVERVIEW, {"结论": "=A1"}, "结论", "这一格是公式"),
    (OVERVIEW, {"结论": "达标", "编号": None}, "编号", "没有填写"),
    (OVERVIEW, {"结论": "达标", "编号": "9999"}, "编号", "没有编号为 9999 的任务"),
    (OVERVIEW, {"结论": "达标", "编号": "一"}, "编号", "“一”不是任务编号"),
    (OVERVIEW, {"结论": "达标", "规则": FORMS}, "规则", "各行可能错位"),
    (OVERVIEW, {"结论": "达标", "对象标识": "3399990002"}, "对象标识", "各行可能错位"),
    (OVERVIEW, {"结论": "达标", "版本": "x"}, "版本", "“x”不是版本"),
]


@pytest.mark.parametrize(("rule", "cells", "column", "says"), BAD, ids=[f"{one[2]}: {one[3]}" for one in BAD])
def test_a_bad_row_is_named_and_nothing_is_taken_over(
    ledger: Ledger, tmp_path: Path, rule: str, cells: dict[str, Any], column: str, says: str
) -> None:
    sheet = Sheet(exported(ledger, tmp_path / "t.xlsx"))
    sheet.fill(FORMS, 结论="达标", 检查人="王")
    number = sheet.fill(rule, **{"检查人": "王", **cells})
    with pytest.raises(SheetErrors) as refused:
        take(ledger, sheet.save())
    (error,) = refused.value.errors
    assert (error.sheet, error.row, error.column) == ("人工检查", number, column)
    assert says in str(error)
    assert error.expected
    assert "人工检查任务表有 1 处问题，没有导入任何内容" in str(refused.value)
    assert not any(one.answer for one in found(ledger))


def test_all_bad_rows_are_named_at_once_also_one_that_stands_twice(ledger: Ledger, tmp_path: Path) -> None:
    sheet = Sheet(exported(ledger, tmp_path / "t.xlsx"))
    number = sheet.sheet.cell(sheet.rows[FORMS], 1).value
    rows = [sheet.fill(OVERVIEW, 结论="好", 检查人="王"), sheet.fill(OUTCRY, 编号=number, 结论="达标", 检查人="王")]
    with pytest.raises(SheetErrors) as refused:
        take(ledger, sheet.save())
    assert sorted(error.row for error in refused.value.errors)[:1] == sorted(rows)[:1]
    assert any("重复" in error.problem for error in refused.value.errors)
    assert len(refused.value.errors) == 2


def test_another_answer_that_somebody_gave_meanwhile_is_a_conflict(ledger: Ledger, tmp_path: Path) -> None:
    mine, hers = Sheet(exported(ledger, tmp_path / "a.xlsx")), Sheet(exported(ledger, tmp_path / "b.xlsx"))
    hers.fill(FORMS, 结论="达标", 检查人="李")
    take(ledger, hers.save())
    number = mine.fill(FORMS, 结论="不达标", 处数=1, 网址=HOME, 说明="提交不了", 检查人="王")
    mine.fill(OVERVIEW, 结论="达标", 检查人="王")
    with pytest.raises(SheetErrors) as refused:
        take(ledger, mine.save(), days=1)
    (error,) = refused.value.errors
    assert (error.row, error.column) == (number, "结论")
    assert error.problem == "李 已答“达标”，与本次的“不达标”不同"
    assert {one.rule for one in found(ledger) if one.answer} == {FORMS}
    seen = Sheet(exported(ledger, tmp_path / "c.xlsx"))
    seen.fill(FORMS, 结论="不达标", 处数=1, 网址=HOME, 说明="提交不了", 检查人="王")
    assert take(ledger, seen.save(), days=2) == Recorded(changed=1)


def test_a_person_may_correct_their_own_sheet(ledger: Ledger, tmp_path: Path) -> None:
    sheet = Sheet(exported(ledger, tmp_path / "t.xlsx"))
    sheet.fill(FORMS, 结论="不达标", 处数=1, 网址=HOME, 说明="提交不了，电话 13912345678", 检查人="王")
    assert take(ledger, sheet.save()) == Recorded(new=1)
    assert take(ledger, sheet.save()) == Recorded(same=1)
    sheet.fill(FORMS, 检查人="李")  # the same answer of another person, with a number that is masked when it is kept
    assert take(ledger, sheet.save()) == Recorded(same=1)
    sheet.fill(FORMS, 结论="达标", 处数=None, 网址=None, 说明=None, 检查人="王")
    assert take(ledger, sheet.save(), days=1) == Recorded(changed=1)
    with ledger.connect() as connection:
        assert [one.state for one in issues.query(connection)] == [IssueState.FIXED]


def test_a_csv_of_the_needed_columns_alone(ledger: Ledger, tmp_path: Path) -> None:
    (form,) = found(ledger, FORMS)
    path = tmp_path / "t.csv"
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        csv.writer(file).writerows([["编号", "结论"], [form.id, "达标"]])
    with pytest.raises(SheetErrors, match="没有填写检查人"):
        read(ledger, path)
    (given,) = read(ledger, path, who="王").given
    assert (given.task.id, given.who, given.answer) == (form.id, "王", Answer(Verdict.MET))


@pytest.mark.parametrize(
    ("rows", "says"),
    [
        ([["a", "b"], ["1", "2"]], "认不出表头"),
        ([["编号", "检查人"], ["1", "王"]], "缺少这一列"),
        ([["编号", "结论", "检查结论"], ["1", "达标", "达标"]], "是同一项"),
        ([], "文件是空的"),
    ],
)
def test_a_sheet_that_is_none_of_ours(ledger: Ledger, tmp_path: Path, rows: list[list[str]], says: str) -> None:
    path = tmp_path / "t.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows(rows)
    with pytest.raises(SheetErrors, match=says):
        read(ledger, path)


def test_more_links_than_excel_keeps_are_written_as_text(
    ledger: Ledger, tmp_path: Path, recwarn: pytest.WarningsRecorder
) -> None:
    (task,) = found(ledger, FORMS)
    looks = tuple(Look("首页", f"{HOME}{n}") for n in range(5))
    many = (replace(task, id=n, looks=looks) for n in range(1, 13_202))
    assert write_tasks(many, EDITION, tmp_path / "many.xlsx") == 13_201
    assert not recwarn.list
    book = openpyxl.load_workbook(tmp_path / "many.xlsx", read_only=True)
    last = list(next(book["人工检查"].iter_rows(min_row=13_202, values_only=True)))
    book.close()
    assert looks[0].url in last


def test_a_file_that_cannot_be_written(ledger: Ledger, tmp_path: Path) -> None:
    with pytest.raises(PersonError, match="写不了"):
        write_tasks(found(ledger), EDITION, tmp_path / "no" / "t.xlsx")


def test_the_answers_move_with_the_task_into_later_sheets(ledger: Ledger, tmp_path: Path) -> None:
    sheet = Sheet(exported(ledger, tmp_path / "t.xlsx"))
    sheet.fill(FORMS, 结论="达标", 检查人="王")
    take(ledger, sheet.save())
    with ledger.begin() as connection:
        ((_, due),) = by_hand.due(connection, [EVIL], EDITION, NOW + 60 * DAY)
        tasks.ask(connection, due, edition="e", moment=NOW + 60 * DAY)
    sheet.fill(OVERVIEW, 结论="达标", 检查人="王")
    assert take(ledger, sheet.save(), days=61) == Recorded(new=1, same=1)
    by_period = {one.period: one.answer for one in found(ledger, FORMS)}
    assert by_period == {"2026-Q4": Answer(Verdict.MET), "2027-Q1": None}
    assert [(one.period, one.answer) for one in found(ledger, OVERVIEW)] == [("2027-Q1", Answer(Verdict.MET))]
