"""Writes one visit file and its WARC, page by page, in bounded memory."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Sequence
from contextlib import suppress
from datetime import datetime
from pathlib import Path

import sqlite_utils

from checks.model.captures import Coverage, LinkProbe, Probe
from checks.model.pages import Capture, PageFacts, PageKind
from checks.model.registry import Account, Column, Site, Unit
from results.errors import StorageError, VisitExists
from results.visits import closing
from results.visits.closing import finish
from results.visits.schema import (
    ANSWER,
    INDEXES,
    PROBE,
    TABLES,
    VERSION,
    answer_row,
    moment_text,
    pack_accounts,
    pack_facts,
    pack_noun,
    page_row,
    probe_row,
)
from results.visits.shown import Tally
from results.visits.storing import storing
from results.visits.warc import WarcFile, warc_path

__all__ = ["VisitWriter", "finish"]

BATCH = 64
"""So many captures or answers are written at once."""
PAGE = f"insert into pages values ({', '.join('?' * 21)})"


class VisitWriter:
    """Writes the visit of one site to `path`; until it is closed the file is called `path` + ".part".

    `moment` is when the visit began (aware); `run` names the run it belongs to; `reader` names the version of the code
    that reads facts, so that a later visit does not lean on facts read by another; `accounts` are those registered for
    its unit and region, None where nobody says. An unfinished file of the same name
    is begun anew. Raises VisitExists for a closed one, StorageError when the disk refuses: then nothing is left behind,
    and every further call raises the same.
    """

    def __init__(
        self,
        path: Path,
        *,
        site: Site,
        unit: Unit,
        columns: Sequence[Column],
        moment: datetime,
        run: str | int,
        reader: str = "",
        archive: bool = True,
        accounts: tuple[Account, ...] | None = None,
    ) -> None:
        if path.exists():
            raise VisitExists(f"访问文件 {path} 已经完成，不能重写；请换一个文件名，或先删除它")
        self.path = path
        self._site = site
        self._pages = 0
        self._tally = Tally(site.all_hosts)
        self._captures: list[tuple[object, ...]] = []
        self._shown: list[tuple[int, PageFacts]] = []
        self._answers: list[tuple[object, ...]] = []
        self._broken: StorageError | None = None
        self._warc: WarcFile | None = None
        self._database: sqlite_utils.Database | None = None
        with self._storing():
            path.parent.mkdir(parents=True, exist_ok=True)
            closing.remove_parts(path)
            self._database = _open(closing.part(path))
            nouns = (pack_noun(site), pack_noun(unit), pack_noun(tuple(columns)))
            row = (VERSION, "crawling", *nouns, moment_text(moment), str(run), reader, pack_noun(Coverage()))
            self._database.conn.execute(
                "insert into visit values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", (*row, pack_accounts(accounts))
            )
            self._warc = WarcFile(closing.part(warc_path(path)), "xunwang") if archive else None

    def keep(self, seen: Capture | Probe) -> None:
        """Stores what the visit brought."""
        with self._storing():
            match seen:
                case Capture():
                    self._keep_page(seen)
                case LinkProbe():
                    self._answers.append(answer_row(seen, self._tally.own(seen.subject)))
                case _:
                    self._connection.execute(PROBE, probe_row(seen))
            if len(self._captures) >= BATCH or len(self._answers) >= BATCH or self._tally.due:
                self._lay_down()

    def seal_crawl(self, coverage: Coverage) -> None:
        """The crawl has ended: what is left are the answers of other hosts, which `finish` adds."""
        with self._storing():
            self._lay_down()
            self._tally.lay_down(self._connection)
            self._connection.executescript(INDEXES)
            self._connection.execute("update visit set state = 'sealed', coverage = ?", (pack_noun(coverage),))
            self._connection.commit()
            if self._warc is not None:
                self._warc.close()
            self._connection.close()

    def close(self, coverage: Coverage) -> Path:
        """`seal_crawl` and `finish` at once, for a visit whose foreign links nobody asks. Gives the path."""
        self.seal_crawl(coverage)
        finish(self.path, ())
        return self.path

    def abort(self) -> None:
        """Ends without a result: nothing is left behind. May be called more than once, also after an error."""
        if self._warc is not None:
            with suppress(OSError):
                self._warc.close()
        if self._database is not None:
            with suppress(sqlite3.Error):
                self._database.conn.close()
        with suppress(OSError):
            closing.remove_parts(self.path)

    @property
    def _connection(self) -> sqlite3.Connection:
        if self._database is None:
            raise StorageError(f"访问文件 {self.path} 没有打开；请重新访问该网站")
        return self._database.conn

    def _keep_page(self, capture: Capture) -> None:
        self._pages += 1
        page, facts = capture.page, capture.facts
        self._captures.append(page_row(self._pages, page, facts, pack_facts(facts)))
        self._shown.append((self._pages, facts))
        self._answers.append(answer_row(capture.probe, self._tally.own(capture.probe.subject)))
        home = facts.kind is PageKind.HOME or self._site.home in (page.url, page.final_url)
        self._tally.add(self._pages, page, facts, home)
        if self._warc is not None and facts.kind is not PageKind.FILE:  # an archive of pages: files are many and large
            self._warc.keep(capture)

    def _lay_down(self) -> None:
        connection = self._connection
        connection.executemany(PAGE, self._captures)
        connection.executemany(ANSWER, self._answers)
        for page, facts in self._shown:
            _write_facts(connection, page, facts)
        if self._tally.due:
            self._tally.lay_down(connection)
        connection.commit()
        self._captures, self._answers, self._shown = [], [], []

    def _storing(self) -> _Guard:
        if self._broken is not None:
            raise self._broken
        return _Guard(self)

    def broke(self, error: StorageError) -> None:
        """Remembers why the file cannot be written, and clears away what was begun."""
        self._broken = error
        self.abort()


class _Guard:
    """`storing`, after which a failed writer stays failed."""

    def __init__(self, writer: VisitWriter) -> None:
        self._writer = writer
        self._storing = storing(writer.path)

    def __enter__(self) -> None:
        self._storing.__enter__()

    def __exit__(self, *error: object) -> None:
        try:
            self._storing.__exit__(*error)  # type: ignore[arg-type]  # passed on as it came
        except StorageError as told:
            self._writer.broke(told)
            raise


def _open(path: Path) -> sqlite_utils.Database:
    """A new file without a journal: until it is closed it is worth nothing, and a broken one is begun anew."""
    database = sqlite_utils.Database(sqlite3.connect(path, check_same_thread=False))
    connection = database.conn
    for pragma in ("journal_mode=off", "synchronous=off", "locking_mode=exclusive", "cache_size=-8000"):
        connection.execute(f"pragma {pragma}")
    connection.executescript(TABLES)
    os.chmod(path, 0o600)  # of whoever runs the program: docs/privacy.md
    return database


def _write_facts(connection: sqlite3.Connection, page: int, facts: PageFacts) -> None:
    connection.executemany(
        "insert into items values (?, ?, ?, ?, ?, ?)",
        [(page, n, i.url, i.title, moment_text(i.date), i.block) for n, i in enumerate(facts.items)],
    )
    if facts.document is not None:
        paper = facts.document
        dates = (paper.written, paper.published, paper.effective, paper.valid_until)
        row = (page, paper.title, paper.number, paper.issuer, *map(moment_text, dates), paper.validity, paper.normative)
        connection.execute("insert into documents values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", row)
