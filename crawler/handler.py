"""Where Scrapy's engine meets this room: its download handler, its scheduler and its log formatter."""

from __future__ import annotations

from functools import partial
from typing import Any, Self

from scrapy import Request
from scrapy.core.downloader.handlers.base import BaseDownloadHandler
from scrapy.core.scheduler import BaseScheduler
from scrapy.crawler import Crawler
from scrapy.http import Response
from scrapy.logformatter import LogFormatter

from crawler.answer import Answer

_GOES_ON = 100
"""Addresses that one request of Scrapy asks at most."""


class Told(Response):
    """A Scrapy response that carries our `Answer`. A failure is an answer too: Scrapy never sees an exception."""

    def __init__(self, url: str, answer: Answer | None = None, **rest: Any) -> None:
        super().__init__(url, **rest)
        self.answer = answer


class Handler(BaseDownloadHandler):
    """Asks through the spider's fetcher.

    As long as every place of the downloader is taken, a request goes on with the next address when its own has
    answered: the way of a request through Scrapy costs as much as the question itself (0.15 ms).
    """

    lazy = True  # the fetcher's session wants the running loop

    async def download_request(self, request: Request) -> Response:
        spider, engine = self.crawler.spider, self.crawler.engine
        answer = await spider.ask(request.meta["entry"])
        for _ in range(_GOES_ON - 1):
            if not (engine.running and engine.downloader.needs_backout()):
                break
            spider.take(request.meta.pop("entry"), answer)
            entry = spider.next_entry()
            if entry is None:
                return Told(request.url, request=request)
            request.meta["entry"] = entry
            answer = await spider.ask(entry)
        return Told(request.url, answer, request=request)


def _lost(spider: Any, failure: Any) -> None:
    """Something of ours broke. Over an answer, it has been taken off the list, and Scrapy logs what it was."""
    entry = failure.request.meta.get("entry")
    if entry is None:
        failure.raiseException()
    spider.lost(entry)


class FromSpider(BaseScheduler):
    """Hands the engine what the spider's frontier has; the spider itself yields no requests."""

    def __init__(self, crawler: Crawler) -> None:
        self._crawler = crawler

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        return cls(crawler)

    def has_pending_requests(self) -> bool:
        return self._crawler.spider.has_more()

    def enqueue_request(self, request: Request) -> bool:
        return False

    def next_request(self) -> Request | None:
        spider = self._crawler.spider
        entry = spider.next_entry()
        if entry is None:
            return None
        meta = {"entry": entry, "download_slot": "site"}
        return Request(entry.url, spider.parse, errback=partial(_lost, spider), meta=meta, dont_filter=True)


class Quiet(LogFormatter):
    """Says nothing of single responses and items."""

    def crawled(self, request: Request, response: Response, spider: Any) -> None:  # type: ignore[override]
        return None

    def scraped(self, item: Any, response: Any, spider: Any) -> None:  # type: ignore[override]
        return None
