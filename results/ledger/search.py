"""What a reader means by some words: sites, accounts and units by name, code or address, within his scope."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import ColumnElement, Connection, or_, select

from checks.model.findings import SubjectType
from checks.model.registry import Unit
from results.ledger import subjects, tables, unit_lists
from results.ledger.scope import Scope
from results.ledger.subjects import Line, Wanted

LONGEST = 100
"""Characters that are looked for."""
_MOST = 20


@dataclass(frozen=True, slots=True)
class Found:
    """At most `limit` of each; `more` names the lists that hold further ones."""

    sites: tuple[Line, ...] = ()
    accounts: tuple[Line, ...] = ()
    units: tuple[Unit, ...] = ()
    more: frozenset[str] = frozenset()

    @property
    def any(self) -> bool:
        return bool(self.sites or self.accounts or self.units)


def search(connection: Connection, scope: Scope, text: str, limit: int = _MOST) -> Found:
    """What has `text` in its name or address, or begins with it as its code; what is called exactly so comes first."""
    given = " ".join(text.split())[:LONGEST]
    if not given:
        return Found()
    more = set()
    lines: dict[SubjectType, tuple[Line, ...]] = {}
    few = subjects.holds_few(connection, scope)
    for kind in SubjectType:
        found = subjects.page(connection, scope, kind, Wanted(text=given), size=limit, few=few)
        exact = (subjects.one(connection, scope, kind, key) for key in _exactly(connection, kind, given))
        lines[kind] = tuple({one.key: one for one in (*filter(None, exact), *found.lines)}.values())[:limit]
        if found.after is not None:
            more.add(f"{kind.value}s")
    named = unit_lists.page(connection, scope, text=given, size=limit)
    units = {line.unit.name: line.unit for line in named.lines}
    if (same := unit_lists.one(connection, scope, given)) is not None:
        units = {same.name: same, **units}
    if named.after is not None:
        more.add("units")
    return Found(lines[SubjectType.SITE], lines[SubjectType.ACCOUNT], tuple(units.values())[:limit], frozenset(more))


def _exactly(connection: Connection, kind: SubjectType, text: str) -> list[str]:
    """The keys of what is called exactly so."""
    table = tables.sites if kind is SubjectType.SITE else tables.accounts
    same: list[ColumnElement[bool]] = [table.c.key == text, table.c.name == text]
    return list(connection.execute(select(table.c.key).where(or_(*same)).order_by(table.c.key).limit(_MOST)).scalars())
