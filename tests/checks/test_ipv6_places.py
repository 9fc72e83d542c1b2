"""What could not be looked at over IPv6 is said of the place at which its finding stands: only so does the ledger not
take for mended what was not seen again. And the reason is the true one."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from checks import catalog
from checks.indicators import edition
from checks.model.captures import DnsProbe, Failure, HttpProbe, NameserverProbe, Probe
from checks.model.findings import Outcome, Status
from checks.model.registry import Site
from checks.model.views import GatheredSite
from checks.runner import run

NOW = datetime(2026, 11, 20, 1, 0, tzinfo=UTC)
HOME, OTHER = "http://www.linjiang.gov.cn/", "https://www.linjiang.gov.cn/"
SITE = Site(name="临江县人民政府", home=HOME, unit="临江县人民政府办公室", code="3399990001")
NAMES = DnsProbe(
    "www.linjiang.gov.cn",
    NOW,
    ("192.0.2.7",),
    ("2409:8c00::7", "2409:8c00::8"),
    "linjiang.gov.cn",
    ("ns1.linjiang.gov.cn",),
    ("ns1.linjiang.gov.cn",),
)


def home(family: int, url: str = HOME, failure: Failure | None = None, address: str = "") -> HttpProbe:
    return HttpProbe(url, NOW, family, None if failure else 200, failure, address=address)


def links(level: int, failure: Failure | None, count: int = 9) -> list[HttpProbe]:
    urls = [f"{HOME}{level}/{n}.html" for n in range(count)]
    return [HttpProbe(url, NOW, 6, None if failure else 200, failure, level=level) for url in urls]


def said(check: str, *probes: Probe) -> Outcome:
    answers: dict[type, list[Probe]] = {DnsProbe: [NAMES], HttpProbe: [], NameserverProbe: []}
    for probe in probes:
        answers[type(probe)] = [*(one for one in answers[type(probe)] if one is not NAMES), probe]
    return run(catalog.load()[check], GatheredSite(SITE, NOW, answers=answers), edition.load().rules[check])


HEARD = NameserverProbe("ns1.linjiang.gov.cn", "linjiang.gov.cn", "2409::53", NOW)
OPEN = [home(4), home(6), home(4, OTHER)]
NO_WAY = Failure.NO_IPV6


@pytest.mark.parametrize(
    ("check", "probes"),
    [
        ("ipv6-home", [home(4), home(6), home(4, OTHER), home(6, OTHER, NO_WAY)]),
        ("ipv6-home", [home(4), home(6), home(4, OTHER, Failure.OUR_NETWORK), home(6, OTHER, Failure.TIMEOUT)]),
        ("ipv6-home", [home(4), home(6), home(6, address="2409:8c00::7"), home(6, HOME, NO_WAY, "2409:8c00::8")]),
        ("ipv6-address", [replace(HEARD, failure=NO_WAY)]),
        ("ipv6-address", [replace(NAMES, aaaa=(), aaaa_failure=Failure.TIMEOUT), HEARD]),
        ("ipv6-address", [replace(NAMES, ns_failure=Failure.TIMEOUT)]),
        ("ipv6-links", [*OPEN, *links(2, NO_WAY), *links(3, None)]),
    ],
)
def test_the_place_of_the_finding_is_unseen(check: str, probes: list[Probe]) -> None:
    outcome = said(check, *probes)
    assert outcome.status is Status.PASS  # something else was judged, and is well
    assert outcome.judged < outcome.of
    assert HOME in outcome.unseen


@pytest.mark.parametrize("check", ["ipv6-home", "ipv6-content-differs", "ipv6-latency", "ipv6-links"])
def test_a_machine_without_ipv6_says_so(check: str) -> None:
    outcome = said(check, home(4), home(6, HOME, NO_WAY), *links(2, NO_WAY))
    assert outcome.status is Status.UNKNOWN
    assert outcome.reason.startswith("本机没有 IPv6 出口")


def test_a_scheme_that_ipv4_does_not_offer_is_nothing_to_look_at() -> None:
    refused = [home(4, OTHER, Failure.REFUSED), home(6, OTHER, Failure.REFUSED)]
    outcome = said("ipv6-home", home(4), home(6), *refused)
    assert (outcome.status, outcome.judged, outcome.of) == (Status.PASS, 1, 1)
