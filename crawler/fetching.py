"""Asks one site over HTTP: redirects inside its scope, refused HEADs, throttling and walls are dealt with here.

Nothing raises for what a server does: each answer is an `Answer`.
"""

from __future__ import annotations

import ssl
import time
from collections.abc import AsyncIterator, Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from urllib.parse import urlsplit

import aiohttp
import yarl

from checks.model.captures import Failure
from checks.model.urls import host_of, normalise, resolve
from crawler.answer import Answer
from crawler.body import Broken, TooLarge, read_body
from crawler.brake import Brake
from crawler.failures import failure_of
from crawler.network import Connector, Resolver, tls_context
from crawler.pace import Pace
from crawler.target import Target
from crawler.walls import wall_marks

_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_MOST_HOPS = 8
_THROTTLED = frozenset({429, 503})
_HTML = ("text/html", "application/xhtml+xml", "application/vnd.wap.xhtml+xml")
_DATA = ("json", "xml", "text/plain", "javascript")
_ERROR_BYTES = 65_536
_SMALL = 65_536  # a rest of this size is read, because a kept connection is worth more
_HEAD_LIES = frozenset({Failure.RESET, Failure.BAD_RESPONSE, Failure.TIMEOUT})

Kept = frozenset[str]


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
        self._headers = {
            "User-Agent": target.manners.user_agent,
            "Accept": "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8",
            "Accept-Language": "zh-CN,zh;q=0.9,en;q=0.5",
            "Accept-Encoding": "gzip, deflate",
        }
        self._unproved: set[str] = set()  # hosts whose certificate did not hold
        self._no_head: set[str] = set()  # hosts that refuse HEAD or answer it wrongly
        self._contexts: dict[bool, ssl.SSLContext] = {}
        self._session: aiohttp.ClientSession | None = None

    def now(self) -> datetime:
        """The moment of the visit plus what has passed since (aware), also when the visit is given another today."""
        return self._target.moment + timedelta(seconds=time.monotonic() - self._began)

    async def page(self, url: str, headers: Mapping[str, str] | None = None, kinds: tuple[str, ...] = _HTML) -> Answer:
        """GET, with the body of what may be an html page; anything else is closed early."""
        return await self._patiently("GET", url, dict(headers or {}), None, kinds)

    async def data(
        self, method: str, url: str, form: tuple[tuple[str, str], ...], headers: Mapping[str, str]
    ) -> Answer:
        """An interface of a page: the body is read whatever its type among json, xml, text and html."""
        return await self._patiently(method, url, dict(headers), form or None, (*_HTML, *_DATA))

    async def look(self, url: str) -> Answer:
        """Is it there? HEAD, and GET where HEAD is refused or says no; the body is not read."""
        if host_of(url) in self._no_head:
            return await self._patiently("GET", url, {}, None, ())
        first = await self._patiently("HEAD", url, {}, None, ())
        if first.failure is None and (first.status or 0) < 400:
            return first
        if first.failure is not None and first.failure not in _HEAD_LIES:
            return first
        second = await self._patiently("GET", url, {}, None, ())
        if second.failure is None and (second.status or 0) < 400:
            self._no_head.add(host_of(url))
        return replace(second, looks=first.looks + second.looks, received=first.received + second.received)

    async def close(self) -> None:
        if self._session is not None:
            await self._session.close()

    async def _patiently(
        self,
        method: str,
        url: str,
        headers: dict[str, str],
        form: tuple[tuple[str, str], ...] | None,
        kinds: tuple[str, ...],
    ) -> Answer:
        """Once more where the server asked for time; the pace makes the pause."""
        answer = await self._following(method, url, headers, form, kinds)
        if answer.status not in _THROTTLED or answer.marks_wall:
            return answer
        again = await self._following(method, url, headers, form, kinds)
        again = replace(again, looks=2, received=answer.received + again.received)
        if again.status == 429 or (again.status == 503 and again.header("retry-after")):
            return replace(again, failure=Failure.THROTTLED)
        return again

    async def _following(
        self,
        method: str,
        url: str,
        headers: dict[str, str],
        form: tuple[tuple[str, str], ...] | None,
        kinds: tuple[str, ...],
    ) -> Answer:
        at, seen, received = url, {url}, 0
        for _ in range(_MOST_HOPS):
            answer = await self._once(method, at, headers, form, kinds)
            received += answer.received
            answer = replace(answer, asked=url, received=received)
            location = answer.header("location") if answer.status in _REDIRECTS else ""
            following = resolve(at, location) if location else None
            if following is None:
                return answer
            if not self.in_scope(following):
                return replace(answer, outside=following)
            if following in seen and not (following == at and answer.header("set-cookie")):
                break
            seen.add(following)
            at = following
            if answer.status == 303 and method == "POST":
                method, form = "GET", None
        return replace(answer, status=None, failure=Failure.REDIRECT_LOOP, headers=(), body=b"")

    def in_scope(self, url: str) -> bool:
        """True for an address on a registered host."""
        return host_of(url) in self.hosts

    async def _once(
        self,
        method: str,
        url: str,
        headers: dict[str, str],
        form: tuple[tuple[str, str], ...] | None,
        kinds: tuple[str, ...],
    ) -> Answer:
        host = host_of(url)
        answer = await self._brake.ask(
            host, lambda: self._asked(method, url, headers, form, kinds), lambda said: said.failure, self.pace.turn
        )
        if answer is None:
            self.cut = True
            return Answer(url, self.now(), url, failure=Failure.OUR_NETWORK, method=method)
        if answer.failure is Failure.BAD_CERTIFICATE and host not in self._unproved:
            # What the site shows is still worth seeing; that its certificate does not hold stays on every answer.
            self._unproved.add(host)
            return await self._once(method, url, headers, form, kinds)
        return answer

    async def _asked(
        self,
        method: str,
        url: str,
        headers: dict[str, str],
        form: tuple[tuple[str, str], ...] | None,
        kinds: tuple[str, ...],
    ) -> Answer:
        asked_at, start = self.now(), time.monotonic()
        host = host_of(url)
        try:
            answer = await self._exchange(method, url, headers, form, kinds, asked_at)
        except TooLarge:
            answer = Answer(url, asked_at, url, failure=Failure.TOO_LARGE, method=method)
        except (aiohttp.ClientError, OSError, TimeoutError, Broken, ValueError) as error:
            answer = Answer(url, asked_at, url, failure=failure_of(error), method=method)
        elapsed = time.monotonic() - start
        self.pace.answered(answer.status, elapsed, answer.header("retry-after"))
        marks = (
            (*answer.marks, "bad-certificate") if host in self._unproved and url.startswith("https") else answer.marks
        )
        return replace(answer, elapsed=elapsed, marks=marks)

    async def _exchange(
        self,
        method: str,
        url: str,
        headers: dict[str, str],
        form: tuple[tuple[str, str], ...] | None,
        kinds: tuple[str, ...],
        asked_at: datetime,
    ) -> Answer:
        session = self._open()
        async with session.request(
            method,
            yarl.URL(url, encoded=True),  # as the page wrote it: what is asked must be what is reported
            headers=headers,
            data=dict(form) if form else None,
            allow_redirects=False,
            # Trust is built up (0.1 s) only for a site that is asked for it.
            ssl=self._tls(host_of(url) not in self._unproved) if url.startswith("https") else True,
        ) as response:
            return await self._answer(method, url, response, kinds, asked_at)

    async def _answer(
        self, method: str, url: str, response: aiohttp.ClientResponse, kinds: tuple[str, ...], asked_at: datetime
    ) -> Answer:
        content_type = response.headers.get("Content-Type", "").strip()[:200]
        connection = response.connection
        peer = connection.transport.get_extra_info("peername") if connection and connection.transport else None
        body, received = b"", 0
        if method != "HEAD":
            body, received = await self._body(response, content_type.lower(), kinds)
        return Answer(
            url,
            asked_at,
            url,
            status=response.status,
            headers=tuple(response.headers.items()),
            body=body,
            content_type=content_type,
            family=6 if peer and ":" in str(peer[0]) else 4,
            method=method,
            received=received,
            marks=wall_marks(response.status, body),
        )

    async def _body(
        self, response: aiohttp.ClientResponse, content_type: str, kinds: tuple[str, ...]
    ) -> tuple[bytes, int]:
        encoding = response.headers.get("Content-Encoding", "")
        chunks: AsyncIterator[bytes] = response.content.iter_any()
        if response.status in _REDIRECTS or response.status == 304:
            return b"", await _drop(response)
        if response.status >= 400:
            try:
                return await read_body(chunks, encoding, _ERROR_BYTES)
            except (TooLarge, Broken):
                return b"", _ERROR_BYTES
        if kinds and (not content_type or any(kind in content_type for kind in kinds)):
            return await read_body(chunks, encoding, self._target.manners.page_bytes)
        return b"", await _drop(response)

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
        async for _ in response.content.iter_any():
            pass
        return length
    response.close()
    return 0


def sister(home: str, moved_to: str) -> bool:
    """True when the two addresses differ in a leading `www.` of their host at most: the same site by another name."""
    one, other = (urlsplit(normalise(url) or "").netloc.removeprefix("www.") for url in (home, moved_to))
    return bool(one) and one == other
