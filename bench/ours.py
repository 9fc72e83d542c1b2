"""Our visits of the bench sites, one after the other, all facts on, visit files and WARCs written."""

from __future__ import annotations

import sys
import tempfile
from datetime import UTC, datetime
from pathlib import Path

import uvloop

from checks.model.registry import Site, Unit
from clock.jobs import LinksJob, VisitJob, perform
from clock.settings import Settings
from clock.workers import settle
from crawler.target import Manners, Network


async def visit(homes: list[str], folder: Path) -> int:
    """Visits `homes` into `folder`; the number of addresses asked, those of other hosts included."""
    settings = Settings(
        network=Network(connect_to={"*": f"127.0.1.1:{homes[0].split(':')[-1].strip('/')}"}),
        manners=Manners(at_once=64, seconds_between=0.0, obey_robots=False),
    )
    jobs = []
    for number, home in enumerate(homes):
        site = Site(f"压力站{number}", home, "测试单位")
        path = folder / f"{number}.visit"
        jobs.append(VisitJob(str(number), 1, "bench", site, Unit("测试单位"), (), datetime.now(UTC), path, None))
    done = [await perform(job, settings, lambda said: None) for job in jobs]
    links = LinksJob("links", 1, tuple(job.path for job in jobs), {}, 0, 1, folder / "links.sqlite")
    asked = await perform(links, settings, lambda said: None)
    return sum(one.coverage.asked for one in done if one.coverage) + asked.asked


if __name__ == "__main__":
    settle()
    with tempfile.TemporaryDirectory() as made:
        print(uvloop.run(visit(sys.argv[1:], Path(made))))
