"""Prints rows as a table, JSON lines, csv or a workbook: one way for issues, outcomes and findings."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable, Generator, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

from rich.console import Console
from rich.table import Table
from rich.text import Text
from sqlalchemy import Connection
from xlsxwriter import Workbook

from checks.indicators.words import word
from clock.rules import edition_of
from clock.settings import Settings
from results import lines
from results.errors import PersonError
from results.ledger import issues as ledger_issues
from results.ledger import outcomes as ledger_outcomes
from results.ledger import registry, runs
from results.ledger.engine import open_ledger
from results.ledger.issues import IssueState

T = TypeVar("T")
Line = Mapping[str, Any]
Column = tuple[str, Callable[[Line], str]]


@dataclass(frozen=True, slots=True)
class Chosen:
    """Of what is asked: keys of sites; names, ids, keys or home pages of accounts. Neither: of all."""

    sites: Sequence[str] = ()
    accounts: Sequence[str] = ()


ISSUE_COLUMNS: Sequence[Column] = (
    ("主办单位", lambda line: str(line["unit"])),
    ("网站或账号", lambda line: subject_of(line)),
    ("检查", lambda line: str(line["check"])),
    ("状态", lambda line: word("issue", str(line["state"]))),
    ("确定程度", lambda line: word("certainty", str(line["certainty"]))),
    ("问题", lambda line: str(line["says"])),
    ("页面摘录", lambda line: str(line["excerpt"])),
    ("地址", lambda line: str(line["url"])),
    ("所在页面", lambda line: str(line["found_on"])),
    ("整改办法", lambda line: str(line["fix"])),
    ("首次发现", lambda line: str(line["first_seen"] or "")[:10]),
)
FOUND_COLUMNS: Sequence[Column] = tuple(
    column for column in ISSUE_COLUMNS if column[0] not in ("主办单位", "网站或账号", "状态", "首次发现")
)
"""Of one look at one site: there every fault is of that site, and new."""
_WIDE = frozenset(("问题", "页面摘录", "地址", "所在页面", "整改办法", "理由"))
OUTCOME_COLUMNS: Sequence[Column] = (
    ("对象", lambda line: subject_of(line)),
    ("标识", lambda line: str(line["subject"])),
    ("检查", lambda line: str(line["check"])),
    ("结果", lambda line: word("status", str(line["status"]))),
    ("已查", lambda line: f"{line['judged']}/{line['of']}"),
    ("未查原因", lambda line: str(line["reason"])),
)


def subject_of(line: Line) -> str:
    """The name of a site, or that of an account with its platform; what names it in the ledger where it has none."""
    name = str(line["site"] or line["subject"])
    return f"{name}（{line['platform']}）" if line["platform"] else name


def list_issues(
    settings: Settings, out: Console, *, states: Sequence[str], chosen: Chosen, form: str, output: Path | None
) -> None:
    """Issues of the ledger, in the form asked for."""
    edition = edition_of(settings)
    with open_ledger(settings.ledger_url) as ledger, ledger.connect() as connection:
        given = {"states": _states(states), "sites": _keys(connection, chosen)}
        with reading(ledger_issues.query(connection, **given)) as rows:
            show((lines.issue_line(row, edition) for row in rows), ISSUE_COLUMNS, form, output, out, "问题")


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
            show((lines.outcome_line(row, edition) for row in rows), OUTCOME_COLUMNS, form, output, out, "检查结果")


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
        _workbook(found, columns, output, title)
        out.print(f"已写入 {output}", markup=False)
    elif form == "table" and output is None:
        _table(found, columns, out, title)
    else:
        text = _jsonl(found) if form == "jsonl" else _csv(found, columns)
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


def _csv(found: Iterable[Line], columns: Sequence[Column]) -> Iterator[str]:
    yield "\ufeff" + _row([name for name, _ in columns])
    for line in found:
        yield _row([harmless(cell(line)) for _, cell in columns])


def _row(cells: Sequence[str]) -> str:
    buffer = io.StringIO()
    csv.writer(buffer, lineterminator="\r\n").writerow(cells)
    return buffer.getvalue()


def harmless(cell: str) -> str:
    """A cell that no spreadsheet takes for a formula."""
    return f"'{cell}" if cell.startswith(("=", "+", "-", "@", "\t", "\r")) else cell


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


def _workbook(found: Iterable[Line], columns: Sequence[Column], output: Path, title: str) -> None:
    try:
        with Workbook(
            output, {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
        ) as book:
            sheet = book.add_worksheet(title[:31])
            head = book.add_format({"bold": True, "bg_color": "#D9E1F2"})
            sheet.freeze_panes(1, 0)
            for number, (name, _) in enumerate(columns):
                sheet.set_column(number, number, 60 if name in _WIDE else 16)
                sheet.write_string(0, number, name, head)
            count = 0
            for count, line in enumerate(found, start=1):
                for number, (_, cell) in enumerate(columns):
                    sheet.write_string(count, number, harmless(cell(line))[:32_000])
            sheet.autofilter(0, 0, count, len(columns) - 1)
    except OSError as error:
        raise PersonError(
            f"写不了文件 {output}：{error.strerror}；请检查磁盘空间和权限，或关闭正在打开它的程序"
        ) from error
