"""From a sealed crawl to a closed visit: the answers of other hosts come in, then the file is immutable.

The run asks each foreign address once for all sites, and what looked dead once more for all of them, so a crawl is
sealed first, and finished with those answers.
"""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import closing as closed
from enum import StrEnum
from itertools import islice
from pathlib import Path

from checks.model.captures import LinkProbe, SideProbe
from results.errors import StorageError
from results.visits.firsts import carry_firsts
from results.visits.opening import address
from results.visits.schema import ANSWER, PROBE, answer_row, probe_row
from results.visits.silence import carry_silence
from results.visits.storing import storing
from results.visits.warc import warc_path


class Stage(StrEnum):
    """How far the writing of a visit has come."""

    ABSENT = "absent"
    BEGUN = "begun"  # the crawl was going on, or was killed: begin anew
    SEALED = "sealed"  # the crawl has ended: `finish` is left
    CLOSED = "closed"


def stage(path: Path) -> Stage:
    """How far the visit at `path` has come, also after the process that wrote it was killed."""
    if path.exists():
        return Stage.CLOSED
    if not part(path).exists():
        return Stage.ABSENT
    try:
        with closed(sqlite3.connect(address(part(path)), uri=True)) as connection:
            row = connection.execute("select state from visit").fetchone()
    except sqlite3.Error:
        return Stage.BEGUN
    return Stage.SEALED if row and row[0] == "sealed" else Stage.BEGUN


def external_links(path: Path) -> Iterator[str]:
    """The addresses of other hosts that the site links to and that were not asked yet, in order; streaming.

    `path` is the visit's own, sealed or closed. Raises StorageError.
    """
    where = path if path.exists() else part(path)
    with storing(where), closed(sqlite3.connect(address(where), uri=True)) as connection:
        for (url,) in connection.execute("select url from links where own = 0 and asked_at is null order by id"):
            yield url


def shown_links(path: Path) -> list[str]:
    """All addresses of a sealed visit, asked or not, in order. Raises StorageError."""
    with storing(part(path)), closed(sqlite3.connect(address(part(path)), uri=True)) as connection:
        return [url for (url,) in connection.execute("select url from links order by id")]


def add_probes(path: Path, probes: Iterable[SideProbe]) -> None:
    """Lays what was asked beside a sealed crawl into it, all or none; what it knew of the same kind, subject and family
    goes, so that a page asked as a visitor would, over any, stays beside what it says over one.

    Called again with the same probes it changes nothing. Raises StorageError.
    """
    with storing(path), closed(sqlite3.connect(address(part(path), "rw"), uri=True)) as connection:
        _require_sealed(connection, path)
        probes = tuple(probes)
        rows = [probe_row(probe) for probe in probes]
        known = {(*probe_row(probe)[:2], getattr(probe, "family", None)) for probe in probes}
        same = "kind = ? and subject = ? and json_extract(answer, '$.family') is ?"
        connection.executemany(f"delete from probes where {same}", known)
        connection.executemany(PROBE, rows)
        connection.commit()


def finish(path: Path, answers: Iterable[LinkProbe], last: Path | None = None) -> None:
    """Lays `answers` over what the visit knows (the last one of an address counts) and closes it.

    They are those of links to other hosts, and of second looks. Answers to what the site does not link to are left out.
    `last` is the visit before: what was silent then and is silent now gets the moment when that began, and what was met
    then the moment when it first was. Afterwards `path` exists, complete and read-only, its WARC beside it. Called
    again on a closed visit it does nothing.
    Raises StorageError: then the sealed crawl is still there, and `finish` may be called again.
    """
    if path.exists():
        return
    with storing(path):
        with closed(sqlite3.connect(address(part(path), "rw"), uri=True)) as connection:
            connection.row_factory = sqlite3.Row
            _require_sealed(connection, path)
            waiting = iter(answers)
            while batch := list(islice(waiting, 1_000)):
                known = _shown_here(connection, batch)
                connection.executemany(ANSWER, [answer_row(a, False) for a in batch if a.subject in known])
                connection.commit()
            carry_silence(connection, last)
            carry_firsts(connection, last)
            connection.execute("update visit set state = 'closed'")
            connection.commit()
        # The WARC first: who sees the visit file finds its archive.
        for one in (warc_path(path), path):
            if part(one).exists():
                _settle(part(one), one)


def part(path: Path) -> Path:
    """What `path` is called while it is written."""
    return path.with_name(path.name + ".part")


def remove_parts(path: Path) -> None:
    """Removes what an unfinished visit left at `path`."""
    for one in (path, warc_path(path)):
        part(one).unlink(missing_ok=True)
        part(one).with_name(part(one).name + "-journal").unlink(missing_ok=True)


def _require_sealed(connection: sqlite3.Connection, path: Path) -> None:
    row = connection.execute("select state from visit").fetchone()
    if not row or row[0] == "crawling":
        raise StorageError(f"{path} 的访问没有做完；请用 --resume 重新访问该网站")


def _shown_here(connection: sqlite3.Connection, batch: list[LinkProbe]) -> set[str]:
    found: set[str] = set()
    select = "select url from links where url = ?"
    for probe in batch:
        found.update(connection.execute(select, (probe.subject,)).fetchone() or ())
    return found


def _settle(begun: Path, path: Path) -> None:
    os.chmod(begun, 0o400)
    with begun.open("rb") as file:
        os.fsync(file.fileno())
    begun.rename(path)
    folder = os.open(path.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)
