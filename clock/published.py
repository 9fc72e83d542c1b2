"""How much sites, their columns and accounts published by month: zero is told from what nobody looked at."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from rich.console import Console

from checks.indicators.words import word
from checks.model.registry import BEIJING, GLANCED, Account, Registry, Site
from clock.listing import Column, Line, reading, show
from clock.settings import Settings
from results.errors import PersonError
from results.ledger import posts, registry
from results.ledger.engine import open_ledger
from results.months import UNTOLD, month_line, published_told
from results.reports.period_rows import PublishedRow
from results.reports.periods import Span, period
from results.reports.publications import ACCOUNT_UNSEEN, COLUMN_UNSEEN, UNSEEN, published_in

VERSION = 1
"""Of the lines of `published` (docs/lines.md)."""
COLUMNS: Sequence[Column] = (
    ("主办单位", lambda line: str(line["unit"])),
    ("账号", lambda line: str(line["name"])),
    ("平台", lambda line: str(line["platform"])),
    ("月份", lambda line: str(line["month"])),
    ("情况", lambda line: word("month", str(line["state"]))),
    ("发布", lambda line: published_told(line)),
    ("原创", lambda line: _kind(line, "originals")),
    ("转发", lambda line: _kind(line, "reposts")),
    ("未说明", lambda line: _kind(line, "unsaid")),
    ("时间不明", lambda line: str(line["timeless"] or "")),
    ("看全的天数", lambda line: f"{line['days']}/{line['of']}"),
    ("看过", lambda line: str(line["looked"])),
    ("没看成", lambda line: str(line["missed"] or "")),
)
ALL_COLUMNS: Sequence[Column] = (
    ("主办单位", lambda line: str(line["unit"])),
    ("类别", lambda line: word("publisher", str(line["kind"]))),
    ("名称", lambda line: str(line["name"])),
    ("平台", lambda line: str(line["platform"])),
    ("栏目", lambda line: str(line["column"])),
    ("月份", lambda line: str(line["month"])),
    ("情况", lambda line: word("month", str(line["state"]))),
    ("发布", lambda line: published_told(line)),
    ("原创", lambda line: _number(line, "originals")),
    ("转载", lambda line: _number(line, "reposts")),
    ("未说明", lambda line: _number(line, "unsaid")),
    ("连续零发布", lambda line: str(line["running"] or "")),
    ("说明", lambda line: str(line["why"])),
    ("地址", lambda line: str(line["url"])),
)
MONTHS = 3
"""Months that are shown where nobody says which."""
_MOST = 120
_UNSEEN = (UNSEEN, COLUMN_UNSEEN, ACCOUNT_UNSEEN)
_MONTH = re.compile(r"(\d{4})[-/.年]?(\d{1,2})(?:[-/.月]\d{1,2}日?|月)?", re.ASCII)


@dataclass(frozen=True, slots=True)
class Chosen:
    """Which accounts (names, ids, keys; or those of one unit) and which months, as typed: from one to another, or those
    of one period."""

    named: tuple[str, ...] = ()
    unit: str = ""
    first: str = ""
    last: str = ""
    quarter: str = ""
    month: str = ""


def list_posts(settings: Settings, out: Console, chosen: Chosen, *, form: str, output: Path | None) -> None:
    """A line for each account and month. Raises PersonError."""
    today = datetime.now(UTC).astimezone(BEIJING).date()
    first, last = _months(chosen, today)
    with open_ledger(settings.ledger_url) as ledger, ledger.connect() as connection:
        accounts = {one.key: one for one in _chosen(registry.load(connection), chosen)}
        with reading(posts.published(connection, list(accounts), first, last)) as found:
            lines = (month_line(one, accounts[one.account], today) for one in found)
            show(lines, COLUMNS, form, output, out, "发布数量")


def list_published(
    settings: Settings, out: Console, chosen: Chosen, *, columns: bool, form: str, output: Path | None
) -> None:
    """A line for each site and account in use and month, and with `columns` for each column of a site. Raises
    PersonError."""
    today = datetime.now(UTC).astimezone(BEIJING).date()
    first, last = _months(chosen, today)
    with open_ledger(settings.ledger_url) as ledger, ledger.connect() as connection:
        known = registry.load(connection)
        sites, accounts = (_of_unit(some, chosen.unit) for some in (known.sites, known.accounts))
        if not sites and not accounts:
            of = f"主办单位是“{chosen.unit}”的" if chosen.unit else ""
            raise PersonError(f"台账里没有{of}在用的网站和账号；请写登记的单位全称，或先用 import 导入")
        of_key = {("site", one.key): one for one in sites} | {("account", one.key): one for one in accounts}
        keys = ([one.key for one in sites], [one.key for one in accounts])
        with reading(published_in(connection, *keys, first, last, today, columns=columns)) as found:
            lines = (_line(row, of_key[row.type.value, row.subject]) for row in found)
            show(lines, ALL_COLUMNS, form, output, out, "发布数量")


def _of_unit(some: Sequence[Any], unit: str) -> list[Any]:
    """Sites or accounts that are in use, by unit and key."""
    used = (one for one in some if one.state not in GLANCED and unit in ("", one.unit))
    return sorted(used, key=lambda one: (one.unit, one.key))


def _line(row: PublishedRow, subject: Site | Account) -> dict[str, Any]:
    """One month of a site, a column or an account. What it holds is documented in docs/lines.md."""
    said = row.originals is not None and row.reposts is not None and row.count is not None
    state = "published" if row.count else "none" if row.count == 0 else "unseen" if row.why in _UNSEEN else "partial"
    return {
        "version": VERSION,
        "kind": "column" if row.url else row.type.value,
        "subject": row.subject,
        "name": subject.name,
        "platform": subject.platform if isinstance(subject, Account) else "",
        "unit": subject.unit,
        "column": row.column,
        "url": row.url or subject.home,
        "month": f"{row.month // 100}-{row.month % 100:02}",
        "state": state,
        "published": row.count,
        "at_least": row.at_least,
        "originals": row.originals,
        "reposts": row.reposts,
        "unsaid": (row.count or 0) - (row.originals or 0) - (row.reposts or 0) if said else row.count,
        "running": row.running,
        "why": row.why,
    }


def _number(line: Line, name: str) -> str:
    return "" if line[name] is None else str(line[name])


def _kind(line: Line, name: str) -> str:
    return "" if line["state"] in UNTOLD else str(line[name])


def _chosen(known: Registry, chosen: Chosen) -> Sequence[Account]:
    """The accounts that are meant, by unit and key. Raises PersonError."""
    named = (one for text in chosen.named for one in registry.accounts_named(known, text))
    some = named if chosen.named else known.accounts
    some = [one for one in some if chosen.unit in ("", one.unit)]
    if not some and chosen.unit:
        raise PersonError(f"台账里没有主办单位是“{chosen.unit}”的账号；请写登记的单位全称，或先用 import 导入")
    if not some:
        raise PersonError("台账里没有账号；请先用 import 导入账号表")
    return sorted(some, key=lambda one: (one.unit, one.key))


def _months(chosen: Chosen, today: date) -> tuple[int, int]:
    """(first, last) as 202611. Raises PersonError."""
    for span, text in ((Span.QUARTER, chosen.quarter), (Span.MONTH, chosen.month)):
        if text:
            months = period(span, text, today).months
            return months[0], months[-1]
    last = _month("--to", chosen.last) if chosen.last else today.year * 100 + today.month
    back = (last // 100) * 12 + last % 100 - MONTHS
    first = _month("--from", chosen.first) if chosen.first else back // 12 * 100 + back % 12 + 1
    if first > last:
        raise PersonError(
            f"--from（{first // 100}-{first % 100:02}）晚于 --to（{last // 100}-{last % 100:02}）；请核对"
        )
    if last // 100 * 12 + last % 100 - first // 100 * 12 - first % 100 >= _MOST:
        raise PersonError(f"最多一次列出 {_MOST} 个月；请缩短 --from 到 --to 之间的时间")
    return first, last


def _month(option: str, text: str) -> int:
    found = _MONTH.fullmatch(text.strip())
    year, month = (int(found[1]), int(found[2])) if found else (0, 0)
    if not (1 <= month <= 12 and year >= 2000):
        raise PersonError(f"{option} 的“{text[:30]}”不是月份；请写成 2026-09")
    return year * 100 + month
