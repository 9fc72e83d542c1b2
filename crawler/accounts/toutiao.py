"""Toutiao: asked without a signature it mostly answers `null`, and then nothing is said."""

from __future__ import annotations

from datetime import datetime
from urllib.parse import urlencode

from checks.facts.posts.parsed import conclude, unread
from checks.facts.posts.toutiao import read_profile_feed
from checks.model.posts import Reading, SourceReason
from checks.model.registry import Account
from crawler.accounts.client import JSON, Question
from crawler.accounts.reader import Means, asked, host_of, read_aside
from crawler.asking import Ask

_API = "https://www.toutiao.com/api/pc/list/feed"
_GAP = 2.0


class ToutiaoReader:
    """The list of a profile by its token; `source_url` is that of a relay of the office's own."""

    at_once = 1

    def __init__(self, source: str, means: Means) -> None:
        self.source = source
        self._means = means

    def place(self, account: Account) -> str:
        return host_of(account.source_url or _API)

    async def read(self, account: Account, since: datetime, now: datetime) -> Reading:
        host = self.place(account)
        if not (account.source_url or account.platform_id):
            return unread(asked(account, self.source, since, now, host), SourceReason.CONFIGURATION)
        told = {"category": "profile_all", "token": account.platform_id, "max_behot_time": 0}
        query = urlencode({**told, "aid": 24, "app_name": "toutiao_web"})
        ask = Ask(account.source_url or f"{_API}?{query}", headers=JSON)
        got = await self._means.client.get(Question(ask, _GAP))
        about = asked(account, self.source, since, now, host, got)
        if got.reason is not None:
            return unread(about, got.reason)
        return conclude(about, await read_aside(got.body, lambda: read_profile_feed(got.body, got.base)))
