"""One article of a WeChat public account: an address that the registry names, as everyone can open it."""

from __future__ import annotations

from checks.facts.posts.wechat_article import read_article
from crawler.accounts.client import FEED_BYTES
from crawler.accounts.interface import Interface

WECHAT_ARTICLE = Interface(
    "",
    lambda account: "",
    lambda account, got: read_article(got.body, got.url, got.base, got.content_type),
    gap=3.0,
    limit=FEED_BYTES,
)
