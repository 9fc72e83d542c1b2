"""Asks addresses of other hosts, each once.

What looks like a picture or a script is asked by HEAD, and by GET where HEAD is refused or says no. What may be a page,
or a document for download, is asked by GET at once, and at most 32 KiB of it are read: its words, its title, its first
bytes are evidence that a HEAD cannot give.

Hosts are asked side by side, each at its own pace. A host that does not answer at all, or that goes on asking for time,
is not asked for the rest of its addresses: these get its failure, with `looks` 0.
"""

from __future__ import annotations

import asyncio
import time
from collections import deque
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING

import aiohttp
import yarl

from checks.facts.files import glance, named
from checks.facts.target import Shown, read_target
from checks.model.captures import Failure, LinkProbe
from checks.model.urls import host_of, normalise
from crawler.again import after
from crawler.answer import Answer
from crawler.asking import Ask, patiently, there
from crawler.brake import Brake
from crawler.follow import wanted
from crawler.frontier import Want
from crawler.pace import Pace
from crawler.probes.http import Asker
from crawler.probes.siblings import ForeignSiblings
from crawler.redirects import shown
from crawler.target import Manners, Network
from crawler.waits import named_wait

if TYPE_CHECKING:
    from crawler.probes.errand import OverSix

_HOSTS_AT_ONCE = 64
_SILENT = frozenset(
    {Failure.TIMEOUT, Failure.REFUSED, Failure.UNREACHABLE, Failure.NXDOMAIN, Failure.SERVFAIL, Failure.NO_NAMESERVER}
)
_GIVE_UP = 4
"""Failures of one host in a row, without a single answer, after which the rest of its addresses is not asked."""
_STILL_BUSY = 3
"""Addresses of one host in a row that only asked for time, after which it is left in peace."""


async def ask_links(
    urls: Iterable[str],
    manners: Manners,
    network: Network,
    keep: Callable[[LinkProbe], None],
    now: Callable[[], datetime],
    registered: Iterable[str] = (),
    brake: Brake | None = None,
) -> int:
    """One `LinkProbe` for each distinct address goes to `keep`, as answered. `now` gives aware moments.

    Gives how many of these our own network cut off (`Failure.OUR_NETWORK`): they are to be asked another time.
    `registered` are hosts of sites that are watched: these may have a private address. `brake` is that of the process;
    None means one of its own.
    """
    brake = brake or Brake(network)
    cut = 0
    hosts: dict[str, deque[str]] = {}
    for url in dict.fromkeys(urls):
        if normalise(url) is None:
            keep(LinkProbe(url, now(), failure=Failure.BAD_ADDRESS, looks=0))
        else:
            hosts.setdefault(host_of(url), deque()).append(url)
    room = asyncio.Semaphore(_HOSTS_AT_ONCE)
    at_once = _HOSTS_AT_ONCE * manners.at_once
    async with Asker(manners, network, now, at_once, registered, lambda: brake.mended_at) as asker:

        async def one_host(waiting: deque[str]) -> None:
            nonlocal cut
            async with room:
                host = _Host(asker, manners, keep, now, brake)
                await host.ask_all(waiting)
                cut += host.cut

        async with asyncio.TaskGroup() as group:
            for waiting in hosts.values():
                group.create_task(one_host(waiting))
    return cut


@dataclass(frozen=True, slots=True)
class _Turn:
    """One address that waits: what it answered `before`, after how many tries, and when its next one is `due`."""

    url: str
    before: Answer | None = None
    tries: int = 0
    due: float = 0.0


class _Host:
    """One host's addresses, asked at its own pace; what failed in passing is asked again at the end."""

    def __init__(
        self,
        asker: Asker,
        manners: Manners,
        keep: Callable[[LinkProbe], None],
        now: Callable[[], datetime],
        brake: Brake,
    ) -> None:
        self._asker, self._manners, self._keep, self._now, self._brake = asker, manners, keep, now, brake
        self.cut = 0
        self._pace = Pace(manners.seconds_between)
        self._again: deque[_Turn] = deque()
        self._heard = False
        self._silent = 0
        self._throttled = 0
        self._why = Failure.TIMEOUT
        self._siblings = ForeignSiblings(lambda url: patiently(Ask(url), Question(asker, self._pace, brake, now).once))

    async def ask_all(self, urls: Iterable[str]) -> None:
        waiting = deque(_Turn(url) for url in urls)
        while waiting:
            workers = min(self._manners.at_once, len(waiting))
            await asyncio.gather(*(self._work(waiting) for _ in range(workers)))
            waiting, self._again = self._again, deque()
            self._silent = 0

    @property
    def _given_up(self) -> Failure | None:
        if self._throttled >= _STILL_BUSY:
            return Failure.THROTTLED
        return self._why if self._silent >= _GIVE_UP and not self._heard else None

    async def _work(self, waiting: deque[_Turn]) -> None:
        while waiting:
            turn = waiting.popleft()
            if self._given_up is not None:
                left = LinkProbe(turn.url, self._now(), failure=self._given_up, looks=0)
                self._keep(turn.before.probe() if turn.before is not None else left)
                continue
            await asyncio.sleep(max(0.0, turn.due - time.monotonic()))
            answer, page = await self._look(turn.url)
            if answer.failure is Failure.OUR_NETWORK:
                self.cut += 1
                self._keep(answer.probe())
                continue
            if turn.before is not None:
                answer = answer.looked_after(turn.before)
            self._learn(answer)
            again = after(answer)
            if turn.tries < again.times:
                due = time.monotonic() + again.seconds
                self._again.append(_Turn(turn.url, replace(answer, headers=(), body=b""), turn.tries + 1, due))
            else:
                self._keep(await self._siblings.compared(answer.probe(), page))

    def _learn(self, answer: Answer) -> None:
        self._throttled = self._throttled + 1 if answer.failure is Failure.THROTTLED else 0
        if answer.failure in _SILENT:
            self._silent, self._why = self._silent + 1, answer.failure
        else:
            self._heard = True

    async def _look(self, url: str) -> tuple[Answer, Shown]:
        """The address as a file or as a page, with what its beginning shows."""
        once, kind = Question(self._asker, self._pace, self._brake, self._now).once, named(url)
        if kind:  # its first bytes tell whether it is what it is called
            answer = await patiently(Ask(url), once)
            good = answer.failure is None and answer.status == 200 and not answer.marks_wall  # 202 is a wall's
            marks = glance(kind, answer.body, whole=not answer.cut) if good else ()
            return replace(answer, marks=(*answer.marks, *marks)), Shown()
        answer = await (there if wanted(url, "a") is not Want.PAGE else patiently)(Ask(url), once)
        if answer.body and "html" in (answer.content_type.lower() or "html"):
            page = read_target(answer.url, answer.body, answer.content_type)
            return shown(answer, page.title, page.marks), page
        return answer, Shown()


class Question:
    """One address on its way through redirects and second tries: cookies are brought back, and forgotten with it."""

    def __init__(self, asker: Asker, pace: Pace, brake: Brake | OverSix, now: Callable[[], datetime]) -> None:
        self._asker, self._pace, self._brake, self._now = asker, pace, brake, now
        self._jar: aiohttp.CookieJar | None = None  # bounds what it takes (180 a host) and what it gives (8 KiB)

    async def once(self, ask: Ask) -> Answer:
        url = yarl.URL(ask.url, encoded=True)
        cookies = self._jar.filter_cookies(url) if self._jar is not None else None
        if cookies:
            pairs = "; ".join(f"{name}={morsel.coded_value}" for name, morsel in cookies.items())
            ask = replace(ask, headers=(*ask.headers, ("Cookie", pairs)))
        question = partial(self._asker.ask, ask)
        answer = await self._brake.ask(host_of(ask.url), question, lambda said: said.failure, self._pace.turn)
        if answer is None:
            return Answer(ask.url, self._now(), ask.url, failure=Failure.OUR_NETWORK, method=ask.method, looks=0)
        wait = named_wait(answer.headers) if answer.status in (429, 503) else None
        self._pace.answered(answer.status, answer.elapsed, wait)
        given = [value for key, value in answer.headers if key.lower() == "set-cookie"]
        if given:
            self._jar = self._jar or aiohttp.CookieJar(unsafe=True)
            self._jar.update_cookies_from_headers(given, url)
        return answer
