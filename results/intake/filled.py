"""The rows of a sheet that people fill in after a form of ours: one file, its sheets below headers we know."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from results.intake.cells import Cell
from results.intake.faults import SheetError, SheetErrors
from results.intake.grids import Grid, contents, csv_grid, refused
from results.intake.headers import Recognised
from results.intake.reading import EXPLAINING, HEAD_ROWS
from results.intake.rows import Row
from results.intake.workbook import workbook_grids


@dataclass(frozen=True, slots=True)
class Form:
    """`recognise` knows its row of headers; the others say what to do: where no such row is (`headers`), nothing is
    filled in (`blank`), a column is not there (`lacking`)."""

    recognise: Callable[[Sequence[str]], Recognised | None]
    headers: str
    blank: str
    lacking: str = "请加上"


def filled_rows(path: Path, form: Form) -> Iterator[Row]:
    """The rows below the headers that are not empty. Raises SheetErrors where the file cannot be read as `form`."""
    data = contents(path)
    grids = list(workbook_grids(path, data)) if data.startswith(b"PK") else [csv_grid(path, data, form.recognise)]
    filled = [grid for grid in grids if grid.rows and grid.sheet not in EXPLAINING]
    if not filled:
        raise refused(path, "没有任何内容", form.blank)
    found = [(grid, *_head(grid, form)) for grid in filled]
    if not any(len(grid.rows) > first + 1 for grid, _, first in found):
        raise refused(path, "只有表头，没有内容", form.blank)
    for grid, head, first in found:
        for number, line in grid.rows[first + 1 :]:
            row = Row(grid, head, number, line, grid.rows[first][1])
            if not row.empty:
                yield row


def _head(grid: Grid, form: Form) -> tuple[Recognised, int]:
    for index, (number, line) in enumerate(grid.rows[:HEAD_ROWS]):
        head = form.recognise([str(cell) for cell in line])
        if head is None:
            continue
        wrong = [(one.title, "缺少这一列", form.lacking) for one in head.missing]
        wrong += [(_flat(other), f"与「{_flat(one)}」列是同一项", "请只留一列") for one, other in head.doubled]
        if wrong:
            raise SheetErrors([SheetError(grid.file, grid.sheet, number, *one) for one in wrong])
        return head, index
    raise SheetErrors([SheetError(grid.file, grid.sheet, 0, "", "认不出表头", form.headers)])


def _flat(header: Cell) -> str:
    return " ".join(str(header).split())
