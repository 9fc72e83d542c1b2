"""Addresses that wait for their second look: on disk, for a night may have very many, and gone with the job."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

import msgspec

from checks.model.captures import LinkProbe
from checks.model.verdicts import Reason
from results.visits.storing import storing

_decoder = msgspec.msgpack.Decoder(LinkProbe)


class Waiting:
    """Addresses with their first answer and what is to be confirmed; each once, the oldest first."""

    def __init__(self, path: Path, connection: sqlite3.Connection) -> None:
        self._path, self._connection = path, connection

    def put(self, first: LinkProbe, pending: Reason, now: datetime) -> None:
        """Lets an address wait, unless it waits already or is settled.

        What was asked after `now` (a clock put back) counts as asked `now`, so that nobody waits for it without end.
        """
        row = (first.subject, min(first.asked_at, now).timestamp(), pending.value, msgspec.msgpack.encode(first))
        with storing(self._path):
            self._connection.execute(
                "insert or ignore into waiting select ?1, ?2, ?3, ?4"
                " where not exists (select 1 from settled where url = ?1)",
                row,
            )

    def settle(self, url: str) -> None:
        """An address that had its second look: it never waits."""
        with storing(self._path):
            self._connection.execute("insert or ignore into settled values (?)", (url,))

    def take(self, asked_until: datetime, most: int) -> dict[str, tuple[LinkProbe, Reason]]:
        """Address → (first answer, what is to be confirmed) of at most `most` that were asked not after `asked_until`;
        they wait no more."""
        with storing(self._path):
            rows = self._connection.execute(
                "select url, pending, first from waiting where at <= ? order by at, url limit ?",
                (asked_until.timestamp(), most),
            ).fetchall()
            self._connection.executemany("delete from waiting where url = ?", [(row[0],) for row in rows])
        return {url: (_decoder.decode(first), Reason(pending)) for url, pending, first in rows}

    def span(self) -> tuple[datetime, datetime] | None:
        """When the first and the last of those that wait were asked (aware, UTC); None when nobody waits."""
        with storing(self._path):
            first, last = self._connection.execute("select min(at), max(at) from waiting").fetchone()
        return None if first is None else (datetime.fromtimestamp(first, UTC), datetime.fromtimestamp(last, UTC))


@contextmanager
def waiting_room(path: Path) -> Iterator[Waiting]:
    """A `Waiting` in the file `path`, begun anew, removed at the end. Raises StorageError."""
    with storing(path):
        path.unlink(missing_ok=True)
        connection = sqlite3.connect(path, isolation_level=None)
    try:
        with storing(path):
            connection.executescript(
                "pragma journal_mode=off; pragma synchronous=off; pragma locking_mode=exclusive;"
                "create table waiting (url text primary key, at real not null, pending text not null,"
                " first blob not null) without rowid; create index waiting_at on waiting (at, url);"
                "create table settled (url text primary key) without rowid;"
            )
        yield Waiting(path, connection)
    finally:
        connection.close()
        path.unlink(missing_ok=True)
