"""One site that is asked over both families: its pace, its time, what was answered, and what of that stands.

A question over IPv4 goes to the brake as every other does. One over IPv6 that fails is not the brake's business: it is
kept with the moments between which it failed, and at the end of the errand it becomes `NO_IPV6` unless the way out over
IPv6 is proven for that time.
"""

from __future__ import annotations

import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import TypeVar
from urllib.parse import urljoin

from checks.model.captures import Failure, HttpProbe, NameserverProbe, SideProbe
from crawler.brake import DOUBTFUL, HEARD, Brake
from crawler.pace import Pace
from crawler.probes.outlet import Outlet
from crawler.target import BothWays, Manners, Network

_T = TypeVar("_T")
_BLIND = 4
"""Where nobody can prove the way out: so many failures of a site over IPv6, without an answer, are enough."""


class CutOff(Exception):
    """Our own network ended it: nothing may be said of this site."""


@dataclass(eq=False)
class Errand:
    """`home` is the home page of the site. `now` gives aware moments; `until` is the moment (monotonic) when the time
    for this site is over."""

    home: str
    manners: Manners
    network: Network
    ways: BothWays
    brake: Brake
    outlet: Outlet
    now: Callable[[], datetime]
    until: float = 0.0
    probes: list[SideProbe] = field(default_factory=list)
    failures: int = 0  # over IPv6, as long as nothing was heard
    _doubts: list[tuple[int, float, float]] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.pace = Pace(self.manners.seconds_between)
        self.until = self.until or time.monotonic() + self.ways.minutes * 60

    @property
    def over(self) -> bool:
        """Is the time for this site spent?"""
        return time.monotonic() >= self.until

    def keep(self, probe: SideProbe, six: OverSix | None = None) -> None:
        """`six` is how it was asked, where that was over IPv6."""
        if six is not None and six.ended:
            self._doubts.append((len(self.probes), six.began, six.ended))
        self.probes.append(probe)

    async def four(
        self, host: str, question: Callable[[], Awaitable[HttpProbe]], *, believed: bool = False
    ) -> HttpProbe:
        """A question over IPv4. With `believed` a failure needs no word of others: one that follows shows whether our
        network works. Raises CutOff."""

        def doubt(probe: HttpProbe) -> Failure | None:
            return Failure.NO_IPV6 if believed and probe.failure in DOUBTFUL else probe.failure

        answer = await self.brake.ask(host, question, doubt, self.pace.turn)
        if answer is None:
            raise CutOff
        return answer

    async def settle(self) -> None:
        """Last of all: what failed over IPv6 without a proven way out was not looked at."""
        for number, began, ended in self._doubts:
            probe = self.probes[number]
            if isinstance(probe, HttpProbe | NameserverProbe) and not await self.outlet.stands(began, ended):
                self.probes[number] = replace(probe, failure=Failure.NO_IPV6)


class OverSix:
    """How one thing is asked over IPv6, from its first question to its last. `ended` is 0 when the last was answered,
    or not asked at all; `shut` says that there was no way out to ask over. `site`: it is the site that answers."""

    def __init__(self, errand: Errand, *, site: bool = True) -> None:
        self._errand, self._site = errand, urljoin(errand.home, "/") if site else ""
        self.began = self.ended = 0.0
        self.shut = False

    async def ask(
        self,
        host: str,
        question: Callable[[], Awaitable[_T]],
        failure: Callable[[_T], Failure | None],
        turn: Callable[[], Awaitable[None]] | None = None,
    ) -> _T | None:
        """As `Brake.ask`, whose pauses are waited for. None when there is no way out. Raises CutOff."""
        errand = self._errand
        proven = await errand.outlet.open()
        self.shut = proven is False or (proven is None and errand.failures >= _BLIND)
        if self.shut:
            return None
        span = [0.0, 0.0]

        async def timed() -> _T:
            span[0] = time.monotonic()
            said = await question()
            span[1] = time.monotonic()
            return said

        def heard(said: _T) -> Failure | None:
            why = failure(said)
            return Failure.NO_IPV6 if why in DOUBTFUL else why

        answer = await errand.brake.ask(host, timed, heard, turn or errand.pace.turn)
        if answer is None:
            raise CutOff
        why = failure(answer)
        if why in DOUBTFUL:
            self.began, self.ended = self.began or span[0], span[1]
            errand.failures += 1
            await errand.outlet.failed()
        elif why in HEARD:
            self.began = self.ended = 0.0
            errand.failures = 0
            errand.outlet.heard(self._site, span[0])
        return answer
