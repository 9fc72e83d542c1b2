"""Reports that persons asked for at the console, each made in a process of its own."""

from __future__ import annotations

import signal
import threading
from datetime import UTC, datetime
from pathlib import Path

from checks.model.registry import BEIJING
from clock.apart import apart
from clock.settings import Settings
from results.errors import PersonError
from results.ledger import papers
from results.ledger.engine import Ledger, open_ledger
from results.ledger.papers import INTERRUPTED, Paper
from results.papers import LONGEST
from results.reports.periods import Period, Span, period

_MINUTES = LONGEST.total_seconds() / 60 - 1
"""It ends before anybody else takes it for interrupted."""


def make_waiting(settings: Settings, ledger: Ledger, stop: threading.Event) -> bool:
    """Makes the paper that has waited longest; False when none waits."""
    with ledger.connect() as connection:
        if papers.waiting(connection) is None:  # without the lock of who writes: this is asked every few seconds
            return False
    moment = datetime.now(UTC)
    with ledger.begin() as connection:
        papers.settle(connection, started=moment - LONGEST, moment=moment)
        one = papers.take(connection, moment)
    if one is None:
        return False
    apart(settings, _make, one, stop, _MINUTES)
    with ledger.begin() as connection:
        papers.give_up(connection, one, INTERRUPTED, datetime.now(UTC))  # does nothing where it was written
    return True


def _make(settings: Settings, one: Paper) -> None:
    """The whole of one paper: what the process does."""
    from clock.papers import write_paper

    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the parent decides when to stop
    with open_ledger(settings.ledger_url) as ledger:
        try:
            files, left_out = write_paper(settings, _period(one))
        except PersonError as error:
            with ledger.begin() as connection:
                papers.give_up(connection, one, error.message, datetime.now(UTC))
            return
        names = [_name(settings, file) for file in files]
        with ledger.begin() as connection:
            papers.end(connection, one, names, "；".join(left_out), datetime.now(UTC))


def _period(one: Paper) -> Period:
    return period(Span(one.span), one.period, datetime.now(BEIJING).date())


def _name(settings: Settings, file: Path) -> str:
    return str(file.relative_to(settings.folder / "reports"))
