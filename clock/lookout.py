"""Performs the looks that persons asked for: one at a time, each in a process of its own that is stopped in time.

`serve` keeps a thread that waits for them; `python schedule.py looks` takes those that wait and ends, for a machine
that has the network where the console has none. Whoever takes a look from the ledger alone performs it.
"""

from __future__ import annotations

import logging
import multiprocessing
import signal
import threading
from datetime import UTC, datetime, timedelta

from rich.console import Console

from clock.looking import looked
from clock.rules import edition_of
from clock.settings import Settings
from results import looking
from results.errors import LedgerError, PersonError
from results.ledger import issues, looks, registry
from results.ledger.engine import Ledger, open_ledger
from results.ledger.looks import INTERRUPTED, Look
from results.looking import Often
from results.precision import fallen

_log = logging.getLogger("xunwang.looks")
EVERY = 2.0
"""Seconds between two questions to the ledger whether anything waits."""
_STOPPED = 0.2


def often_of(settings: Settings) -> Often:
    """How often looks may be asked for, and how long one lasts, by the settings."""
    own = settings.console
    return Often(per_hour=own.looks_per_hour, longest=timedelta(minutes=own.look_minutes + 1))


def perform_waiting(settings: Settings, out: Console) -> int:
    """Performs all that wait, then ends; how many."""
    count = 0
    with open_ledger(settings.ledger_url) as ledger:
        while (look := _taken(settings, ledger)) is not None:
            _perform(settings, ledger, look, threading.Event())
            with ledger.connect() as connection:
                done = looks.get(connection, look.id)
            out.print(f"问题 {look.issue}：{done.says if done else ''}", markup=False)
            count += 1
    return count


class Lookout:
    """Waits beside the console for what is to be looked at. Use as a context manager: leaving it stops what runs."""

    def __init__(self, settings: Settings, ledger: Ledger) -> None:
        self._settings, self._ledger = settings, ledger
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._watch, name="lookout", daemon=True)

    def __enter__(self) -> Lookout:
        if self._settings.console.looks:
            self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._stop.set()
        if self._thread.is_alive():
            self._thread.join(timeout=10)

    def _watch(self) -> None:
        while not self._stop.wait(EVERY):
            try:
                while not self._stop.is_set() and (look := _taken(self._settings, self._ledger)) is not None:
                    _perform(self._settings, self._ledger, look, self._stop)
            except LedgerError as error:  # held by a night, or away for a while: it is asked again
                _log.warning("%s", error.message)


def _taken(settings: Settings, ledger: Ledger) -> Look | None:
    """The look that has waited longest, now this machine's to perform."""
    with ledger.connect() as connection:
        if looks.waiting(connection) is None:  # without the lock of who writes: this is asked every few seconds
            return None
    moment = datetime.now(UTC)
    with ledger.begin() as connection:
        looking.settle(connection, moment=moment, often=often_of(settings))
        return looks.take(connection, moment)


def _perform(settings: Settings, ledger: Ledger, look: Look, stop: threading.Event) -> None:
    """Performs a look in another process, and gives it up where that process does not end well and in time."""
    process = multiprocessing.get_context("spawn").Process(target=_look, args=(settings, look), daemon=True)
    process.start()
    ends = datetime.now(UTC) + timedelta(minutes=settings.console.look_minutes)
    while process.is_alive() and not stop.is_set() and datetime.now(UTC) < ends:
        process.join(timeout=_STOPPED)
    if process.is_alive():
        process.kill()
        process.join()
    with ledger.begin() as connection:
        looks.give_up(connection, look, INTERRUPTED, datetime.now(UTC))  # does nothing where there is an answer


def _look(settings: Settings, look: Look) -> None:
    """The whole of one look: what the process does."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the parent decides when to stop
    with open_ledger(settings.ledger_url) as ledger:
        try:
            edition = edition_of(settings)
            with ledger.connect() as connection:
                issue = issues.get(connection, look.issue)
                site, columns = registry.site_keyed(connection, issue.subject)
                doubtful = fallen(connection, edition, datetime.now(UTC))
            if site is None:
                raise PersonError("这个网站已不在登记表里，没有再看")
            told = looked(settings, issue, site, columns, edition, Console(quiet=True), doubtful)
        except PersonError as error:
            with ledger.begin() as connection:
                looks.give_up(connection, look, error.message, datetime.now(UTC))
            return
        with ledger.begin() as connection:
            looks.end(connection, look, told.answer, told.says, told.evidence, datetime.now(UTC))
