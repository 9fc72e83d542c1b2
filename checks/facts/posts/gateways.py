"""Self-hosted gateways that make feeds of accounts: how to tell them, what they are blind to, how healthy they are.

RSSHub asks the platform when it is asked. wewe-rss, we-mp-rss and Wechat2RSS ask by themselves, a few times a day: what
they show is as old as their last round, and a gateway that has stopped goes on showing its old list for ever.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import datetime
from enum import StrEnum
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

from checks.facts.moments import read_moment
from checks.facts.posts.feeds import Feed
from checks.facts.posts.shapes import NoJson, below, loaded, text
from checks.model.posts import SourceReason


class Gateway(StrEnum):
    """A kind of gateway; the value is the source in the registry."""

    RSSHUB = "rsshub"
    WEWE_RSS = "wewe_rss"
    WE_MP_RSS = "we_mp_rss"
    WECHAT2RSS = "wechat2rss"


_WEWE = re.compile(r"/feeds/(MP_WXS_\d{1,20})\.(?:rss|atom|json)$", re.ASCII)
_PARTIAL_ROUTES = ("/wechat/mp/homepage/", "/wechat/mp/msgalbum/", "/wechat/sogou/", "/bilibili/user/video/")
"""Routes of RSSHub that show a template page, an album, one post or only films: not all that the account publishes."""


def gateway_of(url: str, generator: str = "") -> Gateway | None:
    """Which gateway a feed comes from, by its address or by what it says of itself; None for any other feed."""
    named = generator.lower()
    if "rsshub" in named:
        return Gateway.RSSHUB
    if "wechat2rss" in named:
        return Gateway.WECHAT2RSS
    if "we-mp-rss" in named or "werss" in named:
        return Gateway.WE_MP_RSS
    return Gateway.WEWE_RSS if "wewe-rss" in named or _WEWE.search(urlsplit(url).path) else None


def blind_spot(gateway: Gateway, url: str) -> SourceReason | None:
    """What a feed of that gateway leaves out, None where it shows all.

    Those that read through 微信读书 see what was sent to all followers (群发) and not what was only published (发布).
    """
    if gateway in (Gateway.WECHAT2RSS, Gateway.WEWE_RSS):
        return SourceReason.BLIND_SPOT
    if gateway is not Gateway.RSSHUB:
        return None
    parts = urlsplit(url)
    path = unquote(parts.path)
    if any(route in path for route in _PARTIAL_ROUTES):
        return SourceReason.BLIND_SPOT
    found = re.search(r"/weibo/user/[^/]{1,40}/([^/]{1,500})", path)
    told = dict(parse_qsl(found[1])) if found else {}
    if told and told.get("showRetweeted", "").lower() not in ("true", "1"):
        return SourceReason.BLIND_SPOT  # any other parameter switches reposts off
    filters = {"filter", "filter_title", "filter_time", "filterout", "filterout_title"}
    return SourceReason.BLIND_SPOT if filters & {name for name, _ in parse_qsl(parts.query)} else None


def filtered(url: str) -> bool:
    """True when a feed of wewe-rss or we-mp-rss is asked for posts with certain words only."""
    names = {name for name, _ in parse_qsl(urlsplit(url).query)}
    return bool(names & {"title_include", "title_exclude", "kw"}) or "/feed/search/" in urlsplit(url).path


def wewe_feed_id(url: str) -> str:
    """The id by which wewe-rss lists the account of a feed, "" where the address has none."""
    found = _WEWE.search(urlsplit(url).path)
    return found[1] if found else ""


def wewe_synced(body: bytes, base: datetime) -> Mapping[str, datetime]:
    """When wewe-rss last asked for each feed, by its list of feeds; without those of which it does not say."""
    told = ((text(row, "id"), read_moment(row.get("syncTime"), base)) for row in _dicts(body))
    return {feed: moment.at for feed, moment in told if feed and moment}


def wechat2rss_down(body: bytes) -> bool | None:
    """True when none of the logins of Wechat2RSS is available, None when the answer does not say."""
    told = [row["available"] for row in _dicts(body) if isinstance(row.get("available"), bool)]
    return not any(told) if told else None


def alive_at(feed: Feed) -> datetime | None:
    """The newest post of all accounts of a gateway: at that time it was alive. None where no post has a time."""
    moments = [post.moment for post in feed.parsed.posts if post.moment is not None and not post.doubtful]
    return max(moments, default=None)


def _dicts(body: bytes) -> Iterator[dict[str, Any]]:
    """The rows of a list, or the one row, wrapped in `data` or not."""
    try:
        value = loaded(body)
    except NoJson:
        return
    inner = below(value, "data")
    value = value if inner is None else inner
    for row in value[:10_000] if isinstance(value, list) else [value]:
        if isinstance(row, dict):
            yield row
