"""Workbooks from strangers, and the ones we write ourselves."""

import io
import zipfile
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest

from checks.model.registry import Account, Column, Level, Registry, Site, SiteKind, SubjectState, Unit
from results.errors import PersonError
from results.intake.faults import SheetErrors
from results.intake.headers import FIELDS, SheetKind
from results.intake.reading import read_sheets
from results.intake.templates import write_registry, write_template

HEADS = ["网站标识码", "网站名称", "首页网址", "主办单位"]


def problem(path: Path) -> str:
    with pytest.raises(SheetErrors) as caught:
        read_sheets([path])
    return str(caught.value)


def workbook(path: Path, change: Callable[[openpyxl.Workbook], None]) -> Path:
    book = openpyxl.Workbook()
    book.active.title = "网站"
    book.active.append(HEADS)
    book.active.append(["3399990001", "甲", "http://a.gov.cn/", "乙"])
    change(book)
    book.save(path)
    return path


def rezip(path: Path, change: Callable[[dict[str, bytes]], None]) -> Path:
    with zipfile.ZipFile(path) as old:
        parts = {name: old.read(name) for name in old.namelist()}
    change(parts)
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as new:
        for name, data in parts.items():
            new.writestr(name, data)
    return path


def test_a_cell_in_the_last_corner_is_refused_before_it_costs_memory(tmp_path: Path) -> None:
    def corner(book: openpyxl.Workbook) -> None:
        book.active["XFD1048576"] = "x"

    assert "第 1048576 行、第 16384 列" in problem(workbook(tmp_path / "a.xlsx", corner))


def test_a_styled_but_empty_far_cell_is_no_matter(tmp_path: Path) -> None:
    def corner(book: openpyxl.Workbook) -> None:
        book.active["XFD90000"].number_format = "@"

    assert len(read_sheets([workbook(tmp_path / "a.xlsx", corner)]).sites) == 1


def test_a_zip_bomb_is_refused(tmp_path: Path) -> None:
    path = workbook(tmp_path / "a.xlsx", lambda book: None)
    rezip(path, lambda parts: parts.update({"xl/media/image1.png": b"\0" * 300_000_001}))
    assert path.stat().st_size < 1_000_000
    assert "解压后超过 300 MB" in problem(path)


def test_entities_are_refused(tmp_path: Path) -> None:
    def laugh(parts: dict[str, bytes]) -> None:
        body = parts["xl/worksheets/sheet1.xml"]
        parts["xl/worksheets/sheet1.xml"] = b'<!DOCTYPE a [<!ENTITY b "ha">]>' + body.partition(b"?>")[2]

    assert "文档类型声明" in problem(rezip(workbook(tmp_path / "a.xlsx", lambda book: None), laugh))


def test_a_sheet_in_an_unmeasured_part_is_not_read(tmp_path: Path) -> None:
    def move(parts: dict[str, bytes]) -> None:
        parts["xl/worksheets/sheet1.bin"] = parts.pop("xl/worksheets/sheet1.xml")
        name = "xl/_rels/workbook.xml.rels"
        parts[name] = parts[name].replace(b"sheet1.xml", b"sheet1.bin")

    assert "不在常规位置" in problem(rezip(workbook(tmp_path / "a.xlsx", lambda book: None), move))


def test_broken_workbooks(tmp_path: Path) -> None:
    whole = workbook(tmp_path / "a.xlsx", lambda book: None).read_bytes()
    for data in (whole[: len(whole) // 2], b"PK\x03\x04" + b"junk" * 50):
        path = tmp_path / "b.xlsx"
        path.write_bytes(data)
        assert "已损坏" in problem(path)
    path = tmp_path / "c.xlsx"
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as zipped:
        zipped.writestr("word/document.xml", "<a/>")
    path.write_bytes(buffer.getvalue())
    assert "不合规" in problem(path)


def test_hidden_and_explaining_sheets_are_left_alone_and_others_named(tmp_path: Path) -> None:
    def more(book: openpyxl.Workbook) -> None:
        book.create_sheet("填表说明").append(["随便写"])
        book.create_sheet("字典").append(["隐藏"])
        book["字典"].sheet_state = "hidden"
        book.create_sheet("空表")

    path = workbook(tmp_path / "a.xlsx", more)
    assert len(read_sheets([path]).sites) == 1
    other = workbook(tmp_path / "b.xlsx", lambda book: book.create_sheet("透视表").append(["合计", 3]))
    assert "工作表「透视表」：认不出表头" in problem(other)


FULL = Registry(
    units=(Unit("乙", "丙", Level.COUNTY, "临江县"), Unit("丙")),
    sites=(
        Site(
            "=甲",
            "http://a.gov.cn/",
            "乙",
            "bm33990001",
            SiteKind.PORTAL,
            Level.COUNTY,
            "临江县",
            False,
            SubjectState.PAUSED,
            ("b.gov.cn", "c.gov.cn:8080"),
            True,
            "张三",
            "0999-1",
            "备注",
        ),
        Site("无码", "https://d.gov.cn/", "丙"),
    ),
    columns=(
        Column("bm33990001", "要闻", "http://a.gov.cn/yw/", "news", 14, "已归档"),
        Column("https://d.gov.cn/", "x", "https://d.gov.cn/x/"),
    ),
    accounts=(
        Account("微信公众号", "临江发布", "乙", "gh_1", "http://w.cn/", "丙", Level.COUNTY, "临江县", "乙", 7, "feed",
                "http://127.0.0.1:1200/x", SubjectState.CLOSED, True, "注"),
    ),
)  # fmt: skip


def test_a_registry_written_out_reads_back_the_same(tmp_path: Path) -> None:
    path = tmp_path / "r.xlsx"
    write_registry(path, FULL)
    assert read_sheets([path]) == FULL
    sheet = openpyxl.load_workbook(path)["网站"]
    assert (sheet["B2"].value, sheet["B2"].data_type) == ("=甲", "s")


def test_the_template_has_four_sheets_notes_and_lists(tmp_path: Path) -> None:
    path = tmp_path / "t.xlsx"
    write_template(path)
    book = openpyxl.load_workbook(path)
    assert book.sheetnames == ["单位", "网站", "栏目", "账号", "填表说明"]
    for kind in SheetKind:
        sheet = book[str(kind)]
        titles = [cell.value for cell in sheet[1]]
        assert titles == [f"★{f.title}" if f.needed else f.title for f in FIELDS[kind]]
        noted = [cell.comment is not None for cell in sheet[1]]
        assert noted == [bool(f.note) for f in FIELDS[kind]]
        assert len(sheet.data_validations.dataValidation) == sum(bool(f.choices) for f in FIELDS[kind])
    assert "只有表头，没有内容" in problem(path)


def test_a_template_that_cannot_be_written(tmp_path: Path) -> None:
    with pytest.raises(PersonError, match="写不了"):
        write_template(tmp_path / "none" / "t.xlsx")
