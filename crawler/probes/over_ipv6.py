"""The same home pages asked over IPv6 alone, right after they were asked as a visitor would.

Asked is only what a name leads to over IPv6. Whether anything can be said of the answers depends on our own way out:
with witnesses one of them must answer over IPv6 around that time, and while none has, nothing is asked; without, at
least `HOSTS` hosts must have answered over IPv6 in the round. What is not proven so is marked.
"""

from __future__ import annotations

import socket
from contextlib import AsyncExitStack
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
        self._stack = AsyncExitStack()
        self._answered: set[str] = set()

    async def __aenter__(self) -> Self:
        if self._wanted:
            await self._stack.enter_async_context(self._watch)
        return self

    async def __aexit__(self, *_: object) -> None:
        await self._stack.aclose()

    async def ask(self, home: str) -> HttpProbe | None:
        """None when the name leads nowhere over IPv6; `no-ipv6`, and nothing asked, while no witness has answered."""
        if not self._wanted or not await self._asker.leads(home, socket.AF_INET6):
            return None
        if self._watch.never:
            return HttpProbe(home, self._began, 6, failure=Failure.NO_IPV6)
        probe = await self._asker.ask(home, Way(6))
        if probe.status is not None:
            self._answered.add(urlsplit(home).hostname or "")
        return probe

    def against(self, probe: HttpProbe, asked: float, ended: float) -> tuple[str, ...]:
        """What speaks against an answer that was waited for from `asked` to `ended` (monotonic), after the round."""
        if probe.family != 6 or probe.failure is Failure.NO_IPV6:
            return ()
        if self._watch.vouches:
            return (marks.UNPROVEN,) * self._watch.failed(asked, ended)
        return (marks.UNPROVEN,) * (len(self._answered) < HOSTS)
