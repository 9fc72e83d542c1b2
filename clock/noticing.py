"""Notices (整改通知) on the command line."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from rich.console import Console

from checks.indicators.words import word
from checks.model.registry import BEIJING
from clock.listing import show
from clock.rules import edition_of
from clock.settings import Settings
from clock.triaging import DEADLINES, calendar_of
from results import lines, noticing
from results.handling import Hand
from results.ledger import issues, notices
from results.ledger.engine import open_ledger
from results.ledger.notices import OPEN, Notice
from results.register_lines import notice_line
from results.reports.columns import NOTICES


def draw_notice(
    settings: Settings, unit: str, numbers: Sequence[int], who: str, workdays: int | None, out: Console
) -> None:
    """Draws up a notice; its deadline counts workdays from today (+08:00)."""
    calendar = calendar_of(edition_of(settings).rules[DEADLINES])
    due = calendar.after(datetime.now(BEIJING).date(), workdays or settings.notices.workdays)
    with open_ledger(settings.ledger_url) as ledger, ledger.begin() as connection:
        one = noticing.draw(connection, unit, numbers, Hand(who, datetime.now(UTC)), due=due)
    told = f"整改通知 {one.number} 已发给 {unit}：{one.standing} 个问题，期限 {due or '不明（没有该年的节假日安排）'}"
    out.print(told, markup=False)


def list_notices(
    settings: Settings, units: Sequence[str], out: Console, *, overdue: bool, form: str, output: Path | None
) -> None:
    """Notices in the form asked for, the nearest deadline first."""
    today = datetime.now(BEIJING).date()
    chosen = {"states": OPEN, "due_before": today} if overdue else {}
    with open_ledger(settings.ledger_url) as ledger, ledger.connect() as connection:
        found = list(notices.query(connection, units=units, **chosen))
    show((notice_line(one, today) for one in found), NOTICES, form, output, out, "整改通知")


def show_notice(settings: Settings, number: str, out: Console) -> None:
    """All of one notice."""
    edition = edition_of(settings)
    with open_ledger(settings.ledger_url) as ledger, ledger.connect() as connection:
        one = notices.get(connection, number)
        held = [issues.get(connection, issue) for issue in notices.issues_of(connection, one.id)]
        acts = notices.acts(connection, one.id)
    out.print(
        f"整改通知 {one.number}（{one.unit}）：{word('notice', one.state)}，期限 {one.due or '不明'}", markup=False
    )
    for issue in held:
        line = lines.issue_line(issue, edition)
        out.print(f"  {issue.id} {word('issue', issue.state)} {line['says']} {line['url']}", markup=False)
    if one.answer:
        out.print(f"反馈：{one.answer}{'（佐证：' + '、'.join(one.proof) + '）' if one.proof else ''}", markup=False)
    for act in acts:
        reason = f"：{act.reason}" if act.reason else ""
        out.print(f"· {lines.shown(act.at)} {act.who} {word('noticing', act.what)}{reason}", markup=False)


def act(settings: Settings, name: str, number: str, who: str, out: Console, **told: Any) -> None:
    """One act of `results.noticing` by its name; says how the notice stands then."""
    with open_ledger(settings.ledger_url) as ledger, ledger.begin() as connection:
        one: Notice = getattr(noticing, name)(connection, number, Hand(who, datetime.now(UTC)), **told)
    out.print(f"整改通知 {one.number}：{word('notice', one.state)}", markup=False)
