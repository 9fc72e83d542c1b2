"""Issues as they stand, and what happened to them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

import msgspec
from sqlalchemy import Connection, RowMapping, Select, case, func, select

from checks.model.findings import Finding, SubjectType
from results.errors import NoSuchIssue, UnknownState
from results.ledger import tables, tallies
from results.ledger.scope import WHOLE, Scope, of_subject
from results.ledger.tallies import Kind


class IssueState(StrEnum):
    NEW = "new"  # seen in one run
    OPEN = "open"  # seen again
    CONFIRMED = "confirmed"  # a person looked and agrees
    DISMISSED = "dismissed"  # a person looked and does not
    NOTIFIED = "notified"  # the office was told
    FIXED = "fixed"  # looked at again, and gone
    REOPENED = "reopened"  # fixed, and there again
    DUPLICATE = "duplicate"  # a person said that another issue of its subject is the same


STANDING = (IssueState.NEW, IssueState.OPEN, IssueState.CONFIRMED, IssueState.NOTIFIED, IssueState.REOPENED)
"""The states in which a fault is taken to be there."""
WAITING = (IssueState.NEW, IssueState.OPEN, IssueState.REOPENED)
"""The states in which a fault waits for the judgement of a person."""
_CONFIRMED = (IssueState.CONFIRMED, IssueState.NOTIFIED)
_AT_ONCE = 1_000
"""Units or issues that one question names."""


@dataclass(frozen=True, slots=True)
class Issue:
    """A fault followed over runs. Moments are aware, UTC; `times` counts the runs that saw it.

    `unit`, `name`, `home`, `site_code` and `platform` are those of its subject as registered now, "" when it is not;
    a site has no platform, an account no code. `visit` is the
    visit file of the last run that saw it; `changed` is when its state last changed. `assigned` is the name of the user
    who is to judge it, "" for nobody; a duplicate is one of the issue numbered `duplicate_of`; `version` counts the
    acts of persons.
    """

    id: int
    fingerprint: str
    check: str
    subject_type: SubjectType
    subject: str
    state: IssueState
    finding: Finding
    first_seen: datetime
    last_seen: datetime
    changed: datetime
    first_run: int
    last_run: int
    times: int
    edition: str
    visit: str
    unit: str = ""
    name: str = ""
    home: str = ""
    site_code: str = ""
    platform: str = ""
    assigned: str = ""
    duplicate_of: int | None = None
    version: int = 0


@dataclass(frozen=True, slots=True)
class Event:
    """What happened to an issue: `who` is "" when a run did it; `run` is None when a person did."""

    issue: int
    at: datetime
    who: str
    what: str
    reason: str
    run: int | None


@dataclass(frozen=True, slots=True)
class Settled:
    """What persons decided of a subject: fingerprints of the issues that they confirmed and dismissed."""

    confirmed: frozenset[str] = frozenset()
    dismissed: frozenset[str] = frozenset()


def query(
    connection: Connection,
    *,
    states: Collection[str] = (),
    sites: Collection[str] = (),
    checks: Collection[str] = (),
    units: Collection[str] = (),
    run: int | None = None,
    what: str = "",
) -> Iterator[Issue]:
    """Issues by subject, check and age; streaming. An empty choice means all.

    `sites` are keys of sites or accounts; `run` keeps those that an event of that run touched, of the kind `what`
    ("new", "fixed", "reopened"; "" = any). Raises UnknownState.
    """
    issues = tables.issues
    asked = _all()
    if strange := sorted(set(states) - set(IssueState)):
        known = "、".join(IssueState)
        raise UnknownState(f"没有这样的问题状态：{'、'.join(strange)}；可用的有 {known}")
    chosen = ((issues.c.state, states), (issues.c.subject, sites), (issues.c.check, checks))
    for column, values in (*chosen, (func.coalesce(tables.sites.c.unit, tables.accounts.c.unit), units)):
        if values:
            asked = asked.where(column.in_(list(values)))
    if run is not None:
        events = select(tables.issue_events.c.issue).where(tables.issue_events.c.run == run)
        asked = asked.where(issues.c.id.in_(events.where(tables.issue_events.c.what == what) if what else events))
    asked = asked.order_by(issues.c.subject, issues.c.check, issues.c.id).execution_options(yield_per=1_000)
    with connection.execute(asked) as found:
        for row in found.mappings():
            yield _issue(row)


def get(connection: Connection, number: int) -> Issue:
    """One issue. Raises NoSuchIssue."""
    row = connection.execute(_all().where(tables.issues.c.id == number)).mappings().one_or_none()
    if row is None:
        raise NoSuchIssue(f"台账中没有编号为 {number} 的问题；可用 issues 命令查看编号")
    return _issue(row)


def hold(connection: Connection, numbers: Iterable[int]) -> None:
    """Until the transaction ends nobody else changes these issues: held in the order of their numbers, so that two who
    hold some of the same wait for each other and not for ever."""
    table, wanted = tables.issues, sorted(set(numbers))
    for start in range(0, len(wanted), _AT_ONCE):
        some = table.c.id.in_(wanted[start : start + _AT_ONCE])
        connection.execute(select(table.c.id).where(some).order_by(table.c.id).with_for_update()).all()


def numbered(connection: Connection, numbers: Iterable[int]) -> list[Issue]:
    """The issues with these numbers, in this order; those that are not there are left out."""
    wanted = list(numbers)
    rows = connection.execute(_all().where(tables.issues.c.id.in_(wanted))).mappings()
    found = {row["id"]: row for row in rows}
    return [_issue(found[number]) for number in wanted if number in found]


def counting(connection: Connection, issue: Issue) -> Issue:
    """The issue that counts: another one in the place of a duplicate, else itself."""
    if issue.state is not IssueState.DUPLICATE or issue.duplicate_of is None:
        return issue
    return next(iter(numbered(connection, [issue.duplicate_of])), issue)


def counts(connection: Connection, *, site: str = "", scope: Scope = WHOLE) -> dict[IssueState, int]:
    """How many issues stand in each state; states without any are left out."""
    if not site:
        found: Counter[IssueState] = Counter()
        for (_, state), count in tallies.of(connection, scope, Kind.ISSUE).items():
            found[IssueState(state)] += count
        return dict(found)
    asked = select(tables.issues.c.state, func.count()).group_by(tables.issues.c.state)
    asked = asked.where(of_subject(scope, tables.issues.c.subject), tables.issues.c.subject == site)
    return {IssueState(state): count for state, count in connection.execute(asked)}


def standing_of(connection: Connection, units: Collection[str]) -> Counter[str]:
    """How many issues stand against the sites and accounts of each of these units, by its name."""
    found: Counter[str] = Counter()
    names, table = sorted(units), tables.issues
    for start in range(0, len(names), _AT_ONCE):
        some = names[start : start + _AT_ONCE]
        for subjects in (tables.sites, tables.accounts):
            asked = select(subjects.c.unit, func.count()).join(table, table.c.subject == subjects.c.key)
            asked = asked.where(subjects.c.unit.in_(some), table.c.state.in_(STANDING)).group_by(subjects.c.unit)
            found.update({unit: count for unit, count in connection.execute(asked)})
    return found


def events(connection: Connection, number: int) -> Iterator[Event]:
    """What happened to an issue, oldest first."""
    table = tables.issue_events
    asked = select(table).where(table.c.issue == number).order_by(table.c.id)
    for row in connection.execute(asked):
        yield Event(row.issue, row.at, row.who, row.what, row.reason, row.run)


def settled(connection: Connection, subject: str) -> Settled:
    """What persons decided of a subject, for its score.

    A duplicate counts nowhere while the issue that counts in its place is seen as late as it; else it is all that shows
    the fault, and what was decided of the other holds for it.
    """
    table, main = tables.issues, tables.issues.alias()
    decided = (*_CONFIRMED, IssueState.DISMISSED, IssueState.DUPLICATE)
    counted = (table.c.state == IssueState.DUPLICATE) & (main.c.last_run < table.c.last_run)
    state = case((counted, main.c.state), (table.c.state == IssueState.DUPLICATE, IssueState.DISMISSED.value))
    asked = (
        select(table.c.fingerprint, func.coalesce(state, table.c.state).label("state"))
        .outerjoin(main, main.c.id == table.c.duplicate_of)
        .where(table.c.subject == subject, table.c.state.in_([one.value for one in decided]))
    )
    rows = list(connection.execute(asked))
    dismissed = frozenset(row.fingerprint for row in rows if row.state == IssueState.DISMISSED)
    return Settled(frozenset(row.fingerprint for row in rows if row.state in _CONFIRMED), dismissed)


def _all() -> Select[Any]:
    issues, sites, accounts = tables.issues, tables.sites, tables.accounts
    return (
        select(
            issues,
            func.coalesce(sites.c.unit, accounts.c.unit, "").label("unit"),
            func.coalesce(sites.c.name, accounts.c.name, "").label("name"),
            func.coalesce(sites.c.home, accounts.c.home, "").label("home"),
            func.coalesce(sites.c.code, "").label("site_code"),
            func.coalesce(accounts.c.platform, "").label("platform"),
        )
        .outerjoin(sites, sites.c.key == issues.c.subject)
        .outerjoin(accounts, accounts.c.key == issues.c.subject)
    )


def _issue(row: RowMapping) -> Issue:
    told = dict(row)
    given = {name: told[name] for name in Issue.__slots__ if name in told}
    given["subject_type"] = SubjectType(given["subject_type"])
    given["state"] = IssueState(given["state"])
    given["finding"] = msgspec.convert(told["finding"], Finding)
    return Issue(**given)
