"""One question to a source: bounded, paced by host, redirects only so far as they lead to no login.

It goes out through the connections, the resolver and the guard of the probes (`Asker`).
"""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from urllib.parse import urlsplit

import aiohttp
import httpx

from checks.facts.doors import asks_who
from checks.facts.moments import read_moment
from checks.model.failures import Failure
from checks.model.posts import Reason, SourceReason
from crawler.answer import Answer, clean
from crawler.asking import Ask, follow
from crawler.body import Broken, TooLarge, read_body
from crawler.failures import failure_of
from crawler.pace import Pace
from crawler.probes.http import Asker
from crawler.target import Manners, Network
from crawler.waits import named_wait
from crawler.walls import wall_marks

JSON = (("Accept", "application/json, text/plain;q=0.9, */*;q=0.5"),)
FEEDS = (("Accept", "application/rss+xml, application/atom+xml, application/feed+json, application/xml, */*;q=0.5"),)
ANSWER_BYTES, FEED_BYTES = 2_000_000, 5_000_000
"""Largest answer of an interface, and largest feed, that is read."""
_AGAIN = frozenset({Failure.TIMEOUT, Failure.RESET, Failure.BAD_RESPONSE, Failure.REFUSED})
_AGAIN_STATUSES = frozenset({500, 502, 504})
_ERRORS = (httpx.HTTPError, httpx.InvalidURL, httpx.StreamError, aiohttp.ClientError, OSError, ValueError)
_MOST_PACES = 20_000
_SKEW = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Question:
    """`ask` with `content` as its body; `gap` are the seconds between two questions to that host, `limit` the largest
    answer. `statuses` say what a status other than 200 means there. A `secret` address is never led elsewhere."""

    ask: Ask
    gap: float
    limit: int = ANSWER_BYTES
    content: bytes = b""
    statuses: Mapping[int, Reason] | None = None
    secret: bool = False


@dataclass(frozen=True, slots=True)
class Got:
    """The body of an answer, or why there is none. `base` is what relative times in it count from."""

    body: bytes
    base: datetime
    url: str = ""
    status: int | None = None
    content_type: str = ""
    reason: Reason | None = None


class Client(Asker):
    """Asks sources. Use it as an async context. `hurry` multiplies every gap: 0 for servers of one's own."""

    def __init__(
        self,
        manners: Manners,
        network: Network,
        now: Callable[[], datetime],
        at_once: int = 64,
        registered: Iterable[str] = (),
        hurry: float = 1.0,
    ) -> None:
        super().__init__(manners, network, now, at_once, registered)
        self._hurry = max(hurry, 0.0)
        self._slots = asyncio.Semaphore(at_once)
        self._paces: dict[str, Pace] = {}
        # httpx writes every address into its log, and some hold a token
        logging.getLogger("httpx").setLevel(logging.WARNING)

    async def get(self, question: Question) -> Got:
        """The answer at the end of the redirects; what failed on the way is asked once more."""
        answer = await self._led(question)
        if answer.failure in _AGAIN or answer.status in _AGAIN_STATUSES:
            answer = await self._led(question)
        base = _base(answer)
        reason = _refusal(answer, question.statuses or {})
        return Got(b"" if reason else answer.body, base, answer.url, answer.status, answer.content_type, reason)

    async def _led(self, question: Question) -> Answer:
        async def once(ask: Ask) -> Answer:
            return await self._paced(replace(question, ask=ask))

        return await follow(question.ask, once, (lambda url: False) if question.secret else _no_door)

    async def _paced(self, question: Question) -> Answer:
        host = _host(question.ask.url)
        pace = self._paces.get(host)
        if pace is None:
            if len(self._paces) >= _MOST_PACES:
                self._paces.clear()
            pace = self._paces[host] = Pace(question.gap * self._hurry)
        await pace.turn()
        async with self._slots:
            answer = await self._fetch(question)
        pace.answered(answer.status, answer.elapsed, named_wait(answer.headers) if self._hurry else None)
        return answer

    async def _fetch(self, question: Question) -> Answer:
        """One request; its failure is a value. A body that is too large or breaks off is a failure too."""
        ask, asked_at, start = question.ask, self._now(), time.monotonic()
        status: int | None = None
        headers: tuple[tuple[str, str], ...] = ()
        body, failure = b"", None
        try:
            said = [*self._headers.items(), *ask.headers]
            request = self._client.build_request(ask.method, ask.url, headers=said, content=question.content or None)
            async with asyncio.timeout(self._seconds):
                response = await self._client.send(request, stream=True)
                try:
                    status = response.status_code
                    headers = clean((_text(key), _text(value)) for key, value in response.headers.raw)
                    encoding = response.headers.get("content-encoding", "")
                    body, _ = await read_body(response.aiter_raw(), encoding, question.limit)
                finally:
                    await response.aclose()
        except TooLarge:
            failure = Failure.TOO_LARGE
        except Broken:
            failure = Failure.BAD_RESPONSE
        except _ERRORS as error:
            failure = failure_of(error)
        kind = next((value for key, value in headers if key.lower() == "content-type"), "").strip()[:200]
        return Answer(
            ask.url,
            asked_at,
            ask.url,
            status=status,
            failure=failure,
            headers=headers,
            body=b"" if failure else body,
            content_type=kind,
            method=ask.method,
            elapsed=time.monotonic() - start,
            received=len(body),
            marks=wall_marks(status, body),
        )


def _host(url: str) -> str:
    try:
        return urlsplit(url).netloc
    except ValueError:
        return ""


def _text(sent: bytes) -> str:
    return sent.decode("utf-8", "surrogateescape")


def _no_door(url: str) -> bool:
    return not _door(url)


def _door(url: str) -> bool:
    host = urlsplit(url).hostname or ""
    return asks_who(url) or host.startswith(("visitor.", "passport."))


def _base(answer: Answer) -> datetime:
    """The moment of the answer: its Date header, where the clock of the server can be believed."""
    told = read_moment(answer.header("date"), answer.asked_at)
    return told.at if told and abs(told.at - answer.asked_at) < _SKEW else answer.asked_at


def _refusal(answer: Answer, statuses: Mapping[int, Reason]) -> Reason | None:
    """Why the body of an answer is not what was asked for, None where it may be."""
    if answer.failure is not None:
        return answer.failure
    if answer.status is not None and answer.status in statuses:
        return statuses[answer.status]
    if (answer.outside and _door(answer.outside)) or (answer.url != answer.asked and _door(answer.url)):
        return SourceReason.LOGIN
    if answer.marks_wall or answer.status == 403:
        return Failure.CHALLENGED
    if answer.status == 401:
        return SourceReason.LOGIN
    if answer.status in (429, 503):
        return Failure.THROTTLED
    return None if answer.status == 200 else SourceReason.BAD_STATUS
