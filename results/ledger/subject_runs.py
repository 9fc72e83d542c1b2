"""The runs that looked at one subject."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, and_, or_, select

from results.ledger import tables
from results.ledger.runs import JobState


@dataclass(frozen=True, slots=True)
class SubjectRun:
    """A run that was to look at a subject, or that scored it. `state` is None where no job of its own was there: a run
    of accounts, or an answer of a person. `low` and `high` are texts, None where it was not scored."""

    run: int
    kind: str
    started: datetime
    state: JobState | None
    reason: str
    low: str | None
    high: str | None


def of(connection: Connection, subject: str, *, among: int = 30, most: int = 8) -> list[SubjectRun]:
    """The newest runs that looked at a subject, of the newest `among`, newest first."""
    table, jobs, scores = tables.runs, tables.jobs, tables.scores
    last = select(table.c.id).order_by(table.c.id.desc()).limit(among).subquery()
    own = and_(jobs.c.run == table.c.id, jobs.c.subject == subject, jobs.c.kind == "site")
    scored = and_(scores.c.run == table.c.id, scores.c.subject == subject)
    columns = (table.c.id, table.c.kind, table.c.started, jobs.c.state, jobs.c.detail, scores.c.low, scores.c.high)
    asked = select(*columns).join(last, last.c.id == table.c.id).outerjoin(jobs, own).outerjoin(scores, scored)
    asked = asked.where(or_(jobs.c.run.is_not(None), scores.c.run.is_not(None)))
    return [
        SubjectRun(
            row.id,
            row.kind,
            row.started,
            JobState(row.state) if row.state else None,
            row.detail or "",
            None if row.low is None else str(row.low),
            None if row.high is None else str(row.high),
        )
        for row in connection.execute(asked.order_by(table.c.id.desc()).limit(most))
    ]
