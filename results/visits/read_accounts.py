"""What the accounts file of a share tells as a whole: every reading, how each ended, and which sources failed."""

from __future__ import annotations

import sqlite3
from collections import Counter, defaultdict
from collections.abc import Collection, Iterator
from contextlib import closing
from pathlib import Path

import msgspec

from checks.model.posts import Incident, Post, Reading, SourceReason
from results.visits.reading_rows import reading_of, reason_of, reason_text
from results.visits.reading_views import earlier_posts
from results.visits.readings import damaged, opened, read_keys
from results.visits.storing import storing

_AT_ONCE = 500


def readings_in(path: Path, keys: Collection[str] | None = None) -> Iterator[Reading]:
    """The readings of the file, by account; those of `keys` when given. One is in memory at a time.

    Raises VisitDamaged for what is no such file, StorageError when the disk refuses.
    """
    for _, row in _rows(path, keys):
        yield reading_of(path, row)


def readings_and_earlier(path: Path, keys: Collection[str] | None = None) -> Iterator[tuple[Reading, tuple[Post, ...]]]:
    """As `readings_in`, each with the posts that earlier nights saw and it does not show: who tells how long an account
    has been silent owes it those."""
    for connection, row in _rows(path, keys):
        reading = reading_of(path, row)
        try:
            earlier = earlier_posts(connection, reading)
        except (sqlite3.DatabaseError, msgspec.MsgspecError) as error:
            raise damaged(path, error) from error
        yield reading, earlier


def _rows(path: Path, keys: Collection[str] | None) -> Iterator[tuple[sqlite3.Connection, sqlite3.Row]]:
    wanted = read_keys(path) if keys is None else sorted(keys)
    with storing(path), closing(opened(path)) as connection:
        for start in range(0, len(wanted), _AT_ONCE):
            piece = wanted[start : start + _AT_ONCE]
            marks = ", ".join("?" * len(piece))
            asked = f"select * from readings where account in ({marks}) order by account"
            for row in connection.execute(asked, piece):
                yield connection, row


def states_in(path: Path) -> dict[str, str]:
    """How the reading of each account ended, by key: values of `ReadingState`. Raises VisitDamaged, StorageError."""
    with storing(path), closing(opened(path)) as connection:
        return dict(connection.execute("select account, state from readings").fetchall())


def incidents_in(path: Path) -> tuple[Incident, ...]:
    """The sources that failed as a whole, told from the readings that this made (`checks.facts.posts.incidents`).

    Raises VisitDamaged, StorageError.
    """
    covered: dict[tuple[str, str], list[tuple[str, str]]] = defaultdict(list)
    with storing(path), closing(opened(path)) as connection:
        asked = "select source, host, account, first_reason from readings where reason = ? order by account"
        for row in connection.execute(asked, (reason_text(SourceReason.INCIDENT),)):
            covered[(row["source"], row["host"])].append((row["account"], row["first_reason"]))
        counted = "select count(*) from readings where source = ? and host = ?"
        of = {place: connection.execute(counted, place).fetchone()[0] for place in covered}
    found = (_incident(*place, told, of[place]) for place, told in covered.items())
    return tuple(sorted(found, key=lambda one: (-one.failed, one.source, one.host)))


def _incident(source: str, host: str, covered: list[tuple[str, str]], of: int) -> Incident:
    failed = [(account, str(reason_of(reason))) for account, reason in covered if reason]
    if not failed:  # all of them were silent at once
        return Incident(source, host, tuple(account for account, _ in covered), of)
    reasons = Counter(reason for _, reason in failed).most_common()
    return Incident(source, host, tuple(account for account, _ in failed), of, tuple(reasons))
