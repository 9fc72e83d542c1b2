"""What every reader offers, and what it is given to work with."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Protocol, TypeVar
from urllib.parse import urlsplit

from checks.facts.posts.parsed import Asked
from checks.facts.posts.records import MOST_AGE
from checks.model.posts import Reading, Record
from checks.model.registry import Account
from crawler.accounts.client import Client, Got

T = TypeVar("T")
_HEAVY = 200_000  # bytes from which on an answer is read beside the event loop


@dataclass(frozen=True, slots=True)
class Means:
    """`environ` holds the tokens that the office gave (`XUNWANG_WECHAT_…`), `records` what persons noted, by the key of
    the account, and `most_age` how old that may be."""

    client: Client
    environ: Mapping[str, str] = field(default_factory=dict, repr=False)
    records: Mapping[str, Record] = field(default_factory=dict)
    most_age: timedelta = MOST_AGE


class Reader(Protocol):
    """Reads accounts of one source. `at_once` questions go to one host side by side."""

    source: str
    at_once: int

    def place(self, account: Account) -> str:
        """The host that is asked about `account`, "" where none is."""
        ...

    async def read(self, account: Account, since: datetime, now: datetime) -> Reading:
        """One reading: posts from `since` on are new, `now` is today. Whatever the source answers, it never raises."""
        ...


def asked(account: Account, source: str, since: datetime, now: datetime, host: str, got: Got | None = None) -> Asked:
    """What the reading of `account` says of the question."""
    return Asked(account.key, source, now, since, host, got.status if got else None)


def host_of(url: str) -> str:
    """Host and port of an address, "" where it has none."""
    try:
        return urlsplit(url).netloc.rpartition("@")[2].lower()
    except ValueError:
        return ""


async def read_aside(body: bytes, read: Callable[[], T]) -> T:
    """`read()`; in a thread of its own where `body` is large, so that the others need not wait."""
    return await asyncio.to_thread(read) if len(body) > _HEAVY else read()
