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


def with_below(start: Select[str]) -> Select[str]:
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


def counted(connection: Connection, scope: Scope, upto: int = FEW) -> int:
    """How many subjects are in the scope; `upto` + 1 means more than that."""
    some = subjects(scope).limit(upto + 1).subquery()
    return connection.execute(select(func.count()).select_from(some)).scalar_one()
