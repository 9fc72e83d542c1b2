"""What is wrong with a sheet, told so that the person who keeps it can mend it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from results.errors import PersonError

SHOWN = 1000
"""So many faults are written out; the rest are counted. `SheetErrors.errors` has them all."""


@dataclass(frozen=True, slots=True)
class SheetError:
    """One fault. `sheet` is "" for csv; `row` is the number Excel shows, 0 when the fault is the file's or sheet's."""

    file: str
    sheet: str
    row: int
    column: str
    problem: str
    expected: str

    def __str__(self) -> str:
        where = f"文件 {self.file}"
        if self.sheet:
            where += f"，工作表「{self.sheet}」"
        if self.row:
            where += f"，第 {self.row} 行"
        if self.column:
            where += f"，「{self.column}」列"
        return f"{where}：{self.problem}；{self.expected}"


class SheetErrors(PersonError):
    """Sheets that were refused. Nothing of them was taken over; `errors` names every fault, sheet by sheet.

    `what` is the name of such sheets in Chinese.
    """

    def __init__(self, errors: Sequence[SheetError], what: str = "登记表") -> None:
        self.errors = tuple(errors)
        lines = [f"{what}有 {len(self.errors)} 处问题，没有导入任何内容；请改正后重新导入："]
        lines += [f"  {error}" for error in self.errors[:SHOWN]]
        if len(self.errors) > SHOWN:
            lines.append(f"  ……另有 {len(self.errors) - SHOWN} 处未列出")
        super().__init__("\n".join(lines))


class CellFault(ValueError):
    """One cell that cannot be used: `problem` says what is wrong, `expected` what to write instead."""

    def __init__(self, problem: str, expected: str) -> None:
        super().__init__(f"{problem}；{expected}")
        self.problem = problem
        self.expected = expected
