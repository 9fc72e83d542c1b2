"""An index of what issues say: pairs of neighbouring signs, so that a part of a text is found among millions."""

from __future__ import annotations

import re
from zlib import crc32

import sqlalchemy as sa
from alembic import op

revision = "0017_word_index"
down_revision = "0016_tallies"
branch_labels = None
depends_on = None

_AT_ONCE = 2_000
_LATIN = re.compile(r"[!-~]{3,}")
_COMMON = frozenset("abcdefghijklmnopqrstuvwxyz0123456789")


def upgrade() -> None:
    sqlite = op.get_bind().dialect.name == "sqlite"
    if sqlite:
        op.execute(
            "create virtual table issue_terms using fts5("
            "terms, content='', columnsize=0, detail=none, tokenize='ascii')"
        )
    else:
        op.execute("create table issue_terms (issue integer primary key, terms integer[] not null)")
    _fill(sqlite)
    if not sqlite:
        op.execute("create index ix_issue_terms_terms on issue_terms using gin (terms)")


def _fill(sqlite: bool) -> None:
    """A few at a time, along the number: an old ledger may have millions."""
    connection, last = op.get_bind(), 0
    some = sa.text("select id, text, url, found_on from issues where id > :last order by id limit :limit")
    cache: dict[str, int] = {}
    while rows := connection.execute(some, {"last": last, "limit": _AT_ONCE}).all():
        last = rows[-1].id
        if len(cache) > 200_000:
            cache.clear()
        _write(connection, [(row.id, _terms(row[1:], cache)) for row in rows], sqlite)


def _write(connection: sa.Connection, given: list[tuple[int, set[int]]], sqlite: bool) -> None:
    """In bulk: SQLAlchemy would take longer than the index."""
    driver = connection.connection.driver_connection
    assert driver is not None
    if sqlite:
        rows = [(number, " ".join(f"{one:x}" for one in terms)) for number, terms in given]
        driver.executemany("insert into issue_terms (rowid, terms) values (?, ?)", rows)
        return
    with driver.cursor() as cursor, cursor.copy("copy issue_terms (issue, terms) from stdin") as copy:
        for number, terms in given:
            copy.write_row((number, list(terms)))


def _terms(parts: tuple[str, ...], cache: dict[str, int]) -> set[int]:
    signs: set[str] = set()
    for part in set(parts):
        low = part.lower()
        if len(low) != len(part):
            low = "".join(one.lower() if len(one.lower()) == 1 else one for one in part)
        signs.update(map(str.__add__, low, low[1:]))
        signs.update(set(low) - _COMMON)
        for run in _LATIN.findall(low):
            signs.update(run[place : place + 3] for place in range(len(run) - 2))
    for one in signs - cache.keys():
        cache[one] = crc32(one.encode("utf-8", "surrogatepass")) & 0xFFFFFF
    return {cache[one] for one in signs}


def downgrade() -> None:
    op.execute("drop table issue_terms")
