"""V6-03 over a week of rounds: the boundary, what is left out, and what a site is not accused of twice."""

from __future__ import annotations

import heapq
from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import datetime

import pytest

from checks.indicators import edition
from checks.indicators.edition import Grade
from checks.model.captures import Failure, HttpProbe
from checks.model.findings import Certainty, Finding, Outcome, Status, SubjectType
from checks.model.rounds import Heard
from results import availability, steadiness
from tests.results.making import HOME, SITE
from tests.results.weeks import NIGHT, failed, failing, good, week

NATIONAL = edition.load()
RULES = steadiness.Rules(NATIONAL.rules[steadiness.CHECK], NATIONAL.rules[availability.CHECK])
Answer = Callable[[int, datetime], HttpProbe | None]


def over(bad: int, of: int, failure: Failure = Failure.TIMEOUT, *, mark: str = "") -> Answer:
    """Asked over IPv6 in the first `of` rounds of a week, failed in the first `bad` of them."""

    def answer(number: int, at: datetime) -> HttpProbe | None:
        probe = failed(at, failure) if number < bad else good(at)
        return replace(probe, family=6, marks=(mark,) * bool(mark)) if number < of else None

    return answer


def judged(*six: Iterable[Heard], any_way: Iterable[Heard] | None = None, no_address: bool = False) -> Outcome:
    merged = heapq.merge(*six, key=lambda heard: heard.round.began)
    open_all_week = week(failing()) if any_way is None else any_way
    return steadiness.judge(SITE, open_all_week, merged, RULES, NIGHT, no_address=no_address)


def test_the_numbers_are_ours_and_say_so() -> None:
    values = {name: RULES.steady.param(name) for name in ("days", "least", "success_share", "outlets")}
    assert values == {"days": 7, "least": 20, "success_share": 0.95, "outlets": 2}
    assert {RULES.steady.params[name].verified for name in values} == {Grade.OURS}


@pytest.mark.parametrize(
    ("bad", "of", "verdict"),
    [
        (0, 42, Status.PASS),
        (2, 40, Status.PASS),  # 95 % to the dot
        (2, 39, Status.REVIEW),  # 94.87 %
        (1, 20, Status.PASS),
        (2, 21, Status.REVIEW),
        (8, 160, Status.PASS),
        (9, 160, Status.REVIEW),
    ],
)
def test_ninety_five_in_a_hundred_pass_and_less_does_not(bad: int, of: int, verdict: Status) -> None:
    outcome = judged(week(over(bad, of)))
    assert (outcome.status, outcome.judged, outcome.of) == (verdict, of, of)


def test_a_finding_is_told_with_its_numbers() -> None:
    (finding,) = judged(week(over(2, 39))).findings
    assert (finding.code, finding.at, finding.key, finding.certainty) == (
        "unsteady",
        HOME,
        ("home", "ipv6"),
        Certainty.SUSPECTED,
    )
    said = RULES.steady.sentence(finding.code, finding.data)
    assert "2026-11-13至2026-11-19" in said
    assert "经 IPv6 访问首页 39 次，2 次打不开或用时过长，成功率 94.87%（要求不低于 95%）" in said
    assert "{" not in said
    assert finding.excerpt.startswith("11-13 00:03 超时")


def test_too_few_say_nothing() -> None:
    outcome = judged(week(over(19, 19)))
    assert (outcome.status, outcome.judged, outcome.of, outcome.findings) == (Status.UNKNOWN, 19, 20, ())
    assert "可以判断的访问 19 次，至少要 20 次" in outcome.reason


def test_a_site_that_is_down_as_a_whole_is_not_accused_twice() -> None:
    down = week(failing(*range(20)))
    outcome = judged(week(over(20, 60)), any_way=down)
    assert (outcome.status, outcome.judged, outcome.of) == (Status.PASS, 40, 40)
    assert "首页本身打不开或不能判断时的 20 次不计" in outcome.reason


def test_a_moment_in_which_nobody_asked_any_other_way_does_not_count() -> None:
    some = week(lambda number, at: good(at) if number >= 10 else None)
    outcome = judged(week(over(10, 40)), any_way=some)
    assert (outcome.status, outcome.judged) == (Status.PASS, 30)


@pytest.mark.parametrize("answer", [over(0, 42, mark="unproven"), over(42, 42, Failure.NO_IPV6)])
def test_without_a_way_out_of_our_own_nothing_is_said(answer: Answer) -> None:
    outcome = judged(week(answer))
    assert (outcome.status, outcome.judged, outcome.of, outcome.reason) == (
        Status.UNKNOWN,
        0,
        20,
        "本机没有 IPv6 出口",
    )


def test_what_was_not_proven_is_left_out_and_told() -> None:
    def answer(number: int, at: datetime) -> HttpProbe | None:
        probe = over(10, 40)(number, at)
        return replace(probe, marks=("unproven",)) if probe and number < 10 else probe

    outcome = judged(week(answer))
    assert (outcome.status, outcome.judged) == (Status.PASS, 30)
    assert "没有 IPv6 出口" in outcome.reason


def test_never_asked_over_ipv6() -> None:
    assert judged().status is Status.UNKNOWN
    assert judged().reason == steadiness.NOT_ASKED
    assert judged(any_way=()).reason == availability.NO_ROUNDS
    without = judged(no_address=True)
    assert (without.status, without.reason) == (Status.NOT_APPLICABLE, steadiness.NO_ADDRESS)


def test_the_visit_knows_whether_there_is_an_address() -> None:
    def said(host: str, code: str = "none") -> list[Outcome]:
        finding = Finding(code, HOME, (code, host), {"host": host})
        return [Outcome("ipv6-address", SubjectType.SITE, SITE.key, Status.FAIL, (finding,), 1, 1)]

    assert steadiness.without_address(SITE, said("www.linjiang.gov.cn"))
    assert steadiness.without_address(SITE, said("www.linjiang.gov.cn", "not-public"))
    assert not steadiness.without_address(SITE, said("linjiang.gov.cn"))
    assert not steadiness.without_address(SITE, said("www.linjiang.gov.cn", "delegation"))
    assert not steadiness.without_address(SITE, [])


def test_two_places_make_it_certain_and_one_alone_is_the_way_there() -> None:
    both = heapq.merge(week(failing()), week(failing(), vantage="二号"), key=lambda heard: heard.round.began)
    here, there = week(over(4, 40)), week(over(4, 40), vantage="二号")
    outcome = judged(here, there, any_way=both)
    assert (outcome.status, outcome.judged) == (Status.FAIL, 40)
    both = heapq.merge(week(failing()), week(failing(), vantage="二号"), key=lambda heard: heard.round.began)
    split = judged(week(over(4, 40)), week(over(0, 40), vantage="二号"), any_way=both)
    assert (split.status, split.judged) == (Status.PASS, 40)
    assert "只在部分观察点打不开" in split.reason


def test_causes_that_may_be_ours_are_never_certain() -> None:
    both = heapq.merge(week(failing()), week(failing(), vantage="二号"), key=lambda heard: heard.round.began)
    places = [week(over(4, 40, Failure.UNREACHABLE), vantage=name) for name in ("本机", "二号")]
    assert judged(*places, any_way=both).status is Status.REVIEW
