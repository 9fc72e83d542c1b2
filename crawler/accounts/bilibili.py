"""Bilibili, as anyone without a login may ask it: the space of an account by its mid."""

from __future__ import annotations

from urllib.parse import urlencode

from checks.facts.posts.bilibili import read_space
from checks.model.failures import Failure
from checks.model.registry import Account
from crawler.accounts.client import JSON
from crawler.accounts.interface import Interface

_API = "https://api.bilibili.com/x/polymer/web-dynamic/v1/feed/space"


def _address(account: Account) -> str:
    mid = account.platform_id
    return f"{_API}?{urlencode({'host_mid': mid, 'offset': ''})}" if mid.isascii() and mid.isdigit() else ""


BILIBILI = Interface(
    _API,
    _address,
    lambda account, got: read_space(got.body, account.platform_id, got.base),
    gap=2.0,
    headers=JSON,
    statuses={412: Failure.THROTTLED},
)
