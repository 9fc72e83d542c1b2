"""One run from start to end: visits, both IP families, links, second looks, judgement, following; resumed where it
was cut off.

Everything is kept as soon as it is whole: a visit in its file, its outcomes, score and issues in one ledger
transaction. What a killed run left half done is begun anew.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path

import uvloop
from rich.console import Console
from sqlalchemy import Connection

from checks.indicators.edition import Edition
from checks.model.findings import Status
from checks.model.registry import BEIJING, GLANCED, Registry, SubjectState, Unit
from checks.model.urls import host_of
from clock.account_run import Accounts, Told
from clock.account_summary import print_accounts
from clock.alone import alone
from clock.code import code_version
from clock.jobs import AgainJob, BesideJob, Done, Failed, Job, JudgeAccountsJob, VisitJob, WaysJob
from clock.judged import enter
from clock.links import Links
from clock.neighbours import Neighbours
from clock.office import make_folder
from clock.pauses import CUT, Pauses, left_waiting, wait_for_network
from clock.precision import told_fallen
from clock.progress import Teller, teller
from clock.questions import ask_people, belongs
from clock.rules import edition_of
from clock.settings import Settings
from clock.stopping import stoppable
from clock.summary import Row, print_summary
from clock.ways import PHASE, wanted
from clock.workers import Workers
from results.errors import PersonError
from results.ledger import registry, run_tallies, runs, sums
from results.ledger.engine import Ledger, open_ledger
from results.ledger.runs import JobState, Run, RunState
from results.visits.closing import Stage, part, remove_parts, stage
from results.visits.keeping import prune

KIND = "nightly"
CHOSEN = "accounts"
"""Under this name a run notes which accounts were chosen."""


@dataclass
class Summary:
    """What came of a run: its number, a row for each site, and why some could not be done.

    `cut` are the sites left waiting because our own network failed, `pauses` what is to be said of that.
    """

    run: int
    rows: list[Row] = field(default_factory=list)
    broken: dict[str, str] = field(default_factory=dict)
    cut: list[str] = field(default_factory=list)
    pauses: str = ""
    accounts: Told | None = None

    @property
    def failed(self) -> bool:
        """True when some site could not be done for a reason of our own (a full disk, a dead worker, no network)."""
        return bool(self.broken or self.cut)

    @property
    def faults(self) -> int:
        accounts = self.accounts.statuses[Status.FAIL] if self.accounts else 0
        return accounts + sum(row.statuses.get(Status.FAIL, 0) for row in self.rows)


def run_night(
    settings: Settings,
    out: Console,
    *,
    kind: str = KIND,
    keys: Collection[str] | None = None,
    resume: bool = False,
) -> Summary:
    """Visits, judges and follows the registered sites (those in `keys` when given), and prints what came of it.

    A run that was cut off is taken up again with `resume`, else given up. Raises PersonError when there is nothing to
    visit, when another run is going on in the same data folder, or when the ledger cannot be used.
    """
    make_folder(settings.folder)
    uvloop.run(wait_for_network(settings.network, lambda line: out.print(line, markup=False)))
    with alone(settings.folder / "visits"), open_ledger(settings.ledger_url) as ledger:
        with ledger.begin() as connection:
            known = registry.load(connection)
            run = _begin(connection, settings, known, kind, keys, resume)
        if resume:
            out.print(f"第 {run.id} 次巡查，开始于 {run.started.astimezone(BEIJING):%Y-%m-%d %H:%M}", markup=False)
        told = teller(out)
        try:
            with stoppable():
                night = _Night(settings, ledger, run, known, told, keys)
                summary = night.spend()
                summary.pauses, summary.accounts = night.pauses.told, night.accounts.told
        finally:
            told.close()
        with ledger.begin() as connection:
            if not summary.failed:
                runs.finish(connection, run.id, datetime.now(UTC))
        if not summary.cut:
            ask_people(settings, ledger, night.edition, known, run.started, keys)
    prune(settings.folder / "visits", keep=settings.run.keep)
    print_summary(out, run, summary.rows, summary.broken, edition_of(settings))
    print_accounts(out, summary.accounts or Told())
    for line in left_waiting(summary.cut, summary.pauses, kind) if summary.cut else filter(None, [summary.pauses]):
        out.print(line, markup=False)
    return summary


def _begin(
    connection: Connection, settings: Settings, known: Registry, kind: str, keys: Collection[str] | None, resume: bool
) -> Run:
    if left := runs.resume(connection, kind):
        if resume:
            return left
        runs.finish(connection, left.id, datetime.now(UTC), state=RunState.ABANDONED)
    looked_at = {SubjectState.NORMAL, *GLANCED}
    due = [site.key for site in known.sites if site.state in looked_at and (keys is None or site.key in keys)]
    accounts = {account.key for account in known.accounts}
    if unknown := sorted(set(keys or ()) - {site.key for site in known.sites} - accounts):
        raise PersonError(f"台账里没有这些网站：{'、'.join(unknown)}；可用 import 导入，或核对网站标识码")
    if not due and not (accounts if keys is None else accounts & set(keys)):
        raise PersonError("台账里没有要巡查的网站；请先运行 python schedule.py import 你的登记表.xlsx")
    edition = edition_of(settings)
    number = runs.start(
        connection,
        kind=kind,
        edition=edition.version,
        code=code_version(),
        moment=datetime.now(UTC),
        subjects=due,
        # A run that is taken up again reads the accounts that were chosen, and no others.
        notes=None if keys is None else {CHOSEN: sorted(accounts & set(keys))},
    )
    return runs.get(connection, number)


class _Night:
    """The state of one run while it goes on."""

    def __init__(
        self,
        settings: Settings,
        ledger: Ledger,
        run: Run,
        known: Registry,
        told: Teller,
        keys: Collection[str] | None = None,
    ) -> None:
        self.settings, self.ledger, self.run, self.told = settings, ledger, run, told
        self.edition: Edition = edition_of(settings)
        self.fallen = told_fallen(ledger, self.edition, run.started, told.say)
        self.folder = settings.folder / "visits" / f"{run.id:06}-{run.started:%Y%m%d}"
        self.folder.mkdir(parents=True, exist_ok=True)
        self.units, self.columns = {unit.name: unit for unit in known.units}, known.columns
        with ledger.connect() as connection:
            waiting = {job.subject for job in runs.jobs(connection, run.id) if job.state is not JobState.DONE}
            self.last = runs.last_visits(connection)
        self.sites = {site.key: site for site in known.sites if site.key in waiting}
        self.summary = Summary(run.id)
        self.notes: set[str] = set()
        self.neighbours, self.pauses, self.links_cut = Neighbours(known), Pauses(told.say), False
        chosen = run.notes.get(CHOSEN, keys)
        given = (self.folder, settings.folder, chosen, settings.accounts.keep_days, self.fallen)
        self.accounts = Accounts(ledger, run, known, self.edition, *given)

    def spend(self) -> Summary:
        with Workers(self.settings, self.pauses) as workers:
            self._phase(workers, "访问网站和账号", [*self.accounts.reading(), *self._visits()], self._visited)
            seen = {
                key: self._path(key) for key in self.sites if stage(self._path(key)) in (Stage.SEALED, Stage.CLOSED)
            }
            # A closed site was asked nothing that could answer for a link to it: its hosts are those of strangers.
            open_ones = {key: path for key, path in seen.items() if self.sites[key].state not in GLANCED}
            owners = {host: path for key, path in open_ones.items() for host in self.sites[key].all_hosts}
            links = Links(self.settings, self.folder, tuple(seen.values()), owners, self.accounts.linking())
            if wanted(self.settings):
                self._phase(workers, PHASE, list(self._ways(open_ones)), self._asked)
            self._told_once(links.ready())
            if not self.links_cut:
                self._phase(workers, "检查指向其他网站的链接", list(links.first()), self._asked)
            if not self.links_cut:
                self._phase(workers, links.pause, list(links.again()), self._asked)
            if self.links_cut:  # what was to be asked is not known: nothing may be said of any of these sites
                self._leave(seen)
                return self.summary
            self._told_once(links.remember())
            self._phase(workers, "核对账号所属单位的网站", list(self.accounts.handing(self.last, seen)), self._asked)
            judged = [links.judge(key, path, self._last(key)) for key, path in seen.items()]
            self._phase(workers, "判断", [*judged, *self.accounts.judging(links.answers_of_posts)], self._judged)
            self.accounts.end()
            sums.keep(self.ledger, self.run.id)
            run_tallies.keep(self.ledger, self.run.id)
        return self.summary

    def _phase(self, workers: Workers, name: str, jobs: list[Job], done: Callable[[Job, Done | Failed], None]) -> None:
        self.told.phase(name, len(jobs))

        def finished(job: Job, result: Done | Failed) -> None:
            done(job, result)
            self.told.step(job.name)

        workers.run(jobs, finished, lambda tick: self.told.answered(tick.answered))

    def _visits(self) -> Iterator[VisitJob]:
        for key, site in self.sites.items():
            path = self._path(key)
            if stage(path) in (Stage.SEALED, Stage.CLOSED):
                continue
            remove_parts(path)
            last = self._last(key)
            columns = tuple(column for column in self.columns if belongs(column, site))
            weight = last.stat().st_size if last and last.exists() else 1e6
            unit = self.units.get(site.unit, Unit(site.unit))
            given = (site, unit, columns, self.run.started, path, last, self.neighbours.of(site))
            yield VisitJob(key, weight, str(self.run.id), *given)

    def _ways(self, seen: Mapping[str, Path]) -> Iterator[WaysJob]:
        for key, path in seen.items():
            if stage(path) is Stage.SEALED:
                yield WaysJob(key, part(path).stat().st_size, path)

    def _last(self, key: str) -> Path | None:
        return self.settings.folder / self.last[key] if key in self.last else None

    def _visited(self, job: Job, result: Done | Failed) -> None:
        if isinstance(result, Failed):
            self._broke(job.name, result)
        elif result.cut:
            self._leave([job.name])
        else:
            self._told_once(result.note)

    def _told_once(self, note: str) -> None:
        if note and note not in self.notes:
            self.notes.add(note)
            self.told.say(note)

    def _asked(self, job: Job, result: Done | Failed) -> None:
        if isinstance(result, Failed):
            what = {AgainJob: "没有打开的地址没有复看完", WaysJob: f"{job.name} 没有{PHASE}", BesideJob: "账号没有核对"}
            self.told.say(f"{what.get(type(job), '指向其他网站的链接没有查完')}：{result.reason}")
        elif result.cut:
            self.links_cut = True

    def _leave(self, keys: Iterable[str]) -> None:
        """Left waiting: the run is not finished, and `--resume` takes them up again."""
        with self.ledger.begin() as connection:
            for key in keys:
                self.summary.cut.append(key)
                runs.finish_job(
                    connection, self.run.id, key, moment=datetime.now(UTC), state=JobState.WAITING, detail=CUT
                )

    def _judged(self, job: Job, result: Done | Failed) -> None:
        if isinstance(result, Failed):
            return self._broke(job.name, result)
        if isinstance(job, JudgeAccountsJob):
            return self.accounts.judged(job, result)
        path = self._path(job.name)
        visit = path.relative_to(self.settings.folder).as_posix()
        with self.ledger.begin() as connection:
            given = (visit, result, self.edition, self.fallen)
            self.summary.rows.append(enter(connection, self.run, self.sites[job.name], path, *given))

    def _broke(self, key: str, failed: Failed) -> None:
        self.summary.broken[key] = failed.reason
        site = self.sites.get(key)
        self.told.say(f"{site.name if site else '政务新媒体'}（{key}）没有做完：{failed.reason}")
        if failed.trace:
            self.told.say(failed.trace)
        if site is None:  # jobs of accounts are begun again where their file is not there
            return
        with self.ledger.begin() as connection:
            runs.finish_job(
                connection, self.run.id, key, moment=datetime.now(UTC), state=JobState.FAILED, detail=failed.reason
            )

    def _path(self, key: str) -> Path:
        return self.folder / f"{slug(key)}.visit"


def slug(key: str) -> str:
    """A file name for a site: its code, or its host and a short hash of its address."""
    if re.fullmatch(r"[A-Za-z0-9]{1,32}", key):
        return key
    return f"{re.sub(r'[^a-z0-9.-]', '-', host_of(key))[:60]}-{sha256(key.encode()).hexdigest()[:8]}"
