"""One visit of one site: the spider and what is asked of its names, to an end that is stated."""

from __future__ import annotations

import asyncio
import logging
from dataclasses import replace

from scrapy.crawler import AsyncCrawlerRunner, Crawler
from scrapy.settings import Settings

from checks.model.captures import Coverage, Ended
from crawler.brake import Brake
from crawler.glance import Beside
from crawler.spiders.site import SiteSpider
from crawler.target import Target

# Scrapy tells of each crawl at INFO, its settings included: that is a page for every site of a night.
logging.getLogger("scrapy").setLevel(logging.WARNING)


async def visit(target: Target) -> Coverage:
    """Visits `target.site`; what is found goes to `target.catch`. Many may run in one loop.

    Never raises for what a site or the network does. While our own network is down it waits (see `crawler.brake`), and
    `Coverage.detail` says from when to when; what was cut off for good ends as `Ended.OUR_NETWORK`. A visit that is
    cancelled stops its requests, states `Ended.CANCELLED` and returns: what it has found until then is whole.
    """
    brake = target.brake or Brake(target.network)
    target, began = replace(target, brake=brake), brake.now()
    crawler = AsyncCrawlerRunner(_settings(target)).create_crawler(SiteSpider)
    crawl = asyncio.ensure_future(crawler.crawl_async(target=target))
    beside = Beside(target, brake)
    names = asyncio.ensure_future(beside.first())
    try:
        await asyncio.gather(asyncio.shield(crawl), names)
        if isinstance(crawler.spider, SiteSpider):
            await beside.second(crawler.spider.coverage().ended)
    except asyncio.CancelledError:
        names.cancel()
        await _stop(crawler, crawl)
    spider = crawler.spider
    if not isinstance(spider, SiteSpider):
        return Coverage(ended=Ended.CANCELLED, detail="访问被中止")
    coverage = spider.coverage()
    pauses = "、".join(pause.span for pause in brake.pauses(began))
    return replace(coverage, detail=_joined(coverage.detail, pauses and f"本机网络不通，{pauses} 暂停"))


def _joined(*parts: str) -> str:
    return "；".join(part for part in parts if part)


async def _stop(crawler: Crawler, crawl: asyncio.Future[None]) -> None:
    if crawler.crawling:
        await crawler.stop_async()
    await asyncio.gather(crawl, return_exceptions=True)


def _settings(target: Target) -> Settings:
    settings = Settings()
    settings.setmodule("crawler.settings", priority="project")
    settings.set("CONCURRENT_REQUESTS", target.manners.at_once)
    settings.set("CONCURRENT_REQUESTS_PER_DOMAIN", target.manners.at_once)
    return settings
