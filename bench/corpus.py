"""What judging costs on real pages: CPU milliseconds of a page, parse, facts and checks together.

Run `python -m bench.corpus` beside the corpus of real pages (`XUNWANG_CORPUS` for another place). Every page of the
manifest is parsed and read by itself, then every check judges the pages of each host as one site from a visit file, as
a night does; what a site's checks took is shared out over its pages. Every link is given a plain answer, as nine in ten
have; names, certificates and home pages over IPv6 were not asked.
"""

from __future__ import annotations

import csv
import statistics
import tempfile
import time
from collections import defaultdict
from datetime import UTC, datetime
from pathlib import Path

from checks import catalog
from checks.catalog import Scope
from checks.facts.markup import parse
from checks.facts.reading import read
from checks.indicators import edition
from checks.model.captures import Coverage, LinkProbe
from checks.model.pages import Capture, Page, PageFacts
from checks.model.registry import Site, SiteKind, Unit
from checks.model.urls import host_of, normalise
from checks.runner import run
from clock.workers import settle
from results.visits.reader import StoredSite
from results.visits.writer import VisitWriter
from tests.real.corpus import corpus

ROUNDS = 3
"""Each page is read so often, each site judged so often; the best time counts, so that neighbours count least.

What is remembered of a page (its addresses, dates, scripts) is remembered from the first time on, so that the best time
is less than a night pays: what that pays is told beside it.
"""
MOMENT = datetime(2026, 11, 20, tzinfo=UTC)
DEAREST = 8


def of_sites() -> dict[str, catalog.Check]:
    """The checks that judge pages and sites."""
    return {id: check for id, check in catalog.load().items() if check.scope is not Scope.ACCOUNT}


def pages() -> dict[str, list[tuple[str, bytes, bool]]]:
    """(address, bytes, whether it is the home page) of every page of the corpus, by host."""
    folder = corpus()
    if folder is None:
        raise SystemExit("no corpus of real pages here (XUNWANG_CORPUS)")
    found: dict[str, list[tuple[str, bytes, bool]]] = defaultdict(list)
    with (folder / "MANIFEST.csv").open(encoding="utf-8-sig", newline="") as sheet:
        for row in csv.DictReader(sheet):
            if url := normalise(row["url"]):
                found[host_of(url)].append((url, (folder / row["file"]).read_bytes(), row["page_type"] == "home"))
    return found


def reading(url: str, body: bytes, home: bool) -> tuple[float, float, PageFacts]:
    """(best CPU seconds of parse and read, those of the first time, the facts)."""
    took = []
    for _ in range(ROUNDS):
        start = time.process_time()
        facts = read(parse(url, body, "text/html"), home=home)
        took.append(time.process_time() - start)
    return min(took), took[0], facts


def stored(folder: Path, host: str, facts: list[PageFacts]) -> Path:
    """A visit file of one host with these pages."""
    site = Site(host, f"http://{host}/", host, code="3399990001", kind=SiteKind.PORTAL)
    path = folder / f"{host}.sqlite"
    made = VisitWriter(path, site=site, unit=Unit(host), columns=(), moment=MOMENT, run=1, archive=False)
    for one in facts:
        page = Page(one.url, 200, MOMENT, content_type="text/html", depth=2)
        made.keep(Capture(page, one, LinkProbe(one.url, MOMENT, status=200, content_type="text/html")))
    for url in {link.url for one in facts for link in one.links} - {one.url for one in facts}:
        made.keep(LinkProbe(url, MOMENT, status=200, content_type="text/html", size=1_000))
    return made.close(Coverage(known=len(facts), asked=len(facts), pages=len(facts)))


UNPACK = "reading the visit file"


def judging(path: Path) -> dict[str, float]:
    """Best CPU seconds of each check on one visit, and of unpacking its pages and links before the first of them.

    What several checks share is paid by the first that asks for it."""
    best: dict[str, float] = {}
    rules = edition.load().rules
    for _ in range(ROUNDS):
        with StoredSite(path) as view:
            start = time.process_time()
            for _ in view.pages():
                pass
            for probe in view.probes(LinkProbe):
                view.places(probe.subject)
            best[UNPACK] = min(best.get(UNPACK, 99.0), time.process_time() - start)
            for id, check in of_sites().items():
                start = time.process_time()
                run(check, view, rules[id])
                best[id] = min(best.get(id, 99.0), time.process_time() - start)
    return best


def run_all() -> list[str]:
    """The table, line by line: medians and means over the pages, and the checks that cost most."""
    settle()
    scopes: dict[str, str] = {id: check.scope for id, check in of_sites().items()} | {UNPACK: UNPACK}
    reads: list[float] = []
    firsts: list[float] = []
    spent: dict[str, list[float]] = {Scope.PAGE: [], Scope.SITE: [], UNPACK: []}
    by_check: dict[str, float] = defaultdict(float)
    with tempfile.TemporaryDirectory() as folder:
        for host, bodies in pages().items():
            known: dict[str, tuple[float, float, PageFacts]] = {}
            for url, body, home in bodies:
                known.setdefault(url, reading(url, body, home))
            took = judging(stored(Path(folder), host, [facts for _, _, facts in known.values()]))
            reads += [best for best, _, _ in known.values()]
            firsts += [first for _, first, _ in known.values()]
            for scope, shares in spent.items():
                whole = sum(seconds for id, seconds in took.items() if scopes[id] == scope)
                shares += [whole / len(known)] * len(known)
            for id, seconds in took.items():
                by_check[id] += seconds
    of_page = [a + b for a, b in zip(reads, spent[Scope.PAGE], strict=True)]
    judged = [a + b for a, b in zip(of_page, spent[Scope.SITE], strict=True)]
    rows = {
        "parse and facts": reads,
        "the same at first sight, as a night meets a page": firsts,
        "parse, facts and page checks": of_page,
        "site checks, shared out over their pages": spent[Scope.SITE],
        "all page facts and checks together (parse, facts, page and site checks)": judged,
        "reading facts and links from the visit file, shared out": spent[UNPACK],
        "the same with that reading": [a + b for a, b in zip(judged, spent[UNPACK], strict=True)],
    }
    lines = ["| | median ms | mean ms |", "|---|---|---|"]
    for name, values in rows.items():
        lines.append(f"| {name} | {statistics.median(values) * 1000:.2f} | {statistics.fmean(values) * 1000:.2f} |")
    dearest = sorted(by_check.items(), key=lambda pair: -pair[1])[:DEAREST]
    told = ", ".join(f"{id} {seconds / len(reads) * 1000:.3f}" for id, seconds in dearest)
    return [*lines, "", f"{len(reads)} pages, {len(scopes) - 1} checks. Dearest, in ms a page: {told}."]


if __name__ == "__main__":
    print("\n".join(run_all()))
