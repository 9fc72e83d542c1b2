"""What a user may see: units given to him and all below them, as conditions that every list is read under.

The tree is that of the registry, as `results.ledger.tallies` laid it out when it was registered. Nothing is held in
the program: the database decides.
"""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import ColumnElement, CompoundSelect, Connection, Select, func, select, true, union_all

from results.ledger import tables
from results.ledger.console_tables import unit_reach

FEW = 2_000
"""So many subjects are read one by one along their index; a scope with more is tested while a list is walked."""


@dataclass(frozen=True, slots=True)
class Scope:
    """All subjects where `whole`; else those of `units`, by name, and of the units `below` them."""

    whole: bool = False
    units: tuple[str, ...] = ()
    below: bool = True


WHOLE = Scope(whole=True)


def units(scope: Scope) -> Select[str]:
    """The names of the units in a scope, also of those given that are not registered (any longer)."""
    given = tables.units
    if scope.whole:
        return select(given.c.name)
    if scope.below:
        return select(unit_reach.c.unit).where(unit_reach.c.above.in_(scope.units))
    return select(given.c.name).where(given.c.name.in_(scope.units))


def with_below(start: Select[str] | CompoundSelect[str]) -> Select[str]:
    """The names of the units that `start` asks for, and of all below them; some perhaps more than once."""
    return select(unit_reach.c.unit).where(unit_reach.c.above.in_(start))


def subjects(scope: Scope) -> CompoundSelect[str]:
    """The keys of the sites and accounts in a scope."""
    owned = units(scope)
    return union_all(*(select(table.c.key).where(table.c.unit.in_(owned)) for table in (tables.sites, tables.accounts)))


def of_unit(scope: Scope, column: ColumnElement[str]) -> ColumnElement[bool]:
    """True where `column`, the name of a unit, is in the scope."""
    return true() if scope.whole else column.in_(units(scope))


def of_subject(scope: Scope, column: ColumnElement[str]) -> ColumnElement[bool]:
    """True where `column`, the key of a site or an account, is in the scope."""
    return true() if scope.whole else column.in_(subjects(scope))


def sees(connection: Connection, scope: Scope, subject: str) -> bool:
    """Is the subject with this key in the scope?"""
    if scope.whole:
        return True
    owners = union_all(
        *(select(table.c.unit).where(table.c.key == subject) for table in (tables.sites, tables.accounts))
    ).subquery()
    return connection.execute(select(owners.c.unit).where(owners.c.unit.in_(units(scope))).limit(1)).first() is not None


def has_unit(connection: Connection, scope: Scope, name: str) -> bool:
    """Is there a registered unit of this name in the scope?"""
    table = tables.units
    asked = select(table.c.name).where(table.c.name == name, of_unit(scope, table.c.name))
    return connection.execute(asked).first() is not None


def some_units(connection: Connection, scope: Scope, limit: int) -> list[str]:
    """The names of the units in the scope; none where there are more than `limit`, too many to choose from a list."""
    found = list(connection.execute(units(scope).limit(limit + 1)).scalars())
    return sorted(found) if len(found) <= limit else []


def of_unit_named(connection: Connection, scope: Scope, unit: str) -> bool:
    """Is the unit of this name in the scope, for who sees all also where it is not registered (any longer)?"""
    return scope.whole or has_unit(connection, scope, unit)


def above(connection: Connection, subject: str) -> frozenset[str]:
    """The names of the unit of a subject and of all units above it; none where nobody answers for it."""
    owners = union_all(
        *(select(table.c.unit).where(table.c.key == subject) for table in (tables.sites, tables.accounts))
    )
    given = tables.units
    reached = select(given.c.name, given.c.parent).where(given.c.name.in_(owners)).cte(recursive=True)
    over = select(given.c.name, given.c.parent).join(reached, given.c.name == reached.c.parent)
    names = connection.execute(select(reached.union(over).c.name)).scalars()
    return frozenset(names) | frozenset(connection.execute(owners).scalars())


def counted(connection: Connection, scope: Scope, upto: int = FEW) -> int:
    """How many subjects are in the scope; `upto` + 1 means more than that."""
    some = subjects(scope).limit(upto + 1).subquery()
    return connection.execute(select(func.count()).select_from(some)).scalar_one()
