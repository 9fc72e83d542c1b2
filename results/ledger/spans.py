"""The runs of a span of time, and which sites and accounts they could look at."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, Connection, Select, and_, case, func, select

from results.ledger import tables
from results.ledger.account_tables import post_months
from results.ledger.outcomes import ScoreRow
from results.ledger.runs import BY_HAND, JobState, Run, RunJob, job_of_row, of_row

_runs, _jobs, _scores = tables.runs, tables.jobs, tables.scores
_SITE = "site"
_AT_ONCE = 500
"""Subjects that one question names."""


@dataclass(frozen=True, slots=True)
class Span:
    """From `since` to before `until`, told at `told` (all aware)."""

    since: datetime
    until: datetime
    told: datetime


@dataclass(frozen=True, slots=True)
class Looks:
    """The runs of a span that were to look at a site: how many could and how many could not, the last that could (None
    where none could), and the last of all."""

    looked: int
    missed: int
    last: int | None
    tried: int


@dataclass(frozen=True, slots=True)
class Reach:
    """What a run got done: sites looked at, sites that were to be, and shares of accounts that were read."""

    done: int = 0
    due: int = 0
    shares: int = 0


def visiting(connection: Connection, span: Span) -> list[Run]:
    """The runs that began in the span, in their order; answers of persons are no run here."""
    asked = select(_runs).where(*_within(span), _runs.c.kind != BY_HAND).order_by(_runs.c.id)
    return [of_row(row) for row in connection.execute(asked).mappings()]


def first_and_last(connection: Connection) -> tuple[datetime, datetime] | None:
    """When the first and the last run began that visited anything; None when there is none."""
    began = _runs.c.started
    asked = select(func.min(began).label("first"), func.max(began).label("last")).where(_runs.c.kind != BY_HAND)
    row = connection.execute(asked).one()
    return None if row.first is None else (row.first, row.last)


def site_looks(connection: Connection, span: Span) -> dict[str, Looks]:
    """The looks at each site that was to be looked at in the span. A job that nobody began is no look."""
    scored = and_(_scores.c.run == _jobs.c.run, _scores.c.subject == _jobs.c.subject)
    could = and_(_jobs.c.state == JobState.DONE.value, _jobs.c.detail == "", _scores.c.run.is_not(None))
    begun = ~and_(_jobs.c.state == JobState.WAITING.value, _jobs.c.detail == "")
    numbers = (
        func.sum(case((could, 1), else_=0)).label("looked"),
        func.count().label("all"),
        func.max(case((could, _jobs.c.run))).label("last"),
        func.max(_jobs.c.run).label("tried"),
    )
    asked = select(_jobs.c.subject, *numbers).outerjoin(_scores, scored)
    asked = asked.where(_jobs.c.run.in_(_ids(span)), _jobs.c.kind == _SITE, begun).group_by(_jobs.c.subject)
    rows = connection.execute(asked).mappings()
    return {
        row["subject"]: Looks(int(row["looked"]), int(row["all"] - row["looked"]), row["last"], row["tried"])
        for row in rows
    }


def account_looks(connection: Connection, months: Sequence[int]) -> dict[str, tuple[int, int]]:
    """How many runs of these months (202611) could read each account, and how many could not."""
    table = post_months.c
    asked = select(table.account, func.sum(table.looked), func.sum(table.missed)).where(table.month.in_(list(months)))
    rows = connection.execute(asked.group_by(table.account))
    return {account: (int(looked), int(missed)) for account, looked, missed in rows}


def reached(connection: Connection, span: Span) -> dict[int, Reach]:
    """What each run of the span got done."""
    of_sites = _jobs.c.kind == _SITE
    done = _jobs.c.state == JobState.DONE.value
    numbers = (
        func.sum(case((and_(of_sites, done, _jobs.c.detail == ""), 1), else_=0)),
        func.sum(case((of_sites, 1), else_=0)),
        func.sum(case((and_(~of_sites, done), 1), else_=0)),
    )
    asked = select(_jobs.c.run, *numbers).where(_jobs.c.run.in_(_ids(span))).group_by(_jobs.c.run)
    return {row[0]: Reach(*map(int, row[1:])) for row in connection.execute(asked)}


def site_jobs(connection: Connection, run: int, subjects: Collection[str]) -> Iterator[RunJob]:
    """The jobs of a run on these sites."""
    for some in _parts(subjects):
        here = (_jobs.c.run == run, _jobs.c.kind == _SITE, _jobs.c.subject.in_(some))
        for row in connection.execute(select(_jobs).where(*here)).mappings():
            yield job_of_row(row)


def scores_in(connection: Connection, run: int, subjects: Collection[str]) -> Iterator[ScoreRow]:
    """What these subjects scored in a run."""
    for some in _parts(subjects):
        asked = select(_scores).where(_scores.c.run == run, _scores.c.subject.in_(some))
        for row in connection.execute(asked).mappings():
            yield ScoreRow(**row)


def answered(connection: Connection, span: Span) -> Mapping[str, int]:
    """The last run in the span by which an answer of a person gave a site a new score."""
    within = select(_runs.c.id).where(*_within(span), _runs.c.kind == BY_HAND)
    asked = select(_scores.c.subject, func.max(_scores.c.run).label("run")).where(_scores.c.run.in_(within))
    return {row.subject: row.run for row in connection.execute(asked.group_by(_scores.c.subject))}


def unregistered(connection: Connection, span: Span) -> list[str]:
    """The keys of sites that were to be visited in the span and are registered no more."""
    known = select(tables.sites.c.key).where(tables.sites.c.key == _jobs.c.subject).exists()
    asked = select(_jobs.c.subject).where(_jobs.c.run.in_(_ids(span)), _jobs.c.kind == _SITE, ~known)
    return list(connection.execute(asked.distinct().order_by(_jobs.c.subject)).scalars())


def _ids(span: Span) -> Select[tuple[int]]:
    return select(_runs.c.id).where(*_within(span), _runs.c.kind != BY_HAND)


def _within(span: Span) -> tuple[ColumnElement[bool], ...]:
    return _runs.c.started >= span.since, _runs.c.started < span.until


def _parts(subjects: Collection[str]) -> Iterator[list[str]]:
    ordered = sorted(subjects)
    return (ordered[start : start + _AT_ONCE] for start in range(0, len(ordered), _AT_ONCE))
