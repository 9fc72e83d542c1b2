"""Fills the page of a unit from the registry, the ledger, the visit files and the readings. It reads; it decides
nothing."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

from sqlalchemy import Connection

from checks.indicators.edition import Edition
from checks.indicators.words import word
from checks.model.findings import Status
from checks.model.registry import BEIJING, GLANCED, Account, Registry, Site, SubjectState, Unit
from results.advice import IDLE, figures
from results.ledger import issues, outcomes, tasks
from results.ledger.registry import children, tree
from results.reports.account_rows import AccountRow
from results.reports.content import OutcomeRow, SiteRow, Weekly
from results.reports.gather import Week, issue_rows, latest_row
from results.reports.unit_sheet import AccountLine, Below, Task, UnitPart
from results.verdicts import pass_mark, reached
from results.visits.newest import Kept, newest_readings
from results.whole_score import title, unknown

LATELY = timedelta(days=30)
"""What was found or mended within so long a time is told as new, as mended."""


def gather_unit(
    connection: Connection,
    known: Registry,
    unit: Unit,
    edition: Edition,
    data: Path,
    moment: datetime,
    told: Callable[[str], None],
) -> UnitPart:
    """All that is known of a unit at `moment` (aware), whatever runs it comes from.

    `data` is the data folder; files there that cannot be opened are `told`, and what they hold is not measured.
    """
    sites = [site for site in known.sites if site.unit == unit.name]
    accounts = [account for account in known.accounts if account.unit == unit.name]
    keys = [*(site.key for site in sites), *(account.key for account in accounts)]
    today = moment.astimezone(BEIJING).date()
    week = Week(office="", start=today - LATELY, end=today, made_at=moment)
    given = Weekly(
        office="",
        start=week.start,
        end=week.end,
        made_at=moment,
        edition=edition.version,
        sample=None,
        sites=tuple(_site(connection, site, data) for site in sites),
        issues=tuple(issue_rows(connection, keys, week, edition)),
        outcomes=tuple(one for key in keys for one in _unseen(connection, key, edition)),
        pass_mark=pass_mark(edition),
    )
    return UnitPart(
        unit=unit,
        given=given,
        days=edition.rules[IDLE].param("month_days"),
        accounts=tuple(_accounts(connection, accounts, edition, data, told)),
        states={site.key: site.state for site in sites} | {account.key: account.state for account in accounts},
        tasks=tuple(_tasks(connection, keys, edition)) if keys else (),
        below=tuple(_below(connection, known, unit)),
    )


def _site(connection: Connection, site: Site, data: Path) -> SiteRow:
    row = latest_row(connection, site, data)
    if site.state not in GLANCED:
        return row
    return replace(row, unknown=f"登记为{word('state', site.state)}，只看域名和首页，不作评判", score=None, vetoes=())


def _accounts(
    connection: Connection, accounts: list[Account], edition: Edition, data: Path, told: Callable[[str], None]
) -> Iterator[AccountLine]:
    kept = {one.reading.account: one for one in newest_readings(data, [one.key for one in accounts], told)}
    for account in accounts:
        read = kept.get(account.key)
        seen = figures(read.reading, edition, read.earlier) if read else None
        row = _row(account, read)
        if account.state is not SubjectState.NORMAL:
            row = replace(row, reason=row.reason or f"登记状态为{word('state', account.state)}，没有评判")
        elif (score := outcomes.latest_score(connection, account.key)) is None:
            row = replace(row, reason=row.reason or "还没有评判")
        else:
            vetoes, unseen, warned = reached(score.detail)
            row = replace(row, vetoes=vetoes, unseen=unseen, warned=warned)
        yield AccountLine(row, seen, account.main)


def _row(account: Account, kept: Kept | None) -> AccountRow:
    blank = AccountRow(account.key, account.name, account.unit, account.platform, account.home)
    return replace(blank, state=kept.reading.state.value, visit=kept.visit) if kept else blank


def _unseen(connection: Connection, key: str, edition: Edition) -> Iterator[OutcomeRow]:
    rows = (row for row in outcomes.newest(connection, key) if row.check in edition.rules)
    for one in unknown(rows, edition):
        numbers = (one["judged"], one["of"], one["reason"])
        yield OutcomeRow(key, one["rule"], one["title"], Status(one["status"]), *numbers)


def _tasks(connection: Connection, keys: list[str], edition: Edition) -> Iterator[Task]:
    for one in tasks.query(connection, subjects=keys, answered=False):
        look = one.looks[0].url if one.looks else one.home
        yield Task(one.id, one.subject, one.rule, title(edition, one.rule), one.period, look)


def _below(connection: Connection, known: Registry, unit: Unit) -> list[Below]:
    """The units right below, each with all that is below it; those with most to mend first."""
    under = children(known.units)
    if unit.name not in under:
        return []
    sites = Counter(site.unit for site in known.sites)
    accounts = Counter(account.unit for account in known.accounts)
    branches = {name: tree(under, name) for name in sorted(under[unit.name])}
    standing = issues.standing_of(connection, {name for branch in branches.values() for name in branch})
    found = (
        Below(name, len(branch), *(sum(count[one] for one in branch) for count in (sites, accounts, standing)))
        for name, branch in branches.items()
    )
    return sorted(found, key=lambda one: -one.issues)
