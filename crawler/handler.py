"""Where Scrapy's engine meets this room: its download handler, its scheduler and its log formatter."""

from __future__ import annotations

from typing import Any, Self

from scrapy import Request
from scrapy.core.downloader.handlers.base import BaseDownloadHandler
from scrapy.core.scheduler import BaseScheduler
from scrapy.crawler import Crawler
from scrapy.http import Response
from scrapy.logformatter import LogFormatter

from crawler.answer import Answer


class Told(Response):
    """A Scrapy response that carries our `Answer`. A failure is an answer too: Scrapy never sees an exception."""

    def __init__(self, url: str, answer: Answer | None = None, **rest: Any) -> None:
        super().__init__(url, **rest)
        self.answer = answer


class Handler(BaseDownloadHandler):
    """Asks through the spider's fetcher."""

    lazy = True  # the fetcher's session wants the running loop

    async def download_request(self, request: Request) -> Response:
        answer = await self.crawler.spider.ask(request.meta["entry"])
        return Told(request.url, answer, request=request)


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
        return self._crawler.spider.next_request()


class Quiet(LogFormatter):
    """Says nothing of single responses and items."""

    def crawled(self, request: Request, response: Response, spider: Any) -> None:  # type: ignore[override]
        return None

    def scraped(self, item: Any, response: Any, spider: Any) -> None:  # type: ignore[override]
        return None
