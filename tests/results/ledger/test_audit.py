"""The audit log grows and does nothing else, and shows when somebody went around the program."""

from datetime import timedelta

import pytest
from sqlalchemy import delete, text, update
from sqlalchemy.exc import DBAPIError

from results.ledger import audit
from results.ledger.audit import Act, Doer
from results.ledger.console_tables import audit as table
from results.ledger.engine import Ledger
from tests.results.making import NOW

OFF = {
    "sqlite": ("drop trigger audit_no_update", "drop trigger audit_no_delete"),
    "postgresql": ("alter table audit disable trigger audit_only_grows",),
}


@pytest.fixture
def told(ledger: Ledger) -> Ledger:
    """Four entries."""
    for n in range(4):
        with ledger.begin() as connection:
            moment = NOW + timedelta(minutes=n, microseconds=7)
            doer = Doer("王" if n % 2 else "li", "10.0.0.1")
            audit.tell(
                connection, doer, Act.USER_CHANGED, f"user:{n}", moment=moment, before={"a": n}, after={"a": "新"}
            )
    return ledger


def test_it_tells_who_when_and_what(told: Ledger) -> None:
    with told.connect() as connection:
        entries = audit.query(connection)
        assert [entry.id for entry in entries] == [4, 3, 2, 1]
        newest = entries[0]
        assert (newest.who, newest.address, newest.act, newest.object) == ("王", "10.0.0.1", "user-changed", "user:3")
        assert (newest.before, newest.after) == ({"a": 3}, {"a": "新"})
        assert newest.at == NOW + timedelta(minutes=3, microseconds=7)
        assert [entry.id for entry in audit.query(connection, who="li")] == [3, 1]
        assert [entry.id for entry in audit.query(connection, before=3, limit=1)] == [2]
        assert audit.query(connection, act=Act.LEFT) == []
        assert audit.verify(connection) == audit.Chain(4, newest.digest)


@pytest.mark.parametrize("act", [delete(table), update(table).values(who="x"), delete(table).where(table.c.id == 4)])
def test_the_database_refuses_to_change_it(told: Ledger, act: object) -> None:
    with pytest.raises(DBAPIError, match="only added to"), told.begin() as connection:
        connection.execute(act)  # type: ignore[call-overload]
    with told.connect() as connection:
        assert audit.verify(connection).entries == 4


@pytest.mark.parametrize(
    ("tampered", "broken"),
    [
        ("update audit set who = 'x' where id = 2", 2),
        ("update audit set after = '{\"a\": 9}' where id = 3", 3),
        ("delete from audit where id = 2", 3),
        ("delete from audit where id = 1", 2),
    ],
)
def test_what_was_done_around_the_program_shows(told: Ledger, tampered: str, broken: int) -> None:
    with told.begin() as connection:
        for off in OFF[connection.dialect.name]:
            connection.execute(text(off))
        connection.execute(text(tampered))
    with told.connect() as connection:
        assert audit.verify(connection).broken == broken


def test_what_is_undone_is_not_told(ledger: Ledger) -> None:
    def dies() -> None:
        with ledger.begin() as connection:
            audit.tell(connection, Doer("a"), Act.LEFT, "user:1", moment=NOW)
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        dies()
    with ledger.connect() as connection:
        assert audit.query(connection) == []
