"""A closed (or sealed) visit file as the view that checks look at: pages stream, memory stays bounded."""

from __future__ import annotations

import sqlite3
from array import array
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from functools import cached_property
from pathlib import Path
from typing import TypeVar

import msgspec

from checks.model.captures import Coverage, LinkProbe, Probe
from checks.model.pages import PageFacts, PageKind
from checks.model.registry import Account, Column, Site, Unit
from checks.model.views import MissingCapture, PageView, Places, SiteView
from results.errors import VisitDamaged
from results.visits.closing import external_links, part
from results.visits.memory import LastVisit
from results.visits.opening import open_visit
from results.visits.placing import first_places, places_of
from results.visits.schema import moment_text, page_of, probe_of, unpack_accounts, unpack_facts, unpack_noun
from results.visits.storing import storing

__all__ = ["LastVisit", "StoredSite", "external_links"]

T = TypeVar("T")
P = TypeVar("P", bound=Probe)
_READ = f"status between 200 and 299 and kind <> '{PageKind.FILE}'"
_FILE = f"kind = '{PageKind.FILE}'"
PINNED, PINNED_PAGES = 4 * 1024 * 1024, 1_000
"""Bytes of packed facts whose pages are kept unpacked: checks walk over the pages again and again from the first."""
INTERPRETS = ("解读", "图解", "一图读懂", "一图看懂", "答记者问")
AT_ONCE = 32
"""So many pages are fetched from the file at once, packed."""
PINNED_LINKS = 8_000
"""So many answers of links, and places of links, are kept: those of about so many pages as are kept. Each takes a
kilobyte, some kilobytes at most."""


class StoredSite:
    """The `SiteView` of a visit file. `moment` is when the visit began; `facts` take the place of those stored.

    Opened for reading only; close it, or use it in a `with`. Raises VisitDamaged for what is no visit file.
    """

    def __init__(self, path: Path, facts: Mapping[str, PageFacts] | None = None) -> None:
        self._anew = facts or {}
        self.path = path if path.exists() or not part(path).exists() else part(path)
        self._derived: dict[object, object] = {}
        self._pinned: dict[int, PageView] = {}
        self._pinned_links: list[LinkProbe] = []
        self._last_pinned = 0  # the number of the last of them
        self._pinned_places: dict[str, Places] = {}
        self._room = PINNED
        with storing(self.path):
            self._connection = open_visit(self.path)
            row = self._connection.execute("select * from visit").fetchone()
        try:
            self.site = unpack_noun(row["site"], Site)
            self.unit = unpack_noun(row["unit"], Unit)
            self.columns: Sequence[Column] = unpack_noun(row["columns"], tuple[Column, ...])
            self.coverage = unpack_noun(row["coverage"], Coverage)
            self.moment = datetime.fromisoformat(row["moment"])
            self.run: str = row["run"]
            self._accounts = unpack_accounts(row["accounts"]) if "accounts" in row.keys() else None  # noqa: SIM118
        except (msgspec.MsgspecError, ValueError, IndexError) as error:
            raise VisitDamaged(f"访问文件 {path} 已损坏（{error}）；请删除该文件后重新访问该网站") from error

    def __enter__(self) -> StoredSite:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        self._connection.close()

    @property
    def accounts(self) -> Sequence[Account]:
        if self._accounts is None:
            raise MissingCapture(Account.__name__)
        return self._accounts

    @cached_property
    def home(self) -> PageView | None:
        """The page that was read as the home page, else the one at its registered address."""
        row = self._connection.execute(
            f"select * from pages where kind = ? and {_READ} order by id limit 1",
            (PageKind.HOME.value,),
        ).fetchone()
        return self._view(row) if row else self.page(self.site.home)

    def pages(self) -> Iterator[PageView]:
        """Every html page that answered 2xx, short addresses first; streaming.

        The order of a visit is that of the answers, and never the same twice: what is found first would wander.
        """
        order = self._in_order
        if len(self._pinned) == len(order):
            yield from self._held
            return
        for start in range(0, len(order), AT_ONCE):
            wanted = order[start : start + AT_ONCE]
            pinned = [self._pinned[number] for number in wanted if number in self._pinned]
            if len(pinned) == len(wanted):
                yield from pinned
                continue
            missing = [str(number) for number in wanted if number not in self._pinned]
            rows = self._rows(f"select * from pages where id in ({', '.join(missing)})") if missing else ()
            read = {row["id"]: row for row in rows}
            for number in wanted:
                if known := self._pinned.get(number):
                    yield known
                elif number in read:
                    yield self._view(read[number])

    def files(self) -> Iterator[PageView]:
        """Every attachment that was opened, short addresses first; streaming, one at a time in memory."""
        numbers = array(
            "q", (row["id"] for row in self._rows(f"select id from pages where {_FILE} order by length(url), url"))
        )
        for number in numbers:
            for row in self._rows(f"select * from pages where id = {number}"):
                facts = unpack_facts(row["facts"], self.path)
                if facts.text or facts.unread:
                    yield PageView(page_of(row), facts)

    def page(self, url: str) -> PageView | None:
        """The page that answered at `url`, before or after redirects; None when it was not read."""
        row = self._connection.execute(
            f"select * from pages where (url = ? or (final_url = ? and final_url <> '')) and {_READ} "
            "order by id limit 1",
            (url, url),
        ).fetchone()
        return self._view(row) if row else None

    def papers_since(self, since: datetime, most: int) -> Iterator[PageView]:
        """Pages that show a document with a number, or an interpretation by its title, published at `since` (aware) or
        later; the newest first, at most `most`: for whoever wants no walk over all pages."""
        told = " or ".join(f"pages.title like '%{word}%'" for word in INTERPRETS)
        rows = self._connection.execute(
            "select pages.* from pages left join documents on documents.page = pages.id"
            f" where {_READ} and coalesce(documents.published, pages.published) >= ?"
            f" and (documents.number <> '' or documents.normative or {told})"
            " order by coalesce(documents.published, pages.published) desc, pages.url limit ?",
            (moment_text(since), most),
        )
        for row in rows.fetchall():
            yield self._view(row)

    @cached_property
    def _in_order(self) -> array[int]:
        rows = self._rows(f"select id from pages where {_READ} order by length(url), url, id")
        return array("q", (row["id"] for row in rows))

    def probes(self, kind: type[P]) -> Iterable[P]:
        """All answers of a kind; streaming. Raises MissingCapture when the visit never asked.

        A link that was shown but never asked comes as a `LinkProbe` with failure `budget` and no look at it.
        """
        if kind is LinkProbe:
            return self._links()  # type: ignore[return-value]  # the kind was just told
        return self._other(kind)

    def places(self, url: str) -> Places:
        """Where the site links to `url`; no place at all when it does not."""
        if (known := self._pinned_places.get(url)) is not None:
            return known
        return places_of(self._connection, url)

    def derived(self, read: Callable[[SiteView], T]) -> T:
        """`read(self)`, computed once."""
        if read not in self._derived:
            self._derived[read] = read(self)
        return self._derived[read]  # type: ignore[return-value]  # keyed by the function that made it

    def answer(self, url: str) -> LinkProbe | None:
        """What the address answered in this visit; None when it was neither shown nor asked."""
        row = self._connection.execute("select * from links where url = ?", (url,)).fetchone()
        return probe_of(row, self.moment) if row else None

    def link_probes(self, urls: Iterable[str]) -> Iterator[LinkProbe]:
        """The answers that this visit got from those of `urls` that it asked."""
        for url in urls:
            found = self.answer(url)
            if found is not None and found.looks:
                yield found

    def _links(self) -> Iterator[LinkProbe]:
        if not self._connection.execute("select 1 from links where asked_at is not null limit 1").fetchone():
            raise MissingCapture(LinkProbe.__name__)
        return self._each_link()

    def _each_link(self) -> Iterator[LinkProbe]:
        """The answers in turn, the first of them from memory from the second walk on: many checks ask for all."""
        yield from iter(self._pinned_links)
        if not self._pinned_links:
            self._pinned_places |= first_places(self._connection, PINNED_LINKS)
        for row in self._rows(f"select * from links where id > {self._last_pinned} order by id"):
            answer = probe_of(row, self.moment)
            if row["id"] > self._last_pinned and len(self._pinned_links) < PINNED_LINKS:
                self._pinned_links.append(answer)
                self._last_pinned = row["id"]
            yield answer

    @cached_property
    def _held(self) -> tuple[PageView, ...]:
        """All pages, where there was room for all of them."""
        return tuple(self._pinned[number] for number in self._in_order)

    def _other(self, kind: type[P]) -> list[P]:
        asked = "select answer from probes where kind = ? order by id"
        rows = self._connection.execute(asked, (kind.__name__,)).fetchall()
        if not rows:
            raise MissingCapture(kind.__name__)
        return [unpack_noun(row["answer"], kind) for row in rows]

    def _rows(self, question: str) -> Iterator[sqlite3.Row]:
        with storing(self.path):
            yield from self._connection.execute(question)

    def _view(self, row: sqlite3.Row) -> PageView:
        known = self._pinned.get(row["id"])
        if known is not None:
            return known
        facts = self._anew.get(row["url"]) or unpack_facts(row["facts"], self.path)
        view = PageView(page_of(row), facts)
        # The first pages stay, later ones do not push them out: a walk that begins anew would find none of its pages.
        if self._room >= len(row["facts"]) and len(self._pinned) < PINNED_PAGES:
            self._room -= len(row["facts"])
            self._pinned[row["id"]] = view
        return view
