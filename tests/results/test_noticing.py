"""Notices: what may be done about them in which state, and what they take of issues, on both databases."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import Connection

from checks.model.registry import Registry, Site
from results import noticing, triage
from results.errors import NoSuchNotice, NotAllowed
from results.following import follow
from results.handling import Hand
from results.ledger import issues, notices, registry, runs
from results.ledger.engine import Ledger
from results.ledger.issues import IssueState
from results.ledger.notices import Notice, NoticeState
from tests.results.making import SITE, edition, finding, outcome

NOW = datetime(2026, 11, 20, 2, 0, tzinfo=UTC)
DUE = date(2026, 11, 27)
HAND = Hand("李四", NOW)
S = NoticeState
Act = Callable[[Connection, str], Notice]
ACTS: dict[str, Act] = {
    "remind": lambda c, n: noticing.remind(c, n, HAND),
    "answer": lambda c, n: noticing.answer(c, n, HAND, text="已修复", proof=("http://a.gov.cn/1.png",)),
    "give-back": lambda c, n: noticing.give_back(c, n, HAND, reason="没有改完"),
    "accept": lambda c, n: noticing.accept(c, n, HAND, reason="另行跟踪"),
    "withdraw": lambda c, n: noticing.withdraw(c, n, HAND, reason="发错了"),
}
LEADS: dict[str, dict[NoticeState, NoticeState]] = {
    "remind": {S.SENT: S.SENT},
    "answer": {S.SENT: S.ANSWERED, S.ANSWERED: S.ANSWERED},
    "give-back": {S.ANSWERED: S.SENT},
    "accept": {S.ANSWERED: S.CLOSED},
    "withdraw": {S.SENT: S.WITHDRAWN, S.ANSWERED: S.WITHDRAWN},
}
WAYS: dict[NoticeState, tuple[str, ...]] = {
    S.SENT: (), S.ANSWERED: ("answer",), S.CLOSED: ("answer", "accept"), S.WITHDRAWN: ("withdraw",),
}  # fmt: skip


def night(connection: Connection, *names: str, days: int = 0) -> None:
    """A run that looked everywhere and saw the faults `names`."""
    at = NOW + timedelta(days=days)
    run = runs.start(connection, kind="nightly", edition="test", code="1", moment=at)
    follow(connection, run, SITE.key, [outcome(*map(finding, names))], lambda url: True, edition(), "v", moment=at)


def confirmed(connection: Connection, *names: str) -> list[int]:
    """The faults of a first night, each confirmed by a person."""
    registry.save(connection, Registry(sites=(SITE, Site("乙", "http://b.gov.cn/", "乙局"))))
    night(connection, *names)
    numbers = [issue.id for issue in issues.query(connection)]
    for number in numbers:
        triage.confirm(connection, number, who="王", moment=NOW)
    return numbers


def drawn(connection: Connection) -> Notice:
    return noticing.draw(connection, SITE.unit, confirmed(connection, "a", "b"), HAND, due=DUE)


@pytest.mark.parametrize("act", list(ACTS))
@pytest.mark.parametrize("state", list(NoticeState))
def test_the_whole_table(ledger: Ledger, act: str, state: NoticeState) -> None:
    with ledger.begin() as connection:
        number = drawn(connection).number
        for before in WAYS[state]:
            ACTS[before](connection, number)
        seen = notices.get(connection, number)
        assert seen.state is state
        after = LEADS[act].get(state)
        if after is None:
            with pytest.raises(NotAllowed):
                ACTS[act](connection, number)
            assert notices.get(connection, number) == seen
        else:
            assert ACTS[act](connection, number).state is after
            last = notices.acts(connection, seen.id)[-1]
            assert (last.what, last.who, last.at) == (act, "李四", NOW)


def test_what_is_drawn_is_notified_and_numbered_by_year(ledger: Ledger) -> None:
    with ledger.begin() as connection:
        first, second = confirmed(connection, "a", "b")
        one = noticing.draw(connection, SITE.unit, [first], HAND, due=DUE)
        two = noticing.draw(connection, SITE.unit, [], HAND, due=None)  # all that is confirmed and not told yet
        assert (one.number, two.number) == ("2026-0001", "2026-0002")
        assert (notices.issues_of(connection, one.id), notices.issues_of(connection, two.id)) == ([first], [second])
        assert {issue.state for issue in issues.query(connection)} == {IssueState.NOTIFIED}
        assert (one.standing, one.fixed) == (1, 0)
        assert [notice.number for notice in notices.query(connection, due_before=DUE + timedelta(days=1))] == [
            "2026-0001"
        ]


def test_what_nobody_confirmed_is_never_sent(ledger: Ledger) -> None:
    with ledger.begin() as connection:
        (number,) = confirmed(connection, "a")
        night(connection, "a", "new", days=1)
        suspected = next(issue.id for issue in issues.query(connection) if issue.id != number)
        for numbers, unit, said in (
            ([suspected], SITE.unit, "不是“已确认”"),
            ([number], "乙局", "一份通知只发一个单位"),
            ([], "乙局", "没有已确认的问题"),
        ):
            with pytest.raises(NotAllowed, match=said):
                noticing.draw(connection, unit, numbers, HAND, due=DUE)
        noticing.draw(connection, SITE.unit, [number], HAND, due=DUE)
        triage.take_back(connection, number, who="王", moment=NOW, reason="x")
        with pytest.raises(NotAllowed, match="已在整改通知 2026-0001 里"):
            noticing.draw(connection, SITE.unit, [number], HAND, due=DUE)
        assert len(list(notices.query(connection))) == 1


def test_nights_tell_what_was_mended_and_what_came_back(ledger: Ledger) -> None:
    with ledger.begin() as connection:
        number = drawn(connection).number
        ACTS["answer"](connection, number)
        with pytest.raises(NotAllowed, match="还有 2 个问题没有复查到已整改"):
            noticing.accept(connection, number, HAND)
        night(connection, days=1)
        one = notices.get(connection, number)
        assert (one.standing, one.fixed, one.repeated) == (0, 2, 0)
        assert noticing.accept(connection, number, HAND).state is S.CLOSED
        night(connection, "a", days=2)
        one = notices.get(connection, number)
        assert (one.standing, one.fixed, one.repeated) == (1, 1, 1)


def test_what_stands_in_an_open_notice_does_not_keep_back_the_rest(ledger: Ledger) -> None:
    with ledger.begin() as connection:
        first, second = confirmed(connection, "a", "b")
        noticing.draw(connection, SITE.unit, [first], HAND, due=DUE)
        triage.take_back(connection, first, who="王", moment=NOW, reason="x")
        made = noticing.draw(connection, SITE.unit, [], HAND, due=DUE)
        assert notices.issues_of(connection, made.id) == [second]


def test_what_was_withdrawn_may_be_sent_again(ledger: Ledger) -> None:
    with ledger.begin() as connection:
        one = drawn(connection)
        ACTS["withdraw"](connection, one.number)
        assert {issue.state for issue in issues.query(connection)} == {IssueState.CONFIRMED}
        again = noticing.draw(connection, SITE.unit, [], HAND, due=DUE)
        assert notices.issues_of(connection, again.id) == notices.issues_of(connection, one.id)


def test_what_a_closed_notice_left_standing_may_be_sent_again_when_it_is_named(ledger: Ledger) -> None:
    with ledger.begin() as connection:
        one = drawn(connection)
        left = notices.issues_of(connection, one.id)
        with pytest.raises(NotAllowed, match="已在整改通知 2026-0001 里"):
            noticing.draw(connection, SITE.unit, left[:1], HAND, due=DUE)
        ACTS["answer"](connection, one.number)
        ACTS["accept"](connection, one.number)
        with pytest.raises(NotAllowed, match="没有已确认的问题"):  # it was closed for a reason: not by itself
            noticing.draw(connection, SITE.unit, [], HAND, due=DUE)
        again = noticing.draw(connection, SITE.unit, left[:1], HAND, due=DUE)
        assert (again.number, notices.issues_of(connection, again.id)) == ("2026-0002", left[:1])
        assert issues.get(connection, left[0]).state is IssueState.NOTIFIED
        told = [event.reason for event in issues.events(connection, left[0]) if event.what == "notified"]
        assert told == ["整改通知 2026-0001", "整改通知 2026-0002"]
        ACTS["withdraw"](connection, again.number)
        assert issues.get(connection, left[0]).state is IssueState.CONFIRMED


def test_the_second_of_two_who_act_at_once_is_told_so(ledger: Ledger) -> None:
    with ledger.begin() as connection:
        one = drawn(connection)
        noticing.answer(connection, one.number, Hand("李四", NOW, one.version), text="已修复")
        with pytest.raises(NotAllowed, match="刚刚被别人处理过"):
            noticing.answer(connection, one.number, Hand("王五", NOW, one.version), text="没有修复")
        with pytest.raises(NotAllowed, match="刚刚被别人处理过"):
            notices.change(connection, one, {"reminded": 9}, who="王五", what="remind", moment=NOW)


@pytest.mark.parametrize(
    "act",
    [
        lambda c, n: noticing.answer(c, n, HAND, text=" "),
        lambda c, n: noticing.withdraw(c, n, HAND, reason=""),
        lambda c, n: noticing.remind(c, n, Hand("", NOW)),
    ],
)
def test_what_lacks_its_reason_is_refused(ledger: Ledger, act: Callable[[Connection, str], Any]) -> None:
    with ledger.begin() as connection:
        one = drawn(connection)
        with pytest.raises(NotAllowed):
            act(connection, one.number)
        assert notices.get(connection, one.number) == one
        with pytest.raises(NoSuchNotice):
            notices.get(connection, "2026-9999")
