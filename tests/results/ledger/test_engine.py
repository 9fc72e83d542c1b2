"""The ledger opens on both databases, migrates itself, and says in Chinese what stands in the way."""

import json
import os
import sqlite3
import threading
from datetime import UTC, datetime, timedelta, timezone
from decimal import Decimal
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import select, text
from sqlalchemy.exc import StatementError

from results.errors import LedgerError, LedgerLocked, LedgerNewer, LedgerUnreachable, PersonError
from results.ledger import (
    account_tables,
    column_tables,
    complaint_tables,
    console_tables,
    notice_tables,
    outcomes,
    outgoing_tables,
    precision_tables,
    runs,
    token_tables,
    verdict_tables,
)
from results.ledger.column_kinds import metadata
from results.ledger.engine import Ledger, from_json, open_ledger
from results.ledger.look_tables import looks
from results.ledger.move_tables import moves
from results.ledger.paper_tables import papers
from results.ledger.tables import units

NOW = datetime(2026, 11, 20, 2, 0, tzinfo=UTC)


def test_the_steps_make_the_tables_that_the_code_knows(ledger: Ledger) -> None:
    assert {complaint_tables.complaints.metadata, notice_tables.notices.metadata} == {metadata}
    assert {token_tables.api_tokens.metadata, precision_tables.precision_resets.metadata} == {metadata}
    with ledger.connect() as connection:
        assert {account_tables.posts.name, verdict_tables.verdicts.name} <= set(metadata.tables)
        assert column_tables.column_months.metadata is metadata
        assert outgoing_tables.messages.metadata is metadata
        assert {looks.name, moves.name, papers.name, console_tables.audit.name} <= set(metadata.tables)
        found = compare_metadata(MigrationContext.configure(connection), metadata)
        # Indexes of words and signs are of another kind in each database, and none of SQLAlchemy's.
        known = ("alembic_version", "issue_terms", "ix_sites_signs", "ix_accounts_signs")
        strange = [one for one in found if not any(name in repr(one) for name in known)]
        assert strange == []


@pytest.mark.parametrize("said", ["半个\ud800字", "\udc00", "零\0字节", "😀", 10**40, 1e308, -0.0, [{}, None, True]])
def test_what_was_written_as_json_is_read_back(ledger: Ledger, said: object) -> None:
    """Everything fetched is hostile: a ledger that cannot be read again is no ledger."""
    row = {"id": 1, "at": NOW, "who": "", "address": "", "act": "", "object": "", "after": [], "digest": ""}
    with ledger.begin() as connection:
        connection.execute(console_tables.audit.insert().values(**row, before={"said": said}))
        assert connection.execute(select(console_tables.audit.c.before)).scalar_one() == {"said": said}


@pytest.mark.parametrize("text", ['{"a": 1, "a": [1.5]}', "[-Infinity, 1e400]", '"\\ud800\\u0041"', b'"\xe4\xbd\xa0"'])
def test_json_is_read_as_python_reads_it(text: str | bytes) -> None:
    assert from_json(text) == json.loads(text)
    assert from_json("NaN") != from_json("NaN")
    with pytest.raises(json.JSONDecodeError):
        from_json("{")


def test_opening_twice_keeps_what_is_there(ledger: Ledger, ledger_url: str) -> None:
    with ledger.begin() as connection:
        connection.execute(units.insert().values(name="甲", parent="", level="county", region=""))
    with open_ledger(ledger_url) as again, again.connect() as connection:
        assert connection.execute(select(units.c.name)).scalars().all() == ["甲"]


def test_two_processes_may_open_a_new_ledger_at_once(ledger_url: str) -> None:
    opened: list[Ledger] = []
    threads = [threading.Thread(target=lambda: opened.append(open_ledger(ledger_url))) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    for one in opened:
        with one.connect() as connection:
            assert connection.execute(text("select count(*) from alembic_version")).scalar() == 1
        one.close()
    assert len(opened) == 4


def test_a_transaction_that_raises_leaves_nothing(ledger: Ledger) -> None:
    def dies_in_the_middle() -> None:
        with ledger.begin() as connection:
            runs.start(connection, kind="nightly", edition="e", code="1", moment=NOW, subjects=["a"])
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        dies_in_the_middle()
    with ledger.connect() as connection:
        assert runs.latest(connection, state=None) is None


def test_moments_come_back_aware_and_points_exact(ledger: Ledger) -> None:
    here = NOW.astimezone(timezone(timedelta(hours=8)))
    with ledger.begin() as connection:
        number = runs.start(connection, kind="nightly", edition="e", code="1", moment=here)
        row = outcomes.ScoreRow(number, "s", Decimal("97.43"), Decimal("98.40"), Decimal("100"), "e", {"lines": []})
        outcomes.save_score(connection, row)
    with ledger.connect() as connection:
        assert runs.get(connection, number).started == NOW
        assert runs.get(connection, number).started.tzinfo is UTC
        (score,) = outcomes.scores(connection, number)
        assert (score, str(score.high)) == (row, "98.40")


def test_a_moment_without_a_zone_is_refused(ledger: Ledger) -> None:
    with pytest.raises(StatementError, match="without a zone"), ledger.begin() as connection:
        runs.start(connection, kind="nightly", edition="e", code="1", moment=datetime(2026, 11, 20))


def test_a_ledger_of_a_later_program_is_refused(ledger: Ledger, ledger_url: str) -> None:
    with ledger.begin() as connection:
        connection.execute(text("update alembic_version set version_num = '9999'"))
    with pytest.raises(LedgerNewer, match="升级本程序"):
        open_ledger(ledger_url)


def test_a_locked_ledger_says_who_may_hold_it(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'l.sqlite'}"
    with open_ledger(url, busy_seconds=0.1) as waiting, open_ledger(url) as holding, holding.begin():
        with pytest.raises(LedgerLocked, match="另一个进程占用"), waiting.begin():
            pass
        with waiting.connect() as connection:
            assert runs.latest(connection) is None


def test_a_second_writer_waits_for_the_first(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'l.sqlite'}"

    def write(number: int) -> None:
        with open_ledger(url) as ledger:
            for n in range(20):
                with ledger.begin() as connection:
                    runs.start(connection, kind=f"{number}", edition="e", code="1", moment=NOW, subjects=[str(n)])

    threads = [threading.Thread(target=write, args=(n,)) for n in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    with open_ledger(url) as ledger, ledger.connect() as connection:
        assert connection.execute(text("select count(*) from runs")).scalar() == 80


@pytest.mark.parametrize(
    "url",
    [
        "nonsense",
        "oracle://a/b",
        "mysql://a/b",
        "postgresql://nobody:geheim@127.0.0.1:1/none",
        "sqlite:////proc/x/l.db",
    ],
)
def test_what_cannot_be_opened_says_what_to_do(url: str) -> None:
    with pytest.raises(LedgerUnreachable, match=r"请|url") as told:
        open_ledger(url, busy_seconds=2)
    assert "geheim" not in str(told.value)


def test_a_file_that_is_no_database_is_named(tmp_path: Path) -> None:
    (tmp_path / "l.sqlite").write_bytes(b"what is this" * 1000)
    with pytest.raises(LedgerError, match=r"l\.sqlite"):
        open_ledger(f"sqlite:///{tmp_path / 'l.sqlite'}")


def test_a_ledger_that_may_not_be_written_says_so(tmp_path: Path) -> None:
    url = f"sqlite:///file:{tmp_path / 'l.sqlite'}?mode=ro&uri=true"
    open_ledger(f"sqlite:///{tmp_path / 'l.sqlite'}").close()
    with open_ledger(url) as ledger, pytest.raises(PersonError, match="权限"), ledger.begin() as connection:
        runs.start(connection, kind="nightly", edition="e", code="1", moment=NOW)


def test_the_write_ahead_log_is_on(tmp_path: Path) -> None:
    open_ledger(f"sqlite:///{tmp_path / 'l.sqlite'}").close()
    connection = sqlite3.connect(os.fspath(tmp_path / "l.sqlite"))
    assert connection.execute("pragma journal_mode").fetchone() == ("wal",)
    connection.close()


def test_postgresql_compiles_no_query_of_ours(ledger: Ledger) -> None:
    with ledger.connect() as connection:
        if connection.dialect.name == "postgresql":
            assert connection.scalar(text("show jit")) == "off"
            assert connection.scalar(text("show plan_cache_mode")) == "force_custom_plan"
