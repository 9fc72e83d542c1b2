"""Which checks accuse for certain on real pages: each of them was looked at, and any other that begins to is looked at.

Every host is taken for a portal, so that as much as possible is asked of it.
"""

from __future__ import annotations

import csv
from collections import defaultdict
from datetime import datetime

import pytest

from checks import catalog
from checks.facts.markup import parse
from checks.facts.reading import read
from checks.indicators import edition
from checks.model.findings import Certainty
from checks.model.pages import Page
from checks.model.registry import BEIJING, Site, SiteKind, Unit
from checks.model.urls import host_of, normalise
from checks.model.views import GatheredSite, PageView
from checks.runner import run
from tests.real.corpus import corpus

pytestmark = pytest.mark.skipif(corpus() is None, reason="no corpus of real pages here (XUNWANG_CORPUS)")

MOMENT = datetime(2026, 11, 20, tzinfo=BEIJING)
ACCUSE = {
    # labels, feet and names as the pages themselves write them (tests/real/test_identity.py)
    *("site-labels", "column-labels", "article-labels", "repeated-labels", "wrong-url-label", "footer-identity"),
    "domain-name",
    # mirrors of years gone by, judged today
    *("stale-home", "stale-columns", "blank-columns", "missing-columns"),
    # markup of home pages, as it stands there
    "inaccessible-pages",
    # misprints that stand there
    *("imprecise-names", "typos"),
}


def sites() -> dict[str, GatheredSite]:
    folder = corpus()
    assert folder is not None
    pages: dict[str, dict[str, PageView]] = defaultdict(dict)
    with (folder / "MANIFEST.csv").open(encoding="utf-8-sig", newline="") as sheet:
        for row in csv.DictReader(sheet):
            if url := normalise(row["url"]):
                facts = read(parse(url, (folder / row["file"]).read_bytes()), home=row["page_type"] == "home")
                pages[host_of(url)][url] = PageView(Page(url, 200, MOMENT, content_type="text/html"), facts)
    found = {}
    for host, shown in pages.items():
        home = next((url for url, page in shown.items() if page.facts.kind == "home"), f"http://{host}/")
        site = Site(host, home, host, code="3399990001", kind=SiteKind.PORTAL)
        found[host] = GatheredSite(site, MOMENT, tuple(shown.values()), unit=Unit(host))
    return found


def test_whoever_accuses_for_certain_was_looked_at() -> None:
    rules = edition.load().rules
    asked = [one for one in catalog.load().values() if not one.needs and one.scope is not catalog.Scope.ACCOUNT]
    accusing: dict[str, list[str]] = defaultdict(list)
    for host, site in sites().items():
        for check in asked:
            outcome = run(check, site, rules[check.id])
            assert not outcome.problem, f"{check.id} on {host}: {outcome.problem}"
            sure = (one for one in outcome.findings if one.certainty is Certainty.CERTAIN)
            accusing[check.id] += (f"{one.code} {one.at}" for one in sure)
    others = {id: found[:5] for id, found in accusing.items() if found and id not in ACCUSE}
    assert others == {}
    assert {id for id, found in accusing.items() if found} == ACCUSE
