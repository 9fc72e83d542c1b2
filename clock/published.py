"""How much accounts published, by account and month: zero is told from what nobody looked at."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path

from rich.console import Console

from checks.indicators.words import word
from checks.model.registry import BEIJING, Account, Registry
from clock.listing import Column, Line, reading, show
from clock.settings import Settings
from results.errors import PersonError
from results.ledger import posts, registry
from results.ledger.engine import open_ledger
from results.months import UNTOLD, month_line, published_told

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
MONTHS = 3
"""Months that are shown where nobody says which."""
_MOST = 120
_MONTH = re.compile(r"(\d{4})[-/.年]?(\d{1,2})(?:[-/.月]\d{1,2}日?|月)?", re.ASCII)


@dataclass(frozen=True, slots=True)
class Chosen:
    """Which accounts (names, ids, keys; or those of one unit) and which months, as typed."""

    named: tuple[str, ...] = ()
    unit: str = ""
    first: str = ""
    last: str = ""


def list_posts(settings: Settings, out: Console, chosen: Chosen, *, form: str, output: Path | None) -> None:
    """A line for each account and month. Raises PersonError."""
    today = datetime.now(UTC).astimezone(BEIJING).date()
    first, last = _months(chosen, today)
    with open_ledger(settings.ledger_url) as ledger, ledger.connect() as connection:
        accounts = {one.key: one for one in _chosen(registry.load(connection), chosen)}
        with reading(posts.published(connection, list(accounts), first, last)) as found:
            lines = (month_line(one, accounts[one.account], today) for one in found)
            show(lines, COLUMNS, form, output, out, "发布数量")


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
