"""One home page asked once, whole, as a visitor's browser would; how long each part took.

A certificate that does not hold is noted (`bad-certificate`) and is no failure: the page opens behind a warning, an
authority of the office's own may merely be unknown to us, and certificates are judged by a rule of their own.
"""

from __future__ import annotations

import asyncio
import ssl
import time
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Self
from urllib.parse import urlsplit

import aiohttp

from checks.model import marks
from checks.model.captures import Failure, HttpProbe
from crawler.failures import NoWay, failure_of
from crawler.network import Resolver, literal, tls_context
from crawler.probes.document import HEAD, WHOLE, Document
from crawler.probes.timing import FAMILIES, TIMES, TimedConnector, Times, Way
from crawler.target import USER_AGENT, Network

_HOPS = 10
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
    """Asks homes one by one, with the gap kept. Use it as an async context."""

    def __init__(self, pace: Pace, network: Network, homes: Iterable[str], began: datetime, until: float) -> None:
        # A name of the public that leads to an inner address is a resolver that lies, also when the name is registered.
        self._pace, self._resolver, self._began, self._until = pace, Resolver(network, _spelt(homes)), began, until
        self._connectors = {verify: self._connector(tls_context(network, verify=verify)) for verify in (True, False)}
        self._room = asyncio.Semaphore(pace.at_once)
        self._turns: dict[str, float] = {}
        self._headers = {
            "User-Agent": pace.user_agent,
            "Accept": "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8",
            "Accept-Language": "zh-CN,zh;q=0.9,en;q=0.5",
            "Accept-Encoding": "gzip, deflate",
        }

    def _connector(self, context: ssl.SSLContext) -> TimedConnector:
        # A connection of its own for each question, and one family at a time: nothing is raced.
        return TimedConnector(resolver=self._resolver, limit=0, ssl=context, force_close=True)

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *_: object) -> None:
        for connector in self._connectors.values():
            await connector.close()

    async def ask(self, home: str, way: Way | None = None, *, text: bool = False) -> HttpProbe:
        """One home page; its failure is a value. Waiting for room or for a turn is no part of what is measured.

        `way` is over which way it is asked, None that of the round. With `text` its title and text are kept.
        """
        times = Times(way or Way(self._pace.family))
        TIMES.set(times)
        async with self._room:
            address = await self._look_up(home, times)
        if isinstance(address, Failure):
            return self._failed(home, address, times, times.dns or 0.0)
        try:
            return await self._open(home, address, times, Document(WHOLE if text else HEAD), verify=True)
        except ssl.SSLCertVerificationError:
            again = Times(times.way, times.dns)
            TIMES.set(again)
            return await self._open(home, address, again, Document(WHOLE if text else HEAD), verify=False)

    async def _look_up(self, home: str, times: Times) -> str | Failure:
        """The first address of a home page."""
        began, way = time.monotonic(), times.way
        try:
            parts = urlsplit(home)
            port = parts.port or (443 if parts.scheme == "https" else 80)
            if parts.scheme not in ("http", "https") or not parts.hostname:
                return Failure.BAD_ADDRESS
            async with asyncio.timeout(self._pace.seconds):
                pinned = way.address if way.host == parts.hostname else ""
                found = await self._resolver.resolve(parts.hostname, port, FAMILIES[way.family], pinned)
                return str(found[0]["host"])
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

    async def _open(self, home: str, address: str, times: Times, got: Document, *, verify: bool) -> HttpProbe:
        """Raises SSLCertVerificationError when asked to verify and the certificate does not hold."""
        await self._turn(home, address)
        async with self._room:
            looked_up, began = times.dns or 0.0, time.monotonic()
            left = self._until - began
            seconds = self._pace.seconds - looked_up
            if left <= 0:
                return self._failed(home, Failure.BUDGET, times, looked_up)
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
        return self._told(home, times, got, whole, verify=verify)

    def _told(self, home: str, times: Times, got: Document, whole: float, *, verify: bool) -> HttpProbe:
        # What broke off is shown by a browser as far as it came.
        found = (*got.marks(), *((marks.CUT,) * bool(got.failure)), *((marks.BAD_CERTIFICATE,) * (not verify)))
        title, text = got.shown(got.final or home)
        return HttpProbe(
            home,
            self._began,
            times.way.family,
            got.status,
            final_url=got.final,
            phases=times.phases(whole),
            size=got.size,
            marks=tuple(dict.fromkeys(found)),
            address=times.way.address,
            title=title,
            text=text,
            hsts=got.hsts,
        )

    async def _read(self, session: aiohttp.ClientSession, home: str, times: Times, got: Document) -> None:
        async with session.get(home, max_redirects=_HOPS) as response:
            got.status, got.size = response.status, 0
            got.content_type = response.headers.get("Content-Type", "")[:200]
            got.hsts = response.headers.get("Strict-Transport-Security", "")[:200]
            got.final = str(response.url)[:_ADDRESS] if response.history else ""
            got.throttled = response.status == 429 or (response.status == 503 and "Retry-After" in response.headers)
            times.add("first_byte", time.monotonic() - times.sent)
            async for chunk in response.content.iter_any():
                got.add(chunk)
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

    def _failed(self, home: str, failure: Failure, times: Times, whole: float) -> HttpProbe:
        way, phases = times.way, times.phases(whole)
        return HttpProbe(home, self._began, way.family, failure=failure, phases=phases, address=way.address)
