"""Notices (整改通知) on the command line."""

from __future__ import annotations

import os
import re
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from rich.console import Console

from checks.indicators.words import word
from checks.model.registry import BEIJING
from clock.listing import show
from clock.outgoing.ways import channels_of
from clock.rules import edition_of
from clock.settings import Settings, SettingsError
from clock.triaging import calendar_of
from results import lines, notice_acts, noticing
from results.errors import PersonError
from results.handling import Hand
from results.ledger import issues, notice_lists, notices
from results.ledger.audit import Doer
from results.ledger.engine import open_ledger
from results.ledger.notices import OPEN
from results.notice_acts import Act, Doing
from results.register_lines import notice_line
from results.reports.columns import NOTICES
from results.reports.notice_paper import FIELDS, Letterhead, default_template, notice_paper
from results.workdays import DEADLINES

_LONGEST_NAME = 40


def draw_notice(
    settings: Settings, unit: str, numbers: Sequence[int], who: str, workdays: int | None, out: Console
) -> None:
    """Draws up a notice; its deadline counts workdays from today (+08:00)."""
    calendar = calendar_of(edition_of(settings).rules[DEADLINES])
    due = calendar.after(datetime.now(BEIJING).date(), workdays or settings.notices.workdays)
    with open_ledger(settings.ledger_url) as ledger, ledger.begin() as connection:
        one = notice_acts.draw(connection, _doing(settings, who), unit, numbers, due=due)
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


def act(settings: Settings, act: Act, number: str, who: str, out: Console, **told: Any) -> None:
    """One act on a notice; says how the notice stands then."""
    with open_ledger(settings.ledger_url) as ledger, ledger.begin() as connection:
        one = notice_acts.act(connection, _doing(settings, who), act, number, **told)
    out.print(f"整改通知 {one.number}：{word('notice', one.state)}", markup=False)


def write_paper(settings: Settings, number: str, to: Path, out: Console) -> None:
    """The notice as a document of Word. Raises PersonError where it cannot be written."""
    with open_ledger(settings.ledger_url) as ledger, ledger.connect() as connection:
        one = notices.get(connection, number)
        items, _ = notice_lists.items(connection, one, size=noticing.MOST)
    write_document(to, notice_paper(one, items, edition_of(settings), letterhead_of(settings)))
    out.print(f"整改通知 {number} 已写入 {to}", markup=False)


def write_papers(settings: Settings, folder: Path, out: Console) -> None:
    """Every open notice as a document of Word in `folder`. Raises PersonError where one cannot be written."""
    edition, head = edition_of(settings), letterhead_of(settings)
    count = 0
    with open_ledger(settings.ledger_url) as ledger, ledger.connect() as connection:
        for one in notices.query(connection, states=OPEN):
            items, _ = notice_lists.items(connection, one, size=noticing.MOST)
            unit = re.sub(r"\W", "", one.unit)[:_LONGEST_NAME]
            write_document(folder / f"整改通知{one.number}-{unit}.docx", notice_paper(one, items, edition, head))
            count += 1
    out.print(f"已写出 {count} 份整改通知单：{folder}" if count else "没有还没了结的整改通知", markup=False)


def write_template(to: Path, out: Console) -> None:
    """The template of the program, for an office to make its own of. Raises PersonError."""
    write_document(to, default_template())
    out.print(f"通知模板已写入 {to}；改好后在设置里写 [reports] notice_template。可用的字段：", markup=False)
    for name, meaning in FIELDS.items():
        out.print(f"  {{{{ {name} }}}} {meaning}", markup=False)


def letterhead_of(settings: Settings) -> Letterhead:
    """What the office writes on its papers. Raises SettingsError for a template that is not there."""
    own = settings.reports
    template = Path(own.notice_template) if own.notice_template else None
    if template is not None and not template.is_file():
        raise SettingsError(f"找不到通知模板 {template}；请检查 reports.notice_template")
    return Letterhead(own.office, own.contact, own.notice_mark, template)


def write_document(to: Path, data: bytes) -> None:
    """Writes a file, whole or not at all, and makes its folder where there is none. Raises PersonError where that
    cannot be done."""
    part = to.with_name(f".{to.name}.part")
    try:
        to.parent.mkdir(parents=True, exist_ok=True)
        try:
            part.write_bytes(data)
            os.replace(part, to)
        finally:
            part.unlink(missing_ok=True)
    except OSError as error:
        raise PersonError(f"写不了 {to}：{error.strerror}；请换一个位置或检查权限") from error


def _doing(settings: Settings, who: str) -> Doing:
    # At the machine nobody has signed in: the name that was given stands in the audit log.
    return Doing(Hand(who, datetime.now(UTC)), Doer(who.strip()), channels_of(settings))
