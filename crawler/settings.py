"""Scrapy's settings: every departure from a default says what it was and why."""

BOT_NAME = "xunwang"  # default "scrapybot": the name in Scrapy's own records
SPIDER_MODULES = ["crawler.spiders.site"]  # default []: there is one spider
NEWSPIDER_MODULE = "crawler.spiders"  # default "": `scrapy genspider` needs a place

TWISTED_REACTOR_ENABLED = False  # default True: one asyncio loop (uvloop) holds many visits at once
DOWNLOAD_HANDLERS = {  # default {}: ours asks through crawler.fetching, where pace, guard and limits are
    "http": "crawler.handler.Handler",
    "https": "crawler.handler.Handler",
    "data": None,
    "file": None,  # a page must not make us read our own disk
    "ftp": None,
    "s3": None,
}
SCHEDULER = "crawler.handler.FromSpider"  # default the priority queue of Requests: the spider's frontier is far lighter
CONCURRENT_REQUESTS = 4  # default 16: Manners.at_once, for all hosts of the site together
CONCURRENT_REQUESTS_PER_DOMAIN = 4  # default 8: there is one slot for the site
DOWNLOAD_DELAY = 0  # default 0, said because the pace between requests is crawler.pace's
CONCURRENT_ITEMS = 2  # default 100: Scrapy makes that many tasks for every response (0.6 ms)
DOWNLOADER_STATS = False  # default True: coverage counts what we need

# Scrapy asks to leave the three _BASE settings alone. Switching off each of their parts by name, as it asks instead,
# loads every one of them first (0.06 s), and a part that a later Scrapy adds would be on without anybody's doing.
# default: robots, auth, timeout, headers, user agent, retry, meta refresh, compression, redirect, cookies, proxy,
# stats, cache; crawler.fetching and the spider do the few that are wanted, and each layer costs every request
DOWNLOADER_MIDDLEWARES_BASE: dict[str, int] = {}
# default: start, http errors, referer, url length, depth, meta copy; the spider yields no Requests for them to look at
SPIDER_MIDDLEWARES_BASE: dict[str, int] = {}
# default: all of Scrapy's; feed export stays for `scrapy crawl site -O found.jsonl`
EXTENSIONS_BASE = {"scrapy.extensions.feedexport.FeedExporter": 0}
TELNETCONSOLE_ENABLED = False  # default 1: no open port
REMOTE_CONTROL_ENABLED = False  # default True: no way in from outside
LOG_FORMATTER = "crawler.handler.Quiet"  # default a line for every response: counting over logging
LOG_LEVEL = "INFO"  # default "DEBUG": at most a line for each site
STATS_DUMP = False  # default True: coverage is what people read
WARN_ON_GENERATOR_RETURN_VALUE = False  # default True: it reads the spider's source for every response
