"""All that is known of one site, on one sheet: coverage, score, a week of availability, IPv6, certificates, issues.

It reads the ledger and the visit file; it decides nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import TypeVar

from sqlalchemy import Connection

from checks.indicators.edition import Edition
from checks.indicators.words import word
from checks.model.captures import TlsProbe
from checks.model.findings import Status
from checks.model.registry import BEIJING, Site
from checks.model.rounds import Heard
from results import availability, steadiness
from results.errors import VisitDamaged
from results.ledger import issues, rounds
from results.ledger.issues import STANDING, Issue, IssueState
from results.lines import issue_line
from results.reports.content import IssueRow, OutcomeRow, SiteRow, Weekly
from results.reports.timeline import timeline
from results.scorecard import CHECKS, Asked, Fault, Mark, asked, scorecard
from results.verdicts import Verdict, of_site
from results.visits.reader import StoredSite

AVAILABILITY = (availability.CHECK, steadiness.CHECK)
Series = tuple[list[Heard], list[Heard]]
"""What a home page answered over any family, and over IPv6."""
Row = TypeVar("Row", IssueRow, OutcomeRow)
_SURE = (IssueState.CONFIRMED, IssueState.NOTIFIED)


@dataclass(frozen=True, slots=True)
class Host:
    """What a host offered when asked for TLS, in Chinese. `until` is the last day of its certificate, "" if unknown;
    `days` how many are left of it."""

    name: str
    protocol: str
    until: str
    days: int | None
    told: str


@dataclass(frozen=True, slots=True)
class SiteSheet:
    """`row`, `issues`, `unseen` as in the weekly report; `rounds` are the answers on availability, `picture` is svg."""

    row: SiteRow
    verdict: Verdict
    why: str
    made: str
    rounds: tuple[OutcomeRow, ...]
    picture: str
    marks: tuple[Mark, ...]
    hosts: tuple[Host, ...]
    issues: tuple[IssueRow, ...]
    unseen: tuple[OutcomeRow, ...]


def sheets(
    connection: Connection, given: Weekly, sites: Iterable[Site], edition: Edition, folder: Path
) -> Iterator[SiteSheet]:
    """The sheets of those of `sites` that `given` tells of, one in memory at a time. `folder` is what relative names of
    visit files stand in."""
    rows = {row.key: row for row in given.sites}
    outcomes, found = _by_site(given.outcomes), _by_site(given.issues)
    for site in sites:
        if site.key in rows:
            told = outcomes.get(site.key, []), found.get(site.key, [])
            yield _sheet(connection, given, rows[site.key], site, edition, folder, *told)


def _by_site(rows: Iterable[Row]) -> dict[str, list[Row]]:
    found: dict[str, list[Row]] = {}
    for row in rows:
        found.setdefault(row.site, []).append(row)
    return found


def _sheet(
    connection: Connection,
    given: Weekly,
    row: SiteRow,
    site: Site,
    edition: Edition,
    folder: Path,
    mine: Sequence[OutcomeRow],
    found: Sequence[IssueRow],
) -> SiteSheet:
    moment = given.begun or given.made_at
    kind, why = of_site(row, given.pass_mark)
    heard = _heard(connection, site, edition, moment)
    held = _held(site, row, edition, moment, folder, heard)
    made = given.made_at.astimezone(BEIJING)
    return SiteSheet(
        row=row,
        verdict=kind,
        why=why,
        made=f"生成时间 {made:%Y-%m-%d %H:%M}（北京时间）；检查依据版本 {given.edition}",
        rounds=tuple(one for check in AVAILABILITY for one in mine if one.check == check),
        picture=_picture(heard, edition, moment),
        marks=given.cards.get(site.key) or scorecard(held, mine, list(faults(connection, site, edition))),
        hosts=tuple(_hosts(held.tls, moment)),
        issues=tuple(one for one in found if one.state in STANDING),
        unseen=tuple(one for one in mine if one.status is Status.UNKNOWN or one.judged < one.of),
    )


def _picture(heard: Series, edition: Edition, moment: datetime) -> str:
    """The week before `moment` as svg; "" when the edition does not ask for it."""
    rule = edition.rules.get(availability.CHECK)
    return timeline(*heard, rule, *availability.window(rule, moment)) if rule else ""


def _heard(connection: Connection, site: Site, edition: Edition, moment: datetime) -> Series:
    """What the home page answered over any family and over IPv6, as far back as any rule looks."""
    rules = [rule for check in AVAILABILITY if (rule := edition.rules.get(check))]
    if not rules:
        return [], []
    windows = [availability.window(rule, moment) for rule in rules]
    span = min(since for since, _ in windows), windows[0][1]
    any_way, over = (list(rounds.series(connection, site.key, site.home, *span, family)) for family in (0, 6))
    return any_way, over


def cards(
    connection: Connection, given: Weekly, sites: Iterable[Site], edition: Edition, folder: Path
) -> dict[str, tuple[Mark, ...]]:
    """The IPv6 scorecard of each site, by its key."""
    rows: Mapping[str, SiteRow] = {row.key: row for row in given.sites}
    moment = given.begun or given.made_at
    found, outcomes = {}, _by_site(given.outcomes)
    for site in sites:
        heard = _heard(connection, site, edition, moment)
        held = _held(site, rows[site.key], edition, moment, folder, heard)
        mine = outcomes.get(site.key, [])
        found[site.key] = scorecard(held, mine, list(faults(connection, site, edition)))
    return found


def _held(site: Site, row: SiteRow, edition: Edition, moment: datetime, folder: Path, heard: Series) -> Asked:
    """What the visit of `row` and the rounds of the week before `moment` hold of a site."""
    week = None
    rule, reach = (edition.rules.get(check) for check in (steadiness.CHECK, availability.CHECK))
    if rule and reach:
        since, _ = availability.window(rule, moment)
        week = steadiness.counted(heard[0], (one for one in heard[1] if one.round.began >= since), reach)
    if not row.visit:
        return Asked(site, week=week)
    try:
        with StoredSite(folder / row.visit) as view:
            return replace(asked(view, week), site=site)
    except VisitDamaged:
        return Asked(site, week=week)


def faults(connection: Connection, site: Site, edition: Edition) -> Iterator[Fault]:
    """What stands against a site, as the scorecard reads it."""
    for issue in issues.query(connection, states=STANDING, sites=[site.key], checks=CHECKS):
        yield _fault(issue, edition)


def _fault(issue: Issue, edition: Edition) -> Fault:
    says = issue_line(issue, edition)["says"]
    return Fault.of(issue.check, issue.finding, str(says), confirmed=issue.state in _SURE)


def _hosts(probes: Iterable[TlsProbe], moment: datetime) -> Iterator[Host]:
    for one in probes:
        until = one.not_after.astimezone(BEIJING) if one.not_after else None
        days = (until - moment).days if until else None
        if one.failure:
            told = word("failure", one.failure)
        else:
            told = f"证书不受信任（{word('distrust', one.distrust)}）" if one.distrust else "证书有效"
            if one.old_protocols:
                told += f"；仍接受旧协议 {'、'.join(one.old_protocols)}"
        yield Host(one.subject, one.protocol, f"{until:%Y-%m-%d}" if until else "", days, told)
