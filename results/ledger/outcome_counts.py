"""How checks came out on many subjects at once: counted by status, or the status of one check for each."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from sqlalchemy import Connection, func, select

from checks.model.findings import Status, SubjectType
from results.ledger import tables
from results.ledger.runs import BY_HAND
from results.ledger.spans import Span

_table, _runs = tables.outcomes, tables.runs
_AT_ONCE = 500
"""Subjects that one question names."""


def counted(
    connection: Connection, run: int, kind: SubjectType, subjects: Sequence[str]
) -> Counter[tuple[str, Status]]:
    """On how many of these subjects each check of a run ended with each status."""
    found: Counter[tuple[str, Status]] = Counter()
    for start in range(0, len(subjects), _AT_ONCE):
        here = (_table.c.run == run, _table.c.subject_type == kind.value)
        asked = select(_table.c.check, _table.c.status, func.count()).where(*here)
        asked = asked.where(_table.c.subject.in_(subjects[start : start + _AT_ONCE]))
        for check, status, count in connection.execute(asked.group_by(_table.c.check, _table.c.status)):
            found[check, Status(status)] += count
    return found


def statuses(
    connection: Connection, run: int, kind: SubjectType, subjects: Sequence[str], check: str
) -> dict[str, Status]:
    """How one check of a run ended on each of these subjects; those that it was not asked of are left out."""
    found: dict[str, Status] = {}
    for start in range(0, len(subjects), _AT_ONCE):
        some = _table.c.subject.in_(subjects[start : start + _AT_ONCE])
        here = (_table.c.run == run, _table.c.subject_type == kind.value, some, _table.c.check == check)
        asked = select(_table.c.subject, _table.c.status).where(*here)
        found.update({subject: Status(status) for subject, status in connection.execute(asked)})
    return found


def answered(connection: Connection, span: Span, kind: SubjectType, check: str) -> dict[str, tuple[int, Status]]:
    """What persons last answered in the span to the question of one rule, by subject, with the run of the answer."""
    within = (_runs.c.started >= span.since, _runs.c.started < span.until, _runs.c.kind == BY_HAND)
    runs = select(_runs.c.id).where(*within)
    here = (_table.c.run.in_(runs), _table.c.subject_type == kind.value, _table.c.check == check)
    asked = select(_table.c.subject, _table.c.run, _table.c.status).where(*here).order_by(_table.c.run)
    return {subject: (run, Status(status)) for subject, run, status in connection.execute(asked)}
