"""Feeds: of a platform or an office itself, and those that a gateway makes of an account."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from typing import Any, TypeVar
from urllib.parse import urlencode, urlsplit, urlunsplit

from checks.facts.posts import gateways
from checks.facts.posts.feeds import Feed, read_feed
from checks.facts.posts.gateways import Gateway, gateway_of
from checks.facts.posts.parsed import Sync, conclude, unread
from checks.model.posts import Reading, SourceReason
from checks.model.registry import Account
from crawler.accounts.client import FEED_BYTES, FEEDS, JSON, Got, Question
from crawler.accounts.reader import Means, asked, host_of, read_aside
from crawler.asking import Ask

T = TypeVar("T")
WECHAT2RSS_TOKEN = "XUNWANG_WECHAT2RSS_TOKEN"
GAP = 0.05
_MOST_GATEWAYS = 1_000


class FeedReader:
    """`source` is `feed`, or the kind of gateway that the registry names; a feed may tell its kind by itself."""

    at_once = 4

    def __init__(self, source: str, means: Means) -> None:
        self.source = source
        self._means = means
        self._kind = Gateway(source) if source in set(Gateway) else None
        self._health: dict[str, asyncio.Task[Any]] = {}

    def place(self, account: Account) -> str:
        return host_of(account.source_url)

    async def read(self, account: Account, since: datetime, now: datetime) -> Reading:
        url, host = account.source_url, host_of(account.source_url)
        if not host:
            return unread(asked(account, self.source, since, now, host), SourceReason.CONFIGURATION)
        got = await self._means.client.get(Question(Ask(url, headers=FEEDS), GAP, FEED_BYTES))
        about = asked(account, self.source, since, now, host, got)
        if got.reason is not None:
            return unread(about, got.reason)
        feed = await read_aside(got.body, lambda: read_feed(got.body, got.base, got.content_type))
        kind = self._kind or gateway_of(url, feed.generator)
        if kind is None or feed.parsed.reason is not None:
            return conclude(about, feed.parsed)
        blind = gateways.blind_spot(kind, url) or (SourceReason.BLIND_SPOT if gateways.filtered(url) else None)
        parsed = feed.parsed if blind is None else replace(feed.parsed, blind=blind)
        return conclude(about, parsed, await self._sync(kind, url, feed, got.base))

    async def _sync(self, kind: Gateway, url: str, feed: Feed, base: datetime) -> Sync:
        """What the gateway says of itself; nothing where it does not answer."""
        if kind is Gateway.RSSHUB:
            return Sync(feed.built)
        if kind is Gateway.WEWE_RSS:
            at = Question(Ask(_beside(url, "/feeds/", "/feeds"), headers=JSON), GAP)
            synced = await self._once(at, lambda got: gateways.wewe_synced(got.body, got.base))
            return Sync(synced.get(gateways.wewe_feed_id(url)))
        if kind is Gateway.WE_MP_RSS:
            every = _beside(url, "/rss/" if "/rss/" in url else "/feed/", "/rss")
            at = Question(Ask(every, headers=FEEDS), GAP, FEED_BYTES)
            return Sync(await self._once(at, lambda got: gateways.alive_at(read_feed(got.body, got.base))))
        token = self._means.environ.get(WECHAT2RSS_TOKEN, "")
        query = f"?{urlencode({'k': token})}" if token else ""
        at = Question(Ask(_beside(url, "/feed/", "/login/list") + query, headers=JSON), GAP, secret=bool(token))
        down = await self._once(at, lambda got: gateways.wechat2rss_down(got.body))
        return Sync(None if down is None else base, down=bool(down))

    async def _once(self, question: Question, read: Callable[[Got], T]) -> T:
        """What a gateway says of itself, asked and read once for all of its accounts."""

        async def asking() -> T:
            got = await self._means.client.get(question)
            return await read_aside(got.body, lambda: read(got))

        url = question.ask.url
        if url not in self._health:
            if len(self._health) >= _MOST_GATEWAYS:
                self._health.clear()
            self._health[url] = asyncio.ensure_future(asking())
        told: T = await asyncio.shield(self._health[url])
        return told


def _beside(url: str, mark: str, path: str) -> str:
    """The address of `path` on the same gateway: before `mark` a proxy may have put a prefix."""
    parts = urlsplit(url)
    prefix = parts.path.partition(mark)[0] if mark in parts.path else ""
    return urlunsplit((parts.scheme, parts.netloc, prefix + path, "", ""))
