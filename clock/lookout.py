"""Performs what persons asked for at the console: looks at issues, rechecks of messages of 找错, and reports.

One at a time, each in a process of its own that is stopped in time. `serve` keeps a thread that waits for them, looks
before rechecks, for a person sits before these, and reports last; `python schedule.py looks` takes the looks and
rechecks that wait and ends, for a machine that has the network where the console has none. Whoever takes a look from
the ledger alone performs it.
"""

from __future__ import annotations

import logging
import signal
import sys
import threading
from datetime import UTC, datetime, timedelta

from rich.console import Console

from clock.apart import apart
from clock.looking import looked
from clock.paper_orders import make_waiting
from clock.rules import edition_of
from clock.settings import Settings
from clock.surviving import raised_by
from clock.waiting import give_up, next_waiting, recheck_waiting
from results import looking
from results.errors import PersonError
from results.ledger import issues, looks, registry
from results.ledger.engine import Ledger, open_ledger
from results.ledger.looks import INTERRUPTED, Look
from results.looking import Often
from results.precision import fallen

_log = logging.getLogger("xunwang.looks")
EVERY = 2.0
"""Seconds between two questions to the ledger whether anything waits."""
PAUSE = timedelta(minutes=5)
"""So long no message is rechecked after one could not be: our own network failed, or the ledger is held."""
_AFTER_TROUBLE = 5.0
_CUT = 3
"""How the process of a recheck ends when our own network failed, or the ledger is held: the message still waits."""


def often_of(settings: Settings) -> Often:
    """How often looks may be asked for, and how long one lasts, by the settings."""
    own = settings.console
    return Often(per_hour=own.looks_per_hour, longest=timedelta(minutes=own.look_minutes + 1))


def perform_waiting(settings: Settings, out: Console) -> int:
    """Performs all that wait, then ends; how many. Raises PersonError when our own network failed, or the like."""
    count, begun, stop = 0, datetime.now(UTC), threading.Event()
    with open_ledger(settings.ledger_url) as ledger:
        while (look := _taken(settings, ledger)) is not None:
            _perform(settings, ledger, look, stop)
            with ledger.connect() as connection:
                done = looks.get(connection, look.id)
            out.print(f"问题 {look.issue}：{done.says if done else ''}", markup=False)
            count += 1
        while (number := next_waiting(ledger, begun)) is not None:
            if not _recheck(settings, ledger, number, stop):
                raise PersonError("有留言没有复验成（本机网络不通，或台账正被写入），仍在等待；请检查后再运行一次")
            out.print(f"留言 {number}：已复验", markup=False)
            count += 1
    return count


class Lookout:
    """Waits beside the console for what is to be looked at. Use as a context manager: leaving it stops what runs."""

    def __init__(self, settings: Settings, ledger: Ledger) -> None:
        self._settings, self._ledger = settings, ledger
        self._stop = threading.Event()
        self._rested = datetime.min.replace(tzinfo=UTC)
        self._thread = threading.Thread(target=self._watch, name="lookout", daemon=True)

    def __enter__(self) -> Lookout:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._stop.set()
        if self._thread.is_alive():
            self._thread.join(timeout=10)

    def _watch(self) -> None:
        while not self._stop.wait(EVERY):
            error = raised_by(self._pass)
            if isinstance(error, PersonError):  # a ledger held by a night, or away for a while: it is asked again
                _log.warning("%s", error.message)
            elif error is not None:  # who watches must not end before the console does
                _log.error("立即再看和复验中断，稍后再试", exc_info=error)
                self._stop.wait(_AFTER_TROUBLE)

    def _pass(self) -> None:
        while not self._stop.is_set() and self._once():
            pass

    def _once(self) -> bool:
        """Performs one that waits; False when none does."""
        if self._settings.console.looks and self._looked():
            return True
        return make_waiting(self._settings, self._ledger, self._stop)

    def _looked(self) -> bool:
        """Performs a look or a recheck that waits; False when none does."""
        if (look := _taken(self._settings, self._ledger)) is not None:
            _perform(self._settings, self._ledger, look, self._stop)
            return True
        now = datetime.now(UTC)
        number = next_waiting(self._ledger, now) if now >= self._rested else None
        if number is None:
            return False
        if not _recheck(self._settings, self._ledger, number, self._stop):
            self._rested = datetime.now(UTC) + PAUSE
        return True


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
    apart(settings, _look, look, stop, settings.console.look_minutes)
    with ledger.begin() as connection:
        looks.give_up(connection, look, INTERRUPTED, datetime.now(UTC))  # does nothing where there is an answer


def _recheck(settings: Settings, ledger: Ledger, number: int, stop: threading.Event) -> bool:
    """Rechecks a message in another process; False when that could not work, and the message still waits. One whose
    process breaks, or does not end in time, is told so and waits no longer: it would break again for ever."""
    code = apart(settings, _recheck_apart, number, stop, settings.console.look_minutes)
    if code not in (0, _CUT) and not stop.is_set():
        give_up(ledger, number)
    return code != _CUT


def _recheck_apart(settings: Settings, number: int) -> None:
    """The whole of one recheck: what the process does."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    with open_ledger(settings.ledger_url) as ledger:
        try:
            recheck_waiting(settings, ledger, Console(quiet=True), only=number)
        except PersonError as error:
            _log.warning("%s", error.message)
            sys.exit(_CUT)


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
