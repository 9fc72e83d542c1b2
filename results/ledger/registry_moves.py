"""What an import changed in who answers for a site or an account, and in its state: kept, because the registry itself
only says how things are now. Only changes are kept: a subject that is new is none, and one imported again as it was.

An account that is told by its name and unit alone (`Account.weak_key`) is another account under another unit: no move.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from datetime import datetime
from enum import StrEnum

from sqlalchemy import Connection, insert, select

from checks.model.findings import SubjectType
from checks.model.registry import Account, Registry, Site
from results.ledger import tables
from results.ledger.move_tables import moves as _table

Standing = Mapping[tuple[SubjectType, str], tuple[str, str]]
"""Unit and state of what is registered, by its type and key."""


class Changed(StrEnum):
    UNIT = "unit"
    STATE = "state"


@dataclass(frozen=True, slots=True)
class Move:
    """One change of a subject: `before` and `after` are names of units, or values of SubjectState. `at` is aware, UTC:
    when the sheet was imported, not when the office decided it."""

    subject_type: SubjectType
    subject: str
    what: Changed
    before: str
    after: str
    at: datetime


def standing(connection: Connection, registry: Registry) -> Standing:
    """How the ledger has the sites, where the registry names any, and the accounts, likewise."""
    found: dict[tuple[SubjectType, str], tuple[str, str]] = {}
    nouns = (
        (SubjectType.SITE, tables.sites, registry.sites),
        (SubjectType.ACCOUNT, tables.accounts, registry.accounts),
    )
    for kind, table, given in nouns:
        if given:
            rows = connection.execute(select(table.c.key, table.c.unit, table.c.state))
            found |= {(kind, key): (unit, state) for key, unit, state in rows}
    return found


def keep(connection: Connection, stood: Standing, registry: Registry, moment: datetime) -> None:
    """Keeps what a registry changes that is written at `moment` (aware) over what stood before it."""
    # Of rows with one key the last is what is written.
    sites = {(SubjectType.SITE, one.key): one for one in registry.sites}
    accounts = {(SubjectType.ACCOUNT, one.key): one for one in registry.accounts}
    given: dict[tuple[SubjectType, str], Site | Account] = {**sites, **accounts}
    found = [move for key in given.keys() & stood.keys() for move in _moves(key, stood[key], given[key], moment)]
    if found:
        connection.execute(insert(_table), [asdict(one) for one in sorted(found, key=lambda one: one.subject)])


def since(connection: Connection, moment: datetime) -> Iterator[Move]:
    """The moves from `moment` (aware) on, oldest first."""
    asked = select(*(_table.c[name] for name in Move.__slots__)).where(_table.c.at >= moment)
    for kind, subject, what, before, after, at in connection.execute(asked.order_by(_table.c.at, _table.c.id)):
        yield Move(SubjectType(kind), subject, Changed(what), before, after, at)


def _moves(
    key: tuple[SubjectType, str], stood: tuple[str, str], now: Site | Account, moment: datetime
) -> Iterator[Move]:
    for what, before, after in zip(Changed, stood, (now.unit, now.state.value), strict=True):
        if before != after:
            yield Move(*key, what, before, after, moment)
