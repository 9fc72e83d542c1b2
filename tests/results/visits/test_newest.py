"""The newest reading of each account, whatever run made it."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from checks.model.posts import Reading, ReadingState, SourceReason
from checks.model.registry import Account
from results.visits.newest import FEW, Kept, newest_readings
from results.visits.readings import ReadingFile

NOW = datetime(2026, 11, 20, 2, tzinfo=UTC)
ONE, TWO = Account("新浪微博", "甲", "甲局", "1"), Account("新浪微博", "乙", "乙局", "2")


def night(data: Path, run: int, share: int, *accounts: Account) -> Path:
    path = data / "visits" / f"{run:06}-20261120" / f"accounts-{share:02}.visit"
    file = ReadingFile(path, NOW, str(run), accounts, ())
    for one in accounts:
        at = NOW + timedelta(days=run)
        file.keep(Reading(one.key, "feed", at, ReadingState.COULD_NOT_LOOK, SourceReason.LOGIN))
    file.close()
    return path


def found(data: Path, upto: int | None = None, beside: int = 0) -> tuple[dict[str, Kept], list[str]]:
    """`beside`: so many accounts are asked for that were never read."""
    told: list[str] = []
    keys = [ONE.key, TWO.key, *map(str, range(beside))]
    kept = {one.reading.account: one for one in newest_readings(data, keys, told.append, upto=upto)}
    return kept, told


@pytest.mark.parametrize("beside", [0, FEW])
def test_each_account_has_its_newest_reading(tmp_path: Path, beside: int) -> None:
    night(tmp_path, 9, 1, ONE, TWO)
    night(tmp_path, 10, 3, ONE)  # its source has changed, and with it its share
    (tmp_path / "visits" / "strange-folder").mkdir()
    kept, told = found(tmp_path, beside=beside)
    assert {key: (one.run, one.visit) for key, one in kept.items()} == {
        ONE.key: (10, "visits/000010-20261120/accounts-03.visit"),
        TWO.key: (9, "visits/000009-20261120/accounts-01.visit"),
    }
    assert kept[ONE.key].reading.asked_at == NOW + timedelta(days=10)
    assert told == []


def test_what_a_run_knew_was_read_in_it_or_before(tmp_path: Path) -> None:
    night(tmp_path, 9, 1, ONE, TWO)
    night(tmp_path, 10, 1, ONE)
    assert {one.run for one in found(tmp_path, upto=9)[0].values()} == {9}


def test_a_damaged_file_is_told_and_passed_over(tmp_path: Path) -> None:
    night(tmp_path, 9, 1, ONE)
    night(tmp_path, 10, 1, ONE).write_bytes(b"SQLite format 3\0" + b"\xff" * 500)
    kept, told = found(tmp_path)
    assert kept[ONE.key].run == 9
    assert len(told) == 1
    assert "重新巡查" in told[0]


def test_nothing_was_ever_read(tmp_path: Path) -> None:
    assert found(tmp_path) == ({}, [])
