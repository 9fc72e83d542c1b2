"""Each paper made by its command from the thirteen weeks and read back: the same numbers in every format."""

from __future__ import annotations

import csv
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import docx
import pytest
from python_calamine import CalamineWorkbook
from selectolax.lexbor import LexborHTMLParser
from typer.testing import CliRunner

from schedule import app
from tests.results.quarter import Quarter

Row = tuple[str | float, ...]
PAPERS = {
    "月检查-2026-08": ("monthly", "--month", "2026-08"),
    "季通报-2026Q3": ("quarterly", "--quarter", "2026Q3"),
    "半年报告-2026H2": ("annual", "--half", "2026H2"),
    "年度报告-2026": ("annual", "--year", "2026"),
}
SETTINGS = """
[data]
path = "{folder}"
[rules]
overlays = ["gansu"]
[reports]
office = "临江县人民政府办公室"
"""


@dataclass(frozen=True)
class Made:
    """A paper as files; `tables` are its csv files: heads, then rows."""

    folder: Path
    name: str
    tables: dict[str, tuple[Sequence[str], list[Row]]]


def settings_of(quarter: Quarter, folder: Path) -> Path:
    path = folder / "xunwang.toml"
    path.write_text(SETTINGS.format(folder=quarter.folder), encoding="utf-8")
    return path


@pytest.fixture(scope="module", params=list(PAPERS))
def made(request: pytest.FixtureRequest, quarter: Quarter, tmp_path_factory: pytest.TempPathFactory) -> Made:
    folder = tmp_path_factory.mktemp("papers")
    asked = [*PAPERS[request.param], "--config", str(settings_of(quarter, folder)), "--output", str(folder / "out")]
    done = CliRunner().invoke(app, asked, catch_exceptions=False)
    assert done.exit_code == 0
    tables = {}
    for path in sorted((folder / "out" / f"{request.param}-csv").iterdir()):
        with path.open(encoding="utf-8-sig", newline="") as file:
            heads, *rows = csv.reader(file)
        tables[path.stem] = (heads, [plain(row) for row in rows])
    return Made(folder / "out", request.param, tables)


def plain(cells: Sequence[object]) -> Row:
    """Cells as numbers where they are some, else as text; a moment to its minute."""
    return tuple(_cell(str(cell if cell is not None else "").strip()) for cell in cells)


def _cell(text: str) -> str | float:
    text = text.removeprefix("'")
    try:
        return float(text)
    except ValueError:
        return text[:16] if text[4:5] == "-" and text[13:14] == ":" else text


def test_four_formats_are_there(made: Made) -> None:
    names = {path.name for path in made.folder.iterdir()}
    assert names == {f"{made.name}.xlsx", f"{made.name}.docx", f"{made.name}.html", f"{made.name}-csv"}
    assert len(made.tables) > 15


def test_the_workbook_says_the_same(made: Made) -> None:
    book = CalamineWorkbook.from_path(made.folder / f"{made.name}.xlsx")
    sheets = [book.get_sheet_by_name(name).to_python() for name in book.sheet_names[1:]]
    for name, (heads, rows) in made.tables.items():
        same = [sheet for sheet in sheets if sheet and [str(cell) for cell in sheet[0]][: len(heads)] == list(heads)]
        read = [[plain(row[: len(heads)]) for row in sheet[1 : len(rows) + 1]] for sheet in same]
        assert rows in read or not rows, name


def test_the_page_says_the_same(made: Made) -> None:
    page = LexborHTMLParser((made.folder / f"{made.name}.html").read_text(encoding="utf-8"))
    known = {_packed(row) for _, rows in made.tables.values() for row in rows}
    known |= {row[1:] for row in known}  # where rows are grouped by their first column it stands above them
    told = 0
    for table in page.css("table"):
        for row in table.css("tr"):
            cells = [cell.text() for cell in row.css("td")]
            if len(cells) > 2:
                told += 1
                assert _packed(plain(cells)) in known, cells
    assert told > 100


def _packed(row: Row) -> Row:
    """Without blanks, which pages break lines by."""
    return tuple("".join(cell.split()) if isinstance(cell, str) else cell for cell in row)


def test_the_document_says_the_same(made: Made) -> None:
    paper = docx.Document(str(made.folder / f"{made.name}.docx"))
    assert paper.tables
    for table in paper.tables:
        # numbers of evidence may break between, and nowhere else: the mark for that is not seen
        heads, *rows = [[cell.text.replace("\u200b", "") for cell in row.cells] for row in table.rows]
        of = [(titles, some) for titles, some in made.tables.values() if set(heads) <= set(titles)]
        assert of, heads
        shown = [_packed(plain(row)) for row in rows if len(set(row)) > 1]
        fits = []
        for titles, some in of:
            places = [list(titles).index(head) for head in heads]
            fits.append([_packed(tuple(row[place] for place in places)) for row in some])
        assert any(set(shown) <= set(some) for some in fits), heads
