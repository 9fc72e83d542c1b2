"""Does our own network work? Witness hosts are knocked at when failures pile up."""

from __future__ import annotations

import asyncio
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
