"""The registry of readers, and many accounts read side by side: hosts beside each other, each at its own pace."""

from __future__ import annotations

import asyncio
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import datetime

from checks.facts.posts.parsed import Asked, unread
from checks.model.posts import Reading, SourceReason
from checks.model.registry import Account
from crawler.accounts.appstore import APPSTORE
from crawler.accounts.bilibili import BILIBILI
from crawler.accounts.feed import FeedReader
from crawler.accounts.reader import Means, Reader
from crawler.accounts.sheet import SheetReader
from crawler.accounts.toutiao import TOUTIAO
from crawler.accounts.wechat_article import WECHAT_ARTICLE
from crawler.accounts.wechat_mp import WechatMpReader
from crawler.accounts.weibo import WEIBO
from crawler.accounts.xuexi import XUEXI

READERS: Mapping[str, Callable[[str, Means], Reader]] = {
    "feed": FeedReader,
    "rsshub": FeedReader,
    "wewe_rss": FeedReader,
    "we_mp_rss": FeedReader,
    "wechat2rss": FeedReader,
    "wechat_mp": WechatMpReader,
    "wechat_article": WECHAT_ARTICLE,
    "weibo": WEIBO,
    "toutiao": TOUTIAO,
    "bilibili": BILIBILI,
    "xuexi": XUEXI,
    "appstore": APPSTORE,
    "sheet": SheetReader,
}
HOSTS_AT_ONCE = 256

Since = Callable[[Account], datetime]


async def read_accounts(
    accounts: Iterable[Account],
    means: Means,
    since: Since,
    now: datetime,
    keep: Callable[[Account, Reading], None],
    clean: Callable[[Reading], Reading] | None = None,
) -> None:
    """Reads each account and hands it over as it comes. `since` says from when on its posts are new; `clean` is done
    to a reading first, off the loop: two hundred posts take long enough for others to wait.

    A slow host holds up only itself: those with the most accounts begin first.
    """
    readers = {source: made(source, means) for source, made in READERS.items()}
    places: dict[tuple[str, str], list[Account]] = defaultdict(list)
    for account in accounts:
        place = _place(account, readers, means)
        if place is None:
            keep(account, unread(Asked(account.key, account.source, now, since(account)), SourceReason.NO_SOURCE))
        else:
            places[place].append(account)
    waiting = iter(sorted(places.items(), key=lambda item: -len(item[1])))

    async def some(reader: Reader, left: Iterator[Account]) -> None:
        for account in left:
            keep(account, await _read(reader, account, since(account), now, clean))

    async def hosts() -> None:
        for (source, _), group in waiting:
            reader, left = readers[source], iter(group)
            async with asyncio.TaskGroup() as tasks:
                for _ in range(min(reader.at_once, len(group))):
                    tasks.create_task(some(reader, left))

    async with asyncio.TaskGroup() as tasks:
        for _ in range(min(HOSTS_AT_ONCE, len(places))):
            tasks.create_task(hosts())


async def _read(
    reader: Reader, account: Account, since: datetime, now: datetime, clean: Callable[[Reading], Reading] | None
) -> Reading:
    reading = await reader.read(account, since, now)
    return await asyncio.to_thread(clean, reading) if clean is not None and reading.posts else reading


def _place(account: Account, readers: Mapping[str, Reader], means: Means) -> tuple[str, str] | None:
    """By which reader and at which host it is read, None where no reader is at hand."""
    source = account.source or ("sheet" if account.key in means.records else "")
    reader = readers.get(source)
    return (source, reader.place(account)) if reader else None
