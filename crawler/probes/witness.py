"""Does our own network work? Witness hosts are asked before a run and when failures pile up (see `crawler.brake`)."""

from __future__ import annotations

import asyncio
import socket
import ssl
import time
from typing import Self
from urllib.parse import urlsplit

from crawler.network import Resolver, tls_context
from crawler.target import Network

_SECONDS = 5.0


async def network_works(network: Network, family: socket.AddressFamily = socket.AF_UNSPEC) -> bool | None:
    """True when any witness answers (over `family`), False when none does, None when no witness is configured.

    A witness is written as an address (`https://…`) or as `host`: it must answer a HEAD in HTTP, because a gateway
    without a way out takes connections for everybody. Of `host:port` a connection is enough.
    """
    if not network.witnesses:
        return None
    return any(await asyncio.gather(*(_answers(network, text, family) for text in network.witnesses)))


async def _answers(network: Network, text: str, family: socket.AddressFamily) -> bool:
    try:
        parts = urlsplit(text if "//" in text else f"//{text}")
        host, port = parts.hostname or "", parts.port or (443 if parts.scheme == "https" else 80)
        speaks = bool(parts.scheme) or parts.port is None
        secure = tls_context(network) if parts.scheme == "https" else None
        spots = await asyncio.wait_for(Resolver(network, [f"{host}:{port}"]).resolve(host, port, family), _SECONDS)
    except (OSError, ValueError):
        return False
    # All at once: a machine without IPv6 must not wait for the addresses it cannot reach.
    knocks = (_speaks(spot["host"], spot["port"], host, speaks=speaks, secure=secure) for spot in spots)
    return any(await asyncio.gather(*knocks))


async def _speaks(address: str, port: int, host: str, *, speaks: bool, secure: ssl.SSLContext | None) -> bool:
    writer = None
    try:
        async with asyncio.timeout(_SECONDS):
            named = host if secure else None
            reader, writer = await asyncio.open_connection(address, port, ssl=secure, server_hostname=named)
            if not speaks:
                return True
            writer.write(f"HEAD / HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n".encode())
            return (await reader.readexactly(5)) == b"HTTP/"
    except (OSError, EOFError, UnicodeError):
        return False
    finally:
        if writer is not None:
            writer.close()


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
