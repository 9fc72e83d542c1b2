"""How fast a site is asked: one pace for all its registered hosts, slowed when the site shows that it suffers."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Awaitable, Callable

SLOW = 3.0
"""Seconds after which an answer counts as slow."""
LONGEST_PAUSE = 120.0
"""Seconds: a wait beyond this is cut to it, so that one header cannot stop a night."""
LONGEST_GAP = 30.0
LONGEST_DELAY = 10.0
"""Seconds: a Crawl-delay beyond this is cut to it, so that a site of some size can be seen in a night."""
_LEAST_GAP = 0.05  # a pace of 0 (tests, one's own site) is slowed too


class Pace:
    """Gives each request its turn. `between` is in seconds. Not for more than one event loop."""

    def __init__(
        self,
        between: float,
        clock: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
    ) -> None:
        self._between = between
        self._clock = clock
        self._sleep = sleep
        self._next = 0.0
        self._blocked = 0.0
        self._slowed = 1.0

    @property
    def gap(self) -> float:
        """Seconds between two requests as things stand."""
        if self._slowed <= 1.0:
            return self._between
        return min(max(self._between, _LEAST_GAP) * self._slowed, LONGEST_GAP)

    def at_least(self, seconds: float) -> None:
        """Takes the pause that the site asks for, up to `LONGEST_DELAY`; it makes nothing faster."""
        before = self._between
        self._between = max(before, min(seconds, LONGEST_DELAY))
        self._next += self._between - before

    async def turn(self) -> None:
        """Returns when the next request may be sent."""
        now = self._clock()
        at = max(now, self._next, self._blocked)
        self._next = at + self.gap
        while at > now:
            await self._sleep(at - now)
            now = self._clock()
            at = max(at, self._blocked)

    def answered(self, status: int | None, elapsed: float, wait: float | None = None) -> None:
        """Learns from an answer: status (None for none), seconds it took, seconds that it asked one to wait."""
        if status in (429, 503):
            self._slowed = min(self._slowed * 2, 64.0)
            self._blocked = max(self._blocked, self._clock() + min(wait or self.gap, LONGEST_PAUSE))
        elif elapsed > SLOW:
            self._slowed = min(self._slowed * 1.25, 8.0)
        elif self._slowed > 1.0:
            self._slowed = max(1.0, self._slowed * 0.9)
