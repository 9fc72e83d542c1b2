"""The one spider: visits one site, politely, to an end that is stated."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator, Iterable
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import scrapy
from scrapy import Request
from scrapy.http import Response

from checks.model.captures import Coverage, Ended, Failure, LinkProbe, SearchProbe, SiblingProbe
from checks.model.pages import Capture, PageFacts
from checks.model.registry import Site
from checks.model.urls import host_of, normalise
from crawler.afterwards import Afterwards
from crawler.again import after
from crawler.answer import Answer
from crawler.brake import Brake
from crawler.fetching import Fetcher, sister
from crawler.files import Files
from crawler.follow import leads, once_more
from crawler.frontier import Entry, Frontier, Rank, Want
from crawler.handler import Told
from crawler.pages import Seen, as_item, known_facts, looks_html, read_data, read_page, unchanged_page
from crawler.redirects import arrived
from crawler.robots import Robots
from crawler.spiders.dialects.known import BY_NAME
from crawler.tally import Tally
from crawler.target import Target
from crawler.traps import Traps

_MOST_HOSTS = 50


class SiteSpider(scrapy.Spider):
    """`scrapy crawl site -a url=…` visits a site without a registry; inside the program it is given a `Target`."""

    name = "site"

    def __init__(self, url: str = "", target: Target | None = None, **rest: Any) -> None:
        super().__init__(**rest)
        home = normalise(url) if url else None
        if target is None and home is None:
            raise ValueError("用法：scrapy crawl site -a url=http://…（要访问的网站首页）")
        self.target = target or Target(Site(home or "", home or "", ""), datetime.now(UTC))
        self.brake = self.target.brake or Brake(self.target.network)
        self.fetcher = Fetcher(self.target, self.brake)
        self.files = Files(self.fetcher, self.target)
        self.frontier = Frontier()
        paused = self.brake.paused
        self.tally = Tally(self.target.manners, paused=lambda: self.brake.paused - paused)
        self.robots = Robots()
        self.traps = Traps()
        self.afterwards = Afterwards(self.target)
        self._handed: dict[str, PageFacts] = {}  # facts to hand on, while their conditional request is on its way
        self._leading = 0  # requests under way that may show a link to what is only a hint so far
        self._found: list[dict[str, Any]] = []

    async def start(self) -> AsyncIterator[Any]:
        """Reads robots.txt, then queues the home page and the registered columns. Yields nothing (`next_request`)."""
        home = normalise(self.target.site.home)
        if self._obeys:
            own = host_of(home or "")
            hosts = sorted(self.fetcher.hosts, key=lambda host: (host != own, host))[:_MOST_HOSTS]
            await asyncio.gather(*(self._read_robots(host, home=host == own) for host in hosts))
        if home is None:
            self._home_failed(Failure.BAD_ADDRESS)
            return
        self._offer(Entry(home, rank=Rank.HOME, home=True), "")
        if not len(self.frontier):
            self._home_failed(Failure.ROBOTS)
        named = [(column.url, Want.PAGE, Rank.COLUMN) for column in self.target.columns]
        named += [(sitemap, Want.FILE, Rank.HINT) for sitemap in self.robots.sitemaps(host_of(home))]
        for address, want, rank in named:
            if url := normalise(address):
                self._offer(Entry(url, want, rank, depth=1), "")
        for nothing in ():
            yield nothing

    @property
    def _obeys(self) -> bool:
        return self.target.manners.obey_robots and not self.target.site.full_coverage

    async def _read_robots(self, host: str, *, home: bool) -> None:
        scheme = self.target.site.home.partition(":")[0] or "http"
        await self.robots.ask(self.fetcher, scheme, host, home=home)
        if self.fetcher.cut:
            self.tally.end(Ended.OUR_NETWORK, "本机网络不通，访问中断")
        self.fetcher.pace.at_least(self.robots.delay(host))

    def has_more(self) -> bool:
        """Is there anything that may still be asked?"""
        return self.tally.ended in (Ended.COMPLETE, Ended.PAGES) and len(self.frontier) > 0

    def next_request(self) -> Request | None:
        """The next request of the frontier, None when there is none or a budget is spent."""
        spent = self.tally.overspent()
        if spent is not None and len(self.frontier):
            self.tally.end(spent, "访问量预算用完" if spent is Ended.BYTES else "访问时间预算用完")
        if not self.has_more():
            return None
        entry = self.frontier.take(pages=self.tally.pages_left, hints=not self._leading)
        if self.frontier.skipped["budget"]:
            self.tally.end(Ended.PAGES, "页面数预算用完")
        if entry is None:
            return None
        self.tally.begun += entry.want is Want.PAGE and not entry.looks
        self._leading += entry.rank is not Rank.HINT
        meta = {"entry": entry, "download_slot": "site"}
        return Request(entry.url, self.parse, errback=self._lost, meta=meta, dont_filter=True)

    def _lost(self, failure: Any) -> None:  # a request that broke in our own hands
        self._leading -= failure.request.meta["entry"].rank is not Rank.HINT

    async def ask(self, entry: Entry) -> Answer:
        """Asks the network for one entry: the download handler comes here."""
        if entry.home and self._obeys and host_of(entry.url) not in self.robots:
            await self._read_robots(host_of(entry.url), home=True)  # the site goes by another name
        if not self.robots.allows(entry.url, home=entry.home):
            return Answer(entry.url, self.fetcher.now(), entry.url, failure=Failure.ROBOTS, looks=0)
        if entry.tries:
            await asyncio.sleep(max(0.0, entry.due - time.monotonic()))
        if entry.want is Want.THING:
            answer = await self.fetcher.look(entry.url)
        elif entry.want is Want.FILE:
            answer, facts = await self.files.ask(entry)
            if facts is not None:
                self._handed[entry.url] = facts
        elif entry.want is Want.DATA:
            answer = await self.fetcher.data(entry.method, entry.url, entry.form, dict(entry.headers))
        else:
            headers, facts = known_facts(self.target.memory, entry.url)
            if facts is not None:
                self._handed[entry.url] = facts
            answer = await self.fetcher.page(entry.url, headers)
        if self.fetcher.cut:
            self.tally.end(Ended.OUR_NETWORK, "本机网络不通，访问中断")
        return replace(answer, history=(*entry.history, *answer.history)) if entry.history else answer

    def parse(self, response: Response) -> Iterable[dict[str, Any]]:
        """Takes one answer; gives dicts only where nobody catches (see `Target.catch`)."""
        if isinstance(response, Told) and response.answer is not None:
            self._leading -= response.meta["entry"].rank is not Rank.HINT
            self._take(response.meta["entry"], response.answer)
        found, self._found = self._found, []
        return found

    def _take(self, entry: Entry, answer: Answer) -> None:
        self.tally.bytes += answer.received
        facts = self._handed.pop(entry.url, None)
        if entry.tries < after(answer).times and self.tally.ended in (Ended.COMPLETE, Ended.PAGES):
            return self.frontier.add(once_more(entry, answer))
        self.tally.asked += 1
        self.tally.failed += answer.failure is not None
        if entry.home and answer.outside and sister(entry.url, answer.outside):
            self.fetcher.hosts.add(host_of(answer.outside))
            self.frontier.widen()
            self._offer(replace(entry, url=answer.outside), "")
            return self._keep(answer.probe(entry.looks))
        if entry.want is Want.DATA:
            return self._take_data(entry, answer)
        if entry.want is Want.FILE and facts is not None:
            return self._take_file(entry, answer, facts)
        if entry.want is Want.PAGE and answer.failure is None and answer.status is not None:
            if answer.status == 304 and facts is not None and self.target.memory is not None:
                return self._take_page(entry, answer, unchanged_page(entry, answer, facts, self.target.memory))
            if 200 <= answer.status < 300 and self._is_page(answer):
                return self._read(entry, answer)
        if entry.built and not (answer.failure is None and (answer.status or 0) < 400):
            self.frontier.skipped["paging"] += 1  # nobody links to it: our guess was wrong, not a link of the site
            return
        self._keep_with_final(entry, answer)
        if entry.home:
            self._home_failed(answer.failure, answer)

    def _is_page(self, answer: Answer) -> bool:
        html = "html" in answer.content_type.lower() or (not answer.content_type and bool(answer.body))
        return html and not answer.marks_wall and looks_html(answer.body, answer.content_type)

    def _read(self, entry: Entry, answer: Answer) -> None:
        if entry.home and not answer.body:
            self._keep(answer.probe(entry.looks))
            return self._home_failed(Failure.BAD_RESPONSE)
        if answer.url != entry.url and not self.frontier.new(answer.url):
            self.afterwards.led(entry.url, answer.url)
            return self._keep(answer.probe(entry.looks))  # it leads to a page that was read under its own address
        self._take_page(entry, answer, read_page(entry, answer, self.target.memory, self.target.salt))

    def _take_page(self, entry: Entry, answer: Answer, seen: Seen) -> None:
        capture = seen.capture
        self.tally.pages += 1
        self.tally.unchanged += not capture.page.changed
        self._keep_with_final(entry, answer, capture.probe)
        self._keep(capture)
        if not entry.home and not entry.paged_from:
            self.traps.saw(answer.url, capture.facts)
        self.afterwards.saw(entry, answer.url, capture.facts)
        for lead in leads(capture.facts, entry, entry.url, self.frontier.noted):
            self._offer(lead, answer.url, entry.chain)
        for ask in seen.asks:
            self._offer_ask(ask, seen.dialect, entry.paged_from or entry.url, entry.depth + 1)

    def _take_file(self, entry: Entry, answer: Answer, facts: PageFacts) -> None:
        self._keep_with_final(entry, answer)
        self._keep(self.files.capture(entry, answer, facts))
        for lead in leads(facts, entry, entry.url, self.frontier.noted):
            self._offer(lead, "")

    def _take_data(self, entry: Entry, answer: Answer) -> None:
        self._keep(answer.probe(entry.looks))
        if answer.failure is not None or answer.status != 200:
            return
        answered = BY_NAME[entry.dialect].read_api(answer.url, answer.body)
        if not answered.fetched:
            self.tally.failed += 1  # an empty answer is "not fetched", not "no more"
            return
        self.tally.pages += 1
        capture = read_data(entry, answer, answered, self.target.salt)
        self._keep(capture)
        for lead in leads(capture.facts, entry, entry.url, self.frontier.noted):
            self._offer(lead, entry.paged_from)
        for ask in answered.asks:
            self._offer_ask(ask, entry.dialect, entry.paged_from, entry.depth)

    def _offer_ask(self, ask: Any, dialect: str, column: str, depth: int) -> None:
        if self.fetcher.in_scope(ask.url) and self.frontier.new(ask.name):
            if not self.robots.allows(ask.url):
                self.frontier.skipped["robots"] += 1
                return
            entry = Entry(
                ask.url, Want.DATA, Rank.PAGING, depth, column, method=ask.method, form=ask.form, headers=ask.headers
            )
            self.frontier.add(replace(entry, dialect=dialect))

    def _offer(self, entry: Entry, found_on: str, chain: int = 0) -> None:
        """Queues an own address that is new, unless robots.txt forbids it or it is a trap."""
        if not self.fetcher.in_scope(entry.url):
            return self.frontier.leave(entry.url)
        if entry.rank is Rank.HINT and self.robots.allows(entry.url):
            return self.frontier.later(entry)
        if not self.frontier.new(entry.url):
            return
        if not self.robots.allows(entry.url, home=entry.home):
            self.frontier.skipped["robots"] += 1
            self._keep(LinkProbe(entry.url, self.fetcher.now(), failure=Failure.ROBOTS, looks=0))
            return
        if found_on and entry.want is Want.PAGE and not entry.paged_from:
            entry = replace(entry, chain=self.traps.chain(entry.url, found_on, chain))
            if self.traps.shut(entry.url, entry.chain):
                self.frontier.skipped["trap"] += 1
                return
        self.frontier.add(entry)

    def _home_failed(self, failure: Failure | None, answer: Answer | None = None) -> None:
        why = ""
        if answer is not None and answer.outside:
            why = f"：跳转到未登记的 {answer.outside}"
        elif answer is not None and failure is None:
            why = f"：HTTP {answer.status}"
        self.tally.end(Ended.HOME_FAILED, f"首页未能读取{why}", failure)

    def _keep_with_final(self, entry: Entry, answer: Answer, probe: LinkProbe | None = None) -> None:
        """The probe of what was asked, and one of where it led: that address was asked as well."""
        probe = probe or answer.probe(entry.looks)
        self._keep(probe)
        if answer.url != entry.url and answer.failure is None:
            self.frontier.new(answer.url)
            self._keep(arrived(probe, answer))

    def _keep(self, thing: Capture | LinkProbe | SiblingProbe | SearchProbe) -> None:
        if self.target.catch is not None:
            self.target.catch.keep(thing)
        else:
            self._found.append(as_item(thing))

    async def closed(self, reason: str) -> None:
        """States what was left out, and gives the connections back."""
        if reason == "shutdown":
            self.tally.end(Ended.CANCELLED, "访问被中止")
        shut = self.robots.closed
        if shut is not None:
            why = f"（HTTP {shut.status}）" if shut.failure is None else ""
            self.tally.end(Ended.ROBOTS, f"robots.txt 无法读取{why}，只看了首页", shut.failure)
        for entry in self.frontier.drain("budget"):
            if entry.want is not Want.DATA:
                self._keep(LinkProbe(entry.url, self.fetcher.now(), failure=Failure.BUDGET, looks=entry.looks))
        await self.files.close()
        if self.tally.ended in (Ended.COMPLETE, Ended.PAGES):
            await self.afterwards.ask(self.fetcher, self.robots, self._keep, lambda: self.tally.seconds_left)
        await self.fetcher.close()

    def coverage(self) -> Coverage:
        """How much of the site was looked at."""
        return self.tally.coverage(self.frontier.known, self.frontier.skipped)
