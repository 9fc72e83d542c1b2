"""Stock Scrapy on the bench site: LinkExtractor, 64 connections, every link checked once. Prints URLs asked."""

from __future__ import annotations

import sys

from scrapy import Request, Spider
from scrapy.crawler import CrawlerProcess
from scrapy.linkextractors import LinkExtractor

SETTINGS = {
    "CONCURRENT_REQUESTS": 64,
    "CONCURRENT_REQUESTS_PER_DOMAIN": 64,
    "DOWNLOAD_DELAY": 0,
    "LOG_LEVEL": "ERROR",
    "TELNETCONSOLE_ENABLED": False,
    "ROBOTSTXT_OBEY": False,
    "RETRY_ENABLED": False,
}


class Stock(Spider):
    name = "stock"
    handle_httpstatus_list = list(range(400, 600))  # noqa: RUF012 - Scrapy reads it from the class
    homes: tuple[str, ...] = ()
    asked = 0
    links = LinkExtractor(tags=("a", "img", "link", "script"), attrs=("href", "src"), deny_extensions=[], unique=True)

    async def start(self):
        for home in self.homes:
            yield Request(home, dont_filter=True)

    def parse(self, response):
        Stock.asked += 1
        own = f"http://{response.url.split('/')[2]}/" in self.homes
        if own and response.status == 200 and b"html" in response.headers.get("Content-Type", b""):
            for link in self.links.extract_links(response):
                yield Request(link.url, callback=self.parse)


if __name__ == "__main__":
    Stock.homes = tuple(sys.argv[1:])
    process = CrawlerProcess(SETTINGS)
    process.crawl(Stock)
    process.start()
    print(Stock.asked)
