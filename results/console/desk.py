"""What the views work with, given once to the app: the ledger, the edition in force, the clock, and limits."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from flask import Flask, current_app

from checks.indicators.edition import Edition
from results.access import Limits
from results.ledger.complaints import Complaint
from results.ledger.engine import Ledger

_NAME = "xunwang-desk"


@dataclass(frozen=True, slots=True)
class Desk:
    """`edition()` is the one in force now, `now()` an aware moment, `key` signs the cookies.

    `idle`: who does nothing for so long has to sign in again. So many passwords may be tried in a minute: `per_address`
    from one address, `per_name` for one name. `page` is how many lines a list shows at once,
    `exported` how many a file may hold; `per_token`: so many requests of one token are answered in a minute.
    `after(day, n)` is the n-th workday after a day, None where that year's are not known; `dated` gives a message of
    找错 the deadlines that can be counted by now.
    """

    ledger: Ledger
    edition: Callable[[], Edition]
    now: Callable[[], datetime]
    key: bytes
    limits: Limits = field(default_factory=Limits)
    idle: timedelta = timedelta(minutes=30)
    per_address: int = 30
    per_name: int = 10
    page: int = 50
    exported: int = 100_000
    per_token: int = 120
    after: Callable[[date, int], date | None] = lambda day, count: None
    dated: Callable[[Complaint], Complaint] = lambda one: one


def put(app: Flask, desk: Desk) -> None:
    """Gives the desk to the views of an app."""
    app.extensions[_NAME] = desk


def desk() -> Desk:
    """The desk of the app that answers now."""
    found: Desk = current_app.extensions[_NAME]
    return found
