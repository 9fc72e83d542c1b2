"""Where a site links to an address, as its visit file tells it."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from typing import Any

from checks.model.pages import Place
from checks.model.views import Places, Spot
from results.visits.schema import PLACES_KEPT

_LINK = "id, links.url, links.pages, on_home, links.text, tag, place"
_PLACES = {place.value: place for place in Place}
_NEAREST = "depth, length(pages.url), pages.url, slot"
"""What is nearest to the home page first."""


def places_of(connection: sqlite3.Connection, url: str) -> Places:
    """Where the site links to `url`; no place at all when it does not."""
    link = connection.execute(f"select {_LINK} from links where url = ?", (url,)).fetchone()
    if link is None or not link["pages"]:
        return Places()
    shown = connection.execute(
        'select pages.url, line, "column" from places join pages on pages.id = places.page where link = ? '
        f"order by {_NEAREST} limit ?",
        (link["id"], PLACES_KEPT),
    )
    return _places(link, tuple(Spot(*row) for row in shown))


def first_places(connection: sqlite3.Connection, count: int) -> dict[str, Places]:
    """Where the site links to each of its first `count` addresses, in two questions instead of two for each."""
    cursor = connection.cursor()
    cursor.row_factory = None  # plain tuples: rows by name take three times as long to make
    links = cursor.execute(f"select {_LINK} from links order by id limit ?", (count,)).fetchall()
    if not links:
        return {}
    told = cursor.execute(
        'select link, pages.url, line, "column" from places join pages on pages.id = places.page where link <= ? '
        f"order by link, {_NEAREST}",
        (links[-1][0],),
    )
    shown: dict[int, list[Spot]] = {}
    for link, *spot in told:
        kept = shown.setdefault(link, [])
        if len(kept) < PLACES_KEPT:
            kept.append(Spot._make(spot))
    return {link[1]: _places(link, tuple(shown.get(link[0], ()))) if link[2] else Places() for link in links}


def _places(link: Sequence[Any], spots: tuple[Spot, ...]) -> Places:
    """`link` is a row of `_LINK`."""
    _, _, pages, on_home, text, tag, place = link
    met = (spots[0].page,) if len(spots) == 1 else tuple(dict.fromkeys([spot.page for spot in spots]))
    return Places(pages, met, text, bool(on_home), tag, _PLACES[place], spots)
