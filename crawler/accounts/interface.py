"""Sources that say all in one answer: where it is asked, and how it is read, is all that tells them apart."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime

from checks.facts.posts.parsed import Parsed, conclude, unread
from checks.model.posts import Reading, Reason, SourceReason
from checks.model.registry import Account
from crawler.accounts.client import ANSWER_BYTES, Got, Question
from crawler.accounts.reader import Means, asked, host_of, read_aside
from crawler.asking import Ask


@dataclass(frozen=True, slots=True)
class Interface:
    """`door` is the address that is asked where the registry names none (a relay of the office's own), "" for none.

    `address` makes it for an account, "" where the account lacks what it takes; `parse` reads the answer. `gap` are the
    seconds between two questions, `limit` the largest answer, `statuses` what a status other than 200 means there.
    """

    door: str
    address: Callable[[Account], str]
    parse: Callable[[Account, Got], Parsed]
    gap: float
    headers: tuple[tuple[str, str], ...] = ()
    limit: int = ANSWER_BYTES
    statuses: Mapping[int, Reason] | None = None
    at_once: int = 1

    def __call__(self, source: str, means: Means) -> InterfaceReader:
        return InterfaceReader(source, means, self)


class InterfaceReader:
    """Reads accounts by one question each."""

    def __init__(self, source: str, means: Means, interface: Interface) -> None:
        self.source, self.at_once = source, interface.at_once
        self._means, self._interface = means, interface

    def place(self, account: Account) -> str:
        return host_of(account.source_url or self._interface.door)

    async def read(self, account: Account, since: datetime, now: datetime) -> Reading:
        one, host = self._interface, self.place(account)
        url = account.source_url or one.address(account)
        if not url or not host:
            return unread(asked(account, self.source, since, now, host), SourceReason.CONFIGURATION)
        question = Question(Ask(url, headers=one.headers), one.gap, one.limit, statuses=one.statuses)
        got = await self._means.client.get(question)
        about = asked(account, self.source, since, now, host, got)
        if got.reason is not None:
            return unread(about, got.reason)
        return conclude(about, await read_aside(got.body, lambda: one.parse(account, got)))
