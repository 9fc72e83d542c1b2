"""Work in a process of its own, which is stopped when it takes too long or nobody wants it any more."""

from __future__ import annotations

import multiprocessing
import threading
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import TypeVar

from clock.settings import Settings

Of = TypeVar("Of")
_STOPPED = 0.2
"""Seconds between two looks whether it is to stop."""


def apart(
    settings: Settings, work: Callable[[Settings, Of], None], of: Of, stop: threading.Event, minutes: float
) -> int | None:
    """Lets another process do `work(settings, of)`, until `stop` or until it has taken `minutes`; with which code it
    ended, None when it cannot be known."""
    process = multiprocessing.get_context("spawn").Process(target=work, args=(settings, of), daemon=True)
    process.start()
    ends = datetime.now(UTC) + timedelta(minutes=minutes)
    while process.is_alive() and not stop.is_set() and datetime.now(UTC) < ends:
        process.join(timeout=_STOPPED)
    if process.is_alive():
        process.kill()
        process.join()
    return process.exitcode
