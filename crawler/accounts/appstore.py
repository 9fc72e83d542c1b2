"""The App Store, which everyone may ask about an application."""

from __future__ import annotations

from datetime import datetime
from urllib.parse import urlencode

from checks.facts.posts.appstore import read_lookup
from checks.facts.posts.parsed import conclude, unread
from checks.model.posts import Reading, SourceReason
from checks.model.registry import Account
from crawler.accounts.client import JSON, Question
from crawler.accounts.reader import Means, asked, host_of
from crawler.asking import Ask

_API = "https://itunes.apple.com/lookup"
_GAP = 3.0


class AppStoreReader:
    """An application by its number or its bundle id, in the Chinese store."""

    at_once = 1

    def __init__(self, source: str, means: Means) -> None:
        self.source = source
        self._means = means

    def place(self, account: Account) -> str:
        return host_of(account.source_url or _API)

    async def read(self, account: Account, since: datetime, now: datetime) -> Reading:
        identity, host = account.platform_id.removeprefix("id"), self.place(account)
        if not (account.source_url or identity):
            return unread(asked(account, self.source, since, now, host), SourceReason.CONFIGURATION)
        named = {"id" if identity.isdigit() else "bundleId": identity, "country": "cn"}
        ask = Ask(account.source_url or f"{_API}?{urlencode(named)}", headers=JSON)
        got = await self._means.client.get(Question(ask, _GAP))
        about = asked(account, self.source, since, now, host, got)
        return unread(about, got.reason) if got.reason is not None else conclude(about, read_lookup(got.body, got.base))
