"""Messages of 我为政府网站找错 as lists, one by one, and in figures."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from rich.console import Console

from checks.indicators.edition import Edition
from checks.indicators.words import word
from checks.model.registry import BEIJING
from clock.listing import Column, reading, show
from clock.rules import edition_of
from clock.settings import Settings
from clock.triaging import in_beijing, seal_of, workdays_of
from results import lines
from results.complaint_figures import COUNTED, INSTANT, Clock, clock, count, figure_line
from results.errors import PersonError
from results.ledger import complaint_lists, complaints, issues
from results.ledger.complaint_lists import Sight
from results.ledger.complaints import OPEN, Complaint, ComplaintState, Handled
from results.ledger.engine import open_ledger
from results.ledger.scope import WHOLE
from results.masking import mask, mask_address
from results.receiving import dated_by
from results.replying import reply_draft
from results.reports.columns import COMPLAINTS

FIGURE_COLUMNS: Sequence[Column] = (
    ("责任单位", lambda line: str(line["unit"])),
    *((title, lambda line, name=name: str(line[name])) for title, name in COUNTED),
    *(
        (title, lambda line, name=name: "—" if line[name] is None else f"{line[name]}%")
        for title, name in (("办结率", "closed_rate"), ("按期答复率", "on_time_rate"), ("即时答复率", "at_once_rate"))
    ),
    ("平均工作日", lambda line: "—" if line["average"] is None else str(line["average"])),
)


@dataclass(frozen=True, slots=True)
class Chosen:
    """Which messages: in these states (their names), of these units, only those overdue."""

    states: tuple[str, ...] = ()
    units: tuple[str, ...] = ()
    overdue: bool = False


def list_complaints(settings: Settings, out: Console, chosen: Chosen, *, form: str, output: Path | None) -> None:
    """Messages in the form asked for, the nearest deadline first."""
    edition, today = edition_of(settings), datetime.now(BEIJING).date()
    workdays, asked = workdays_of(edition), {"states": _states(chosen), "units": chosen.units}
    with (
        open_ledger(settings.ledger_url) as ledger,
        ledger.connect() as connection,
        reading(complaints.query(connection, **asked)) as rows,
    ):
        told = (
            lines.complaint_line(one, clock(one, today, workdays.after).value)
            for one in map(dated_by(edition, workdays), rows)
            if not chosen.overdue or clock(one, today, workdays.after) is Clock.OVERDUE
        )
        show(told, COMPLAINTS, form, output, out, "找错留言")


def show_complaint(settings: Settings, number: int, out: Console, *, whole: bool) -> None:
    """All of one message; its sender masked unless `whole`."""
    with open_ledger(settings.ledger_url) as ledger, ledger.connect() as connection:
        one, acts = complaints.get(connection, number), list(complaints.acts(connection, number))
    edition = edition_of(settings)
    one = dated_by(edition, workdays_of(edition))(one)
    sender = seal_of(settings).open(one.sender)
    sender = sender if whole else sender.masked
    told = [
        f"留言 {one.id}（{one.source} {mask(one.number)}）：{word('complaint', one.state)}",
        f"类别 {one.category}；责任单位 {one.unit or '未定'}",
        f"收到 {lines.shown(one.received)}；答复期限 {one.answer_due or '不明'}",
        f"网址 {mask_address(one.url)}",
        f"内容 {one.text}",
        f"留言人 {'，'.join(part for part in (sender.name, sender.phone, sender.email) if part) or '未留'}",
        *_evidence(one),
        *(
            f"{name} {text}"
            for name, text in (("核实", _verdict(one)), ("整改", one.mended), ("答复", one.answer))
            if text
        ),
    ]
    for line in told:
        out.print(line, markup=False)
    for act in acts:
        reason = f"：{act.reason}" if act.reason else ""
        out.print(f"· {lines.shown(act.at)} {act.who} {word('handling', act.what)}{reason}", markup=False)


def draft_reply(settings: Settings, number: int, out: Console) -> None:
    """A reply to begin with: what was found and mended, in the words that persons wrote. Nothing is kept."""
    with open_ledger(settings.ledger_url) as ledger, ledger.connect() as connection:
        one = complaints.get(connection, number)
        named = issues.numbered(connection, [one.issue] if one.issue is not None else [])
        tied = [issues.counting(connection, issue) for issue in named]
    out.print(reply_draft(one, next(iter(tied), None), edition_of(settings)), markup=False)


def tell_figures(
    settings: Settings, out: Console, since: datetime | None, until: datetime | None, *, form: str, output: Path | None
) -> None:
    """The figures of the messages received in a period, in all and by unit."""
    edition, now = edition_of(settings), datetime.now(UTC)
    begin = in_beijing(since) if since else None
    end = in_beijing(until) + timedelta(days=1) if until else None
    with open_ledger(settings.ledger_url) as ledger, ledger.connect() as connection:
        here = complaint_lists.slim(connection, Sight(WHOLE), since=begin, until=end)
        found = map(dated_by(edition, workdays_of(edition)), here)
        told = list(figure_lines(found, now, edition))
    show(told, FIGURE_COLUMNS, form, output, out, "找错留言办理情况")


def figure_lines(found: Iterable[Handled], now: datetime, edition: Edition) -> Iterator[dict[str, Any]]:
    """One line for all, then one for each unit."""
    hours, between = int(edition.rules[INSTANT].param("instant_hours")), workdays_of(edition).between
    counted = count(found, now, between, hours)
    yield figure_line("合计", counted.whole)
    for unit, told in counted.units:
        yield figure_line(unit or "（未派发）", told)


def _states(chosen: Chosen) -> tuple[ComplaintState, ...]:
    try:
        asked = tuple(ComplaintState(name) for name in chosen.states)
    except ValueError as error:
        raise PersonError(f"没有这样的留言状态；可用：{'、'.join(ComplaintState)}") from error
    return asked or (OPEN if chosen.overdue else ())


def _evidence(one: Complaint) -> Iterator[str]:
    if one.machine is None:
        return
    seen = one.evidence
    at = str(seen.get("at", ""))[:16].replace("T", " ")
    yield f"初判 {word('truth', one.machine)}（{at} 复验）：{seen.get('says', '')}"
    if seen.get("tried"):
        yield f"检查经过 {seen['tried']}"
    for finding in seen.get("findings", ()):
        yield f"  {word('certainty', finding['certainty'])} {finding['says']}"
    if one.issue is not None:
        yield f"与问题 {one.issue} 是同一件"


def _verdict(one: Complaint) -> str:
    return "" if one.verdict is None else word("truth", one.verdict) + (f"：{one.note}" if one.note else "")
