"""A workbook of xlsxwriter that makes the markup of a cell once.

In the tables of a report most cells are like one before them: a unit, a region, a sentence. The library makes the
markup of each of them anew; here it makes that of the first, and the others copy it. Sheets of an own class are a way
that the library documents. One method that it calls privately is overridden, and lets the library do the work: were it
called otherwise one day, `close` would say so.
"""

from __future__ import annotations

import io
from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from xlsxwriter import Workbook
from xlsxwriter.utility import xl_col_to_name
from xlsxwriter.worksheet import Worksheet

_MOST = 4096
"""Cells whose markup is remembered; beyond that all are forgotten, and the next rows have their own."""
_ITSELF = "written by itself"
Cell = tuple[str | int | Decimal, Any]
"""What stands in a cell, and its format."""


class Sheet(Worksheet):  # type: ignore[misc]
    """A sheet that copies the markup of a cell where one like it was written before."""

    fh: Any

    def __init__(self) -> None:
        super().__init__()
        self.made: dict[Cell, str] = {}
        """What a cell is in markup, behind its place."""
        self._row, self._done = -1, 0
        self._ready: list[str] = []
        self._letters: list[str] = []

    def put_row(self, row: int, cells: Sequence[Cell | None]) -> None:
        """Writes a row; None where a cell of it was written by itself before."""
        ready: list[str] = []
        name, last, known = row + 1, len(cells) - 1, self.made.get
        self._letters.extend(xl_col_to_name(column) for column in range(len(self._letters), len(cells)))
        for column, (cell, letter) in enumerate(zip(cells, self._letters, strict=False)):
            if cell is None:
                ready.append(_ITSELF)
            # The last is always written: when the library comes to it, those that are ready before it go to the disk.
            elif (made := known(cell)) and column < last:
                ready.append(f'<c r="{letter}{name}" {made}')
            else:
                ready.append("")
                (self.write_string if isinstance(cell[0], str) else self.write_number)(row, column, *cell)
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
        if self._ready[col] == _ITSELF or (cell[0], cell.format) in self.made:
            super()._write_cell(row, col, cell)
        else:
            self._remember(row, col, cell)

    def _remember(self, row: int, col: int, cell: Any) -> None:
        """Lets the library write a cell, and keeps what it made."""
        file, self.fh = self.fh, io.StringIO()
        try:
            super()._write_cell(row, col, cell)
            made = self.fh.getvalue()
        finally:
            self.fh = file
        file.write(made)
        place = f'<c r="{self._letters[col]}{row + 1}" '
        if made.startswith(place):
            if len(self.made) >= _MOST:
                self.made.clear()
            self.made[cell[0], cell[1]] = made.removeprefix(place)

    @property
    def whole(self) -> bool:
        """Whether all that was put went to the disk."""
        return self._done == len(self._ready)


class Book(Workbook):  # type: ignore[misc]
    """A workbook of such sheets. They remember together, as they are written one after the other."""

    def __init__(self, *given: Any, **more: Any) -> None:
        super().__init__(*given, **more)
        self._made: dict[Cell, str] = {}

    def add_worksheet(self, name: str | None = None, worksheet_class: type[Worksheet] | None = None) -> Worksheet:
        sheet = super().add_worksheet(name, worksheet_class or Sheet)
        if isinstance(sheet, Sheet):
            sheet.made = self._made
        return sheet

    def close(self) -> None:
        """Writes the file. RuntimeError where the library did not ask for the cells."""
        super().close()
        if not all(sheet.whole for sheet in self.worksheets() if isinstance(sheet, Sheet)):
            raise RuntimeError("cells of a workbook were not written")
