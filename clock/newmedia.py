"""The accounts (政务新媒体) of a night: read source by source, judged and followed account by account.

All accounts of one source and host are read by one job, because only together they tell a source that fails from an
account that is silent. Nothing is kept of a job that did not come to its end.
"""

from __future__ import annotations

import os
from collections import defaultdict
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from zlib import crc32

from checks.facts.posts.incidents import incidents
from checks.indicators.edition import Edition, Rule
from checks.indicators.words import word
from checks.model.findings import Outcome
from checks.model.posts import Incident, Reading, Record
from checks.model.registry import Account, Registry, SubjectState, Unit
from checks.runner import judge_account
from clock.rules import edition_of
from clock.settings import Settings
from crawler.accounts.client import Client
from crawler.accounts.reader import Means, host_of
from crawler.accounts.readers import Since, read_accounts
from results.ledger import posts as ledger_posts
from results.ledger import records as ledger_records
from results.ledger.engine import Ledger, open_ledger
from results.visits.readings import ReadingFile, views_of

READ = frozenset((SubjectState.NORMAL, SubjectState.CHANGED, SubjectState.CLOSED, SubjectState.CANCELLED))
"""Also what was given up is read: an account that lives on after it was cancelled is a fault of its own."""
AT_ONCE = 500
"""So many accounts are judged by one job: their outcomes pass between processes in one piece."""
SILENT = "silent-account"
TOKENS = "XUNWANG_WECHAT_"
FEW = 20
"""An account that shows fewer posts than so many is judged with those that earlier nights saw."""
EARLIER = 20
"""Posts of earlier nights that are handed on of one account, at most."""


@dataclass(frozen=True, slots=True)
class Share:
    """What one job reads: `accounts`; `beside` are the other registered accounts of their units."""

    accounts: tuple[Account, ...]
    beside: tuple[Account, ...]
    units: tuple[Unit, ...]


@dataclass(frozen=True, slots=True)
class Read:
    """What came of reading a share: how many accounts by state, and the sources that failed."""

    states: dict[str, int]
    incidents: tuple[Incident, ...] = ()


def shares_of(known: Registry, keys: Collection[str] | None, count: int) -> dict[int, Share]:
    """The accounts that are due in at most `count` shares, by number, those of one source and host together. `keys`
    None: all. An account keeps its share from call to call."""
    due = [one for one in known.accounts if one.state in READ and (keys is None or one.key in keys)]
    groups: dict[int, list[Account]] = defaultdict(list)
    for account in due:
        groups[crc32(_place(account).encode()) % max(count, 1)].append(account)
    by_unit: dict[str, list[Account]] = defaultdict(list)
    for account in known.accounts:
        by_unit[account.unit].append(account)
    units = {unit.name: unit for unit in known.units}
    shares: dict[int, Share] = {}
    for number in sorted(groups):
        own = {account.key for account in groups[number]}
        names = {account.unit for account in groups[number]}
        beside = tuple(one for name in sorted(names) for one in by_unit[name] if one.key not in own)
        told = tuple(units[name] for name in sorted(names) if name in units)
        shares[number] = Share(tuple(groups[number]), beside, told)
    return shares


def _place(account: Account) -> str:
    """What fails as one: the source, and the host that the office named for it."""
    return f"{account.source}|{host_of(account.source_url)}"


async def read_share(share: Share, path: Path, run: str, settings: Settings, tell: Callable[[Any], None]) -> Read:
    """Reads the accounts of a share into the file `path`. Raises StorageError when the disk refuses, LedgerError."""
    with open_ledger(settings.ledger_url) as ledger:
        return await _read_share(share, path, run, settings, tell, ledger)


async def _read_share(
    share: Share, path: Path, run: str, settings: Settings, tell: Callable[[Any], None], ledger: Ledger
) -> Read:
    began = datetime.now(UTC)
    edition = edition_of(settings)
    readings: list[Reading] = []
    with ledger.connect() as connection:
        kept = ledger_records.newest(connection, [one.key for one in share.accounts])
    noted = {key: one.record for key, one in kept.items()}

    def keep(account: Account, reading: Reading) -> None:
        readings.append(reading)
        tell(account)

    await read_all(settings, share.accounts, noted, lambda one: began - window(one, edition), began, keep)
    found, covered = incidents(readings)
    states: dict[str, int] = {}
    file = ReadingFile(path, began, run, (*share.accounts, *share.beside), share.units)
    whole = False
    try:
        for reading in covered:
            states[reading.state.value] = states.get(reading.state.value, 0) + 1
            file.keep(reading)
        _keep_earlier(file, covered, ledger, began, edition)
        file.close()
        whole = True
    finally:
        if not whole:
            file.abort()
    return Read(states, found)


def _keep_earlier(
    file: ReadingFile, readings: Sequence[Reading], ledger: Ledger, now: datetime, edition: Edition
) -> None:
    """What earlier nights saw of the accounts that show little now."""
    few = [reading.account for reading in readings if len(reading.posts) < FEW]
    since = now - timedelta(days=max(int(rule.param("earlier_days")) for rule in _earlier_rules(edition)))
    for some in batches(few):
        with ledger.connect() as connection:
            file.keep_earlier(ledger_posts.posts_of(connection, some, since, now, EARLIER))


def _earlier_rules(edition: Edition) -> Iterator[Rule]:
    return (edition.rules[name] for name in ("few-originals", "idle-accounts"))


async def read_all(
    settings: Settings,
    accounts: Sequence[Account],
    records: Mapping[str, Record],
    since: Since,
    now: datetime,
    keep: Callable[[Account, Reading], None],
) -> None:
    """Reads `accounts` with what this installation has: its manners, its network, its tokens; `records` of persons."""
    tokens = {name: value for name, value in os.environ.items() if name.startswith(TOKENS)}
    # Gateways mostly stand in the office's own network: the registry spells out where.
    hosts = {host for account in accounts if (host := host_of(account.source_url))}
    given, hurry = (settings.manners, settings.network, lambda: datetime.now(UTC)), settings.accounts.hurry
    async with Client(*given, registered=hosts, hurry=hurry) as client:
        most_age = timedelta(days=edition_of(settings).rules[SILENT].param("record_days"))
        await read_accounts(accounts, Means(client, tokens, records, most_age), since, now, keep)


def window(account: Account, edition: Edition) -> timedelta:
    """How far back the posts of an account are asked for: as long as it may be silent."""
    rule = edition.rules[SILENT]
    return timedelta(days=max(int(rule.param("days")), account.days or 0))


def judge_share(path: Path, keys: Sequence[str], settings: Settings) -> tuple[Outcome, ...]:
    """Every check on the accounts `keys` of the file `path`. Raises VisitDamaged, StorageError."""
    edition = edition_of(settings)
    return tuple(outcome for view in views_of(path, keys) for outcome in judge_account(view, edition))


def batches(keys: Sequence[str]) -> Iterator[tuple[str, ...]]:
    """`keys` in pieces that one job judges."""
    for start in range(0, len(keys), AT_ONCE):
        yield tuple(keys[start : start + AT_ONCE])


def says_incident(one: Incident) -> str:
    """What an incident was, in Chinese."""
    reasons = "、".join(f"{_any_word(reason)} {count}" for reason, count in one.reasons)
    failed = f"有 {len(one.accounts)}/{one.of} 个账号读取失败：{reasons}"
    frozen = f"{one.of} 个账号同时没有任何新内容"
    return f"{one.source}（{one.host}）{failed if reasons else frozen}；这是来源的问题，本次不对这些账号作判断"


def _any_word(value: str) -> str:
    lists = ("source-reason", "account-reason", "failure")
    return next((said for name in lists if (said := word(name, value)) != value), value)
