"""What a night does with accounts, as its parent process sees it: which jobs there are, and what becomes of them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import cached_property
from itertools import groupby
from pathlib import Path

from sqlalchemy import Connection

from checks.facts.post_texts import addresses
from checks.indicators.edition import Edition
from checks.model.captures import LinkProbe
from checks.model.findings import Outcome, Status
from checks.model.posts import Incident
from checks.model.registry import Account, Registry
from clock.beside import sites_of
from clock.jobs import AccountsJob, BesideJob, Done, JudgeAccountsJob
from clock.newmedia import batches, shares_of
from clock.posts import keep_posts, oldest_month, prune_posts
from clock.settings import AccountSettings
from results import by_hand
from results.following import Counts, follow
from results.ledger import incidents, runs
from results.ledger import outcomes as ledger_outcomes
from results.ledger.engine import Ledger
from results.ledger.runs import Run
from results.precision import doubted
from results.score import Look, VetoState, keep
from results.scoring import Score, verdict
from results.verdicts import keep_account
from results.visits.handing import handed
from results.visits.keeping import SUFFIX
from results.visits.posted import lay_beside, posted_links
from results.visits.read_accounts import incidents_in, states_in
from results.visits.reading_views import views_of
from results.visits.readings import read_keys, readable

SHARES = 8
"""Jobs among which the sources are divided; one that is slow holds up one of them."""
TOGETHER = 50
"""So many accounts enter the ledger in one transaction: others wait for it a fifth of a second."""
KEEP_DAYS = AccountSettings().keep_days
KEPT_RUNS = 4
"""Runs whose outcomes of accounts are all kept; of those before them what stood at the end of each month."""


@dataclass(frozen=True, slots=True)
class Vetoed:
    """An account with a veto that is confirmed or may be: the titles of the clauses."""

    account: Account
    titles: tuple[str, ...]


@dataclass
class Told:
    """What came of the accounts of a run, counted: a province has too many to hold a row for each.

    How many were judged, what checks said of them, what became of their issues, how their readings ended, which sources
    failed, and which accounts may have a veto.
    """

    accounts: int = 0
    statuses: Counter[Status] = field(default_factory=Counter)
    issues: Counter[str] = field(default_factory=Counter)
    states: Counter[str] = field(default_factory=Counter)
    incidents: list[Incident] = field(default_factory=list)
    vetoed: list[Vetoed] = field(default_factory=list)

    def count(self, account: Account, said: Iterable[Outcome], points: Score, counts: Counts) -> None:
        """Takes in one account."""
        self.accounts += 1
        self.statuses.update(one.status for one in said)
        self.issues.update({name: getattr(counts, name) for name in Counts.__slots__})
        reached = (VetoState.CONFIRMED, VetoState.CANDIDATE)
        titles = tuple(dict.fromkeys(line.title for line in points.vetoes if line.state in reached))
        if titles:
            self.vetoed.append(Vetoed(account, titles))


class Accounts:
    """The accounts of one run: `keys` None means all that are registered. `folder` holds the files of the run, `data`
    is the data folder; what checks that have `fallen` say is suspected only."""

    def __init__(
        self,
        ledger: Ledger,
        run: Run,
        known: Registry,
        edition: Edition,
        folder: Path,
        data: Path,
        keys: Collection[str] | None = None,
        keep_days: int = KEEP_DAYS,
        fallen: frozenset[str] = frozenset(),
    ) -> None:
        self._ledger, self._run, self._edition, self._fallen = ledger, run, edition, fallen
        self._folder, self._data = folder, data
        self._known = known
        self._by_key = {account.key: account for account in known.accounts}
        self._shares = shares_of(known, keys, SHARES)
        self._keep_days = keep_days
        self.told = Told()

    def reading(self) -> Iterator[AccountsJob]:
        """The shares that this run did not read yet."""
        for number, share in self._shares.items():
            path = self._path(number)
            if not readable(path):
                # A platform that wants to be asked slowly takes longer than any site: it begins first.
                yield AccountsJob(f"accounts-{number}", 1e9 + len(share.read), str(self._run.id), share, path)

    def linking(self) -> tuple[Path, ...]:
        """The files of readings whose posts link somewhere."""
        return tuple(path for path in self._files().values() if posted_links(path))

    def handing(self, last: Mapping[str, str], seen: Mapping[str, Path]) -> Iterator[BesideJob]:
        """The shares that were read and not handed on to yet. By the key of a site: `seen`, its visit of this run, and
        `last`, the one before in the data folder."""
        visits = {key: path for key, visit in last.items() if (path := self._data / visit).exists()} | dict(seen)
        files = self._files()
        for number, path in files.items():
            if not handed(path):
                units = frozenset(account.unit for account in self._shares[number].accounts)
                others = tuple(other for other in files.values() if other != path)
                given = (path, sites_of(self._known, units, visits), others, self._run.started)
                yield BesideJob(f"beside-accounts-{number}", float(len(given[1])), *given)

    def judging(self, answers: Callable[[Path], Iterable[LinkProbe]] | None = None) -> Iterator[JudgeAccountsJob]:
        """What is to be judged: the accounts that were read and not entered yet. How their readings ended, and which
        sources failed, is entered first. `answers` gives what the links of the posts in a file of readings answered,
        where somebody asked."""
        files = self._files()
        self._tell(files)
        with self._ledger.connect() as connection:
            done = ledger_outcomes.accounts_of(connection, self._run.id)
        oldest = oldest_month(self._run.started, self._keep_days)
        for number, path in files.items():
            keep_posts(self._ledger, self._run.id, path, oldest)
            if answers is not None:
                lay_beside(path, answers(path))
            due = {account.key for account in self._shares[number].accounts}
            left = [key for key in read_keys(path) if key in due and key not in done]
            for piece, keys in enumerate(batches(left)):
                yield JudgeAccountsJob(f"judge-accounts-{number}-{piece}", float(len(keys)), path, keys)

    def _files(self) -> dict[int, Path]:
        """The shares that were read, by number."""
        return {number: path for number in self._shares if readable(path := self._path(number))}

    def _tell(self, files: Mapping[int, Path]) -> None:
        """All of it is in the files, so that a run that was taken up again tells the same."""
        found: list[Incident] = []
        self.told.states.clear()
        for number, path in files.items():
            due = {account.key for account in self._shares[number].accounts}
            self.told.states.update(state for key, state in states_in(path).items() if key in due)
            found.extend(incidents_in(path))
        self.told.incidents[:] = sorted(found, key=lambda one: -one.failed)
        with self._ledger.begin() as connection:
            incidents.save(connection, self._run.id, found)
            for number, path in files.items():
                visit = path.relative_to(self._data).as_posix()
                given = {"moment": datetime.now(UTC), "visit": visit, "kind": runs.ACCOUNTS}
                runs.finish_job(connection, self._run.id, f"accounts-{number}", **given)

    def judged(self, job: JudgeAccountsJob, result: Done) -> None:
        """Keeps what was said of some accounts, each whole or not at all."""
        visit = job.path.relative_to(self._data).as_posix()
        by_key = {key: doubted(said, self._fallen) for key, said in groupby(result.outcomes, lambda one: one.subject)}
        states = states_in(job.path)
        for start in range(0, len(job.accounts), TOGETHER):
            entered: list[tuple[Account, tuple[Outcome, ...], Score, Counts]] = []
            with self._ledger.begin() as connection:
                for key in job.accounts[start : start + TOGETHER]:
                    account, said = self._by_key[key], by_key.get(key, ())
                    how = (visit, states.get(key, ""))
                    entered.append((account, said, *self._enter(connection, account, said, *how)))
            for one in entered:
                self.told.count(*one)

    def end(self) -> None:
        """Forgets what long past runs said of accounts, and posts that are older than they are kept."""
        with self._ledger.begin() as connection:
            prune_posts(connection, self._run.started, self._keep_days)
            ledger_outcomes.forget_accounts(connection, self._run.id - KEPT_RUNS)

    def _enter(
        self, connection: Connection, account: Account, said: tuple[Outcome, ...], visit: str, state: str
    ) -> tuple[Score, Counts]:
        told = by_hand.answers(connection, account, self._edition, self._run.started)
        ledger_outcomes.save(connection, self._run.id, (*said, *told.outcomes))
        seen = _Seen(account, self._data / visit)
        given = (said, seen.looked, self._edition, visit)
        counts = follow(connection, self._run.id, account.key, *given, moment=self._run.started, shown=seen.shown)
        decided = by_hand.decided(connection, account.key, told)
        decided.pop("given")  # points are given to sites
        points = verdict((*said, *told.outcomes), self._edition, account, **decided)
        keep(connection, self._run.id, account.key, points, Look(state))
        keep_account(connection, self._run.id, account, points, state=state, at=self._run.started)
        return points, counts

    def _path(self, number: int) -> Path:
        return self._folder / f"accounts-{number:02}{SUFFIX}"


class _Seen:
    """What a check that could look has looked at: the account itself, the posts in its list, those that their platform
    says were taken down, links that answered, what its unit's sites published lately. A post that is no longer listed,
    a paper of long ago has only moved on: nobody looked again.

    All but the account is read from the file of readings when it is asked for: most accounts have nothing to mend.
    """

    def __init__(self, account: Account, path: Path) -> None:
        self._account, self._path = account, path

    def looked(self, url: str) -> bool:
        """Was the address looked at?"""
        return url == self._account.address or url in self._sets[0]

    def shown(self, url: str) -> bool:
        """Does anything show the address: was it looked at, or does a post link to it?"""
        return url == self._account.address or url in self._sets[1]

    @cached_property
    def _sets(self) -> tuple[frozenset[str], frozenset[str]]:
        views = views_of(self._path, [self._account.key])
        readings = [reading for view in views for reading in view.read]
        posts = (at for reading in readings for at in addresses(self._account, reading.posts))
        papers = (paper.url for view in views for site in view.published or () for paper in site.papers)
        looked = frozenset((*posts, *papers, *(url for reading in readings for url in reading.deleted)))
        links = (url for reading in readings for post in reading.posts for url in post.links)
        return looked.union(one.subject for view in views for one in view.answers or ()), looked.union(links)
