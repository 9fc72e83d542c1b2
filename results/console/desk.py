"""What the views work with, given once to the app: the ledger, the edition in force, the clock, and limits."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path

from flask import Flask, current_app

from checks.indicators.edition import Edition
from results.access import Limits
from results.ledger.engine import Ledger
from results.looking import Often

_NAME = "xunwang-desk"


@dataclass(frozen=True, slots=True)
class Desk:
    """`edition()` is the one in force now, `now()` an aware moment, `key` signs the cookies.

    `idle`: who does nothing for so long has to sign in again. So many passwords may be tried in a minute: `per_address`
    from one address, `per_name` for one name. `page` is how many lines a list shows at once. `data` is the
    data folder, where visits and archives lie; `often` says how often a look may be asked for.
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
    data: Path | None = None
    often: Often = field(default_factory=Often)


def put(app: Flask, desk: Desk) -> None:
    """Gives the desk to the views of an app."""
    app.extensions[_NAME] = desk


def desk() -> Desk:
    """The desk of the app that answers now."""
    found: Desk = current_app.extensions[_NAME]
    return found
