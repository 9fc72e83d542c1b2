"""How issues went in a period, what became of notices, what was not seen and not answered, what came in."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest

from checks.indicators.edition import AskedOf, Judged
from checks.model.findings import Status
from results import by_hand, noticing, triage
from results.answering import Given, record
from results.handling import Hand
from results.ledger import complaints, issues, registry, tasks
from results.ledger.complaints import Complaint
from results.ledger.engine import Ledger
from results.ledger.tasks import Answer, Verdict
from results.reports.period_rows import PeriodRows, Progress, Rectified, TaskCount
from results.reports.periods import Period, Span
from results.verdicts import Verdict as FoundVerdict
from tests.results.making import edition, rule, veto
from tests.results.reports.period_making import (
    AUGUST,
    BLOG,
    EDITION,
    ONE,
    SHUT,
    THREE,
    TWO,
    UNREAD,
    Desk,
    at,
    problem,
    row,
)

K1, K2, K3, B = ONE.key, TWO.key, THREE.key, BLOG.key
_EVERYONE = {"judged": Judged.BY_HAND, "asked_of": (AskedOf.PORTAL, AskedOf.DEPARTMENT, AskedOf.OTHER)}
_ASKED = rule("public-outcry", vetoes=(veto(1),), deduct={}, cap=None, says={}, **_EVERYONE)
OUTCRY = replace(_ASKED, title="舆情")
BY_HAND = edition(*EDITION.rules.values(), OUTCRY)
OCTOBER = Period(Span.MONTH, 2026, 10)


@pytest.fixture
def desk(ledger: Ledger, tmp_path: Path) -> Desk:
    return Desk(ledger, tmp_path)


def number(desk: Desk, name: str, key: str = K1) -> int:
    with desk.ledger.connect() as connection:
        return next(one.id for one in issues.query(connection, sites=[key]) if one.finding.key == (name,))


def test_each_issue_is_told_as_it_stood_at_the_end(desk: Desk) -> None:
    desk.night(8, 1, {K1: ("old", "back", "gone")})
    desk.night(8, 2, {K1: ("old",)})
    desk.night(9, 1, {K1: ("old", "back", "new", "soon")})
    desk.night(9, 30, {K1: ("old", "back", "new")})
    desk.night(10, 1, {K1: ("later",)})
    told = desk.told()
    progress = {one.url.removeprefix(ONE.home): one.progress for one in told.problems}
    assert progress == {
        "old": Progress.OPEN, "back": Progress.AGAIN, "new": Progress.NEW, "soon": Progress.MENDED
    }  # fmt: skip
    soon, new = problem(told, number(desk, "soon")), problem(told, number(desk, "new"))
    assert (soon.mended, soon.first_seen, soon.last_seen) == (at(9, 30), at(9, 1), at(9, 1))
    assert (new.mended, new.last_seen, new.subject, new.title, new.kind) == (
        None,
        at(9, 30),
        K1,
        "链接可用性",
        "deduct",
    )
    before = {one.url.removeprefix(ONE.home): one.progress for one in desk.told(AUGUST, made=at(10, 2)).problems}
    assert before == {"old": Progress.NEW, "back": Progress.MENDED, "gone": Progress.MENDED}


def test_no_sight_after_the_period_is_told(desk: Desk) -> None:
    desk.night(9, 1, {K1: ("a",)})
    desk.night(9, 2, ended={K1: SHUT})
    desk.night(10, 1, {K1: ("a",)})
    assert problem(desk.told(), number(desk, "a")).last_seen == at(9, 1)


def test_who_confirmed_and_who_was_told(desk: Desk) -> None:
    desk.night(9, 1, {K1: ("a", "b", "c", "d")})
    a, b, c, d = (number(desk, name) for name in "abcd")
    with desk.ledger.begin() as connection:
        for one in (a, b, c):
            triage.confirm(connection, one, who="王", moment=at(9, 2))
        noticing.draw(connection, "县政府办", [b, c], Hand("李", at(9, 3)), due=date(2026, 9, 20))
        triage.merge(connection, d, a, who="王", moment=at(9, 4))
    told = desk.told()
    assert [one.number for one in told.problems] == [a, b, c]  # a duplicate counts in the issue that it is one of
    assert [(one.confirmed, one.by, one.notified) for one in told.problems] == [
        (True, "王", False), (True, "王", True), (True, "王", True)
    ]  # fmt: skip
    assert [one.due for one in told.problems] == [None, date(2026, 9, 20), date(2026, 9, 20)]


def test_what_was_taken_back_is_not_confirmed(desk: Desk) -> None:
    desk.night(9, 1, {K1: ("a", "b")})
    a, b = number(desk, "a"), number(desk, "b")
    with desk.ledger.begin() as connection:
        triage.confirm(connection, a, who="王", moment=at(9, 2))
        triage.reopen(connection, a, who="王", reason="再看", moment=at(9, 3))
        triage.dismiss(connection, b, who="王", reason="误报", moment=at(9, 2))
        triage.reopen(connection, b, who="王", reason="再看", moment=at(9, 3))
    told = desk.told()
    assert [(one.number, one.confirmed, one.by) for one in told.problems] == [(a, False, ""), (b, False, "")]
    early = desk.told(made=at(9, 2, 12))
    assert [(one.number, one.confirmed, one.by) for one in early.problems] == [(a, True, "王")]


def test_an_issue_that_came_back_is_to_be_confirmed_anew(desk: Desk) -> None:
    desk.night(9, 1, {K1: ("a", "b")})
    with desk.ledger.begin() as connection:
        for one in desk.numbers(K1):
            triage.confirm(connection, one, who="王", moment=at(9, 2))
    desk.night(9, 10)
    desk.night(9, 20, {K1: ("a", "b")})
    told = desk.told()
    assert {(one.confirmed, one.progress) for one in told.problems} == {(False, Progress.AGAIN)}
    assert [row.once for row in told.sites if row.key == K1] == [("链接可用性",)]  # it was confirmed in the period


def test_what_became_of_notices(desk: Desk) -> None:
    names = ("mended", "open", "later", "undated", "wrong", "back")
    desk.night(8, 1, {K1: names})
    hand = Hand("李", at(8, 5))
    with desk.ledger.begin() as connection:
        for one in desk.numbers(K1):
            triage.confirm(connection, one, who="王", moment=at(8, 2))
        for name, due in zip(names, (20, 30, None, 0, 30, 30), strict=True):
            day = date(2026, 10, 9) if due is None else date(2026, 9, due) if due else None
            noticing.draw(connection, "县政府办", [number(desk, name)], hand, due=day)
    desk.night(9, 10, {K1: ("open", "later", "undated", "wrong")})
    desk.night(9, 25, {K1: ("open", "later", "undated", "wrong", "back")})
    with desk.ledger.begin() as connection:
        triage.dismiss(connection, number(desk, "wrong"), who="王", reason="误报", moment=at(10, 1, 5))
    desk.night(10, 2, {K1: ("later",)})  # mended too late for September
    told = desk.told()
    assert told.rectified == Rectified(notified=5, due=3, mended=1, again=1)
    assert any("1 个没有整改期限" in one for one in told.left_out)
    assert desk.told(AUGUST, made=at(9, 1, 12)).rectified == Rectified(notified=6)
    with desk.ledger.begin() as connection:
        noticing.withdraw(connection, "2026-0001", Hand("李", at(10, 2, 5)), reason="发错了")
    assert desk.told().rectified == Rectified(notified=4, due=2, mended=0, again=1)


def test_the_day_of_the_deadline_is_not_over(desk: Desk) -> None:
    desk.night(9, 1, {K1: ("a",)})
    with desk.ledger.begin() as connection:
        triage.confirm(connection, number(desk, "a"), who="王", moment=at(9, 2))
        noticing.draw(connection, "县政府办", [], Hand("李", at(9, 3)), due=date(2026, 9, 20))
    assert desk.told(made=at(9, 20, 23)).rectified == Rectified(notified=1)
    assert desk.told(made=at(9, 21, 0)).rectified == Rectified(notified=1, due=1)
    desk.night(10, 1)
    desk.night(11, 1)
    assert desk.told(OCTOBER, made=at(12, 3)).rectified == Rectified(notified=1, due=1, mended=1)
    assert desk.told(OCTOBER.after(), made=at(12, 3)).rectified == Rectified()  # two periods after it was sent


def test_what_could_not_be_seen_is_that_of_the_look_that_counts(desk: Desk) -> None:
    desk.night(9, 1, unseen={K1: 3}, ended={B: UNREAD})
    desk.night(9, 2, ended={K1: SHUT, B: UNREAD})
    told = desk.told()
    assert [(one.site, one.title, one.status, one.judged, one.of, one.reason) for one in told.unseen] == [
        (K1, "链接可用性", Status.PASS, 10, 13, "超时"),
        (B, "账号不更新", Status.UNKNOWN, 0, 10, "超时"),
    ]


def test_complaints_are_those_received_in_the_period(desk: Desk) -> None:
    desk.night(9, 1)
    assert desk.told().complaints is None  # nobody takes them in here
    given = [
        Complaint("找错", f"{month}-{day}", ONE.home, "其他", "打不开", at(month, day), unit="县政府办")
        for month, day in ((8, 31), (9, 1), (9, 30), (10, 1))
    ]
    with desk.ledger.begin() as connection:
        complaints.take_in(connection, given)
    counted = desk.told().complaints
    assert counted is not None
    assert (counted.whole.received, [name for name, _ in counted.units]) == (2, ["县政府办"])
    desk.night(7, 1)
    none = desk.told(Period(Span.MONTH, 2026, 7)).complaints
    assert none is not None
    assert none.whole.received == 0


def ask(desk: Desk, moment: datetime) -> None:
    """What a night asks persons at its end."""
    with desk.ledger.begin() as connection:
        registry.save(connection, desk.known)
        for _, due in by_hand.due(connection, [ONE, TWO, THREE], desk.rules, moment):
            tasks.ask(connection, due, edition="e", moment=moment)


def say(desk: Desk, key: str, verdict: Verdict, moment: datetime) -> None:
    """A person answers the newest question about a site."""
    faults: dict[str, Any] = {"urls": (ONE.home,), "remark": "舆情"} if verdict is Verdict.UNMET else {}
    with desk.ledger.begin() as connection:
        *_, task = tasks.query(connection, subjects=[key], rules=[OUTCRY.id])
        record(connection, [Given(task, Answer(verdict, **faults), "王")], desk.rules, moment=moment, code="1")


def outcries(told: PeriodRows) -> TaskCount:
    (found,) = (one for one in told.tasks if one.rule == OUTCRY.id)
    return found


def test_questions_to_persons_are_counted_at_the_end(desk: Desk) -> None:
    desk.rules = BY_HAND
    desk.night(7, 1)
    ask(desk, at(7, 1))
    say(desk, K1, Verdict.MET, at(7, 5))
    desk.night(9, 1)
    say(desk, K2, Verdict.MET, at(9, 5))
    desk.night(10, 1)
    ask(desk, at(10, 1))  # of the third site the question moves on; the others are asked anew
    say(desk, K3, Verdict.MET, at(10, 2))
    quarter, half = Period(Span.QUARTER, 2026, 3), Period(Span.HALF, 2026, 2)
    assert outcries(desk.told()) == TaskCount(OUTCRY.id, "舆情", 2, 1)
    assert outcries(desk.told(quarter)) == TaskCount(OUTCRY.id, "舆情", 2, 1)
    assert outcries(desk.told(OCTOBER, made=at(10, 3))) == TaskCount(OUTCRY.id, "舆情", 1, 2)
    assert outcries(desk.told(half, made=at(10, 3))) == TaskCount(OUTCRY.id, "舆情", 3, 2)


def test_an_answer_of_long_ago_is_no_open_question(desk: Desk) -> None:
    desk.rules = BY_HAND
    ask(desk, at(4, 1))
    say(desk, K1, Verdict.MET, at(4, 5))
    desk.night(9, 1)
    assert outcries(desk.told()) == TaskCount(OUTCRY.id, "舆情", 0, 2)  # of the others nobody said anything yet


def test_a_veto_that_a_person_answered_counts_at_once_and_in_its_period(desk: Desk) -> None:
    desk.rules = BY_HAND
    night = desk.night(9, 1, ended={K1: "budget-pages"})
    ask(desk, at(9, 1))
    say(desk, K1, Verdict.UNMET, at(9, 5))
    told = row(desk.told(), K1)
    assert (told.verdict, told.run, told.once) == (FoundVerdict.FAILED, night, ("舆情",))
    with desk.ledger.begin() as connection:
        for one in issues.query(connection, sites=[K1]):
            triage.dismiss(connection, one.id, who="李", reason="弄错了", moment=at(9, 6))
    told = row(desk.told(), K1)
    assert (told.verdict, told.once) == (FoundVerdict.UNKNOWN, ())
    assert told.why.startswith("访问没有完成")  # the look was that of the night
