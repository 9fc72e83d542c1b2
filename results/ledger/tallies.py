"""How many things stand in which state under a unit: read in an instant, however many there are.

The databases keep the tallies of issues, jobs and scores by triggers, whoever changes those; what is registered is
counted here, and all of it anew where the tree of units changed. Of a unit without others below it nothing is kept: its
own are few, and are counted when they are asked for.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from enum import StrEnum
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, and_, delete, func, literal, or_, select, text, union_all

from results.ledger import branches, tables
from results.ledger.console_tables import tallies, tally_moves, unit_reach
from results.ledger.scope import Scope, of_subject, of_unit

RUNS = 8
"""Of so many runs, the newest that visited sites, jobs and scores are tallied."""
_AT_ONCE = 1_000
_NAMES = "unit, kind, run, what, state, count"
_FORK = "r.above <> '' and exists (select 1 from unit_reach b where b.above = r.above and b.unit <> r.above)"
_REACH = """insert into unit_reach (above, unit) with recursive reached (above, unit) as (select name, name from units
    union select r.above, u.name from units u join reached r on u.parent = r.unit) select above, unit from reached"""
_OWNED = f"""with owned (key, unit) as (select o.key, r.above from (select key, unit from sites union all
    select key, unit from accounts) o join unit_reach r on r.unit = o.unit where {_FORK})"""
_NEWEST = f"select distinct run from jobs where kind = 'site' order by run desc limit {RUNS}"
_COUNTED = {
    "issue": 'select subject, 0 as run, "check" as what, state, count(*) as n from issues group by 1, 2, 3, 4',
    "site": "select key as subject, 0 as run, '' as what, state, 1 as n from sites",
    "account": "select key as subject, 0 as run, '' as what, state, 1 as n from accounts",
    "job": f"""select subject, run, detail as what, state, count(*) as n from jobs
        where kind = 'site' and run in ({_NEWEST}) group by 1, 2, 3, 4""",
    "score": f"""select subject, run, '' as what, '' as state, 1 as n from scores
        where run in ({_NEWEST}) and subject in (select key from accounts)""",
}


class Kind(StrEnum):
    """What is tallied."""

    ISSUE = "issue"  # by check and state
    SITE = "site"  # by state
    ACCOUNT = "account"  # by state
    JOB = "job"  # of sites, in a run: by why it failed, and by state
    SCORE = "score"  # of accounts, in a run


def of(
    connection: Connection, scope: Scope, kind: Kind, *, run: int = 0, whats: Collection[str] = ()
) -> Counter[tuple[str, str]]:
    """How many there are within a scope, by `what` and state; of `whats` alone where any are named."""
    return several(connection, scope, {kind: run}, whats)[kind]


def several(
    connection: Connection, scope: Scope, runs: Mapping[Kind, int], whats: Collection[str] = ()
) -> dict[Kind, Counter[tuple[str, str]]]:
    """The same of several kinds at once, each of its run (0: of none): what is kept of them is read in one go."""
    forks, rest = ([""], None) if scope.whole else shares(connection, scope)
    newest = _tallied(connection) if any(runs.values()) else frozenset[int]()
    kept = {kind: run for kind, run in runs.items() if not run or run in newest}
    asked = [_kept(forks, kept)] if forks and kept else []
    for kind, run in runs.items():
        if left := rest if kind in kept else scope:
            asked.append(_anew(left, kind, run).add_columns(literal(kind.value).label("kind")))
    found: dict[Kind, Counter[tuple[str, str]]] = {kind: Counter() for kind in runs}
    for one in asked:
        told = one.subquery().c
        wanted = select(told.kind, told.what, told.state, told.count)
        for kind, what, state, count in connection.execute(wanted.where(told.what.in_(whats)) if whats else wanted):
            found[Kind(kind)][what, state] += int(count)
    return {kind: +counted for kind, counted in found.items()}


def above(connection: Connection) -> dict[str, list[str]]:
    """For each unit those it is tallied under: itself, where it has others below it, and those above it."""
    reach, other = unit_reach, unit_reach.alias()
    below = select(other.c.unit).where(other.c.above == reach.c.above, other.c.unit != reach.c.above).exists()
    found: dict[str, list[str]] = {}
    for name, unit in connection.execute(select(reach.c.above, reach.c.unit).where(reach.c.above != "", below)):
        found.setdefault(unit, []).append(name)
    return found


def lay_out(connection: Connection) -> None:
    """Lays the tree of units out and counts all anew: after the registry changed who belongs to whom.

    It reads every issue, which takes seconds for a million; on PostgreSQL those who change issues wait so long, and so
    does the end of a run, which adds up along the tree.
    """
    if connection.dialect.name == "postgresql":
        counted = ", ".join(table.name for table in branches.MADE_OF.values())
        connection.execute(text(f"lock table unit_reach, tallies, tally_moves, {counted} in exclusive mode"))
    for table in (unit_reach, tallies, tally_moves):
        connection.execute(delete(table))
    connection.execute(text(_REACH))
    for kind in Kind:
        _count(connection, kind)
    branches.add_up(connection)


def count_registered(connection: Connection) -> None:
    """Counts sites and accounts anew."""
    connection.execute(delete(tallies).where(tallies.c.kind.in_((Kind.SITE, Kind.ACCOUNT))))
    for kind in (Kind.SITE, Kind.ACCOUNT):
        _count(connection, kind)


def any_tallied(connection: Connection, subjects: Iterable[str]) -> bool:
    """Has any of these subjects an issue, or was it visited or scored in a run that is tallied?"""
    named = list(subjects)
    runs = list(connection.execute(text(_NEWEST)).scalars())
    for start in range(0, len(named), _AT_ONCE):
        some = named[start : start + _AT_ONCE]
        for table in (tables.issues, tables.jobs, tables.scores):
            here = select(table.c.subject).where(table.c.subject.in_(some))
            of_runs = here if table is tables.issues else here.where(table.c.run.in_(runs))
            if connection.execute(of_runs.limit(1)).first():
                return True
    return False


def _count(connection: Connection, kind: Kind) -> None:
    for unit, joined in (("''", ""), ("o.unit", "join owned o on o.key = c.subject")):
        asked = f"select {unit}, '{kind}', c.run, c.what, c.state, sum(c.n) from ({_COUNTED[kind]}) c {joined}"
        connection.execute(text(f"insert into tallies ({_NAMES}) {_OWNED} {asked} group by 1, 3, 4, 5"))


def shares(connection: Connection, scope: Scope) -> tuple[list[str], Scope | None]:
    """A scope as units that are tallied with all below them, and the rest of it."""
    if not scope.below:
        return [], scope
    reach, given = unit_reach, list(dict.fromkeys(scope.units))
    within = select(reach.c.above, reach.c.unit).where(reach.c.unit.in_(given), reach.c.above.in_(given))
    pairs = {(above, unit) for above, unit in connection.execute(within)} if len(given) > 1 else set()
    tops: list[str] = []
    for name in given:
        if not any((top, name) in pairs for top in tops):
            tops = [top for top in tops if (name, top) not in pairs] + [name]
    asked = select(reach.c.above).distinct().where(reach.c.above.in_(tops), reach.c.unit != reach.c.above)
    forks = list(connection.execute(asked).scalars())
    rest = tuple(name for name in tops if name not in set(forks))
    return forks, Scope(units=rest, below=False) if rest else None


def _tallied(connection: Connection) -> frozenset[int]:
    """The runs of which jobs and scores are tallied."""
    jobs, runs = tables.jobs, tables.runs
    visited = select(jobs.c.run).where(jobs.c.run == runs.c.id, jobs.c.kind == "site").exists()
    newest = select(runs.c.id).where(visited).order_by(runs.c.id.desc()).limit(RUNS)
    return frozenset(connection.execute(newest).scalars())


def _kept(units: Collection[str], runs: Mapping[Kind, int]) -> Select[Any]:
    asked = (
        select(table.c.kind, table.c.what, table.c.state, table.c.count.label("count")).where(
            table.c.unit.in_(units),
            or_(*(and_(table.c.kind == kind.value, table.c.run == run) for kind, run in runs.items())),
        )
        for table in (tallies, tally_moves)
    )
    both = union_all(*asked).subquery()
    keys = (both.c.kind, both.c.what, both.c.state)
    return select(*keys, func.sum(both.c.count).label("count")).group_by(*keys)


def _anew(scope: Scope, kind: Kind, run: int) -> Select[Any]:
    none, count = literal("").label("what"), func.count().label("count")
    if kind in (Kind.SITE, Kind.ACCOUNT):
        table = tables.sites if kind is Kind.SITE else tables.accounts
        return select(none, table.c.state, count).where(of_unit(scope, table.c.unit)).group_by(table.c.state)
    if kind is Kind.SCORE:
        scores, accounts = tables.scores, tables.accounts
        told: list[ColumnElement[Any]] = [none, literal("").label("state"), count]
        joined = select(*told).join_from(scores, accounts, accounts.c.key == scores.c.subject)
        return joined.where(scores.c.run == run, of_unit(scope, accounts.c.unit))
    if kind is Kind.JOB:
        jobs = tables.jobs
        here = (jobs.c.run == run, jobs.c.kind == "site", of_subject(scope, jobs.c.subject))
        asked: Select[Any] = select(jobs.c.detail.label("what"), jobs.c.state, count)
        return asked.where(*here).group_by(jobs.c.detail, jobs.c.state)
    issues = tables.issues
    seen: Select[Any] = select(issues.c.check.label("what"), issues.c.state, count)
    return seen.where(of_subject(scope, issues.c.subject)).group_by(issues.c.check, issues.c.state)
