"""The office's list of what others must pass on (应转清单): for sites and for accounts written in one way.

An entry has `title`, `published` (of +08:00) and `address`; `until` (the last day it may be passed on, else so many
hours are allowed), and of which accounts it is owed: `platforms` and `levels`, all where these are missing.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from checks.facts.dates import DAY, from_match
from checks.facts.folding import fold
from checks.model.registry import Account, Level

SHORTEST = 6
"""Folded characters: a shorter title stands on pages and in posts by chance."""
_KEYS = frozenset(("title", "published", "address", "until", "platforms", "levels"))
_DAY = timedelta(days=1)
_LEVELS = tuple(Level)


@dataclass(frozen=True, slots=True)
class Owed:
    """One entry. `until` is aware, None where the list does not say; `platforms` and `levels` empty: any. `latest` is
    the latest moment at which it may have been published: the end of a day without its time."""

    title: str
    published: datetime
    address: str = ""
    until: datetime | None = None
    platforms: tuple[str, ...] = ()
    levels: tuple[Level, ...] = ()
    latest: datetime | None = None

    def ends(self, hours: float) -> datetime:
        """When it had to be passed on, where the list says nothing else within so many hours."""
        return self.until or (self.latest or self.published) + timedelta(hours=hours)

    def of(self, account: Account) -> bool:
        """Is it owed by this account?"""
        platform = not self.platforms or account.platform in self.platforms
        return platform and (not self.levels or account.level in self.levels)


def read_owed(given: Iterable[Any]) -> tuple[tuple[Owed, ...], int]:
    """(the entries that can be read, how many cannot): without title or moment, or with a word that nobody knows."""
    owed = [_entry(each) for each in given]
    return tuple(each for each in owed if each is not None), owed.count(None)


def _entry(given: Any) -> Owed | None:
    if not isinstance(given, Mapping) or not _KEYS.issuperset(given):
        return None
    title, moment = str(given.get("title", "")).strip(), _moment(given.get("published", ""))
    until = _moment(given["until"], last=True) if "until" in given else None
    platforms, levels = given.get("platforms", []), given.get("levels", [])
    if len(fold(title)) < SHORTEST or moment is None or ("until" in given and until is None):
        return None
    if not isinstance(platforms, list) or not isinstance(levels, list) or any(one not in _LEVELS for one in levels):
        return None
    address = str(given.get("address", "")).strip()
    latest = _moment(given.get("published", ""), last=True) or moment
    return Owed(title, moment, address, until, tuple(map(str, platforms)), tuple(map(Level, levels)), latest)


def _moment(text: Any, *, last: bool = False) -> datetime | None:
    """A day with or without its time; `last`: a day alone lasts to its end."""
    found = DAY.search(str(text))
    told = from_match(found) if found else None
    if told is None:
        return None
    return told[0] + _DAY if last and not told[1] else told[0]
