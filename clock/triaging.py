"""Messages of 我为政府网站找错 on the command line: taken in, rechecked, handled."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from rich.console import Console

from checks.facts.workdays import Calendar
from checks.indicators.edition import Edition, Rule
from checks.indicators.words import word
from checks.model.registry import BEIJING
from clock.office import make_folder
from clock.outgoing.ways import channels_of
from clock.rules import edition_of
from clock.secret import KEY, secret_of
from clock.settings import Settings
from clock.waiting import recheck_one
from results import handling
from results.errors import NotAllowed, PersonError
from results.handling import Hand
from results.intake.blank import write_blank
from results.intake.complaints import BLANK, EXPLAINED, read_complaints
from results.ledger import complaints, registry
from results.ledger.complaints import OPEN, Complaint, Truth
from results.ledger.engine import Ledger, open_ledger
from results.messages import tell_dispatch
from results.receiving import Given, kinds_of, ready, typed
from results.sealing import Seal
from results.workdays import DEADLINES

_YEARS = (1900, 2999)
_TRUTHS = {word("truth", truth): truth for truth in Truth}


def import_complaints(settings: Settings, files: Sequence[Path], out: Console, err: Console, *, recheck: bool) -> None:
    """Takes in sheets, all or nothing, and rechecks what is new."""
    make_folder(settings.folder)
    edition, seal, now = edition_of(settings), seal_of(settings), datetime.now(UTC)
    read = [one for file in files for one in read_complaints(file, kinds_of(edition), seal, now)]
    with open_ledger(settings.ledger_url) as ledger:
        made = _take_in(ledger, read, edition)
        out.print(f"已导入 {len(made)} 条找错留言，{len(read) - len(made)} 条以前导入过，保持原样", markup=False)
        if recheck:
            _recheck(settings, ledger, made, edition, out, err)


def add_complaint(settings: Settings, given: Given, out: Console, err: Console, *, recheck: bool) -> None:
    """Takes in one message. Raises PersonError for what is no address or no category."""
    make_folder(settings.folder)
    edition = edition_of(settings)
    one = typed(given, edition, seal_of(settings), datetime.now(UTC))
    with open_ledger(settings.ledger_url) as ledger:
        made = _take_in(ledger, [one], edition)
        if not made:
            raise PersonError(f"这条留言以前登记过（{one.source} {one.number}）；可用 complaints list 查看")
        out.print(f"已登记找错留言 {made[0]}", markup=False)
        if recheck:
            _recheck(settings, ledger, made, edition, out, err)


def write_form(file: Path, out: Console) -> None:
    """An empty sheet to fill in."""
    write_blank(file, [BLANK], EXPLAINED)
    out.print(f"已写入 {file}；填好后用 complaints import {file} 导入", markup=False)


def recheck_complaints(settings: Settings, numbers: Sequence[int], out: Console, err: Console) -> None:
    """Looks at the addresses again: of these messages, or of all that are open."""
    edition = edition_of(settings)
    with open_ledger(settings.ledger_url) as ledger:
        with ledger.connect() as connection:
            chosen = list(numbers) or [one.id for one in complaints.query(connection, states=OPEN)]
        _recheck(settings, ledger, chosen, edition, out, err)


def act(settings: Settings, name: str, number: int, who: str, out: Console, **told: Any) -> None:
    """One act of `results.handling` by its name; says how the message stands then. A unit is told of what it is
    given, where a way out is open."""
    channels, moment = channels_of(settings), datetime.now(UTC)
    with open_ledger(settings.ledger_url) as ledger, ledger.begin() as connection:
        if name == "dispatch" and not told["unit"]:
            told["unit"] = complaints.get(connection, number).unit
        one = getattr(handling, name)(connection, number, Hand(who, moment), **told)
        if name == "dispatch":
            tell_dispatch(connection, channels, one, moment=moment)
    out.print(f"留言 {number}：{word('complaint', one.state)}", markup=False)


def truth(said: str) -> Truth:
    """What 属实, 不属实 or 无法判定 means. Raises PersonError."""
    if said not in _TRUTHS:
        raise PersonError(f"“{said}”不是核实结论；请写{'、'.join(_TRUTHS)}")
    return _TRUTHS[said]


def seal_of(settings: Settings) -> Seal:
    return Seal(secret_of(settings.folder, KEY))


def calendar_of(rule: Rule) -> Calendar:
    """The workdays by which deadlines count, days that the office named included."""
    return Calendar.of(rule.param("days_off"), rule.param("days_worked"))


def workdays_of(edition: Edition) -> Calendar:
    """The workdays by an edition."""
    return calendar_of(edition.rules[DEADLINES])


def in_beijing(typed: datetime) -> datetime:
    """A moment as it was typed, in +08:00. Raises PersonError for a year that no ledger keeps."""
    if not _YEARS[0] <= typed.year <= _YEARS[1]:
        raise PersonError(f"日期里的 {typed.year} 年不对；请核对年份，例：2026-09-01")
    return typed.replace(tzinfo=BEIJING)


def _take_in(ledger: Ledger, given: Sequence[Complaint], edition: Edition) -> list[int]:
    with ledger.connect() as connection:
        told = ready(connection, given, edition, workdays_of(edition))
    with ledger.begin() as connection:
        return complaints.take_in(connection, told)


def _recheck(
    settings: Settings, ledger: Ledger, numbers: Sequence[int], edition: Edition, out: Console, err: Console
) -> None:
    with ledger.connect() as connection:
        known = registry.load(connection)
    for number in numbers:
        with ledger.connect() as connection:
            one = complaints.get(connection, number)
        if one.state not in handling.FROM[handling.Handling.RECHECK]:
            out.print(f"留言 {number}：{word('complaint', one.state)}，没有复验", markup=False)
            continue
        try:
            kept = recheck_one(settings, ledger, one, known, edition, err)
        except NotAllowed as error:  # closed while its address was visited
            out.print(error.message, markup=False)
            continue
        told = word("truth", kept.machine) if kept.machine else ""
        tie = f"；与问题 {kept.issue} 是同一件" if kept.issue is not None else ""
        out.print(f"留言 {number}：初判{told}。{kept.evidence['says']}{tie}", markup=False)
