"""Lists of units, with how much each answers for; one unit; and the units right below it."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from sqlalchemy import CompoundSelect, Connection, Select, Table, and_, func, literal, select

from checks.model.registry import Level, Unit
from results.ledger import tables
from results.ledger.alike import holds
from results.ledger.console_tables import tallies, unit_reach
from results.ledger.issues import STANDING, IssueState
from results.ledger.scope import Scope, of_unit
from results.ledger.tallies import Kind
from results.ledger.verdict_tables import run_issues

_NAMED = 500
"""Units that one question names; of more all are counted along the index of units."""
_units, _sites, _accounts = tables.units, tables.sites, tables.accounts
_STANDS = tables.issues.c.state.concat("").in_(STANDING)
"""As a value that no index is of: the issues of one unit are few, those of a state are most of all."""


@dataclass(frozen=True, slots=True)
class Line:
    """A unit and how many sites and accounts are its own."""

    unit: Unit
    sites: int
    accounts: int


@dataclass(frozen=True, slots=True)
class Page:
    """Some units, and the name after which the next page begins; None when this is the last."""

    lines: tuple[Line, ...]
    after: str | None = None


@dataclass(frozen=True, slots=True)
class Below:
    """A unit right below: so many units are in its branch, itself among them, with so many sites and accounts, and the
    issues that stood when the newest counted run had ended (None: no run was counted)."""

    name: str
    units: int
    sites: int
    accounts: int
    issues: int | None


def page(
    connection: Connection,
    scope: Scope,
    *,
    text: str = "",
    region: str = "",
    level: str = "",
    after: str | None = None,
    size: int = 50,
) -> Page:
    """The registered units of a scope by name: those with `text` in the name, of a region and a level ("" = any)."""
    asked = select(_units).where(of_unit(scope, _units.c.name))
    if text:
        asked = asked.where(holds(_units.c.name, text))
    for column, value in ((_units.c.region, region), (_units.c.level, level)):
        if value:
            asked = asked.where(column == value)
    if after is not None:
        asked = asked.where(_units.c.name > after)
    rows = connection.execute(asked.order_by(_units.c.name).limit(size + 1)).all()
    found = [Unit(row.name, row.parent, Level(row.level), row.region) for row in rows]
    names = [unit.name for unit in found[:size]]
    sites, accounts = (_owned(connection, table, names) for table in (_sites, _accounts))
    lines = tuple(Line(unit, sites.get(unit.name, 0), accounts.get(unit.name, 0)) for unit in found[:size])
    return Page(lines, names[-1] if len(found) > size else None)


def one(connection: Connection, scope: Scope, name: str) -> Unit | None:
    """The unit of this name where it is in the scope, also one that only a site or an account names."""
    if not scope.whole and connection.execute(_in_scope(scope, name)).first() is None:
        return None
    row = connection.execute(select(_units).where(_units.c.name == name)).one_or_none()
    if row is not None:
        return Unit(row.name, row.parent, Level(row.level), row.region)
    owned = (select(table.c.unit).where(table.c.unit == name).limit(1) for table in (_sites, _accounts))
    return Unit(name) if any(connection.execute(asked).first() for asked in owned) else None


def below(connection: Connection, unit: str) -> list[Below]:
    """The units right below a unit, by name. A circle in the tree ends by itself.

    Along the tree as it was laid out, and by what is tallied of each branch: below the root are all there are.
    """
    right = select(_units.c.name).where(_units.c.parent == unit, _units.c.name != unit)
    here = unit_reach.c.above.in_(right)
    sized = select(unit_reach.c.above, func.count()).where(here).group_by(unit_reach.c.above)
    sizes = {name: int(count) for name, count in connection.execute(sized)}
    single = [name for name, count in sizes.items() if count == 1]
    owned = {
        kind: _owned(connection, table, single) | _tallied(connection, right, kind)
        for kind, table in ((Kind.SITE, _sites), (Kind.ACCOUNT, _accounts))
    }
    run = connection.execute(select(func.max(run_issues.c.run))).scalar()
    # An outer join is read in this order; else SQLite begins with all that stood in the run, for each of the tree anew.
    joined = unit_reach.outerjoin(run_issues, and_(run_issues.c.run == run, run_issues.c.unit == unit_reach.c.unit))
    summed = select(unit_reach.c.above, func.coalesce(func.sum(run_issues.c.count), 0)).select_from(joined)
    stood = summed.where(here).group_by(unit_reach.c.above)
    issues = {name: int(count) for name, count in connection.execute(stood)} if run is not None else {}
    return [
        Below(
            name,
            size,
            owned[Kind.SITE].get(name, 0),
            owned[Kind.ACCOUNT].get(name, 0),
            None if run is None else issues.get(name, 0),
        )
        for name, size in sorted(sizes.items())
    ]


def _tallied(connection: Connection, names: Select[str], kind: Kind) -> dict[str, int]:
    """How many sites or accounts the units own with all below them, of those that have others below them."""
    asked = select(tallies.c.unit, func.sum(tallies.c.count)).where(
        tallies.c.unit.in_(names), tallies.c.kind == kind.value
    )
    return {unit: int(count) for unit, count in connection.execute(asked.group_by(tallies.c.unit))}


def issue_counts(connection: Connection, unit: str) -> dict[IssueState, int]:
    """How many issues of the unit's own sites and accounts stand in each state; states without any are left out."""
    issues = tables.issues
    asked = select(issues.c.state, func.count()).where(issues.c.subject.in_(_own(unit))).group_by(issues.c.state)
    return {IssueState(state): count for state, count in connection.execute(asked)}


def to_mend(connection: Connection, unit: str) -> list[tuple[str, int, int]]:
    """What stands against the unit's own sites and accounts, by check: how many issues of how many subjects; those with
    most first."""
    issues = tables.issues
    asked = select(issues.c.check, func.count(), func.count(func.distinct(issues.c.subject)))
    asked = asked.where(issues.c.subject.in_(_own(unit)), _STANDS).group_by(issues.c.check)
    found = [(check, int(count), int(subjects)) for check, count, subjects in connection.execute(asked)]
    return sorted(found, key=lambda row: (-row[1], row[0]))


def _own(unit: str) -> CompoundSelect[str]:
    return (
        select(_sites.c.key)
        .where(_sites.c.unit == unit)
        .union_all(select(_accounts.c.key).where(_accounts.c.unit == unit))
    )


def _in_scope(scope: Scope, name: str) -> Select[int]:
    return select(literal(1)).where(of_unit(scope, literal(name)))


def _owned(connection: Connection, table: Table, units: Collection[str]) -> dict[str, int]:
    asked = select(table.c.unit, func.count()).group_by(table.c.unit)
    if len(units) <= _NAMED:
        asked = asked.where(table.c.unit.in_(list(units)))
    return {unit: count for unit, count in connection.execute(asked)}
