"""Cases of account checks: an account, what its source answered as a file, and the real reader between them.

A case names the `answers` of the source: the first whose `at` stands in the address that is asked for. `body`, or the
content of `file`, is read by the reader of `account.source` at the moment of the case, with `tokens` in its environment
and `record` for what a person noted. A reading that no single answer makes stands in `readings` as it is; `earlier` are
posts of nights before. `reason` is a part of what the outcome says of what could not be looked at. `links` are answers
of addresses that posts link to, after two looks where the case does not say. `sites` are those of the unit with the
papers they published, where these were handed on; `beside` what was read of siblings, each by its key as `account`.
Personal numbers are looked for and masked as in a night.
"""

from __future__ import annotations

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

import msgspec

from checks.facts.personal_posts import scanner
from checks.indicators import edition
from checks.model.captures import Failure, LinkProbe
from checks.model.posts import AccountReason, Post, Profile, Reading, ReadingState, Reason, Record, SourceReason
from checks.model.published import SitePapers
from checks.model.registry import Account, Level, SubjectState, Unit
from checks.model.views import GatheredAccount
from clock.newmedia import window
from crawler.accounts.client import Client, Question
from crawler.accounts.reader import Means
from crawler.accounts.readers import read_accounts
from crawler.answer import Answer
from crawler.target import Manners, Network
from crawler.walls import wall_marks

KEYS = frozenset(
    {
        *("name", "today", "account", "siblings", "answers", "tokens", "record", "readings", "earlier"),
        *("links", "sites", "beside", "params", "outcome", "reason", "expect"),
    }
)
Table = Mapping[str, Any]


def gathered_account(folder: Path, case: Table) -> GatheredAccount:
    """The view of a case. An account without `answers`, `record` and `readings` was never asked."""
    account, moment = account_of(case["account"]), case["today"]
    read = [_reading(account, entry, moment) for entry in case.get("readings", ())]
    if "answers" in case or "record" in case:
        read.append(asyncio.run(_read(folder, case, account, moment)))
    siblings = tuple(
        sorted(
            (account_of({"unit": account.unit, **entry}) for entry in case.get("siblings", ())), key=lambda one: one.key
        )
    )
    kept = tuple(map(scanner(b"a salt of cases"), read))
    asked = [{"subject": one["url"], "asked_at": moment, "rounds": 2, **one} for one in case.get("links", ())]
    answers = tuple(msgspec.convert(one, LinkProbe) for one in asked) if "links" in case else None
    shown = {post.key for reading in read for post in reading.posts}
    earlier = tuple(post for one in case.get("earlier", ()) if (post := msgspec.convert(one, Post)).key not in shown)
    beside = tuple(_reading(account, entry, moment) for entry in case.get("beside", ()))
    published = tuple(msgspec.convert(entry, SitePapers) for entry in case["sites"]) if "sites" in case else None
    unit = Unit(account.unit, account.parent_unit)
    return GatheredAccount(account, moment, unit, kept, siblings, answers, earlier, beside, published)


def account_of(entry: Table) -> Account:
    kinds = {"level": Level, "state": SubjectState}
    return Account(**{key: kinds[key](value) if key in kinds else value for key, value in entry.items()})


@dataclass(frozen=True, slots=True)
class _Told:
    """One answer of a source: `at` is a part of its address."""

    at: str = ""
    file: str = ""
    body: str = ""
    status: int = 200
    content_type: str = ""
    location: str = ""
    failure: str = ""


class _Recorded(Client):
    """Asks nobody: answers are those of the case."""

    def __init__(self, folder: Path, told: Sequence[_Told], moment: datetime) -> None:
        super().__init__(Manners(), Network(), lambda: moment, hurry=0.0)
        self._folder, self._told, self._moment = folder, told, moment

    async def _fetch(self, question: Question) -> Answer:
        url = question.ask.url
        one = next((told for told in self._told if told.at in url), _Told(status=404))
        if one.failure:
            return Answer(url, self._moment, url, failure=Failure(one.failure))
        body = (self._folder / one.file).read_bytes() if one.file else one.body.encode()
        headers = (("Location", one.location),) if one.location else ()
        marks = wall_marks(one.status, body)
        return Answer(url, self._moment, url, one.status, None, headers, body, one.content_type, marks=marks)


async def _read(folder: Path, case: Table, account: Account, moment: datetime) -> Reading:
    """What the reader of the account's source makes of the answers."""
    told = [msgspec.convert(entry, _Told, strict=True) for entry in case.get("answers", ())]
    for entry in case.get("answers", ()):
        assert set(entry) <= set(_Told.__slots__), "a key of an answer that nobody reads"
    records = {account.key: msgspec.convert(case["record"], Record)} if "record" in case else {}
    means = Means(_Recorded(folder, told, moment), case.get("tokens", {}), records)
    since, read = moment - window(account, edition.load()), []
    await read_accounts([account], means, lambda one: since, moment, lambda one, reading: read.append(reading))
    return read[0]


def _reading(account: Account, entry: Table, moment: datetime) -> Reading:
    """A reading that a case writes out."""
    posts = tuple(msgspec.convert(post, Post) for post in entry.get("posts", ()))
    told = {"account": account.key, "source": account.source, "asked_at": moment, **entry, "posts": posts}
    told["state"] = ReadingState(told["state"])
    if "profile" in told:
        told["profile"] = msgspec.convert(told["profile"], Profile)
    for name in ("reason", "first_reason", "doubt"):
        if name in told:
            told[name] = _reason(told[name])
    return Reading(**told)


def _reason(value: str) -> Reason:
    kinds: tuple[type[Failure | AccountReason | SourceReason], ...] = (SourceReason, AccountReason, Failure)
    return next(kind(value) for kind in kinds if value in set(kind))
