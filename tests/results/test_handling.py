"""What may be done to a message of 找错 in which state: the whole table, row by row, on both databases."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import Connection

from results import handling
from results.errors import NoSuchComplaint, NoSuchIssue, NotAllowed
from results.handling import FROM, Hand, Handling, due
from results.ledger import complaints
from results.ledger.complaints import Complaint, ComplaintState, Truth
from results.ledger.engine import Ledger

S = ComplaintState
NOW = datetime(2026, 11, 20, 2, 0, tzinfo=UTC)
MESSAGE = Complaint("我为政府网站找错", "A1", "http://a.gov.cn/1.html", "错别字", "写错了", NOW, unit="甲局")
ACTS: dict[Handling, Callable[[Connection, int, Hand], Complaint]] = {
    Handling.DISPATCH: lambda c, n, h: handling.dispatch(c, n, h, unit="乙局", reason="职能在乙局"),
    Handling.VERIFY: lambda c, n, h: handling.verify(c, n, h, verdict=Truth.TRUE, note="确有错字"),
    Handling.MEND: lambda c, n, h: handling.mend(c, n, h, text="已改"),
    Handling.ANSWER: lambda c, n, h: handling.answer(c, n, h, text="已改，谢谢"),
    Handling.APPROVE: handling.approve,
    Handling.RETURN: lambda c, n, h: handling.give_back(c, n, h, reason="没有改完"),
    Handling.REOPEN: lambda c, n, h: handling.reopen(c, n, h, reason="又出现"),
    Handling.URGE: handling.urge,
    Handling.SORT: lambda c, n, h: handling.sort(c, n, h, category="其他", known=("错别字", "其他")),
    Handling.TIE: lambda c, n, h: handling.tie(c, n, h, issue=None),
    Handling.ASK: handling.ask_recheck,
    Handling.RECHECK: lambda c, n, h: handling.recheck(c, n, h, found=Truth.TRUE, evidence={"says": "有"}, issue=None),
    Handling.COMMENT: lambda c, n, h: handling.comment(c, n, h, text="记一笔"),
}
ALLOWED = {
    Handling.DISPATCH: {S.RECEIVED: S.DISPATCHED, S.DISPATCHED: S.DISPATCHED},
    Handling.VERIFY: {S.DISPATCHED: S.VERIFIED, S.VERIFIED: S.VERIFIED},
    Handling.MEND: {S.VERIFIED: S.MENDED, S.MENDED: S.MENDED},
    Handling.ANSWER: {S.MENDED: S.ANSWERED},  # of what is true; what is false is answered at once, below
    Handling.APPROVE: {S.ANSWERED: S.CLOSED},
    Handling.RETURN: {S.ANSWERED: S.DISPATCHED},
    Handling.REOPEN: {S.CLOSED: S.DISPATCHED},
    **{
        act: {s: s for s in S if s is not S.CLOSED}
        for act in (Handling.URGE, Handling.SORT, Handling.TIE, Handling.ASK, Handling.RECHECK)
    },
    Handling.COMMENT: {s: s for s in S},
}
WAY = (Handling.DISPATCH, Handling.VERIFY, Handling.MEND, Handling.ANSWER, Handling.APPROVE)


def hand(minutes: int = 0, seen: int | None = None) -> Hand:
    return Hand("李四", NOW + timedelta(minutes=minutes), seen)


def brought_to(connection: Connection, state: ComplaintState) -> int:
    (number,) = complaints.take_in(connection, [MESSAGE])
    for act in WAY:
        if complaints.get(connection, number).state is state:
            break
        ACTS[act](connection, number, hand())
    assert complaints.get(connection, number).state is state
    return number


@pytest.mark.parametrize("act", list(Handling))
@pytest.mark.parametrize("state", list(ComplaintState))
def test_the_whole_table(ledger: Ledger, act: Handling, state: ComplaintState) -> None:
    with ledger.begin() as connection:
        number = brought_to(connection, state)
        before, told = complaints.get(connection, number), len(list(complaints.acts(connection, number)))
        after = ALLOWED[act].get(state)
        if after is None:
            with pytest.raises(NotAllowed):
                ACTS[act](connection, number, hand())
            assert complaints.get(connection, number) == before
            assert len(list(complaints.acts(connection, number))) == told
        else:
            assert state in FROM[act]
            assert ACTS[act](connection, number, hand()).state is after
            *_, last = complaints.acts(connection, number)
            assert (last.what, last.who, last.at) == (act.value, "李四", NOW)


@pytest.mark.parametrize("verdict", [Truth.FALSE, Truth.UNCLEAR])
def test_what_is_not_true_is_answered_without_mending(ledger: Ledger, verdict: Truth) -> None:
    with ledger.begin() as connection:
        number = brought_to(connection, S.DISPATCHED)
        with pytest.raises(NotAllowed, match="必须写明"):
            handling.verify(connection, number, hand(), verdict=verdict, note=" ")
        handling.verify(connection, number, hand(), verdict=verdict, note="打得开")
        with pytest.raises(NotAllowed, match="不用登记整改"):
            handling.mend(connection, number, hand(), text="已改")
        assert handling.answer(connection, number, hand(), text="打得开").state is S.ANSWERED


def test_what_is_given_back_begins_anew_and_keeps_what_was_done(ledger: Ledger) -> None:
    with ledger.begin() as connection:
        number = brought_to(connection, S.ANSWERED)
        one = handling.give_back(connection, number, hand(), reason="没有改完")
        assert (one.verdict, one.answered, one.answer, one.mended) == (None, None, "", "")
        *_, last = complaints.acts(connection, number)
        assert (last.before["answer"], last.before["answered"]) == ("已改，谢谢", NOW.isoformat())
        assert last.reason == "没有改完"


def test_the_second_of_two_who_act_at_once_is_told_so(ledger: Ledger) -> None:
    with ledger.begin() as connection:
        number = brought_to(connection, S.DISPATCHED)
        seen = complaints.get(connection, number)
        handling.verify(connection, number, hand(seen=seen.version), verdict=Truth.TRUE, note="有")
        with pytest.raises(NotAllowed, match="刚刚被别人处理过"):
            handling.verify(connection, number, hand(seen=seen.version), verdict=Truth.FALSE, note="没有")
        with pytest.raises(NotAllowed, match="刚刚被别人处理过"):
            complaints.change(connection, seen, {"note": "x"}, who="王五", what="comment", moment=NOW)
        assert complaints.get(connection, number).verdict is Truth.TRUE


@pytest.mark.parametrize(
    "act",
    [
        lambda c, n: handling.dispatch(c, n, hand(), unit="丙局"),
        lambda c, n: handling.dispatch(c, n, hand(), unit=" ", reason="x"),
        lambda c, n: handling.comment(c, n, hand(), text=" "),
        lambda c, n: handling.urge(c, n, Hand(" ", NOW)),
        lambda c, n: handling.sort(c, n, hand(), category="别的", known=("错别字",)),
    ],
)
def test_what_lacks_its_reason_is_refused(ledger: Ledger, act: Callable[[Connection, int], Any]) -> None:
    with ledger.begin() as connection:
        number = brought_to(connection, S.DISPATCHED)
        before = complaints.get(connection, number)
        with pytest.raises(NotAllowed):
            act(connection, number)
        assert complaints.get(connection, number) == before


def test_numbers_that_nobody_has_are_named(ledger: Ledger) -> None:
    with ledger.begin() as connection:
        with pytest.raises(NoSuchComplaint, match="77"):
            handling.approve(connection, 77, hand())
        number = brought_to(connection, S.RECEIVED)
        with pytest.raises(NoSuchIssue):
            handling.tie(connection, number, hand(), issue=99)


def test_personal_numbers_in_what_people_write_are_masked(ledger: Ledger) -> None:
    with ledger.begin() as connection:
        number = brought_to(connection, S.DISPATCHED)
        one = handling.verify(connection, number, hand(), verdict=Truth.FALSE, note="本人 13812345678")
        assert one.note == "本人 138****5678"


def test_a_machine_never_overrules_a_person(ledger: Ledger) -> None:
    with ledger.begin() as connection:
        number = brought_to(connection, S.VERIFIED)
        one = handling.recheck(connection, number, hand(), found=Truth.FALSE, evidence={"says": "没有"}, issue=None)
        assert (one.machine, one.verdict, one.state) == (Truth.FALSE, Truth.TRUE, S.VERIFIED)


def test_a_sheet_taken_in_again_undoes_nothing(ledger: Ledger) -> None:
    with ledger.begin() as connection:
        number = brought_to(connection, S.VERIFIED)
        before = complaints.get(connection, number)
        assert complaints.take_in(connection, [MESSAGE, replace(MESSAGE, number="A2"), MESSAGE]) == [number + 1]
        assert complaints.get(connection, number) == before


def test_lists_come_by_deadline_and_can_be_narrowed(ledger: Ledger) -> None:
    given = [
        replace(MESSAGE, number="1", answer_due=date(2026, 11, 25)),
        replace(MESSAGE, number="2", answer_due=None),
        replace(MESSAGE, number="3", answer_due=date(2026, 11, 20), unit="乙局"),
    ]
    with ledger.begin() as connection:
        complaints.take_in(connection, given)
        asked = lambda **more: [one.number for one in complaints.query(connection, **more)]  # noqa: E731
        assert asked() == ["3", "1", "2"]
        assert asked(units=["甲局"]) == ["1", "2"]
        assert asked(since=NOW + timedelta(seconds=1)) == []
        assert asked(until=NOW) == []
        assert asked(states=[S.CLOSED]) == []


def test_deadlines_count_from_the_day_of_receipt_in_beijing() -> None:
    late = replace(MESSAGE, received=datetime(2026, 11, 19, 17, 0, tzinfo=UTC))  # 01:00 of the 20th
    counted = due(late, lambda day, n: day + timedelta(days=n), 1, 3)
    assert (counted.forward_due, counted.answer_due) == (date(2026, 11, 21), date(2026, 11, 23))
    named = due(replace(late, answer_due=date(2026, 12, 1)), lambda day, n: None, 1, 3)
    assert (named.forward_due, named.answer_due) == (None, date(2026, 12, 1))
