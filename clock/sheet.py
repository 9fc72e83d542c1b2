"""One site on one sheet, from what the ledger holds: on the screen, or as a page."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime
from pathlib import Path

from rich.console import Console
from rich.table import Table
from rich.text import Text

from checks.indicators.words import word
from checks.model.registry import BEIJING
from clock.noticing import letterhead_of, write_document
from clock.rules import edition_of
from clock.settings import Settings
from results.errors import PersonError
from results.ledger import registry, runs
from results.ledger.engine import open_ledger
from results.reports.gather import Week, gather
from results.reports.hand_over import hand_over
from results.reports.html import write_site
from results.reports.site_sheet import SiteSheet, sheets
from results.reports.wording import shown


def show_site(settings: Settings, code: str, file: Path | None, paper: Path | None, out: Console) -> None:
    """Tells of the site with the code, home page or name `code`; writes the page (html) and the page to hand over
    (docx) when files are named.

    Raises PersonError when it is not registered or was never visited, or when the page cannot be written.
    """
    now = datetime.now(UTC)
    edition = edition_of(settings)
    with open_ledger(settings.ledger_url) as ledger, ledger.connect() as connection:
        site = registry.site_named(registry.load(connection), code)
        run = runs.last_of(connection, site.key)
        if run is None:
            raise PersonError(f"{site.name}（{code}）还没有巡查过；请先运行 python schedule.py nightly --site {code}")
        today = now.astimezone(BEIJING).date()
        week = Week(office="", start=today, end=today, made_at=now)
        given = gather(connection, run, week, edition, [site.key], settings.folder)
        (sheet,) = sheets(connection, given, [site], edition, settings.folder)
        if paper is not None:
            handed = hand_over(connection, site, now, edition, settings.folder, letterhead_of(settings))
    _tell(sheet, out)
    if file is not None:
        out.print(f"已写入 {write_site(sheet, file)}", markup=False)
    if paper is not None:
        write_document(paper, handed)
        out.print(f"已写入 {paper}", markup=False)


def _tell(sheet: SiteSheet, out: Console) -> None:
    row = sheet.row
    out.print(f"{shown(row.name)}（{row.code or '没有标识码'}） {shown(row.home)}", markup=False)
    out.print(f"检查结果：{'，'.join(filter(None, [sheet.verdict, shown(sheet.why)]))}", markup=False)
    if row.score:
        out.print(f"得分：{row.score.low}—{row.score.high}", markup=False)
    ended = word("ended", row.ended) if row.ended else "没有访问"
    counted = f"已发现地址 {row.known} 个，访问 {row.asked} 个，读取网页 {row.pages} 个，无应答 {row.failed} 个"
    out.print("；".join(filter(None, [f"覆盖：{ended}", counted, shown(row.unknown or row.detail)])), markup=False)
    for one in sheet.rounds:
        seen = f"{word('status', one.status)}，可判断的时段 {one.judged}/{one.of}"
        out.print("；".join(filter(None, [f"{one.title}：{seen}", one.reason])), markup=False)
    marks = ((f"{m.code} {m.title}", m.answer, m.value, m.why) for m in sheet.marks)
    _table("IPv6", ("指标", "结果", "测得的数值", "说明"), marks, out)
    if sheet.hosts:
        hosts = ((h.name, h.protocol, h.until, h.told) for h in sheet.hosts)
        _table("加密访问（提示，不扣分）", ("主机", "最高协议", "证书有效期至", "情况"), hosts, out)
    found = ((str(i.number), i.title, word("certainty", i.certainty), i.says, i.excerpt) for i in sheet.issues)
    _table(f"未整改的问题（{len(sheet.issues)} 个）", ("编号", "检查项目", "把握", "问题", "页面摘录"), found, out)


def _table(title: str, heads: Iterable[str], rows: Iterable[Iterable[str]], out: Console) -> None:
    table = Table(title=title)
    for head in heads:
        table.add_column(head, overflow="fold")
    for row in rows:
        table.add_row(*(Text(shown(cell)) for cell in row))
    out.print(table)
