"""A night over sites that have to do with IPv6 and those that are closed, with IPv6 and on a machine that has none.

With IPv6 all of the key is found. Without, what the name servers say is found as ever, all else that needs IPv6 is
未测, and nothing is found that is not in the key.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime

import pytest

from checks.model.registry import BEIJING
from tests import county as fake
from tests.county import County
from tests.crawler.both import needs_six
from tests.end.office import Office

CONCERNED = ("jyj", "wjj", "scjg", "rsj", "kfq", "jtj", "lyj", "wgj", "tyj")
OVER_SIX = ("ipv6-home", "ipv6-content-differs", "ipv6-links", "ipv6-latency")


@pytest.fixture(scope="module")
def county() -> County:
    return fake.build(datetime.now(BEIJING).date())


@pytest.fixture(scope="module", params=[pytest.param(True, marks=needs_six), False], ids=["with IPv6", "without IPv6"])
def night(
    request: pytest.FixtureRequest, county: County, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[Office, fake.Served]]:
    few = replace(county, sites=tuple(site for site in county.sites if site.key in CONCERNED), accounts=(), records=())
    with fake.serve(county, v6=request.param) as served:
        office = Office.opened(tmp_path_factory.mktemp("office"), few, served)
        office.furnish()
        office.run("nightly")
        yield office, served


def test_the_key_is_met_with_nothing_extra(night: tuple[Office, fake.Served]) -> None:
    office, served = night
    sites = (*(site for site in served.county.sites if site.key in CONCERNED), *served.county.ghosts)
    few = {site.code for site in sites}
    found = {(i["site_code"], i["check"], i["code"], i["url"], i["status"]) for i in office.lines("issues")}
    key = {(a.site_code, a.check, a.code, a.url, a.status) for a in served.answers if a.site_code in few}
    assert sorted(key - found) == [], "seeded and not found"
    assert sorted(found - key) == [], "found and not seeded"


def test_what_cannot_be_seen_without_ipv6_is_not_said_to_be_well(night: tuple[Office, fake.Served]) -> None:
    office, served = night
    without = {site.code for site in served.county.sites if site.key == "jyj"}  # has no address to be reached at
    few = {site.code for site in served.county.sites if site.key in CONCERNED} - without
    outcomes = [o for o in office.lines("outcomes") if o["check"] in OVER_SIX and o["subject"] in few]
    assert len(outcomes) == len(OVER_SIX) * len(few)
    if served.http_v6 is None:
        assert {o["status"] for o in outcomes} == {"UNKNOWN"}
        assert all("本机没有 IPv6 出口" in o["reason"] or "访问未完成" in o["reason"] for o in outcomes)
    else:
        assert {"PASS", "FAIL", "REVIEW"} <= {o["status"] for o in outcomes}
        assert not [o for o in outcomes if "本机没有 IPv6 出口" in o["reason"]]
