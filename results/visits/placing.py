"""Where a site links to an address, as its visit file tells it."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from itertools import groupby
from operator import itemgetter

from checks.model.pages import Place
from checks.model.views import Places, Spot
from results.visits.schema import PLACES_KEPT

_LINK = "id, links.url, links.pages, on_home, links.text, tag, place"
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
    return _places(link, shown)


def first_places(connection: sqlite3.Connection, count: int) -> dict[str, Places]:
    """Where the site links to each of its first `count` addresses, in two questions instead of two for each."""
    links = connection.execute(f"select {_LINK} from links order by id limit ?", (count,)).fetchall()
    if not links:
        return {}
    told = connection.execute(
        'select link, pages.url, line, "column" from places join pages on pages.id = places.page where link <= ? '
        f"order by link, {_NEAREST}",
        (links[-1]["id"],),
    )
    shown = {link: [tuple(row)[1:] for row in rows][:PLACES_KEPT] for link, rows in groupby(told, itemgetter(0))}
    return {link["url"]: _places(link, shown.get(link["id"], ())) if link["pages"] else Places() for link in links}


def _places(link: sqlite3.Row, shown: Iterable[Iterable[object]]) -> Places:
    spots = tuple(Spot(*row) for row in shown)  # type: ignore[arg-type]  # an address and two numbers
    return Places(
        link["pages"],
        tuple(dict.fromkeys(spot.page for spot in spots)),
        link["text"],
        bool(link["on_home"]),
        link["tag"],
        Place(link["place"]),
        spots,
    )
