"""The search of a site, asked for titles of its own pages when its visit has ended.

Asked as the home page says (`checks.facts.searching`), at the pace of the visit, within robots.txt, redirects followed
within the hosts of the site. First every title of the sample, then those that were not found once more, and a
phrase of each. A search that answers with failures or errors, or finds nothing at all, is asked the same once more, and
left in peace.
"""

from __future__ import annotations

import asyncio
import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from urllib.parse import urlsplit

from checks.facts.asked import unread
from checks.facts.hits import mentioned, place_of, read_results
from checks.facts.searching import Question, Way, question, way_of
from checks.model import marks
from checks.model.captures import Failure, SearchProbe
from checks.model.pages import PageFacts
from checks.model.searches import HITS_KEPT, Dialect
from checks.model.urls import host_of
from crawler.answer import Answer
from crawler.fetching import Fetcher
from crawler.robots import Robots
from crawler.target import Target
from crawler.titles import Titled, Titles

_GIVE_UP = 3
"""Answers in a row that are none, after which the search is left in peace."""
_FRUITLESS = 5
"""Titles of which none is found, after which it is asked the same once more and no further."""
_LONGEST_PAUSE = 30.0
"""Seconds at most between two looks at a search that does not work."""
_PHRASE = 12  # letters of a phrase
_BREAKS = re.compile(r"[（）()《》“”、，：·\-]|^关于|的(?=通知$|公告$|通报$|意见$|决定$|函$)|(?:印发|做好|开展|进一步)")
_POST = (("X-Requested-With", "XMLHttpRequest"), ("Accept", "application/json, text/javascript, */*"))


@dataclass(frozen=True, slots=True)
class _Errand:
    """What is needed to ask: `way` is how."""

    way: Way
    fetcher: Fetcher
    robots: Robots


class Search:
    """Takes the pages of a visit, and asks for some of them afterwards."""

    def __init__(self, target: Target) -> None:
        self._target, self._searching = target, target.searching
        self._home: PageFacts | None = None
        wanted = target.searching
        again = wanted.again if wanted else frozenset()
        self._titles = Titles(target.site.key, target.moment, wanted.titles if wanted else 0, again)
        self._left = wanted.questions if wanted else 0

    def saw(self, url: str, ended: str, facts: PageFacts, *, home: bool) -> None:
        """Takes an html page that answered 200."""
        if self._left and home:
            self._home = facts
        elif self._left:
            self._titles.saw(url, ended, facts)

    async def ask(self, fetcher: Fetcher, robots: Robots, keep: Callable[[SearchProbe], None], seconds: float) -> None:
        """One `SearchProbe` for each title, and one for each phrase, go to `keep`; `seconds` are left for all."""
        sample = self._titles.drawn() if self._left and self._home is not None else []
        way = way_of(self._home, self._target.site.all_hosts) if self._home is not None else None
        if not sample or not isinstance(way, Way) or seconds <= 0:
            return
        errand, found = _Errand(way, fetcher, robots), dict[str, SearchProbe]()
        try:
            async with asyncio.timeout(seconds):
                await self._prepare(errand)
                await self._all(errand, sample, found)
        except TimeoutError:
            pass  # what was asked is kept; of the rest nothing is known
        for probe in found.values():
            keep(probe)

    async def _prepare(self, errand: _Errand) -> None:
        """A search on a host of its own has rules of its own, and may lead on within it."""
        host = host_of(errand.way.url)
        obeys = self._target.manners.obey_robots and not self._target.site.full_coverage
        if obeys and host not in errand.robots:
            await errand.robots.ask(errand.fetcher, urlsplit(errand.way.url).scheme, host, home=False)
        errand.fetcher.hosts.add(host)

    async def _all(self, errand: _Errand, sample: list[Titled], found: dict[str, SearchProbe]) -> None:
        failed = 0
        for number, one in enumerate(sample, 1):
            probe = await self._one(errand, one, one.title)
            if probe is None:
                continue
            found[one.title] = probe
            failed = failed + 1 if _is_none(probe) else 0
            fruitless = number >= _FRUITLESS and not any(known.place for known in found.values())
            if failed >= _GIVE_UP or fruitless:
                await asyncio.sleep(min(_LONGEST_PAUSE, self._target.manners.second_look_minutes * 60))
                for again in sample[:number]:
                    await self._again(errand, again, found)
                return
        missed = [one for one in sample if one.title in found and not found[one.title].place]
        for one in missed:
            await self._again(errand, one, found)
        for one in missed:
            words = phrase(one.title)
            if not found[one.title].place and words != one.title:
                probe = await self._one(errand, one, words)
                found.update({f"{one.title} {words}": probe} if probe is not None else {})

    async def _again(self, errand: _Errand, one: Titled, found: dict[str, SearchProbe]) -> None:
        """The same once more: the better of both answers stands. Two looks are two where both can be read and agree."""
        before, now = found.get(one.title), await self._one(errand, one, one.title)
        if before is None or now is None:
            return
        better = now if now.place or not _is_none(now) else before
        agree = not unread(before) and not unread(now) and _is_none(before) == _is_none(now)
        found[one.title] = replace(better, looks=before.looks + 1 if agree else 1)

    async def _one(self, errand: _Errand, one: Titled, words: str) -> SearchProbe | None:
        """None where nothing may be asked any more, or the words cannot be."""
        asked = question(errand.way, words)
        if asked is None or self._left <= 0 or errand.fetcher.cut:
            return None
        told = SearchProbe(
            one.url, errand.fetcher.now(), one.title, words, asked.url, errand.way.dialect, one.published
        )
        if not errand.robots.allows(asked.url):
            self._left = 0
            return replace(told, failure=Failure.ROBOTS)
        self._left -= 1
        answer = await _fetched(errand, asked)
        told = replace(told, asked_at=answer.asked_at, elapsed=round(answer.elapsed, 3), marks=answer.marks)
        if answer.failure is not None or answer.status is None:
            return replace(told, failure=answer.failure or Failure.BAD_RESPONSE)
        return _read(replace(told, status=answer.status), answer, one)


async def _fetched(errand: _Errand, asked: Question) -> Answer:
    if errand.way.dialect is Dialect.FORM:
        return await errand.fetcher.data("GET", asked.url, (), {})
    return await errand.fetcher.data("POST", asked.url, asked.form, dict(_POST))


def _read(told: SearchProbe, answer: Answer, one: Titled) -> SearchProbe:
    """The answer as its page shows it; nothing is read of an error, a wall or a page that lies elsewhere."""
    if answer.status != 200 or answer.outside or not answer.body:
        return told
    results = read_results(told.dialect, answer.url, answer.body, answer.content_type)
    return replace(
        told,
        marks=(*told.marks, marks.THROTTLED) if results.busy else told.marks,
        place=place_of(results.hits, one.title, (one.url, one.ended)),
        mentioned=mentioned(results, one.title),
        hits=results.hits[:HITS_KEPT],
        entries=len(results.hits),
        total=results.total,
        says_none=results.says_none,
        scripted=results.scripted,
        asks_code=results.asks_code,
        has_filter=results.has_filter,
        has_sort=results.has_sort,
        has_highlight=results.has_highlight,
    )


def _is_none(probe: SearchProbe) -> bool:
    """No answer, or one that says that something is wrong."""
    return probe.failure is not None or (probe.status or 0) >= 400


def phrase(title: str) -> str:
    """The words of a title that a reader would remember: its longest part, shortened."""
    parts = [part.strip() for part in _BREAKS.split(title) if part]
    return max(parts, key=len, default=title)[:_PHRASE]
