"""Both ways: what one site answers over IPv4 and over IPv6, as far as it has an address there.

Asked: its hosts for TLS (`crawler.probes.tls`), the home page (`crawler.probes.rounds`), a sample of its own pages
(`crawler.probes.samples`), its name servers and the hosts that its home page needs (`crawler.probes.nameservers`). What
cannot be asked is told with its reason; a site that our own network cut off is told nothing of at all.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from itertools import islice
from urllib.parse import urlsplit

from checks.model.captures import DnsProbe, SideProbe
from crawler.brake import Brake
from crawler.probes.errand import CutOff, Errand
from crawler.probes.home import Asker, Pace
from crawler.probes.nameservers import ask_hosts, ask_nameservers
from crawler.probes.outlet import Outlet
from crawler.probes.rounds import Rounds, families, own_address
from crawler.probes.samples import Sampled, Samples
from crawler.probes.tls import ask_tls, settled
from crawler.target import BothWays, Manners, Network

FEW = 10
"""Pages of each level that are asked where the home page was silent over IPv6."""


@dataclass(frozen=True, slots=True)
class Subject:
    """What is known of a site when it is asked: its `home` page, what the name servers said of its hosts, a `sample` of
    its own pages, the other hosts whose things (`needed`) its home page shows, and its own `hosts`."""

    home: str
    names: tuple[DnsProbe, ...] = ()
    sample: tuple[Sampled, ...] = ()
    needed: tuple[str, ...] = ()
    hosts: tuple[str, ...] = ()


async def ask_ways(
    subject: Subject,
    manners: Manners,
    network: Network,
    ways: BothWays,
    brake: Brake,
    outlet: Outlet,
    now: Callable[[], datetime],
) -> list[SideProbe] | None:
    """All that was answered; None when our own network cut it off. Never raises for what a site or the network does."""
    errand = Errand(subject.home, manners, network, ways, brake, outlet, now)
    cut = False
    try:
        await _ask(errand, subject)
    except* CutOff:
        cut = True
    if cut:
        return None
    await errand.settle()
    return errand.probes


async def _ask(errand: Errand, subject: Subject) -> None:
    host = (urlsplit(subject.home).hostname or "").lower()
    answer = next((probe for probe in subject.names if probe.subject.lower().rstrip(".") == host), None)
    over = () if own_address(subject.home) else families(subject.home, answer)
    pace = Pace(
        gap=0.0,  # the pace is that of the errand
        seconds=errand.manners.timeout,
        page_bytes=errand.manners.page_bytes,
        user_agent=errand.manners.user_agent,
    )
    # First: the answers of the home page, which follow, show whether our network works.
    began = time.monotonic()
    secure = await ask_tls(subject.hosts, errand.manners, errand.network, errand.now)
    async with Asker(pace, errand.network, [subject.home], errand.now(), errand.until) as asker:
        rounds = Rounds(errand, asker, subject.home, over)
        await rounds.ask()
        if answer is not None and 6 in over:
            await rounds.ask_addresses(answer)
    if 6 in over:
        await Samples(errand, four=4 in over).ask(_few(subject.sample) if rounds.silent else subject.sample)
    await ask_nameservers(errand, subject.names)
    await ask_hosts(errand, subject.needed)
    for said in settled(secure, began, errand.brake.mended_at):
        errand.keep(said)


def _few(sample: tuple[Sampled, ...]) -> list[Sampled]:
    """The first of each level: a site that is silent over IPv6 need not be waited for two hundred times."""
    return [one for level in (2, 3) for one in islice((s for s in sample if s.level == level), FEW)]
