"""What checks could not see of accounts: rows that read alike are one."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path

from checks.indicators.edition import load
from checks.model.findings import Outcome, Status, SubjectType
from checks.model.registry import Account, Registry
from results.ledger import outcomes, registry, runs
from results.ledger.engine import Ledger
from results.reports.account_gather import gather_accounts
from results.reports.accounts import unseen
from results.reports.gather import Week

NOW = datetime(2026, 11, 18, 2, tzinfo=UTC)
WEEK = Week("临江县人民政府办公室", date(2026, 11, 16), date(2026, 11, 18), NOW)
TOLD = {
    "a": (Status.PASS, 1, "timeout"),
    "b": (Status.FAIL, 1, "timeout"),
    "c": (Status.REVIEW, 1, ""),
    "d": (Status.UNKNOWN, 0, "timeout"),
    "e": (Status.UNKNOWN, 0, "超时"),
    "f": (Status.NOT_APPLICABLE, 0, "timeout"),
}


def test_what_was_found_elsewhere_makes_no_row_of_its_own(ledger: Ledger, tmp_path: Path) -> None:
    said = [
        Outcome("typos", SubjectType.ACCOUNT, key, status, (), judged, 2, reason)
        for key, (status, judged, reason) in TOLD.items()
    ]
    edition = load()
    with ledger.begin() as connection:
        registry.save(connection, Registry(accounts=(Account("微信公众号", "临江发布", "甲局", "a"),)))
        run = runs.start(connection, kind="weekly", edition="test", code="1", moment=NOW)
        outcomes.save(connection, run, said)
        part = gather_accounts(connection, run, WEEK, edition, (), tmp_path)
    assert part is not None
    section = unseen(part)
    assert [row[1:] for row in section.tables[0].rows] == [
        ("部分未测", 1, "没有记下原因"),
        ("部分未测", 2, "超时"),
        ("未测", 2, "超时"),
    ]
    assert [(whole.whole, whole.parts) for whole in section.wholes] == [(5, (("完全未测", 2), ("部分未测", 3)))]
