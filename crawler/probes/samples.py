"""Own pages of a site over IPv6: each of a sample is asked, and over IPv4 right after where it failed.

What failed over IPv6 alone is looked at a second time before it stands. HEAD where that is enough, as links are asked.
Certificates need not hold: they are judged elsewhere, and are the same over both families.
"""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace

from checks.facts.hosts import registrable
from checks.model.captures import Failure, HttpProbe, Phases
from checks.model.urls import host_of
from crawler.answer import Answer
from crawler.asking import Ask, there
from crawler.brake import Brake
from crawler.probes.errand import CutOff, Errand, OverSix
from crawler.probes.http import Asker
from crawler.probes.links import Question


@dataclass(frozen=True, slots=True)
class Sampled:
    """One address of a sample. `level` is 2 where the home page links to it, 3 where such a page does."""

    url: str
    level: int


@dataclass
class Samples:
    """Asks over both families; `four` is False where the site has no IPv4 address to compare with."""

    errand: Errand
    four: bool = True

    async def ask(self, sample: Iterable[Sampled]) -> None:
        """Raises CutOff."""
        waiting, doubtful = deque(sample), list[Sampled]()
        async with self._asker(6) as six, self._asker(4) as four:

            async def work() -> None:
                while waiting:
                    one = waiting.popleft()
                    probe, way = await self._six(six, one)
                    if _good(probe) or probe.failure in (Failure.NO_IPV6, Failure.BUDGET):
                        self.errand.keep(probe, way)
                        continue
                    other = await self._four(four, one) if self.four else None
                    if other is not None:
                        self.errand.keep(other)
                    if other is None or _good(other):
                        doubtful.append(one)
                    else:
                        self.errand.keep(probe, way)

            async with asyncio.TaskGroup() as group:
                for _ in range(self.errand.manners.at_once):
                    group.create_task(work())
            if doubtful:
                await asyncio.sleep(self.errand.ways.round_seconds)
            for one in doubtful:
                self.errand.keep(*await self._six(six, one))

    def _asker(self, family: int) -> Asker:
        errand = self.errand
        given = (errand.manners, errand.network, errand.now, errand.manners.at_once, (), lambda: errand.brake.mended_at)
        return Asker(*given, family=family, verify=False)

    async def _six(self, asker: Asker, one: Sampled) -> tuple[HttpProbe, OverSix]:
        way = OverSix(self.errand)
        if self.errand.over:
            return _late(one, 6, self.errand), way
        answer = await self._look(asker, one.url, way)
        probe = _probe(one, 6, answer)
        # Not asked, because there was no way out: the brake's own refusal would have ended the errand.
        return (replace(probe, failure=Failure.NO_IPV6) if way.shut else probe), way

    async def _four(self, asker: Asker, one: Sampled) -> HttpProbe:
        if self.errand.over:
            return _late(one, 4, self.errand)
        answer = await self._look(asker, one.url, self.errand.brake)
        if answer.failure is Failure.OUR_NETWORK:
            raise CutOff
        return _probe(one, 4, answer)

    async def _look(self, asker: Asker, url: str, way: Brake | OverSix) -> Answer:
        question = Question(asker, self.errand.pace, way, self.errand.now)
        return await there(Ask(url), question.once, self._own(url))

    def _own(self, url: str) -> Callable[[str], bool]:
        """Redirects are followed within the domain: what lies elsewhere is somebody else's."""
        domain = registrable(host_of(url))
        return lambda other: registrable(host_of(other)) == domain


def _good(probe: HttpProbe) -> bool:
    return probe.failure is None and 200 <= (probe.status or 0) < 400


def _late(one: Sampled, family: int, errand: Errand) -> HttpProbe:
    return HttpProbe(one.url, errand.now(), family, failure=Failure.BUDGET, level=one.level)


def _probe(one: Sampled, family: int, answer: Answer) -> HttpProbe:
    told = answer.probe()
    return HttpProbe(
        one.url,
        told.asked_at,
        family,
        told.status,
        told.failure,
        told.final_url,
        Phases(whole=told.elapsed),
        told.size,
        told.marks,
        level=one.level,
    )
