"""Finds sites and accounts by a part of what they are called, without reading all of them.

PostgreSQL keeps an index of every two neighbouring signs, and of every three ASCII ones, of key, name, address and code
(`signs_of`, GIN): it offers all rows that have the part, and some that have its signs apart, so the texts are looked at
all the same (`results.ledger.alike`). What many rows have is soon met where a list is walked, and is not asked of it.
SQLite reads a hundred thousand rows as fast as such an index would be walked, and has none.
"""

from __future__ import annotations

from string import ascii_lowercase, ascii_uppercase

from sqlalchemy import ColumnElement, Connection, Table, func, literal, or_, text

from results.ledger.scope import Scope
from results.ledger.tables import sites

SELDOM = 2_000
"""Where the index offers so many rows at most, it is asked."""
_WITHIN = 20_000
"""The same for who sees a part: what many have, none of his may have, and all would be walked."""
_OFFERED = """select min(coalesce(common.share, 0)) * max(size.reltuples)
    from unnest(signs_of(:part)) sign
    left join (
        select unnest(most_common_elems::text::text[]) as sign, unnest(most_common_elem_freqs) as share
        from pg_stats where schemaname = current_schema() and tablename = :index
    ) common using (sign)
    cross join pg_class size where size.oid = cast(:table as regclass)"""
_FOLDED = str.maketrans(ascii_uppercase, ascii_lowercase)


def may_hold(
    connection: Connection, scope: Scope, table: Table, part: str, *, seldom: int = SELDOM
) -> list[ColumnElement[bool]]:
    """Conditions that are true for every row of sites or accounts in which `part` is a part of the key, the name, the
    address or the code, as typed, in small or in capital letters; none where no index tells, or where it offers more
    than about `seldom` to who sees all, or far too many to who sees a part."""
    ways = dict.fromkeys(one.translate(_FOLDED) for one in (part, part.lower(), part.upper()))
    if connection.dialect.name != "postgresql" or min(map(len, ways)) < 2:
        return []
    if sum(_offered(connection, table, one) for one in ways) > (seldom if scope.whole else _WITHIN):
        return []
    told = table.c.key.concat(table.c.name).concat(table.c.home).concat(_code(table))  # as the index has it
    return [or_(*(func.signs_of(told).op("@>", is_comparison=True)(func.signs_of(literal(one))) for one in ways))]


def _offered(connection: Connection, table: Table, part: str) -> float:
    """At most so many rows have all signs of a text: as many as have the rarest, as far as the database has noted which
    are common. To count them it would work out the signs of row after row where most have them."""
    given = {"part": part, "table": table.name, "index": f"ix_{table.name}_signs"}
    return connection.execute(text(_OFFERED), given).scalar() or 0.0


def _code(table: Table) -> ColumnElement[str]:
    return table.c.code if table is sites else table.c.platform_id
