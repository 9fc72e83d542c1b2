"""Sums of a run: how many outcomes ended how, and why what was not looked at was not, by unit.

Kept when a run is finished, because a page cannot count millions of outcomes; of the newest runs only.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass

from sqlalchemy import ColumnElement, Connection, case, delete, func, insert, select, union_all

from checks.model.findings import Status, SubjectType
from results.ledger import tables, tallies
from results.ledger.console_tables import run_sums
from results.ledger.engine import Ledger
from results.ledger.scope import Scope, of_unit

KEPT = 8
_KEYS = ("subject_type", "unit", "status", "reason")
_KINDS = tuple(kind.value for kind in SubjectType)
"""Named in every question, because the key of the sums begins with them."""
_ALL = "*"
"""Before the name of a unit: it and all below it, added up once; before none: all."""
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


def keep(ledger: Ledger, run: int) -> None:
    """Sums up a run, and forgets the sums of runs long past. Done again, it gives the same. Raises LedgerError.

    Millions of outcomes are read in a view of the ledger that holds up nobody; only what comes of it is written.
    """
    with ledger.connect() as connection:
        counted, above = _counted(connection, run), tallies.above(connection)
    for (kind, unit, *ended), count in list(counted.items()):
        for whole in ("", *above.get(unit, ())):
            counted[kind, _ALL + whole, ended[0], ended[1]] += count
    rows = [{"run": run, **dict(zip(_KEYS, one, strict=True)), "count": count} for one, count in counted.items()]
    with ledger.begin() as connection:
        connection.execute(delete(run_sums).where(run_sums.c.run == run))
        if rows:
            connection.execute(insert(run_sums), rows)
        past = select(run_sums.c.run).distinct().order_by(run_sums.c.run.desc()).offset(KEPT)
        if gone := list(connection.execute(past).scalars()):
            connection.execute(delete(run_sums).where(run_sums.c.run.in_(gone)))


def of(connection: Connection, scope: Scope, run: int) -> list[Sum]:
    """The sums of a run within a scope, largest first; none where the run was not summed up."""
    table = run_sums
    kinds = (table.c.subject_type, table.c.status, table.c.reason)
    total = func.sum(table.c.count).label("total")
    here = (table.c.run == run, table.c.subject_type.in_(_KINDS), _whose(connection, scope, run))
    asked = select(*kinds, total).where(*here).group_by(*kinds)
    rows = connection.execute(asked.order_by(total.desc(), table.c.reason))
    return [Sum(SubjectType(row[0]), Status(row[1]), row[2], int(row.total)) for row in rows]


def _whose(connection: Connection, scope: Scope, run: int) -> ColumnElement[bool]:
    """Which sums make up a scope: as few as can be."""
    named = run_sums.c.unit
    if scope.whole:
        return named == _ALL
    forks, rest = tallies.shares(connection, scope)
    added = [_ALL + name for name in forks]
    of_run = (run_sums.c.run == run, run_sums.c.subject_type.in_(_KINDS))
    there = select(named).where(*of_run, named.in_(added)).limit(1)
    if added and not connection.execute(there).first():  # summed up before units were
        return of_unit(scope, named)
    return named.in_([*added, *(rest.units if rest else ())])


def folded(reason: str) -> str:
    """A reason without what is of one subject alone: numbers in brackets, addresses. A visit that was cut short is the
    reason of all that follows from it."""
    parts = reason.split("；")
    chosen = next((part for part in parts if part.startswith(_CUT_SHORT)), parts[0])
    return _ADDRESS.sub("其他地址", _COUNT.sub("", chosen)).strip()[:_LONGEST]


def _counted(connection: Connection, run: int) -> Counter[tuple[str, str, str, str]]:
    """How many outcomes there are under each of `_KEYS`. Read in the order of the key of outcomes, so that nothing of
    that size is sorted."""
    table = tables.outcomes
    units = _units(connection)
    counted: Counter[tuple[str, str, str, str]] = Counter()
    told = [status for status in Status if status is not Status.UNKNOWN]
    each = (func.sum(case((table.c.status == status.value, 1), else_=0)) for status in told)
    whose = (table.c.subject_type, table.c.subject)
    for kind, subject, *counts in connection.execute(select(*whose, *each).where(table.c.run == run).group_by(*whose)):
        for status, count in zip(told, counts, strict=True):
            if count:
                counted[kind, units.get(subject, ""), status.value, ""] += int(count)
    unknown = select(*whose, table.c.reason).where(table.c.run == run, table.c.status == Status.UNKNOWN.value)
    with connection.execute(unknown.execution_options(yield_per=1_000)) as found:
        for kind, subject, reason in found:
            counted[kind, units.get(subject, ""), Status.UNKNOWN.value, folded(reason)] += 1
    return counted


def _units(connection: Connection) -> dict[str, str]:
    """The unit of each site and account."""
    owned = union_all(*(select(one.c.key, one.c.unit) for one in (tables.sites, tables.accounts)))
    return {key: unit for key, unit in connection.execute(owned)}
