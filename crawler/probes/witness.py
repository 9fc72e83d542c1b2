"""Does our own network work? Witness hosts are knocked at when failures pile up."""

from __future__ import annotations

import asyncio
import time
from typing import Self
from urllib.parse import urlsplit

from crawler.network import Resolver
from crawler.target import Network

_SECONDS = 5.0


async def network_works(network: Network) -> bool | None:
    """True when any witness answers a connection, False when none does, None when no witness is configured."""
    if not network.witnesses:
        return None
    spots = [_spot(text) for text in network.witnesses]
    resolver = Resolver(network, [f"{host}:{port}" for host, port in spots])
    return any(await asyncio.gather(*(_answers(resolver, host, port) for host, port in spots)))


def _spot(text: str) -> tuple[str, int]:
    """A witness is written as an address (`https://…`) or as `host` or `host:port`."""
    parts = urlsplit(text if "//" in text else f"//{text}")
    return parts.hostname or "", parts.port or (443 if parts.scheme == "https" else 80)


async def _answers(resolver: Resolver, host: str, port: int) -> bool:
    try:
        async with asyncio.timeout(_SECONDS):
            for spot in await resolver.resolve(host, port):
                _, writer = await asyncio.open_connection(spot["host"], spot["port"])
                writer.close()
                return True
    except (OSError, TimeoutError):
        return False
    return False


class Watch:
    """Asks the witnesses before, during and after a piece of work, so that a stretch without network is known.

    Use it as an async context. Moments are those of `time.monotonic`.
    """

    def __init__(self, network: Network, every: float) -> None:
        self._network, self._every = network, every
        self._looks: list[tuple[float, bool | None]] = []

    async def __aenter__(self) -> Self:
        await self._look()
        self._task = asyncio.create_task(self._go_on())
        return self

    async def __aexit__(self, *_: object) -> None:
        self._task.cancel()
        await asyncio.gather(self._task, return_exceptions=True)
        await self._look()

    @property
    def vouches(self) -> bool:
        """Is there a witness at all?"""
        return bool(self._network.witnesses)

    @property
    def never(self) -> bool:
        """True when there are witnesses and not one look found them."""
        return self.vouches and not any(works for _, works in self._looks)

    def failed(self, start: float, end: float) -> bool:
        """Did the last look before `start`, the first after `end`, or one between find no network?"""
        before = [works for at, works in self._looks if at <= start][-1:]
        after = [works for at, works in self._looks if at >= end][:1]
        between = [works for at, works in self._looks if start < at < end]
        return any(works is False for works in (*before, *between, *after))

    async def _look(self) -> None:
        began = time.monotonic()
        works = await network_works(self._network)
        # A look that found nothing speaks for all the time it took, one that found something for its end.
        if works is False:
            self._looks.append((began, works))
        self._looks.append((time.monotonic(), works))

    async def _go_on(self) -> None:
        while self.vouches:
            await asyncio.sleep(self._every)
            await self._look()
