"""Weibo, as anyone without a login may ask it: since 2025 it answers few of them, and then nothing is said."""

from __future__ import annotations

from datetime import datetime
from urllib.parse import urlencode

from checks.facts.posts.parsed import conclude, unread
from checks.facts.posts.weibo import STATUSES, read_cards
from checks.model.posts import Reading, SourceReason
from checks.model.registry import Account
from crawler.accounts.client import JSON, Question
from crawler.accounts.reader import Means, asked, host_of, read_aside
from crawler.asking import Ask

_API = "https://m.weibo.cn/api/container/getIndex"
_HEADERS = (*JSON, ("X-Requested-With", "XMLHttpRequest"), ("MWeibo-Pwa", "1"))
_GAP = 2.0


class WeiboReader:
    """The first cards of an account by its uid; `source_url` is that of a relay of the office's own, "" for Weibo."""

    at_once = 1

    def __init__(self, source: str, means: Means) -> None:
        self.source = source
        self._means = means

    def place(self, account: Account) -> str:
        return host_of(account.source_url or _API)

    async def read(self, account: Account, since: datetime, now: datetime) -> Reading:
        uid, host = account.platform_id, self.place(account)
        if not (account.source_url or (uid.isascii() and uid.isdigit())):
            return unread(asked(account, self.source, since, now, host), SourceReason.CONFIGURATION)
        query = urlencode({"type": "uid", "value": uid, "containerid": f"107603{uid}"})
        ask = Ask(account.source_url or f"{_API}?{query}", headers=_HEADERS)
        got = await self._means.client.get(Question(ask, _GAP, statuses=STATUSES))
        about = asked(account, self.source, since, now, host, got)
        if got.reason is not None:
            return unread(about, got.reason)
        return conclude(about, await read_aside(got.body, lambda: read_cards(got.body, uid, got.base)))
