"""Jobs on loopback: what a visit does with the one before, and at what time its answers are told."""

import sqlite3
from datetime import UTC, datetime
from pathlib import Path

import pytest

from checks.model.captures import Ended, LinkProbe
from checks.model.registry import Unit
from clock.jobs import Done, Job, VisitJob
from clock.performing import perform
from clock.settings import Settings
from crawler.brake import Brake
from crawler.target import Manners
from results.visits.closing import finish
from results.visits.reader import StoredSite
from tests.crawler.loopback import Server, serving
from tests.results.visits.making import NOW, SITE, capture, visit

PAGES = {"//www.linjiang.gov.cn/": "<title>临江县</title><a href='/gone'>没有</a>"}


async def does(job: Job, given: Settings) -> Done:
    """What comes of one job, with a brake of its own."""
    return await perform(job, given, lambda said: None, Brake(given.network))


async def visited(server: Server, path: Path, last: Path | None) -> Done:
    manners = Manners(seconds_between=0.0, timeout=5.0, siblings=0, second_look_minutes=0.0)
    job = VisitJob("visit", 1, "1", SITE, Unit(""), (), NOW, path, last)
    return await does(job, Settings(network=server.network(), manners=manners))


def _older(path: Path) -> None:
    path.chmod(0o644)
    with sqlite3.connect(path) as connection:
        connection.execute("update visit set version = 1")
    connection.close()


def _garbage(path: Path) -> None:
    path.chmod(0o644)
    path.write_bytes(b"SQLite format 3\0" + b"\xff" * 500)


@pytest.mark.parametrize("spoil", [_older, _garbage])
async def test_a_last_visit_that_cannot_be_read_is_no_memory(tmp_path: Path, spoil: object) -> None:
    last = visit(tmp_path / "last.visit", capture())
    spoil(last)  # type: ignore[operator]
    async with serving(PAGES) as server:
        done = await visited(server, tmp_path / "a.visit", last)
    assert done.coverage is not None
    assert (done.coverage.ended, done.coverage.pages) == (Ended.COMPLETE, 1)
    assert "从头访问" in done.note
    assert str(last) not in done.note  # one line for all sites that met the same


async def test_a_last_visit_that_is_in_order_is_not_told_of(tmp_path: Path) -> None:
    async with serving(PAGES) as server:
        done = await visited(server, tmp_path / "a.visit", visit(tmp_path / "last.visit", capture()))
        missing = await visited(server, tmp_path / "b.visit", tmp_path / "nowhere.visit")
    assert done.note == missing.note == ""


async def test_answers_are_told_with_their_real_time(tmp_path: Path) -> None:
    """The run began long before: its moment is the today of the checks, not the time of an answer."""
    path, before = tmp_path / "a.visit", datetime.now(UTC)
    async with serving(PAGES) as server:
        await visited(server, path, None)
    finish(path, ())
    with StoredSite(path) as view:
        assert view.moment == NOW
        asked = [probe.asked_at for probe in view.probes(LinkProbe) if probe.looks]
    assert asked
    assert all(before <= moment <= datetime.now(UTC) for moment in asked)
