"""Answers of links to other hosts, each asked once in a run whoever links there; and those of second looks.

One file for each share of the hosts, written by the worker that asked, read by every visit that is closed afterwards.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing
from pathlib import Path

import msgspec
from sqlite_utils import Database

from checks.model.captures import LinkProbe
from results.visits.opening import address
from results.visits.storing import storing

_decoder = msgspec.msgpack.Decoder(LinkProbe)
_BATCH = 500


class AnswerFile:
    """Keeps probes in `path`, `<path>.part` until `close`: a killed worker leaves nothing that looks whole."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._part = path.with_name(path.name + ".part")
        path.parent.mkdir(parents=True, exist_ok=True)
        self._part.unlink(missing_ok=True)
        self._database = Database(self._part)
        self._table = self._database.table("answers").create({"url": str, "answer": bytes}, pk="url")
        self._waiting: list[dict[str, object]] = []
        self.count = 0

    def keep(self, probe: LinkProbe) -> None:
        """Stores one answer; the last one of an address counts."""
        self._waiting.append({"url": probe.subject, "answer": msgspec.msgpack.encode(probe)})
        self.count += 1
        if len(self._waiting) >= _BATCH:
            self._flush()

    def close(self) -> None:
        """Makes the file whole."""
        self._flush()
        self._database.close()
        self._part.replace(self._path)

    def _flush(self) -> None:
        self._table.insert_all(self._waiting, replace=True)
        self._waiting.clear()


def answers_for(files: Iterable[Path], urls: Iterable[str]) -> Iterator[LinkProbe]:
    """The stored answer of each of `urls` that one of `files` holds."""
    databases = [Database(file) for file in files if file.exists()]
    try:
        for url in urls:
            for database in databases:
                row = database.execute("select answer from answers where url = ?", [url]).fetchone()
                if row:
                    yield _decoder.decode(row[0])
                    break
    finally:
        for database in databases:
            database.close()


def all_answers(file: Path, among: Callable[[str], bool] = lambda url: True) -> Iterator[LinkProbe]:
    """Every stored answer to an address that `among` says yes to; streaming. Raises StorageError."""
    with storing(file), closing(sqlite3.connect(address(file), uri=True)) as connection:
        for url, answer in connection.execute("select url, answer from answers order by url"):
            if among(url):
                yield _decoder.decode(answer)
