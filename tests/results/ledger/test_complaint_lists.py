"""Messages that wait for a recheck, and lists that are the same whichever way they are read."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from alembic import command
from alembic.config import Config
from sqlalchemy import Connection, inspect, select

from checks.model.registry import Registry, Unit
from results import handling
from results.errors import NotAllowed
from results.handling import Hand
from results.ledger import complaint_lists, complaint_tables, complaints, registry
from results.ledger.complaint_lists import Sight, Wanted
from results.ledger.complaints import Complaint, ComplaintState, Truth
from results.ledger.engine import Ledger
from results.ledger.scope import WHOLE, Scope

S = ComplaintState
NOW = datetime(2026, 11, 20, 2, 0, tzinfo=UTC)
TOWN = Sight(Scope(units=("甲镇",)))


def message(number: int, unit: str = "甲镇", due: int | None = None) -> Complaint:
    day = (NOW + timedelta(days=due)).date() if due is not None else None
    return Complaint("找错", str(number), "http://a.gov.cn/", "其他", "x", NOW, unit=unit, answer_due=day)


def hand(minutes: int = 0) -> Hand:
    return Hand("李四", NOW + timedelta(minutes=minutes))


def walked(connection: Connection, sight: Sight, wanted: Wanted, size: int) -> list[int]:
    """All pages, one after the other."""
    found: list[int] = []
    after: int | None = None
    while True:
        page = complaint_lists.page(connection, sight, wanted, after=after, size=size)
        found += [one.id for one in page.complaints]
        if page.after is None:
            return found
        after = page.after


def test_who_waits_longest_is_rechecked_first(ledger: Ledger) -> None:
    with ledger.begin() as connection:
        first, second, third, closed = complaints.take_in(connection, map(message, range(4)))
        for minutes, number in ((2, first), (1, second), (3, closed)):
            handling.ask_recheck(connection, number, hand(minutes))
        assert complaints.waiting_recheck(connection) == [second, first, closed]
        assert complaints.waiting_recheck(connection, 1) == [second]
        with pytest.raises(NotAllowed, match="已在等待复验"):
            handling.ask_recheck(connection, first, hand(4))
        handling.dispatch(connection, closed, hand(), unit="甲镇")
        handling.verify(connection, closed, hand(), verdict=Truth.FALSE, note="没有")
        handling.answer(connection, closed, hand(), text="没有")
        handling.approve(connection, closed, hand())
        assert complaints.waiting_recheck(connection) == [second, first]
        seen = complaints.get(connection, second).version
        assert complaints.put_last(connection, second, NOW + timedelta(hours=1))
        assert complaints.waiting_recheck(connection) == [first, second]
        assert complaints.get(connection, second).version == seen  # who has it before him may go on
        handling.recheck(connection, first, hand(), found=Truth.TRUE, evidence={}, issue=None)
        assert complaints.waiting_recheck(connection) == [second]
        assert not complaints.put_last(connection, first, NOW)
        assert not complaints.put_last(connection, third, NOW)


@pytest.mark.parametrize("few", [True, False])
def test_a_list_is_by_deadline_whichever_way_it_is_read(ledger: Ledger, few: bool) -> None:
    units = ("甲镇", "乙镇")
    with ledger.begin() as connection:
        registry.save(connection, Registry(tuple(map(Unit, units))))
        given = [message(n, units[n % 2], [3, None, 1, 2, None, 1, 3][n % 7]) for n in range(40)]
        numbers = complaints.take_in(connection, given)
        for number in numbers[::3]:
            handling.dispatch(connection, number, hand(), unit=complaints.get(connection, number).unit)
    with ledger.begin() as connection:
        if not few:  # as where a town has more messages than are read one by one
            more = [message(n) for n in range(100, 100 + complaint_lists.FEW)]
            complaints.take_in(connection, more)
        for sight in (Sight(WHOLE), TOWN):
            for wanted in (Wanted(), Wanted((S.DISPATCHED,)), Wanted(due_before=NOW.date() + timedelta(days=3))):
                read = [one for one in complaints.query(connection) if sight.scope.whole or one.unit == "甲镇"]
                due = [
                    one.id
                    for one in read
                    if one.state in (wanted.states or tuple(S))
                    and (not wanted.due_before or (one.answer_due and one.answer_due < wanted.due_before))
                ]
                assert walked(connection, sight, wanted, 7 if few else 700) == due


def test_what_was_not_dispatched_is_not_there_for_who_waits_for_it(ledger: Ledger) -> None:
    with ledger.begin() as connection:
        registry.save(connection, Registry((Unit("甲镇"),)))
        one, other = complaints.take_in(connection, [message(1, due=-1), message(2, due=-1)])
        handling.dispatch(connection, one, hand(), unit="甲镇")
        his = Sight(TOWN.scope, undispatched=False)
        assert walked(connection, his, Wanted(), 9) == [one]
        assert walked(connection, his, Wanted((S.RECEIVED,)), 9) == []
        assert complaint_lists.sees(connection, his, complaints.get(connection, one))
        assert not complaint_lists.sees(connection, his, complaints.get(connection, other))
        assert [found.id for found in complaint_lists.slim(connection, his)] == [one]
        standing = complaint_lists.standing(connection, his, NOW.date())
        assert (standing.states[S.DISPATCHED], standing.overdue, S.RECEIVED in standing.states) == (1, 1, False)
        assert complaint_lists.standing(connection, TOWN, NOW.date()).overdue == 2


def test_the_step_can_be_undone_and_done_again(ledger: Ledger) -> None:
    config = Config()
    config.set_main_option("script_location", "results.ledger:migrations")
    with ledger.begin() as connection:
        complaints.take_in(connection, [message(1)])
        config.attributes["connection"] = connection
        command.downgrade(config, "0010_verdicts")
        assert "waiting" not in {column["name"] for column in inspect(connection).get_columns("complaints")}
        command.upgrade(config, "head")
        table = complaint_tables.complaints
        assert connection.execute(select(table.c.number, table.c.waiting)).all() == [("1", None)]
        assert {index["name"] for index in inspect(connection).get_indexes("complaints")} >= {
            "ix_complaints_waiting", "ix_complaints_state_answer_due_id",
        }  # fmt: skip
