"""Which sites a unit should not have, by the registry alone."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

import pytest

from checks.indicators import edition
from checks.indicators.rule import Grade, Param
from checks.model.findings import Certainty, Status
from checks.model.registry import BEIJING, Level, Registry, Site, SiteKind, SubjectState
from results import surplus
from results.following import follow
from results.ledger import issues, registry, runs
from results.ledger.engine import Ledger

RULE = edition.load().rules["surplus-sites"]
UNIT = "临江市水利局"
MAIN = Site("临江市水利局", "http://slj.x.gov.cn/", UNIT, "3399000002", SiteKind.DEPARTMENT, Level.CITY)
SECOND = replace(MAIN, name="临江水利信息网", home="http://sl.x.gov.cn/", code="3399000001", kind=SiteKind.OTHER)
PORTAL = Site(
    "临江县人民政府", "http://www.x.gov.cn/", "临江县人民政府办公室", "3399990001", SiteKind.PORTAL, Level.COUNTY
)


def codes(site: Site, *others: Site, most: int = 1) -> list[str]:
    rule = replace(RULE, params={"per_unit": Param(most, Grade.OURS)})
    outcome = surplus.judge(site, (site, *others), rule)
    assert all(finding.certainty is Certainty.SUSPECTED for finding in outcome.findings)
    assert (outcome.status is Status.REVIEW) == bool(outcome.findings)
    return [finding.code for finding in outcome.findings]


def test_the_second_site_of_a_unit_is_surplus_and_the_first_is_not() -> None:
    assert codes(MAIN, SECOND) == []  # a department goes before others, whatever its code
    assert codes(SECOND, MAIN) == ["several"]
    (finding,) = surplus.judge(SECOND, (MAIN, SECOND), RULE).findings
    assert (finding.data["count"], finding.data["others"]) == (2, "临江市水利局")
    assert (finding.at, finding.key) == (SECOND.home, ("several",))
    assert "最多" not in RULE.sentence("several", finding.data)
    assert "临江市水利局" in RULE.sentence("several", finding.data)


def test_of_two_alike_the_one_with_the_later_code_is_surplus() -> None:
    twin = replace(MAIN, code="3399000003", home="http://b.x.gov.cn/")
    assert (codes(MAIN, twin), codes(twin, MAIN)) == ([], ["several"])


@pytest.mark.parametrize("state", [SubjectState.PAUSED, SubjectState.CLOSED])
def test_a_site_out_of_service_is_not_counted(state: SubjectState) -> None:
    assert codes(SECOND, replace(MAIN, state=state)) == []


def test_a_site_of_another_unit_is_not_counted() -> None:
    assert codes(SECOND, replace(MAIN, unit="临江市水文局")) == []


def test_an_office_that_allows_two() -> None:
    third = replace(SECOND, code="3399000009", home="http://c.x.gov.cn/")
    assert codes(SECOND, MAIN, most=2) == []
    assert codes(third, MAIN, SECOND, most=2) == ["several"]


def test_many_others_are_named_in_part() -> None:
    many = [replace(MAIN, name=f"站{n}", code=f"33990001{n:02d}", home=f"http://{n}.x.gov.cn/") for n in range(7)]
    (finding,) = surplus.judge(SECOND, (SECOND, *many), RULE).findings
    assert finding.data["others"] == "站0、站1、站2、站3、站4等"


@pytest.mark.parametrize(
    ("unit", "level", "kind", "said"),
    [
        ("青溪镇人民政府", Level.TOWN, SiteKind.PORTAL, ["town"]),
        ("青溪镇人民政府", Level.UNKNOWN, SiteKind.OTHER, ["town"]),
        ("城关街道办事处", Level.UNKNOWN, SiteKind.PORTAL, ["town"]),
        ("景德镇市人民政府", Level.UNKNOWN, SiteKind.PORTAL, []),
        ("景德镇市人民政府", Level.CITY, SiteKind.PORTAL, []),
        ("临江县水利局", Level.COUNTY, SiteKind.DEPARTMENT, ["department"]),
        ("临江县水利局", Level.UNKNOWN, SiteKind.DEPARTMENT, []),
        ("临江县文化馆", Level.COUNTY, SiteKind.OTHER, []),
        ("临江市水利局", Level.CITY, SiteKind.DEPARTMENT, []),
    ],
)
def test_towns_and_departments_of_counties(unit: str, level: Level, kind: SiteKind, said: list[str]) -> None:
    assert codes(replace(PORTAL, unit=unit, level=level, kind=kind)) == said


def test_a_level_that_nobody_registered_is_told() -> None:
    outcome = surplus.judge(replace(MAIN, level=Level.UNKNOWN), (MAIN,), RULE)
    assert (outcome.status, outcome.judged, outcome.of, outcome.reason) == (Status.PASS, 1, 1, "行政级别未登记")
    assert surplus.judge(PORTAL, (PORTAL,), RULE).reason == ""


def test_the_ledger_gives_the_sites_of_a_unit(ledger: Ledger) -> None:
    with ledger.begin() as connection:
        registry.save(connection, Registry(sites=(MAIN, SECOND, PORTAL)))
    with ledger.connect() as connection:
        assert registry.sites_of(connection, UNIT) == (SECOND, MAIN)
        assert registry.sites_of(connection, "无此单位") == ()


def test_a_site_that_was_closed_mends_the_other_also_where_no_level_is_registered(ledger: Ledger) -> None:
    second = replace(SECOND, level=Level.UNKNOWN)
    national = edition.load()
    with ledger.begin() as connection:
        for days, others in ((0, (MAIN, second)), (1, (replace(MAIN, state=SubjectState.CLOSED), second))):
            moment = datetime(2026, 11, 20 + days, 2, tzinfo=BEIJING)
            run = runs.start(connection, kind="nightly", edition="e", code="c", moment=moment, subjects=[second.key])
            outcome = surplus.judge(second, others, RULE)
            follow(connection, run, second.key, [outcome], lambda url: True, national, "v", moment=moment)
        assert [(issue.check, issue.state) for issue in issues.query(connection)] == [("surplus-sites", "fixed")]
