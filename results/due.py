"""Which accounts are over or near the day by which they owe something new, as the last readings show (XM-08, XM-09).

The limit is the strictest of the veto of the official text, the rhythm of the place, and the account's own promise. An
account is over only as far as its silence was seen; one that could not be looked at is told apart and is never called
silent. The silence and its parameters are those of silent-account; how near is near is `days` less `warn_days` unless
said otherwise.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum
from pathlib import Path
from types import MappingProxyType

from sqlalchemy import Connection

from checks.indicators.edition import Edition, Rule
from checks.indicators.words import reason_of, why_unread, word
from checks.model.posts import Post, Reading, ReadingState, SourceReason
from checks.model.registry import Account, SubjectState
from checks.model.silence import Silence, empty, rhythm, silence
from results.errors import VisitDamaged
from results.ledger import registry, runs
from results.visits.read_accounts import readings_and_earlier
from results.visits.readings import read_keys

CHECK = "silent-account"


class DueState(StrEnum):
    OVER = "over"  # 已超期
    NEAR = "near"  # 将超期
    UNSEEN = "unseen"  # 无法核查


@dataclass(frozen=True, slots=True)
class Due:
    """One account. `newest` is its last post, `days` the whole days from there to `until`, where the silence was last
    seen; all None for one that could not be looked at, whose `reason` is Chinese.

    `limit` in days is `limit_of` (a value of the words `limit`); `left` and `veto_left` are the days left of it and of
    the veto, negative when over; `until` and `by`, the moment by which it owes something new, are aware.
    """

    account: Account
    state: DueState
    limit: int
    limit_of: str
    newest: Post | None = None
    days: int | None = None
    left: int | None = None
    veto_left: int | None = None
    until: datetime | None = None
    by: datetime | None = None
    reason: str = ""


def due_now(
    connection: Connection, folder: Path, edition: Edition, now: datetime, near: int | None = None
) -> list[Due]:
    """The accounts of the registry in use that are over or near, by unit, then those that could not be looked at.

    `folder` is what relative names of files stand in; `near` are days before the limit.
    """
    rule = edition.rules[CHECK]
    accounts = [one for one in registry.load(connection).accounts if one.state is SubjectState.NORMAL]
    fresh = timedelta(days=int(rule.param("fresh_days")))
    readings, earlier = _lately(connection, folder, now - fresh) if accounts else ({}, {})
    return due(accounts, readings, rule, now, near, earlier)


def due(
    accounts: Iterable[Account],
    readings: Mapping[str, Reading],
    rule: Rule,
    now: datetime,
    near: int | None = None,
    earlier: Mapping[str, Post] = MappingProxyType({}),
) -> list[Due]:
    """As `due_now`, by the last reading of each account and by the newest post that `earlier` nights saw and it does
    not show. Accounts that are in time are left out."""
    before = int(rule.param("days")) - int(rule.param("warn_days")) if near is None else near
    rows = (_due(one, readings.get(one.key), rule, now, before, earlier.get(one.key)) for one in accounts)
    return sorted((row for row in rows if row is not None), key=_order)


def days_left(left: int | None) -> str:
    """How many days are left, in Chinese and without a minus, which a spreadsheet would take for a formula."""
    if not left:
        return "" if left is None else "已到期"
    return f"还剩 {left} 天" if left > 0 else f"超期 {-left} 天"


def _order(row: Due) -> tuple[object, ...]:
    """By unit, the worst first; apart from them all, what could not be looked at."""
    unseen, near = row.state is DueState.UNSEEN, row.state is DueState.NEAR
    return (unseen, row.account.unit, near, row.left or 0, row.account.name, row.account.key)


def _due(
    account: Account, reading: Reading | None, rule: Rule, now: datetime, near: int, earlier: Post | None
) -> Due | None:
    veto, local = int(rule.param("days")), int(rule.param("rhythm_days"))
    limit = min(rhythm(account, local), veto)
    of = "veto" if limit == veto else "local" if limit == local else "own"
    found = silence((reading,), now, (earlier,) if earlier else ()) if reading else None
    if found is None or (not found.proven and found.length >= timedelta(days=limit - near)):
        return Due(account, DueState.UNSEEN, limit, of, reason=_why(reading, found, rule))
    if found.length < timedelta(days=limit - near):
        return None
    days = found.length.days
    return Due(
        account,
        DueState.OVER if found.length >= timedelta(days=limit) else DueState.NEAR,
        limit,
        of,
        newest=found.newest,
        days=days,
        left=limit - days,
        veto_left=veto - days,
        until=found.until,
        by=found.since + timedelta(days=limit),
    )


def _why(reading: Reading | None, found: Silence | None, rule: Rule) -> str:
    """Why nothing can be said of it, in Chinese."""
    if reading is None:
        return f"最近 {rule.param('fresh_days')} 天没有读取记录"
    if not reading.judgeable:
        odd = f"{word('reading', reading.state)}：" if reading.state is ReadingState.ABNORMAL else ""
        return odd + why_unread(reading)
    if empty((reading,)):
        return word("due-reason", "never")
    return reason_of(reading.doubt or (None if found else SourceReason.NO_TIME))


def _lately(connection: Connection, folder: Path, since: datetime) -> tuple[dict[str, Reading], dict[str, Post]]:
    """The last reading of each account, where it is not older than `since`, with no more than its newest post; and the
    newest post of it that only earlier nights saw.

    Only the last one counts: of an account that could not be read tonight, yesterday's silence may be over.
    """
    found: dict[str, Reading] = {}
    gone: dict[str, Post] = {}
    for name in runs.account_files(connection, since - timedelta(days=1)):
        for reading, earlier in _further(folder / name, found):
            if reading.asked_at >= since:
                found[reading.account] = _slim(reading)
                if earlier:
                    gone[reading.account] = earlier[0]
    return found, gone


def _further(path: Path, found: Mapping[str, Reading]) -> Iterator[tuple[Reading, tuple[Post, ...]]]:
    """The readings of a file but of accounts in `found`; none of a file that is gone, what can be read of a damaged
    one."""
    try:
        if path.exists():
            yield from readings_and_earlier(path, [key for key in read_keys(path) if key not in found])
    except VisitDamaged:
        return


def _slim(reading: Reading) -> Reading:
    newest = reading.newest_seen
    if newest is None:
        return replace(reading, posts=reading.posts[:1], profile=None)
    return replace(reading, posts=(Post("", moment=newest.moment, day_only=newest.day_only),), profile=None)
