"""Asks addresses of other hosts, each once: HEAD, and GET where HEAD is refused or says no.

Hosts are asked side by side, each at its own pace. A host that does not answer at all is not asked for the rest of its
addresses: these get its failure, with `looks` 0.
"""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import datetime
from functools import partial

from checks.model.captures import Failure, LinkProbe
from checks.model.urls import host_of, normalise, resolve
from crawler.answer import Answer
from crawler.brake import Brake
from crawler.pace import Pace
from crawler.probes.http import Asker
from crawler.target import Manners, Network

_HOSTS_AT_ONCE = 64
_HOPS = 8
_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_HEAD_LIES = frozenset({Failure.RESET, Failure.BAD_RESPONSE, Failure.TIMEOUT})
_SILENT = frozenset(
    {Failure.TIMEOUT, Failure.REFUSED, Failure.UNREACHABLE, Failure.NXDOMAIN, Failure.SERVFAIL, Failure.NO_NAMESERVER}
)
_GIVE_UP = 4
"""Failures of one host in a row, without a single answer, after which the rest of its addresses is not asked."""


async def ask_links(
    urls: Iterable[str],
    manners: Manners,
    network: Network,
    keep: Callable[[LinkProbe], None],
    now: Callable[[], datetime],
    brake: Brake | None = None,
) -> int:
    """One `LinkProbe` for each distinct address goes to `keep`, as answered. `now` gives aware moments.

    Gives how many of these our own network cut off (`Failure.OUR_NETWORK`): they are to be asked another time.
    `brake` is that of the process; None means one of its own.
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
    async with Asker(manners, network, now, at_once, lambda: brake.mended_at) as asker:

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


class _Host:
    """One host's addresses, asked at its own pace; what failed in passing is asked once more at the end."""

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
        self._again: deque[tuple[str, int]] = deque()
        self._heard = False
        self._silent = 0
        self._why = Failure.TIMEOUT

    async def ask_all(self, waiting: deque[str]) -> None:
        await self._side_by_side(deque((url, 0) for url in waiting))
        again, self._again = self._again, deque()
        self._silent = 0
        await self._side_by_side(again)

    async def _side_by_side(self, waiting: deque[tuple[str, int]]) -> None:
        workers = min(self._manners.at_once, len(waiting))
        await asyncio.gather(*(self._work(waiting) for _ in range(workers)))

    async def _work(self, waiting: deque[tuple[str, int]]) -> None:
        while waiting:
            url, looks = waiting.popleft()
            if not self._heard and self._silent >= _GIVE_UP:
                self._keep(LinkProbe(url, self._now(), failure=self._why, looks=looks))
                continue
            answer = await self._ask(url)
            if not answer.looks:  # our own network cut it off
                self.cut += 1
                self._keep(answer.probe(looks))
                continue
            if answer.failure in _SILENT:
                self._silent, self._why = self._silent + 1, answer.failure
            else:
                self._heard = True
            if answer.transient and not looks:
                self._again.append((url, answer.looks))
            else:
                self._keep(answer.probe(looks))

    async def _ask(self, url: str) -> Answer:
        first = await self._follow("HEAD", url)
        if first.failure is None and (first.status or 0) < 400:
            return first
        if first.failure is not None and first.failure not in _HEAD_LIES:
            return first
        second = await self._follow("GET", url)
        if not second.looks:
            return second
        if second.status == 429 or (second.status == 503 and second.header("retry-after")):
            second = replace(second, failure=Failure.THROTTLED)
        return replace(second, looks=first.looks + second.looks)

    async def _follow(self, method: str, url: str) -> Answer:
        at, seen = url, {url}
        for _ in range(_HOPS):
            question = partial(self._asker.ask, method, at)
            told = await self._brake.ask(host_of(at), question, lambda said: said.failure, self._pace.turn)
            if told is None:
                return Answer(url, self._now(), at, failure=Failure.OUR_NETWORK, method=method, looks=0)
            answer = told
            self._pace.answered(answer.status, answer.elapsed, answer.header("retry-after"))
            answer = replace(answer, asked=url)
            location = answer.header("location") if answer.status in _REDIRECTS else ""
            following = resolve(at, location) if location else None
            if following is None:
                return answer
            if following in seen:
                break
            seen.add(following)
            at = following
        return replace(answer, status=None, failure=Failure.REDIRECT_LOOP)
