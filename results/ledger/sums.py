"""Sums of a run: how many outcomes ended how, and why what was not looked at was not, by unit.

Kept when a run is finished, because a page cannot count millions of outcomes; of the newest runs only.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass

from sqlalchemy import Connection, Subquery, case, delete, func, insert, literal, select, union_all

from checks.model.findings import Status, SubjectType
from results.ledger import tables
from results.ledger.console_tables import run_sums
from results.ledger.scope import Scope, of_unit

KEPT = 8
_LONGEST = 80
_CUT_SHORT = "访问未完成"
_COUNT = re.compile(r"（\d+(?: [次个条处])?）")
_ADDRESS = re.compile(r"https?://\S+")


@dataclass(frozen=True, slots=True)
class Sum:
    """So many outcomes of one kind of subject ended with a status; `reason` says why an UNKNOWN one did, else ""."""

    subject_type: SubjectType
    status: Status
    reason: str
    count: int


def keep(connection: Connection, run: int) -> None:
    """Sums up a run that is finished, and forgets the sums of runs long past. Done again, it gives the same."""
    connection.execute(delete(run_sums).where(run_sums.c.run == run))
    counted: Counter[tuple[str, str, str, str]] = Counter()
    table, owners = tables.outcomes, _owners()
    why = case((table.c.status == Status.UNKNOWN.value, table.c.reason), else_=literal(""))
    whose = func.coalesce(owners.c.unit, "")
    kinds = (table.c.subject_type, whose, table.c.status, why)
    asked = select(*kinds, func.count()).outerjoin(owners, owners.c.key == table.c.subject)
    for *kind, reason, count in connection.execute(asked.where(table.c.run == run).group_by(*kinds)):
        subject_type, unit, status = kind
        counted[subject_type, unit, status, folded(reason)] += count
    if rows := [
        {"run": run, "subject_type": one[0], "unit": one[1], "status": one[2], "reason": one[3], "count": count}
        for one, count in counted.items()
    ]:
        connection.execute(insert(run_sums), rows)
    past = select(run_sums.c.run).distinct().order_by(run_sums.c.run.desc()).offset(KEPT)
    if gone := list(connection.execute(past).scalars()):
        connection.execute(delete(run_sums).where(run_sums.c.run.in_(gone)))


def of(connection: Connection, scope: Scope, run: int) -> list[Sum]:
    """The sums of a run within a scope, largest first; none where the run was not summed up."""
    table = run_sums
    kinds = (table.c.subject_type, table.c.status, table.c.reason)
    total = func.sum(table.c.count).label("total")
    asked = select(*kinds, total).where(table.c.run == run, of_unit(scope, table.c.unit)).group_by(*kinds)
    rows = connection.execute(asked.order_by(total.desc(), table.c.reason))
    return [Sum(SubjectType(row[0]), Status(row[1]), row[2], int(row.total)) for row in rows]


def folded(reason: str) -> str:
    """A reason without what is of one subject alone: numbers in brackets, addresses. A visit that was cut short is the
    reason of all that follows from it."""
    parts = reason.split("；")
    chosen = next((part for part in parts if part.startswith(_CUT_SHORT)), parts[0])
    return _ADDRESS.sub("其他地址", _COUNT.sub("", chosen)).strip()[:_LONGEST]


def _owners() -> Subquery:
    return union_all(*(select(one.c.key, one.c.unit) for one in (tables.sites, tables.accounts))).subquery()
