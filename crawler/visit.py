"""One visit of one site: the spider and the DNS probe of its hosts, to an end that is stated."""

from __future__ import annotations

import asyncio
import logging
from urllib.parse import urlsplit

from scrapy.crawler import AsyncCrawlerRunner, Crawler
from scrapy.settings import Settings

from checks.model.captures import Coverage, Ended
from crawler.network import literal
from crawler.probes.dns import Names, probe_host
from crawler.probes.witness import network_works
from crawler.spiders.site import SiteSpider
from crawler.target import Target

# Scrapy tells of each crawl at INFO, its settings included: that is a page for every site of a night.
logging.getLogger("scrapy").setLevel(logging.WARNING)


async def visit(target: Target) -> Coverage:
    """Visits `target.site`; what is found goes to `target.catch`. Many may run in one loop.

    Never raises for what a site or the network does. A visit that is cancelled stops its requests, states
    `Ended.CANCELLED` and returns: what it has found until then is whole.
    """
    crawler = AsyncCrawlerRunner(_settings(target)).create_crawler(SiteSpider)
    crawl = asyncio.ensure_future(crawler.crawl_async(target=target))
    names = asyncio.ensure_future(_ask_dns(target))
    try:
        await asyncio.gather(asyncio.shield(crawl), names)
    except asyncio.CancelledError:
        names.cancel()
        await _stop(crawler, crawl)
    spider = crawler.spider
    if not isinstance(spider, SiteSpider):
        return Coverage(ended=Ended.CANCELLED, detail="访问被中止")
    coverage = spider.coverage()
    if coverage.ended is Ended.HOME_FAILED and await network_works(target.network) is False:
        spider.tally.ended, spider.tally.detail = Ended.OUR_NETWORK, "本机网络不通，访问中断"
        coverage = spider.coverage()
    return coverage


async def _stop(crawler: Crawler, crawl: asyncio.Future[None]) -> None:
    if crawler.crawling:
        await crawler.stop_async()
    await asyncio.gather(crawl, return_exceptions=True)


async def _ask_dns(target: Target) -> None:
    catch = target.catch
    if catch is None:
        return
    names = Names(target.network.nameservers)
    hosts = {urlsplit(f"//{host}").hostname or "" for host in target.site.all_hosts}
    for host in sorted(hosts):
        if host and literal(host) is None:
            catch.keep(await probe_host(host, names, target.moment))


def _settings(target: Target) -> Settings:
    settings = Settings()
    settings.setmodule("crawler.settings", priority="project")
    settings.set("CONCURRENT_REQUESTS", target.manners.at_once)
    settings.set("CONCURRENT_REQUESTS_PER_DOMAIN", target.manners.at_once)
    return settings
