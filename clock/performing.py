"""`perform`, the one function that any executor calls: it does whatever a job of `clock.jobs` says.

Each job is idempotent: one that died is simply performed again.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

from checks.model.captures import Ended, LinkProbe
from checks.model.registry import GLANCED
from checks.model.urls import host_of
from checks.runner import judge_site
from clock.again import second_looks
from clock.before import last_visit, search_due
from clock.beside import hand_share
from clock.code import reader_version
from clock.contents import contents_of
from clock.issued import issued_by
from clock.jobs import (
    AccountsJob,
    AgainJob,
    BesideJob,
    Done,
    Job,
    JudgeAccountsJob,
    JudgeJob,
    LinksJob,
    Tick,
    VisitJob,
    WaysJob,
)
from clock.neighbours import together
from clock.newmedia import judge_share, read_share
from clock.rules import edition_of
from clock.secret import salt_of
from clock.settings import Settings
from clock.shares import answers_of, share_of, to_ask
from clock.ways import ask_both_ways
from crawler.brake import Brake
from crawler.glance import glance
from crawler.opener import Opener
from crawler.probes.links import ask_links
from crawler.probes.outlet import Outlet
from crawler.target import Target
from crawler.visit import visit
from results.visits.answers import AnswerFile
from results.visits.closing import Stage, finish, stage
from results.visits.reader import StoredSite
from results.visits.remembered import Remembered
from results.visits.writer import VisitWriter


async def perform(
    job: Job,
    settings: Settings,
    tell: Callable[[Any], None],
    brake: Brake,
    opener: Opener | None = None,
    outlet: Outlet | None = None,
) -> Done:
    """Does one job; `brake`, `opener` and `outlet` are those of the process, None is one of its own.

    Raises PersonError for what a person can mend (a full disk, a damaged file).
    """
    match job:
        case VisitJob():
            return await _visit(job, settings, tell, brake, opener)
        case WaysJob():
            given = (brake, outlet or Outlet(settings.network))
            asked = await ask_both_ways(job.path, settings, *given)
            return Done(job.name, asked=asked or 0, cut=asked is None)
        case LinksJob():
            return await _ask(job, settings, tell, brake)
        case AgainJob():
            return await _ask_again(job, settings, tell, brake)
        case JudgeJob():
            return _judge(job, settings)
        case AccountsJob():
            counting = _Counting(job.name, lambda account: None, tell)
            await read_share(job.share, job.path, job.run, settings, counting.keep)
            counting.flush()
            return Done(job.name, asked=len(job.share.read))
        case BesideJob():
            hand_share(job.path, job.sites, job.others, edition_of(settings), job.moment)
            return Done(job.name)
        case JudgeAccountsJob():
            return Done(job.name, outcomes=judge_share(job.path, job.accounts, settings))
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


async def _visit(
    job: VisitJob, settings: Settings, tell: Callable[[Any], None], brake: Brake, opener: Opener | None
) -> Done:
    writer = VisitWriter(
        job.path,
        site=job.site,
        unit=job.unit,
        columns=job.columns,
        moment=job.moment,
        run=job.run,
        reader=reader_version(),
        accounts=None if job.accounts is None else together(job.accounts),
    )
    counting = _Counting(job.name, writer.keep, tell)
    last, note = last_visit(job.last)
    searching, carried = search_due(settings, last)
    target = Target(
        site=job.site,
        columns=job.columns,
        moment=datetime.now(UTC),  # a visit may begin hours after its run, and answers are told with their real time
        catch=counting,
        memory=last,
        brake=brake,
        opener=opener,
        searching=searching,
        **_means(settings),
    )
    sealed = False
    try:
        coverage = await (glance if job.site.state in GLANCED else visit)(target)
        if coverage.ended is not Ended.OUR_NETWORK:  # else half a visit, from which nothing may be concluded
            for probe in carried:
                writer.keep(probe)
            writer.seal_crawl(coverage)
            sealed = True
    finally:
        if not sealed:
            writer.abort()
    counting.flush()
    return Done(job.name, coverage=coverage, note=note, cut=not sealed)


def _means(settings: Settings) -> dict[str, Any]:
    """What every visit of this installation goes by."""
    return {"manners": settings.manners, "network": settings.network, "salt": salt_of(settings.folder)}


async def _ask(job: LinksJob, settings: Settings, tell: Callable[[Any], None], brake: Brake) -> Done:
    answers = AnswerFile(job.path)
    counting = _Counting(job.name, answers.keep, tell)
    with Remembered(job.memory, settings.run.good_for, _now()) as memory:

        def keep(probe: LinkProbe) -> None:
            counting.keep(memory.compared(probe))

        asked = []
        for url in to_ask(job.visits, job.known, job.owners, job.share, job.shares, job.posted):
            good = memory.good(url)
            if good is None:
                asked.append(url)
            else:
                keep(good)
        cut = await ask_links(asked, settings.manners, settings.network, keep, _now, brake=brake)
    answers.close()
    counting.flush()
    return Done(job.name, asked=len(asked), cut=cut > 0)


async def _ask_again(job: AgainJob, settings: Settings, tell: Callable[[Any], None], brake: Brake) -> Done:
    answers = AnswerFile(job.path)
    counting = _Counting(job.name, answers.keep, tell)

    def mine(url: str) -> bool:
        return share_of(host_of(url), job.owners, job.shares) == job.share

    room = job.path.with_suffix(".waiting")
    given = (room, job.visits, job.answers, job.known, mine, job.owners)
    cut = await second_looks(*given, settings, counting.keep, brake)
    answers.close()
    counting.flush()
    return Done(job.name, asked=answers.count, cut=cut > 0)


def _now() -> datetime:
    return datetime.now(UTC)


def _judge(job: JudgeJob, settings: Settings) -> Done:
    if stage(job.path) is Stage.SEALED:
        finish(job.path, answers_of(job.path, job.answers, job.again, job.owners), job.last)
    edition = edition_of(settings)
    with StoredSite(job.path) as view:
        outcomes = judge_site(view, edition)
        told = {"contents": contents_of(view, edition), "issued": issued_by(view)}
        return Done(job.name, coverage=view.coverage, outcomes=outcomes, **told)
