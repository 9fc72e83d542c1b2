"""One visit of ours on the bench site, all facts on, visit file and WARC written. Prints URLs asked."""

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


async def visit(home: str, folder: Path) -> int:
    """Visits `home` into `folder`; the number of addresses asked, those of other hosts included."""
    host = home.split("/")[2]
    address = f"127.0.0.1:{host.partition(':')[2]}"
    settings = Settings(
        network=Network(connect_to={"*": address}),
        manners=Manners(at_once=64, seconds_between=0.0, obey_robots=False),
    )
    path = folder / "bench.visit"
    site = Site("压力站", home, "测试单位")
    job = VisitJob("visit", 1, "bench", site, Unit("测试单位"), (), datetime.now(UTC), path, None)
    done = await perform(job, settings, lambda said: None)
    links = LinksJob("links", 1, (path,), {}, 0, 1, folder / "links.sqlite")
    asked = await perform(links, settings, lambda said: None)
    return (done.coverage.asked if done.coverage else 0) + asked.asked


if __name__ == "__main__":
    settle()
    with tempfile.TemporaryDirectory() as made:
        print(uvloop.run(visit(sys.argv[1], Path(made))))
