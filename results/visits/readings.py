"""What a night's readings of accounts left: one file for each share of the sources, written by the worker that asked.

It holds the registered accounts of every unit concerned, so that it can be judged again, each reading with its posts,
and the posts that earlier nights saw of an account whose source shows few. Closed, it only gains what
`results.visits.handing` hands on before it is judged: what the sites of these units published, and what was read
elsewhere of their other accounts. From then on it is immutable. Any SQLite tool reads it.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import closing
from datetime import datetime
from pathlib import Path

import msgspec
from sqlite_utils import Database

from checks.model.posts import Post, Reading
from checks.model.registry import Account, Unit
from results.errors import VisitDamaged
from results.visits.opening import address
from results.visits.reading_rows import bare, moment_text, reading_from, reason_text, row_of
from results.visits.storing import storing

VERSION = 3
_KNOWN = (2, VERSION)
"""Versions that are read: one of before says nothing of personal numbers and of posts that were taken down."""
_BATCH = 50
LINKS = 20_000
"""Addresses of one file that are asked in a night; what is beyond them was not looked at."""
_READING = """
    account text primary key, source text not null, host text not null, asked_at text not null, since text,
    state text not null, reason text not null, first_reason text not null, status integer, complete integer not null,
    synced_at text, newest text, profile blob, posts blob not null, doubt text not null, deleted text not null
"""
COLUMNS = 16
"""Values of a row of readings."""
_TABLES = f"""
create table batch (moment text not null, run text not null, handed integer not null default 0);
create table units (name text primary key, noun text not null) without rowid;
create table accounts (key text primary key, unit text not null, noun text not null) without rowid;
create table readings ({_READING}) without rowid;
create table beside ({_READING}) without rowid;
create table sites (unit text not null, home text not null, noun text not null, primary key (unit, home)) without rowid;
create table earlier (account text primary key, posts blob not null) without rowid;
create table links (url text primary key) without rowid;
create index accounts_unit on accounts (unit);
pragma user_version = {VERSION};
"""
_ENDED = "account, source, host, asked_at, since, state, reason, first_reason, status, complete, synced_at, doubt"


class ReadingFile:
    """Keeps readings in `path`, `<path>.part` until `close`: a killed worker leaves nothing that looks whole.

    `accounts` are those that are read and the other ones of their units. Raises StorageError when the disk refuses.
    """

    def __init__(self, path: Path, moment: datetime, run: str, accounts: Iterable[Account], units: Iterable[Unit]):
        self.path = path
        self._part = path.with_name(path.name + ".part")
        self._waiting: list[tuple[object, ...]] = []
        self._links: set[str] = set()
        with storing(path):
            path.parent.mkdir(parents=True, exist_ok=True)
            self._part.unlink(missing_ok=True)
            self._database = Database(self._part)
            connection = self._database.conn
            connection.row_factory = sqlite3.Row
            connection.executescript(f"pragma journal_mode=off; pragma synchronous=off; {_TABLES}")
            connection.execute("insert into batch (moment, run) values (?, ?)", (moment_text(moment), run))
            rows = ((one.key, one.unit, _noun(one)) for one in accounts)
            connection.executemany("insert or replace into accounts values (?, ?, ?)", rows)
            connection.executemany("insert or replace into units values (?, ?)", ((u.name, _noun(u)) for u in units))

    def keep(self, reading: Reading) -> None:
        """Stores one reading; the last one of an account counts."""
        self._waiting.append(row_of(reading))
        if len(self._waiting) >= _BATCH:
            self._flush()

    def correct(self, accounts: Iterable[str], corrected: Callable[[Reading], Reading]) -> None:
        """Changes how readings ended: `corrected` is shown each without its posts and profile, which stay as they
        are."""
        self._flush()
        connection = self._database.conn
        with storing(self.path):
            for account in accounts:
                asked = f"select {_ENDED}, x'90' as posts, null as profile from readings where account = ?"
                before = reading_from(connection.execute(asked, (account,)).fetchone())
                after = corrected(before)
                if after != before:
                    told = (
                        after.state.value,
                        reason_text(after.reason),
                        reason_text(after.first_reason),
                        after.complete,
                    )
                    change = "update readings set state = ?, reason = ?, first_reason = ?, complete = ?"
                    connection.execute(f"{change} where account = ?", (*told, account))

    def states(self) -> dict[str, int]:
        """How many readings ended in each state."""
        self._flush()
        with storing(self.path):
            return dict(self._database.conn.execute("select state, count(*) from readings group by state").fetchall())

    def link(self, urls: Iterable[str]) -> None:
        """Addresses that posts link to, which are to be asked; at most `LINKS` of a file."""
        fresh = sorted(set(urls) - self._links)[: LINKS - len(self._links)]
        if not fresh:
            return
        self._links.update(fresh)
        with storing(self.path):
            self._database.conn.executemany("insert into links values (?)", ((url,) for url in fresh))

    def keep_earlier(self, found: Mapping[str, Sequence[Post]]) -> None:
        """Stores posts that earlier nights saw, by account."""
        rows = ((account, msgspec.msgpack.encode(tuple(map(bare, posts)))) for account, posts in found.items())
        with storing(self.path):
            self._database.conn.executemany("insert or replace into earlier values (?, ?)", rows)

    def close(self) -> None:
        """Makes the file whole."""
        self._flush()
        with storing(self.path):
            self._database.conn.commit()
            self._database.close()
            self._part.replace(self.path)

    def abort(self) -> None:
        """Ends without a result: nothing is left behind."""
        self._database.close()
        self._part.unlink(missing_ok=True)

    def _flush(self) -> None:
        with storing(self.path):
            marks = ", ".join("?" * COLUMNS)
            self._database.conn.executemany(f"insert or replace into readings values ({marks})", self._waiting)
        self._waiting.clear()


def read_keys(path: Path) -> list[str]:
    """The keys of the accounts that were read, in order. Raises VisitDamaged, StorageError."""
    with storing(path), closing(opened(path)) as connection:
        return [row[0] for row in connection.execute("select account from readings order by account")]


def run_of(path: Path) -> str | None:
    """The run in which accounts were read into `path`, None for the visit of a site and for what is damaged."""
    try:
        with closing(sqlite3.connect(address(path), uri=True)) as connection:
            return str(connection.execute("select run from batch").fetchone()[0])
    except (sqlite3.DatabaseError, TypeError):
        return None


def readable(path: Path) -> bool:
    """True when such a file is there and whole."""
    try:
        read_keys(path)
    except VisitDamaged:
        return False
    return True


def opened(path: Path) -> sqlite3.Connection:
    """The file for reading. Raises VisitDamaged."""
    if not path.exists():
        raise VisitDamaged(f"账号读取记录 {path} 不存在；请重新巡查")
    connection = sqlite3.connect(address(path), uri=True)
    connection.row_factory = sqlite3.Row
    try:
        (version,) = connection.execute("pragma user_version").fetchone()
    except sqlite3.DatabaseError as error:
        connection.close()
        raise damaged(path, error) from error
    if version not in _KNOWN:
        connection.close()
        raise VisitDamaged(f"账号读取记录 {path} 由别的版本的程序写成；请重新巡查")
    return connection


def damaged(path: Path, error: Exception) -> VisitDamaged:
    """What a person reads of a file that is none."""
    return VisitDamaged(f"账号读取记录 {path} 已损坏（{error}）；请删除该文件后重新巡查")


def _noun(noun: Account | Unit) -> str:
    return msgspec.json.encode(noun).decode()
