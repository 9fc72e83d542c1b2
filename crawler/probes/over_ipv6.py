"""The same home pages asked over IPv6 alone, right after they were asked as a visitor would.

Asked is only what a name leads to over IPv6, in rounds in which that is due. Whether anything can be said of the
answers depends on our own way out: with witnesses one of them must answer over IPv6 around that time, and while none
has, nothing is asked; without, at least `HOSTS` hosts must have answered over IPv6 in the round. What is not proven so
is marked, also the failure of a home that has IPv6 alone and was asked as a visitor would.
"""

from __future__ import annotations

import socket
from datetime import datetime
from typing import Self
from urllib.parse import urlsplit

from checks.model import marks
from checks.model.captures import Failure, HttpProbe
from crawler.brake import HOSTS
from crawler.probes.home import Asker, Pace
from crawler.probes.timing import Way
from crawler.probes.witness import Watch
from crawler.target import Network


class OverIpv6:
    """Asks homes over IPv6 by the asker of the round; nobody at all when it is not `wanted`. Use it as an async
    context."""

    def __init__(self, pace: Pace, network: Network, began: datetime, asker: Asker, wanted: bool) -> None:
        self._asker, self._began, self._wanted = asker, began, wanted
        self._watch = Watch(network, pace.witness_every, socket.AF_INET6)
        self._answered: set[str] = set()
        self._alone: set[str] = set()  # homes that lead somewhere over IPv6 and nowhere over IPv4

    async def __aenter__(self) -> Self:
        await self._watch.__aenter__()
        return self

    async def __aexit__(self, *_: object) -> None:
        await self._watch.__aexit__()

    async def ask(self, home: str) -> HttpProbe | None:
        """None when the name leads nowhere over IPv6; `no-ipv6`, and nothing asked, while no witness has answered."""
        if not await self._asker.leads(home, socket.AF_INET6):
            return None
        if not await self._asker.leads(home, socket.AF_INET):
            self._alone.add(home)
        if not self._wanted:
            return None
        if self._watch.never:
            return HttpProbe(home, self._began, 6, failure=Failure.NO_IPV6)
        probe = await self._asker.ask(home, Way(6))
        if probe.status is not None:
            self._answered.add(urlsplit(home).hostname or "")
        return probe

    def against(self, probe: HttpProbe, asked: float, ended: float) -> tuple[str, ...]:
        """What speaks against an answer that was waited for from `asked` to `ended` (monotonic), after the round.

        A home that has IPv6 alone may fail for want of our own way out, also when it was asked as a visitor would.
        """
        alone = not probe.family and probe.subject in self._alone and probe.failure is not None
        if probe.failure is Failure.NO_IPV6 or not (probe.family == 6 or alone):
            return ()
        if self._watch.vouches:
            return (marks.UNPROVEN,) * self._watch.failed(asked, ended)
        return (marks.UNPROVEN,) * (len(self._answered) < HOSTS)
