"""Workbooks to rows of cells. A workbook is a zip of XML from a stranger: it is measured before it is read.

The measuring pass inflates each part against a bound, refuses document types (entities), finds the cells that hold
formulas, and the furthest cell: the reader makes a full rectangle of a sheet, so that one cell in the last corner of an
otherwise empty sheet would cost gigabytes.
"""

from __future__ import annotations

import io
import lzma
import re
import zipfile
import zlib
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from xml.parsers import expat

from python_calamine import CalamineError, PasswordError, SheetTypeEnum, SheetVisibleEnum, load_workbook

from results.intake.grids import COLUMNS, ROWS, Grid, refused

INFLATED_BYTES = 300_000_000
PARTS = 2_000
CELLS = 5_000_000
_CHUNK = 1 << 18
_REFERENCE = re.compile(r"([A-Z]{1,3})([0-9]{1,7})")
_BROKEN = (zipfile.BadZipFile, zlib.error, lzma.LZMAError, EOFError, NotImplementedError, RuntimeError, OSError)


class Measure:
    """What one worksheet holds: its furthest filled cell and its formulas (row number → indexes of columns from 0)."""

    def __init__(self) -> None:
        self.formulas: dict[int, set[int]] = defaultdict(set)
        self.rows = self.columns = self.cells = 0
        self._row = self._column = 0
        self.parser = expat.ParserCreate()
        self.parser.StartElementHandler = self._start
        self.parser.StartDoctypeDeclHandler = self._doctype

    def _doctype(self, *_: object) -> None:
        raise ValueError("含有文档类型声明")

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        name = name.rpartition(":")[2]
        if name == "row":
            number = attributes.get("r", "")
            self._row = int(number) if number.isascii() and number.isdigit() and len(number) < 8 else self._row + 1
            self._column = -1
        elif name == "c":
            place = _REFERENCE.fullmatch(attributes.get("r", "").upper())
            self._column = _letters(place[1]) if place else self._column + 1
            self._row = int(place[2]) if place else self._row
            self.cells += 1
        elif name in ("v", "is", "f"):
            self.rows, self.columns = max(self.rows, self._row), max(self.columns, self._column + 1)
            if name == "f":
                self.formulas[self._row].add(self._column)
        if self.cells > CELLS:
            raise ValueError(f"超过 {CELLS} 个单元格")


def _letters(letters: str) -> int:
    index = 0
    for letter in letters:
        index = index * 26 + ord(letter) - 64
    return index - 1


def workbook_grids(path: Path, data: bytes) -> Iterator[Grid]:
    """The visible worksheets of a workbook. Raises SheetErrors."""
    measures = _measured(path, data)
    try:
        with load_workbook(io.BytesIO(data)) as book:
            for sheet in book.sheets_metadata:
                if sheet.typ != SheetTypeEnum.WorkSheet or sheet.visible != SheetVisibleEnum.Visible:
                    continue
                rows = [
                    (number, cells)
                    for number, cells in enumerate(
                        book.get_sheet_by_name(sheet.name).to_python(skip_empty_area=False), 1
                    )
                    if any(cell != "" for cell in cells) or number in measures.get(sheet.name, {})
                ]
                yield Grid(path.name, sheet.name, rows, measures.get(sheet.name, {}))
    except PasswordError as error:
        raise refused(path, "工作簿设了打开密码", "请在 Excel 中取消密码后另存") from error
    except (CalamineError, OSError, ValueError) as error:
        raise refused(path, f"工作簿已损坏，读不出来（{error}）", "请用 Excel 打开并另存为新的 .xlsx") from error


def _measured(path: Path, data: bytes) -> dict[str, dict[int, frozenset[int]]]:
    """Sheet name → its formulas, after every part of the workbook was found to keep the bounds."""
    left = INFLATED_BYTES
    measures: dict[str, Measure] = {}
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as zipped:
            parts = zipped.infolist()
            if len(parts) > PARTS:
                raise refused(path, f"工作簿里有 {len(parts)} 个部件", "请另存为只含登记表的 .xlsx")
            for part in parts:
                measure = Measure() if part.filename.endswith((".xml", ".rels")) else None
                left -= _inflate(path, zipped, part, left, measure)
                if measure:
                    measures[part.filename] = measure
                    _bounded(path, part.filename, measure)
            names = _sheet_parts(zipped)
    except _BROKEN as error:
        raise refused(path, f"工作簿已损坏（{error}）", "请用 Excel 打开并另存为新的 .xlsx") from error
    except (ValueError, KeyError, expat.ExpatError) as error:
        raise refused(path, f"工作簿的内容不合规（{error}）", "请用 Excel 打开并另存为新的 .xlsx") from error
    if strange := [sheet for sheet, part in names.items() if part not in measures]:
        # What was not measured is not read.
        raise refused(path, "工作表的部件不在常规位置", "请用 Excel 打开并另存为新的 .xlsx", sheet=strange[0])
    return {
        sheet: {row: frozenset(columns) for row, columns in measures[part].formulas.items()}
        for sheet, part in names.items()
    }


def _inflate(path: Path, zipped: zipfile.ZipFile, part: zipfile.ZipInfo, left: int, measure: Measure | None) -> int:
    read = 0
    with zipped.open(part) as stream:
        while chunk := stream.read(_CHUNK):
            read += len(chunk)
            if read > left:
                raise refused(
                    path, f"解压后超过 {INFLATED_BYTES // 1_000_000} MB", "请删去图片、空行和无关工作表后另存"
                )
            if measure:
                measure.parser.Parse(chunk, False)
    if measure:
        measure.parser.Parse(b"", True)
    return read


def _bounded(path: Path, name: str, measure: Measure) -> None:
    if measure.rows > ROWS or measure.columns > COLUMNS or measure.rows * measure.columns > CELLS:
        raise refused(
            path,
            f"部件 {name.rpartition('/')[2]} 的内容一直到第 {measure.rows} 行、第 {measure.columns} 列",
            f"最多 {ROWS} 行、{COLUMNS} 列、{CELLS} 格；请删去远处的单元格（选中多余的行列，右键删除）后另存",
        )


def _sheet_parts(zipped: zipfile.ZipFile) -> dict[str, str]:
    """Sheet name → its part in the zip, by workbook.xml and its relations. Raises KeyError when they are missing."""
    targets: dict[str, str] = {}
    sheets: dict[str, str] = {}

    def relation(name: str, attributes: dict[str, str]) -> None:
        if name.rpartition(":")[2] == "Relationship":
            target = attributes.get("Target", "")
            targets[attributes.get("Id", "")] = target.lstrip("/") if target.startswith("/") else f"xl/{target}"

    def sheet(name: str, attributes: dict[str, str]) -> None:
        if name.rpartition(":")[2] == "sheet":
            identity = next((value for key, value in attributes.items() if key.endswith(":id")), "")
            sheets[attributes.get("name", "")] = identity

    for part, handler in (("xl/_rels/workbook.xml.rels", relation), ("xl/workbook.xml", sheet)):
        parser = expat.ParserCreate()
        parser.StartElementHandler = handler
        parser.Parse(zipped.read(part), True)
    return {name: targets.get(identity, "") for name, identity in sheets.items()}
