"""Which names belong to a site, and what looks at them say."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from checks.facts.domains import MOST, Name, made_up, name_of, names_seen, registered, twin
from checks.model.captures import DnsProbe, Failure, HttpProbe
from checks.model.registry import Site, SiteKind
from checks.model.views import GatheredSite

NOW = datetime(2026, 11, 20, tzinfo=UTC)
PORTAL = Site("县政府", "http://www.county.gov.cn/", "县政府办", kind=SiteKind.PORTAL)
GONE = DnsProbe("a.cn", NOW, failure=Failure.NXDOMAIN, aaaa_failure=Failure.NXDOMAIN)
EMPTY = DnsProbe("a.cn", NOW)
THERE = DnsProbe("a.cn", NOW, a=("110.10.10.7",))
TROUBLED = DnsProbe("a.cn", NOW, failure=Failure.SERVFAIL, aaaa_failure=Failure.SERVFAIL)


@pytest.mark.parametrize(
    ("place", "name"),
    [
        ("http://WWW.County.gov.cn:8080/a", "www.county.gov.cn"),
        ("county.gov.cn.", "county.gov.cn"),
        ("county.gov.cn:8080", "county.gov.cn"),
        ("http://10.1.1.1/", ""),
        ("[2409::1]:80", ""),
        ("http://[broken/", ""),
        ("", ""),
    ],
)
def test_the_name_in_a_place(place: str, name: str) -> None:
    assert name_of(place) == name


@pytest.mark.parametrize(
    ("home", "kind", "other"),
    [
        ("http://www.county.gov.cn/", SiteKind.PORTAL, "county.gov.cn"),
        ("https://county.gov.cn/", SiteKind.PORTAL, "www.county.gov.cn"),
        ("http://www.bj.gov.cn/", SiteKind.PORTAL, "bj.gov.cn"),
        ("http://www.county.gov.cn/", SiteKind.DEPARTMENT, ""),
        ("http://www.county.gov.cn/", SiteKind.OTHER, ""),
        ("http://kfq.county.gov.cn/", SiteKind.PORTAL, ""),
        ("http://www.kfq.county.gov.cn/", SiteKind.PORTAL, ""),
        ("http://www.gov.cn/", SiteKind.PORTAL, ""),
        ("http://10.1.1.1/", SiteKind.PORTAL, ""),
    ],
)
def test_only_a_portal_of_its_own_domain_has_a_twin(home: str, kind: SiteKind, other: str) -> None:
    assert twin(replace(PORTAL, home=home, kind=kind)) == other


def test_registered_names_are_those_of_the_site_each_once_and_bounded() -> None:
    site = replace(PORTAL, hosts=("www.county.gov.cn:8080", "b.gov.cn", "10.1.1.1", "b.gov.cn:81"))
    assert registered(site) == {"www.county.gov.cn": PORTAL.home, "b.gov.cn": "http://b.gov.cn/"}
    many = replace(PORTAL, hosts=tuple(f"h{n}.gov.cn" for n in range(99)))
    assert len(registered(many)) == MOST


def test_a_made_up_name_stands_beside_one_and_never_in_a_zone_of_all() -> None:
    assert made_up("lsj.county.gov.cn").endswith(".county.gov.cn")
    assert made_up("lsj.county.gov.cn") == made_up("lsj.county.gov.cn") != made_up("a.county.gov.cn")
    assert made_up("county.gov.cn") == ""


@pytest.mark.parametrize(
    ("looks", "gone", "without", "unclear"),
    [
        ((), False, False, "本次没有查询该域名"),
        ((GONE,), False, False, ""),
        ((GONE, GONE), True, True, ""),
        ((EMPTY, EMPTY), False, True, ""),
        ((GONE, EMPTY), False, True, ""),
        ((GONE, THERE), False, False, ""),
        ((GONE, TROUBLED), False, False, "servfail"),
        ((TROUBLED, GONE), False, False, ""),
        ((THERE,), False, False, ""),
        ((replace(GONE, aaaa_failure=Failure.NO_NAMESERVER),) * 2, False, False, "no-nameserver"),
    ],
)
def test_what_looks_say(looks: tuple[DnsProbe, ...], gone: bool, without: bool, unclear: str) -> None:
    name = Name("a.cn", looks)
    assert (name.gone, name.without_address, name.unclear) == (gone, without, unclear)


@pytest.mark.parametrize(
    ("a", "aaaa", "public"),
    [
        (("110.10.10.7",), (), 1),
        ((), ("2409:8c00::7",), 1),
        (("10.1.1.1", "127.0.0.1", "0.0.0.0", "nonsense"), ("fd00::1", "::1"), 0),
        (("10.1.1.1",), ("2409:8c00::7",), 1),
    ],
)
def test_public_addresses(a: tuple[str, ...], aaaa: tuple[str, ...], public: int) -> None:
    assert len(Name("a.cn", (DnsProbe("a.cn", NOW, a=a, aaaa=aaaa),)).addresses) == public


def test_names_are_gathered_with_their_doors_and_the_made_up_one_beside() -> None:
    host, home = "lsj.county.gov.cn", "http://lsj.county.gov.cn/"
    beside = DnsProbe(made_up(host), NOW, a=("110.10.10.7", "110.10.10.8"))
    first, second = DnsProbe(host, NOW), DnsProbe(host, NOW, a=("110.10.10.7",))
    door = HttpProbe(home, NOW, status=200)
    others = (replace(door, family=6), replace(door, level=2))
    site = GatheredSite(PORTAL, NOW, answers={DnsProbe: [first, beside, second], HttpProbe: [door, *others]})
    name = names_seen(site)[host]
    assert (name.looks, name.doors, name.beside) == ((first, second), (door,), beside)
    assert name.by_wildcard
    assert not Name(host, (second,), beside=replace(beside, a=("110.10.10.8",))).by_wildcard
    assert not Name(host, (second,)).by_wildcard
