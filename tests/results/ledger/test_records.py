"""Records of persons: every one is kept once, the newest of each account counts."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from checks.model.posts import AccountReason, Record
from checks.model.registry import BEIJING
from results.errors import NotAllowed
from results.ledger import records
from results.ledger.engine import Ledger
from results.ledger.records import Kept
from results.ledger.registry import Counted

NOW = datetime(2026, 11, 20, 2, 0, tzinfo=UTC)
DAY = timedelta(days=1)
A, B = "抖音|a", "抖音|b"
NOTED = Record(
    "抖音",
    "临江发布",
    "a",
    newest=datetime(2026, 11, 18, tzinfo=BEIJING),
    screenshot="a.png",
    who="张三",
    looked_at=NOW - DAY,
    title="通告",
    remark="评论已关闭",
)


def add(ledger: Ledger, *given: tuple[str, Record], file: str = "a.xlsx") -> Counted:
    with ledger.begin() as connection:
        return records.add(connection, given, file=file, moment=NOW)


def history(ledger: Ledger, account: str = A) -> list[Kept]:
    with ledger.connect() as connection:
        return list(records.history(connection, account))


def test_a_record_comes_back_whole_and_is_kept_once(ledger: Ledger) -> None:
    odd = replace(NOTED, newest=None, found=AccountReason.BANNED, looked_at=NOW - 2 * DAY)
    assert add(ledger, (A, NOTED), (B, odd), (A, NOTED)) == Counted(new=2, same=1)
    assert add(ledger, (B, odd), (A, NOTED), file="b.xlsx") == Counted(same=2)
    # The same moment told in another zone is the same record.
    assert NOTED.looked_at is not None
    assert NOTED.newest is not None
    moved = replace(NOTED, looked_at=NOTED.looked_at.astimezone(BEIJING), newest=NOTED.newest.astimezone(UTC))
    assert add(ledger, (A, moved)) == Counted(same=1)
    assert history(ledger) == [Kept(A, NOTED, "a.xlsx", NOW)]
    assert history(ledger, B) == [Kept(B, odd, "a.xlsx", NOW)]


def test_the_newest_look_counts_and_of_one_look_the_later_import(ledger: Ledger) -> None:
    early = replace(NOTED, looked_at=NOW - 5 * DAY)
    corrected = replace(NOTED, newest=datetime(2026, 11, 19, tzinfo=BEIJING))
    add(ledger, (A, NOTED), (B, NOTED))
    add(ledger, (A, corrected))
    add(ledger, (A, early), (B, early), file="late.xlsx")
    with ledger.connect() as connection:
        found = records.newest(connection, [A, B, "抖音|c"])
    assert {account: kept.record for account, kept in found.items()} == {A: corrected, B: NOTED}
    assert [one.record for one in history(ledger)] == [corrected, NOTED, early]


def test_records_of_many_accounts(ledger: Ledger) -> None:
    many = [f"抖音|{n:04}" for n in range(1_200)]
    assert add(ledger, *((account, NOTED) for account in many)) == Counted(new=1_200)
    assert add(ledger, *((account, NOTED) for account in many)) == Counted(same=1_200)
    with ledger.connect() as connection:
        assert sorted(records.newest(connection, many)) == many


def test_a_record_that_was_withdrawn_stays_and_counts_no_more(ledger: Ledger) -> None:
    early = replace(NOTED, looked_at=NOW - 5 * DAY)
    add(ledger, (A, early), (A, NOTED))
    number = history(ledger)[0].number
    with ledger.begin() as connection:
        for who, reason in (("", "看错"), ("李四", " ")):
            with pytest.raises(NotAllowed, match="必须注明"):
                records.withdraw(connection, number, who=who, reason=reason, moment=NOW)
        with pytest.raises(NotAllowed, match="没有编号为 99 "):
            records.withdraw(connection, 99, who="李四", reason="看错", moment=NOW)
        gone = records.withdraw(connection, number, who="李四", reason="看错", moment=NOW)
        with pytest.raises(NotAllowed, match="已由 李四 撤回"):
            records.withdraw(connection, number, who="王五", reason="看错", moment=NOW)
        assert (gone.record, gone.withdrawn, gone.by, gone.why) == (NOTED, NOW, "李四", "看错")
        assert records.newest(connection, [A])[A].record == early
    assert [(one.record, one.withdrawn) for one in history(ledger)] == [(NOTED, NOW), (early, None)]
    assert add(ledger, (A, NOTED)) == Counted(same=1)  # its sheet does not bring it back
    with ledger.begin() as connection:
        assert records.newest(connection, [A])[A].record == early
        records.withdraw(connection, history(ledger)[1].number, who="李四", reason="看错", moment=NOW)
        assert records.newest(connection, [A]) == {}
