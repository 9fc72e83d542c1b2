"""Prints rows as a table, JSON lines, csv or a workbook: one way for issues, outcomes and findings."""

from __future__ import annotations

import json
from collections.abc import Generator, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from rich.console import Console
from rich.table import Table
from rich.text import Text
from sqlalchemy import Connection

from clock.rules import edition_of
from clock.settings import Settings
from results import lines
from results.errors import PersonError
from results.ledger import issues as ledger_issues
from results.ledger import outcomes as ledger_outcomes
from results.ledger import registry, runs
from results.ledger.engine import open_ledger
from results.ledger.issues import IssueState
from results.reports import columns as sheets
from results.reports.rows import Column, Line, csv_text, write_workbook

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Chosen:
    """Of what is asked: keys of sites; names, ids, keys or home pages of accounts. Neither: of all."""

    sites: Sequence[str] = ()
    accounts: Sequence[str] = ()


def list_issues(
    settings: Settings, out: Console, *, states: Sequence[str], chosen: Chosen, form: str, output: Path | None
) -> None:
    """Issues of the ledger, in the form asked for."""
    edition = edition_of(settings)
    with open_ledger(settings.ledger_url) as ledger, ledger.connect() as connection:
        given = {"states": _states(states), "sites": _keys(connection, chosen)}
        with reading(ledger_issues.query(connection, **given)) as rows:
            show((lines.issue_line(row, edition) for row in rows), sheets.ISSUES, form, output, out, "问题")


def list_outcomes(
    settings: Settings, out: Console, *, run: int | None, chosen: Chosen, form: str, output: Path | None
) -> None:
    """Outcomes of one run, the latest when none is named."""
    edition = edition_of(settings)
    with open_ledger(settings.ledger_url) as ledger, ledger.connect() as connection:
        which = runs.get(connection, run) if run is not None else runs.latest(connection, state=None)
        if which is None:
            raise PersonError("台账里还没有巡查记录；请先运行 python schedule.py nightly")
        with reading(ledger_outcomes.query(connection, which.id, subjects=_keys(connection, chosen))) as rows:
            show((lines.outcome_line(row, edition) for row in rows), sheets.OUTCOMES, form, output, out, "检查结果")


def _keys(connection: Connection, chosen: Chosen) -> list[str]:
    """The keys of what was chosen; none: everything. Raises NoSuchAccount."""
    if not chosen.accounts:
        return list(chosen.sites)
    known = registry.load(connection)
    named = (one.key for text in chosen.accounts for one in registry.accounts_named(known, text))
    return [*chosen.sites, *named]


@contextmanager
def reading(rows: Iterator[T]) -> Iterator[Iterator[T]]:
    """`rows` of the ledger, given up at the end of the block: who stops listening (`| head`) leaves them half read,
    and the ledger is closed next."""
    try:
        yield rows
    finally:
        if isinstance(rows, Generator):
            rows.close()


def _states(names: Sequence[str]) -> list[IssueState]:
    try:
        return [IssueState(name) for name in names]
    except ValueError as error:
        known = "、".join(state.value for state in IssueState)
        raise PersonError(f"没有这样的问题状态；可用：{known}") from error


def show(
    found: Iterable[Line], columns: Sequence[Column], form: str, output: Path | None, out: Console, title: str
) -> None:
    """Writes `found` as `form` to `output` or the screen. Rows stream; only a table on the screen is held."""
    if form == "xlsx":
        if output is None:
            raise PersonError("xlsx 要写入文件，请加 --output 文件名.xlsx")
        write_workbook(found, columns, output, title)
        out.print(f"已写入 {output}", markup=False)
    elif form == "table" and output is None:
        _table(found, columns, out, title)
    else:
        text = _jsonl(found) if form == "jsonl" else csv_text(found, columns)
        _write(text, output, out)


def _table(found: Iterable[Line], columns: Sequence[Column], out: Console, title: str) -> None:
    table = Table(title=title, show_lines=False)
    for name, _ in columns:
        table.add_column(name, overflow="fold")
    for line in found:
        table.add_row(*(Text(cell(line)) for _, cell in columns))
    out.print(table)
    out.print(f"共 {table.row_count} 条", markup=False)


def _jsonl(found: Iterable[Line]) -> Iterator[str]:
    for line in found:
        yield json.dumps(line, ensure_ascii=False) + "\n"


def _write(text: Iterable[str], output: Path | None, out: Console) -> None:
    if output is None:
        for piece in text:
            out.file.write(piece)
        return
    part = output.with_name(output.name + ".part")
    try:
        with part.open("w", encoding="utf-8", newline="") as file:
            file.writelines(text)
        part.replace(output)
    except OSError as error:
        part.unlink(missing_ok=True)
        raise PersonError(f"写不了文件 {output}：{error.strerror}；请检查磁盘空间和权限") from error
