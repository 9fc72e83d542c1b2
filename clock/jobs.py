"""What one job is, and `perform`, the one function that any executor calls.

A night has three kinds of jobs: visit a site; ask a share of the addresses of other hosts; close a visit with those
answers and judge it. Each is idempotent: a job that died is simply performed again.
"""

from __future__ import annotations

import time
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from checks.indicators.edition import load
from checks.model.captures import Coverage, Ended, Failure, LinkProbe
from checks.model.findings import Outcome
from checks.model.registry import Column, Site, Unit
from checks.model.urls import host_of
from checks.runner import judge_site
from clock.code import reader_version
from clock.settings import Settings
from crawler.brake import Brake
from crawler.probes.links import ask_links
from crawler.target import Target
from crawler.visit import visit
from results.visits.answers import AnswerFile, answers_for
from results.visits.closing import Stage, external_links, finish, stage
from results.visits.memory import LastVisit
from results.visits.reader import StoredSite
from results.visits.writer import VisitWriter


@dataclass(frozen=True, slots=True)
class Job:
    """`name` is unique in its run; `weight` orders, heaviest first."""

    name: str
    weight: float


@dataclass(frozen=True, slots=True)
class VisitJob(Job):
    """Visit `site` into the file `path`; `last` is the visit before, None on the first."""

    run: str
    site: Site
    unit: Unit
    columns: tuple[Column, ...]
    moment: datetime
    path: Path
    last: Path | None


@dataclass(frozen=True, slots=True)
class LinksJob(Job):
    """Ask share `share` of `shares` of the addresses of other hosts that `visits` link to, into the file `path`.

    `owners`: host → visit file of the registered site it belongs to, whose own answers serve. `known` are files of
    answers from an earlier attempt of this run.
    """

    visits: tuple[Path, ...]
    owners: dict[str, Path]
    share: int
    shares: int
    path: Path
    known: tuple[Path, ...] = ()


@dataclass(frozen=True, slots=True)
class JudgeJob(Job):
    """Close the visit `path` with the answers in `answers`, and judge it."""

    path: Path
    answers: tuple[Path, ...]
    owners: dict[str, Path]


@dataclass(frozen=True, slots=True)
class Done:
    """What came of a job: a visit's coverage; how many addresses were asked; what was found.

    `cut`: our own network ended it. A visit then left no file, and links are to be asked again.
    """

    name: str
    coverage: Coverage | None = None
    asked: int = 0
    outcomes: tuple[Outcome, ...] = ()
    cut: bool = False


@dataclass(frozen=True, slots=True)
class Failed:
    """A job that could not be done, in Chinese; `trace` where it is our own fault."""

    name: str
    reason: str
    trace: str = ""


@dataclass(frozen=True, slots=True)
class Tick:
    """A sign of life: so many addresses answered since the last one."""

    name: str
    answered: int


async def perform(job: Job, settings: Settings, tell: Callable[[Any], None], brake: Brake) -> Done:
    """Does one job; `brake` is that of the process.

    Raises PersonError for what a person can mend (a full disk, a damaged file).
    """
    match job:
        case VisitJob():
            return await _visit(job, settings, tell, brake)
        case LinksJob():
            return await _ask(job, settings, tell, brake)
        case JudgeJob():
            return _judge(job, settings)
    raise TypeError(f"no such job: {job!r}")


class _Counting:
    """Passes on what is kept, and tells once a second how much that was."""

    def __init__(self, name: str, keep: Callable[[Any], None], tell: Callable[[Any], None]) -> None:
        self._name, self._keep, self._tell = name, keep, tell
        self._answered, self._told = 0, time.monotonic()

    def keep(self, kept: Any) -> None:
        self._keep(kept)
        self._answered += 1
        if time.monotonic() - self._told > 1:
            self.flush()

    def flush(self) -> None:
        self._tell(Tick(self._name, self._answered))
        self._answered, self._told = 0, time.monotonic()


async def _visit(job: VisitJob, settings: Settings, tell: Callable[[Any], None], brake: Brake) -> Done:
    writer = VisitWriter(
        job.path,
        site=job.site,
        unit=job.unit,
        columns=job.columns,
        moment=job.moment,
        run=job.run,
        reader=reader_version(),
    )
    counting = _Counting(job.name, writer.keep, tell)
    last = LastVisit(job.last, reader_version()) if job.last and job.last.exists() else None
    target = Target(
        site=job.site,
        columns=job.columns,
        manners=settings.manners,
        network=settings.network,
        moment=job.moment,
        catch=counting,
        memory=last,
        brake=brake,
    )
    sealed = False
    try:
        coverage = await visit(target)
        if coverage.ended is not Ended.OUR_NETWORK:  # else half a visit, from which nothing may be concluded
            writer.seal_crawl(coverage)
            sealed = True
    finally:
        if not sealed:
            writer.abort()
    counting.flush()
    return Done(job.name, coverage=coverage, cut=not sealed)


async def _ask(job: LinksJob, settings: Settings, tell: Callable[[Any], None], brake: Brake) -> Done:
    answers = AnswerFile(job.path)
    counting = _Counting(job.name, answers.keep, tell)
    urls, now = list(_share(job)), lambda: datetime.now(UTC)
    cut = await ask_links(urls, settings.manners, settings.network, counting.keep, now, brake)
    answers.close()
    counting.flush()
    return Done(job.name, asked=answers.count, cut=cut > 0)


def _share(job: LinksJob) -> Iterator[str]:
    """The addresses of this share, each once: hosts are told apart by a checksum, so no two shares ask one host.

    What a registered site was asked in its own visit of this run is not asked again, nor what an earlier attempt asked,
    but for what our own network cut off.
    """
    seen: set[str] = set()
    for path in job.visits:
        for url in external_links(path):
            if zlib.crc32(host_of(url).encode()) % job.shares == job.share:
                seen.add(url)
    by_owner: dict[Path, list[str]] = {}
    for url in seen:
        if owner := job.owners.get(host_of(url)):
            by_owner.setdefault(owner, []).append(url)
    for owner, urls in by_owner.items():
        seen.difference_update(answer.subject for answer in _own_answers(owner, urls))
    earlier = answers_for(job.known, tuple(seen))
    seen.difference_update({answer.subject for answer in earlier if answer.failure is not Failure.OUR_NETWORK})
    yield from sorted(seen)


def _own_answers(path: Path, urls: list[str]) -> Iterator[LinkProbe]:
    """What the visit of the site that owns `urls` was answered there."""
    with StoredSite(path) as owner:
        yield from owner.link_probes(urls)


def _judge(job: JudgeJob, settings: Settings) -> Done:
    if stage(job.path) is Stage.SEALED:
        finish(job.path, _answers(job))
    edition = load(settings.rules.edition, settings.rules.overlays)
    with StoredSite(job.path) as view:
        outcomes = judge_site(view, edition)
        return Done(job.name, coverage=view.coverage, outcomes=outcomes)


def _answers(job: JudgeJob) -> Iterator[LinkProbe]:
    by_owner: dict[Path | None, list[str]] = {}
    for url in external_links(job.path):
        by_owner.setdefault(job.owners.get(host_of(url)), []).append(url)
    for owner, urls in by_owner.items():
        if owner is not None:
            yield from _own_answers(owner, urls)
        yield from answers_for(job.answers, urls)
