"""The names of a site, and their home pages asked once as a visitor would: all that is asked of a closed or paused
site, and what is asked beside the pages of one that is visited.

robots.txt is not asked: this is a visitor at the door and no crawl. One address for each name, http first, and https
where nothing answers there. What goes through the brake is believed only when it cannot be our own network.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Iterable
from contextlib import AbstractAsyncContextManager
from datetime import datetime, timedelta
from functools import partial

from checks.facts.domains import made_up, name_of, registered, twin
from checks.facts.markup import parse
from checks.facts.reading import read
from checks.facts.target import WINDOW, Shown, read_target
from checks.model.captures import Coverage, DnsProbe, Ended, Failure, HttpProbe
from crawler.answer import Answer
from crawler.asking import Ask, patiently
from crawler.brake import DOUBTFUL, Brake
from crawler.network import literal
from crawler.pace import Pace
from crawler.probes.dns import Names, probe_host
from crawler.probes.http import Asker
from crawler.probes.links import Question
from crawler.redirects import shown
from crawler.target import Target

_OTHERWISE = frozenset({Failure.REFUSED, Failure.RESET, Failure.TIMEOUT, Failure.BAD_RESPONSE, Failure.UNREACHABLE})
"""Failures of http after which https is tried."""
_SENT_ON = 2
"""Times that a page which only sends the reader on is followed."""


class Glance:
    """One site's names and doors. What was seen goes to `target.catch`; `cut`: our own network ended a question."""

    def __init__(self, target: Target, brake: Brake) -> None:
        self.cut = False
        self.asked = 0
        self._target, self._brake = target, brake
        self._names = Names(target.network.nameservers)
        self._asked_last = self._began = time.monotonic()

    @property
    def unheard(self) -> bool:
        """Is there nobody to tell?"""
        return self._target.catch is None

    async def names(self, hosts: Iterable[str]) -> dict[str, DnsProbe]:
        """Asks the name servers about each of `hosts` (numbers are left out); by host."""
        found = {}
        for host in sorted(set(hosts)):
            if not host or literal(host) is not None:
                continue
            question = partial(probe_host, host, self._names, self._now())
            probe = await self._brake.ask(host, question, _doubt, proves=False)
            if probe is None:
                self.cut, ours = True, Failure.OUR_NETWORK
                probe = DnsProbe(host, self._now(), failure=ours, aaaa_failure=ours, ns_failure=ours)
            self._keep(probe)
            found[host] = probe
        return found

    async def doors(self, homes: Iterable[str]) -> list[HttpProbe]:
        """Asks each of the home pages `homes`."""
        site, manners = self._target.site, self._target.manners
        found = list[HttpProbe]()
        homes = tuple(homes)
        if not homes:
            return found  # most sites have one name: a way to the network costs more than nothing
        async with self._asker(manners.at_once, site.all_hosts) as asker:
            for home in homes:
                probe = await self._door(home, asker)
                self.asked += 1
                self.cut = self.cut or probe.failure is Failure.OUR_NETWORK
                self._keep(probe)
                found.append(probe)
        return found

    async def wait(self) -> None:
        """Until what was looked at may be looked at again."""
        due = self._asked_last + 60 * self._target.manners.second_look_minutes
        await asyncio.sleep(max(0.0, due - time.monotonic()))

    async def _door(self, home: str, asker: Asker) -> HttpProbe:
        answer, page = await self._open(home, asker)
        if answer.failure in _OTHERWISE and home.startswith("http://") and ":" not in home.removeprefix("http://"):
            other, shows = await self._open(f"https://{home.removeprefix('http://')}", asker)
            if other.failure is None:
                answer, page = other, shows
        final = answer.url if answer.url != home and answer.failure is None else ""
        return HttpProbe(
            home,
            answer.asked_at,
            status=None if answer.failure is not None else answer.status,
            failure=answer.failure,
            final_url=final,
            size=answer.size,
            marks=answer.marks,
            title=page.title,
            text=page.text,
        )

    async def _open(self, url: str, asker: Asker) -> tuple[Answer, Shown]:
        question = Question(asker, Pace(self._target.manners.seconds_between), self._brake, self._now)
        answer, page = Answer(url, self._now(), url), Shown()
        for _ in range(1 + _SENT_ON):
            answer = await patiently(Ask(url), question.once)
            if not answer.body or "html" not in (answer.content_type.lower() or "html"):
                return answer, Shown()
            page = read_target(answer.url, answer.body, answer.content_type)
            answer = shown(answer, page.title, page.marks)
            url = "" if answer.cut else read(parse(answer.url, answer.body[:WINDOW], answer.content_type)).refresh
            if not url or (answer.status or 0) >= 400:
                break
        return answer, page

    def _asker(self, at_once: int, hosts: Iterable[str]) -> AbstractAsyncContextManager[Asker]:
        target, brake = self._target, self._brake
        return Asker(target.manners, target.network, self._now, at_once, hosts, lambda: brake.mended_at)

    def _now(self) -> datetime:
        return self._target.moment + timedelta(seconds=time.monotonic() - self._began)

    def _keep(self, probe: DnsProbe | HttpProbe) -> None:
        self._asked_last = time.monotonic()
        if self._target.catch is not None:
            self._target.catch.keep(probe)


async def glance(target: Target) -> Coverage:
    """A site that is closed or paused: its names, a made-up name beside each, and the home page of each name that has
    an address. Nothing is crawled. Never raises for what the site or the network does."""
    brake = target.brake or Brake(target.network)
    began = brake.now()
    look = Glance(target, brake)
    homes = registered(target.site)
    found = await look.names((*homes, *map(made_up, homes)))
    await look.doors(home for name, home in homes.items() if (at := found.get(name)) and (at.a or at.aaaa))
    pauses = "、".join(pause.span for pause in brake.pauses(began))
    return Coverage(
        known=len(homes),
        asked=look.asked,
        ended=Ended.OUR_NETWORK if look.cut else Ended.COMPLETE,
        detail=f"本机网络不通，{pauses} 暂停" if pauses else "",
    )


class Beside:
    """What is asked of an open site while and after its pages are read: its names, the home pages of its other names,
    and once more, after a while, what would be said of them if it stayed so."""

    def __init__(self, target: Target, brake: Brake) -> None:
        self._look = Glance(target, brake)
        self._site = target.site
        self._homes = registered(target.site)
        self._twin = twin(target.site)
        self._home = name_of(target.site.home)
        self._seen: dict[str, DnsProbe] = {}
        self._shut: set[str] = set()  # names at whose door nobody opened

    async def first(self) -> None:
        """The names, and the doors of all but the home page, which the crawl itself opens."""
        if self._look.unheard:
            return
        hosts = {name_of(host) for host in self._site.all_hosts}
        self._seen = await self._look.names({*hosts, *((self._twin, made_up(self._twin)) if self._twin else ())})
        others = {**self._homes, **({self._twin: f"http://{self._twin}/"} if self._twin else {})}
        others.pop(self._home, None)
        doors = await self._look.doors(url for name, url in others.items() if _has_address(self._seen.get(name)))
        self._shut = {name_of(door.subject) for door in doors if not _opened(door)}

    async def second(self, ended: Ended) -> None:
        """`ended` is how the crawl did. Where the home page was read, only the twin can be in doubt; where it was not,
        the site may be gone, or lead elsewhere, and the registry not know it."""
        if ended in (Ended.OUR_NETWORK, Ended.CANCELLED) or self._look.unheard:
            return
        again = {self._twin: f"http://{self._twin}/"} if self._twin and self._in_doubt(self._twin) else {}
        names = set(again)
        if ended is Ended.HOME_FAILED and self._home and (self._site.name or self._site.code):
            home = self._site.home
            doors = await self._look.doors([home] if _has_address(self._seen.get(self._home)) else [])
            if any(_led_away(door) for door in doors) or not _has_address(self._seen.get(self._home)):
                again[self._home] = home
                names |= set(self._homes)
        if again:
            await self._look.wait()
            found = await self._look.names(names)
            await self._look.doors(url for name, url in again.items() if _has_address(found.get(name)))

    def _in_doubt(self, name: str) -> bool:
        return name in self._shut or not _has_address(self._seen.get(name))


def _has_address(probe: DnsProbe | None) -> bool:
    return probe is not None and bool(probe.a or probe.aaaa)


def _opened(door: HttpProbe) -> bool:
    return door.failure is None and 200 <= (door.status or 0) < 300


def _led_away(door: HttpProbe) -> bool:
    return bool(door.final_url) and name_of(door.final_url) != name_of(door.subject)


def _doubt(probe: DnsProbe) -> Failure | None:
    """The first failure of a part of the question that may be ours."""
    failures = (probe.failure, probe.aaaa_failure, probe.ns_failure)
    return next((failure for failure in failures if failure in DOUBTFUL), None)
