"""Messages of 我为政府网站找错 on the command line: taken in, rechecked, handled."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from rich.console import Console

from checks.facts.workdays import Calendar
from checks.indicators.edition import Edition, Rule
from checks.indicators.words import word
from checks.model.registry import BEIJING, Registry, Site
from checks.model.urls import host_of, page_key
from clock.office import make_folder
from clock.questions import belongs
from clock.rechecking import RULE, Rechecked, checks_of, rechecked, tied
from clock.rules import edition_of
from clock.secret import KEY, secret_of
from clock.settings import Settings
from results import handling
from results.errors import NotAllowed, PersonError
from results.handling import Hand, due
from results.intake import cells
from results.intake.blank import Blank, write_blank
from results.intake.complaints import EXPLAINED, FIELDS, PLATFORM, WHAT, Kinds, numbered, read_complaints
from results.intake.faults import CellFault
from results.ledger import complaints, registry
from results.ledger.complaints import OPEN, Complaint, Truth
from results.ledger.engine import Ledger, open_ledger
from results.masking import mask
from results.sealing import Seal

DEADLINES = "late-citizen-reports"
PROGRAM = "程序"
_YEARS = (1900, 2999)
_TRUTHS = {word("truth", truth): truth for truth in Truth}


@dataclass(frozen=True, slots=True)
class Given:
    """A message as it was typed; `received` without a zone is +08:00."""

    url: str
    text: str
    category: str = ""
    number: str = ""
    source: str = ""
    received: datetime | None = None
    unit: str = ""


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
    edition, now = edition_of(settings), datetime.now(UTC)
    kinds = kinds_of(edition)
    try:
        url = cells.address(given.url)
    except CellFault as fault:
        raise PersonError(f"{fault.problem}；{fault.expected}") from fault
    if not url or not given.text.strip():
        raise PersonError("问题网址和留言内容都要填写")
    if given.category and given.category not in kinds.known:
        raise PersonError(f"没有“{given.category}”这一类；可用：{'、'.join(kinds.known)}")
    received = in_beijing(given.received) if given.received else now
    if received > now:
        raise PersonError(f"收到时间 {received:%Y-%m-%d %H:%M} 还没有到；请核对")
    text = mask(given.text.strip())
    one = Complaint(
        source=given.source or PLATFORM,
        number=given.number or numbered(url, text, received),
        url=url,
        category=given.category or kinds.other,
        text=text,
        received=received,
        unit=given.unit,
    )
    with open_ledger(settings.ledger_url) as ledger:
        made = _take_in(ledger, [one], edition)
        if not made:
            raise PersonError(f"这条留言以前登记过（{one.source} {one.number}）；可用 complaints list 查看")
        out.print(f"已登记找错留言 {made[0]}", markup=False)
        if recheck:
            _recheck(settings, ledger, made, edition, out, err)


def write_form(file: Path, out: Console) -> None:
    """An empty sheet to fill in."""
    write_blank(file, [Blank(WHAT, FIELDS)], EXPLAINED)
    out.print(f"已写入 {file}；填好后用 complaints import {file} 导入", markup=False)


def recheck_complaints(settings: Settings, numbers: Sequence[int], out: Console, err: Console) -> None:
    """Looks at the addresses again: of these messages, or of all that are open."""
    edition = edition_of(settings)
    with open_ledger(settings.ledger_url) as ledger:
        with ledger.connect() as connection:
            chosen = list(numbers) or [one.id for one in complaints.query(connection, states=OPEN)]
        _recheck(settings, ledger, chosen, edition, out, err)


def act(settings: Settings, name: str, number: int, who: str, out: Console, **told: Any) -> None:
    """One act of `results.handling` by its name; says how the message stands then."""
    with open_ledger(settings.ledger_url) as ledger, ledger.begin() as connection:
        if name == "dispatch" and not told["unit"]:
            told["unit"] = complaints.get(connection, number).unit
        one = getattr(handling, name)(connection, number, Hand(who, datetime.now(UTC)), **told)
    out.print(f"留言 {number}：{word('complaint', one.state)}", markup=False)


def truth(said: str) -> Truth:
    """What 属实, 不属实 or 无法判定 means. Raises PersonError."""
    if said not in _TRUTHS:
        raise PersonError(f"“{said}”不是核实结论；请写{'、'.join(_TRUTHS)}")
    return _TRUTHS[said]


def kinds_of(edition: Edition) -> Kinds:
    return Kinds(tuple(edition.rules[RULE].param("kinds")))


def seal_of(settings: Settings) -> Seal:
    return Seal(secret_of(settings.folder, KEY))


def calendar_of(rule: Rule) -> Calendar:
    """The workdays by which deadlines count, days that the office named included."""
    return Calendar.of(rule.param("days_off"), rule.param("days_worked"))


def in_beijing(typed: datetime) -> datetime:
    """A moment as it was typed, in +08:00. Raises PersonError for a year that no ledger keeps."""
    if not _YEARS[0] <= typed.year <= _YEARS[1]:
        raise PersonError(f"日期里的 {typed.year} 年不对；请核对年份，例：2026-09-01")
    return typed.replace(tzinfo=BEIJING)


def dated_by(rule: Rule) -> Callable[[Complaint], Complaint]:
    """Gives a message the deadlines that it lacks, where they can be counted: of a year whose holidays nobody knew when
    the message came they may be known by now."""
    after = calendar_of(rule).after
    forward, answer = (int(rule.param(f"{name}_workdays")) for name in ("forward", "answer"))
    return lambda one: due(one, after, forward, answer)


def _take_in(ledger: Ledger, given: Sequence[Complaint], edition: Edition) -> list[int]:
    dated = dated_by(edition.rules[DEADLINES])
    with ledger.connect() as connection:
        hosts = hosts_of(registry.load(connection))
    # Worked out before the transaction that writes: a night's jobs wait for it.
    ready = [dated(_owned(one, hosts)) for one in given]
    with ledger.begin() as connection:
        return complaints.take_in(connection, ready)


def _owned(one: Complaint, hosts: Mapping[str, Sequence[Site]]) -> Complaint:
    """The message with the registered site that its address belongs to, and with the unit that answers for it."""
    site = site_of(one.url, hosts)
    return one if site is None else replace(one, site=site.key, unit=one.unit or site.unit)


def hosts_of(known: Registry) -> Mapping[str, Sequence[Site]]:
    """The registered sites on each host."""
    found: dict[str, list[Site]] = {}
    for site in known.sites:
        for host in site.all_hosts:
            found.setdefault(host, []).append(site)
    return found


def site_of(url: str, hosts: Mapping[str, Sequence[Site]]) -> Site | None:
    """The registered site of an address: of several on one host the one whose home page it stands below, by http or
    https. None where it stands below none of them, or where nothing tells two apart: a person says whose it is."""
    host = host_of(url)
    there = hosts.get(host, ())
    if len(there) <= 1:
        return next(iter(there), None)
    place = page_key(url)
    if same := [site for site in there if page_key(site.door(host)) == place]:
        return same[0] if len(same) == 1 else None
    folders = [(_folder(site.door(host)), site) for site in there]
    below = [(folder, site) for folder, site in folders if f"{place.partition('?')[0]}/".startswith(folder)]
    nearest = max((len(folder) for folder, _ in below), default=0)
    chosen = [site for folder, site in below if len(folder) == nearest]
    return chosen[0] if len(chosen) == 1 else None


def _folder(home: str) -> str:
    """What the pages of a home page stand below: its folder; /jyj is the folder /jyj/, /jyj/home.html is in it."""
    place = page_key(home).partition("?")[0]
    before, slash, name = place.rpartition("/")
    return f"{before}/" if slash and (not name or "." in name) else f"{place}/"


def _recheck(
    settings: Settings, ledger: Ledger, numbers: Sequence[int], edition: Edition, out: Console, err: Console
) -> None:
    with ledger.connect() as connection:
        known = registry.load(connection)
    sites = {site.key: site for site in known.sites}
    for number in numbers:
        with ledger.connect() as connection:
            one = complaints.get(connection, number)
        if one.state not in handling.FROM[handling.Handling.RECHECK]:
            out.print(f"留言 {number}：{word('complaint', one.state)}，没有复验", markup=False)
            continue
        site = sites.get(one.site) or Site("", one.url, "")
        columns = [column for column in known.columns if belongs(column, site)]
        found = rechecked(settings, one, site, columns, edition, err)
        try:
            kept = _keep(ledger, number, found, checks_of(one, edition))
        except NotAllowed as error:  # closed while its address was visited
            out.print(error.message, markup=False)
            continue
        tie = f"；与问题 {kept.issue} 是同一件" if kept.issue is not None else ""
        out.print(f"留言 {number}：初判{word('truth', found.found)}。{found.evidence['says']}{tie}", markup=False)


def _keep(ledger: Ledger, number: int, found: Rechecked, asked: Sequence[str]) -> Complaint:
    with ledger.begin() as connection:
        issue = tied(connection, complaints.get(connection, number), asked)
        told = {"found": found.found, "evidence": found.evidence, "issue": issue.id if issue else None}
        return handling.recheck(connection, number, Hand(PROGRAM, datetime.now(UTC)), **told)
