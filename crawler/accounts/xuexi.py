"""学习强国: the list of a channel, which everyone may read."""

from __future__ import annotations

from datetime import datetime
from urllib.parse import quote

from checks.facts.posts.parsed import conclude, unread
from checks.facts.posts.xuexi import read_channel
from checks.model.posts import Reading, SourceReason
from checks.model.registry import Account
from crawler.accounts.client import FEED_BYTES, JSON, Question
from crawler.accounts.reader import Means, asked, host_of, read_aside
from crawler.asking import Ask

_LISTS = "https://www.xuexi.cn/lgdata/"
_GAP = 1.0


class XuexiReader:
    """A channel by its id, or by the address of its list."""

    at_once = 2

    def __init__(self, source: str, means: Means) -> None:
        self.source = source
        self._means = means

    def place(self, account: Account) -> str:
        return host_of(account.source_url or _LISTS)

    async def read(self, account: Account, since: datetime, now: datetime) -> Reading:
        host = self.place(account)
        if not (account.source_url or account.platform_id):
            return unread(asked(account, self.source, since, now, host), SourceReason.CONFIGURATION)
        url = account.source_url or f"{_LISTS}{quote(account.platform_id, safe='')}.json"
        got = await self._means.client.get(Question(Ask(url, headers=JSON), _GAP, FEED_BYTES))
        about = asked(account, self.source, since, now, host, got)
        if got.reason is not None:
            return unread(about, got.reason)
        return conclude(about, await read_aside(got.body, lambda: read_channel(got.body, got.base)))
