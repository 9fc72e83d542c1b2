"""The accounts (政务新媒体) of a night: read source by source, judged and followed account by account.

All accounts of one source and host are read by one job, because only together they tell a source that fails from an
account that is silent. Nothing is kept of a job that did not come to its end.
"""

from __future__ import annotations

import os
from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import chain
from pathlib import Path
from typing import Any
from zlib import compress, crc32, decompress

import msgspec

from checks.facts.personal_posts import scanner
from checks.facts.post_links import new_links
from checks.facts.posts.incidents import Health, Watch, covered
from checks.indicators.edition import Edition, Rule
from checks.model.findings import Outcome
from checks.model.posts import Reading, Record
from checks.model.registry import Account, Registry, SubjectState, Unit
from checks.model.silence import rhythm
from checks.runner import judge_account
from clock.rules import edition_of
from clock.secret import salt_of
from clock.settings import Settings
from crawler.accounts.client import Client
from crawler.accounts.reader import Means, host_of
from crawler.accounts.readers import Since, read_accounts
from results.ledger import posts as ledger_posts
from results.ledger import records as ledger_records
from results.ledger.engine import Ledger, open_ledger
from results.visits.reading_views import views_of
from results.visits.readings import ReadingFile

READ = frozenset((SubjectState.NORMAL, SubjectState.CHANGED, SubjectState.CLOSED, SubjectState.CANCELLED))
"""Also what was given up is read: an account that lives on after it was cancelled is a fault of its own."""
AT_ONCE = 500
"""So many accounts are judged by one job: their outcomes pass between processes in one piece."""
VIEWED = 50
"""So many accounts are held with their posts at one time."""
SILENT = "silent-account"
POST_LINKS = "dead-post-links"
TOKENS = "XUNWANG_WECHAT_"
FEW = 20
"""An account that shows fewer posts than so many, or none of late, is judged with those that earlier nights saw."""
EARLIER = 20
"""Posts of earlier nights that are handed on of one account, at most."""


@dataclass(frozen=True, slots=True)
class Share:
    """What one job reads: `accounts`; `packed` are the other registered accounts of their units, of which a worker
    only makes a note: there are several times as many, and it holds none of them.

    `witnesses` are read with them and not judged: where few accounts of a source are due, those few cannot show whether
    the source itself fails.
    """

    accounts: tuple[Account, ...]
    packed: bytes
    units: tuple[Unit, ...]
    witnesses: tuple[Account, ...] = ()

    @property
    def read(self) -> tuple[Account, ...]:
        """All that are read."""
        return (*self.accounts, *self.witnesses)

    def beside(self) -> Iterator[Account]:
        """The other accounts of the units, one by one."""
        for line in decompress(self.packed).split(b"\n") if self.packed else ():
            yield msgspec.json.decode(line, type=Account)


def packed(accounts: Iterable[Account]) -> bytes:
    """Accounts as a share carries them beside its own."""
    lines = [msgspec.json.encode(account) for account in accounts]
    return compress(b"\n".join(lines), 1) if lines else b""


def shares_of(known: Registry, keys: Collection[str] | None, count: int) -> dict[int, Share]:
    """The accounts that are due in at most `count` shares, by number, those of one source and host together. `keys`
    None: all. An account keeps its share from call to call."""
    groups: dict[int, list[Account]] = defaultdict(list)
    others: dict[str, list[Account]] = defaultdict(list)
    for account in known.accounts:
        if account.state in READ and (keys is None or account.key in keys):
            groups[crc32(_place(account).encode()) % max(count, 1)].append(account)
        elif account.state in READ:
            others[_place(account)].append(account)
    by_unit: dict[str, list[Account]] = defaultdict(list)
    for account in known.accounts:
        by_unit[account.unit].append(account)
    units = {unit.name: unit for unit in known.units}
    return {number: _share(groups[number], others, by_unit, units) for number in sorted(groups)}


def _share(
    due: Sequence[Account],
    others: Mapping[str, Sequence[Account]],
    by_unit: Mapping[str, Sequence[Account]],
    units: Mapping[str, Unit],
) -> Share:
    witnesses = tuple(_witnesses(due, others))
    own = {account.key for account in (*due, *witnesses)}
    names = sorted({account.unit for account in (*due, *witnesses)})
    beside = packed(one for name in names for one in by_unit[name] if one.key not in own)
    return Share(tuple(due), beside, tuple(units[name] for name in names if name in units), witnesses)


def _witnesses(due: Sequence[Account], others: Mapping[str, Sequence[Account]]) -> Iterator[Account]:
    """Other accounts of each place, the same ones each time, until there are enough to tell that a source fails."""
    for place, asked in Counter(map(_place, due)).items():
        ranked = sorted(others.get(place, ()), key=lambda one: crc32(one.key.encode()))
        yield from ranked[: max(Health().frozen - asked, 0)]


def _place(account: Account) -> str:
    """What fails as one: the source, and the host that the office named for it."""
    return f"{account.source}|{host_of(account.source_url)}"


async def read_share(share: Share, path: Path, run: str, settings: Settings, tell: Callable[[Any], None]) -> None:
    """Reads the accounts of a share into the file `path`, without the personal numbers that posts show. Raises
    StorageError when the disk refuses, LedgerError, PersonError where the secret of this installation cannot be read.
    """
    with open_ledger(settings.ledger_url) as ledger:
        await _read_share(share, path, run, settings, tell, ledger)


async def _read_share(
    share: Share, path: Path, run: str, settings: Settings, tell: Callable[[Any], None], ledger: Ledger
) -> None:
    began = datetime.now(UTC)
    edition = edition_of(settings)
    rule, due = edition.rules.get(POST_LINKS), {account.key for account in share.accounts}
    with ledger.connect() as connection:
        kept = ledger_records.newest(connection, [one.key for one in share.read])
    noted = {key: one.record for key, one in kept.items()}
    watch, few = Watch(), list[str]()
    file = ReadingFile(path, began, run, chain(share.read, share.beside()), share.units)
    whole = False

    def keep(account: Account, reading: Reading) -> None:
        # Kept at once: the posts of a share of accounts would not fit into memory.
        watch.see(reading)
        file.keep(reading)
        # Of a witness too: its silence is told, though not judged.
        if len(reading.posts) < FEW or _quiet(account, reading, began, edition):
            few.append(account.key)
        if rule is not None and rule.judged.by_check and account.key in due:
            file.link(url for _, url in new_links(reading, rule.param("apart")))
        tell(account)

    try:
        clean = scanner(salt_of(settings.folder))
        await read_all(settings, share.read, noted, lambda one: began - window(one, edition), began, keep, clean)
        for incident in watch.found():
            file.correct(watch.asked(incident), covered)
        _keep_earlier(file, few, ledger, began, edition)
        file.close()
        whole = True
    finally:
        if not whole:
            file.abort()


def _quiet(account: Account, reading: Reading, now: datetime, edition: Edition) -> bool:
    """Is the newest post so old that something may be said of silence? Then a post that is gone by now counts."""
    rule, newest = edition.rules[SILENT], reading.newest_seen
    days = min(rhythm(account, rule.param("rhythm_days")), rule.param("warn_days"))
    return newest is None or newest.latest is None or newest.latest < now - timedelta(days=days)


def _keep_earlier(file: ReadingFile, few: Sequence[str], ledger: Ledger, now: datetime, edition: Edition) -> None:
    """What earlier nights saw of the accounts that show few posts now, or none of late."""
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
    clean: Callable[[Reading], Reading] | None = None,
) -> None:
    """Reads `accounts` with what this installation has: its manners, its network, its tokens; `records` of persons.
    `clean` is what is done to each reading, in a thread, before it is handed over."""
    tokens = {name: value for name, value in os.environ.items() if name.startswith(TOKENS)}
    # Gateways mostly stand in the office's own network: the registry spells out where.
    hosts = {host for account in accounts if (host := host_of(account.source_url))}
    given, hurry = (settings.manners, settings.network, lambda: datetime.now(UTC)), settings.accounts.hurry
    async with Client(*given, registered=hosts, hurry=hurry) as client:
        most_age = timedelta(days=edition_of(settings).rules[SILENT].param("record_days"))
        await read_accounts(accounts, Means(client, tokens, records, most_age), since, now, keep, clean)


def window(account: Account, edition: Edition) -> timedelta:
    """How far back the posts of an account are asked for: as long as it may be silent."""
    rule = edition.rules[SILENT]
    return timedelta(days=max(int(rule.param("days")), account.days or 0))


def judge_share(path: Path, keys: Sequence[str], settings: Settings) -> tuple[Outcome, ...]:
    """Every check on the accounts `keys` of the file `path`. Raises VisitDamaged, StorageError."""
    edition = edition_of(settings)
    views = (view for some in batches(keys, VIEWED) for view in views_of(path, some))
    return tuple(outcome for view in views for outcome in judge_account(view, edition))


def batches(keys: Sequence[str], many: int = AT_ONCE) -> Iterator[tuple[str, ...]]:
    """`keys` in pieces: of those that one job judges, where `many` does not say otherwise."""
    for start in range(0, len(keys), many):
        yield tuple(keys[start : start + many])
