"""Is it them or is it us? A failure that may be ours is believed only once something was heard after it.

One `Brake` for all visits and probes of a process. A question that failed without a word from the other side is held
until a request begun later is answered (whoever answers it), or until a witness answers: then the failure stands. When
no witness answers, the brake is pulled: nothing is asked, the witnesses are asked again at growing intervals, and what
was held is asked anew once they answer. When they do not within `[network] patience_minutes`, everything under way ends
unanswered, and whoever asks learns that it was our own network.

Where none is configured, hosts that have answered in this process are witnesses, once there are `HOSTS` of them. Until
then a failure is believed at once, unless nothing was ever heard: `PILE` failures of `HOSTS` different hosts without
any answer stop the process once, for `BLIND_PAUSE` seconds at most, and when all still fail it gives up.
"""

from __future__ import annotations

import asyncio
import time
from collections import deque
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from enum import Enum, auto
from typing import TypeVar

from checks.model.captures import Failure
from checks.model.registry import BEIJING
from crawler.probes.witness import network_works
from crawler.target import Network

GRACE = 1.0
"""Seconds that a failure waits for an answer of anybody, before witnesses are asked."""
KNOCK_GAP = 3.0
"""Seconds between two questions to the witnesses while the brake is not pulled."""
FIRST_WAIT, WAIT_GROWTH, LONGEST_WAIT = 5.0, 1.5, 60.0
"""Seconds until the witnesses are asked again while it is pulled, and how these grow."""
PILE, HOSTS = 8, 5
"""Without witnesses: so many failures, of so many different hosts, are a network that does not work; so many hosts that
answered stand in for witnesses."""
BLIND_PAUSE = 60.0
MOST_TIMES = 5
"""A question that our network cut so often ends unanswered, so that one which flickers cannot keep it for ever."""
_PAUSES_KEPT = 50
_T = TypeVar("_T")
DOUBTFUL = frozenset(
    {
        *(Failure.TIMEOUT, Failure.UNREACHABLE, Failure.REFUSED, Failure.RESET),
        *(Failure.NXDOMAIN, Failure.SERVFAIL, Failure.NO_NAMESERVER),
        *(Failure.TLS, Failure.BAD_RESPONSE, Failure.OUR_NETWORK),
    }
)
"""What a network that does not work, or stops in the middle of an answer, looks like. A resolver without a way out may
call every name unknown, so that NXDOMAIN is among them."""
HEARD = frozenset({None, Failure.TOO_LARGE, Failure.REDIRECT_LOOP, Failure.BAD_CERTIFICATE, Failure.THROTTLED})


@dataclass(frozen=True, slots=True)
class Pause:
    """A stretch without a network (aware moments). `ended` is None while it lasts; `over`: nobody waits any longer."""

    began: datetime
    ended: datetime | None = None
    over: bool = False

    @property
    def span(self) -> str:
        """From when to when, in Beijing time."""
        ended = f"{self.ended.astimezone(BEIJING):%H:%M}" if self.ended else ""
        return f"{self.began.astimezone(BEIJING):%H:%M}—{ended}"

    @property
    def says(self) -> str:
        """What happened, in Chinese, as it happens."""
        since = f"{self.began.astimezone(BEIJING):%H:%M}"
        if self.ended is None:
            return f"本机网络不通，自 {since} 起暂停"
        return f"本机网络自 {since} 起一直不通，不再等待" if self.over else f"网络已恢复，接着做（{self.span} 暂停）"


class _State(Enum):
    GOING = auto()
    PULLED = auto()
    OVER = auto()


class _Word(Enum):
    """What became of a failure that was held."""

    BELIEVED = auto()
    AGAIN = auto()
    OVER = auto()


@dataclass(eq=False, slots=True)
class _Held:
    heard: float
    word: asyncio.Future[_Word]


async def _at_once() -> None:
    """No turn to wait for."""


class Brake:
    """Every question of a process goes through `ask`. `tell` hears of pauses as they begin and end."""

    def __init__(
        self,
        network: Network,
        tell: Callable[[Pause], None] = lambda pause: None,
        *,
        knock: Callable[[tuple[str, ...]], Awaitable[bool | None]] | None = None,
        clock: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
        now: Callable[[], datetime] = lambda: datetime.now(UTC),
    ) -> None:
        self.now = now
        self.paused = 0.0
        """Seconds of all pauses that are over."""
        self.mended_at = float("-inf")
        """When the last pause ended, by `clock`: a name that failed before may resolve now."""
        self._tell, self._clock, self._sleep = tell, clock, sleep
        self._knock = knock or (lambda witnesses: network_works(replace(network, witnesses=witnesses)))
        self._witnesses = network.witnesses
        self._recent: dict[str, None] = {}  # hosts that answered, the latest last, HOSTS at most
        self._patience = network.patience_minutes * 60
        self._state = _State.GOING
        self._pauses: deque[Pause] = deque(maxlen=_PAUSES_KEPT)
        self._held: set[_Held] = set()
        self._gate = asyncio.Event()
        self._watching: asyncio.Task[None] | None = None
        self._knocked = float("-inf")
        self._met: set[str] = set()  # hosts ever asked, HOSTS at most
        self._failing: set[str] = set()  # hosts that failed since the last answer, HOSTS at most
        self._failures = 0
        self._stopped_before = False  # without witnesses: one pause was made, and nothing was heard since

    async def ask(
        self,
        host: str,
        question: Callable[[], Awaitable[_T]],
        failure: Callable[[_T], Failure | None],
        turn: Callable[[], Awaitable[None]] = _at_once,
        *,
        proves: bool = True,
    ) -> _T | None:
        """The answer of `question`, with a failure only where it is not ours; None when our network cut it off.

        `turn` is waited for before each time that it is asked. An answer that `proves` nothing (it may come from a
        cache nearby) clears no other failure.
        """
        if len(self._met) < HOSTS:
            self._met.add(host)
        for _ in range(MOST_TIMES):
            await turn()
            while self._state is not _State.GOING:
                if not await self._released():
                    return None
                await turn()
            begun = self._clock()
            answer = await question()
            failed = failure(answer)
            if failed not in DOUBTFUL:
                if proves and failed in HEARD:
                    self._recent.pop(host, None)
                    self._recent[host] = None
                    if len(self._recent) > HOSTS:
                        del self._recent[next(iter(self._recent))]
                    self._heard(begun)
                return answer
            word = await self._doubt(host, proves)
            if word is not _Word.AGAIN:
                return answer if word is _Word.BELIEVED else None
        return None

    async def ready(self) -> bool:
        """Before a run: does our network work, or does it within the patience? True where no witness is configured."""
        if not await self._works():
            await self._pause()
        return self._state is _State.GOING

    def pauses(self, since: datetime) -> tuple[Pause, ...]:
        """Those that ended after `since`, in order."""
        return tuple(pause for pause in self._pauses if pause.ended is not None and pause.ended >= since)

    def _heard(self, begun: float) -> None:
        self._failing.clear()
        self._failures = 0
        self._stopped_before = False
        if self._held and self._state is _State.GOING:
            self._settle(_Word.BELIEVED, until=begun)

    async def _doubt(self, host: str, proves: bool) -> _Word:
        if self._state is _State.OVER:
            return _Word.OVER
        if self._blind and self._state is _State.GOING and (self._recent or not proves):
            return _Word.BELIEVED  # too few to tell; and a resolver alone is not the network
        self._failures += 1
        if len(self._failing) < HOSTS:
            self._failing.add(host)
        if self._blind and self._state is _State.GOING and len(self._met) < HOSTS:
            return _Word.BELIEVED
        held = _Held(self._clock(), asyncio.get_running_loop().create_future())
        self._held.add(held)
        if self._watching is None or self._watching.done():
            self._watching = asyncio.create_task(self._watch())
        try:
            return await held.word
        finally:
            self._held.discard(held)

    async def _watch(self) -> None:
        """While anything is held: who is to blame?"""
        try:
            while self._unsettled:
                await self._sleep(GRACE)
                if not self._unsettled:
                    continue
                if self._blind:
                    await self._look_around()
                    continue
                await self._sleep(max(0.0, self._knocked + KNOCK_GAP - self._clock()))
                asked = self._clock()
                if not self._unsettled:
                    continue
                if await self._works():
                    self._settle(_Word.BELIEVED, until=asked)
                else:
                    await self._pause()
        finally:
            self._settle(_Word.OVER)  # nobody waits for a watch that broke

    @property
    def _unsettled(self) -> bool:
        return any(not held.word.done() for held in self._held)

    async def _look_around(self) -> None:
        if self._failures < PILE or len(self._failing) < HOSTS:
            self._settle(_Word.BELIEVED)
        elif self._stopped_before:
            self._end(self._pauses[-1].began, self._clock(), works=False)
        else:
            self._stopped_before = True
            began, start = self._pull()
            await self._sleep(min(BLIND_PAUSE, self._patience))
            self._end(began, start, works=True)

    async def _pause(self) -> None:
        began, start = self._pull()
        wait, works = FIRST_WAIT, False
        while not works and (left := start + self._patience - self._clock()) > 0:
            await self._sleep(min(wait, left))
            wait = min(wait * WAIT_GROWTH, LONGEST_WAIT)
            works = await self._works()
        self._end(began, start, works=works)

    def _pull(self) -> tuple[datetime, float]:
        self._state = _State.PULLED
        self._gate.clear()
        began = self.now()
        self._tell(Pause(began))
        return began, self._clock()

    def _end(self, began: datetime, start: float, *, works: bool) -> None:
        self.paused += self._clock() - start
        pause = Pause(began, self.now(), over=not works)
        self._pauses.append(pause)
        self._go(works=works)
        self._tell(pause)

    def _go(self, *, works: bool) -> None:
        self._state = _State.GOING if works else _State.OVER
        self._failing.clear()
        self._failures = 0
        self.mended_at = self._clock()
        self._settle(_Word.AGAIN if works else _Word.OVER)
        self._gate.set()

    async def _released(self) -> bool:
        """Waits while the brake is pulled. After it was given up, looks now and then whether things are well again."""
        if self._state is _State.PULLED:
            await self._gate.wait()
        elif self._clock() - max(self._knocked, self.mended_at) >= LONGEST_WAIT and await self._works():
            self._go(works=True)
        return self._state is not _State.OVER

    @property
    def _blind(self) -> bool:
        """Is there nobody to ask whether our network works?"""
        return not self._witnesses and len(self._recent) < HOSTS

    async def _works(self) -> bool:
        """True also where nobody is there to be asked."""
        self._knocked = self._clock()
        recent = tuple(self._recent) if not self._blind else ()
        return await self._knock(self._witnesses or recent) is not False

    def _settle(self, word: _Word, *, until: float = float("inf")) -> None:
        for held in self._held:
            if held.heard <= until and not held.word.done():
                held.word.set_result(word)
