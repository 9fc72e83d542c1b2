"""The schema of messages, mailboxes and files: made and undone on both databases; queued once; paged."""

from __future__ import annotations

from alembic import command
from alembic.config import Config

from results.ledger import outgoing, unit_mail
from results.ledger.engine import Ledger
from results.ledger.outgoing import Draft, MessageState
from tests.results.making import NOW

TABLES = ("messages", "unit_mail", "notice_files")


def test_the_step_is_taken_and_undone(ledger: Ledger) -> None:
    config = Config()
    config.set_main_option("script_location", "results.ledger:migrations")
    with ledger.begin() as connection:
        config.attributes["connection"] = connection
        for step, there in ((command.downgrade, False), (command.upgrade, True)):
            step(config, "0011_waiting" if step is command.downgrade else "0012_outgoing")
            assert [connection.dialect.has_table(connection, name) for name in TABLES] == [there] * 3
        outgoing.queue(connection, [draft("a")], moment=NOW)


def draft(key: str, channel: str = "mail") -> Draft:
    return Draft(key, "drawn", "notice:1", "甲", channel, "a@b.cn", "题", "文")


def test_what_is_asked_for_twice_is_queued_once(ledger: Ledger) -> None:
    with ledger.begin() as connection:
        for _ in range(2):
            outgoing.queue(connection, [draft("a"), draft("b")], moment=NOW)
        outgoing.queue(connection, [], moment=NOW)
        found, more = outgoing.page(connection, size=1)
        assert more == found[0].id
        rest, more = outgoing.page(connection, after=more, size=1)
        assert ([one.key for one in (*found, *rest)], more) == (["b", "a"], None)
        assert outgoing.counts(connection) == {MessageState.WAITING: 2}
        assert outgoing.page(connection, (MessageState.SENT,)) == ([], None)


def test_what_changed_meanwhile_is_left_alone(ledger: Ledger) -> None:
    with ledger.begin() as connection:
        outgoing.queue(connection, [draft("a")], moment=NOW)
        ((seen,), _) = outgoing.page(connection)
        assert outgoing.drop(connection, seen, moment=NOW)
        assert outgoing.take(connection, seen, moment=NOW) is None
        assert outgoing.due(connection, "mail", moment=NOW, limit=9) == []
        assert not outgoing.sent(connection, seen, moment=NOW)
        ((now,), _) = outgoing.page(connection)
        assert now.state is MessageState.DROPPED


def test_mailboxes_are_paged_by_unit(ledger: Ledger) -> None:
    with ledger.begin() as connection:
        for unit, address in (("乙", "b@b.cn"), ("甲", "b@b.cn"), ("乙", "a@b.cn")):
            assert unit_mail.add(connection, unit, address)
        whole = unit_mail.page(connection)
        assert len(whole) == 3
        pages = [unit_mail.page(connection, after=after, size=1) for after in (None, *whole)]
        assert pages == [[one] for one in whole] + [[]]
        assert unit_mail.of(connection, "乙") == ["a@b.cn", "b@b.cn"]
        assert unit_mail.page(connection, "乙") == [("乙", "a@b.cn"), ("乙", "b@b.cn")]
