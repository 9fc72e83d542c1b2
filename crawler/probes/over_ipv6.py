"""The same home pages asked over IPv6 alone, right after they were asked as a visitor would.

Asked is only what a name leads to over IPv6. Whether anything can be said of the answers depends on our own way out:
with witnesses one of them must answer over IPv6 around that time, and while none has, nothing is asked; without, at
least `PROOF` hosts must have answered over IPv6 in the round. What is not proven so is marked.
"""

from __future__ import annotations

import socket
from collections.abc import Iterable
from contextlib import AsyncExitStack
from dataclasses import replace
from datetime import datetime
from typing import Self
from urllib.parse import urlsplit

from checks.model import marks
from checks.model.captures import Failure, HttpProbe
from crawler.probes.home import Asker, Pace
from crawler.probes.witness import Watch
from crawler.target import Network

PROOF = 5
"""So many different hosts that answer over IPv6 prove our way out where no witness does (ours)."""


class OverIpv6:
    """Asks homes over IPv6, with the gaps and the room of the asker it stands beside; nobody at all when it is not
    `wanted`. Use it as an async context."""

    def __init__(
        self,
        pace: Pace,
        network: Network,
        homes: Iterable[str],
        began: datetime,
        until: float,
        beside: Asker,
        wanted: bool,
    ) -> None:
        self._beside, self._began, self._wanted = beside, began, wanted
        self._watch = Watch(network, pace.witness_every, socket.AF_INET6)
        self._asker = Asker(replace(pace, family=6), network, homes, began, until, beside)
        self._stack = AsyncExitStack()
        self._answered: set[str] = set()

    async def __aenter__(self) -> Self:
        if self._wanted:
            await self._stack.enter_async_context(self._watch)
            await self._stack.enter_async_context(self._asker)
        return self

    async def __aexit__(self, *_: object) -> None:
        await self._stack.aclose()

    async def ask(self, home: str) -> HttpProbe | None:
        """None when the name leads nowhere over IPv6; `no-ipv6`, and nothing asked, while no witness has answered."""
        if not self._wanted or not await self._beside.leads(home, socket.AF_INET6):
            return None
        if self._watch.never:
            return HttpProbe(home, self._began, 6, failure=Failure.NO_IPV6)
        probe = await self._asker.ask(home)
        if probe.status is not None:
            self._answered.add(urlsplit(home).hostname or "")
        return probe

    def against(self, probe: HttpProbe, asked: float, ended: float) -> tuple[str, ...]:
        """What speaks against an answer that was waited for from `asked` to `ended` (monotonic), after the round."""
        if probe.family != 6 or probe.failure is Failure.NO_IPV6:
            return ()
        if self._watch.vouches:
            return (marks.UNPROVEN,) * self._watch.failed(asked, ended)
        return (marks.UNPROVEN,) * (len(self._answered) < PROOF)
