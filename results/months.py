"""How much an account published in a month, as plain values: zero is told from what nobody looked at."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any

from checks.model.registry import Account
from results.ledger.posts import Month

UNTOLD = frozenset(("unseen", "partial"))
"""States in which no number is told: more may have been published than was seen."""


@dataclass(frozen=True, slots=True)
class Told:
    """What may be said of a month: a state of docs/accounts.md; of how many of its days that are over all is known;
    whether more may have been published."""

    state: str
    days: int
    of: int
    at_least: bool


@lru_cache(maxsize=1_024)  # asked of each of ten thousand subjects for the same months
def days_over(month: int, today: date) -> int:
    """How many days of a month (202611) are over; `today` in Beijing is not."""
    return max(0, min((today - date(month // 100, month % 100, 1)).days, _length(month)))


@lru_cache(maxsize=1_024)
def _length(month: int) -> int:
    return monthrange(month // 100, month % 100)[1]


def told_of(one: Month, today: date) -> Told:
    """What may be said of an account in a month; `today` in Beijing."""
    of = days_over(one.month, today)
    days = (one.days & (1 << _length(one.month)) - 1).bit_count()
    return Told(_state(one, days, of), days, of, one.published > 0 and (days < of or one.timeless > 0))


def month_line(one: Month, account: Account, today: date) -> dict[str, Any]:
    """One account in one month; `today` in Beijing. What it holds is documented in docs/accounts.md."""
    year, month = divmod(one.month, 100)
    told = told_of(one, today)
    return {
        "account": account.key,
        "name": account.name,
        "platform": account.platform,
        "unit": account.unit,
        "month": f"{year}-{month:02}",
        "state": told.state,
        "published": one.published,
        "at_least": told.at_least,
        "originals": one.originals,
        "reposts": one.reposts,
        "unsaid": one.unsaid,
        "timeless": one.timeless,
        "days": told.days,
        "of": told.of,
        "looked": one.looked,
        "missed": one.missed,
    }


def published_told(line: Mapping[str, Any]) -> str:
    """How much was published, in Chinese. A nought is told only where all was seen."""
    if line["state"] in UNTOLD:
        return "未知"
    return f"{'至少 ' if line['at_least'] else ''}{line['published']}"


def _state(one: Month, days: int, of: int) -> str:
    if one.published:
        return "published"
    if not one.looked and not days:
        return "unseen"
    return "none" if days >= of > 0 and not one.timeless else "partial"
