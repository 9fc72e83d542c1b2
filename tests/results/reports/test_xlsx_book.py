"""A workbook whose cells are copied is the one that the library writes cell by cell."""

from __future__ import annotations

import zipfile
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Any

import openpyxl
import pytest
import xlsxwriter
from xlsxwriter.worksheet import Worksheet

from results.reports.xlsx_book import Book, Sheet

ROWS = [
    ("甲局", 1, "http://a.example/?a=1&b=2", Decimal("88.05"), "<b>&\n第二行"),
    ("甲局", 2, "http://a.example/?a=1&b=2", Decimal("88.05"), ""),
    ("乙局", 2, "http://b.example/", 0, " 前后 "),
    ("甲局", 1, "http://b.example/", 0, " 前后 "),
    ("甲局", 1, "http://a.example/?a=1&b=2", Decimal("88.05"), "<b>&\n第二行"),
]
LINKED = (2, 4)
"""Rows whose address is a link."""
Put = Callable[[Any, int, list[Any], bool], None]


def parts(file: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(file) as read:
        return {name: read.read(name) for name in read.namelist() if name != "docProps/core.xml"}


def by_cell(sheet: Any, row: int, cells: list[Any], linked: bool) -> None:
    for column, (value, look) in enumerate(cells):
        if linked and column == 2:
            sheet.write_url(row, column, value, look, value)
        else:
            (sheet.write_string if isinstance(value, str) else sheet.write_number)(row, column, value, look)


def by_row(sheet: Any, row: int, cells: list[Any], linked: bool) -> None:
    if linked:
        sheet.write_url(row, 2, *cells[2], cells[2][0])
        cells[2] = None
    sheet.put_row(row, cells)


def written(book: Any, put: Put) -> None:
    with book:
        looks = [book.add_format({"num_format": shape}) for shape in ("@", "0", "@", "0.00", "@")]
        for _ in range(2):
            sheet = book.add_worksheet()
            sheet.write_string(0, 0, "标题", looks[0])
            for row, values in enumerate(ROWS, 1):
                sheet.set_row(row, 18 + row)
                put(sheet, row, list(zip(values, looks, strict=True)), row in LINKED)
            sheet.write_string(8, 0, "注")
            sheet.write_string(8, 2, "旁注")


def test_every_part_is_as_the_library_writes_it(tmp_path: Path) -> None:
    written(xlsxwriter.Workbook(tmp_path / "a.xlsx", {"constant_memory": True}), by_cell)
    written(Book(tmp_path / "b.xlsx", {"constant_memory": True}), by_row)
    assert parts(tmp_path / "b.xlsx") == parts(tmp_path / "a.xlsx")


ODD = [
    "", " ", "\t", "前 ", " 后", "\u3000前", "后\u3000", "一\n二", "末行\n", "_x0041_", "a_x", "\x01", "\x1f", "\x7f",
    "\ufffe", "<r>", "<r>x", "x</r>", "<r/>", "&", "&amp;", "<", ">", '"', "'", "]]>", "\U00020000", "é", "a" * 12_000,
    "=1+1", "c", "t", "s", "is", "1", "0", "v", 0, 1, 5, -1, 10**15, 10**16, 123_456_789_012_345_678, Decimal("0.1"),
    Decimal("88.00"), Decimal("1E-9"), Decimal(10) ** 20,
]  # fmt: skip
"""What a cell may hold that the library might spell in a way of its own."""


@pytest.mark.parametrize("first", ["", "甲", "1", 5, Decimal("0.50")])
def test_every_spelling_is_that_of_the_library(tmp_path: Path, first: str | int | Decimal) -> None:
    def fill(book: Any, put: Put) -> None:
        with book:
            look, other, sheet = (
                book.add_format({"num_format": "@"}),
                book.add_format({"bold": 1}),
                book.add_worksheet(),
            )
            for row, value in enumerate([first, *ODD]):
                put(sheet, row, [(value, look), (value, other), ("末", look)], False)

    fill(xlsxwriter.Workbook(tmp_path / "a.xlsx", {"constant_memory": True}), by_cell)
    fill(Book(tmp_path / "b.xlsx", {"constant_memory": True}), by_row)
    assert parts(tmp_path / "b.xlsx") == parts(tmp_path / "a.xlsx")


def test_a_frame_is_made_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[Any] = []
    made = Worksheet._write_cell
    monkeypatch.setattr(Worksheet, "_write_cell", lambda *given: (asked.append(given[3]), made(*given))[1])
    with Book(tmp_path / "a.xlsx", {"constant_memory": True}) as book:
        look, sheet = book.add_format({"num_format": "@"}), book.add_worksheet()
        for row in range(50):
            sheet.put_row(row, [(f"第{row}局", look), (row, look), (f"第{row}行", look)])
    assert len(asked) == 50 + 2 + 1  # the first cell of the second row is put before the first row is written


def test_a_text_of_a_page_is_never_markup(tmp_path: Path) -> None:
    evil = "<r><t>1</t></x></r>"
    with Book(tmp_path / "a.xlsx", {"constant_memory": True}) as book:
        look, sheet = book.add_format({"num_format": "@"}), book.add_worksheet()
        sheet.write_string(0, 0, evil)
        for row in (1, 2):
            sheet.put_row(row, [(evil, look), ("末", look)])
    read = openpyxl.load_workbook(tmp_path / "a.xlsx").worksheets[0]
    assert [read.cell(row, 1).value.rstrip() for row in (1, 2, 3)] == [evil] * 3


def test_a_library_that_asks_otherwise_is_noticed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Sheet, "_write_cell", Worksheet._write_cell)
    book = Book(tmp_path / "a.xlsx", {"constant_memory": True})
    look, sheet = book.add_format({"num_format": "@"}), book.add_worksheet()
    sheet.put_row(0, [("甲", look), ("乙", look)])
    with pytest.raises(RuntimeError, match="not written"):
        book.close()
