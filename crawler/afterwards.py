"""What is asked of a site when its pages have been read: made-up addresses beside some of them, and its own search."""

from __future__ import annotations

from collections.abc import Callable

from checks.model.captures import SearchProbe, SiblingProbe
from checks.model.pages import PageFacts
from crawler.fetching import Fetcher
from crawler.frontier import Entry
from crawler.robots import Robots
from crawler.search import Search
from crawler.siblings import Siblings
from crawler.target import Target


class Afterwards:
    """Notes what is to be asked while a visit goes on, and asks it when it has ended."""

    def __init__(self, target: Target) -> None:
        self._siblings = Siblings(target.manners)
        self._search = Search(target)

    def saw(self, entry: Entry, ended: str, facts: PageFacts) -> None:
        """Takes a page that answered 200."""
        self._siblings.saw(entry, ended, facts)
        if not entry.paged_from:
            self._search.saw(entry.url, ended, facts, home=entry.home)

    def led(self, asked: str, ended: str) -> None:
        """Takes an address whose redirects end at a page that was read under its own address."""
        self._siblings.led(asked, ended)

    async def ask(
        self,
        fetcher: Fetcher,
        robots: Robots,
        keep: Callable[[SiblingProbe | SearchProbe], None],
        seconds: Callable[[], float],
    ) -> None:
        """Asks both; `seconds` says how many are left."""
        await self._siblings.ask(fetcher, robots, keep, seconds())
        await self._search.ask(fetcher, robots, keep, seconds())
