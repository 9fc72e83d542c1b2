"""A list that is one query, ordered by a key: it goes on after the key of its last line, counting and skipping nothing.

What a list is asked for becomes conditions here, and nowhere else.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Connection, RowMapping, Select, func, or_, select, tuple_

from results.ledger import tables
from results.ledger.scope import FEW, Scope, counted, of_subject, of_unit, with_below
from results.lists.listing import Key
from results.reports.rows import Line


@dataclass(frozen=True, slots=True)
class Strand:
    """`asked` in the order of `keys`, columns of it under their own names; `newest`: largest first."""

    connection: Connection
    asked: Select[Any]
    keys: Sequence[ColumnElement[Any]]
    lines: Callable[[Sequence[RowMapping]], Iterable[Line]]
    newest: bool = False

    def page(self, after: Key | None, size: int) -> tuple[Sequence[Line], Key | None]:
        order = [key.desc() if self.newest else key.asc() for key in self.keys]
        asked = self._from(after).order_by(*order).limit(size + 1)
        rows = self.connection.execute(asked).mappings().all()
        shown = rows[:size]
        more = len(rows) > size
        last = tuple(shown[-1][key] for key in self.keys) if more else None
        return list(self.lines(shown)), last

    def left(self, after: Key) -> int:
        rest = self._from(after).with_only_columns(*self.keys, maintain_column_froms=True).subquery()
        return self.connection.execute(select(func.count()).select_from(rest)).scalar_one()

    def _from(self, after: Key | None) -> Select[Any]:
        if after is None:
            return self.asked
        if len(self.keys) == 1:
            (key,), (value,) = self.keys, after
            return self.asked.where(key < value if self.newest else key > value)
        return self.asked.where(tuple_(*self.keys) > tuple_(*after))


class Nothing:
    """A list without a line."""

    def page(self, after: Key | None, size: int) -> tuple[Sequence[Line], Key | None]:
        return [], None

    def left(self, after: Key) -> int:
        return 0


def owned(
    connection: Connection, scope: Scope, subject: ColumnElement[str], unit: ColumnElement[str]
) -> ColumnElement[bool]:
    """The subject, which belongs to `unit`, is in a scope. Few subjects are found along the index of subjects; where
    there are many, each line is tested by its unit: their keys alone would take longer than the page."""
    if scope.whole or counted(connection, scope) <= FEW:
        return of_subject(scope, subject)
    return of_unit(scope, unit)


def same(column: ColumnElement[Any], values: Any) -> list[ColumnElement[bool]]:
    """The column is the value, or one of the values; nothing asked for means any."""
    if values is None or values == ():
        return []
    return [column.in_(list(values)) if isinstance(values, tuple) else column == values]


def has(text: str | None, *columns: ColumnElement[str]) -> list[ColumnElement[bool]]:
    """One of the columns has the text in it."""
    return [or_(*(column.icontains(text, autoescape=True) for column in columns))] if text else []


def below(text: str | None, column: ColumnElement[str]) -> list[ColumnElement[bool]]:
    """The column names a unit with the text in its name, or one below such a unit."""
    if not text:
        return []
    names = tables.units.c.name
    return [column.in_(with_below(select(names).where(names.icontains(text, autoescape=True))))]
