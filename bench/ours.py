"""Our visits of the bench sites, one after the other, all facts on; with --store visit files and WARCs as well.

Without --store nothing is kept, as stock Scrapy keeps nothing. Prints the number of addresses asked.
"""

from __future__ import annotations

import sys
import tempfile
from datetime import UTC, datetime
from pathlib import Path

import uvloop

from checks.model.captures import DnsProbe, LinkProbe
from checks.model.pages import Capture
from checks.model.registry import Site, Unit
from checks.model.urls import host_of
from clock.jobs import LinksJob, VisitJob
from clock.performing import perform
from clock.settings import Settings
from clock.workers import settle
from crawler.brake import Brake
from crawler.opener import Opener
from crawler.probes.links import ask_links
from crawler.target import Manners, Network, Target
from crawler.visit import visit


class Forgetful:
    """Keeps nothing but the addresses of other hosts, which are asked afterwards."""

    def __init__(self, home: str) -> None:
        self._own = host_of(home)
        self.asked = 0
        self.foreign: set[str] = set()

    def keep(self, thing: Capture | LinkProbe | DnsProbe) -> None:
        if isinstance(thing, Capture):
            self.foreign.update(link.url for link in thing.facts.links if self._own not in link.url)
        self.asked += 1


async def read(homes: list[str], settings: Settings) -> int:
    """Visits `homes` and forgets what it read; the number of addresses asked, those of other hosts included."""
    asked, foreign, opener = 0, set[str](), Opener()
    for home in homes:
        catch = Forgetful(home)
        target = Target(
            site=Site("压力站", home, "测试单位"),
            moment=datetime.now(UTC),
            manners=settings.manners,
            network=settings.network,
            catch=catch,
            opener=opener,
        )
        asked += (await visit(target)).asked
        foreign |= catch.foreign
    await opener.close()
    answers: list[LinkProbe] = []
    await ask_links(sorted(foreign), settings.manners, settings.network, answers.append, lambda: datetime.now(UTC))
    return asked + len(answers)


async def store(homes: list[str], settings: Settings, folder: Path) -> int:
    """The same with visit files, archives and answers written into `folder`, as a worker does."""
    jobs = []
    for number, home in enumerate(homes):
        site, path = Site("压力站", home, "测试单位"), folder / f"{number}.visit"
        jobs.append(VisitJob(str(number), 1, "bench", site, Unit("测试单位"), (), datetime.now(UTC), path, None))
    brake, opener = Brake(settings.network), Opener()
    done = [await perform(job, settings, lambda said: None, brake, opener) for job in jobs]
    await opener.close()
    links = LinksJob("links", 1, tuple(job.path for job in jobs), {}, 0, 1, folder / "links.sqlite")
    asked = await perform(links, settings, lambda said: None, brake)
    return sum(one.coverage.asked for one in done if one.coverage) + asked.asked


def main(arguments: list[str]) -> int:
    homes = [argument for argument in arguments if argument != "--store"]
    settings = Settings(
        network=Network(connect_to={"*": f"127.0.1.1:{homes[0].split(':')[-1].strip('/')}"}),
        manners=Manners(at_once=64, seconds_between=0.0, obey_robots=False),
    )
    settle()
    if "--store" not in arguments:
        return uvloop.run(read(homes, settings))
    with tempfile.TemporaryDirectory() as made:
        return uvloop.run(store(homes, settings, Path(made)))


if __name__ == "__main__":
    print(main(sys.argv[1:]))
