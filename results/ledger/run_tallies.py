"""What a run came to, counted once at its end: how subjects stood by unit, region and level, how many issues stood, and
which checks could not look.

A page cannot count hundreds of thousands of subjects anew. By unit it is kept of the newest runs only; what a run came
to in all is kept for good, a handful of rows: a yearly report tells it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    Select,
    Table,
    and_,
    case,
    delete,
    func,
    insert,
    select,
    true,
    union_all,
)

from checks.model.findings import Status, SubjectType
from checks.model.registry import GLANCED, Level
from results.ledger import branches, tables, tallies
from results.ledger.branches import ALL
from results.ledger.engine import Ledger
from results.ledger.issues import STANDING
from results.ledger.scope import FEW, Scope, counted, of_unit, subjects
from results.ledger.sums import KEPT, folded
from results.ledger.verdict_tables import (
    branch_issues,
    branch_verdicts,
    run_issues,
    run_unknowns,
    run_verdicts,
    verdicts,
)
from results.ledger.verdicts import NEVER

_PLACES = ("region", "level")


@dataclass(frozen=True, slots=True)
class Tally:
    """How subjects stood: verdict → how many, `NEVER` for those that were never judged. `confirmed` and `waiting` count
    those with a veto that a person confirmed, or that waits for one."""

    verdicts: Mapping[str, int] = field(default_factory=dict)
    confirmed: int = 0
    waiting: int = 0

    @property
    def checked(self) -> int:
        return sum(count for verdict, count in self.verdicts.items() if verdict != NEVER)


@dataclass(frozen=True, slots=True)
class Point:
    """How the sites of a scope stood when a run had ended, and how many issues stood."""

    run: int
    kind: str
    started: datetime
    sites: Tally
    issues: int


@dataclass(frozen=True, slots=True)
class Unknown:
    """A check that could not look at `count` subjects for a reason."""

    subject_type: SubjectType
    check: str
    reason: str
    count: int


def keep(ledger: Ledger, run: int) -> None:
    """Counts what a run came to, and forgets what runs long past came to. Done again, it gives the same. Raises
    LedgerError."""
    with ledger.connect() as connection:
        stood = [row for kind in SubjectType for row in _stood(connection, kind)]
        issues = _issues(connection)
        unseen = _unknowns(connection, tables.outcomes.c.run == run)
    rows: dict[Table, list[dict[str, object]]] = {
        run_verdicts: [{"run": run, **row} for row in stood],
        run_issues: [{"run": run, "unit": unit, "count": count} for unit, count in issues.items()],
        run_unknowns: [
            {"run": run, "subject_type": o.subject_type.value, "check": o.check, "reason": o.reason, "count": o.count}
            for o in unseen
        ],
    }
    with ledger.begin() as connection:
        for table, found in rows.items():
            _replace(connection, table, run, found)
        branches.add_up(connection, run)


def trend(connection: Connection, scope: Scope) -> list[Point]:
    """How the sites of a scope stood after each of the newest runs that were counted, oldest first."""
    found: dict[int, list[tuple[str, int, int, int]]] = {}
    for run, verdict, count, confirmed, waiting in _summed(connection, scope, ("run", "verdict")):
        found.setdefault(run, []).append((verdict, int(count), int(confirmed), int(waiting)))
    issues, runs = _issues_by_run(connection, scope), tables.runs
    told = select(runs.c.id, runs.c.kind, runs.c.started).where(runs.c.id.in_(list(found))).order_by(runs.c.id)
    return [
        Point(row.id, row.kind, row.started, tally(found[row.id]), issues.get(row.id, 0))
        for row in connection.execute(told)
    ]


def ranking(connection: Connection, scope: Scope, run: int, by: str) -> dict[str, Tally]:
    """How the sites of a scope stood after a run, by "region" or "level"; "" where nobody says."""
    if by not in _PLACES:
        raise ValueError(f"nothing is counted by {by!r}")
    found: dict[str, list[tuple[str, int, int, int]]] = {}
    for place, verdict, count, confirmed, waiting in _summed(connection, scope, (by, "verdict"), run):
        found.setdefault(place, []).append((verdict, int(count), int(confirmed), int(waiting)))
    return {place: tally(rows) for place, rows in found.items()}


def regions(connection: Connection, scope: Scope, limit: int = 300) -> list[str]:
    """The regions that the newest counted run knew of in a scope."""
    run = latest(connection)
    if run is None:
        return []
    parts = _parts(connection, scope, branch_verdicts, run_verdicts)
    some = [
        select(table.c.region).where(
            table.c.run == run,
            table.c.subject_type.in_([kind.value for kind in SubjectType]),
            table.c.region.not_in(("", ALL)),
            whose,
        )
        for table, whose in parts
    ]
    told = union_all(*some).subquery()
    asked = select(told.c.region).distinct().order_by(told.c.region).limit(limit)
    return list(connection.execute(asked).scalars())


def latest(connection: Connection) -> int | None:
    """The newest run that was counted; None when there is none."""
    return connection.execute(select(func.max(run_issues.c.run))).scalar()


def unknowns(connection: Connection, scope: Scope, run: int) -> list[Unknown] | None:
    """Which checks could not look in a run at subjects of a scope, those with most first; None where nobody counted."""
    table = run_unknowns
    if not scope.whole:
        if counted(connection, scope) > FEW:
            return None
        keys = list(connection.execute(subjects(scope)).scalars())
        kinds = [kind.value for kind in SubjectType]
        here = tables.outcomes.c
        return _unknowns(connection, here.run == run, here.subject_type.in_(kinds), here.subject.in_(keys))
    if connection.execute(select(run_issues.c.run).where(run_issues.c.run == run).limit(1)).first() is None:
        return None
    asked = select(table).where(table.c.run == run).order_by(table.c.count.desc(), table.c.check, table.c.reason)
    return [Unknown(SubjectType(r.subject_type), r.check, r.reason, r[-1]) for r in connection.execute(asked)]


def _stood(connection: Connection, kind: SubjectType) -> list[dict[str, object]]:
    """Rows of `run_verdicts`, without the run. What is closed or paused is not judged and not counted."""
    table = tables.sites if kind is SubjectType.SITE else tables.accounts
    units, said = tables.units, func.coalesce(verdicts.c.verdict, NEVER)
    region = case((table.c.region != "", table.c.region), else_=func.coalesce(units.c.region, ""))
    unsaid = Level.UNKNOWN.value
    level = case((table.c.level.not_in(("", unsaid)), table.c.level), else_=func.coalesce(units.c.level, unsaid))
    names = (table.c.unit, region.label("region"), level.label("level"), said.label("verdict"))
    some = (func.sum(case((column > 0, 1), else_=0)) for column in (verdicts.c.confirmed, verdicts.c.waiting))
    asked = select(*names, func.count(), *some).select_from(table)
    asked = asked.outerjoin(verdicts, verdicts.c.subject == table.c.key).outerjoin(units, units.c.name == table.c.unit)
    asked = asked.where(table.c.state.not_in([state.value for state in GLANCED])).group_by(*names)
    found: Counter[tuple[str, ...]] = Counter()
    for unit, region, level, verdict, count, confirmed, waiting in connection.execute(asked):
        for whose in ((unit, region, level), (ALL, region, level), (ALL, ALL, ALL)):
            for number, many in (("count", count), ("confirmed", confirmed), ("waiting", waiting)):
                found[*whose, verdict, number] += int(many)
    keys = ("unit", "region", "level", "verdict")
    return [
        {
            "subject_type": kind.value,
            **dict(zip(keys, key, strict=True)),
            **{number: found[*key, number] for number in ("count", "confirmed", "waiting")},
        }
        for key in dict.fromkeys(name[:4] for name in found)
    ]


def _issues(connection: Connection) -> Counter[str]:
    found: Counter[str] = Counter({ALL: 0})
    table = tables.issues
    for owned in (tables.sites, tables.accounts):
        asked = select(owned.c.unit, func.count()).join(table, table.c.subject == owned.c.key)
        for unit, count in connection.execute(asked.where(table.c.state.in_(STANDING)).group_by(owned.c.unit)):
            found[unit] += count
            found[ALL] += count
    return found


def _issues_by_run(connection: Connection, scope: Scope) -> dict[int, int]:
    some = [
        select(table.c.run, table.c.count).where(_of_runs(table), whose)
        for table, whose in _parts(connection, scope, branch_issues, run_issues)
    ]
    told = union_all(*some).subquery()
    asked = select(told.c.run, func.sum(told.c.count)).group_by(told.c.run)
    return {run: int(count) for run, count in connection.execute(asked)}


def _summed(
    connection: Connection, scope: Scope, names: tuple[str, str], run: int | None = None
) -> list[tuple[Any, ...]]:
    """How many sites of a scope there are under these names, how many of them had a veto confirmed, and waiting; of
    one run, or of all."""
    numbers, some = ("count", "confirmed", "waiting"), list[Select[Any]]()
    for table, whose in _parts(connection, scope, branch_verdicts, run_verdicts):
        here = [table.c.subject_type == SubjectType.SITE.value, whose, _of_runs(table) if run is None else true()]
        if run is not None:
            here.append(table.c.run == run)
        if scope.whole:  # those who see all: by place, and in place of all places
            here.append(table.c.region == ALL if run is None else table.c.region != ALL)
        some.append(select(*(table.c[name] for name in (*names, *numbers))).where(*here))
    told = union_all(*some).subquery()
    keys = [told.c[name] for name in names]
    asked = select(*keys, *(func.sum(told.c[name]) for name in numbers)).group_by(*keys)
    return list(map(tuple, connection.execute(asked)))


def _of_runs(table: Table) -> ColumnElement[bool]:
    """The newest runs that were counted: what came before them is kept as a whole only, for reports. Naming them makes
    a few seeks along a key that begins with the run, of what would read the whole table; and so does asking each run
    whether it was counted, of what would read the runs of all units."""
    runs, whole = tables.runs, (run_issues.c.run == tables.runs.c.id, run_issues.c.unit == ALL)
    counted = select(runs.c.id).where(select(run_issues.c.run).where(*whole).exists())
    return table.c.run.in_(counted.order_by(runs.c.id.desc()).limit(KEPT))


def _parts(
    connection: Connection, scope: Scope, added: Table, single: Table
) -> list[tuple[Table, ColumnElement[bool]]]:
    """Which rows make up a scope, as few as can be: of branches that were `added` up, and of `single` units."""
    if scope.whole:
        return [(single, single.c.unit == ALL)]
    forks, rest = tallies.shares(connection, scope)
    parts: list[tuple[Table, ColumnElement[bool]]] = [(added, added.c.unit.in_(forks))] if forks else []
    if rest or not forks:
        parts.append((single, of_unit(rest or scope, single.c.unit)))
    return parts


def _unknowns(connection: Connection, *where: ColumnElement[bool]) -> list[Unknown]:
    table = tables.outcomes
    names = (table.c.subject_type, table.c.check, table.c.reason)
    found: Counter[tuple[str, str, str]] = Counter()
    asked = select(*names, func.count()).where(*where, table.c.status == Status.UNKNOWN.value).group_by(*names)
    for kind, check, reason, count in connection.execute(asked):
        found[kind, check, folded(reason)] += count
    ordered = sorted(found.items(), key=lambda one: (-one[1], one[0]))
    return [Unknown(SubjectType(kind), check, reason, count) for (kind, check, reason), count in ordered]


def tally(rows: list[tuple[str, int, int, int]]) -> Tally:
    return Tally({row[0]: row[1] for row in rows}, sum(row[2] for row in rows), sum(row[3] for row in rows))


def _replace(connection: Connection, table: Table, run: int, rows: list[dict[str, object]]) -> None:
    connection.execute(delete(table).where(table.c.run == run))
    if rows:
        connection.execute(insert(table), rows)
    past = select(table.c.run).distinct().order_by(table.c.run.desc()).offset(KEPT).limit(1)
    if (last := connection.execute(past).scalar()) is not None:
        in_all = tuple(table.c[name] == ALL for name in ("unit", "region") if name in table.c)
        connection.execute(delete(table).where(table.c.run <= last, *([~and_(*in_all)] if in_all else [])))
