"""One request, and the one way to ask it: redirects are followed, what is throttled is asked again, and HEAD is not
believed when it says no. The crawl of a site and the links probe differ only in how they send a request.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterable
from dataclasses import dataclass, replace

from checks.model.captures import Failure
from checks.model.marks import BAD_CERTIFICATE, GUARD, THROTTLED, WALL
from checks.model.urls import resolve
from crawler.again import after, throttled
from crawler.answer import Answer
from crawler.redirects import led
from crawler.waits import named_wait

MOST_HOPS = 20
"""Redirects that are followed, as browsers do."""
_MOST_RETURNS = 3
"""Times that an address is asked anew because a redirect back to it brought a cookie."""
_LONGEST = 4_000  # characters of an address that is followed: what grows at every hop is not worth more
_CHAIN = 8_000  # characters of the addresses between that are told
REDIRECTS = frozenset({301, 302, 303, 307, 308})
_HEAD_LIES = frozenset({Failure.RESET, Failure.BAD_RESPONSE, Failure.TIMEOUT})


Kinds = tuple[str, ...] | int
"""Bodies that are read: parts of their content types, or so many first bytes of whatever comes."""


@dataclass(frozen=True, slots=True)
class Ask:
    """One request. `kinds` says of which answers the body is read; `form` is what a POST sends."""

    url: str
    method: str = "GET"
    headers: tuple[tuple[str, str], ...] = ()
    form: tuple[tuple[str, str], ...] = ()
    kinds: Kinds = ()


Once = Callable[[Ask], Awaitable[Answer]]


def anywhere(url: str) -> bool:
    """No address is left out."""
    return True


async def follow(ask: Ask, once: Once, may: Callable[[str], bool] = anywhere) -> Answer:
    """The answer at the end of the redirects from `ask`; `once` sends one request and brings cookies back.

    An address outside what `may` be asked is told as `outside`. A redirect to where one has been is a loop, unless it
    brought a cookie: some front ends let in only those who bring it back. Where that does not help and the cookies
    are those of a known product, something stands before the page and it is no loop of the site.
    """
    at, received, returns, cookies = ask, 0, 0, False
    been: dict[str, None] = {ask.url: None}
    marks: dict[str, None] = {}
    for _ in range(MOST_HOPS):
        answer = await once(at)
        if at is ask and answer.status not in REDIRECTS:
            return answer  # nine in ten
        received += answer.received
        if BAD_CERTIFICATE in marks and BAD_CERTIFICATE not in answer.marks:
            answer = replace(answer, marks=(*answer.marks, BAD_CERTIFICATE))  # the way there leads past it
        marks.update(dict.fromkeys(answer.marks))
        cookies = cookies or bool(answer.header("set-cookie"))
        following = _following(answer, at.url)
        if following is None or not may(following):
            chain = _between(been, ask.url, answer.url)
            answer = replace(answer, asked=ask.url, received=received, outside=following or "", chain=chain)
            return led(answer) if at is not ask else answer
        if following in been:
            returns += 1
            if not cookies or returns > _MOST_RETURNS:
                break
            cookies = False
        been[following] = None
        at = _next(at, following, answer.status)
    chain = _between(been, ask.url, ask.url)
    walled = returns > _MOST_RETURNS and any(mark.startswith((WALL, GUARD)) for mark in marks)
    why = Failure.CHALLENGED if walled else Failure.REDIRECT_LOOP
    lost = replace(answer, asked=ask.url, received=received, chain=chain, marks=tuple(marks))
    return replace(lost, status=None, failure=why, headers=(), body=b"", content_type="", size=-1)


def _following(answer: Answer, at: str) -> str | None:
    location = answer.header("location") if answer.status in REDIRECTS else ""
    return resolve(at, location) if location and len(location) <= _LONGEST else None


def _between(been: Iterable[str], first: str, last: str) -> tuple[str, ...]:
    """The addresses between; of long ones only the first few."""
    chain, room = [], _CHAIN
    for url in been:
        if url not in (first, last) and (room := room - len(url)) >= 0:
            chain.append(url)
    return tuple(chain)


def _next(at: Ask, url: str, status: int | None) -> Ask:
    if status == 303 and at.method == "POST":
        return replace(at, url=url, method="GET", form=())
    return replace(at, url=url)


async def patiently(ask: Ask, once: Once, may: Callable[[str], bool] = anywhere) -> Answer:
    """`follow`, and again where the server asked for time; the pace of `once` makes the pause. A server that goes on
    asking for time has given no answer."""
    answer = await follow(ask, once, may)
    for _ in range(after(answer).times if throttled(answer) else 0):
        answer = (await follow(ask, once, may)).looked_after(answer)
        if not throttled(answer):
            break
    if not throttled(answer):
        return answer
    marks = (*answer.marks, THROTTLED) if named_wait(answer.headers) is not None else answer.marks
    return replace(answer, failure=Failure.THROTTLED, marks=marks)


async def there(ask: Ask, once: Once, may: Callable[[str], bool] = anywhere) -> Answer:
    """Is it there? HEAD, and `ask` itself where HEAD is refused, says no, or says that there is nothing in it."""
    first = await patiently(replace(ask, method="HEAD", kinds=()), once, may)
    if first.failure is None and (first.status or 0) < 400 and first.size:
        return first
    if first.failure is not None and first.failure not in _HEAD_LIES:
        return first
    return (await patiently(ask, once, may)).looked_after(first)
