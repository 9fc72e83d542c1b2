"""Compares the tables and figures of a report with what is told again of them, whoever tells it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal

from results.reports.content import Figure, Report, Shape, Table
from tests.results.quarter.tables_told import Told


def differences(table: Table, named: Sequence[str], told: Told, *, whole: bool = False) -> Iterator[str]:
    """How the rows of `table` differ from what is told of them by the columns `named`, in words. Numbers must be told;
    with `whole` every column must be, and the rows must come in the order in which they are told."""
    expected = {tuple(map(str, key)): cells for key, cells in told.items()}
    rows = dict(_rows(table, named))
    if len(rows) != len(table.rows):
        yield "two rows have the same name"
    for place, row in enumerate(table.rows, 1):
        if table.heads[0].title == "序号" and row[0] != place:
            yield f"row {place} has the number {row[0]}"
    if rows.keys() != expected.keys():
        yield f"only there {sorted(rows.keys() - expected.keys())}, not there {sorted(expected.keys() - rows.keys())}"
    elif whole and list(rows) != list(expected):
        yield f"the order is {list(rows)}, told again {list(expected)}"
    columns = {head.title for head in table.heads if whole or head.shape in (Shape.NUMBER, Shape.POINTS)}
    owed = columns - {"序号", *named}
    for key in rows.keys() & expected.keys():
        for title in sorted(owed - expected[key].keys()):
            if rows[key][title] not in (None, ""):
                yield f"{key}: nothing tells {title} ({rows[key][title]})"
        for title, value in expected[key].items():
            if _plain(rows[key][title]) != _plain(value):
                yield f"{key}: {title} is {_plain(rows[key][title])}, told again {_plain(value)}"


def _rows(table: Table, named: Sequence[str]) -> Iterator[tuple[tuple[str, ...], dict[str, object]]]:
    """The rows by their names; "#" is which of those that have one name."""
    seen: dict[tuple[str, ...], int] = {}
    for row in table.rows:
        cells = dict(zip((head.title for head in table.heads), row, strict=True))
        key = tuple(str(cells[title]) for title in named if title != "#")
        number = seen[key] = seen.get(key, -1) + 1
        yield ((*key, str(number)) if "#" in named else key), cells


def _plain(value: object) -> str:
    """A cell as text; a set as its members in order, as a cell lists them."""
    if isinstance(value, set):
        return "、".join(sorted(value))
    if isinstance(value, str) and "、" in value and not value[:1].isdigit():
        return "、".join(sorted(one.removesuffix("（待人工确认）") for one in value.split("、")))
    if isinstance(value, Decimal):
        return str(value)
    return "" if value is None else str(value).removesuffix("（待人工确认）")


def miscounted(report: Report) -> list[str]:
    """The figures that are not what a loop over the rows of their table counts."""
    tables = {table.id: table for table in report.tables}
    return [
        f"{figure.label}: {figure.value}, counted {counted}"
        for section in report.sections
        for figure in section.figures
        if (counted := _counted(figure, tables)) != figure.value
    ]


def _counted(figure: Figure, tables: Mapping[str, Table]) -> int:
    table, count = tables[figure.table], 0
    titles = [head.title for head in table.heads]
    for row in table.rows:
        cells = dict(zip(titles, row, strict=True))
        if any(str(cells[title]) != wanted for title, wanted in figure.within):
            continue
        if figure.total:
            cell = cells[figure.column]
            count += cell if isinstance(cell, int) else 0
        elif not figure.column or str(cells[figure.column]) in figure.values:
            count += 1
    return count
