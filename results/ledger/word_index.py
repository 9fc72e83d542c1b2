"""Finds the issues that may hold a piece of text, among millions: an index of pairs of neighbouring signs.

Chinese is written without blanks, and a word of two signs must be found inside a sentence; so every two neighbouring
signs of what was found, its address and its page are a term of the index, and every sign that stands alone for a word.
In addresses two letters say little, so three are a term as well; one letter or digit is none: they are in every
address. What the index offers holds all terms that are asked for, perhaps apart from one another; who asks looks at the
text itself.

Each database has an index of its own kind: FTS5 in SQLite, GIN over numbers in PostgreSQL. It is written in the
transaction that writes the issues, by the one who does (`results.following`).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any
from zlib import crc32

from sqlalchemy import (
    ARRAY,
    ColumnClause,
    Connection,
    Integer,
    Select,
    TableClause,
    cast,
    column,
    func,
    literal,
    literal_column,
    select,
    text,
)

HANDFUL = 200
"""So many issues are named by their numbers at most."""
_BITS = 0xFFFFFF
"""Terms are numbers of 24 bits: two pairs may share one, and what that offers too much is looked at in vain."""
_LATIN = re.compile(r"[!-~]{3,}")
_COMMON = frozenset("abcdefghijklmnopqrstuvwxyz0123456789")


@dataclass(frozen=True, slots=True)
class Told:
    """What an issue says, and where: the texts that are searched."""

    text: str
    url: str
    found_on: str


def terms(told: Told) -> frozenset[int]:
    """What an issue is found by."""
    found: set[str] = set()
    for part in {told.text, told.url, told.found_on}:
        signs = _folded(part)
        found.update(map(str.__add__, signs, signs[1:]))
        found.update(set(signs) - _COMMON)
        for run in _LATIN.findall(signs):
            found.update(run[place : place + 3] for place in range(len(run) - 2))
    return frozenset(map(_term, found))


def asked(wanted: str) -> list[int] | None:
    """What an issue with this text has among its terms; None where that says nothing: one letter, one digit."""
    signs = _folded(wanted)
    if len(signs) == 1:
        return None if signs in _COMMON else [_term(signs)]
    found: set[str] = set()
    within: set[int] = set()
    for run in _LATIN.finditer(signs):
        found.update(signs[place : place + 3] for place in range(run.start(), run.end() - 2))
        within.update(range(run.start(), run.end() - 1))
    found.update(signs[place : place + 2] for place in range(len(signs) - 1) if place not in within)
    return sorted(map(_term, found)) or None


def add(connection: Connection, issues: Iterable[tuple[int, Told]]) -> None:
    """Enters issues that are new."""
    if rows := [{"issue": number, "terms": _written(connection, terms(told))} for number, told in issues]:
        insert = "insert into issue_terms (issue, terms) values (:issue, :terms)"
        if connection.dialect.name == "sqlite":
            insert = "insert into issue_terms (rowid, terms) values (:issue, :terms)"
        connection.execute(text(insert), rows)


def change(connection: Connection, issues: Iterable[tuple[int, Told, Told]]) -> None:
    """Enters what issues say now in the place of what they said; where both have the same terms nothing is done."""
    both = ((number, terms(before), terms(after)) for number, before, after in issues)
    changed = [(number, before, after) for number, before, after in both if before != after]
    if not changed:
        return
    after = [{"issue": number, "terms": _written(connection, new)} for number, _, new in changed]
    if connection.dialect.name != "sqlite":
        connection.execute(text("update issue_terms set terms = :terms where issue = :issue"), after)
        return
    # FTS5 keeps no text: what is to go must be said in full.
    before = [{"issue": number, "terms": _written(connection, old)} for number, old, _ in changed]
    gone = "insert into issue_terms (issue_terms, rowid, terms) values ('delete', :issue, :terms)"
    connection.execute(text(gone), before)
    connection.execute(text("insert into issue_terms (rowid, terms) values (:issue, :terms)"), after)


def seldom(connection: Connection, wanted: str, limit: int) -> Select[int] | list[int] | None:
    """The numbers of the issues that may hold a text, or the query for them, where they are at most `limit`; None where
    they are more, or the index cannot tell.

    A handful is named: of a query PostgreSQL believes that it finds thousands, and would rather read all issues."""
    numbers = asked(wanted)
    if numbers is None:
        return None
    there: ColumnClause[Any] = column("terms")
    if connection.dialect.name == "sqlite":
        table, number = TableClause("issue_terms", there), column("rowid", Integer)
        here = literal_column("issue_terms").op("match")(_written(connection, numbers))
    else:
        table, number = TableClause("issue_terms", there), column("issue", Integer)
        here = there.op("@>")(cast(literal(numbers, ARRAY(Integer)), ARRAY(Integer)))
    found = select(number).select_from(table).where(here)
    first = list(connection.execute(found.limit(min(HANDFUL, limit) + 1)).scalars())
    if len(first) <= min(HANDFUL, limit):
        return first
    some = found.limit(limit + 1).subquery()
    return found if connection.execute(select(func.count()).select_from(some)).scalar_one() <= limit else None


def _written(connection: Connection, numbers: Iterable[int]) -> str | Sequence[int]:
    return " ".join(f"{one:x}" for one in numbers) if connection.dialect.name == "sqlite" else list(numbers)


def _folded(part: str) -> str:
    """In small letters, sign by sign: those few that would become two stay as they are."""
    low = part.lower()
    return low if len(low) == len(part) else "".join(one.lower() if len(one.lower()) == 1 else one for one in part)


@lru_cache(maxsize=100_000)
def _term(signs: str) -> int:
    return crc32(signs.encode("utf-8", "surrogatepass")) & _BITS
