"""Toutiao, the list of a profile by its token: asked without a signature it mostly answers `null`, and then nothing is
said."""

from __future__ import annotations

from urllib.parse import urlencode

from checks.facts.posts.toutiao import read_profile_feed
from checks.model.registry import Account
from crawler.accounts.client import JSON
from crawler.accounts.interface import Interface

_API = "https://www.toutiao.com/api/pc/list/feed"


def _address(account: Account) -> str:
    told = {"category": "profile_all", "token": account.platform_id, "max_behot_time": 0}
    return f"{_API}?{urlencode({**told, 'aid': 24, 'app_name': 'toutiao_web'})}" if account.platform_id else ""


TOUTIAO = Interface(_API, _address, lambda account, got: read_profile_feed(got.body, got.base), gap=2.0, headers=JSON)
