"""学习强国: the list of a channel, by its id or by its address, which everyone may read."""

from __future__ import annotations

from urllib.parse import quote

from checks.facts.posts.xuexi import read_channel
from checks.model.registry import Account
from crawler.accounts.client import FEED_BYTES, JSON
from crawler.accounts.interface import Interface

_LISTS = "https://www.xuexi.cn/lgdata/"


def _address(account: Account) -> str:
    return f"{_LISTS}{quote(account.platform_id, safe='')}.json" if account.platform_id else ""


XUEXI = Interface(
    _LISTS,
    _address,
    lambda account, got: read_channel(got.body, got.base),
    gap=1.0,
    headers=JSON,
    limit=FEED_BYTES,
    at_once=2,
)
