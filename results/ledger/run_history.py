"""How all that was registered stood after runs of long ago: what reports of months and years are made of."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, select

from checks.model.findings import SubjectType
from results.ledger import tables
from results.ledger.branches import ALL
from results.ledger.run_tallies import Tally, tally
from results.ledger.verdict_tables import run_issues, run_verdicts

_AT_ONCE = 500
"""Runs that one question names."""


@dataclass(frozen=True, slots=True)
class Stood:
    """How all that was registered stood when a run had ended, and how many issues; moments are aware, UTC."""

    run: int
    kind: str
    started: datetime
    ended: datetime | None
    sites: Tally
    accounts: Tally
    issues: int


def history(connection: Connection, since: datetime, until: datetime) -> list[Stood]:
    """How all stood after each counted run that began from `since` until before `until` (aware), oldest first. Whoever
    was registered then counts, by what was known and decided of him then."""
    began = (tables.runs.c.started >= since, tables.runs.c.started < until)
    found = in_all(connection, connection.execute(select(tables.runs.c.id).where(*began)).scalars().all())
    return sorted(found.values(), key=lambda one: (one.started, one.run))


def in_all(connection: Connection, runs: Collection[int]) -> dict[int, Stood]:
    """How all that is registered stood after each of these runs; those that nobody counted are left out."""
    table, counted, wanted, found = run_verdicts, run_issues, sorted(runs), dict[int, Stood]()
    columns = (table.c[name] for name in ("run", "subject_type", "verdict", "count", "confirmed", "waiting"))
    everything = (table.c.unit == ALL, table.c.region == ALL)
    told = (tables.runs.c[name] for name in ("id", "kind", "started", "ended"))
    asked = select(*told, counted.c.count).join(counted, counted.c.run == tables.runs.c.id).where(counted.c.unit == ALL)
    for start in range(0, len(wanted), _AT_ONCE):
        some = wanted[start : start + _AT_ONCE]
        rows: dict[tuple[int, str], list[tuple[str, int, int, int]]] = {}
        for run, kind, *rest in connection.execute(select(*columns).where(table.c.run.in_(some), *everything)):
            rows.setdefault((run, kind), []).append((rest[0], int(rest[1]), int(rest[2]), int(rest[3])))
        for row in connection.execute(asked.where(counted.c.run.in_(some))):
            run, kind, started, ended, issues = tuple(row)
            sites, accounts = (tally(rows.get((run, one.value), [])) for one in SubjectType)
            found[run] = Stood(run, kind, started, ended, sites, accounts, issues)
    return found


def units_of(connection: Connection, runs: Collection[int]) -> frozenset[str]:
    """The units that had something to judge after these runs, as far as it is kept by unit."""
    table = run_verdicts
    asked = select(table.c.unit).where(table.c.run.in_(sorted(runs)), table.c.unit.not_in((ALL, ""))).distinct()
    return frozenset(connection.execute(asked).scalars())
