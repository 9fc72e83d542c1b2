"""Reports that were asked for at the console are made beside it: written, refused in Chinese, or given up."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from clock.lookout import Lookout
from clock.paper_orders import make_waiting
from clock.settings import Data, Settings
from results.ledger import papers
from results.ledger.engine import Ledger, open_ledger
from results.ledger.papers import INTERRUPTED, Paper, PaperState
from tests.results.reports.period_making import ONE, Desk


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(data=Data(str(tmp_path)))


@pytest.fixture
def ledger(settings: Settings, tmp_path: Path) -> Iterator[Ledger]:
    """A night of September."""
    with open_ledger(settings.ledger_url) as ledger:
        Desk(ledger, tmp_path).night(9, 1, {ONE.key: ("a",)})
        yield ledger


def ask(ledger: Ledger, span: str, period: str) -> None:
    with ledger.begin() as connection:
        papers.put(connection, span, period, who="王", moment=datetime.now(UTC))


def last(ledger: Ledger) -> Paper:
    with ledger.connect() as connection:
        return papers.newest(connection, 1)[0]


def test_a_report_is_written_beside_the_console(settings: Settings, ledger: Ledger) -> None:
    ask(ledger, "month", "2026-09")
    with Lookout(settings, ledger):
        limit = time.monotonic() + 120
        while last(ledger).state in (PaperState.WAITING, PaperState.RUNNING) and time.monotonic() < limit:
            time.sleep(0.2)
    one = last(ledger)
    assert one.state is PaperState.DONE, one
    assert "月检查-2026-09.docx" in one.files
    assert all((settings.folder / "reports" / name).is_file() for name in one.files)
    assert "栏目更新程度" in one.says  # what was left out is told beside it


def test_why_one_was_not_written_is_told(settings: Settings, ledger: Ledger) -> None:
    ask(ledger, "quarter", "2025Q1")
    assert make_waiting(settings, ledger, threading.Event())
    assert last(ledger).state is PaperState.FAILED
    assert "没有任何检查记录" in last(ledger).says
    assert not make_waiting(settings, ledger, threading.Event())


def test_one_that_is_stopped_is_given_up(settings: Settings, ledger: Ledger) -> None:
    ask(ledger, "month", "2026-09")
    stop = threading.Event()
    stop.set()
    assert make_waiting(settings, ledger, stop)
    assert (last(ledger).state, last(ledger).says) == (PaperState.FAILED, INTERRUPTED)
    assert not (settings.folder / "reports").exists()
