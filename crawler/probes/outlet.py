"""Has this machine a way out over IPv6? What failed over IPv6 is believed only where that is proven, before and after.

One `Outlet` for a process. It is proven by the witnesses of the settings, asked over IPv6 alone. Where none is named,
sites that answered over IPv6 stand in for them, once there are `HOSTS` of them: until then nothing is proven. Every
answer over IPv6, whoever gives it, proves the way out for the moment when it was asked for.
"""

from __future__ import annotations

import asyncio
import socket
import time
from collections import deque
from collections.abc import Awaitable, Callable
from dataclasses import replace

from crawler.brake import HOSTS
from crawler.probes.witness import network_works
from crawler.target import Network

GAP = 3.0
"""Seconds at least between two questions to the witnesses."""
KEEP, KEEP_SHUT = 300.0, 30.0
"""For so many seconds what was learnt holds while nothing fails: that there is a way out, that there is none."""
_SIGNS = 4_000


class Outlet:
    """What this process knows of its way out over IPv6. Moments are those of `clock`, in seconds."""

    def __init__(
        self,
        network: Network,
        *,
        knock: Callable[[tuple[str, ...]], Awaitable[bool | None]] | None = None,
        clock: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
    ) -> None:
        six = socket.AF_INET6
        self._knock = knock or (lambda witnesses: network_works(replace(network, witnesses=witnesses), six))
        self._witnesses, self._clock, self._sleep = network.witnesses, clock, sleep
        self._sites: dict[str, None] = {}  # that answered over IPv6, the latest last, HOSTS at most
        self._signs: deque[tuple[float, bool]] = deque(maxlen=_SIGNS)
        self._last: bool | None = None  # what the latest sign said
        self._at = float("-inf")  # when that was
        self._knocked = float("-inf")
        self._knocking = asyncio.Lock()

    async def open(self) -> bool | None:
        """True when the way out is proven, False when there is none, None when nobody can be asked."""
        if not self._asked:
            return None
        if self._stale:
            async with self._knocking:
                if self._stale:
                    await self._look()
        return self._last

    def heard(self, site: str, began: float) -> None:
        """Over IPv6 came an answer to what was asked at `began`. `site` is the root of the site that gave it, which may
        be asked again as a witness; "" when it was none."""
        if site:
            self._sites.pop(site, None)
            self._sites[site] = None
            if len(self._sites) > HOSTS:
                del self._sites[next(iter(self._sites))]
        self._signed(began, True)

    async def failed(self) -> None:
        """Something failed over IPv6: asks the witnesses, unless something was heard within the last `GAP`."""
        if self._asked and not self._knocking.locked() and self._clock() - max(self._at, self._knocked) >= GAP:
            async with self._knocking:
                await self._look()

    async def stands(self, began: float, ended: float) -> bool:
        """Was there a way out between the two moments, in which something failed? Proven just before and just after;
        waits for the next question to the witnesses where nothing was heard since."""
        if not self._asked:
            return False
        if not any(at >= ended for at, _ in self._signs):
            async with self._knocking:
                if not any(at >= ended for at, _ in self._signs):
                    await self._sleep(max(0.0, self._knocked + GAP - self._clock()))
                    await self._look()
        before = max((sign for sign in self._signs if sign[0] <= began), default=(0.0, False))
        after = min((sign for sign in self._signs if sign[0] >= ended), default=(0.0, False))
        return before[1] and after[1] and all(works for at, works in self._signs if began < at < ended)

    @property
    def _stale(self) -> bool:
        return self._clock() - self._at > (KEEP if self._last else KEEP_SHUT)

    @property
    def _asked(self) -> tuple[str, ...]:
        """Those who are asked whether it works."""
        return self._witnesses or (tuple(self._sites) if len(self._sites) >= HOSTS else ())

    async def _look(self) -> None:
        began = self._knocked = self._clock()
        works = await self._knock(self._asked) is True
        self._signed(began, works)
        if not works:  # what found nothing speaks for all the time that it took
            self._signed(self._clock(), works)

    def _signed(self, at: float, works: bool) -> None:
        self._signs.append((at, works))
        if at >= self._at:
            self._last, self._at = works, at
