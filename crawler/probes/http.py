"""One HTTP question to an address of anybody: the only place of the probes that knows httpx.

httpx speaks through aiohttp's connections (a fifth of the cost), and these through our resolver and guard.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncGenerator, Callable, Iterable
from contextlib import aclosing
from datetime import datetime
from http.cookiejar import CookieJar, DefaultCookiePolicy
from types import TracebackType
from typing import Self

import aiohttp
import httpx
from httpx_aiohttp import AiohttpTransport

from checks.facts.target import WINDOW
from crawler.answer import Answer, clean
from crawler.asking import Ask
from crawler.body import read_start
from crawler.failures import failure_of
from crawler.network import Connector, Resolver, tls_context
from crawler.probes.timing import FAMILIES
from crawler.target import HEADERS, Manners, Network
from crawler.walls import guard_marks, wall_marks


class Asker:
    """Asks without following redirects. Use it as an async context. `registered` hosts may have a private address.

    `family` is the one that is asked: 0 any, 4 or 6. Without `verify` a certificate need not hold.
    """

    def __init__(
        self,
        manners: Manners,
        network: Network,
        now: Callable[[], datetime],
        at_once: int,
        registered: Iterable[str] = (),
        mended_at: Callable[[], float] = lambda: float("-inf"),
        *,
        family: int = 0,
        verify: bool = True,
    ) -> None:
        self._family = FAMILIES[family]
        self._mended_at = mended_at
        self._seconds = manners.timeout
        self._now = now
        self._network = network
        self._at_once = at_once
        self._registered = tuple(registered)
        self._trust = tls_context(network, verify=verify)
        self._transport = AiohttpTransport(verify=self._trust, client=self._session)  # else it reads authorities anew
        whole = {"Accept-Encoding": "identity"}  # only the beginning of a body is read
        self._headers = {"User-Agent": manners.user_agent, **HEADERS, **whole}

    def _session(self) -> aiohttp.ClientSession:
        connector = Connector(
            resolver=Resolver(self._network, self._registered, mended_at=self._mended_at),
            family=self._family,
            limit=self._at_once,
            ssl=self._trust,
            keepalive_timeout=10,
        )
        return aiohttp.ClientSession(connector=connector, cookie_jar=aiohttp.DummyCookieJar())

    async def __aenter__(self) -> Self:
        # httpx would keep the cookies of every host of the night in one jar
        no_cookies = CookieJar(DefaultCookiePolicy(allowed_domains=()))
        self._client = httpx.AsyncClient(
            transport=self._transport,
            headers=self._headers,
            cookies=no_cookies,
            follow_redirects=False,
            timeout=None,  # `ask` counts the seconds: the library gives up after five, on what is only slow
        )
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self._client.aclose()

    async def ask(self, ask: Ask) -> Answer:
        """One request; its failure is a value. At most 32 KiB of the body are read, and whatever its type."""
        asked_at, start = self._now(), time.monotonic()
        try:
            request = self._client.build_request(ask.method, ask.url, headers=ask.headers)
            async with asyncio.timeout(self._seconds):
                response = await self._client.send(request, stream=True)
                try:
                    body, whole = b"", False
                    if ask.method != "HEAD":
                        encoding = response.headers.get("content-encoding", "")
                        async with aclosing(_as_it_comes(response)) as chunks:
                            body, _, whole = await read_start(chunks, encoding, WINDOW)
                finally:
                    await response.aclose()
        except (httpx.HTTPError, httpx.InvalidURL, aiohttp.ClientError, OSError, ValueError) as error:
            failure = failure_of(error)
            return Answer(ask.url, asked_at, ask.url, failure=failure, method=ask.method, elapsed=_since(start))
        headers = clean((_text(key), _text(value)) for key, value in response.headers.raw)
        length = response.headers.get("content-length", "")
        announced = int(length) if length.isascii() and length.isdigit() and len(length) < 16 else -1
        return Answer(
            ask.url,
            asked_at,
            ask.url,
            status=response.status_code,
            headers=headers,
            body=body,
            content_type=next((value for key, value in headers if key.lower() == "content-type"), "").strip()[:200],
            method=ask.method,
            elapsed=_since(start),
            received=len(body),
            marks=wall_marks(response.status_code, body) + guard_marks(headers),
            size=len(body) if whole else announced,
            cut=not whole,
        )


async def _as_it_comes(response: httpx.Response) -> AsyncGenerator[bytes, None]:
    """The chunks of a body; one that breaks off ends there: status and headers have been told all the same."""
    try:
        async for chunk in response.aiter_raw():
            yield chunk
    except (httpx.HTTPError, aiohttp.ClientError, ConnectionError):
        return


def _text(sent: bytes) -> str:
    return sent.decode("utf-8", "surrogateescape")


def _since(start: float) -> float:
    return time.monotonic() - start
