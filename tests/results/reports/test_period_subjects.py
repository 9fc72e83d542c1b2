"""How sites and accounts come out of a period: by its last look, with what persons decided until the paper is made."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from checks.indicators.edition import AskedOf, Judged
from checks.model.findings import Certainty, Status
from checks.model.registry import Site, SubjectState, Unit
from results import by_hand, triage
from results.answering import Given, record
from results.errors import PersonError
from results.ledger import issues, posts, registry, tasks
from results.ledger.engine import Ledger
from results.ledger.issues import IssueState
from results.ledger.post_rows import Seen
from results.ledger.tasks import Answer
from results.ledger.tasks import Verdict as Met
from results.reports.period_gaps import MUTE
from results.reports.periods import Period, Span
from results.verdicts import Verdict
from tests.results.making import edition, rule
from tests.results.reports.period_making import (
    AUGUST,
    BLOG,
    CHAT,
    EDITION,
    ONE,
    REGISTRY,
    SEPTEMBER,
    SHUT,
    THREE,
    TWO,
    UNREAD,
    Desk,
    at,
    row,
)

K1, K2, K3, B, C = ONE.key, TWO.key, THREE.key, BLOG.key, CHAT.key
TWO_LINKS = {K1: ("a", "b")}


@pytest.fixture
def desk(ledger: Ledger, tmp_path: Path) -> Desk:
    return Desk(ledger, tmp_path)


def test_the_last_look_of_the_period_decides_and_no_later_one(desk: Desk) -> None:
    desk.night(9, 1)
    last = desk.night(9, 30, {K1: ("a", "b"), K2: ("a",)})
    desk.night(10, 1)  # all is mended, a day too late
    told = desk.told()
    one, two = row(told, K1), row(told, K2)
    assert (one.verdict, one.run, one.moment, one.looked, one.missed) == (Verdict.CANDIDATE, last, at(9, 30), 2, 0)
    assert [veto.title for veto in one.vetoes] == ["链接可用性"]
    assert (two.verdict, two.vetoes) == (Verdict.PASSED, ())
    assert one.score is not None
    assert (str(one.score.low), str(one.score.high), two.score) == ("99.80", "99.80", None)


def test_what_is_known_of_a_subject_is_what_is_registered(desk: Desk) -> None:
    desk.night(9, 1)
    told = desk.told()
    one, two, blog = row(told, K1), row(told, K2), row(told, B)
    assert (one.code, one.kind, one.region, one.level, one.home) == (K1, "门户网站", "城关", "县级", ONE.home)
    assert (two.region, two.unit, two.kind) == ("河东", "教育局", "部门网站")
    assert (blog.kind, blog.region, blog.verified_as, blog.type) == ("weibo", "城关", "教育局", "account")


def test_a_candidate_that_is_confirmed_after_the_period_fails(desk: Desk) -> None:
    desk.night(9, 30, TWO_LINKS)
    assert row(desk.told(), K1).verdict is Verdict.CANDIDATE
    with desk.ledger.begin() as connection:
        for number in desk.numbers(K1):
            triage.confirm(connection, number, who="王", moment=at(10, 8))
    told = row(desk.told(made=at(10, 9)), K1)
    assert (told.verdict, told.why) == (Verdict.FAILED, "经人工确认触发单项否决：链接可用性")
    assert told.once == ("链接可用性",)
    assert row(desk.told(made=at(10, 7)), K1).verdict is Verdict.CANDIDATE  # nobody had confirmed it then


def test_what_is_dismissed_by_now_was_never_there(desk: Desk) -> None:
    desk.night(9, 30, TWO_LINKS)
    with desk.ledger.begin() as connection:
        triage.dismiss(connection, desk.numbers(K1)[0], who="王", reason="误报", moment=at(10, 8))
    told = desk.told(made=at(10, 9))
    assert row(told, K1).verdict is Verdict.PASSED
    assert str(row(told, K1).score.high) == "99.90"  # type: ignore[union-attr]
    assert [one.number for one in told.problems] == desk.numbers(K1)[1:]
    assert row(desk.told(made=at(10, 7)), K1).verdict is Verdict.CANDIDATE


def test_a_confirmed_suspicion_counts_and_one_that_came_back_later_does_not(desk: Desk) -> None:
    desk.night(9, 30, TWO_LINKS, sure=Certainty.SUSPECTED)
    desk.night(10, 5)
    desk.night(10, 6, TWO_LINKS)
    with desk.ledger.begin() as connection:
        for number in desk.numbers(K1):
            triage.confirm(connection, number, who="王", moment=at(10, 8))
    told = desk.told(made=at(10, 9))
    assert row(told, K1).verdict is Verdict.CANDIDATE  # what was confirmed is a fault of October
    assert row(desk.told(Period(Span.MONTH, 2026, 10), made=at(10, 9)), K1).verdict is Verdict.FAILED


def test_what_was_confirmed_and_mended_in_the_period_passes_and_is_told(desk: Desk) -> None:
    desk.night(9, 1, TWO_LINKS)
    with desk.ledger.begin() as connection:
        for number in desk.numbers(K1):
            triage.confirm(connection, number, who="王", moment=at(9, 2))
    desk.night(9, 30)
    told = row(desk.told(), K1)
    assert (told.verdict, told.once) == (Verdict.PASSED, ("链接可用性",))
    assert row(desk.told(), K2).once == ()


def test_what_the_last_look_did_not_see_is_not_laid_over_it(desk: Desk) -> None:
    desk.night(9, 1, TWO_LINKS)
    desk.night(9, 30, blind=[K1])
    with desk.ledger.begin() as connection:
        for number in desk.numbers(K1):
            triage.confirm(connection, number, who="王", moment=at(10, 1, 12))
    told = row(desk.told(), K1)
    assert (told.verdict, told.vetoes, told.once) == (Verdict.UNKNOWN, (), ("链接可用性",))


def test_a_site_that_is_registered_as_changed_is_told_so(desk: Desk) -> None:
    desk.known = replace(REGISTRY, sites=(ONE, TWO))
    desk.night(9, 1)
    desk.known = replace(REGISTRY, sites=(ONE, TWO, replace(THREE, state=SubjectState.CHANGED)))
    with desk.ledger.begin() as connection:
        registry.save(connection, desk.known)
    told = desk.told()
    assert (row(told, K3).verdict, row(told, K3).why) == (Verdict.UNKNOWN, "登记状态为变更，没有检查")
    assert not [one for one in told.left_out if "没有一次检查看过" in one]


def test_one_confirmed_of_two_that_it_takes_is_no_veto(desk: Desk) -> None:
    desk.night(9, 30, TWO_LINKS)
    with desk.ledger.begin() as connection:
        triage.confirm(connection, desk.numbers(K1)[0], who="王", moment=at(10, 1, 12))
    told = row(desk.told(), K1)
    assert (told.verdict, told.once) == (Verdict.CANDIDATE, ())


def test_a_home_page_that_failed_in_the_last_night_leaves_the_night_before(desk: Desk) -> None:
    first = desk.night(9, 29, TWO_LINKS)
    desk.night(9, 30, ended={K1: SHUT, K2: SHUT, B: UNREAD}, failed={K3: "磁盘已满"})
    told = desk.told()
    one = row(told, K1)
    assert (one.verdict, one.run, one.looked, one.missed) == (Verdict.CANDIDATE, first, 1, 1)
    assert (row(told, K3).run, row(told, B).run) == (first, first)


def test_what_could_never_be_looked_at_is_unknown_with_its_reason(desk: Desk) -> None:
    desk.night(9, 1)
    only = desk.night(8, 1, ended={K1: SHUT, B: UNREAD}, failed={K3: "磁盘已满"})
    told = desk.told(AUGUST, made=at(9, 3))
    one, three, blog = row(told, K1), row(told, K3), row(told, B)
    assert (one.verdict, one.why, one.run, one.looked, one.missed) == (Verdict.UNKNOWN, "首页打不开", only, 0, 1)
    assert (three.verdict, three.why) == (Verdict.UNKNOWN, "磁盘已满")
    assert (blog.verdict, blog.why, blog.looked, blog.missed) == (Verdict.UNKNOWN, "无法核查：超时", 0, 1)
    assert one.vetoes == ()


def test_a_visit_that_was_cut_short_is_not_passed(desk: Desk) -> None:
    desk.night(9, 1, ended={K1: "budget-pages"})
    told = row(desk.told(), K1)
    assert told.verdict is Verdict.UNKNOWN
    assert told.why.startswith("访问没有完成")


def test_the_verdict_of_the_period_before_stands_beside(desk: Desk) -> None:
    desk.night(8, 30, TWO_LINKS)
    with desk.ledger.begin() as connection:
        for number in desk.numbers(K1):
            triage.confirm(connection, number, who="王", moment=at(9, 1))
    desk.night(9, 30)
    told = desk.told()
    assert (row(told, K1).earlier, row(told, K1).verdict) == (Verdict.FAILED, Verdict.PASSED)
    assert (row(told, K2).earlier, row(told, B).earlier) == (Verdict.PASSED, Verdict.PASSED)


def test_what_no_run_of_the_period_before_could_look_at_was_not_measured_in_it(desk: Desk) -> None:
    desk.night(8, 10, failed={K1: "程序出错", B: "程序出错"}, ended={K2: SHUT})
    desk.night(9, 10)
    told = desk.told()
    assert (row(told, K1).earlier, row(told, K2).earlier) == (Verdict.UNKNOWN, Verdict.UNKNOWN)
    assert row(told, B).earlier is None, "of an account nothing was kept that says that a run took it up"


def test_nothing_is_said_of_a_period_before_in_which_nobody_looked(desk: Desk) -> None:
    desk.night(9, 30)
    assert {one.earlier for one in (*desk.told().sites, *desk.told().accounts)} == {None}


def test_an_account_is_judged_by_its_vetoes(desk: Desk) -> None:
    desk.night(9, 30, {B: ("silent",)})
    assert row(desk.told(), B).verdict is Verdict.CANDIDATE
    with desk.ledger.begin() as connection:
        triage.confirm(connection, desk.numbers(B)[0], who="王", moment=at(10, 1, 12))
    told = desk.told()
    assert (row(told, B).verdict, row(told, B).once) == (Verdict.FAILED, ("账号不更新",))
    assert row(told, C).verdict is Verdict.PASSED


def test_closed_subjects_are_in_no_row(desk: Desk) -> None:
    desk.night(9, 1)
    shut = replace(THREE, state=SubjectState.CLOSED), replace(CHAT, state=SubjectState.CANCELLED)
    desk.known = replace(REGISTRY, sites=(ONE, TWO, shut[0]), accounts=(BLOG, shut[1]))
    desk.night(10, 1)
    told = desk.told()
    assert [one.key for one in (*told.sites, *told.accounts)] == [K1, K2, B]
    assert [one.name for one in told.closed] == ["水务局网"]


def test_a_period_without_runs_is_said_with_what_there_is(desk: Desk) -> None:
    with pytest.raises(PersonError, match="2026年9月没有任何检查记录，台账里也没有一次检查"):
        desk.told()
    desk.night(8, 2)
    desk.night(10, 5)
    with pytest.raises(PersonError, match=r"2026年9月没有任何检查记录.*从 2026年08月02日 到 2026年10月05日"):
        desk.told()


def test_a_period_that_is_not_over_is_told_so(desk: Desk) -> None:
    desk.night(9, 1)
    assert desk.told(made=at(9, 20)).unfinished
    assert not desk.told(made=SEPTEMBER.ends).unfinished


def test_an_account_is_dated_by_its_last_post_as_of_its_run(desk: Desk) -> None:
    desk.night(9, 20)
    seen = [
        Seen(B, str(day), at(month, day, 5), at(month, day))
        for month, day in ((7, 3), (9, 10), (9, 25))  # the last after the run
    ]
    with desk.ledger.begin() as connection:
        posts.enter(connection, 1, seen, [], 202501)
    told = desk.told()
    blog, chat = row(told, B), row(told, C)
    assert (blog.newest, blog.days) == (at(9, 10), 10)
    assert (chat.newest, chat.days, chat.posts) == (None, None, None)


def test_a_unit_stands_in_the_branch_of_the_second_level(desk: Desk) -> None:
    school = Unit("第一中学", "教育局")
    circle = Unit("甲", "乙"), Unit("乙", "甲")
    site = Site("一中网", "http://e.gov.cn/", "第一中学", code="3399990005")
    odd = Site("甲网", "http://f.gov.cn/", "甲", code="3399990006")
    units = (*REGISTRY.units, school, *circle)
    desk.known = replace(REGISTRY, units=units, sites=(*REGISTRY.sites, site, odd))
    desk.night(9, 1)
    told = desk.told()
    assert [row(told, key).branch for key in (K1, K2, K3, site.key)] == ["", "教育局", "", "教育局"]
    assert row(told, odd.key).branch in {"甲", "乙"}  # it ends


def test_checks_are_counted_by_how_they_came_out(desk: Desk) -> None:
    desk.night(9, 1, {K1: ("a",), B: ("silent",)}, ended={K3: SHUT})
    told = {(one.type, one.check): one for one in desk.told().checked}
    links, silent = told["site", "dead-links"], told["account", "silent-account"]
    assert (links.title, links.passed, links.failed, links.unknown) == ("链接可用性", 1, 1, 0)  # the third was shut
    assert (silent.title, silent.passed, silent.failed) == ("账号不更新", 1, 1)


def test_how_an_account_answers_is_what_a_person_said_last(desk: Desk) -> None:
    asked = rule(MUTE, judged=Judged.BY_HAND, asked_of=(AskedOf.ACCOUNT,), deduct={}, cap=None, says={})
    desk.rules = edition(*EDITION.rules.values(), asked)
    desk.night(9, 1)
    assert row(desk.told(), B).interaction is None
    with desk.ledger.begin() as connection:
        for _, due in by_hand.due(connection, [BLOG], desk.rules, at(9, 1)):
            tasks.ask(connection, due, edition="e", moment=at(9, 1))
        (task,) = tasks.query(connection, subjects=[B], rules=[MUTE])
        record(connection, [Given(task, Answer(Met.MET), "王")], desk.rules, moment=at(9, 5), code="1")
    assert row(desk.told(), B).interaction is Status.PASS
    assert row(desk.told(), C).interaction is None
    desk.night(9, 10)  # the answer stands in the period, and the night tells it
    assert row(desk.told(), B).interaction is Status.PASS


def test_faults_that_never_stood_together_are_no_veto_that_was_reached(desk: Desk) -> None:
    nights = (
        (1, {K1: ("a",), K2: ("a", "b"), K3: ("a",)}),
        (10, {K1: ("b",), K2: ("b",), K3: ("a", "b")}),
        (20, {K1: ("a",), K3: ("b",)}),
    )
    for day, found in nights:
        desk.night(9, day, found)
        with desk.ledger.begin() as connection:
            for one in issues.query(connection, states=(IssueState.NEW, IssueState.REOPENED)):
                triage.confirm(connection, one.id, who="王", moment=at(9, day, 12))
    desk.night(9, 30)
    told = desk.told()
    assert row(told, K1).once == ()  # one at a time, though two were confirmed: the clause takes two
    assert row(told, K2).once == row(told, K3).once == ("链接可用性",)
