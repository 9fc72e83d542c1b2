"""One home page asked once, whole, as a visitor's browser would; how long each part took.

A certificate that does not hold is noted (`bad-certificate`) and is no failure: the page opens behind a warning, an
authority of the office's own may merely be unknown to us, and certificates are judged by a rule of their own.
"""

from __future__ import annotations

import asyncio
import socket
import ssl
import time
from collections.abc import Callable, Iterable, Iterator
from contextvars import ContextVar
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Self
from urllib.parse import urlsplit

import aiohttp

from checks.model import marks
from checks.model.captures import Failure, HttpProbe, Phases
from crawler.failures import NoWay, failure_of
from crawler.network import Connector, Resolver, literal, tls_context
from crawler.target import USER_AGENT, Network
from crawler.walls import wall_marks

FAMILIES = {0: socket.AF_UNSPEC, 4: socket.AF_INET, 6: socket.AF_INET6}
_HOPS = 10
_HEAD = 32_768  # so much of a document is kept, to tell a wall or a notice from a page
_NOTICE = 8_192  # a notice that a site is being worked on is a short page with hardly a link
_NOTICE_LINKS = 5
_NOTICE_WORDS = tuple(
    word.encode(charset)
    for word in ("系统维护", "网站维护", "升级维护", "停机维护", "正在维护", "维护中", "网站升级", "暂停访问")
    for charset in ("utf-8", "gb18030")
)
_ADDRESS = 2_000


@dataclass(frozen=True, slots=True)
class Pace:
    """How a round is spread. Seconds: `spread` from the first to the last question, `gap` at least between two of one
    host or one address (from begin to begin; the hops of one redirect belong to one question), `seconds` for one whole
    answer, `longest` for the round. At most `at_once` at a time; at most `page_bytes` of a document are read."""

    spread: float = 600.0
    gap: float = 1.0
    at_once: int = 64
    seconds: float = 20.0
    longest: float = 3_300.0
    witness_every: float = 60.0
    page_bytes: int = 8_000_000
    user_agent: str = USER_AGENT
    family: int = 0


@dataclass(slots=True)
class _Times:
    """Sums over the hops of one question; None until first reached."""

    dns: float | None = None
    connect: float | None = None
    tls: float | None = None
    first_byte: float | None = None
    sent: float = field(default_factory=time.monotonic)

    def add(self, part: str, seconds: float) -> None:
        setattr(self, part, (getattr(self, part) or 0.0) + seconds)

    def phases(self, whole: float) -> Phases:
        return Phases(self.dns, self.connect, self.tls, self.first_byte, whole)


_TIMES: ContextVar[_Times] = ContextVar("times")


class _TimedConnector(Connector):
    """Notes how long the name, the connection and its encryption took, hop by hop."""

    async def _resolve_host(self, host: str, port: int, traces: object = None) -> Any:
        began = time.monotonic()
        try:
            return await super()._resolve_host(host, port, traces)
        finally:
            _TIMES.get().add("dns", time.monotonic() - began)

    async def _wrap_create_connection(self, factory: Callable[[], Any], *args: Any, **more: Any) -> Any:
        times, began = _TIMES.get(), time.monotonic()
        connected = began

        def made() -> Any:  # the loop asks for the protocol between the connection and its encryption
            nonlocal connected
            connected = time.monotonic()
            times.add("connect", connected - began)
            return factory()

        found = await super()._wrap_create_connection(made, *args, **more)
        if more.get("ssl"):
            times.add("tls", time.monotonic() - connected)
        times.sent = time.monotonic()
        return found


@dataclass(slots=True)
class _Document:
    """What came of one question so far."""

    status: int = 0
    size: int = -1
    head: bytes = b""
    final: str = ""
    throttled: bool = False
    long: bool = False
    failure: Failure | None = None

    def marks(self) -> tuple[str, ...]:
        found = wall_marks(self.status, self.head)
        good = 200 <= self.status < 300
        if good and not self.head.strip():
            found += (marks.EMPTY,)
        short = self.size <= _NOTICE and self.head.lower().count(b"<a ") < _NOTICE_LINKS
        if good and short and any(word in self.head for word in _NOTICE_WORDS):
            found += (marks.MAINTENANCE,)
        return found + (marks.CUT,) * self.long


def _spelt(homes: Iterable[str]) -> Iterator[str]:
    """Hosts (with port) that are written as numbers."""
    for home in homes:
        try:
            parts = urlsplit(home)
            if literal(parts.hostname or "") is not None:
                yield parts.netloc
        except ValueError:
            continue


class Asker:
    """Asks homes one by one, with the gap kept. Use it as an async context. One that stands `beside` another shares
    its room and its turns, so that both together ask no more and no faster than one."""

    def __init__(
        self,
        pace: Pace,
        network: Network,
        homes: Iterable[str],
        began: datetime,
        until: float,
        beside: Asker | None = None,
    ) -> None:
        # A name of the public that leads to an inner address is a resolver that lies, also when the name is registered.
        self._pace, self._resolver, self._began, self._until = pace, Resolver(network, _spelt(homes)), began, until
        self._family = FAMILIES[pace.family]
        self._connectors = {verify: self._connector(tls_context(network, verify=verify)) for verify in (True, False)}
        self._room = beside._room if beside else asyncio.Semaphore(pace.at_once)
        self._turns: dict[str, float] = beside._turns if beside else {}
        self._headers = {
            "User-Agent": pace.user_agent,
            "Accept": "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8",
            "Accept-Language": "zh-CN,zh;q=0.9,en;q=0.5",
            "Accept-Encoding": "gzip, deflate",
        }

    def _connector(self, context: ssl.SSLContext) -> _TimedConnector:
        return _TimedConnector(resolver=self._resolver, family=self._family, limit=0, ssl=context, force_close=True)

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *_: object) -> None:
        for connector in self._connectors.values():
            await connector.close()

    async def ask(self, home: str) -> HttpProbe:
        """One home page; its failure is a value. Waiting for room or for a turn is no part of what is measured."""
        times = _Times()
        _TIMES.set(times)
        async with self._room:
            address = await self._look_up(home, times)
        if isinstance(address, Failure):
            return self._failed(home, address, times, times.dns or 0.0)
        try:
            return await self._open(home, address, times, verify=True)
        except ssl.SSLCertVerificationError:
            again = _Times(times.dns)
            _TIMES.set(again)
            return await self._open(home, address, again, verify=False)

    async def leads(self, home: str, family: socket.AddressFamily) -> bool:
        """Does the name of a home page have an address of `family` at all? Asks nobody anew after `ask`."""
        try:
            parts = urlsplit(home)
            port = parts.port or (443 if parts.scheme == "https" else 80)
            async with asyncio.timeout(self._pace.seconds):
                return bool(await self._resolver.resolve(parts.hostname or "", port, family))
        except (OSError, ValueError):
            return False

    async def _look_up(self, home: str, times: _Times) -> str | Failure:
        """The first address of a home page."""
        began = time.monotonic()
        try:
            parts = urlsplit(home)
            port = parts.port or (443 if parts.scheme == "https" else 80)
            if parts.scheme not in ("http", "https") or not parts.hostname:
                return Failure.BAD_ADDRESS
            async with asyncio.timeout(self._pace.seconds):
                return str((await self._resolver.resolve(parts.hostname, port, self._family))[0]["host"])
        except TimeoutError:
            return Failure.NO_NAMESERVER
        except NoWay as no_way:
            return no_way.failure
        except ValueError:
            return Failure.BAD_ADDRESS
        finally:
            times.add("dns", time.monotonic() - began)

    async def _turn(self, home: str, address: str) -> None:
        """Waits until neither the host nor its address has been asked for a gap."""
        keys = (urlsplit(home).hostname or "", address)
        now = time.monotonic()
        due = max(now, *(self._turns.get(key, 0.0) for key in keys))
        self._turns.update(dict.fromkeys(keys, due + self._pace.gap))
        await asyncio.sleep(due - now)

    async def _open(self, home: str, address: str, times: _Times, *, verify: bool) -> HttpProbe:
        """Raises SSLCertVerificationError when asked to verify and the certificate does not hold."""
        await self._turn(home, address)
        async with self._room:
            looked_up, began = times.dns or 0.0, time.monotonic()
            left = self._until - began
            seconds = self._pace.seconds - looked_up
            if left <= 0:
                return self._failed(home, Failure.BUDGET, times, looked_up)
            got = _Document()
            times.sent = began
            try:
                async with asyncio.timeout(min(seconds, left)), self._session(verify) as session:
                    await self._read(session, home, times, got)
            except aiohttp.TooManyRedirects:
                got.failure = Failure.REDIRECT_LOOP
            except TimeoutError:
                got.failure = Failure.TIMEOUT
            except (aiohttp.ClientError, OSError, ValueError) as error:
                got.failure = failure_of(error)
                if got.failure is Failure.BAD_CERTIFICATE and verify:
                    raise ssl.SSLCertVerificationError(str(error)) from error
            whole = looked_up + time.monotonic() - began
        if got.failure is Failure.TIMEOUT and left < seconds:
            got.failure = Failure.BUDGET
        if got.failure is not None and (got.size <= 0 or got.failure in (Failure.TIMEOUT, Failure.BUDGET)):
            return self._failed(home, got.failure, times, whole)
        if got.throttled:
            return self._failed(home, Failure.THROTTLED, times, whole)
        # What broke off is shown by a browser as far as it came.
        found = (*got.marks(), *((marks.CUT,) * bool(got.failure)), *((marks.BAD_CERTIFICATE,) * (not verify)))
        told = (got.status, None, got.final, times.phases(whole), got.size, tuple(dict.fromkeys(found)))
        return HttpProbe(home, self._began, self._pace.family, *told)

    async def _read(self, session: aiohttp.ClientSession, home: str, times: _Times, got: _Document) -> None:
        async with session.get(home, max_redirects=_HOPS) as response:
            got.status, got.size = response.status, 0
            got.final = str(response.url)[:_ADDRESS] if response.history else ""
            got.throttled = response.status == 429 or (response.status == 503 and "Retry-After" in response.headers)
            times.add("first_byte", time.monotonic() - times.sent)
            async for chunk in response.content.iter_any():
                got.size += len(chunk)
                got.head += chunk[: _HEAD - len(got.head)]
                if got.size > self._pace.page_bytes:
                    got.long = True
                    return

    def _session(self, verify: bool) -> aiohttp.ClientSession:
        # Cookies of its own for each question: there are sites that set one and lead back to themselves.
        return aiohttp.ClientSession(
            connector=self._connectors[verify],
            connector_owner=False,
            headers=self._headers,
            timeout=aiohttp.ClientTimeout(total=None),
            max_line_size=16_384,
            max_field_size=32_768,
        )

    def _failed(self, home: str, failure: Failure, times: _Times, whole: float) -> HttpProbe:
        return HttpProbe(home, self._began, self._pace.family, failure=failure, phases=times.phases(whole))
