"""The App Store, which everyone may ask about an application: by its number or its bundle id, in the Chinese store."""

from __future__ import annotations

from urllib.parse import urlencode

from checks.facts.posts.appstore import read_lookup
from checks.model.registry import Account
from crawler.accounts.client import JSON
from crawler.accounts.interface import Interface

_API = "https://itunes.apple.com/lookup"


def _address(account: Account) -> str:
    identity = account.platform_id.removeprefix("id")
    named = {"id" if identity.isdigit() else "bundleId": identity, "country": "cn"}
    return f"{_API}?{urlencode(named)}" if identity else ""


APPSTORE = Interface(_API, _address, lambda account, got: read_lookup(got.body, got.base), gap=3.0, headers=JSON)
