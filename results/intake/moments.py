"""Days and moments in the cells of a sheet, whether typed or made by Excel, in +08:00."""

from __future__ import annotations

import re
import unicodedata
from datetime import date, datetime, time

from checks.model.registry import BEIJING
from results.intake.faults import CellFault
from results.intake.rows import Row
from results.masking import mask

_DAY = re.compile(
    r"((?:19|20)\d\d)(?:[-/.年](\d{1,2})[-/.月](\d{1,2})日?|(\d{2})(\d{2}))(?:[ T]?(\d{1,2}):(\d{2})(?::\d{2})?)?",
    re.ASCII,
)


def cell_of(row: Row, name: str) -> object:
    """The field as the sheet holds it, "" when it has none."""
    index = row.head.at.get(name)
    return row.cells[index] if index is not None and index < len(row.cells) else ""


def moment(row: Row, name: str) -> tuple[datetime | None, bool]:
    """(the moment of a field, whether only its day is known); None and a fault where it is none."""
    cell = cell_of(row, name)
    if isinstance(cell, datetime):
        at = cell.replace(tzinfo=BEIJING)
        return at, at.time() == time(0)
    if isinstance(cell, date):
        return datetime(cell.year, cell.month, cell.day, tzinfo=BEIJING), True
    text = row.read(name, lambda value: value, "")
    text = " ".join(unicodedata.normalize("NFKC", text).split())
    if not text:
        return None, True
    if (read := _read(text)) is None:
        row.fault(name, CellFault(f"“{mask(text)[:60]}”不是日期", "例：2026-09-01 或 2026-09-01 10:30"))
        return None, True
    return read


def _read(text: str) -> tuple[datetime, bool] | None:
    found = _DAY.fullmatch(text)
    if found is None:
        return None
    hour = found[6]
    try:
        at = datetime(
            int(found[1]), int(found[2] or found[4]), int(found[3] or found[5]), int(hour or 0), int(found[7] or 0),
            tzinfo=BEIJING,
        )  # fmt: skip
    except ValueError:
        return None
    return at, hour is None
