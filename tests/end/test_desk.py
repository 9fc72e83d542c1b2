"""The inspectors' desk from end to end: a night asks, a sheet answers, the score and the issues follow."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator
from datetime import datetime

import openpyxl
import pytest

from checks.model.registry import BEIJING
from results.ledger import outcomes, sums
from results.ledger.engine import open_ledger
from results.ledger.scope import WHOLE
from tests import county as fake
from tests.county import County
from tests.end.office import Office

ONE = "3399990001"


@pytest.fixture(scope="module")
def county() -> County:
    return fake.build(datetime.now(BEIJING).date())


@pytest.fixture(scope="module")
def office(county: County, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    """An office that has visited its portal for a night."""
    with fake.serve(county) as served:
        made = Office.opened(tmp_path_factory.mktemp("office"), county, served)
        made.run("import", *made.sheets)
        made.run("nightly", "--site", ONE)
        yield made


def test_the_console_finds_the_night_summed_up(office: Office) -> None:
    with open_ledger(f"sqlite:///{office.folder / 'data/ledger.sqlite'}") as ledger, ledger.connect() as connection:
        counted = Counter(row.status for row in outcomes.query(connection, 1))
        told = Counter({status: 0 for status in counted})
        for one in sums.of(connection, WHOLE, 1):
            told[one.status] += one.count
    assert told == counted
    assert counted


def test_the_desk(office: Office) -> None:
    asked = office.lines("tasks")
    assert {task["subject"] for task in asked} == {ONE}
    assert {task["state"] for task in asked} == {"open"}
    numbers = {task["rule"]: task["id"] for task in asked}
    (overview,) = office.lines("tasks", "--rule", "inaccurate-overview", "--site", ONE, "--open")
    assert overview["looks"][0]["name"] == "首页"
    assert len(overview["looks"]) > 1
    before = json.loads(office.run("score", ONE, "--json"))
    assert before["by_hand"] == ["inaccurate-overview", "inaccurate-functions", "broken-forms"]
    assert float(before["high"]) - float(before["low"]) >= 15

    said = office.run("tasks", "--export", "tasks.xlsx")
    assert f"已写出 {len(asked)} 项" in said
    book = openpyxl.load_workbook(office.folder / "tasks.xlsx")
    sheet = book["人工检查"]
    heads = {cell.value: cell.column for cell in sheet[1]}
    fill = {"结论": "不达标", "处数": 2, "网址": overview["looks"][1]["url"], "说明": "数据是三年前的", "检查人": "王"}
    for row in range(2, sheet.max_row + 1):
        if sheet.cell(row, heads["规则"]).value == "inaccurate-overview":
            for title, value in fill.items():
                sheet.cell(row, heads[title]).value = value
    book.save(office.folder / "tasks.xlsx")
    counted = f"没有填写 {len(asked) - 1} 项"
    assert f"新答 1 项，改答 0 项，未变 0 项，{counted}" in office.run("tasks", "--import", "tasks.xlsx")
    assert f"新答 0 项，改答 0 项，未变 1 项，{counted}" in office.run("tasks", "--import", "tasks.xlsx")

    found = [line for line in office.lines("issues", "--site", ONE) if line["check"] == "inaccurate-overview"]
    assert [(line["state"], line["certainty"]) for line in found] == [("confirmed", "certain")] * 2
    assert found[0]["says"] == "概况信息不准确或更新不及时：数据是三年前的（第 1 处，共 2 处）"
    assert found[0]["fix"].startswith("请")
    form = str(numbers["broken-forms"])
    assert "已记下" in office.run("answer", form, "达标", "--who", "王")
    assert "原结论为 王 答的“达标”" in office.run("answer", form, "不适用", "--who", "李")
    assert "没有改动" in office.run("answer", form, "不适用", "--who", "李")
    after = json.loads(office.run("score", "临江县人民政府", "--json"))
    assert after["by_hand"] == ["inaccurate-functions"]
    assert float(before["high"]) - float(after["high"]) == pytest.approx(2)
    told = office.run("score", ONE)
    for part in (
        "单项否决",
        "扣分指标",
        "wrong 2 × 1",
        "（不扣分）",
        "没有查到的",
        "没有探测记录",
        "待人工检查",
        "与第",
    ):
        assert part in told

    office.run("nightly", "--site", ONE)
    night = json.loads(office.run("score", ONE, "--json"))
    lines = {line["rule"]: line for line in night["lines"]}
    assert (lines["inaccurate-overview"]["lost"], lines["inaccurate-overview"]["judged"]) == ("2", "by hand")
    assert night["by_hand"] == after["by_hand"]
    assert len(office.lines("tasks")) == len(asked)
    found = [line for line in office.lines("issues", "--site", ONE) if line["check"] == "inaccurate-overview"]
    assert [(line["state"], line["times"]) for line in found] == [("confirmed", 1)] * 2
    outcomes = {line["check"]: line["status"] for line in office.lines("outcomes")}
    assert (outcomes["inaccurate-overview"], outcomes["broken-forms"]) == ("FAIL", "NOT_APPLICABLE")


def test_what_is_typed_wrong_is_said_in_chinese(office: Office) -> None:
    number = str(office.lines("tasks", "--rule", "inaccurate-functions")[0]["id"])
    refused = {
        ("score", "没有的网站"): "台账里没有网站“没有的网站”",
        ("score", ONE, "--run", "99"): "没有编号为 99 的检查",
        ("tasks", "--site", "没有的网站"): "台账里没有网站“没有的网站”",
        ("tasks", "--rule", "no-rule"): "没有这样的规则：no-rule",
        ("tasks", "--export", "t.csv"): "任务表只能写成 .xlsx",
        ("tasks", "--import", "none.xlsx"): "没有这个文件",
        ("answer", "99999", "达标", "--who", "王"): "没有编号为 99999 的人工检查任务",
        ("answer", number, "好", "--who", "王"): "不在允许的取值中",
        ("answer", number, "不达标", "--who", "王"): "没有填写处数",
        ("answer", number, "达标", "--who", " "): "必须注明检查人",
        ("answer", number, "达标", "--who", "王", "--url", "x y"): "不能访问",
    }
    for command, says in refused.items():
        assert says in office.run(*command, code=3), command
    office.run("tasks", "--import", "a.xlsx", "--export", "b.xlsx", code=2)
    office.run("answer", number, "达标", code=2)


@pytest.mark.parametrize("command", ["issues", "outcomes", "tasks"])
def test_who_reads_only_the_first_line_gets_it_and_no_complaint(office: Office, command: str) -> None:
    """As `| head -1` does: the pipe is closed long before the last line is written."""
    process = office.start(command, "--format", "jsonl")
    assert process.stdout is not None
    assert process.stderr is not None
    first = process.stdout.readline()
    process.stdout.close()
    assert json.loads(first)["version"] == 1
    assert process.stderr.read() == ""
    process.stderr.close()
    process.wait(30)
