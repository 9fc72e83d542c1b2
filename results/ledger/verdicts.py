"""What may be said of each subject now, kept beside its newest score, so that lists are chosen and ordered by it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, select

from checks.model.findings import SubjectType
from results.ledger.engine import upsert
from results.ledger.verdict_tables import verdicts

NEVER, IDLE = "never", "idle"
"""In place of a verdict: never judged though it is to be; closed, paused or given up, and not to be judged."""


@dataclass(frozen=True, slots=True)
class VerdictRow:
    """What may be said of a subject since the run `run`. `verdict` is a code of `results.verdicts.Verdict`, `why` is in
    Chinese; `ended` and `detail` are those of the visit, or the state of the reading. `low` and `high` are hundredths
    of a point, None where no points are given; `confirmed` and `waiting` count veto clauses. `at` is aware, UTC."""

    subject: str
    subject_type: SubjectType
    run: int
    verdict: str
    why: str
    ended: str
    detail: str
    low: int | None
    high: int | None
    confirmed: int
    waiting: int
    at: datetime


def save(connection: Connection, row: VerdictRow) -> None:
    """Keeps what may be said of a subject in place of what was said before."""
    given = {name: getattr(row, name) for name in VerdictRow.__slots__}
    upsert(connection, verdicts, [{**given, "subject_type": row.subject_type.value}])


def get(connection: Connection, subject: str) -> VerdictRow | None:
    """What may be said of a subject; None where it was never judged."""
    row = connection.execute(select(verdicts).where(verdicts.c.subject == subject)).mappings().one_or_none()
    return VerdictRow(**{**row, "subject_type": SubjectType(row["subject_type"])}) if row else None
