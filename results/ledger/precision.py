"""What persons decided first of the issues of each check, counted; and when a person reset a check.

The first decision of a person on an issue counts, whatever came later. A dismissal that reached further (the same text
on the site, or everywhere) counts once, as it was decided: not for each issue that followed it, in the ledger or later.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import (
    ColumnElement,
    Connection,
    Select,
    Subquery,
    and_,
    distinct,
    func,
    insert,
    or_,
    select,
)

from checks.model.findings import Certainty
from results.ledger import tables
from results.ledger.issues import IssueState
from results.ledger.precision_tables import precision_resets

DOUBTED = "doubted"
"""Under this name the data of a finding keep that its check was certain and is not believed (`results.precision`)."""


@dataclass(frozen=True, slots=True)
class Count:
    """So many first decisions on issues of one check and code went one way.

    `certain`: the check said so for certain; `recent`: decided since the moment asked for; `fresh`: not before the
    check was last reset.
    """

    check: str
    code: str
    confirmed: bool
    certain: bool
    recent: bool
    fresh: bool
    count: int


@dataclass(frozen=True, slots=True)
class Reset:
    """A person trusts a check again from `at` (aware, UTC) on."""

    id: int
    check: str
    at: datetime
    who: str
    reason: str


def counts(connection: Connection, since: datetime) -> list[Count]:
    """The first decisions of persons, by check and code; `since` parts what is recent."""
    first = _first()
    events, issues = tables.issue_events, tables.issues
    reset = select(precision_resets.c.check, func.max(precision_resets.c.at).label("at"))
    reset = reset.group_by(precision_resets.c.check)
    last = reset.subquery()
    decided = (
        select(
            issues.c.check,
            issues.c.code,
            (events.c.what == IssueState.CONFIRMED.value).label("confirmed"),
            _certain().label("certain"),
            (events.c.at >= since).label("recent"),
            or_(last.c.at.is_(None), events.c.at >= last.c.at).label("fresh"),
            # A decision with a wider reach stands for all the events that it made.
            func.coalesce(-_reaching().scalar_subquery(), events.c.id).label("decision"),
        )
        .select_from(first)
        .join(events, events.c.id == first.c.id)
        .join(issues, issues.c.id == events.c.issue)
        .outerjoin(last, last.c.check == issues.c.check)
        .subquery()
    )
    *kinds, decision = decided.c
    asked = select(*kinds, func.count(distinct(decision))).group_by(*kinds)
    rows = connection.execute(asked)
    return [Count(row[0], row[1], bool(row[2]), bool(row[3]), bool(row[4]), bool(row[5]), row[6]) for row in rows]


def resets(connection: Connection) -> Mapping[str, Reset]:
    """The last reset of each check that was ever reset."""
    found = connection.execute(select(precision_resets).order_by(precision_resets.c.id))
    return {row.check: Reset(row.id, row.check, row.at, row.who, row.reason) for row in found}


def reset(connection: Connection, check: str, *, who: str, reason: str, moment: datetime) -> None:
    """Keeps that a person trusts a check again."""
    connection.execute(insert(precision_resets).values(check=check, who=who, reason=reason, at=moment))


def _first() -> Subquery:
    """The first decision of a person on each issue."""
    events = tables.issue_events
    decided = (IssueState.CONFIRMED.value, IssueState.DISMISSED.value)
    asked = select(func.min(events.c.id).label("id")).where(events.c.run.is_(None), events.c.what.in_(decided))
    return asked.where(events.c.who != "").group_by(events.c.issue).subquery()


def _certain() -> ColumnElement[bool]:
    """Was the check certain, whether or not it is believed now?"""
    issues = tables.issues
    doubted = func.coalesce(issues.c.finding[("data", DOUBTED)].as_string(), "") != ""
    return or_(issues.c.certainty == Certainty.CERTAIN.value, doubted)


def _reaching() -> Select[int]:
    """The dismissal with a wider reach that made an event, where one did."""
    decisions, events, issues = tables.decisions, tables.issue_events, tables.issues
    same = and_(decisions.c.check == issues.c.check, decisions.c.text == issues.c.text)
    made = and_(decisions.c.who == events.c.who, decisions.c.at == events.c.at)
    asked = select(func.min(decisions.c.id)).where(same, made, events.c.what == IssueState.DISMISSED.value)
    return asked.correlate(events, issues)
