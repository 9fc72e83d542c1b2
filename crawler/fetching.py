"""Asks one site over HTTP: at its pace, within its hosts, whatever its certificate says.

Nothing raises for what a server does: each answer is an `Answer`.
"""

from __future__ import annotations

import asyncio
import ssl
import time
from collections.abc import AsyncIterator, Mapping
from datetime import datetime, timedelta
from urllib.parse import urlsplit

import aiohttp
import yarl

from checks.model.captures import Failure
from checks.model.marks import BAD_CERTIFICATE
from checks.model.urls import host_of, normalise
from crawler.answer import Answer, clean
from crawler.asking import REDIRECTS, Ask, patiently, there
from crawler.body import Broken, TooLarge, read_body, read_start
from crawler.brake import Brake
from crawler.failures import failure_of
from crawler.network import Connector, Resolver, tls_context
from crawler.pace import Pace
from crawler.target import HEADERS, Target
from crawler.waits import named_wait
from crawler.walls import guard_marks, wall_marks

_HTML = ("text/html", "application/xhtml+xml", "application/vnd.wap.xhtml+xml")
_DATA = ("json", "xml", "text/plain", "javascript")
_ERROR_BYTES = 65_536
_SMALL = 65_536  # a rest of this size is read, because a kept connection is worth more
_FIRST = 1_024  # of a file that is larger than it may be, so much is read
_BODY_SHARE = 0.7  # of the time for one answer: a slow file is cut, so that its status is still told


class Fetcher:
    """One site's way to the network, with its pace. `hosts` may grow when the home page moves to a sister name.

    What fails is asked of `brake` before it is believed. `cut` says that our own network ended the visit.
    """

    def __init__(self, target: Target, brake: Brake | None = None) -> None:
        self.cut = False
        self._brake = brake or Brake(target.network)
        self.hosts = set(target.site.all_hosts)
        self.pace = Pace(target.manners.seconds_between)
        self._target = target
        self._began = time.monotonic()
        self._headers = {"User-Agent": target.manners.user_agent, **HEADERS}
        self._unproved: set[str] = set()  # hosts whose certificate did not hold
        self._no_head: set[str] = set()  # hosts that refuse HEAD or answer it wrongly
        self._contexts: dict[bool, ssl.SSLContext] = {}
        self._session: aiohttp.ClientSession | None = None

    def now(self) -> datetime:
        """The moment of the visit plus what has passed since (aware), also when the visit is given another today."""
        return self._at(time.monotonic())

    def _at(self, moment: float) -> datetime:
        return self._target.moment + timedelta(seconds=moment - self._began)

    async def page(self, url: str, headers: Mapping[str, str] | None = None, kinds: tuple[str, ...] = _HTML) -> Answer:
        """GET, with the body of what may be an html page; anything else is closed early."""
        ask = Ask(url, headers=tuple(headers.items()) if headers else (), kinds=kinds)
        return await patiently(ask, self._once, self.in_scope)

    async def data(
        self, method: str, url: str, form: tuple[tuple[str, str], ...], headers: Mapping[str, str]
    ) -> Answer:
        """An interface of a page: the body is read whatever its type among json, xml, text and html."""
        ask = Ask(url, method, tuple(headers.items()), form, (*_HTML, *_DATA))
        return await patiently(ask, self._once, self.in_scope)

    async def file(self, url: str, limit: int, headers: Mapping[str, str] | None = None) -> Answer:
        """GET, with the body of any type: whole up to `limit` bytes, of a longer one its beginning (`Answer.cut`)."""
        ask = Ask(url, headers=tuple(headers.items()) if headers else (), kinds=limit)
        return await patiently(ask, self._once, self.in_scope)

    async def look(self, url: str) -> Answer:
        """Is it there? HEAD, and GET where HEAD is refused or says no; the body is not read."""
        if host_of(url) in self._no_head:
            return await patiently(Ask(url), self._once, self.in_scope)
        answer = await there(Ask(url), self._once, self.in_scope)
        if answer.method == "GET" and answer.failure is None and (answer.status or 0) < 400 and answer.size:
            self._no_head.add(host_of(url))
        return answer

    async def close(self) -> None:
        if self._session is not None:
            await self._session.close()

    def in_scope(self, url: str) -> bool:
        """True for an address on a registered host."""
        return host_of(url) in self.hosts

    async def _once(self, ask: Ask) -> Answer:
        host = host_of(ask.url)
        answer = await self._brake.ask(host, lambda: self._asked(ask), lambda said: said.failure, self.pace.turn)
        if answer is None:
            self.cut = True
            return Answer(ask.url, self.now(), ask.url, failure=Failure.OUR_NETWORK, method=ask.method)
        if answer.failure is Failure.BAD_CERTIFICATE and host not in self._unproved:
            # What the site shows is still worth seeing; that its certificate does not hold stays on every answer.
            self._unproved.add(host)
            return await self._once(ask)
        return answer

    async def _asked(self, ask: Ask) -> Answer:
        start = time.monotonic()
        try:
            answer = await self._exchange(ask, start)
        except TooLarge:
            answer = self._failed(ask, start, Failure.TOO_LARGE)
        except (aiohttp.ClientError, OSError, TimeoutError, Broken, ValueError) as error:
            answer = self._failed(ask, start, failure_of(error))
        wait = named_wait(answer.headers) if answer.status in (429, 503) else None
        self.pace.answered(answer.status, answer.elapsed, wait)
        return answer

    def _failed(self, ask: Ask, start: float, failure: Failure) -> Answer:
        elapsed, marks = time.monotonic() - start, self._proof(ask.url)
        return Answer(ask.url, self._at(start), ask.url, None, failure, elapsed=elapsed, method=ask.method, marks=marks)

    def _proof(self, url: str) -> tuple[str, ...]:
        """The mark of every answer of a host whose certificate did not hold."""
        unproved = self._unproved and host_of(url) in self._unproved and url.startswith("https")
        return (BAD_CERTIFICATE,) if unproved else ()

    async def _exchange(self, ask: Ask, start: float) -> Answer:
        session = self._open()
        async with session.request(
            ask.method,
            yarl.URL(ask.url, encoded=True),  # as the page wrote it: what is asked must be what is reported
            headers=ask.headers,
            data=dict(ask.form) if ask.form else None,
            allow_redirects=False,
            # Trust is built up (0.1 s) only for a site that is asked for it.
            ssl=self._tls(host_of(ask.url) not in self._unproved) if ask.url.startswith("https") else True,
        ) as response:
            return await self._answer(ask, response, start)

    async def _answer(self, ask: Ask, response: aiohttp.ClientResponse, start: float) -> Answer:
        headers = clean(response.headers.items())
        content_type = next((value for key, value in headers if key.lower() == "content-type"), "").strip()[:200]
        connection = response.connection
        peer = connection.transport.get_extra_info("peername") if connection and connection.transport else None
        body, received, size, whole = b"", 0, response.content_length, True
        if isinstance(ask.kinds, int) and 200 <= response.status < 300:
            body, received, whole = await self._start(response, ask.kinds)
            size = len(body) if whole else size
        elif ask.method != "HEAD":
            kinds = () if isinstance(ask.kinds, int) else ask.kinds
            body, received = await self._body(response, content_type.lower(), kinds)
            size = len(body) if body else size
        return Answer(
            ask.url,
            self._at(start),
            ask.url,
            status=response.status,
            headers=headers,
            body=body,
            content_type=content_type,
            family=6 if peer and ":" in str(peer[0]) else 4,
            elapsed=time.monotonic() - start,
            method=ask.method,
            received=received,
            marks=wall_marks(response.status, body) + guard_marks(headers) + self._proof(ask.url),
            size=-1 if size is None else size,
            cut=not whole,
        )

    async def _body(
        self, response: aiohttp.ClientResponse, content_type: str, kinds: tuple[str, ...]
    ) -> tuple[bytes, int]:
        encoding = response.headers.get("Content-Encoding", "")
        chunks: AsyncIterator[bytes] = response.content.iter_any()
        if response.status in REDIRECTS or response.status == 304:
            return b"", await _drop(response)
        if response.status >= 400:
            try:
                return await read_body(chunks, encoding, _ERROR_BYTES)
            except (TooLarge, Broken, aiohttp.ClientPayloadError):
                return b"", _ERROR_BYTES  # what it says stands, however its body ends
        if kinds and (not content_type or any(kind in content_type for kind in kinds)):
            return await read_body(chunks, encoding, self._target.manners.page_bytes)
        return b"", await _drop(response)

    async def _start(self, response: aiohttp.ClientResponse, limit: int) -> tuple[bytes, int, bool]:
        """(first bytes, bytes received, whether these are all). What breaks off is a part: its status is known."""
        limit = _FIRST if (response.content_length or 0) > limit else limit
        encoding = response.headers.get("Content-Encoding", "")
        try:
            async with asyncio.timeout(self._target.manners.timeout * _BODY_SHARE):
                body, received, whole = await read_start(response.content.iter_any(), encoding, limit)
        except (aiohttp.ClientError, OSError, TimeoutError):
            body, received, whole = b"", 0, False
        if not whole:
            response.close()
        return body, received, whole

    def _open(self) -> aiohttp.ClientSession:
        if self._session is None:
            target = self._target
            resolver = Resolver(target.network, target.site.all_hosts, lambda: self._brake.mended_at)
            self._session = aiohttp.ClientSession(
                connector=Connector(resolver=resolver, limit=target.manners.at_once, keepalive_timeout=30),
                timeout=aiohttp.ClientTimeout(total=target.manners.timeout),
                cookie_jar=aiohttp.CookieJar(
                    unsafe=True
                ),  # some front ends answer only those who bring their cookie back
                headers=self._headers,
                auto_decompress=False,
            )
        return self._session

    def _tls(self, verify: bool) -> ssl.SSLContext:
        if verify not in self._contexts:
            self._contexts[verify] = tls_context(self._target.network, verify=verify)
        return self._contexts[verify]


async def _drop(response: aiohttp.ClientResponse) -> int:
    """Bytes of a body that nobody reads: a small one is let in for the sake of the connection, a larger one cut off."""
    length = response.content_length
    if length is not None and length <= _SMALL:
        try:
            async for _ in response.content.iter_any():
                pass
            return length
        except aiohttp.ClientPayloadError:  # it ends before its time, and nobody wanted it
            pass
    response.close()
    return 0


def sister(home: str, moved_to: str) -> bool:
    """True when the two addresses differ in a leading `www.` of their host at most: the same site by another name."""
    one, other = (urlsplit(normalise(url) or "").netloc.removeprefix("www.") for url in (home, moved_to))
    return bool(one) and one == other
