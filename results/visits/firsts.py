"""When an address of the site was first met, over runs: carried from visit to visit when a visit is closed.

`met` holds every address that this visit or one before it showed or read as the site's own, so that a page that one
night misses is not new on the next, and under which title, so that what comes again elsewhere is not new either.
`known` holds the columns: when each was last read to its end by a complete visit, and back to which day it then
reached. From both follows when an address that is new now was certainly not there yet (`absent_at`): every column that
lists it was known, and one of them reached back beyond the day that it bears there. A list that goes on unseen shows
what is old when an entry above is taken away: that was there all the time.
All of it stays when a run is resumed and when the visit is judged again; where the visit before is damaged the one
before that serves, and where none is left all begins anew: then nothing is called late. A later reader of facts may
find what the one before overlooked, so what was met stays known, and the columns become known anew; so they do where
more was met than is remembered.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import closing, suppress
from datetime import datetime
from hashlib import blake2b
from itertools import islice
from pathlib import Path
from unicodedata import normalize

from checks.model.captures import Coverage, Failure
from checks.model.pages import Item, PageFacts, PageKind
from checks.model.urls import page_key
from results.errors import StorageError, VisitDamaged
from results.visits.opening import open_visit
from results.visits.schema import moment_text, unpack_facts, unpack_noun
from results.visits.storing import storing

MOST = 200_000
"""So many addresses of a site are remembered: those met last."""
MOST_COLUMNS = 20_000
NOTES_FIRSTS = 3  # the version of visit files from which on they hold this
_TRIED = 5  # visits before this one that are tried until one can be read
_OWN = "own = 1 and tag not in ('img', 'script', 'link', 'background')"
_COLUMN = "page_key(case when paged_from <> '' then paged_from else url end)"
_LISTS = f"kind = '{PageKind.LIST}' and status between 200 and 299"
_TITLE = 16  # letters and figures: lists cut titles, and another template cuts them elsewhere
_ORDERED = 0.5  # of the dated entries of a list: from this share on they stand in the order of their days
_BEFORE = """
create temp table was (
    key text primary key, first_seen text not null, absent_at text, last_seen text not null, title text not null
) without rowid;
create temp table was_known (key text primary key, at text not null, reach text not null) without rowid;
"""
_CARRY = (
    """
    update met set first_seen = was.first_seen, absent_at = was.absent_at,
        title = case when met.title = '' then was.title else met.title end
    from was where was.key = met.key
    """,
    f"""
    create temp table listed as
    select page_key(i.url) as key, k.at as at, i.block = 0 and i.date > k.reach as above
    from items i join (select id, {_COLUMN} as column from pages where {_LISTS}) p on p.id = i.page
    left join was_known k on k.key = p.column
    """,
    """
    create temp table newly as
    select key, max(case when above then at end) as at from listed group by key having count(*) = count(at)
    """,
    "create index temp.newly_key on newly (key)",
    "create index temp.was_title on was (title)",
    """
    update met set absent_at = newly.at from newly
    where newly.key = met.key and met.key not in (select key from was)
        and met.title <> '' and met.title not in (select title from was)
    """,
    """
    insert or ignore into met
    select key, first_seen, absent_at, last_seen, title from was where key not in (select key from met)
    order by last_seen desc limit max(0, :most - (select count(*) from met))
    """,
    "insert or ignore into known select key, at, reach from was_known order by at desc limit :columns",
)
_TEMPORARY = ("was", "was_known", "listed", "newly")


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
    _meet(connection, moment, most)
    if unpack_noun(row["coverage"], Coverage).complete:
        whole = _whole_columns(connection)
        connection.executemany("insert into known values (?, ?, ?)", [(key, moment, day) for key, day in whole.items()])
    if any(_read(connection, path, row["reader"]) for path in _candidates(last)):
        for step in _CARRY:
            connection.execute(step, bounds if ":" in step else {})
    connection.execute("delete from known where (select count(*) from met) >= ?", (most,))
    connection.execute(
        "update pages set first_seen = met.first_seen, absent_at = met.absent_at from met "
        f"where met.key = page_key(pages.url) and pages.kind <> '{PageKind.FILE}'"
    )
    connection.commit()
    connection.executescript("".join(f"drop table if exists temp.{name};" for name in _TEMPORARY))


def _meet(connection: sqlite3.Connection, moment: str, most: int) -> None:
    """Notes what this visit met: links of its own, pages, and entries of lists on whatever host, under their titles."""
    for shown in (
        f"select url from links where {_OWN}",
        f"select url from pages where kind <> '{PageKind.FILE}'",
        "select url from items",
    ):
        connection.execute(
            f"insert into met select distinct page_key(url) as key, :moment, null, :moment, '' from ({shown}) "
            "where key not in (select key from met) limit max(0, :most - (select count(*) from met))",
            {"moment": moment, "most": most},
        )
    listed = "select i.url, i.title from items i join pages p on p.id = i.page where p.kind <> ?"
    entries = connection.execute(listed, (PageKind.ARTICLE,))  # what stands beside an article stands in a list, too
    titled = ((_print(row["title"]), page_key(row["url"])) for row in entries)
    connection.executemany("update met set title = ? where key = ? and title = ''", titled)


def _print(title: str) -> str:
    """A fingerprint of how a title begins; empty where there is none."""
    letters = "".join(filter(str.isalnum, normalize("NFKC", title[:200]).casefold()))[:_TITLE]
    return blake2b(letters.encode(), digest_size=8).hexdigest() if letters else ""


def _candidates(last: Path | None) -> Iterator[Path]:
    """The visit before, then older ones of the same site, newest first."""
    if last is None:
        return
    yield last
    with suppress(OSError):
        older = sorted(last.parent.parent.glob(f"*/{last.name}"), reverse=True)
        yield from islice((path for path in older if path.parent.name < last.parent.name), _TRIED)


def _read(connection: sqlite3.Connection, last: Path, reader: str) -> bool:
    """Takes what the visit `last` knew into `was` and `was_known`; False where it cannot be read."""
    for name in _TEMPORARY:
        connection.execute(f"drop table if exists temp.{name}")
    connection.executescript(_BEFORE)
    try:
        with storing(last):
            if not last.exists():
                return False
            with closing(open_visit(last)) as before:
                version, moment, by = before.execute("select version, moment, reader from visit").fetchone()
                met = "select key, first_seen, absent_at, last_seen, title from met"
                rows = before.execute(met) if version >= NOTES_FIRSTS else _old(before, moment)
                connection.executemany("insert or ignore into was values (?, ?, ?, ?, ?)", map(tuple, rows))
                if version >= NOTES_FIRSTS and by == reader:
                    columns = before.execute("select key, at, reach from known")
                    connection.executemany("insert or ignore into was_known values (?, ?, ?)", map(tuple, columns))
    except StorageError:
        return False
    return True


def _old(before: sqlite3.Connection, moment: str) -> Iterator[tuple[str, str, None, str, str]]:
    """What a visit of a version that did not note it met: all that it showed or read, when it began."""
    for row in before.execute("select url, title from items"):
        yield page_key(row["url"]), moment, None, moment, _print(row["title"])
    for shown in (f"select url from links where {_OWN}", "select url from pages"):
        for row in before.execute(shown):
            yield page_key(row["url"]), moment, None, moment, ""


def _whole_columns(connection: sqlite3.Connection) -> dict[str, str]:
    """Keys of the columns whose list this visit read to its end → the day of the oldest entry."""
    failed = f"failure is not null and failure <> '{Failure.NXDOMAIN}'"
    (sound,) = connection.execute(f"select not exists (select 1 from links where own = 1 and {failed})").fetchone()
    read = {row["key"] for row in connection.execute(f"select page_key(url) as key from pages where {_LISTS}")}
    dead = "select page_key(url) as key from links where status in (404, 410)"
    read |= {row["key"] for row in connection.execute(f"{dead} and own = 1")}
    cut: set[str] = set()
    reach: dict[str, datetime] = {}
    for row in connection.execute(f"select {_COLUMN} as column, facts from pages where {_LISTS}"):
        with suppress(VisitDamaged):
            facts = unpack_facts(row["facts"], "")
            day = _reach(facts.items)
            if _is_cut(facts, read) or ((facts.interface or facts.scripted) and not sound) or (facts.items and not day):
                cut.add(row["column"])
            if day:
                reach[row["column"]] = min(day, reach.get(row["column"], day))
    return {column: moment_text(day) or "" for column, day in reach.items() if column not in cut}


def _reach(items: Sequence[Item]) -> datetime | None:
    """The day back to which the main list of a page goes: that of its last entry. None where its entries do not stand
    in the order of their days, but for some that are pinned above."""
    days = [item.date for item in items if item.block == 0 and item.date]
    falling = 1
    while falling < len(days) and days[-falling - 1] >= days[-falling]:
        falling += 1
    return days[-1] if days and falling >= _ORDERED * len(days) else None


def _is_cut(facts: PageFacts, read: set[str]) -> bool:
    """Does the list go on where nobody read it?"""
    paging = facts.paging
    if paging is None:
        return False
    if paging.next:
        return any(page_key(url) not in read for url in paging.next)
    return not facts.interface and paging.current < paging.pages
