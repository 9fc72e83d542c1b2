"""The scorecard: what each indicator says when it passes, fails, is suspected, and was not measured."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pytest

from checks.indicators import edition
from checks.indicators.edition import Judged
from checks.model.captures import DnsProbe, Failure, HttpProbe, NameserverProbe, Phases
from checks.model.findings import Certainty, Finding, Outcome, Status, SubjectType
from results.availability import CHECK as REACH
from results.scorecard import INDICATORS, UNASKED, Answer, Asked, Fault, Mark, scorecard
from results.steadiness import counted
from tests.results.making import HOME, NOW, SITE
from tests.results.weeks import failing, week

HOST = "www.linjiang.gov.cn"
DNS = DnsProbe(HOST, NOW, ("1.2.3.4",), ("2409:8c00::1",), "linjiang.gov.cn", ("ns1.x.cn", "ns2.x.cn"), ("ns1.x.cn",))
CHECKS = ("ipv6-address", "ipv6-home", "ipv6-unsteady", "ipv6-content-differs", "ipv6-links", "ipv6-latency")


def http(family: int, path: str = "", *, level: int = 1, status: int | None = 200, **more: object) -> HttpProbe:
    failure = None if status else Failure.TIMEOUT
    given = {"level": level, "phases": Phases(0.01, 0.02 * family, None, 0.05 * family, 1.0), **more}
    return HttpProbe(HOME + path, NOW, family, status, failure, **given)  # type: ignore[arg-type]  # the test chooses


def links(level: int, opened: int, shut: int, dead: int = 0) -> list[HttpProbe]:
    """Links of a level: so many open over IPv6, open over IPv4 only, open over neither."""
    found = [
        http(6, f"{level}/{n}", level=level, status=200 if n < opened else None) for n in range(opened + shut + dead)
    ]
    found += [http(4, f"{level}/{n}", level=level) for n in range(opened, opened + shut)]
    return [*found, *(http(4, f"{level}/{n}", level=level, status=404) for n in range(opened + shut, len(found)))]


def outcome(check: str, status: Status = Status.PASS, reason: str = "") -> Outcome:
    return Outcome(check, SubjectType.SITE, SITE.key, status, (), 1, 1, reason)


def card(given: Asked, *faults: Fault, outcomes: Sequence[Outcome] | None = None) -> dict[str, Mark]:
    said = [outcome(check) for check in CHECKS] if outcomes is None else outcomes
    return {mark.code: mark for mark in scorecard(given, said, faults)}


def fault(check: str, code: str, *, sure: bool = True) -> Fault:
    certainty = Certainty.CERTAIN if sure else Certainty.SUSPECTED
    return Fault.of(check, Finding(code, HOME, (code,), certainty=certainty), f"{check}：{code}", confirmed=False)


FULL = Asked(
    SITE,
    (DNS,),
    (http(4, text="首页"), http(6, text="首页"), http(6, status=None), *links(2, 48, 2, 3), *links(3, 9, 1)),
    (NameserverProbe("ns1.x.cn", "linjiang.gov.cn", "2409::2", NOW),),
    week=counted(week(failing()), week(failing(0)), edition.load().rules[REACH]),
)


def test_all_eight_are_told_with_their_values() -> None:
    marks = scorecard(FULL, [outcome(check) for check in CHECKS], ())
    assert [(mark.code, mark.title) for mark in marks] == list(INDICATORS)
    assert {mark.answer for mark in marks} == {Answer.GOOD}
    assert [mark.value for mark in marks] == [
        "2409:8c00::1",
        "2 次中打开 1 次",
        "99.4 %（167/168）",
        "2 台域名服务器中 1 台有 IPv6 地址，1/1 个地址经 IPv6 应答",
        "已比对",
        "96 %（48/50）",
        "90 %（9/10）",
        "IPv4/IPv6：解析 10/10 毫秒，建连 80/120 毫秒，首包 200/300 毫秒",
    ]


@pytest.mark.parametrize(
    ("check", "code", "indicator"),
    [
        ("ipv6-address", "none", "V6-01"),
        ("ipv6-address", "not-public", "V6-01"),
        ("ipv6-home", "closed", "V6-02"),
        ("ipv6-unsteady", "unsteady", "V6-03"),
        ("ipv6-address", "delegation", "V6-04"),
        ("ipv6-content-differs", "text", "V6-05"),
        ("ipv6-links", "second", "V6-06"),
        ("ipv6-links", "third", "V6-07"),
        ("ipv6-latency", "connect", "V6-08"),
    ],
)
def test_a_fault_counts_for_its_own_indicator_and_no_other(check: str, code: str, indicator: str) -> None:
    marks = card(FULL, fault(check, code))
    assert [mark.code for mark in marks.values() if mark.answer is Answer.BAD] == [indicator]
    assert marks[indicator].why == f"{check}：{code}"
    assert marks[indicator].value
    assert card(FULL, fault(check, code, sure=False))[indicator].answer is Answer.UNSURE


def test_every_finding_of_the_ipv6_rules_belongs_to_an_indicator() -> None:
    rules = [
        rule
        for rule in edition.load().rules.values()
        if rule.id.startswith("ipv6-") and rule.judged is not Judged.LATER
    ]
    assert {rule.id for rule in rules} >= {"ipv6-address", "ipv6-unsteady"}
    for rule in rules:
        for code in rule.says:
            told = card(FULL, fault(rule.id, code)).values()
            assert any(f"{rule.id}：{code}" in mark.why for mark in told), (rule.id, code)


def test_a_person_makes_sure() -> None:
    finding = Finding("unsteady", HOME, ("home",), certainty=Certainty.SUSPECTED)
    assert Fault.of("ipv6-unsteady", finding, "", confirmed=True).sure


def test_gaps_are_told_beside_the_home_page_and_change_nothing() -> None:
    mark = card(FULL, fault("ipv6-gaps", "gap"))["V6-02"]
    assert (mark.answer, mark.why) == (Answer.GOOD, "ipv6-gaps：gap")


def test_nothing_measured_is_never_good() -> None:
    bare = card(Asked(SITE))
    assert {mark.answer for mark in bare.values()} == {Answer.UNKNOWN}
    unasked = card(FULL, outcomes=())
    assert {(mark.answer, mark.why) for mark in unasked.values()} == {(Answer.UNKNOWN, UNASKED)}
    told = card(FULL, outcomes=[outcome(check, Status.UNKNOWN, "no-ipv6") for check in CHECKS])
    assert {(mark.answer, mark.why) for mark in told.values()} == {(Answer.UNKNOWN, "本机没有 IPv6 出口")}
    none = card(FULL, outcomes=[outcome(check, Status.NOT_APPLICABLE) for check in CHECKS])
    assert {mark.answer for mark in none.values()} == {Answer.NONE}


def test_an_indicator_that_was_not_measured_does_not_pass_with_its_neighbour() -> None:
    """One check answers for addresses and for the zone: a fault of the zone does not mean that there is an address."""
    blind = replace(FULL, dns=(replace(DNS, aaaa=(), aaaa_failure=Failure.SERVFAIL),))
    failed = [outcome("ipv6-address", Status.FAIL)]
    assert card(blind, fault("ipv6-address", "delegation"), outcomes=failed)["V6-01"].answer is Answer.UNKNOWN
    no_third = replace(FULL, http=tuple(one for one in FULL.http if one.level < 3))
    assert card(no_third, fault("ipv6-links", "second"))["V6-07"].answer is Answer.UNKNOWN


def test_a_scheme_that_opens_over_neither_family_is_not_counted() -> None:
    secure = [replace(http(family, status=None), subject=HOME.replace("http:", "https:")) for family in (4, 6)]
    assert card(replace(FULL, http=(*FULL.http, *secure)))["V6-02"].value == "2 次中打开 1 次"
    shut = (http(4), http(6, status=None))
    assert card(replace(FULL, http=shut))["V6-02"].value == "1 次中打开 0 次"


def test_answers_of_walls_and_of_our_own_side_are_no_measure() -> None:
    worthless = (
        http(6, "2/a", level=2, status=403),
        http(6, "2/b", level=2, marks=("wall:aliyun",)),
        http(6, "2/c", level=2, marks=("unwitnessed",)),
        HttpProbe(HOME + "2/d", NOW, 6, failure=Failure.NO_IPV6, level=2),
        *(http(4, f"2/{name}", level=2) for name in "abcd"),
    )
    assert card(replace(FULL, http=worthless))["V6-06"].value == ""
