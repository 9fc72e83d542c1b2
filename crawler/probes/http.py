"""One HTTP question to an address of anybody: the only place of the probes that knows httpx.

httpx speaks through aiohttp's connections (a fifth of the cost), and these through our resolver and guard.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable
from datetime import datetime
from types import TracebackType
from typing import Self

import aiohttp
import httpx
from httpx_aiohttp import AiohttpTransport

from crawler.answer import Answer
from crawler.failures import failure_of
from crawler.network import Connector, Resolver, tls_context
from crawler.target import Manners, Network
from crawler.walls import wall_marks

_BODY = 32_768  # enough to tell a wall from a page


class Asker:
    """Asks without following redirects. Use it as an async context."""

    def __init__(
        self,
        manners: Manners,
        network: Network,
        now: Callable[[], datetime],
        at_once: int,
        mended_at: Callable[[], float] = lambda: float("-inf"),
    ) -> None:
        self._mended_at = mended_at
        self._seconds = manners.timeout
        self._now = now
        self._network = network
        self._at_once = at_once
        self._transport = AiohttpTransport(client=self._session)
        self._headers = {
            "User-Agent": manners.user_agent,
            "Accept": "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8",
            "Accept-Language": "zh-CN,zh;q=0.9,en;q=0.5",
            "Accept-Encoding": "identity",  # a body is only searched for marks
        }

    def _session(self) -> aiohttp.ClientSession:
        connector = Connector(
            resolver=Resolver(self._network, mended_at=self._mended_at),
            limit=self._at_once,
            ssl=tls_context(self._network),
            keepalive_timeout=10,
        )
        return aiohttp.ClientSession(connector=connector, cookie_jar=aiohttp.DummyCookieJar())

    async def __aenter__(self) -> Self:
        self._client = httpx.AsyncClient(transport=self._transport, headers=self._headers, follow_redirects=False)
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self._client.aclose()

    async def ask(self, method: str, url: str) -> Answer:
        """One request; its failure is a value. At most 32 KiB of the body are read."""
        asked_at, start = self._now(), time.monotonic()
        try:
            async with asyncio.timeout(self._seconds), self._client.stream(method, url) as response:
                body = b"" if method == "HEAD" else await self._start_of(response)
        except (httpx.HTTPError, httpx.InvalidURL, aiohttp.ClientError, OSError, ValueError) as error:
            failure = failure_of(error)
            return Answer(url, asked_at, url, failure=failure, method=method, elapsed=time.monotonic() - start)
        return Answer(
            url,
            asked_at,
            url,
            status=response.status_code,
            headers=tuple(response.headers.items()),
            content_type=response.headers.get("content-type", "")[:200],
            method=method,
            elapsed=time.monotonic() - start,
            received=len(body),
            marks=wall_marks(response.status_code, body),
        )

    async def _start_of(self, response: httpx.Response) -> bytes:
        body = b""
        async for chunk in response.aiter_raw():
            body += chunk
            if len(body) >= _BODY:
                break
        return body[:_BODY]
