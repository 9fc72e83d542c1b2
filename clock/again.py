"""The second look: what looked dead, or did not answer, is asked once more after a while, once for all sites."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Iterable
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

from checks.facts.judged_links import judged_links
from checks.model.captures import LinkProbe
from checks.model.looks import together, wanted
from checks.model.urls import host_of
from checks.model.verdicts import Reason, decide
from checks.model.views import MissingCapture
from clock.settings import Settings
from crawler.brake import Brake
from crawler.probes.links import ask_links
from results.errors import StorageError
from results.visits.answers import all_answers
from results.visits.closing import Stage, stage
from results.visits.reader import StoredSite
from results.visits.storing import storing
from results.visits.waiting import Waiting, waiting_room

BATCH = 2_000
"""So many addresses are asked side by side, and held in memory."""
TOGETHER = timedelta(seconds=60)
"""What comes due within so short a time is asked together."""

Ask = Callable[[list[str], Callable[[LinkProbe], None]], Awaitable[None]]
Mine = Callable[[str], bool]


async def second_looks(
    room: Path,
    visits: Iterable[Path],
    answers: Iterable[Path],
    known: Iterable[Path],
    mine: Mine,
    registered: Iterable[str],
    settings: Settings,
    keep: Callable[[LinkProbe], None],
    brake: Brake,
) -> int:
    """Second looks at all of `visits` and `answers` that `mine` (an address) claims and that the files `known` do not
    hold already; what both looks say goes to `keep`. `room` is a scratch file; `registered` hosts may have a private
    address. Gives how many our own network cut off: these are to be looked at another time. Raises StorageError."""
    manners, cut = settings.manners, 0

    def now() -> datetime:
        return datetime.now(UTC)

    async def ask(urls: list[str], seen: Callable[[LinkProbe], None]) -> None:
        nonlocal cut
        cut += await ask_links(urls, manners, settings.network, seen, now, registered=registered, brake=brake)

    timing = Timing(timedelta(minutes=manners.second_look_minutes), timedelta(minutes=manners.minutes), now)
    with waiting_room(room) as waiting:
        for file in known:
            for probe in all_answers(file, mine):
                waiting.settle(probe.subject)
        gather(waiting, visits, answers, mine, now())
        await look_again(waiting, ask, keep, timing)
    return cut


def gather(waiting: Waiting, visits: Iterable[Path], answers: Iterable[Path], mine: Mine, now: datetime) -> None:
    """Lets all that `mine` (an address) claims and that wants a second look wait for it, own and foreign addresses.

    A visit that cannot be read is left out: its judgement will say so.
    """
    for path in visits:
        if stage(path) is Stage.SEALED:
            _gather_own(waiting, path, mine, now)
    for file in answers:
        for probe in all_answers(file, mine):
            if pending := wanted(decide(probe)):
                waiting.put(probe, pending, now)


def _gather_own(waiting: Waiting, path: Path, mine: Mine, now: datetime) -> None:
    try:
        with storing(path), StoredSite(path) as site:
            if not any(mine(f"http://{host}/") for host in site.site.all_hosts):
                return
            for link in judged_links(site):
                own = host_of(link.probe.subject) in site.site.all_hosts
                if own and mine(link.probe.subject) and (pending := wanted(link.judgement)):
                    waiting.put(_titled(site, link.probe, pending), pending, now)
    except (MissingCapture, StorageError):
        return


def _titled(site: StoredSite, probe: LinkProbe, pending: Reason) -> LinkProbe:
    """With the title of its page, by which a page that was there is known again."""
    page = site.page(probe.subject) if pending is Reason.SAME_AS_MADE_UP and not probe.title else None
    return probe if page is None else replace(probe, title=page.facts.title)


@dataclass(frozen=True, slots=True)
class Timing:
    """How the time is kept. `gap` lies between two looks; after `longest` nothing more is begun: a host that fails at
    every address is asked slowly, and a night must end. `now` gives aware moments, `sleep` takes seconds."""

    gap: timedelta
    longest: timedelta
    now: Callable[[], datetime]
    sleep: Callable[[float], Awaitable[None]] = asyncio.sleep


async def look_again(waiting: Waiting, ask: Ask, keep: Callable[[LinkProbe], None], timing: Timing) -> None:
    """Asks all that wait once more, the oldest first, none earlier than `timing.gap` after its first look.

    What both looks say together goes to `keep`; where the later one says nothing new, nothing does.
    """
    batch: dict[str, tuple[LinkProbe, Reason]] = {}

    def seen(later: LinkProbe) -> None:
        first, pending = batch[later.subject]
        both = together(first, pending, later)
        if both is not first:
            keep(both)

    ends = timing.now() + timing.gap + timing.longest
    while (span := waiting.span()) is not None and timing.now() < ends:
        due = min(span[0] + TOGETHER, span[1]) + timing.gap
        seconds = (due - timing.now()).total_seconds()
        if seconds > 0:
            await timing.sleep(seconds)
        batch = waiting.take(timing.now() - timing.gap, BATCH)
        if batch:
            await ask(list(batch), seen)
