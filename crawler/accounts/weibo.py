"""Weibo, as anyone without a login may ask it: since 2025 it answers few of them, and then nothing is said.

The first cards of an account by its uid.
"""

from __future__ import annotations

from urllib.parse import urlencode

from checks.facts.posts.weibo import STATUSES, read_cards
from checks.model.registry import Account
from crawler.accounts.client import JSON
from crawler.accounts.interface import Interface

_API = "https://m.weibo.cn/api/container/getIndex"
_HEADERS = (*JSON, ("X-Requested-With", "XMLHttpRequest"), ("MWeibo-Pwa", "1"))


def _address(account: Account) -> str:
    uid = account.platform_id
    if not (uid.isascii() and uid.isdigit()):
        return ""
    return f"{_API}?{urlencode({'type': 'uid', 'value': uid, 'containerid': f'107603{uid}'})}"


WEIBO = Interface(
    _API,
    _address,
    lambda account, got: read_cards(got.body, account.platform_id, got.base),
    gap=2.0,
    headers=_HEADERS,
    statuses=STATUSES,
)
