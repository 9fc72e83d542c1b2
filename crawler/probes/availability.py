"""A round: every home page asked once, spread and jittered over a stretch of time.

Only the home page is asked, and robots.txt is not: this is a visitor at the door and no crawl. What was measured while
our own machine stood still, or while our witnesses were silent, is marked, so that nobody is judged by it. A round may
ask over IPv6 as well (`crawler.probes.over_ipv6`).
"""

from __future__ import annotations

import asyncio
import random
import time
from collections.abc import AsyncIterator, Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import datetime, timedelta

from checks.model import marks
from checks.model.captures import HttpProbe
from crawler.probes.home import Asker, Pace
from crawler.probes.over_ipv6 import OverIpv6
from crawler.probes.witness import Watch
from crawler.target import Network

_STILL = 1.0  # a loop that was late by so many seconds was not measuring
_BEAT = 0.25


async def ask_homes(
    homes: Iterable[str],
    pace: Pace,
    network: Network,
    keep: Callable[[HttpProbe], None],
    *,
    began: datetime,
    seed: int,
    over_ipv6: bool = False,
) -> Watch:
    """Asks every home page once, in an order and with pauses that `seed` decides; gives what the witnesses said. With
    `over_ipv6` a home whose name has an IPv6 address is asked over it, too: its probe has family 6.
    Moments count from `began` (aware) by the steady clock, so that a wall clock that jumps does not tear a round apart.
    """
    # System lookups wait in threads: a queue for them would be counted as slowness of the site.
    asyncio.get_running_loop().set_default_executor(ThreadPoolExecutor(pace.at_once))
    dice = random.Random(seed)
    order = _shuffled(homes, dice)
    start, answers = time.monotonic(), list[tuple[float, float, HttpProbe]]()
    async with (
        Watch(network, pace.witness_every) as watch,
        _heartbeat() as stops,
        Asker(pace, network, order, began, start + pace.longest) as asker,
        OverIpv6(pace, network, began, asker, over_ipv6) as six,
    ):

        async def one(place: int, home: str) -> None:
            await asyncio.sleep(start + pace.spread * (place + dice.random()) / len(order) - time.monotonic())
            for ask in (asker.ask, six.ask):
                if probe := await ask(home):
                    ended = time.monotonic()
                    answers.append((ended - (probe.phases.whole or 0.0), ended, probe))

        await asyncio.gather(*(one(place, home) for place, home in enumerate(order)))
    for asked, ended, probe in answers:
        ours = (marks.UNWITNESSED,) * watch.failed(asked, ended) + (marks.STALLED,) * _overlaps(stops, asked, ended)
        found = probe.marks + ours + six.against(probe, asked, ended)
        keep(replace(probe, asked_at=began + timedelta(seconds=asked - start), marks=found))
    return watch


def _shuffled(homes: Iterable[str], dice: random.Random) -> list[str]:
    order = sorted(dict.fromkeys(homes))
    dice.shuffle(order)
    return order


def _overlaps(stops: list[tuple[float, float]], start: float, end: float) -> bool:
    return any(since < end and start < until for since, until in stops)


@asynccontextmanager
async def _heartbeat() -> AsyncIterator[list[tuple[float, float]]]:
    """The stretches in which this process did not run when it should have."""
    stops: list[tuple[float, float]] = []

    async def beat() -> None:
        while True:
            before = time.monotonic()
            await asyncio.sleep(_BEAT)
            if time.monotonic() - before > _BEAT + _STILL:
                stops.append((before, time.monotonic()))

    task = asyncio.create_task(beat())
    try:
        yield stops
    finally:
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)
