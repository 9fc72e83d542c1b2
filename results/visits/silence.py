"""Since when an address is silent, over runs: what the visit before knew, carried on when a visit is closed."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from dataclasses import replace
from datetime import datetime
from pathlib import Path

from checks.model.captures import LinkProbe
from checks.model.verdicts import SILENCE
from results.errors import StorageError
from results.visits.opening import open_visit
from results.visits.schema import ANSWER, answer_row, probe_of
from results.visits.storing import storing

_BATCH = 500
_SILENT = ", ".join(f"'{failure.value}'" for failure in SILENCE)


def carry_silence(connection: sqlite3.Connection, last: Path | None) -> None:
    """Gives every address that is silent now and was silent in the visit `last` the moment when that began there.

    `connection` is that of the visit, its rows being `sqlite3.Row`. An unreadable `last` is none: silence begins anew.
    """
    try:
        with storing(last or Path()):
            before = open_visit(last) if last is not None and last.exists() else None
    except StorageError:
        return
    if before is None:
        return
    with closing(before):
        seen = 0
        while rows := connection.execute(
            f"select * from links where id > ? and failure in ({_SILENT}) order by id limit {_BATCH}", (seen,)
        ).fetchall():
            seen = rows[-1]["id"]
            known = [probe for probe in map(_probe, rows) if probe is not None]
            carried = [replace(probe, failing_since=_since(before, probe.subject)) for probe in known]
            connection.executemany(ANSWER, [answer_row(probe, False) for probe in carried])
    connection.commit()


def _probe(row: sqlite3.Row) -> LinkProbe | None:
    return probe_of(row, datetime.min) if row["asked_at"] else None


def _since(before: sqlite3.Connection, url: str) -> datetime | None:
    try:
        row = before.execute("select * from links where url = ?", (url,)).fetchone()
    except sqlite3.DatabaseError:
        return None  # a damaged file remembers nothing
    probe = _probe(row) if row else None
    return None if probe is None or probe.failure not in SILENCE else probe.failing_since or probe.asked_at
