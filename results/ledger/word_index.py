"""Finds the issues that may hold a piece of text, among millions: an index of pairs of neighbouring signs.

Chinese is written without blanks, and a word of two signs must be found inside a sentence; so every two neighbouring
signs of what was found, its address and its page are a term of the index, and every sign that stands alone for a word.
Letters and digits alone are none: they are in every address. What the index offers holds all pairs that are asked for,
perhaps apart from one another; who asks looks at the text itself.

Each database has an index of its own kind: FTS5 in SQLite, GIN over numbers in PostgreSQL. It is written in the
transaction that writes the issues, by the one who does (`results.following`).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from zlib import crc32

from sqlalchemy import Connection, text

_BITS = 0xFFFFFF
"""Terms are numbers of 24 bits: two pairs may share one, and what that offers too much is looked at in vain."""
_COMMON = frozenset("abcdefghijklmnopqrstuvwxyz0123456789")


@dataclass(frozen=True, slots=True)
class Told:
    """What an issue says, and where: the texts that are searched."""

    text: str
    url: str
    found_on: str


def terms(told: Told) -> frozenset[int]:
    """What an issue is found by."""
    found: set[int] = set()
    for part in {told.text, told.url, told.found_on}:
        signs = _folded(part)
        found.update(map(_term, map(str.__add__, signs, signs[1:])))
        found.update(map(_term, set(signs) - _COMMON))
    return frozenset(found)


def asked(wanted: str) -> list[int] | None:
    """What an issue with this text has among its terms; None where that says nothing: one letter, one digit."""
    signs = _folded(wanted)
    if len(signs) == 1:
        return None if signs in _COMMON else [_term(signs)]
    return sorted({_term(one + other) for one, other in zip(signs, signs[1:], strict=False)}) or None


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


def offered(connection: Connection, wanted: str, limit: int) -> list[int] | None:
    """The numbers of at most `limit` issues that may hold a text; None where the index cannot tell."""
    numbers = asked(wanted)
    if numbers is None:
        return None
    if connection.dialect.name == "sqlite":
        found = text("select rowid from issue_terms where issue_terms match :terms limit :limit")
    else:
        found = text("select issue from issue_terms where terms @> :terms limit :limit")
    return list(connection.execute(found, {"terms": _written(connection, numbers), "limit": limit}).scalars())


def _written(connection: Connection, numbers: Iterable[int]) -> str | Sequence[int]:
    return " ".join(f"{one:x}" for one in numbers) if connection.dialect.name == "sqlite" else list(numbers)


def _folded(part: str) -> str:
    """In small letters, sign by sign: those few that would become two stay as they are."""
    low = part.lower()
    return low if len(low) == len(part) else "".join(one.lower() if len(one.lower()) == 1 else one for one in part)


@lru_cache(maxsize=100_000)
def _term(signs: str) -> int:
    return crc32(signs.encode("utf-8", "surrogatepass")) & _BITS
