"""How much an account published in a month, as plain values: zero is told from what nobody looked at."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Mapping
from datetime import date
from typing import Any

from checks.model.registry import Account
from results.ledger.posts import Month

UNTOLD = frozenset(("unseen", "partial"))
"""States in which no number is told: more may have been published than was seen."""


def month_line(one: Month, account: Account, today: date) -> dict[str, Any]:
    """One account in one month; `today` in Beijing. What it holds is documented in docs/accounts.md."""
    year, month = divmod(one.month, 100)
    length = monthrange(year, month)[1]
    of = max(0, min((today - date(year, month, 1)).days, length))  # today is not over
    days = (one.days & (1 << length) - 1).bit_count()
    return {
        "account": account.key,
        "name": account.name,
        "platform": account.platform,
        "unit": account.unit,
        "month": f"{year}-{month:02}",
        "state": _state(one, days, of),
        "published": one.published,
        "at_least": one.published > 0 and (days < of or one.timeless > 0),
        "originals": one.originals,
        "reposts": one.reposts,
        "unsaid": one.unsaid,
        "timeless": one.timeless,
        "days": days,
        "of": of,
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
