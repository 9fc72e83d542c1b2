"""What a worker leaves behind when our own network cut its job off, and what the next attempt asks."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

from checks.model.captures import Ended, Failure
from checks.model.registry import Site, Unit
from clock.jobs import Done, LinksJob, VisitJob
from clock.pauses import Pauses
from clock.performing import perform
from clock.settings import Settings
from crawler.brake import Brake, Pause
from crawler.target import Manners, Network
from results.visits.answers import answers_for
from results.visits.closing import Stage, stage
from tests.crawler.loopback import HOME, Server, html, serving

MOMENT = datetime(2026, 11, 20, 2, 2, tzinfo=UTC)
LINKS = ("http://a.cn/", "http://b.cn/")
MANNERS = Manners(seconds_between=0.0, timeout=2.0)


async def visit(folder: Path, network: Network) -> tuple[Done, Path]:
    path = folder / "site.visit"
    job = VisitJob("site", 1, "1", Site("县政府", HOME, "办"), Unit("办"), (), MOMENT, path, None)
    return await perform(job, Settings(network=network, manners=MANNERS), lambda said: None, Brake(network)), path


def way(server: Server, *closed: str) -> Network:
    """A network on which `closed` hosts cannot be reached, and no witness either when there are any."""
    ways = {"*": server.address} | dict.fromkeys(("witness.cn", *closed) if closed else (), "127.0.0.1:9")
    return Network(ways, (server.names,), witnesses=("http://witness.cn/",), patience_minutes=0.001)


async def test_a_visit_that_was_cut_off_leaves_no_file(tmp_path: Path) -> None:
    async with serving({"/": html()}) as server:
        done, path = await visit(tmp_path, way(server, HOME.split("/")[2]))
    assert done.cut
    assert done.coverage is not None
    assert done.coverage.ended is Ended.OUR_NETWORK
    assert stage(path) is Stage.ABSENT
    assert list(tmp_path.iterdir()) == []


async def test_only_what_was_cut_off_is_asked_again(tmp_path: Path) -> None:
    async with serving({"/": html(*LINKS), "//a.cn/": 200, "//b.cn/": 200}) as server:
        _, path = await visit(tmp_path, way(server))
        files: list[Path] = []
        for network in (way(server, "b.cn"), way(server)):
            job = LinksJob("links", 1, (path,), {}, 0, 1, tmp_path / f"answers-{len(files)}.sqlite", tuple(files))
            settings = Settings(network=network, manners=MANNERS)
            server.asked.clear()
            done = await perform(job, settings, lambda said: None, Brake(network))
            assert done.cut is not bool(files)
            files.insert(0, job.path)
    assert [path for path in server.asked if path != "HEAD //witness.cn/"] == ["GET //b.cn/"]
    told = {answer.subject: (answer.status, answer.failure) for answer in answers_for(files, LINKS)}
    assert told == {LINKS[0]: (200, None), LINKS[1]: (200, None)}
    earlier = {answer.subject: answer.failure for answer in answers_for(files[1:], LINKS)}
    assert earlier == {LINKS[0]: None, LINKS[1]: Failure.OUR_NETWORK}


def test_a_pause_that_several_processes_met_is_told_once() -> None:
    said: list[str] = []
    pauses = Pauses(said.append)
    ended = MOMENT.replace(minute=9)
    for process in (1, 2):
        pauses.hear(process, Pause(MOMENT))
    for process in (1, 2):
        pauses.hear(process, Pause(MOMENT, ended))
    assert said == ["本机网络不通，自 10:02 起暂停", "网络已恢复，接着做（10:02—10:09 暂停）"]
    assert pauses.told == "本机网络中断：10:02—10:09 暂停，已恢复"
    pauses.hear(3, Pause(MOMENT))
    pauses.lost(3)
    pauses.hear(4, Pause(MOMENT))
    assert len(said) == 4
