"""One request of Scrapy asks many addresses while the downloader is full, and an error of ours costs one of them."""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from types import SimpleNamespace
from typing import Any

import pytest
from scrapy import Request

from checks.model.captures import LinkProbe
from checks.model.registry import Site
from crawler.answer import Answer
from crawler.frontier import Entry
from crawler.handler import _GOES_ON, Handler
from crawler.target import Target
from crawler.visit import visit
from tests.crawler.loopback import FAST, HOME, TODAY, html, serving

NOW = datetime(2026, 11, 1, tzinfo=UTC)


@dataclass
class _Spider:
    """Has `left` entries; `places` says before each further one whether the downloader is full."""

    left: int
    places: deque[bool] = field(default_factory=deque)
    running: bool = True
    asked: list[str] = field(default_factory=list)
    taken: list[str] = field(default_factory=list)

    async def ask(self, entry: Entry) -> Answer:
        self.asked.append(entry.url)
        return Answer(entry.url, NOW, entry.url, status=200)

    def take(self, entry: Entry, answer: Answer) -> None:
        assert entry.url == answer.asked
        self.taken.append(entry.url)

    def next_entry(self) -> Entry | None:
        self.left -= 1
        return Entry(f"{HOME}{self.left}") if self.left >= 0 else None

    @property
    def crawler(self) -> Any:
        downloader = SimpleNamespace(needs_backout=lambda: self.places.popleft() if self.places else True)
        return SimpleNamespace(spider=self, engine=SimpleNamespace(running=self.running, downloader=downloader))


async def answered(spider: _Spider) -> Answer | None:
    handler = Handler(spider.crawler)
    request = Request(HOME, meta={"entry": Entry(HOME)})
    told = await handler.download_request(request)
    return getattr(told, "answer", None)


async def test_it_goes_on_while_the_downloader_is_full() -> None:
    spider = _Spider(left=3)
    assert await answered(spider) is None
    assert spider.asked == spider.taken == [HOME, f"{HOME}2", f"{HOME}1", f"{HOME}0"]


async def test_with_a_free_place_it_gives_its_answer_back_so_that_scrapy_fills_it() -> None:
    spider = _Spider(left=3, places=deque([True, False]))
    answer = await answered(spider)
    assert answer is not None
    assert (answer.asked, spider.taken) == (f"{HOME}2", [HOME])


async def test_it_ends_with_the_engine_and_after_so_many() -> None:
    stopped = _Spider(left=3, running=False)
    assert await answered(stopped) is not None
    assert stopped.asked == [HOME]
    endless = _Spider(left=10_000)
    assert await answered(endless) is not None
    assert len(endless.asked) == _GOES_ON == len(endless.taken) + 1


class _Stumbling:
    """Keeps what a visit finds, and breaks over one address."""

    def __init__(self) -> None:
        self.kept: list[str] = []

    def keep(self, thing: object) -> None:
        if isinstance(thing, LinkProbe):
            if thing.subject.endswith("2.html"):
                raise RuntimeError("stumbled")
            self.kept.append(thing.subject.removeprefix(HOME))


@pytest.mark.parametrize("at_once", [1, 4])
async def test_an_error_of_ours_costs_one_page_and_is_logged(at_once: int, caplog: pytest.LogCaptureFixture) -> None:
    names = [f"{n}.html" for n in range(6)]
    manners, catch = replace(FAST, at_once=at_once, siblings=0), _Stumbling()
    async with serving({"/": html(*names), **{f"/{name}": html() for name in names}}) as server:
        target = Target(Site("县政府", HOME, "县政府办"), TODAY, (), manners, server.network(), catch)
        coverage = await visit(target)
    assert sorted(catch.kept) == ["", "0.html", "1.html", "3.html", "4.html", "5.html"]
    assert coverage.complete
    assert "stumbled" in caplog.text
