"""The links and entries of a page side by side: what a dozen checks ask of every page is asked of all of them at once.

To be used through `PageView.derived`: a page has sixty links, and to go through them one by one costs more than most
checks.
"""

from __future__ import annotations

from collections.abc import Collection
from itertools import islice
from typing import NamedTuple

from checks.model.pages import Place
from checks.model.views import PageView


class ShownLinks(NamedTuple):
    """Addresses, texts, tags and places of the links of a page, each in their order. `words` are all texts, `titles`
    those of the entries of its lists, a line each: what does not stand there stands in none of them."""

    urls: tuple[str, ...]
    texts: tuple[str, ...]
    tags: tuple[str, ...]
    places: tuple[Place, ...]
    words: str
    titles: str

    def tagged(self, tags: Collection[str]) -> list[str]:
        """The addresses of the links that have one of `tags`."""
        return [url for url, tag in zip(self.urls, self.tags, strict=True) if tag in tags]


def links_of(page: PageView) -> ShownLinks:
    """The links of a page as columns."""
    facts = page.facts
    titles = "\n".join([item[1] for item in facts.items])
    if not facts.links:
        return ShownLinks((), (), (), (), "", titles)
    urls, texts, tags, places, *_ = zip(*facts.links, strict=True)
    return ShownLinks(urls, texts, tags, places, "\n".join(texts), titles)


class Navigation(NamedTuple):
    """The links in head and navigation of a page: the same on most pages of a site, wherever in their source they
    stand."""

    urls: tuple[str, ...] = ()
    texts: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()


def navigation_of(page: PageView) -> Navigation:
    """The navigation of a page."""
    here = Place.NAV
    links = [link for link in page.facts.links if link[3] is here]
    return Navigation(*islice(zip(*links, strict=True), 3)) if links else Navigation()
