"""The official interface of WeChat public accounts, with what the owner of the account gave to the office.

`XUNWANG_WECHAT_<id of the account>` in the environment is `appid:secret`, or a token by itself. Neither is ever written
anywhere: not into a log, a reading or an error.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import datetime
from urllib.parse import quote

import msgspec

from checks.facts.posts.parsed import Parsed, conclude, unread
from checks.facts.posts.wechat_mp import read_published, read_token
from checks.model.posts import Reading, Reason, SourceReason
from checks.model.registry import Account
from crawler.accounts.client import FEED_BYTES, JSON, Got, Question
from crawler.accounts.reader import Means, asked, host_of, read_aside
from crawler.asking import Ask

PREFIX = "XUNWANG_WECHAT_"
SEES_ALL = "XUNWANG_WECHAT_SEES_ALL"
"""`1` where the office has made sure, with accounts of its own, that 群发 is listed as well."""
_API = "https://api.weixin.qq.com"
GAP = 0.2


class WechatMpReader:
    """`freepublish/batchget` of an account; `source_url` is that of the relay whose address is on the white list."""

    at_once = 2

    def __init__(self, source: str, means: Means) -> None:
        self.source = source
        self._means = means
        self._tokens: dict[str, str] = {}

    def place(self, account: Account) -> str:
        return host_of(account.source_url or _API)

    async def read(self, account: Account, since: datetime, now: datetime) -> Reading:
        about = asked(account, self.source, since, now, self.place(account))
        given = self._means.environ.get(variable(account.platform_id), "") if account.platform_id else ""
        if not given:
            return unread(about, SourceReason.CONFIGURATION)
        base = (account.source_url or _API).rstrip("/")
        for renewed in (False, True):
            token = await self._token(base, given, anew=renewed)
            if isinstance(token, Reason):
                return unread(about, token)
            got, parsed = await self._published(base, token)
            about = asked(account, self.source, since, now, self.place(account), got)
            if parsed.reason is SourceReason.TOKEN_EXPIRED and ":" in given and not renewed:
                continue  # it ran out while we were reading, or somebody asked for a new one
            return conclude(about, parsed)
        return unread(about, SourceReason.TOKEN_EXPIRED)

    async def _published(self, base: str, token: str) -> tuple[Got, Parsed]:
        url = f"{base}/cgi-bin/freepublish/batchget?access_token={quote(token, safe='')}"
        got = await self._post(url, {"offset": 0, "count": 20, "no_content": 1})
        if got.reason is not None:
            return got, Parsed(reason=got.reason)
        sees_all = self._means.environ.get(SEES_ALL) == "1"
        return got, await read_aside(got.body, lambda: read_published(got.body, got.base, sees_all=sees_all))

    async def _token(self, base: str, given: str, *, anew: bool) -> str | Reason:
        """The stable token: unlike the plain one it does not put out of use what other programs of the owner hold."""
        appid, colon, secret = given.partition(":")
        if not colon:
            return given
        if not anew and appid in self._tokens:
            return self._tokens[appid]
        body = {"grant_type": "client_credential", "appid": appid, "secret": secret}
        got = await self._post(f"{base}/cgi-bin/stable_token", body)
        token = got.reason or read_token(got.body)
        if not isinstance(token, Reason):
            self._tokens[appid] = token
        return token

    async def _post(self, url: str, body: Mapping[str, str | int]) -> Got:
        ask = Ask(url, "POST", (*JSON, ("Content-Type", "application/json")))
        return await self._means.client.get(Question(ask, GAP, FEED_BYTES, msgspec.json.encode(body), secret=True))


def variable(platform_id: str) -> str:
    """The name of the variable that holds what the owner of the account gave."""
    return PREFIX + re.sub(r"[^A-Z0-9]", "_", platform_id.upper())
