"""Sheets to a registry, all or nothing.

A file is told by its headers. Units come from the units sheet and from 主办单位 and 主管单位 of the others. A site
without a code is told by its home page. Columns that are not known are kept as notes of the site or account.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeVar

from checks.model.registry import Account, Column, Registry, Site
from results.intake.cells import Cell
from results.intake.faults import CellFault, SheetError, SheetErrors
from results.intake.grids import Grid, contents, csv_grid, refused
from results.intake.headers import FIELDS, Recognised, SheetKind, recognise
from results.intake.rows import Row, account, column, site
from results.intake.units import Tree
from results.intake.workbook import workbook_grids

K = TypeVar("K")
E = TypeVar("E")

HEAD_ROWS = 10
"""The headers stand in one of so many first rows: official sheets carry a title above them."""
EXPLAINING = ("填表说明", "说明", "填写说明")
"""Sheets of these names explain how to fill in the others and are not read."""


@dataclass(slots=True)
class _Reading:
    known: Registry
    errors: list[SheetError] = field(default_factory=list)
    tree: Tree = field(default_factory=Tree)
    sites: dict[str, tuple[Site, Row]] = field(default_factory=dict)
    homes: dict[str, Row] = field(default_factory=dict)
    columns: dict[tuple[str, str], tuple[Column, Row]] = field(default_factory=dict)
    accounts: dict[str, tuple[Account, Row]] = field(default_factory=dict)


def read_sheets(paths: Sequence[Path], known: Registry | None = None) -> Registry:
    """The registry that csv and xlsx files hold together. `known` is what is registered: columns may name its sites.

    Raises SheetErrors with every bad row of every file; then nothing of them may be used.
    """
    reading = _Reading(known or Registry())
    for path in paths:
        try:
            for grid, head, first in _sheets(path):
                _sheet(reading, grid, head, first)
        except SheetErrors as error:
            reading.errors.extend(error.errors)
    _columns_have_sites(reading)
    units, wrong = reading.tree.units(reading.known.units)
    reading.errors.extend(wrong)
    if reading.errors:
        raise SheetErrors(reading.errors)
    return Registry(
        units,
        tuple(entry for entry, _ in reading.sites.values()),
        tuple(entry for entry, _ in reading.columns.values()),
        tuple(entry for entry, _ in reading.accounts.values()),
    )


def _sheets(path: Path) -> Iterator[tuple[Grid, Recognised, int]]:
    """(cells, headers, index of the first row below them) of each sheet of a file that lists something."""
    data = contents(path)
    grids = list(workbook_grids(path, data)) if data.startswith(b"PK") else [csv_grid(path, data)]
    filled = [grid for grid in grids if grid.rows and grid.sheet not in EXPLAINING]
    if not filled:
        raise refused(path, "没有任何内容", "请填写后再导入；样例由 init 命令生成")
    wrong: list[SheetError] = []
    below = 0
    heads: list[Recognised] = []
    for grid in filled:
        for index, (_, cells) in enumerate(grid.rows[:HEAD_ROWS]):
            head = recognise([cell if isinstance(cell, str) else str(cell) for cell in cells])
            if head is not None:
                heads.append(head)
                below += len(grid.rows) - index - 1
                yield grid, head, index + 1
                break
        else:
            titles = "、".join(FIELDS[kind][0].title + "/" + FIELDS[kind][1].title for kind in SheetKind)
            wrong.append(
                SheetError(
                    grid.file,
                    grid.sheet,
                    0,
                    "",
                    "认不出表头",
                    f"前 {HEAD_ROWS} 行里应有一行表头（如 {titles}）；无关工作表请删去",
                )
            )
    if wrong:
        raise SheetErrors(wrong)
    if not below and all(head.missing == () and head.doubled == () for head in heads):
        raise refused(path, "只有表头，没有内容", "请填写后再导入")


def _sheet(reading: _Reading, grid: Grid, head: Recognised, first: int) -> None:
    number = grid.rows[first - 1][0]
    for missing in head.missing:
        expected = f"{head.kind}表必须有这一列；请加上"
        reading.errors.append(SheetError(grid.file, grid.sheet, number, missing.title, "缺少这一列", expected))
    for one, other in head.doubled:
        problem = f"与「{_flat(one)}」列是同一项"
        reading.errors.append(SheetError(grid.file, grid.sheet, number, _flat(other), problem, "请只留一列"))
    if head.missing or head.doubled:
        return
    for shown, cells in grid.rows[first:]:
        _row(reading, Row(grid, head, shown, cells, grid.rows[first - 1][1]))


def _flat(header: Cell) -> str:
    return " ".join(str(header).split())


def _row(reading: _Reading, row: Row) -> None:
    if row.empty:
        return
    if row.head.kind is SheetKind.UNITS:
        reading.tree.row(row)
    elif row.head.kind is SheetKind.SITES:
        if (entry := site(row)) is not None:
            _once(reading.sites, entry.key, entry, row, "site_code" if entry.code else "home")
            _home_once(reading, entry, row)
            reading.tree.owner(row, entry.unit, row.text("parent_unit"), entry.level, entry.region)
    elif row.head.kind is SheetKind.COLUMNS:
        if (made := column(row)) is not None:
            _once(reading.columns, (made.site, made.url), made, row, "url")
    elif (holder := account(row)) is not None:
        _once(reading.accounts, holder.key, holder, row, "platform_id" if holder.platform_id else "name")
        reading.tree.owner(row, holder.unit, holder.parent_unit, holder.level, holder.region)
    reading.errors.extend(row.errors)


def _once(kept: dict[K, tuple[E, Row]], key: K, entry: E, row: Row, column: str) -> None:
    if key in kept:
        row.fault(column, CellFault(f"与{kept[key][1].place}重复", "请只留一行"))
    else:
        kept[key] = (entry, row)


def _home_once(reading: _Reading, entry: Site, row: Row) -> None:
    earlier = reading.homes.setdefault(entry.home, row)
    if earlier is not row and not row.errors:
        row.fault("home", CellFault(f"首页网址与{earlier.place}相同", "一个网站只登记一行；请核对网址"))


def _columns_have_sites(reading: _Reading) -> None:
    """Every column names a site by its code or home page; a home page becomes the key of the site that has it."""
    entries: list[Site] = [*reading.known.sites, *(entry for entry, _ in reading.sites.values())]
    keys: Mapping[str, str] = {name: entry.key for entry in entries for name in (entry.key, entry.home)}
    moved: dict[tuple[str, str], tuple[Column, Row]] = {}
    for made, row in reading.columns.values():
        if made.site not in keys:
            problem = f"没有登记过网站“{made.site[:100]}”"
            reading.errors.append(
                row.error("site_code", problem, "请改成已登记的网站标识码或首页网址，或同时导入网站表")
            )
            continue
        told = Column(keys[made.site], made.name, made.url, made.category, made.days, made.exempt)
        moved[(told.site, told.url)] = (told, row)
    reading.columns = moved
