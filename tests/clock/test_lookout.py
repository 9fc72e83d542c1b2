"""What waits in the ledger is performed beside the console: in turn, each apart, and nothing ends who watches."""

from __future__ import annotations

import io
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from rich.console import Console

from clock.lookout import Lookout, perform_waiting
from clock.rechecking import MASKED
from clock.settings import ConsoleSettings, Data, Settings
from clock.waiting import BROKEN, give_up
from results.ledger import complaints
from results.ledger.complaints import Complaint, Truth
from results.ledger.engine import Ledger, open_ledger

NOW = datetime(2026, 11, 20, 2, tzinfo=UTC)
QUIET = Complaint("找错", "1", "http://a.gov.cn/q?phone=138****5671", "其他", "x", NOW, waiting=NOW)
BREAKS = Complaint("找错", "2", "http://[", "其他", "x", NOW, waiting=NOW)


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(data=Data(str(tmp_path)))


@pytest.fixture
def ledger(settings: Settings) -> Iterator[Ledger]:
    with open_ledger(settings.ledger_url) as ledger:
        with ledger.begin() as connection:
            complaints.take_in(connection, [BREAKS, QUIET])
        yield ledger


def kept(ledger: Ledger) -> list[tuple[Truth | None, str]]:
    with ledger.connect() as connection:
        found = [complaints.get(connection, number) for number in (1, 2)]
    assert all(one.waiting is None for one in found) or not all(one.machine for one in found)
    return [(one.machine, str(one.evidence.get("says", ""))) for one in found]


def until(true: Callable[[], bool], seconds: float = 60) -> bool:
    limit = time.monotonic() + seconds
    while not (done := true()) and time.monotonic() < limit:
        time.sleep(0.1)
    return done


DONE = [(Truth.UNCLEAR, BROKEN), (Truth.UNCLEAR, MASKED)]


def test_beside_the_console_messages_are_rechecked_also_after_one_that_breaks(
    settings: Settings, ledger: Ledger
) -> None:
    with Lookout(settings, ledger):
        assert until(lambda: kept(ledger) == DONE), kept(ledger)


def test_the_command_takes_them_too_and_ends(settings: Settings, ledger: Ledger) -> None:
    out = Console(file=io.StringIO())
    assert perform_waiting(settings, out) == 2
    assert kept(ledger) == DONE
    assert perform_waiting(settings, out) == 0


def test_a_machine_that_takes_no_looks_takes_no_rechecks(settings: Settings, ledger: Ledger) -> None:
    with Lookout(replace(settings, console=ConsoleSettings(looks=False)), ledger):
        time.sleep(3)
    assert kept(ledger) == [(None, ""), (None, "")]


def test_what_does_not_end_in_time_is_given_up(settings: Settings, ledger: Ledger) -> None:
    assert perform_waiting(replace(settings, console=ConsoleSettings(look_minutes=0.0)), Console(quiet=True)) == 2
    assert kept(ledger) == [(Truth.UNCLEAR, BROKEN)] * 2


def test_what_was_answered_meanwhile_is_not_given_up(settings: Settings, ledger: Ledger) -> None:
    perform_waiting(settings, Console(quiet=True))
    give_up(ledger, 2)
    assert kept(ledger) == DONE


def test_who_watches_goes_on_after_a_ledger_that_failed(settings: Settings, ledger: Ledger, tmp_path: Path) -> None:
    path = tmp_path / "ledger.sqlite"
    moved = tmp_path / "moved.sqlite"
    ledger.engine.dispose()
    path.rename(moved)
    path.write_bytes(b"no ledger at all" * 100)
    with Lookout(settings, ledger):
        time.sleep(3)
        ledger.engine.dispose()
        moved.rename(path)
        assert until(lambda: kept(ledger) == DONE), kept(ledger)
