"""What a night's readings of accounts left: one file for each share of the sources, written by the worker that asked.

It holds the registered accounts of every unit concerned, so that it can be judged again, and each reading with its
posts. Closed, it only gains what `results.visits.handing` hands on before it is judged: what the sites of these units
published, and what was read elsewhere of their other accounts. From then on it is immutable. Any SQLite tool reads it.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TypeVar

import msgspec
from sqlite_utils import Database

from checks.model.failures import Failure
from checks.model.posts import AccountReason, Post, Profile, Reading, ReadingState, Reason, Repost, SourceReason
from checks.model.published import SitePapers
from checks.model.registry import Account, Unit
from checks.model.views import GatheredAccount
from results.errors import VisitDamaged
from results.masking import mask
from results.visits.opening import address
from results.visits.storing import storing

VERSION = 3
_BATCH = 200
_REASONS: dict[str, type[Failure] | type[AccountReason] | type[SourceReason]] = {
    "network": Failure,
    "account": AccountReason,
    "source": SourceReason,
}
_READING = """
    account text primary key, source text not null, host text not null, asked_at text not null, since text,
    state text not null, reason text not null, first_reason text not null, status integer, complete integer not null,
    synced_at text, newest text, profile blob, posts blob not null, doubt text not null
"""
_TABLES = f"""
create table batch (moment text not null, run text not null, handed integer not null default 0);
create table units (name text primary key, noun text not null) without rowid;
create table accounts (key text primary key, unit text not null, noun text not null) without rowid;
create table readings ({_READING}) without rowid;
create table beside ({_READING}) without rowid;
create table sites (unit text not null, home text not null, noun text not null, primary key (unit, home)) without rowid;
create index accounts_unit on accounts (unit);
pragma user_version = {VERSION};
"""
_posts_in = msgspec.msgpack.Decoder(tuple[Post, ...])
_profile_in = msgspec.msgpack.Decoder(Profile)


class ReadingFile:
    """Keeps readings in `path`, `<path>.part` until `close`: a killed worker leaves nothing that looks whole.

    `accounts` are those that are read and the other ones of their units. Raises StorageError when the disk refuses.
    """

    def __init__(self, path: Path, moment: datetime, run: str, accounts: Iterable[Account], units: Iterable[Unit]):
        self.path = path
        self._part = path.with_name(path.name + ".part")
        self._waiting: list[tuple[object, ...]] = []
        with storing(path):
            path.parent.mkdir(parents=True, exist_ok=True)
            self._part.unlink(missing_ok=True)
            self._database = Database(self._part)
            connection = self._database.conn
            connection.executescript(f"pragma journal_mode=off; pragma synchronous=off; {_TABLES}")
            connection.execute("insert into batch (moment, run) values (?, ?)", (_text(moment), run))
            rows = ((one.key, one.unit, _noun(one)) for one in accounts)
            connection.executemany("insert or replace into accounts values (?, ?, ?)", rows)
            connection.executemany("insert or replace into units values (?, ?)", ((u.name, _noun(u)) for u in units))

    def keep(self, reading: Reading) -> None:
        """Stores one reading; the last one of an account counts."""
        self._waiting.append(_row(reading))
        if len(self._waiting) >= _BATCH:
            self._flush()

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
            marks = ", ".join("?" * 15)
            self._database.conn.executemany(f"insert or replace into readings values ({marks})", self._waiting)
        self._waiting.clear()


def views_of(path: Path, accounts: Sequence[str] | None = None) -> list[GatheredAccount]:
    """The accounts that were read, by key, with what was read; those of `accounts`, in their order, when given.

    Raises VisitDamaged for what is no such file, StorageError when the disk refuses.
    """
    with storing(path), closing(open_readings(path)) as connection:
        try:
            moment, handed = connection.execute("select moment, handed from batch").fetchone()
            began = datetime.fromisoformat(moment)
            keys = read_keys(path) if accounts is None else accounts
            rows = (connection.execute("select * from readings where account = ?", (key,)).fetchone() for key in keys)
            return [_view(connection, row, began, handed=bool(handed)) for row in rows if row is not None]
        except (sqlite3.DatabaseError, msgspec.MsgspecError, ValueError, KeyError, TypeError) as error:
            raise VisitDamaged(f"账号读取记录 {path} 已损坏（{error}）；请删除该文件后重新巡查") from error


def read_keys(path: Path) -> list[str]:
    """The keys of the accounts that were read, in order. Raises VisitDamaged, StorageError."""
    with storing(path), closing(open_readings(path)) as connection:
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


def open_readings(path: Path) -> sqlite3.Connection:
    """Such a file opened for reading. Raises VisitDamaged."""
    if not path.exists():
        raise VisitDamaged(f"账号读取记录 {path} 不存在；请重新巡查")
    connection = sqlite3.connect(address(path), uri=True)
    connection.row_factory = sqlite3.Row
    try:
        (version,) = connection.execute("pragma user_version").fetchone()
    except sqlite3.DatabaseError as error:
        connection.close()
        raise VisitDamaged(f"账号读取记录 {path} 已损坏（{error}）；请删除该文件后重新巡查") from error
    if version != VERSION:
        connection.close()
        raise VisitDamaged(f"账号读取记录 {path} 由别的版本的程序写成；请重新巡查")
    return connection


def _view(connection: sqlite3.Connection, row: sqlite3.Row, moment: datetime, *, handed: bool) -> GatheredAccount:
    noun = connection.execute("select noun from accounts where key = ?", (row["account"],)).fetchone()
    account = msgspec.json.decode(noun["noun"], type=Account)
    of_unit = connection.execute("select noun from accounts where unit = ? order by key", (account.unit,))
    everyone = (msgspec.json.decode(one["noun"], type=Account) for one in of_unit)
    siblings = tuple(one for one in everyone if one.key != account.key)
    unit = connection.execute("select noun from units where name = ?", (account.unit,)).fetchone()
    sites = _sites(connection, account.unit) if handed else None
    papers = any(site.papers for site in sites or ())
    return GatheredAccount(
        account,
        moment,
        msgspec.json.decode(unit["noun"], type=Unit) if unit else Unit(account.unit),
        (_reading(row),),
        siblings,
        tuple(_beside(connection, siblings)) if papers else (),  # nobody asks for them otherwise
        sites,
    )


def _sites(connection: sqlite3.Connection, unit: str) -> tuple[SitePapers, ...]:
    rows = connection.execute("select noun from sites where unit = ? order by home", (unit,))
    return tuple(msgspec.json.decode(row["noun"], type=SitePapers) for row in rows)


def _beside(connection: sqlite3.Connection, siblings: Iterable[Account]) -> Iterator[Reading]:
    """What was read of other accounts: in this file, or in another one of the same run."""
    for one in siblings:
        asked = "select * from readings where account = ?1 union all select * from beside where account = ?1 limit 1"
        if (row := connection.execute(asked, (one.key,)).fetchone()) is not None:
            yield _reading(row)


def _row(reading: Reading) -> tuple[object, ...]:
    newest = reading.newest_seen
    return (
        reading.account, reading.source, reading.host, _text(reading.asked_at), _text(reading.since),
        reading.state.value, _reason(reading.reason), _reason(reading.first_reason), reading.status, reading.complete,
        _text(reading.synced_at), _text(newest.moment if newest else None),
        msgspec.msgpack.encode(_bare(reading.profile)) if reading.profile else None,
        msgspec.msgpack.encode(tuple(map(_bare, reading.posts))), _reason(reading.doubt),
    )  # fmt: skip


_Said = TypeVar("_Said", Post, Profile, Repost)


def _bare(said: _Said) -> _Said:
    """What a platform shows, without whole personal numbers: they are never stored."""
    match said:
        case Post():
            passed_on = _bare(said.repost_of) if said.repost_of else None
            return replace(said, title=mask(said.title), text=mask(said.text), repost_of=passed_on)
        case Profile():
            return replace(said, description=mask(said.description))
        case Repost():
            return replace(said, text=mask(said.text))


def _reading(row: sqlite3.Row) -> Reading:
    return Reading(
        account=row["account"],
        source=row["source"],
        asked_at=datetime.fromisoformat(row["asked_at"]),
        state=ReadingState(row["state"]),
        reason=_reason_of(row["reason"]),
        status=row["status"],
        posts=_posts_in.decode(row["posts"]),
        profile=_profile_in.decode(row["profile"]) if row["profile"] else None,
        synced_at=_moment(row["synced_at"]),
        complete=bool(row["complete"]),
        since=_moment(row["since"]),
        host=row["host"],
        first_reason=_reason_of(row["first_reason"]),
        doubt=_reason_of(row["doubt"]),
    )


def _reason(reason: Reason | None) -> str:
    if reason is None:
        return ""
    return next(f"{kind}:{reason.value}" for kind, told in _REASONS.items() if isinstance(reason, told))


def _reason_of(text: str) -> Reason | None:
    kind, _, value = text.partition(":")
    return _REASONS[kind](value) if kind else None


def _noun(noun: Account | Unit) -> str:
    return msgspec.json.encode(noun).decode()


def _text(moment: datetime | None) -> str | None:
    return None if moment is None else moment.astimezone(UTC).isoformat()


def _moment(text: str | None) -> datetime | None:
    return None if text is None else datetime.fromisoformat(text)
