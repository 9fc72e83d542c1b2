"""What the visit before saw: the conditional requests of the next one lean on it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import msgspec

from checks.model.captures import SearchProbe
from checks.model.pages import Page, PageFacts, PageKind
from results.visits.opening import open_visit
from results.visits.schema import page_of, unpack_facts, unpack_noun
from results.visits.storing import storing


class LastVisit:
    """The crawler's `Memory`, read from a closed visit file.

    Facts read by another version of the reading code (`reader` differs from the one stored) are not remembered, so that
    those pages are fetched and read anew. Raises VisitDamaged.
    """

    def __init__(self, path: Path, reader: str = "") -> None:
        self._path = path
        with storing(path):
            self._connection = open_visit(path)
            stored = self._connection.execute("select reader from visit").fetchone()["reader"]
        self._same_reader = stored == reader

    def close(self) -> None:
        self._connection.close()

    def validators(self, url: str) -> tuple[str, str] | None:
        """(ETag, Last-Modified) as the server gave them, either may be ""; None when it gave neither."""
        row = self._row("etag, last_modified", url)
        return (row[0], row[1]) if row and (row[0] or row[1]) else None

    def digest(self, url: str) -> str | None:
        """The sha-256 of the bytes of the page, hex; None when it was not read."""
        row = self._row("digest", url)
        return str(row[0]) if row and row[0] else None

    def facts(self, url: str) -> PageFacts | None:
        """What the page showed; None when it was not read."""
        row = self._row("facts", url)
        return unpack_facts(row[0], self._path) if row else None

    def file(self, url: str) -> tuple[Page, PageFacts] | None:
        """An attachment that was opened, and what it says; None when it was not, or was not whole."""
        if not self._same_reader:
            return None
        with storing(self._path):
            row = self._connection.execute(
                f"select * from pages where url = ? and kind = '{PageKind.FILE}' and digest <> '' order by id limit 1",
                (url,),
            ).fetchone()
        return (page_of(row), unpack_facts(row["facts"], self._path)) if row else None

    def searches(self) -> tuple[SearchProbe, ...]:
        """What the search of the site answered in that visit, or in one before it; () where it was not asked."""
        with storing(self._path):
            rows = self._connection.execute(
                "select answer from probes where kind = ? order by id", (SearchProbe.__name__,)
            ).fetchall()
        try:
            return tuple(unpack_noun(row["answer"], SearchProbe) for row in rows)
        except msgspec.MsgspecError:
            return ()  # written by another version of the program: it is asked anew

    def _row(self, fields: str, url: str) -> tuple[Any, ...] | None:
        if not self._same_reader:
            return None
        with storing(self._path):
            row = self._connection.execute(
                f"select {fields} from pages where url = ? and status between 200 and 299 "
                f"and kind <> '{PageKind.FILE}' order by id limit 1",
                (url,),
            ).fetchone()
        return tuple(row) if row else None
