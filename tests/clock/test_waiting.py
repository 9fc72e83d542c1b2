"""Messages that wait are rechecked in turn, and what ends in the middle leaves the rest waiting."""

from __future__ import annotations

import io
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from rich.console import Console

from clock.rechecking import MASKED
from clock.settings import Data, Settings
from clock.waiting import INNER, Waited, recheck_waiting
from results import handling
from results.handling import Hand
from results.ledger import complaints
from results.ledger.complaints import Complaint, Truth
from results.ledger.engine import Ledger, open_ledger

NOW = datetime(2026, 11, 20, 2, tzinfo=UTC)
MINUTE = timedelta(minutes=1)
LATER = NOW + timedelta(hours=1)
MESSAGES = [  # a number in the address was masked: nobody opens it
    Complaint(
        "找错", str(n), f"http://a.gov.cn/q?phone=138****567{n}", "其他", "x", NOW, waiting=NOW + timedelta(minutes=n)
    )
    for n in range(3)
]


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(data=Data(str(tmp_path)))


@pytest.fixture
def ledger(settings: Settings) -> Iterator[Ledger]:
    with open_ledger(settings.ledger_url) as ledger:
        with ledger.begin() as connection:
            complaints.take_in(connection, MESSAGES)
        yield ledger


def err() -> Console:
    return Console(file=io.StringIO())


def waiting(ledger: Ledger) -> list[int]:
    with ledger.connect() as connection:
        return complaints.waiting_recheck(connection)


def test_each_gets_its_answer_and_waits_no_longer(settings: Settings, ledger: Ledger) -> None:
    assert recheck_waiting(settings, ledger, err(), most=2) == Waited(2, 0)
    assert waiting(ledger) == [3]
    with ledger.connect() as connection:
        one = complaints.get(connection, 1)
        (told,) = complaints.acts(connection, 1)
    # It would be found dead, for the address that was visited is not the one that was sent.
    assert (one.machine, one.evidence["says"], one.waiting) == (Truth.UNCLEAR, MASKED, None)
    assert (told.who, told.what) == ("程序", "recheck")
    assert recheck_waiting(settings, ledger, err()) == Waited(1, 0)
    assert recheck_waiting(settings, ledger, err()) == Waited(0, 0)


def test_who_is_told_to_stop_leaves_the_rest_waiting(settings: Settings, ledger: Ledger) -> None:
    turns = iter((False, True))
    assert recheck_waiting(settings, ledger, err(), stopped=lambda: next(turns)) == Waited(1, 0)
    assert waiting(ledger) == [2, 3]


def test_one_that_another_has_done_meanwhile_is_passed(settings: Settings, ledger: Ledger) -> None:
    def first_is_done_elsewhere() -> bool:
        if waiting(ledger) == [1, 2, 3]:
            with ledger.begin() as connection:
                given = {"found": Truth.TRUE, "evidence": {}, "issue": None}
                handling.recheck(connection, 1, Hand("程序", LATER), **given)  # type: ignore[arg-type]
        return False

    assert recheck_waiting(settings, ledger, err(), stopped=first_is_done_elsewhere) == Waited(2, 1)
    with ledger.connect() as connection:
        assert complaints.get(connection, 1).machine is Truth.TRUE


def test_one_that_breaks_the_visit_goes_to_the_end(settings: Settings, ledger: Ledger) -> None:
    with ledger.begin() as connection:
        breaks = Complaint("找错", "x", "http://[", "其他", "x", NOW, waiting=NOW - timedelta(hours=1))
        (number,) = complaints.take_in(connection, [breaks])
    with pytest.raises(ValueError, match="IPv6"):
        recheck_waiting(settings, ledger, err(), now=lambda: LATER)
    assert waiting(ledger) == [1, 2, 3, number]


@pytest.mark.parametrize("host", ["127.0.0.1:8088", "localhost", "169.254.169.254", "[::1]", "10.1.2.3"])
def test_what_a_citizen_sends_does_not_lead_into_the_office(settings: Settings, ledger: Ledger, host: str) -> None:
    with ledger.begin() as connection:
        sent = Complaint("找错", "y", f"http://{host}/admin", "其他", "x", NOW, waiting=NOW - MINUTE)
        (number,) = complaints.take_in(connection, [sent])
    assert recheck_waiting(settings, ledger, err(), most=1) == Waited(1, 0)
    with ledger.connect() as connection:
        one = complaints.get(connection, number)
    assert (one.machine, one.evidence["says"], one.waiting) == (Truth.UNCLEAR, INNER, None)
