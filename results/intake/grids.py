"""Files to rows of cells: csv in the encodings and with the delimiters that Excel writes, within stated bounds."""

from __future__ import annotations

import codecs
import csv
import io
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from results.intake.cells import Cell
from results.intake.faults import SheetError, SheetErrors
from results.intake.headers import Recognised, recognise

FILE_BYTES = 50_000_000
ROWS = 200_000
COLUMNS = 200
_TEXT_BYTES = 20_000_000
_DELIMITERS = ",\t;|"
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


@dataclass(frozen=True, slots=True)
class Grid:
    """The cells of one sheet. `rows` are (row number as Excel shows it, cells), empty rows left out.

    `formulas` are cells that hold a formula: row number → indexes of columns, from 0. `sheet` is "" for csv.
    """

    file: str
    sheet: str
    rows: Sequence[tuple[int, Sequence[Cell]]]
    formulas: Mapping[int, frozenset[int]] = field(default_factory=dict)


def refused(path: Path, problem: str, expected: str, sheet: str = "", row: int = 0) -> SheetErrors:
    """The error of a file or sheet that cannot be read at all."""
    return SheetErrors([SheetError(path.name, sheet, row, "", problem, expected)])


def contents(path: Path) -> bytes:
    """The bytes of a sheet file. Raises SheetErrors when missing, unreadable, empty, too large or of another kind."""
    try:
        with path.open("rb") as file:
            data = file.read(FILE_BYTES + 1)
    except FileNotFoundError as error:
        raise refused(path, "没有这个文件", "请检查文件名和所在文件夹") from error
    except OSError as error:
        raise refused(path, f"打不开（{error.strerror}）", "请检查权限，或先在 Excel 中关闭它") from error
    if len(data) > FILE_BYTES:
        raise refused(path, f"文件超过 {FILE_BYTES // 1_000_000} MB", "请拆成几个文件，或删去图片和无关工作表")
    if not data:
        raise refused(path, "文件是空的", "请重新导出")
    _told_apart(path, data)
    return data


def _told_apart(path: Path, data: bytes) -> None:
    suffix, zipped = path.suffix.lower(), data.startswith(b"PK")
    if data.startswith(_OLE):
        if "EncryptedPackage".encode("utf-16-le") in data:
            raise refused(path, "工作簿设了打开密码", "请在 Excel 中取消密码后另存")
        raise refused(path, "这是旧版 Excel（.xls）文件", "请在 Excel 中另存为 .xlsx")
    if suffix in (".csv", ".txt", ".tsv"):
        if zipped:
            raise refused(path, f"扩展名是 {suffix}，内容却是 Excel 工作簿", "请把扩展名改为 .xlsx")
    elif suffix in (".xlsx", ".xlsm"):
        if not zipped:
            raise refused(
                path, f"扩展名是 {suffix}，内容却不是 Excel 工作簿", "请用 Excel 打开并另存为 .xlsx；文本请用 .csv"
            )
    else:
        raise refused(path, f"不支持扩展名 {suffix or '（无）'}", "请用 .xlsx 或 .csv")


def csv_grid(path: Path, data: bytes, heads: Callable[[Sequence[str]], Recognised | None] = recognise) -> Grid:
    """The rows of a csv file; `heads` knows a row of headers when it sees one. Raises SheetErrors."""
    if len(data) > _TEXT_BYTES:
        raise refused(path, f"文件超过 {_TEXT_BYTES // 1_000_000} MB", "请拆成几个文件")
    text = _decoded(path, data)
    told, _, rest = text.partition("\n")
    # Excel keeps the delimiter in a first line `sep=;` and does not count that line.
    if told.strip().lower().startswith("sep=") and len(told.strip()) == 5:
        return Grid(path.name, "", list(_records(path, rest, told.strip()[4])))
    return Grid(path.name, "", list(_records(path, text, _delimiter(text, heads))))


def _decoded(path: Path, data: bytes) -> str:
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        encodings: tuple[str, ...] = ("utf-16",)
    elif b"\0" in data:
        raise refused(path, "这不是文本文件", "请用 Excel 另存为 CSV UTF-8 或 .xlsx")
    else:
        encodings = ("utf-8-sig", "gb18030")
    for encoding in encodings:
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise refused(path, "文字编码不是 UTF-8 也不是 GBK", "请用 Excel 另存为“CSV UTF-8”")


def _delimiter(text: str, heads: Callable[[Sequence[str]], Recognised | None]) -> str:
    """The delimiter under which one of the first rows is a row of headers; a comma when none is."""
    best, most = ",", 0
    for delimiter in _DELIMITERS:
        try:
            rows = csv.reader(io.StringIO(text[:20_000], newline=""), delimiter=delimiter)
            seen = [heads(row) for row, _ in zip(rows, range(10), strict=False)]
        except csv.Error:
            continue
        known = max((len(head.at) for head in seen if head), default=0)
        if known > most:
            best, most = delimiter, known
    return best


def _records(path: Path, text: str, delimiter: str) -> Iterator[tuple[int, list[Cell]]]:
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    number = 0
    try:
        for number, record in enumerate(reader, 1):
            if number > ROWS:
                raise refused(path, f"超过 {ROWS} 行", "请拆成几个文件")
            if len(record) > COLUMNS and any(cell.strip() for cell in record[COLUMNS:]):
                raise refused(path, f"这一行超过 {COLUMNS} 列", "请检查引号是否成对，或删去无关列", row=number)
            if any(cell.strip() for cell in record):
                yield number, list(record[:COLUMNS])
    except csv.Error as error:
        raise refused(
            path, f"这一行不是合法的 CSV（{error}）", "请检查引号是否成对，或改存为 .xlsx", row=number + 1
        ) from error
