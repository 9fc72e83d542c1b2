"""Bilibili, as anyone without a login may ask it."""

from __future__ import annotations

from datetime import datetime
from urllib.parse import urlencode

from checks.facts.posts.bilibili import read_space
from checks.facts.posts.parsed import conclude, unread
from checks.model.failures import Failure
from checks.model.posts import Reading, SourceReason
from checks.model.registry import Account
from crawler.accounts.client import JSON, Question
from crawler.accounts.reader import Means, asked, host_of, read_aside
from crawler.asking import Ask

_API = "https://api.bilibili.com/x/polymer/web-dynamic/v1/feed/space"
_STATUSES = {412: Failure.THROTTLED}
_GAP = 2.0


class BilibiliReader:
    """The space of an account by its mid; `source_url` is that of a relay of the office's own."""

    at_once = 1

    def __init__(self, source: str, means: Means) -> None:
        self.source = source
        self._means = means

    def place(self, account: Account) -> str:
        return host_of(account.source_url or _API)

    async def read(self, account: Account, since: datetime, now: datetime) -> Reading:
        mid, host = account.platform_id, self.place(account)
        if not (account.source_url or (mid.isascii() and mid.isdigit())):
            return unread(asked(account, self.source, since, now, host), SourceReason.CONFIGURATION)
        ask = Ask(account.source_url or f"{_API}?{urlencode({'host_mid': mid, 'offset': ''})}", headers=JSON)
        got = await self._means.client.get(Question(ask, _GAP, statuses=_STATUSES))
        about = asked(account, self.source, since, now, host, got)
        if got.reason is not None:
            return unread(about, got.reason)
        return conclude(about, await read_aside(got.body, lambda: read_space(got.body, mid, got.base)))
