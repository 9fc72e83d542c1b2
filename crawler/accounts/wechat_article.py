"""One article of a WeChat public account: an address that the registry names, as everyone can open it."""

from __future__ import annotations

from datetime import datetime

from checks.facts.posts.parsed import conclude, unread
from checks.facts.posts.wechat_article import read_article
from checks.model.failures import Failure
from checks.model.posts import Reading, SourceReason
from checks.model.registry import Account
from crawler.accounts.client import FEED_BYTES, Question
from crawler.accounts.reader import Means, asked, host_of, read_aside
from crawler.asking import Ask

_GAP = 3.0


class WechatArticleReader:
    """The article at `source_url`."""

    at_once = 1

    def __init__(self, source: str, means: Means) -> None:
        self.source = source
        self._means = means

    def place(self, account: Account) -> str:
        return host_of(account.source_url)

    async def read(self, account: Account, since: datetime, now: datetime) -> Reading:
        host = self.place(account)
        if not host:
            return unread(asked(account, self.source, since, now, host), SourceReason.CONFIGURATION)
        got = await self._means.client.get(Question(Ask(account.source_url), _GAP, FEED_BYTES))
        about = asked(account, self.source, since, now, host, got)
        if "captcha" in got.url.lower():
            return unread(about, Failure.CHALLENGED)
        if got.reason is not None:
            return unread(about, got.reason)
        read = lambda: read_article(got.body, got.url, got.base, got.content_type)  # noqa: E731
        return conclude(about, await read_aside(got.body, read))
