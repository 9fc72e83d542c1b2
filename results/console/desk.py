"""What the views work with, given once to the app: the ledger, the edition in force, the clock, and limits."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from pathlib import Path

from flask import Flask, current_app

from checks.indicators.edition import Edition
from checks.model.registry import BEIJING
from results.access import Limits
from results.ledger.engine import Ledger
from results.looking import Often
from results.messages import Channels
from results.reports.notice_paper import Letterhead
from results.sealing import Seal
from results.workdays import Calendars

_NAME = "xunwang-desk"


@dataclass(frozen=True, slots=True)
class Desk:
    """`edition()` is the one in force now, `now()` an aware moment, `key` signs the cookies.

    `idle`: who does nothing for so long has to sign in again. So many passwords may be tried in a minute: `per_address`
    from one address, `per_name` for one name. `page` is how many lines a list shows at once, `exported` how many a file
    may hold; so many requests of one token are answered in a minute: `per_token`. `data` is the data folder, where
    visits, readings and files handed in are; `seal` opens the senders of messages; `workdays` counts what is left of a
    deadline; `code` is the version of this program. A unit has `notice_workdays` to mend what it is told of; `channels`
    are the ways out that are open, `head` is what stands on papers. `often` says how often a look may be asked for.
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
    data: Path = field(kw_only=True)
    seal: Seal = field(kw_only=True)
    workdays: Calendars = field(kw_only=True)
    code: str = field(kw_only=True)
    notice_workdays: int = 10
    channels: Channels = field(default_factory=Channels)
    head: Letterhead = field(default_factory=Letterhead)
    often: Often = field(default_factory=Often)
    exported: int = 100_000
    per_token: int = 120

    @property
    def today(self) -> date:
        """The day in +08:00."""
        return self.now().astimezone(BEIJING).date()


def put(app: Flask, desk: Desk) -> None:
    """Gives the desk to the views of an app."""
    app.extensions[_NAME] = desk


def desk() -> Desk:
    """The desk of the app that answers now."""
    found: Desk = current_app.extensions[_NAME]
    return found
