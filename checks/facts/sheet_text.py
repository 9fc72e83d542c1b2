"""The rows of workbooks (xls, xlsx, et), by sheet and number as a reader of the table sees them."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from io import BytesIO

from python_calamine import CalamineError, CalamineSheet, CalamineWorkbook, PasswordError, SheetTypeEnum

from checks.facts.file_parts import BROKEN, LOCKED, Part, Unread, rows_of
from checks.facts.zipped import unzipped

_UNFOLDED = 150_000_000
"""Bytes that the parts of a workbook may unfold to: the library reads whole sheets."""
_MOST_SHEETS = 200
_MOST_ROWS = 100_000
_EXACT = 10**15
"""Numbers from here on are not kept exactly in a workbook: what one shows is not what was entered."""


def sheet_parts(body: bytes) -> Iterator[Part]:
    """Every row that says something. Raises Unread for the rest of a workbook that cannot be read."""
    if body.startswith(b"PK"):
        with unzipped(body) as archive:
            size = sum(part.file_size for part in archive.infolist() if part.filename.endswith((".xml", ".bin")))
        if size > _UNFOLDED:
            raise Unread(f"表格展开后有{size // 1_000_000}兆字节，超过{_UNFOLDED // 1_000_000}兆，没有读")
    try:
        with CalamineWorkbook.from_filelike(BytesIO(body)) as book:
            shown = [sheet for sheet in book.sheets_metadata if sheet.typ == SheetTypeEnum.WorkSheet]
            left = _MOST_ROWS
            for number, known in enumerate(shown):
                if number >= _MOST_SHEETS:
                    raise Unread(f"有{len(shown)}张工作表，只读了前{_MOST_SHEETS}张")
                sheet = book.get_sheet_by_name(known.name)
                title = known.name[:31]
                yield from rows_of(_rows(sheet), f"工作表“{title}”", left, "" if title.isascii() else title)
                left = max(left - sheet.height, 0)
    except PasswordError as error:
        raise Unread(LOCKED) from error
    except (CalamineError, ValueError, OSError) as error:
        raise Unread(BROKEN) from error


def _rows(sheet: CalamineSheet) -> Iterator[tuple[int, list[str]]]:
    """Rows with the numbers that a reader sees: what is empty above them counts."""
    for number, row in enumerate(sheet.iter_rows(), 1):
        yield number, [_cell(value) for value in row]


def _cell(value: object) -> str:
    match value:
        case str():
            return value
        case bool():
            return "是" if value else "否"
        case float():
            return str(int(value)) if value.is_integer() and abs(value) < _EXACT else repr(value)
        case datetime():
            return value.isoformat(" ").removesuffix(" 00:00:00")
        case date() | time():
            return value.isoformat()
        case int() | timedelta():
            return str(value)
    return ""
