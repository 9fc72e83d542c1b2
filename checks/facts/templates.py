"""What one script says is asked again on every page of its template: short ones are read once and remembered."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from typing import TypeVar

LONGEST = 4_000
"""Characters of a script that is remembered: longer ones are few, and would fill the memory."""
_KEPT = 512

Said = TypeVar("Said")


def remembered(read: Callable[[str], Said]) -> Callable[[str], Said]:
    """`read` of one script, as a decorator. Its answer must be something that nobody changes."""
    known = lru_cache(maxsize=_KEPT)(read)

    def ask(script: str) -> Said:
        return known(script) if len(script) <= LONGEST else read(script)

    return ask
