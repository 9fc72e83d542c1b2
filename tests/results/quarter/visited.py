"""What a visit of a site held: how much was looked at, and what was asked about IPv6. It is the same in every run."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from checks.model.captures import Coverage, DnsProbe, Ended, Failure, HttpProbe, NameserverProbe, Phases, Probe
from checks.model.registry import Site, Unit
from checks.model.urls import host_of
from clock.night import slug
from results.visits.warc import warc_path
from results.visits.writer import VisitWriter
from tests.results.quarter.log import at

DOWN = Coverage(known=1, asked=1, failed=1, ended=Ended.HOME_FAILED, detail="首页没有应答", cause=Failure.TIMEOUT)


@dataclass(frozen=True)
class Six:
    """What a site answered over IPv6. `addresses` of its name; so many `servers` of its zone, `over` of them with an
    address, of which `silent` did not answer; `home`: did it open; `second` and `third`: of so many links that open
    over IPv4 so many open; `times`: milliseconds to name, connection and first byte over IPv4 and over IPv6."""

    addresses: tuple[str, ...]
    servers: int
    over: int
    silent: int
    home: bool
    second: tuple[int, int]
    third: tuple[int, int]
    times: tuple[tuple[int, int], ...] = ((10, 20), (30, 40), (50, 60))


_SIX = {
    1: Six(("2001:db8::1", "2001:db8::2", "2001:db8::3"), 2, 2, 1, True, (3, 3), (2, 3)),
    2: Six((), 3, 0, 0, False, (0, 4), (0, 0)),
    3: Six(("2001:db8::9",), 4, 1, 0, False, (5, 6), (7, 9), ((1, 2), (3, 400), (5, 6))),
}


def six_of(site: str) -> Six | None:
    """None: that site was asked nothing about IPv6."""
    return _SIX.get(int(site[-2:]) % 4)


def six_failed(site: str, moment: datetime) -> bool:
    """Did its home page not open over IPv6 then, though it did otherwise? That of one site, for some weeks."""
    return site.endswith("05") and at("07-20 00:00") <= moment < at("08-11 00:00") and moment.hour % 5 == 0


def coverage_of(site: str) -> Coverage:
    """How much of a site was looked at: of no two sites the same."""
    mark = int(site[-2:])
    skipped = {"depth": 5 + mark, "robots": mark % 2, "trap": 0}
    return Coverage(known=70 + 3 * mark, asked=50 + mark, pages=30 + mark, failed=mark % 3 // 2, skipped=skipped)


@dataclass
class Visits:
    """Writes visits under the data folder: each written once for all runs and linked, because writing takes long.

    `begun`: when each of those was written, by its file."""

    folder: Path
    begun: dict[Path, datetime]

    def put(self, path: Path, site: Site, coverage: Coverage, moment: datetime) -> datetime:
        """The visit `path`; the moment that stands in it."""
        like = self.folder / "alike" / f"{slug(site.key)}-{coverage.ended}.visit"
        if like not in self.begun:
            self.begun[like] = moment
            writer = VisitWriter(like, site=site, unit=Unit(site.unit), columns=(), moment=moment, run=0)
            for probe in probes_of(site, moment) if coverage.ended is Ended.COMPLETE else ():
                writer.keep(probe)
            writer.close(coverage)
        path.parent.mkdir(parents=True, exist_ok=True)
        for one in (like, warc_path(like)):
            os.link(one, path.parent / one.name.replace(f"-{coverage.ended}", ""))
        return self.begun[like]


def probes_of(site: Site, moment: datetime) -> Iterator[Probe]:
    """What was asked about IPv6, as `six_of` says it came out."""
    if (six := six_of(site.key)) is None:
        return
    host = host_of(site.home).partition(":")[0]
    names = tuple(f"ns{number}.example.cn" for number in range(six.servers))
    yield DnsProbe(host, moment, ("192.0.2.1",), six.addresses, "example.cn", names, names[: six.over])
    for number, name in enumerate(names[: six.over]):
        failure = Failure.TIMEOUT if number < six.silent else None
        yield NameserverProbe(name, "example.cn", "2001:db8::53", moment, failure=failure)
    yield _opened(site.home, moment, 4, 1, [four for four, _ in six.times])
    yield _opened(site.home, moment, 6, 1, [over for _, over in six.times] if six.home else None)
    for level, (good, of) in ((2, six.second), (3, six.third)):
        for number in range(of):
            url = f"{site.home.rstrip('/')}/{level}/{number}.html"
            yield _opened(url, moment, 4, level, [1, 1, 1])
            yield _opened(url, moment, 6, level, [1, 1, 1] if number < good else None)


def _opened(url: str, moment: datetime, family: int, level: int, times: list[int] | None) -> HttpProbe:
    if times is None:
        return HttpProbe(url, moment, family, failure=Failure.REFUSED, level=level)
    name, connect, first = (one / 1000 for one in times)
    phases = Phases(name, connect, None, first, 0.5)
    return HttpProbe(
        url, moment, family, 200, phases=phases, size=9_000, level=level, text="首页" if level == 1 else ""
    )
