"""The way out over IPv6: proven or not, and what becomes of a failure."""

from __future__ import annotations

import pytest

from crawler.brake import HOSTS
from crawler.probes.outlet import GAP, KEEP, KEEP_SHUT, Outlet
from crawler.target import Network

WITNESSED = Network(witnesses=("http://witness.cn/",))


class World:
    """A clock that moves when somebody sleeps, and witnesses that answer or not."""

    def __init__(self, works: bool | None = True) -> None:
        self.time, self.works = 100.0, works
        self.knocks: list[tuple[float, tuple[str, ...]]] = []

    def clock(self) -> float:
        return self.time

    async def sleep(self, seconds: float) -> None:
        self.time += seconds

    async def knock(self, witnesses: tuple[str, ...]) -> bool | None:
        self.knocks.append((self.time, witnesses))
        return self.works

    def outlet(self, network: Network = WITNESSED) -> Outlet:
        return Outlet(network, knock=self.knock, clock=self.clock, sleep=self.sleep)


@pytest.mark.parametrize(("works", "keep"), [(True, KEEP), (False, KEEP_SHUT)])
async def test_what_the_witnesses_say_is_remembered_for_a_while(works: bool, keep: float) -> None:
    world = World(works)
    outlet = world.outlet()
    assert [await outlet.open() for _ in range(3)] == [works] * 3
    world.time += keep - 1
    assert await outlet.open() is works
    assert len(world.knocks) == 1
    world.time += 2
    world.works = not works
    assert await outlet.open() is not works
    assert len(world.knocks) == 2


async def test_without_witnesses_nothing_is_proven_until_enough_hosts_answered() -> None:
    world = World()
    outlet = world.outlet(Network())
    for number in range(HOSTS - 1):
        outlet.heard(f"s{number}.cn", world.time)
        outlet.heard("s0.cn", world.time)
        outlet.heard("", world.time)  # a name server: it speaks no HTTP
    assert await outlet.open() is None
    assert not await outlet.stands(world.time - 1, world.time)
    assert world.knocks == []
    outlet.heard("last.cn", world.time)
    assert await outlet.open() is True
    world.time += GAP + 1
    assert await outlet.stands(world.time - 1, world.time)
    assert world.knocks == [(world.time, ("s1.cn", "s2.cn", "s3.cn", "s0.cn", "last.cn"))]


async def test_a_failure_stands_when_the_witness_answers_before_and_after() -> None:
    world = World()
    outlet = world.outlet()
    await outlet.open()
    world.time += 1
    assert await outlet.stands(world.time - 0.5, world.time)
    # It was asked again, and no sooner than the gap allows.
    assert [at for at, _ in world.knocks] == [100.0, 100.0 + GAP]


async def test_a_witness_that_is_lost_takes_the_failure_with_it() -> None:
    world = World()
    outlet = world.outlet()
    await outlet.open()
    world.time, world.works = 101.0, False
    assert not await outlet.stands(100.5, 101.0)
    assert await outlet.open() is False


async def test_a_stretch_without_the_witness_is_not_forgotten_when_it_is_back() -> None:
    world = World()
    outlet = world.outlet()
    await outlet.open()
    world.time, world.works = 110.0, False
    await outlet.failed()
    world.time, world.works = 150.0, True
    assert await outlet.open() is True
    assert not await outlet.stands(105.0, 120.0)
    assert await outlet.stands(150.5, 151.0)


async def test_a_way_out_that_came_only_afterwards_proves_nothing() -> None:
    world = World(False)
    outlet = world.outlet()
    await outlet.open()
    world.time, world.works = 110.0, True
    assert not await outlet.stands(105.0, 106.0)
    assert await outlet.stands(111.0, 112.0)


async def test_an_answer_of_anybody_spares_the_witness() -> None:
    world = World()
    outlet = world.outlet()
    await outlet.open()
    world.time = 105.0
    outlet.heard("other.cn", 104.0)
    assert await outlet.stands(102.0, 103.0)
    assert len(world.knocks) == 1


async def test_an_answer_to_what_was_asked_before_the_failure_ended_proves_nothing_after_it() -> None:
    world = World()
    outlet = world.outlet()
    await outlet.open()
    outlet.heard("other.cn", 102.5)
    world.time, world.works = 105.0, False
    assert not await outlet.stands(102.0, 103.0)


async def test_failures_ask_the_witness_no_more_than_once_in_a_gap() -> None:
    world = World()
    outlet = world.outlet()
    await outlet.open()
    for _ in range(40):
        world.time += 0.25
        await outlet.failed()
    assert len(world.knocks) == 1 + int(10 / GAP)


async def test_nobody_to_ask_is_asked_nothing() -> None:
    world = World()
    outlet = world.outlet(Network())
    await outlet.failed()
    assert world.knocks == []
