"""Hands on to a closed file of readings what its accounts are judged beside, so that it can be judged by itself: what
the sites of their units published, and what other files of the same run read of the units' other accounts.

Nothing is locked while another file is read, so that the files of a run may be handed on to side by side.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import closing
from pathlib import Path

import msgspec

from checks.model.published import SitePapers
from results.visits.opening import address
from results.visits.readings import COLUMNS, VERSION, opened
from results.visits.storing import storing

_BATCH = 200
_WAIT = 60.0  # seconds that a file which is just written is waited for


def handed(path: Path) -> bool:
    """Was it done before, or has the file no place for it: a run may be taken up by a newer version? Raises
    VisitDamaged."""
    with storing(path), closing(opened(path)) as connection:
        return _before(connection) or bool(connection.execute("select handed from batch").fetchone()[0])


def hand_on(path: Path, sites: Mapping[str, Sequence[SitePapers]], others: Iterable[Path]) -> None:
    """Writes `sites` (by the name of the unit) into the file `path`, and the readings that the files `others` have of
    the other accounts of units that published something. Done again, it does the same. Raises VisitDamaged when a file
    is none, StorageError when the disk refuses.
    """
    with storing(path), closing(sqlite3.connect(address(path, "rw"), uri=True, timeout=_WAIT)) as connection:
        rows = [(unit, one.home, msgspec.json.encode(one).decode()) for unit in sites for one in sites[unit]]
        with connection:
            connection.execute("delete from sites")
            connection.execute("delete from beside")
            connection.executemany("insert into sites values (?, ?, ?)", rows)
        telling = sorted(unit for unit, told in sites.items() if any(one.papers for one in told))
        unread = _unread(connection, telling)
        for start in range(0, len(unread), _BATCH):
            keys = unread[start : start + _BATCH]
            found = [row for other in others for row in _rows(other, keys)]
            with connection:
                marks = ", ".join("?" * COLUMNS)
                connection.executemany(f"insert or replace into beside values ({marks})", found)
        with connection:
            connection.execute("update batch set handed = 1")


def _unread(connection: sqlite3.Connection, units: Sequence[str]) -> list[str]:
    """The accounts of these units that the file itself did not read."""
    asked = "select key from accounts where unit = ? and key not in (select account from readings)"
    return [row[0] for unit in units for row in connection.execute(asked, (unit,))]


def _rows(path: Path, keys: Sequence[str]) -> Iterator[tuple[object, ...]]:
    with storing(path), closing(opened(path)) as connection:
        connection.execute(f"pragma busy_timeout = {int(_WAIT * 1000)}")
        marks = ", ".join("?" * len(keys))
        if _before(connection):
            return  # it tells less of a reading: those accounts were not read
        rows = connection.execute(f"select * from readings where account in ({marks})", keys).fetchall()
    yield from (tuple(row) for row in rows)


def _before(connection: sqlite3.Connection) -> bool:
    """Is it of a version without a place for what is handed on?"""
    return bool(connection.execute("pragma user_version").fetchone()[0] < VERSION)
