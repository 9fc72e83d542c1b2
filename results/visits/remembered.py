"""What is remembered of foreign addresses over runs: their last good answer, and what their hosts were first about.

One SQLite file in the data folder. The parent of a run writes it, between phases; workers read it. It is a cache: when
it is missing, damaged or of another version it is begun anew, and a run goes on without it. Failures are never kept.
What a host was first about is never overwritten; a person who removes the file lets it be learnt anew.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import islice
from pathlib import Path
from types import TracebackType
from typing import Any, Self

import msgspec

from checks.model import marks
from checks.model.captures import LinkProbe
from checks.model.urls import host_of
from checks.model.verdicts import decide
from results.visits.opening import address
from results.visits.storing import storing

FILE = "memory.sqlite"
VERSION = 1
MOST_ANSWERS = 500_000
MOST_HOSTS = 200_000
"""So much is kept: a run that links to more forgets the oldest answers, and learns no more hosts."""
_BATCH = 1_000
_TABLES = f"""
create table good (url text primary key, asked_at real not null, answer blob not null) without rowid;
create index good_asked on good (asked_at);
create table hosts (host text primary key, class text not null, seen_at text not null) without rowid;
pragma user_version = {VERSION};
"""
_decoder = msgspec.msgpack.Decoder(LinkProbe)


def ready(path: Path) -> str:
    """Makes `path` usable; what it had to begin anew for, in Chinese, "" when the file was in order.

    Raises StorageError when there cannot be such a file.
    """
    why = _fault(path, thorough=True)
    if why:
        with storing(path):
            path.unlink(missing_ok=True)
            path.with_name(path.name + "-journal").unlink(missing_ok=True)
            with closing(sqlite3.connect(path)) as connection:
                connection.executescript(_TABLES)
    return why


def _fault(path: Path, *, thorough: bool = False) -> str:
    if not path.exists():
        return f"还没有外部链接的记忆（{path}），从这次巡查开始积累"
    try:
        with closing(sqlite3.connect(address(path), uri=True)) as connection:
            (version,) = connection.execute("pragma user_version").fetchone()
            sound = not thorough or connection.execute("pragma quick_check(1)").fetchone()[0] == "ok"
            tables = {name for (name,) in connection.execute("select name from sqlite_master where type = 'table'")}
    except sqlite3.Error:
        version, sound, tables = 0, False, set()
    if not sound or not {"good", "hosts"} <= tables:
        return f"外部链接的记忆 {path} 已损坏，从头积累；外部链接这次全部重新检查"
    return (
        "" if version == VERSION else f"外部链接的记忆 {path} 由别的版本的程序写成，从头积累；外部链接这次全部重新检查"
    )


def remember(
    path: Path,
    answers: Iterable[LinkProbe],
    good_for: timedelta,
    now: datetime,
    *,
    most_answers: int = MOST_ANSWERS,
    most_hosts: int = MOST_HOSTS,
) -> None:
    """Keeps the good ones of `answers`, and what hosts met for the first time are about; forgets good answers older
    than `good_for`. `now` is aware. Raises StorageError."""
    waiting = iter(answers)
    with storing(path), closing(sqlite3.connect(address(path, "rw"), uri=True)) as connection:
        connection.execute("pragma synchronous=off")  # a cache: what a power cut tears is begun anew
        (room,) = connection.execute("select ? - count(*) from hosts", (most_hosts,)).fetchone()
        while batch := list(islice(waiting, _BATCH)):
            good = [probe for probe in batch if not _kept(connection, probe) and _good(probe)]
            connection.executemany(
                "insert into good values (?, ?, ?) on conflict (url) do update set asked_at = excluded.asked_at,"
                " answer = excluded.answer where excluded.asked_at > good.asked_at",
                [(probe.subject, probe.asked_at.timestamp(), msgspec.msgpack.encode(probe)) for probe in good],
            )
            if room > 0:
                met = connection.executemany("insert or ignore into hosts values (?, ?, ?)", _classes(good)[:room])
                room -= max(met.rowcount, 0)
            connection.commit()
        span = ((now - good_for).timestamp(), now.timestamp())  # what was asked later: the clock was put back
        connection.execute("delete from good where asked_at not between ? and ?", span)
        connection.execute(
            "delete from good where url in (select url from good order by asked_at desc limit -1 offset ?)",
            (most_answers,),
        )
        connection.commit()


def _kept(connection: sqlite3.Connection, probe: LinkProbe) -> bool:
    """An answer that was reused: kept already, as most of a night are."""
    asked = "select 1 from good where url = ? and asked_at >= ?"
    return connection.execute(asked, (probe.subject, probe.asked_at.timestamp())).fetchone() is not None


def _good(probe: LinkProbe) -> bool:
    """Whoever became another than he was is asked again every time, as whoever failed is."""
    return probe.looks > 0 and decide(probe).verdict.fine and not marks.of(probe.marks, marks.WAS)


def _classes(probes: Iterable[LinkProbe]) -> list[tuple[str, str, str]]:
    told = ((host_of(probe.subject), marks.of(probe.marks, marks.CLASS), probe.asked_at) for probe in probes)
    return [(host, kind, moment.astimezone(UTC).isoformat()) for host, kind, moment in told if kind]


class Remembered:
    """Reads what was remembered; a file that cannot be read remembers nothing. Use it in a `with`.

    Good answers asked before `now` less `good_for` are not given any more.
    """

    def __init__(self, path: Path | None, good_for: timedelta, now: datetime) -> None:
        self._since = (now - good_for).timestamp()
        self._now = now.timestamp()
        self._connection: sqlite3.Connection | None = None
        if path is not None and not _fault(path):
            self._connection = sqlite3.connect(address(path), uri=True)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._connection is not None:
            self._connection.close()

    def good(self, url: str) -> LinkProbe | None:
        """The last good answer of `url` as it came, with the moment of then; None when it must be asked."""
        row = self._row(
            "select answer from good where url = ? and asked_at between ? and ?", url, self._since, self._now
        )
        try:
            return None if row is None else _decoder.decode(row[0])
        except (msgspec.MsgspecError, TypeError):
            return None

    def compared(self, probe: LinkProbe) -> LinkProbe:
        """`probe`, with a mark of what its host was first about where that was something else."""
        kind = marks.of(probe.marks, marks.CLASS)
        row = self._row("select class from hosts where host = ?", host_of(probe.subject)) if kind else None
        if row is None or row[0] == kind:
            return probe
        return replace(probe, marks=(*probe.marks, marks.WAS + row[0]))

    def _row(self, question: str, *values: object) -> tuple[Any, ...] | None:
        if self._connection is None:
            return None
        try:
            row: tuple[Any, ...] | None = self._connection.execute(question, values).fetchone()
        except sqlite3.DatabaseError:
            return None
        return row
