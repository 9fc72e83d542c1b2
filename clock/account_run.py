"""What a night does with accounts, as its parent process sees it: which jobs there are, and what becomes of them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import groupby
from pathlib import Path

from sqlalchemy import Connection

from checks.indicators.edition import Edition
from checks.model.findings import Outcome, Status
from checks.model.posts import Incident
from checks.model.registry import Account, Registry
from clock.beside import sites_of
from clock.jobs import AccountsJob, BesideJob, Done, JudgeAccountsJob
from clock.newmedia import batches, shares_of
from results import by_hand
from results.following import Counts, follow
from results.ledger import outcomes as ledger_outcomes
from results.ledger.engine import Ledger
from results.ledger.runs import Run
from results.score import keep
from results.scoring import Score, verdict
from results.visits.handing import handed
from results.visits.keeping import SUFFIX
from results.visits.readings import read_keys, readable, views_of

SHARES = 8
"""Jobs among which the sources are divided; one that is slow holds up one of them."""
KEPT_RUNS = 4
"""Runs whose outcomes of accounts are kept; what is wrong with them is followed as issues."""


@dataclass(frozen=True, slots=True)
class AccountRow:
    """One account of a run."""

    account: Account
    statuses: Mapping[Status, int]
    verdict: Score
    counts: Counts


@dataclass
class Told:
    """What came of the accounts of a run: a row for each, how their readings ended, and which sources failed."""

    rows: list[AccountRow] = field(default_factory=list)
    states: Counter[str] = field(default_factory=Counter)
    incidents: list[Incident] = field(default_factory=list)


class Accounts:
    """The accounts of one run: `keys` None means all that are registered. `folder` holds the files of the run, `data`
    is the data folder."""

    def __init__(
        self,
        ledger: Ledger,
        run: Run,
        known: Registry,
        edition: Edition,
        folder: Path,
        data: Path,
        keys: Collection[str] | None = None,
    ) -> None:
        self._ledger, self._run, self._edition = ledger, run, edition
        self._folder, self._data = folder, data
        self._known = known
        self._by_key = {account.key: account for account in known.accounts}
        self._shares = shares_of(known, keys, SHARES)
        self.told = Told()

    def reading(self) -> Iterator[AccountsJob]:
        """The shares that this run did not read yet."""
        for number, share in self._shares.items():
            path = self._path(number)
            if not readable(path):
                # A platform that wants to be asked slowly takes longer than any site: it begins first.
                yield AccountsJob(f"accounts-{number}", 1e9 + len(share.accounts), str(self._run.id), share, path)

    def read(self, result: Done) -> None:
        """A share was read."""
        if result.read is not None:
            self.told.states.update(result.read.states)
            self.told.incidents.extend(result.read.incidents)

    def handing(self, last: Mapping[str, str], seen: Mapping[str, Path]) -> Iterator[BesideJob]:
        """The shares that were read and not handed on to yet. By the key of a site: `seen`, its visit of this run, and
        `last`, the one before in the data folder."""
        visits = {key: path for key, visit in last.items() if (path := self._data / visit).exists()} | dict(seen)
        whole = [number for number in self._shares if readable(self._path(number))]
        for number in whole:
            path = self._path(number)
            if not handed(path):
                units = frozenset(account.unit for account in self._shares[number].accounts)
                others = tuple(self._path(other) for other in whole if other != number)
                given = (path, sites_of(self._known, units, visits), others, self._run.started)
                yield BesideJob(f"beside-accounts-{number}", float(len(given[1])), *given)

    def judging(self) -> Iterator[JudgeAccountsJob]:
        """What is to be judged: the accounts that were read and not entered yet."""
        with self._ledger.connect() as connection:
            done = ledger_outcomes.accounts_of(connection, self._run.id)
        for number in self._shares:
            path = self._path(number)
            if readable(path):
                left = [key for key in read_keys(path) if key not in done and key in self._by_key]
                for piece, keys in enumerate(batches(left)):
                    yield JudgeAccountsJob(f"judge-accounts-{number}-{piece}", float(len(keys)), path, keys)

    def judged(self, job: JudgeAccountsJob, result: Done) -> None:
        """Keeps what was said of some accounts, each whole or not at all."""
        visit = job.path.relative_to(self._data).as_posix()
        by_key = {key: tuple(said) for key, said in groupby(result.outcomes, lambda one: one.subject)}
        for key in job.accounts:
            with self._ledger.begin() as connection:
                self.told.rows.append(self._enter(connection, self._by_key[key], by_key.get(key, ()), visit))

    def end(self) -> None:
        """Forgets what long past runs said of accounts."""
        with self._ledger.begin() as connection:
            ledger_outcomes.forget_accounts(connection, self._run.id - KEPT_RUNS)

    def _enter(self, connection: Connection, account: Account, said: tuple[Outcome, ...], visit: str) -> AccountRow:
        told = by_hand.answers(connection, account, self._edition, self._run.started)
        ledger_outcomes.save(connection, self._run.id, (*said, *told.outcomes))
        seen = self._seen(account, visit)
        given = (said, seen.__contains__, self._edition, visit)
        counts = follow(
            connection, self._run.id, account.key, *given, moment=self._run.started, shown=seen.__contains__
        )
        decided = by_hand.decided(connection, account.key, told)
        decided.pop("given")  # points are given to sites
        points = verdict((*said, *told.outcomes), self._edition, account, **decided)
        keep(connection, self._run.id, account.key, points)
        return AccountRow(account, Counter(one.status for one in said), points, counts)

    def _seen(self, account: Account, visit: str) -> frozenset[str]:
        """The addresses that a check which could look has looked at: the account itself, the posts in its list, and
        what its unit's sites published lately.

        A post that is no longer listed, a paper of long ago has only moved on: nobody looked at it again.
        """
        views = views_of(self._data / visit, [account.key])
        posts = (post for view in views for reading in view.read for post in reading.posts)
        papers = (paper for view in views for site in view.published or () for paper in site.papers)
        return frozenset((account.address, *(post.url for post in posts), *(paper.url for paper in papers)))

    def _path(self, number: int) -> Path:
        return self._folder / f"accounts-{number:02}{SUFFIX}"
