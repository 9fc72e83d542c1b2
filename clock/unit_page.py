"""`unit NAME`: all that is known of one unit, on the screen, as a page, as a workbook or as one JSON object."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import msgspec
from rich.console import Console
from sqlalchemy import Connection

from checks.indicators.edition import Edition
from checks.model.registry import Registry, Unit
from clock.rules import edition_of
from clock.score_tables import print_table
from clock.settings import Settings
from results.errors import PersonError
from results.ledger import registry
from results.ledger.engine import open_ledger
from results.lines import VERSION, counted, shown, shown_post
from results.reports.content import IssueRow, Report, SiteRow
from results.reports.html import write_html
from results.reports.problems import progress
from results.reports.unit_gather import gather_unit
from results.reports.unit_sheet import AccountLine, UnitPart, unit_report
from results.reports.wording import shown as shown_cell
from results.reports.xlsx import write_xlsx

_WRITERS = {".html": write_html, ".xlsx": write_xlsx}
_ON_SCREEN: Sequence[tuple[str, Sequence[str]]] = (
    ("sites", ("网站名称", "网站标识码", "检查结果", "得分", "未整改问题", "已访问", "理由")),
    ("accounts", ("账号名称", "平台", "检查结果", "最后更新", "距读取天数", "读取结果", "未整改问题", "理由")),
    ("issues", ("编号", "对象", "状态", "把握", "检查项目", "问题")),
    ("tasks", ("编号", "对象", "检查内容", "周期")),
    ("below", ("下级单位", "单位数", "网站", "账号", "未整改问题")),
)


def show_unit(
    settings: Settings, name: str, output: Path | None, out: Console, err: Console, *, as_json: bool = False
) -> None:
    """Tells of the unit called `name`. Raises PersonError where there is none, or the file cannot be written."""
    if output is not None and output.suffix.lower() not in _WRITERS:
        raise PersonError(f"单位情况只能写成 .html 或 .xlsx，不是 {output.name}；请改文件名，或用 --json")
    edition, now = edition_of(settings), datetime.now(UTC)
    with open_ledger(settings.ledger_url) as ledger, ledger.connect() as connection:
        known = registry.load(connection)
        unit = registry.unit_named(known, name)
        given = (known, unit, edition, settings.folder, now, lambda line: err.print(line, markup=False))
        part = gather_unit(connection, *given)
    if as_json:
        out.file.write(json.dumps(unit_line(part), ensure_ascii=False) + "\n")
    elif output is None:
        _print(out, unit_report(part))
    if output is not None:
        path = _WRITERS[output.suffix.lower()](unit_report(part), output)
        err.print(f"已写入 {path}", markup=False)


def unit_page(
    connection: Connection, known: Registry, unit: Unit, edition: Edition, folder: Path, path: Path, err: Console
) -> Path:
    """Writes the page of a unit to `path`; gives it. `folder` is the data folder. For who writes many of them."""
    now = datetime.now(UTC)
    part = gather_unit(connection, known, unit, edition, folder, now, lambda line: err.print(line, markup=False))
    return write_html(unit_report(part), path)


def unit_line(part: UnitPart) -> dict[str, Any]:
    """The same as plain values; points are texts, moments +08:00, what is not known is null."""
    given = part.given
    return {
        "version": VERSION,
        "unit": part.unit.name,
        "parent": part.unit.parent,
        "level": part.unit.level.value,
        "region": part.unit.region,
        "at": shown(given.made_at),
        "since": given.start.isoformat(),
        "edition": given.edition,
        "sites": [_site(part, site) for site in given.sites],
        "accounts": [_account(part, line) for line in part.accounts],
        "issues": [_issue(one, progress(one, given)) for one in part.issues],
        "unknown": [{**msgspec.to_builtins(one), "subject": one.site} for one in given.outcomes],
        "tasks": [msgspec.to_builtins(one) for one in part.tasks],
        "below": [msgspec.to_builtins(one) for one in part.below],
    }


def _site(part: UnitPart, site: SiteRow) -> dict[str, Any]:
    kind, why = part.site_verdict(site)
    return {
        "subject": site.key,
        "name": site.name,
        "code": site.code,
        "home": site.home,
        "registered": part.states[site.key].value,
        "verdict": kind,
        "why": why,
        "low": str(site.score.low) if site.score else None,
        "high": str(site.score.high) if site.score else None,
        "vetoes": msgspec.to_builtins(site.vetoes),
        "at": _moment(site.visited_at),
        "ended": site.ended,
        "known": site.known,
        "asked": site.asked,
        "failed": site.failed,
        "visit": site.visit,
    }


def _account(part: UnitPart, line: AccountLine) -> dict[str, Any]:
    (kind, why), row, seen = part.account_verdict(line), line.row, line.figures
    return {
        "subject": row.key,
        "name": row.name,
        "platform": row.platform,
        "home": row.home,
        "registered": part.states[row.key].value,
        "main": line.main,
        "verdict": kind,
        "why": why,
        "vetoes": msgspec.to_builtins(row.vetoes),
        "state": row.state,
        "asked_at": _moment(seen.asked_at if seen else None),
        "newest": shown_post(seen.newest if seen else None),
        "days": seen.silent if seen else None,
        "posts": counted(seen.month if seen else None),
        "post_days": part.days,
        "followers": counted(seen.followers if seen else None),
        "visit": row.visit,
    }


def _issue(one: IssueRow, stands: str) -> dict[str, Any]:
    named = {"id": one.number, "subject": one.site, "check": one.check, "title": one.title, "state": one.state}
    told = {"progress": stands, "certainty": one.certainty, "says": one.says, "fix": one.fix, "url": one.url}
    seen = {"first_seen": _moment(one.first_seen), "last_seen": _moment(one.last_seen)}
    return {**named, **told, "found_on": one.found_on, **seen, "visit": one.visit}


def _moment(moment: datetime | None) -> str | None:
    return shown(moment) if moment else None


def _print(out: Console, report: Report) -> None:
    out.print(f"{shown_cell(report.title)}，{report.made}", markup=False)
    summary = report.sections[0]
    counted = "，".join(f"{figure.label} {figure.value}" for figure in summary.figures)
    for line in (counted, *summary.says):
        out.print(shown_cell(line), markup=False)
    tables = {table.id: table for table in report.tables}
    for name, titles in _ON_SCREEN:
        if (table := tables.get(name)) is None:
            continue
        at = [table.column(title) for title in titles]
        rows = ([shown_cell(row[index]) for index in at] for row in table.rows)
        print_table(out, f"{table.title}（{len(table.rows)} 行）", titles, rows)
    out.print(f"未测项目 {len(tables['unseen'].rows)} 项，原因见 --output 页面.html 或 --json", markup=False)
