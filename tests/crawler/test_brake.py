"""The brake by itself, on a clock of its own: what is believed, what is held, what is asked again, and when it ends."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from checks.model.captures import Failure
from crawler import brake as law
from crawler.brake import Brake, Pause
from crawler.target import Network

BEGAN = datetime(2026, 11, 20, 2, 2, tzinfo=UTC)  # 10:02 in Beijing
MINUTES = 2.0


class Clock:
    """Time that passes only when it is told to."""

    def __init__(self) -> None:
        self.seconds = 0.0
        self._sleepers: list[tuple[float, asyncio.Future[None]]] = []

    def __call__(self) -> float:
        return self.seconds

    def now(self) -> datetime:
        return BEGAN + timedelta(seconds=self.seconds)

    async def sleep(self, seconds: float) -> None:
        woken = asyncio.get_running_loop().create_future()
        self._sleepers.append((self.seconds + seconds, woken))
        await woken

    async def passes(self, seconds: float) -> None:
        await settled()
        until = self.seconds + seconds
        while due := sorted((s for s in self._sleepers if s[0] <= until), key=lambda s: s[0]):
            self._sleepers.remove(due[0])
            self.seconds = max(self.seconds, due[0][0])
            due[0][1].set_result(None)
            await settled()
        self.seconds = until


async def settled() -> None:
    for _ in range(20):
        await asyncio.sleep(0)


@dataclass
class World:
    """A network that works or not, and a brake in it. `asked` and `knocks` are the moments of questions."""

    witnesses: tuple[str, ...] = ("http://witness.cn/",)
    works: bool = True
    clock: Clock = field(default_factory=Clock)
    asked: list[str] = field(default_factory=list)
    knocks: list[float] = field(default_factory=list)
    known: list[tuple[str, ...]] = field(default_factory=list)
    told: list[Pause] = field(default_factory=list)

    def __post_init__(self) -> None:
        network = Network(witnesses=self.witnesses, patience_minutes=MINUTES)
        self.brake = Brake(
            network, self.told.append, knock=self._knock, clock=self.clock, sleep=self.clock.sleep, now=self.clock.now
        )

    async def _knock(self, witnesses: tuple[str, ...]) -> bool | None:
        self.knocks.append(self.clock.seconds)
        self.known.append(witnesses)
        return self.works if witnesses else None

    def ask(self, host: str, bad: Failure | None = Failure.TIMEOUT, **more: bool) -> asyncio.Task[str | None]:
        """Asks `host`; it fails with `bad` while the network is down, or always when `host` is dead."""

        async def question() -> str:
            self.asked.append(host)
            return "good" if self.works and not host.startswith("dead") else "bad"

        def failure(answer: str) -> Failure | None:
            return bad if answer == "bad" else None

        return asyncio.ensure_future(self.brake.ask(host, question, failure, **more))


async def test_a_failure_is_believed_when_anybody_answers_what_was_asked_later() -> None:
    world = World()
    failing = world.ask("dead.cn")
    await world.clock.passes(0.1)
    assert not failing.done()
    assert await world.ask("alive.cn") == "good"
    assert await failing == "bad"
    assert world.knocks == []


async def test_an_answer_to_an_earlier_question_proves_nothing() -> None:
    world = World()
    slow = asyncio.Event()

    async def question() -> str:
        await slow.wait()
        return "good"

    early = asyncio.ensure_future(world.brake.ask("alive.cn", question, lambda answer: None))
    await world.clock.passes(0.1)
    failing = world.ask("dead.cn")
    await world.clock.passes(0.1)
    slow.set()
    await early
    await settled()
    assert not failing.done()
    await world.clock.passes(law.GRACE)
    assert await failing == "bad"  # the witness spoke


async def test_what_may_come_from_nearby_proves_nothing() -> None:
    world = World()
    failing = world.ask("dead.cn")
    await world.clock.passes(0.1)
    assert await world.ask("alive.cn", proves=False) == "good"
    await settled()
    assert not failing.done()


async def test_a_failure_of_the_subjects_own_is_not_held() -> None:
    world = World()
    assert await world.ask("dead.cn", Failure.BAD_CERTIFICATE) == "bad"
    assert await world.ask("dead.cn", Failure.PRIVATE_ADDRESS) == "bad"


async def test_when_a_witness_answers_the_failure_stands_and_witnesses_are_not_pestered() -> None:
    world = World()
    for _ in range(4):
        failing = world.ask("dead.cn")
        await world.clock.passes(law.GRACE + law.KNOCK_GAP)
        assert await failing == "bad"
    assert world.told == []
    gaps = [after - before for before, after in zip(world.knocks, world.knocks[1:], strict=False)]
    assert min(gaps) >= law.KNOCK_GAP


async def test_while_we_are_down_everything_waits_and_what_failed_is_asked_again() -> None:
    world = World(works=False)
    failing = [world.ask(f"site{n}.cn") for n in range(3)]
    await world.clock.passes(law.GRACE)
    assert [pause.says for pause in world.told] == ["本机网络不通，自 10:02 起暂停"]
    waiting = world.ask("later.cn")
    await world.clock.passes(30)
    assert world.asked == ["site0.cn", "site1.cn", "site2.cn"]
    assert not any(task.done() for task in (*failing, waiting))
    world.works = True
    await world.clock.passes(law.LONGEST_WAIT)
    assert [await task for task in (*failing, waiting)] == ["good"] * 4
    assert world.told[-1].says == "网络已恢复，接着做（10:02—10:02 暂停）"
    assert world.brake.paused > 30
    assert world.brake.pauses(BEGAN) == (world.told[-1],)
    assert world.brake.pauses(world.clock.now() + timedelta(seconds=1)) == ()


async def test_a_dead_site_is_still_dead_after_the_pause() -> None:
    world = World(works=False)
    failing = world.ask("dead.cn")
    await world.clock.passes(law.GRACE)
    world.works = True
    await world.clock.passes(law.FIRST_WAIT + law.GRACE + law.KNOCK_GAP)
    assert await failing == "bad"
    assert world.asked == ["dead.cn"] * 2


async def test_the_witnesses_are_asked_at_growing_intervals_until_patience_ends() -> None:
    world = World(works=False)
    failing = world.ask("site.cn")
    await world.clock.passes(law.GRACE)
    waiting = world.ask("later.cn")
    await world.clock.passes(MINUTES * 60 + 1)
    assert (await failing, await waiting) == (None, None)
    assert world.told[-1].over
    gaps = [after - before for before, after in zip(world.knocks, world.knocks[1:], strict=False)]
    assert gaps[0] == law.FIRST_WAIT
    assert gaps[1] > gaps[0]
    assert max(gaps) <= law.LONGEST_WAIT
    assert world.asked == ["site.cn"]


async def test_after_it_gave_up_it_looks_now_and_then() -> None:
    world = World(works=False)
    failing = world.ask("site.cn")
    await world.clock.passes(law.GRACE + MINUTES * 60 + 1)
    assert await failing is None
    assert await world.ask("site.cn") is None
    world.works = True
    knocks = len(world.knocks)
    assert await world.ask("site.cn") is None
    assert len(world.knocks) == knocks
    await world.clock.passes(law.LONGEST_WAIT)
    assert await world.ask("site.cn") == "good"


async def test_a_network_that_flickers_keeps_no_question_for_ever() -> None:
    world = World(works=False)
    flickering = _every_second(world)
    world.brake = Brake(
        Network(witnesses=("w",), patience_minutes=MINUTES),
        knock=flickering,
        clock=world.clock,
        sleep=world.clock.sleep,
        now=world.clock.now,
    )
    failing = world.ask("site.cn")
    await world.clock.passes(600)
    assert await failing is None
    assert len(world.asked) == law.MOST_TIMES


def _every_second(world: World) -> Callable[[tuple[str, ...]], Awaitable[bool | None]]:
    async def knock(witnesses: tuple[str, ...]) -> bool | None:
        world.knocks.append(world.clock.seconds)
        return len(world.knocks) % 2 == 0

    return knock


async def test_without_witnesses_few_hosts_are_believed_at_once() -> None:
    world = World(witnesses=(), works=False)
    assert [await world.ask(f"site{n % (law.HOSTS - 1)}.cn") for n in range(20)] == ["bad"] * 20
    assert world.told == []


async def test_without_witnesses_many_hosts_that_fail_before_anything_was_heard_stop_it_once() -> None:
    world = World(witnesses=(), works=False)
    failing = [world.ask(f"site{n % law.HOSTS}.cn") for n in range(law.PILE + law.HOSTS)]
    await world.clock.passes(law.GRACE)
    assert len(world.told) == 1
    await world.clock.passes(law.BLIND_PAUSE)
    await world.clock.passes(law.GRACE)
    assert [await task for task in failing][law.HOSTS :] == [None] * law.PILE
    assert world.told[-1].over
    assert world.knocks == []


async def test_without_witnesses_those_who_answered_are_asked() -> None:
    world = World(witnesses=())
    for n in range(law.HOSTS + 2):
        assert await world.ask(f"site{n}.cn") == "good"
    failing = [world.ask(f"dead{n}.cn") for n in range(3 * law.PILE)]
    await world.clock.passes(law.GRACE)
    assert [await task for task in failing] == ["bad"] * 3 * law.PILE  # these are dead, and we are not
    assert world.known == [tuple(f"site{n}.cn" for n in range(2, law.HOSTS + 2))]
    world.works = False
    cut = world.ask("site3.cn")
    await world.clock.passes(law.GRACE + law.KNOCK_GAP)
    assert not cut.done()
    world.works = True
    await world.clock.passes(law.FIRST_WAIT)
    assert await cut == "good"
    assert len(world.told) == 2


async def test_without_witnesses_and_with_few_who_answered_a_failure_is_believed_at_once() -> None:
    world = World(witnesses=())
    assert await world.ask("site.cn") == "good"
    assert [await world.ask(f"dead{n}.cn") for n in range(20)] == ["bad"] * 20
    assert (world.told, world.knocks) == ([], [])


async def test_without_witnesses_a_resolver_alone_is_not_the_network() -> None:
    world = World(witnesses=(), works=False)
    assert [await world.ask(f"site{n}.cn", Failure.NO_NAMESERVER, proves=False) for n in range(20)] == ["bad"] * 20
    assert world.told == []


async def test_before_a_run_it_waits_for_a_witness() -> None:
    world = World(works=False)
    ready = asyncio.ensure_future(world.brake.ready())
    await world.clock.passes(20)
    assert not ready.done()
    world.works = True
    await world.clock.passes(law.LONGEST_WAIT)
    assert await ready
    assert await World().brake.ready()
    assert await World(witnesses=()).brake.ready()
    down = World(works=False)
    never = asyncio.ensure_future(down.brake.ready())
    await down.clock.passes(MINUTES * 60 + 1)
    assert not await never


async def test_who_is_cancelled_is_not_waited_for() -> None:
    world = World()
    failing = world.ask("dead.cn")
    await world.clock.passes(0.1)
    failing.cancel()
    await world.clock.passes(law.GRACE + law.KNOCK_GAP)
    assert world.knocks == []
