"""When an address of the site was first met, over runs: carried from visit to visit when a visit is closed.

`met` holds every own address that this visit or one before it showed or read, so that a page that one night misses is
not new on the next. `known` holds the columns, and when each was last read to its end by a complete visit. From both
follows when an address that is new now was certainly not there yet (`absent_at`). All of it stays when a run is resumed
and when the visit is judged again; where the visit before is damaged the one before that serves, and where none is left
all begins anew: then nothing is called late. A later reader of facts may find what the one before overlooked, so what
was met stays known, and the columns become known anew.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing, suppress
from itertools import islice
from pathlib import Path

import msgspec

from checks.model.captures import Coverage, Failure
from checks.model.pages import PageFacts, PageKind
from checks.model.urls import page_key
from results.errors import StorageError, VisitDamaged
from results.visits.opening import open_visit
from results.visits.schema import unpack_facts
from results.visits.storing import storing

MOST = 200_000
"""So many addresses of a site are remembered: those met last."""
MOST_COLUMNS = 20_000
NOTES_FIRSTS = 3  # the version of visit files from which on they hold this
_TRIED = 5  # visits before this one that are tried until one can be read
_OWN = "own = 1 and tag not in ('img', 'script', 'link', 'background')"
_COLUMN = "page_key(case when paged_from <> '' then paged_from else url end)"
_LISTS = f"kind = '{PageKind.LIST}' and status between 200 and 299"
_BEFORE = """
create temp table was (key text primary key, first_seen text not null, absent_at text, last_seen text not null)
    without rowid;
create temp table was_known (key text primary key, at text not null) without rowid;
create temp table titles (title text primary key) without rowid;
"""
_CARRY = (
    "update met set first_seen = was.first_seen, absent_at = was.absent_at from was where was.key = met.key",
    f"""
    create temp table newly as
    select page_key(i.url) as key, max(k.at) as at from items i join pages p on p.id = i.page
    join was_known k on k.key = {_COLUMN.replace("paged_from", "p.paged_from").replace(" url ", " p.url ")}
    where p.{_LISTS.replace(" and status", " and p.status")} and i.title not in (select title from titles)
    group by 1
    """,
    "create index temp.newly_key on newly (key)",
    """
    update met set absent_at = newly.at from newly
    where newly.key = met.key and met.key not in (select key from was)
    """,
    """
    insert or ignore into met
    select key, first_seen, absent_at, last_seen from was where key not in (select key from met)
    order by last_seen desc limit max(0, :most - (select count(*) from met))
    """,
    "insert or ignore into known select key, at from was_known order by at desc limit :columns",
)
"""The titles of a list tell what only moved to another address: that is not new."""


def carry_firsts(connection: sqlite3.Connection, last: Path | None, most: int = MOST) -> None:
    """Lays down when each own address was first met, leaning on the visit `last`; `most` addresses are remembered.

    `connection` is that of the visit, its rows being `sqlite3.Row`. Called again it does the same again.
    """
    connection.create_function("page_key", 1, page_key, deterministic=True)
    row = connection.execute("select version, moment, coverage, reader from visit").fetchone()
    if row["version"] < NOTES_FIRSTS:
        return  # sealed by the program before this one, and closed by this one
    connection.executescript("delete from met; delete from known;")
    moment, bounds = row["moment"], {"most": most, "columns": MOST_COLUMNS}
    for shown in (f"select url from links where {_OWN}", f"select url from pages where kind <> '{PageKind.FILE}'"):
        connection.execute(
            f"insert or ignore into met select page_key(url), ?, null, ? from ({shown}) limit {most}",
            (moment, moment),
        )
    if msgspec.json.decode(row["coverage"], type=Coverage).complete:
        whole = _whole_columns(connection)
        connection.executemany("insert or ignore into known values (?, ?)", [(key, moment) for key in whole])
    if any(_read(connection, path, row["reader"]) for path in _candidates(last)):
        for step in _CARRY:
            connection.execute(step, bounds if ":" in step else {})
    connection.execute(
        "update pages set first_seen = met.first_seen, absent_at = met.absent_at from met "
        f"where met.key = page_key(pages.url) and pages.kind <> '{PageKind.FILE}'"
    )
    connection.commit()
    connection.executescript("".join(f"drop table if exists temp.{name};" for name in ("was", "was_known", "titles")))
    connection.executescript("drop table if exists temp.newly;")


def _candidates(last: Path | None) -> Iterator[Path]:
    """The visit before, then older ones of the same site, newest first."""
    if last is None:
        return
    yield last
    with suppress(OSError):
        older = sorted(last.parent.parent.glob(f"*/{last.name}"), reverse=True)
        yield from islice((path for path in older if path.parent.name < last.parent.name), _TRIED)


def _read(connection: sqlite3.Connection, last: Path, reader: str) -> bool:
    """Takes what the visit `last` knew into `was`, `was_known` and `titles`; False where it cannot be read."""
    for name in ("was", "was_known", "titles"):
        connection.execute(f"drop table if exists temp.{name}")
    connection.executescript(_BEFORE)
    try:
        with storing(last):
            if not last.exists():
                return False
            with closing(open_visit(last)) as before:
                version, moment, by = before.execute("select version, moment, reader from visit").fetchone()
                met = "select key, first_seen, absent_at, last_seen from met"
                rows = before.execute(met) if version >= NOTES_FIRSTS else _old(before, moment)
                connection.executemany("insert or ignore into was values (?, ?, ?, ?)", map(tuple, rows))
                if version >= NOTES_FIRSTS and by == reader:
                    columns = before.execute("select key, at from known")
                    connection.executemany("insert or ignore into was_known values (?, ?)", map(tuple, columns))
                titles = before.execute("select title from items where title <> ''")
                connection.executemany("insert or ignore into titles values (?)", map(tuple, titles))
    except StorageError:
        return False
    return True


def _old(before: sqlite3.Connection, moment: str) -> Iterator[tuple[str, str, None, str]]:
    """What a visit of a version that did not note it met: all that it showed or read, when it began."""
    for shown in (f"select url from links where {_OWN}", "select url from pages"):
        for row in before.execute(shown):
            yield page_key(row["url"]), moment, None, moment


def _whole_columns(connection: sqlite3.Connection) -> frozenset[str]:
    """Keys of the columns whose list this visit read to its end."""
    failed = f"failure is not null and failure <> '{Failure.NXDOMAIN}'"
    (sound,) = connection.execute(f"select not exists (select 1 from links where own = 1 and {failed})").fetchone()
    read = {row["key"] for row in connection.execute(f"select page_key(url) as key from pages where {_LISTS}")}
    dead = "select page_key(url) as key from links where status in (404, 410)"
    read |= {row["key"] for row in connection.execute(f"{dead} and own = 1")}
    cut: set[str] = set()
    columns: set[str] = set()
    for row in connection.execute(f"select {_COLUMN} as column, facts from pages where {_LISTS}"):
        columns.add(row["column"])
        with suppress(VisitDamaged):
            facts = unpack_facts(row["facts"], "")
            if _is_cut(facts, read) or ((facts.interface or facts.scripted) and not sound):
                cut.add(row["column"])
    return frozenset(columns - cut)


def _is_cut(facts: PageFacts, read: set[str]) -> bool:
    """Does the list go on where nobody read it?"""
    paging = facts.paging
    if paging is None:
        return False
    if paging.next:
        return any(page_key(url) not in read for url in paging.next)
    return not facts.interface and paging.current < paging.pages
