"""Made-up addresses beside pages under suspicion, asked to see how the site itself says "not there".

Nothing is asked beside plainly good pages: what a host does with addresses that do not exist says nothing of them, so
on most sites this costs no request at all. Of a directory that shows a page under suspicion one address is made up,
once; the home page's directory comes first. These addresses are no part of the site: they enter no queue, no page, no
link and no count of coverage.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import replace

from checks.facts.doors import asks_who
from checks.facts.markup import parse
from checks.facts.reading import read
from checks.facts.soft import COMPARED, Glance, glance, says_not_found, sent_home, shows_home
from checks.model import marks
from checks.model.captures import Failure, SiblingProbe
from checks.model.pages import PageFacts
from checks.model.urls import directory, page_key
from crawler.answer import Answer
from crawler.fetching import Fetcher
from crawler.frontier import Entry
from crawler.made_up import made_up
from crawler.pages import looks_html
from crawler.robots import Robots
from crawler.target import Manners

_ENDS = 200
"""Pages under suspicion to which redirects from elsewhere are watched; most sites have one page of errors."""
_GIVE_UP = 3
"""Failures in a row after which the site is left in peace."""


class Siblings:
    """Notes the directories of pages under suspicion while a visit goes on, and asks beside them when it has ended."""

    def __init__(self, manners: Manners) -> None:
        self._manners = manners
        self._noted: dict[str, str] = {}  # directory → the made-up address, in the order of the visit
        self._homes: set[str] = set()
        self._ends: set[str] = set()  # where addresses under suspicion ended: pages of errors
        self._first = ""
        self._home: Glance | None = None
        self._failures = 0

    def saw(self, entry: Entry, ended: str, facts: PageFacts) -> None:
        """Takes a page that answered 200: as the home page, or as one that may be under suspicion."""
        if entry.home:
            self._homes |= {page_key(entry.url), page_key(ended)}
            self._first = directory(entry.url)
            self._home = glance(entry.url, ended, facts)
        elif self._suspects(entry.url, ended, facts):
            if len(self._ends) < _ENDS:
                self._ends.add(page_key(ended))
            self._note(entry.url)

    def led(self, asked: str, ended: str) -> None:
        """Takes an address whose redirects end at a page that was read under its own address."""
        end = page_key(ended)
        if (end in self._homes or end in self._ends) and page_key(asked) not in self._homes:
            self._note(asked)

    def _suspects(self, asked: str, ended: str, facts: PageFacts) -> bool:
        page = glance(asked, ended, facts)
        return page.says or page.hollow or shows_home(page, self._home) or sent_home(facts, self._homes)

    def _note(self, url: str) -> None:
        place, most = directory(url), self._manners.siblings
        full = len(self._noted) >= most
        if place in self._noted or not most or (full and place != self._first):
            return
        made = made_up(url)
        if made:
            if full:
                self._noted.popitem()
            self._noted[place] = made

    async def ask(self, fetcher: Fetcher, robots: Robots, keep: Callable[[SiblingProbe], None], seconds: float) -> None:
        """One `SiblingProbe` for each directory goes to `keep`; `seconds` are left for all of them."""
        waiting = sorted(self._noted.items(), key=lambda noted: noted[0] != self._first)
        self._noted = {}
        queue = iter(waiting)

        async def work() -> None:
            for place, made in queue:
                if self._failures >= _GIVE_UP:
                    return
                keep(await self._one(fetcher, robots, place, made))

        if not waiting or seconds <= 0:
            return
        try:
            async with asyncio.timeout(seconds):
                await asyncio.gather(*(work() for _ in range(min(self._manners.at_once, len(waiting)))))
        except TimeoutError:
            return  # what was asked is kept; of the rest nothing is known

    async def _one(self, fetcher: Fetcher, robots: Robots, place: str, made: str) -> SiblingProbe:
        if not robots.allows(made):
            return SiblingProbe(made, place, fetcher.now(), failure=Failure.ROBOTS)
        answer = await fetcher.page(made)
        self._failures = self._failures + 1 if answer.failure is not None else 0
        return sibling_probe(replace(answer, asked=made), place)


def sibling_probe(answer: Answer, place: str) -> SiblingProbe:
    """What a made-up address in the directory `place` answered, read by the reader of pages."""
    final = answer.outside or (answer.url if answer.url != answer.asked else "")
    told = SiblingProbe(answer.asked, place, answer.asked_at, failure=answer.failure, marks=answer.marks)
    if answer.failure is not None:
        return told
    told = replace(told, status=answer.status, final_url=final)
    html = "html" in answer.content_type.lower() or not answer.content_type
    if not (html and answer.body and looks_html(answer.body, answer.content_type)):
        return told
    facts = read(parse(answer.url, answer.body, answer.content_type))
    shown = glance(answer.asked, answer.url, facts)
    says = (marks.WORDS,) if says_not_found(facts.title, facts.text) else ()
    door = (marks.LOGIN,) if final and asks_who(final, facts.title) else ()
    return replace(
        told,
        title=shown.title,
        text=facts.text[:COMPARED],
        scripted=shown.hollow and facts.scripted,
        marks=tuple(dict.fromkeys((*answer.marks, *says, *door))),
    )
