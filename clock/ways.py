"""Every visited site is asked over IPv4 and over IPv6: which of its addresses, and where the answers go."""

from __future__ import annotations

import asyncio
import random
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from itertools import islice
from pathlib import Path
from urllib.parse import urlsplit

from checks import catalog
from checks.facts.hosts import registrable
from checks.indicators.edition import Edition
from checks.model.captures import DnsProbe, HttpProbe, NameserverProbe, TlsProbe
from checks.model.marks import WALL
from checks.model.pages import Link, PageFacts
from checks.model.registry import BEIJING, Site
from checks.model.urls import host_of
from checks.model.views import MissingCapture
from clock.rules import edition_of
from clock.settings import Settings
from crawler.brake import Brake
from crawler.network import literal
from crawler.probes.outlet import Outlet
from crawler.probes.samples import Sampled
from crawler.probes.ways import Subject, ask_ways
from results.visits.closing import add_probes
from results.visits.reader import StoredSite

PHASE = "经 IPv4、IPv6 各访问一遍"
_LINKS = "ipv6-links"
_SAMPLE = 100  # where the edition says nothing
ASKED_BESIDE = frozenset((DnsProbe, HttpProbe, NameserverProbe, TlsProbe))
_LEADING = frozenset(("a", "area", "frame", "iframe"))
_NEEDED = frozenset(("img", "script", "style", "frame", "iframe", "background"))
_SHEETS = (".css", ".js", ".ico", ".png", ".svg")  # other link elements name addresses that no page needs
_MOST_NEEDED = 50
_MOST_PAGES = 200
"""Pages on which addresses of the third level are looked for."""


def wanted(settings: Settings) -> bool:
    """Is it to be asked, and does the edition have anything judged that is asked beside the pages?"""
    edition, known = edition_of(settings), catalog.load().values()
    rules = ((edition.rules.get(check.id), check) for check in known if ASKED_BESIDE.intersection(check.needs))
    return settings.ways.on and any(rule is not None and rule.judged.by_check for rule, _ in rules)


async def ask_both_ways(path: Path, settings: Settings, brake: Brake, outlet: Outlet) -> int | None:
    """Asks the site of the sealed visit `path`, and lays the answers into it, all or none: how many; None when our own
    network cut it off. Nothing is asked where it was before. Raises StorageError."""
    edition = edition_of(settings)
    # Off the loop: to read a few hundred pages takes as many milliseconds.
    subject = await asyncio.to_thread(subject_of, path, edition)
    if subject is None:
        return 0
    given = (settings.manners, settings.network, settings.ways, brake, outlet, lambda: datetime.now(UTC))
    answers = await ask_ways(subject, *given)
    if answers is None:
        return None
    add_probes(path, answers)
    return len(answers)


def subject_of(path: Path, edition: Edition) -> Subject | None:
    """What is to be asked of the visited site; None where that was done. The sample is drawn by the key of the site
    and the day of its visit."""
    rule = edition.rules.get(_LINKS)
    size = int(rule.param("sample")) if rule is not None and "sample" in rule.params else _SAMPLE
    with StoredSite(path) as view:
        if _asked(view):
            return None
        try:
            own = {urlsplit(f"//{host}").hostname for host in view.site.all_hosts}  # a visit asks other names as well
            names = tuple(probe for probe in view.probes(DnsProbe) if probe.subject in own)
        except MissingCapture:
            names = ()
        dice = random.Random(f"{view.site.key} {view.moment.astimezone(BEIJING):%Y-%m-%d}")
        sample = tuple(sampled(view, dice, size))
        home = view.home
        needed = tuple(needed_hosts(home.facts, view.site.all_hosts)) if home is not None else ()
        return Subject(view.site.home, names, sample, needed, tuple(tls_hosts(view.site)))


def tls_hosts(site: Site) -> Iterator[str]:
    """The registered hosts, to be asked at the port of https; one with a port only where the home page is read there
    over https."""
    parts = urlsplit(site.home)
    for host in sorted(site.all_hosts):
        if urlsplit(f"//{host}").port is None or (parts.scheme == "https" and host == parts.netloc.lower()):
            yield host


def _asked(view: StoredSite) -> bool:
    try:
        return any(probe.family for probe in view.probes(HttpProbe))  # other names are asked over any, in the visit
    except MissingCapture:
        return False


def sampled(view: StoredSite, dice: random.Random, size: int) -> Iterator[Sampled]:
    """At most `size` addresses of each level: own ones that a page leads to, and that answered in the visit."""
    home = view.home
    if home is None:
        return
    own = registrable(host_of(view.site.home))
    first = {view.site.home, home.url, home.page.final_url, ""}
    second = [url for url in _leads(home.facts, own) if url not in first]
    dice.shuffle(second)
    yield from (Sampled(url, 2) for url in islice(_answered(view, second), size))
    above = first.union(second)
    third: dict[str, None] = {}
    for url in second[:_MOST_PAGES]:
        page = view.page(url)
        if page is not None:
            third.update(dict.fromkeys(lead for lead in _leads(page.facts, own) if lead not in above))
    waiting = list(third)
    dice.shuffle(waiting)
    yield from (Sampled(url, 3) for url in islice(_answered(view, waiting), size))


def _leads(facts: PageFacts, own: str) -> Iterable[str]:
    """Addresses of the same domain that a page leads to, each once."""
    shown = (link.url for link in facts.links if link.tag in _LEADING and registrable(host_of(link.url)) == own)
    return dict.fromkeys(shown)


def _answered(view: StoredSite, urls: Iterable[str]) -> Iterator[str]:
    """Those that were read or found there in the visit, unchanged (304) or not: what robots.txt or the visit left out
    is not asked here."""
    for url in urls:
        answer = view.answer(url)
        if answer is None or not answer.looks or answer.failure is not None:
            continue
        there = 200 <= (answer.status or 0) < 300 or answer.status == 304
        if there and not any(mark.startswith(WALL) for mark in answer.marks):
            yield url


def needed_hosts(facts: PageFacts, own: Iterable[str]) -> Iterable[str]:
    """Names of other hosts whose pictures, scripts, styles and frames a page shows, at most `_MOST_NEEDED`."""
    ours = {urlsplit(f"//{host}").hostname for host in own}
    shown = (urlsplit(link.url) for link in facts.links if link.tag in _NEEDED or _sheet(link))
    hosts = dict.fromkeys(parts.hostname or "" for parts in shown)
    return list(islice((h for h in hosts if h and h not in ours and literal(h) is None), _MOST_NEEDED))


def _sheet(link: Link) -> bool:
    return link.tag == "link" and urlsplit(link.url).path.lower().endswith(_SHEETS)
