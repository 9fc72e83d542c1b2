"""What goes on beside the console must not end because one pass of it met what nobody thought of."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor


def raised_by(work: Callable[[], object]) -> BaseException | None:
    """Does the work, in a thread of its own; what it raised, None where nothing."""
    with ThreadPoolExecutor(max_workers=1) as one:
        return one.submit(work).exception()
