"""The sheet of records: what a person saw, and what is refused and how it is named."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import openpyxl
import pytest

from checks.model.posts import AccountReason
from checks.model.registry import BEIJING, Account
from results.intake.faults import SheetErrors
from results.intake.records import read_records, read_sheet

ACCOUNTS = [
    Account("抖音", "临江发布", "县政府办", "sec1"),
    Account("抖音", "临江文旅", "县文旅局", "sec2"),
    Account("抖音", "临江文旅", "县文化馆", "sec3"),
    Account("微信视频号", "临江发布", "县政府办"),
]
HEAD = "平台,账号名称,平台账号ID,最近更新日期,账号情况,截图,核查人,核查时间,备注\n"


def sheet(folder: Path, *rows: str, head: str = HEAD) -> Path:
    path = folder / "记录.csv"
    path.write_text(head + "".join(f"{row}\n" for row in rows), encoding="utf-8-sig")
    return path


def faults(path: Path) -> str:
    with pytest.raises(SheetErrors) as raised:
        read_records(path, ACCOUNTS)
    return str(raised.value)


@pytest.mark.parametrize(
    ("written", "day", "day_only"),
    [
        ("2026-11-05", (2026, 11, 5), True),
        ("2026/11/5", (2026, 11, 5), True),
        ("2026.11.05", (2026, 11, 5), True),
        ("2026年11月5日", (2026, 11, 5), True),
        ("20261105", (2026, 11, 5), True),
        ("2026-11-05 18:20", (2026, 11, 5, 18, 20), False),
        ("２０２６-11-05", (2026, 11, 5), True),
    ],
)
def test_a_record(tmp_path: Path, written: str, day: tuple[int, ...], day_only: bool) -> None:
    found = read_records(sheet(tmp_path, f"抖音号,临江发布,,{written},,a.png,张三,2026-11-20 10:30,"), ACCOUNTS)
    record = found[ACCOUNTS[0].key]
    assert (record.newest, record.day_only) == (datetime(*day, tzinfo=BEIJING), day_only)  # type: ignore[misc]
    assert record.looked_at == datetime(2026, 11, 20, 10, 30, tzinfo=BEIJING)
    assert (record.who, record.screenshot, record.found) == ("张三", "a.png", None)


def test_never_and_odd(tmp_path: Path) -> None:
    found = read_records(
        sheet(
            tmp_path,
            "抖音,,sec1,无,,a.png,张三,2026-11-20,".replace(",,", ",临江发布,", 1),
            "抖音,临江文旅,sec3,,查无此号,b.png,张三,2026-11-20,电话13800138000",
            "微信视频号,临江发布,,2026-11-01,正常,,李四,2026-11-20,",
        ),
        ACCOUNTS,
    )
    assert found[ACCOUNTS[0].key].never
    assert found[ACCOUNTS[2].key].found is AccountReason.NOT_FOUND
    assert "13800138000" not in found[ACCOUNTS[2].key].remark
    assert found[ACCOUNTS[3].key].screenshot == ""


def test_the_newest_record_counts(tmp_path: Path) -> None:
    rows = ["抖音,临江发布,,2026-11-10,,a,张三,2026-11-18,", "抖音,临江发布,,2026-11-01,,a,张三,2026-11-11,"]
    assert read_records(sheet(tmp_path, *rows), ACCOUNTS)[ACCOUNTS[0].key].who == "张三"
    newest = read_records(sheet(tmp_path, *rows), ACCOUNTS)[ACCOUNTS[0].key].newest
    assert newest == datetime(2026, 11, 10, tzinfo=BEIJING)


def test_a_workbook_with_cells_that_are_dates(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    page = book.active
    page.append(["第三季度核查表"])
    page.append(["平台", "账号名称", "最近一条日期", "截图", "核查人", "核查日期"])
    page.append(["抖音", "临江发布", datetime(2026, 11, 5), "a.png", "张三", datetime(2026, 11, 20, 9, 15)])
    path = tmp_path / "记录.xlsx"
    book.save(path)
    record = read_records(path, ACCOUNTS)[ACCOUNTS[0].key]
    assert (record.newest, record.day_only) == (datetime(2026, 11, 5, tzinfo=BEIJING), True)
    assert record.looked_at == datetime(2026, 11, 20, 9, 15, tzinfo=BEIJING)


@pytest.mark.parametrize(
    ("row", "problem"),
    [
        ("抖音,临江发布,,2026-13-05,,a,张三,2026-11-20,", "不是日期"),
        ("抖音,临江发布,,上周,,a,张三,2026-11-20,", "不是日期"),
        ("抖音,临江发布,,2026-11-05,,a,,2026-11-20,", "没有填写"),
        ("抖音,临江发布,,2026-11-05,,a,张三,,", "没有填写核查时间"),
        ("抖音,临江发布,,,,a,张三,2026-11-20,", "没有填写最近更新日期"),
        ("抖音,临江发布,,2026-11-25,,a,张三,2026-11-20,", "晚于核查时间"),
        ("抖音,临江文旅,,2026-11-05,,a,张三,2026-11-20,", "有 2 个账号"),
        ("抖音,别的县,,2026-11-05,,a,张三,2026-11-20,", "没有登记过"),
        ("快手,临江发布,,2026-11-05,,a,张三,2026-11-20,", "没有登记过"),
        ("抖音,临江发布,sec9,2026-11-05,,a,张三,2026-11-20,", "没有登记过"),
        ("抖音,临江发布,,2026-11-05,好像没了,a,张三,2026-11-20,", "不在允许的取值中"),
    ],
)
def test_what_is_refused(tmp_path: Path, row: str, problem: str) -> None:
    said = faults(sheet(tmp_path, "抖音,临江发布,,2026-11-05,,a,张三,2026-11-20,", row))
    assert "人工核查记录表有 1 处问题，没有导入任何内容" in said
    assert "第 3 行" in said
    assert problem in said


def test_sheets_that_are_none(tmp_path: Path) -> None:
    assert "认不出表头" in faults(sheet(tmp_path, "a,b", head="x,y\n"))
    assert "缺少这一列" in faults(sheet(tmp_path, "a,b", head="平台,最近更新日期\n"))
    empty = tmp_path / "空.csv"
    empty.write_text("", encoding="utf-8")
    assert "文件是空的" in faults(empty)


KNOWN = [
    *ACCOUNTS,
    Account("快手", "临江县人民政府（官方）", "县政府办", "KS-1"),
    Account("快手", "临江文旅", "县文旅局", "ks_2"),
    Account("快手", "临江教育", "县教育局"),
]


@pytest.mark.parametrize(
    ("row", "key"),
    [
        ("快手号,临江县人民政府(官方),,", "快手|KS-1"),
        ("快手,临江县人民政府 官方,,", "快手|KS-1"),
        ("快手,改过的名,ks-1 ,", "快手|KS-1"),
        ("快手,临江教育,新得到的ID,", "快手|临江教育|县教育局"),
        ("抖音,临江文旅,sec3,", "抖音|sec3"),
    ],
)
def test_a_row_finds_its_account(tmp_path: Path, row: str, key: str) -> None:
    path = sheet(tmp_path, f"{row}2026-11-05,,a,张三,2026-11-20,")
    assert [one for one, _ in read_sheet(path, KNOWN).records] == [key]


@pytest.mark.parametrize(
    ("row", "problem"),
    [
        ("快手,临江文旅,KS-1,", "平台账号ID“KS-1”是“临江县人民政府（官方）”的，不是“临江文旅”的"),
        ("快手,临江文化旅游,,", "相近的有 临江文旅（ks_2）"),
        ("快手,临江文旅,ks2,", "没有登记过快手账号“ks2”"),
        ("抖音,临江教育,,", "没有登记过抖音账号“临江教育”"),
    ],
)
def test_a_row_that_means_another_account_is_refused(tmp_path: Path, row: str, problem: str) -> None:
    with pytest.raises(SheetErrors) as raised:
        read_sheet(sheet(tmp_path, f"{row}2026-11-05,,a,张三,2026-11-20,"), KNOWN)
    assert problem in str(raised.value)


def test_rows_that_nobody_filled_in_are_counted(tmp_path: Path) -> None:
    path = sheet(
        tmp_path, "抖音,临江发布,sec1,,,,,,", "抖音,别的县,x,,,,,,", "抖音,临江文旅,sec3,无,,a,张三,2026-11-20,"
    )
    told = read_sheet(path, KNOWN)
    assert ([key for key, _ in told.records], told.blank) == (["抖音|sec3"], 2)


def test_every_record_of_a_sheet_is_given(tmp_path: Path) -> None:
    rows = ["抖音,临江发布,,2026-11-10,,a,张三,2026-11-18,", "抖音,临江发布,,2026-11-01,,a,张三,2026-11-11,"]
    assert [record.newest and record.newest.day for _, record in read_sheet(sheet(tmp_path, *rows), KNOWN).records] == [
        10,
        1,
    ]


def test_nobody_has_looked_in_the_future(tmp_path: Path) -> None:
    path = sheet(
        tmp_path, "抖音,临江发布,,2026-11-19,,a,张三,2027-11-20,", "抖音,临江文旅,sec2,2026-11-19,,a,张三,2026-11-20,"
    )
    with pytest.raises(SheetErrors) as raised:
        read_sheet(path, ACCOUNTS, datetime(2026, 11, 21, tzinfo=BEIJING))
    assert "第 2 行，「核查时间」列：核查时间还没有到" in str(raised.value)
    assert "第 3 行" not in str(raised.value)


def test_what_is_near_is_told_of_some_unknown_accounts_only(tmp_path: Path) -> None:
    rows = [f"抖音,临江发{n},,2026-11-19,,a,张三,2026-11-20," for n in range(30)]
    with pytest.raises(SheetErrors) as raised:
        read_sheet(sheet(tmp_path, *rows), ACCOUNTS)
    assert len(raised.value.errors) == 30
    assert sum("相近" in error.problem for error in raised.value.errors) == 20
