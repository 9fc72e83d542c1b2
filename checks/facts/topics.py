"""What a site has of a topic (letters, guides, annual reports …): its columns, and the entrances that lead there.

An office may run a duty on another site (the provincial portal, a service hall): then it has no column, but an entrance
on its own pages that is called so.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from checks.facts.columns import ColumnSeen, columns_seen
from checks.facts.shown_links import Navigation, navigation_of
from checks.lexicon.columns import category_of, topics_of
from checks.model.pages import Place
from checks.model.urls import page_key
from checks.model.views import SiteView

MOST = 50
"""So many entrances of one topic are kept."""
_SEEN = 20_000
"""About so many links of navigations are looked at once: the same stand on every page."""


@dataclass(frozen=True, slots=True)
class Entrance:
    """A link whose words name a topic: from the home page (anywhere but its lists), or from a navigation (`nav`)."""

    url: str
    text: str
    shown_on: str
    nav: bool = False


@dataclass(frozen=True, slots=True)
class Topics:
    """What a site shows, by topic; `categories` are those that navigations and the home page name."""

    columns: Mapping[str, tuple[ColumnSeen, ...]]
    entrances: Mapping[str, tuple[Entrance, ...]]
    categories: frozenset[str] = frozenset()

    def has(self, topic: str) -> bool:
        return bool(self.columns.get(topic) or self.entrances.get(topic))


def topics_seen(site: SiteView) -> Topics:
    """Columns and entrances by topic, columns by address. To be used through `site.derived(topics_seen)`."""
    columns: dict[str, list[ColumnSeen]] = {}
    for column in site.derived(columns_seen):
        for topic in topics_of(column.name):
            columns.setdefault(topic, []).append(column)
    shown = _entrances(site)
    entrances: dict[str, list[Entrance]] = {}
    for entrance in shown:
        for topic in topics_of(entrance.text):
            if len(kept := entrances.setdefault(topic, [])) < MOST:
                kept.append(entrance)
    return Topics(
        {topic: tuple(found) for topic, found in columns.items()},
        {topic: tuple(found) for topic, found in entrances.items()},
        frozenset(category_of(entrance.text) for entrance in shown) - {""},
    )


def _entrances(site: SiteView) -> list[Entrance]:
    """One of each address and text, those of the home page first."""
    found: dict[tuple[str, str], Entrance] = {}
    home = site.home
    if home is not None:
        titles = {page_key(item.url) for item in home.facts.items if item.date}
        for link in home.facts.links:
            if page_key(link.url) not in titles:
                _keep(found, link.url, link.text, home.url, nav=link.place is Place.NAV)
    whole: set[Navigation] = set()
    seen: set[tuple[str, str]] = set()
    for page in site.pages():
        if (shown := page.derived(navigation_of)) in whole:
            continue
        links = [link for link in zip(shown.urls, shown.texts, strict=True) if link not in seen]
        for url, text in links:
            _keep(found, url, text, page.url, nav=True)
        if len(seen) < _SEEN:
            seen.update(links)
            whole.add(shown)
    return list(found.values())


def _keep(found: dict[tuple[str, str], Entrance], url: str, text: str, page: str, *, nav: bool) -> None:
    if text and (category_of(text) or topics_of(text)) and (url, text) not in found:
        found[url, text] = Entrance(url, text, page, nav)
