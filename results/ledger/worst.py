"""The worst of what stands against some subjects, without reading all of it."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import Connection, case, select

from results.ledger import issues as ledger_issues
from results.ledger import tables
from results.ledger.issues import STANDING, Issue, IssueState

_SURE = (IssueState.CONFIRMED.value, IssueState.NOTIFIED.value)


def worst(connection: Connection, keys: Sequence[str], grave: Sequence[Sequence[str]], limit: int) -> list[Issue]:
    """`limit` of the issues that stand against the subjects `keys`: those of the first checks of `grave` first, then of
    the second, then others; of each kind those that a person confirmed before the rest, and the newest first."""
    table = tables.issues.c
    if not keys:
        return []
    ranks = [(table.check.in_(list(checks)), rank) for rank, checks in enumerate(grave) if checks]
    rank = [case(*ranks, else_=len(grave))] if ranks else []
    asked = select(table.id).where(table.subject.in_(list(keys)), table.state.in_(STANDING))
    asked = asked.order_by(*rank, case((table.state.in_(_SURE), 0), else_=1), table.id.desc()).limit(limit)
    return ledger_issues.numbered(connection, connection.execute(asked).scalars())
