"""The sheet of messages of 找错: taken in whole or not at all."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from results.intake.blank import Blank, write_blank
from results.intake.complaints import EXPLAINED, FIELDS, PLATFORM, WHAT, Kinds, read_complaints
from results.intake.faults import SheetErrors
from results.ledger.complaints import Complaint
from results.sealing import Seal, Sender

NOW = datetime(2026, 11, 20, 2, 0, tzinfo=UTC)
KINDS, SEAL = Kinds(("错别字", "其他")), Seal(b"s" * 32)
HEAD = "留言编号,问题网址,问题类别,留言内容,收到时间,答复期限,留言人,联系电话"


def read(tmp_path: Path, *rows: str, head: str = HEAD) -> tuple[Complaint, ...]:
    path = tmp_path / "留言.csv"
    path.write_text("\n".join((head, *rows)), encoding="utf-8")
    return read_complaints(path, KINDS, SEAL, NOW)


def wrong(tmp_path: Path, *rows: str, head: str = HEAD) -> list[tuple[int, str, str]]:
    with pytest.raises(SheetErrors) as told:
        read(tmp_path, *rows, head=head)
    return [(error.row, error.column, error.problem) for error in told.value.errors]


def test_a_row_is_a_message(tmp_path: Path) -> None:
    row = "A1,www.a.gov.cn/1.html,错别字,写错了 110101199003074477,2026-11-19 10:30,2026-12-01,张三,13812345678"
    (one,) = read(tmp_path, row)
    assert (one.source, one.number, one.url, one.category) == (PLATFORM, "A1", "http://www.a.gov.cn/1.html", "错别字")
    assert one.received == datetime(2026, 11, 19, 2, 30, tzinfo=UTC)
    assert one.answer_due == date(2026, 12, 1)
    assert one.text == "写错了 110101**********77"
    assert SEAL.open(one.sender) == Sender("张三", "13812345678")
    assert b"138" not in one.sender


def test_without_a_number_the_same_message_is_the_same(tmp_path: Path) -> None:
    row, other = ",http://a.gov.cn/,,写错了,2026-11-19,,,", ",http://a.gov.cn/,,写错字了,2026-11-19,,,"
    (one,), (again,), (further,) = read(tmp_path, row), read(tmp_path, row), read(tmp_path, other)
    assert one.number == again.number != further.number
    assert one.category == "其他"


@pytest.mark.parametrize(
    ("row", "column", "problem"),
    [
        ("A1,,,x,2026-11-19,,,", "问题网址", "没有填写"),
        ("A1,http://a.gov.cn/,,,2026-11-19,,,", "留言内容", "没有填写"),
        ("A1,http://a.gov.cn/,,x,,,,", "收到时间", "没有填写"),
        ("A1,http://a.gov.cn/,,x,昨天,,,", "收到时间", "不是日期"),
        ("A1,http://a.gov.cn/,,x,0001-01-01,,,", "收到时间", "不是日期"),  # no ledger keeps it
        ("A1,http://a.gov.cn/,,x,2026-11-21,,,", "收到时间", "还没有到"),
        ("A1,http://a.gov.cn/,别的,x,2026-11-19,,,", "问题类别", "不在允许的取值中"),
        ("A1,http://a.gov.cn/,,x,2026-11-19,2026-11-18,,", "答复期限", "早于收到时间"),
        (f"A1,http://a.gov.cn/,,{'长' * 4001},2026-11-19,,,", "留言内容", "太长"),
        ("A1,not an address,,x,2026-11-19,,,", "问题网址", "网址"),
    ],
)
def test_what_is_wrong_is_told_by_row_and_column(tmp_path: Path, row: str, column: str, problem: str) -> None:
    good = "A0,http://a.gov.cn/,,x,2026-11-19,,,"
    ((number, named, said),) = wrong(tmp_path, good, row)
    assert (number, named) == (3, column)
    assert problem in said


def test_one_number_twice_is_a_fault(tmp_path: Path) -> None:
    row = "A1,http://a.gov.cn/,,x,2026-11-19,,,"
    ((number, column, problem),) = wrong(tmp_path, row, row)
    assert (number, column) == (3, "留言编号")
    assert "重复" in problem


def test_a_sheet_without_its_columns_is_named(tmp_path: Path) -> None:
    assert wrong(tmp_path, "1,2", head="甲,乙") == [(0, "", "认不出表头")]
    assert [column for _, column, _ in wrong(tmp_path, "A1,x", head="问题网址,留言内容")] == ["收到时间"]


def test_the_empty_form_is_taken_for_what_it_is(tmp_path: Path) -> None:
    path = tmp_path / "表.xlsx"
    write_blank(path, [Blank(WHAT, FIELDS)], EXPLAINED)
    with pytest.raises(SheetErrors) as told:
        read_complaints(path, KINDS, SEAL, NOW)
    assert [error.problem for error in told.value.errors] == ["只有表头，没有内容"]
    assert [path.name for path in tmp_path.iterdir()] == ["表.xlsx"]
