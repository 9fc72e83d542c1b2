"""Messages of 找错 against the county: rechecked at once, handled to the end, told in figures."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest

from checks.model.registry import BEIJING
from tests import county as fake
from tests.county import County
from tests.county.messages import IDENTITY, PHONE, SENDER
from tests.end.office import Office


@pytest.fixture(scope="module")
def county() -> County:
    return fake.build(datetime.now(BEIJING).date())


@pytest.fixture(scope="module")
def office(county: County, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    """An office that took in a sheet of four messages, two of which a machine finds true."""
    with fake.serve(county) as served:
        office = Office.opened(tmp_path_factory.mktemp("office"), county, served)
        office.run("import", *office.sheets)
        county.write_messages(office.folder / "留言.csv")
        office.run("complaints", "import", "留言.csv")
        yield office


def told(office: Office) -> dict[str, dict[str, object]]:
    return {str(line["number"]): line for line in office.lines("complaints", "list")}


def test_each_is_rechecked_and_given_to_whom_it_concerns(office: Office, county: County) -> None:
    lines = told(office)
    assert {number: line["machine"] for number, line in lines.items()} == {
        "LJ-1": "true", "LJ-2": "true", "LJ-3": "unclear", "LJ-4": "unclear",
    }  # fmt: skip
    units = {site.code or site.home: site.unit for site in county.sites}
    assert all(line["unit"] == units[str(line["site"])] for line in lines.values())
    assert all(line["answer_due"] > line["forward_due"] > f"{county.today}" for line in lines.values())  # type: ignore[operator]


def test_the_sheet_taken_in_again_changes_nothing(office: Office) -> None:
    before = told(office)
    assert "已导入 0 条找错留言，4 条以前导入过" in office.run("complaints", "import", "留言.csv")
    assert told(office) == before


def test_no_personal_number_is_kept_readable(office: Office) -> None:
    secrets = [text.encode() for text in (SENDER, PHONE, IDENTITY)]
    kept = [path for path in (office.folder / "data").rglob("*") if path.is_file()]
    assert [path for path in kept if any(secret in path.read_bytes() for secret in secrets)] == []
    assert PHONE not in office.run("complaints", "show", "1")
    assert SENDER in office.run("complaints", "show", "1", "--sender")


def test_one_goes_all_the_way(office: Office) -> None:
    act = lambda *words: office.run("complaints", *words, "--who", "李四")  # noqa: E731
    act("dispatch", "1")
    act("verify", "1", "属实")
    assert "还没有登记整改" in office.run("complaints", "reply", "1", "--text", "好", "--who", "李四", code=3)
    act("mend", "1", "已修复链接")
    assert "经核实，您反映的问题属实。已修复链接。" in act("reply", "1")
    act("reply", "1", "--text", "已修复，谢谢")
    assert "已办结" in act("review", "1")
    (whole, *_) = [json.loads(line) for line in office.run("complaints", "figures", "--format", "jsonl").splitlines()]
    assert (whole["received"], whole["closed"], whole["on_time"], whole["true"]) == (4, 1, 1, 1)
    assert whole["closed_rate"] == "25.00"
    said = office.run("complaints", "recheck", "1", "4")
    assert "留言 1：已办结，没有复验" in said
    assert "留言 4：初判无法判定" in said


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("import", "没有.csv"), "没有这个文件"),
        (("show", "99"), "没有编号为 99"),
        (("add", "--url", "这不是网址", "--text", "x"), "网址"),
        (("add", "--url", "http://a.gov.cn/", "--text", "x", "--category", "别的"), "没有“别的”这一类"),
        (("verify", "2", "也许", "--who", "李四"), "不是核实结论"),
        (("list", "--state", "也许"), "没有这样的留言状态"),
    ],
)
def test_what_cannot_be_done_is_said_in_chinese(office: Office, words: tuple[str, ...], said: str) -> None:
    assert said in office.run("complaints", *words, code=3)


def test_the_empty_form_is_written(office: Office, tmp_path: Path) -> None:
    office.run("complaints", "template", str(tmp_path / "表.xlsx"))
    assert (tmp_path / "表.xlsx").stat().st_size > 1_000
