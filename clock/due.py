"""The list of accounts that are over or near their day (更新预警): from the last readings, without network."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from rich.console import Console

from checks.indicators.words import word
from clock.listing import Column, show
from clock.rules import edition_of
from clock.settings import Settings
from results.due import Due, DueState, days_left, due_now
from results.errors import PersonError
from results.ledger import registry
from results.ledger.engine import open_ledger
from results.lines import shown, shown_post

COLUMNS: Sequence[Column] = (
    ("主办单位", lambda line: str(line["unit"])),
    ("账号名称", lambda line: str(line["name"])),
    ("平台", lambda line: str(line["platform"])),
    ("状态", lambda line: word("due", str(line["state"]))),
    ("最后更新时间", lambda line: str(line["newest"] or "")[:16].replace("T", " ")),
    ("未更新天数", lambda line: _number(line["days"])),
    ("要求天数", lambda line: f"{line['limit']}（{word('limit', str(line['limit_of']))}）"),
    ("距要求", lambda line: days_left(line["left"])),
    ("距否决线", lambda line: days_left(line["veto_left"])),
    ("截至", lambda line: str(line["until"] or "")[:16].replace("T", " ")),
    ("无法核查的原因", lambda line: str(line["reason"])),
)

_NARROW = tuple(column for column in COLUMNS if column[0] not in ("距否决线", "截至"))
"""What a screen has room for."""


def list_due(
    settings: Settings, out: Console, err: Console, *, near: int | None, form: str, output: Path | None
) -> int:
    """Shows the list; gives how many are over. Raises PersonError when no account is registered."""
    edition = edition_of(settings)
    with open_ledger(settings.ledger_url) as ledger, ledger.connect() as connection:
        if not registry.load(connection).accounts:
            raise PersonError("台账里没有政务新媒体账号；请先运行 python schedule.py import 账号表.xlsx")
        rows = due_now(connection, settings.folder, edition, datetime.now(UTC), near)
    columns = _NARROW if form == "table" and output is None else COLUMNS
    show(map(due_line, rows), columns, form, output, out, "政务新媒体更新预警")
    counted = Counter(row.state for row in rows)
    told = "，".join(f"{word('due', state)} {counted[state]}" for state in DueState)
    err.print(f"{told}；无法核查的没有读到，不能说没有更新", markup=False)
    return counted[DueState.OVER]


def due_line(row: Due) -> dict[str, Any]:
    """One account of the list as a line (docs/lines.md)."""
    one = row.account
    return {
        "unit": one.unit,
        "subject": one.key,
        "name": one.name,
        "platform": one.platform,
        "home": one.home,
        "state": row.state.value,
        "newest": shown_post(row.newest),
        "days": row.days,
        "limit": row.limit,
        "limit_of": row.limit_of,
        "left": row.left,
        "veto_left": row.veto_left,
        "by": shown(row.by) if row.by else None,
        "until": shown(row.until) if row.until else None,
        "reason": row.reason,
    }


def _number(value: object) -> str:
    return "" if value is None else str(value)
