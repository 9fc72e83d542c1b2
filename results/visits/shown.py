"""Who shows which link: counted in memory for a while, then laid down in the visit file, so that memory stays flat."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass, field

from checks.model.pages import HINTS, Link, Page, PageFacts, shown_at
from checks.model.urls import host_of
from results.visits.schema import PLACES_KEPT

TEXT_KEPT = 200
_KEPT = f"pages > 0 and (:hint or tag not in ({', '.join(repr(tag) for tag in sorted(HINTS))}))"
"""The tag that a link has stays: a hint gives way to whatever else shows the address."""


@dataclass(slots=True)
class _Shown:
    """One link since the last time the tally was laid down."""

    tag: str
    place: str
    text: str = ""
    on_home: bool = False
    count: int = 0
    pages: list[int] = field(default_factory=list)
    spots: list[tuple[int, int]] = field(default_factory=list)


class Tally:
    """Counts the pages that show each link. A page that shows a link twice counts once.

    `hosts` are the registered hosts of the site; `limit` is how many different links are held before `lay_down` is due.
    """

    def __init__(self, hosts: frozenset[str], limit: int = 5_000) -> None:
        self._hosts = hosts
        self._limit = limit
        self._shown: dict[str, _Shown] = {}
        self._numbers: dict[int, int] = {}  # hash of the address of a page → its number: a million cost little

    @property
    def due(self) -> bool:
        return len(self._shown) >= self._limit

    def add(self, number: int, page: Page, facts: PageFacts, home: bool) -> None:
        """Counts all that a page shows, also the entries of its lists that a script wrote.

        What an interface lists is counted for the column that it fills, and once where the column shows it too.
        """
        self._numbers.setdefault(hash(page.url), number)
        shower = self._numbers.get(hash(shown_at(page, facts)), number)
        for url, link in _once(facts).items():
            shown = self._shown.get(url)
            if shown is None:
                shown = self._shown[url] = _Shown(link.tag, link.place)
            elif shown.tag in HINTS and link.tag not in HINTS:
                shown.tag, shown.place = link.tag, link.place
            shown.text = shown.text or link.text[:TEXT_KEPT]
            if shower != number and shower in shown.pages:
                continue
            shown.count += 1
            shown.on_home |= home
            if len(shown.pages) < PLACES_KEPT:
                shown.pages.append(shower)
                shown.spots.append((link.line, link.column))

    def lay_down(self, connection: sqlite3.Connection) -> None:
        """Writes what was counted and starts anew. The slots of `places` go on where the last time ended."""
        shown, self._shown = self._shown, {}
        connection.executemany(
            "insert or ignore into links (url, own, tag, place) values (?, ?, ?, ?)",
            ((url, self.own(url), one.tag, one.place) for url, one in shown.items()),
        )
        connection.executemany(
            "insert into places select id, pages + :k, :page, :line, :column from links "
            f"where url = :url and pages + :k < {PLACES_KEPT}",
            _slots(shown),
        )
        connection.executemany(
            "update links set pages = pages + :count, on_home = max(on_home, :home), "
            "text = case when text = '' then :text else text end, "
            f"tag = case when {_KEPT} then tag else :tag end, "
            f"place = case when {_KEPT} then place else :place end where url = :url",
            (
                {
                    "count": one.count,
                    "home": one.on_home,
                    "text": one.text,
                    "tag": one.tag,
                    "hint": one.tag in HINTS,
                    "place": one.place,
                    "url": url,
                }
                for url, one in shown.items()
            ),
        )

    def own(self, url: str) -> bool:
        """True when the address belongs to the site."""
        return host_of(url) in self._hosts


def _once(facts: PageFacts) -> dict[str, Link]:
    """Each address once, as it stands first; a hint only where nothing else shows it."""
    links: dict[str, Link] = {}
    for link in facts.links:
        known = links.get(link.url)
        if known is None or (known.tag in HINTS and link.tag not in HINTS):
            links[link.url] = link
        elif not known.text and link.text:
            links[link.url] = known._replace(text=link.text)
    for item in facts.items:
        if item.url and item.url not in links:  # an entry that a script moves leads nowhere by itself
            links[item.url] = Link(item.url, item.title)
    return links


def _slots(shown: dict[str, _Shown]) -> Iterator[dict[str, object]]:
    for url, one in shown.items():
        for k, (page, (line, column)) in enumerate(zip(one.pages, one.spots, strict=True)):
            yield {"url": url, "k": k, "page": page, "line": line, "column": column}
