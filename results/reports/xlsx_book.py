"""A workbook of xlsxwriter that makes the markup of a kind of cell once.

In the tables of a report a million cells differ in nothing but their text or number. The library makes the markup of
each of them anew; here it makes that of the first of a format, and the others are put into the same frame. What is
spelt in an odd way (blanks at its ends, control characters) it always writes. Sheets of an own class are a way that the
library documents. One method that it calls privately is overridden, and lets the library do the work: were it called
otherwise one day, `close` would say so.
"""

from __future__ import annotations

import io
import re
from collections.abc import Sequence
from decimal import Decimal
from functools import lru_cache
from typing import Any
from xml.sax.saxutils import escape

from xlsxwriter import Workbook
from xlsxwriter.utility import xl_col_to_name
from xlsxwriter.worksheet import Worksheet

_ITSELF = "written by itself"
_ODD = re.compile("^\\s|\\s$|^<r>|_x|[\x00-\x08\x0b-\x1f\ufffe\uffff]")
_LONGEST = 10_000
_REMEMBERED = 4_096
"""Texts whose spelling is remembered: most stand in many rows."""
Cell = tuple[str | int | Decimal, Any]
"""What stands in a cell, and its format."""
Frame = tuple[str, str]
"""The markup of a cell before what stands in it, without its place, and behind it."""


@lru_cache(_REMEMBERED)
def _spelt(text: str) -> str | None:
    """A text as it stands in markup; None where the library has its own way to spell it."""
    return None if len(text) > _LONGEST or _ODD.search(text) else escape(text)


def _stands(value: str | int | Decimal) -> str | None:
    return _spelt(value) if isinstance(value, str) else f"{value:.16G}"


class Sheet(Worksheet):  # type: ignore[misc]
    """A sheet that frames a cell as one of its format was framed before."""

    fh: Any

    def __init__(self) -> None:
        super().__init__()
        self.frames: dict[tuple[bool, Any], Frame] = {}
        """By whether it is a text, and its format: how a cell is framed."""
        self._row, self._done = -1, 0
        self._ready: list[str] = []
        self._letters: list[str] = []

    def put_row(self, row: int, cells: Sequence[Cell | None]) -> None:
        """Writes a row; None where a cell of it was written by itself before."""
        ready: list[str] = []
        name, last, known = row + 1, len(cells) - 1, self.frames.get
        self._letters.extend(xl_col_to_name(column) for column in range(len(self._letters), len(cells)))
        for column, (cell, letter) in enumerate(zip(cells, self._letters, strict=False)):
            if cell is None:
                ready.append(_ITSELF)
                continue
            value, look = cell
            text = isinstance(value, str)
            # The last is always written: when the library comes to it, those that are ready before it go to the disk.
            frame = known((text, look)) if column < last else None
            if frame is not None and (told := _stands(value)) is not None:
                ready.append(f'<c r="{letter}{name}" {frame[0]}{told}{frame[1]}')
            else:
                ready.append("")
                (self.write_string if text else self.write_number)(row, column, value, look)
        self._row, self._done, self._ready = row, 0, ready

    def _write_cell(self, row: int, col: int, cell: Any) -> None:
        kind = cell.__class__.__name__
        if kind == "String" and cell.string.startswith("<r>") and cell.string.endswith("</r>"):
            # The library takes this for markup that it made itself; from a page it is a text.
            cell = cell._replace(string=f"{cell.string} ")
        if row != self._row:
            super()._write_cell(row, col, cell)
            return
        if before := self._ready[self._done : col]:
            self.fh.write("".join(before))
        self._done = col + 1
        if self._ready[col] == _ITSELF or (kind == "String", cell.format) in self.frames:
            super()._write_cell(row, col, cell)
        else:
            self._learn(row, col, cell)

    def _learn(self, row: int, col: int, cell: Any) -> None:
        """Lets the library write a cell, and keeps how it framed it."""
        file, self.fh = self.fh, io.StringIO()
        try:
            super()._write_cell(row, col, cell)
            made = self.fh.getvalue()
        finally:
            self.fh = file
        file.write(made)
        place, told = f'<c r="{self._letters[col]}{row + 1}" ', _stands(cell[0])
        before, found, behind = made.partition(f">{told}</")
        if told is not None and found and made.startswith(place):
            frame = f"{before.removeprefix(place)}>", f"</{behind}"
            self.frames[cell.__class__.__name__ == "String", cell.format] = frame

    @property
    def whole(self) -> bool:
        """Whether all that was put went to the disk."""
        return self._done == len(self._ready)


class Book(Workbook):  # type: ignore[misc]
    """A workbook of such sheets. What one has learned all know."""

    def __init__(self, *given: Any, **more: Any) -> None:
        super().__init__(*given, **more)
        self._frames: dict[tuple[bool, Any], Frame] = {}

    def add_worksheet(self, name: str | None = None, worksheet_class: type[Worksheet] | None = None) -> Worksheet:
        sheet = super().add_worksheet(name, worksheet_class or Sheet)
        if isinstance(sheet, Sheet):
            sheet.frames = self._frames
        return sheet

    def close(self) -> None:
        """Writes the file. RuntimeError where the library did not ask for the cells."""
        super().close()
        if not all(sheet.whole for sheet in self.worksheets() if isinstance(sheet, Sheet)):
            raise RuntimeError("cells of a workbook were not written")
