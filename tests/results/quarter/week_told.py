"""A week as one who read the log tells it when its run is over: the sample, how all stood, and what was wrong."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from functools import cached_property

from sqlalchemy import Connection, select

from checks.model.registry import Account, Site
from results.ledger import tables
from tests.results.quarter.drawn_again import Frame, drawn
from tests.results.quarter.faults import Fault
from tests.results.quarter.log import Row
from tests.results.quarter.nights import CLOSED
from tests.results.quarter.playing import Quarter
from tests.results.quarter.retold import Retold, Stretch, day_of
from tests.results.quarter.standing import Standing, Stood

NEW, AGAIN, OPEN, MENDED = "新发现", "再次出现", "未整改", "已整改"
STANDING = ("new", "open", "confirmed", "notified", "reopened")


@dataclass(frozen=True)
class Wrong:
    """An issue as it stood when the report of a week was made. `fault` is None for one that no look at pages found;
    `raw` is its row, of which nothing is told that the log knows."""

    number: int
    subject: str
    check: str
    code: str
    url: str
    state: str
    sure: bool
    first_seen: datetime
    last_seen: datetime
    changed: datetime
    visit: str
    fault: Fault | None
    raw: Row

    def progress(self, monday: date) -> str:
        """Where it stands in the week that begins on `monday`."""
        if self.state == "fixed":
            return MENDED
        if self.state == "reopened":
            return AGAIN
        return NEW if day_of(self.first_seen) >= monday else OPEN


class WeekTold:
    """The week of a row of `log.weeks`, told at `made`; `connection` is to the ledger as its run left it."""

    def __init__(self, quarter: Quarter, connection: Connection, week: Row, made: datetime) -> None:
        self.quarter = replace(quarter, edition=week["edition"])
        self.connection, self.week, self.made = connection, week, made
        self.run, self.at, self.rules = week["run"], week["at"], week["edition"].rules
        self.retold = Retold(self.quarter)
        self.log = self.retold.log
        self.standing = Standing(connection, self.retold)
        self.stretch = Stretch(self.at, made, made)
        self.today = day_of(self.at)
        self.monday = self.today - timedelta(days=self.today.weekday())

    @cached_property
    def frame(self) -> Frame:
        return drawn(self.log.weeks)[self.week["period"]]

    @cached_property
    def keys(self) -> set[str]:
        """Who is in the sample."""
        return {key for key, _, _, why in self.frame if why}

    @cached_property
    def sites(self) -> list[Site]:
        """Those of the sample, by key."""
        return sorted((one for one in self.week["known"].sites if one.key in self.keys), key=lambda one: one.key)

    @cached_property
    def accounts(self) -> list[Account]:
        """Those of the sample, by unit and name."""
        some = (one for one in self.week["known"].accounts if one.key in self.keys)
        return sorted(some, key=lambda one: (one.unit, one.name, one.key))

    @cached_property
    def looks(self) -> dict[str, Row]:
        """How the run looked at each, by key."""
        return {look["subject"]: look for look in self.log.looks if look["run"] == self.run}

    @cached_property
    def readings(self) -> dict[str, Row]:
        """What the run read of each account, of witnesses too."""
        return {one["account"]: one for one in self.log.readings if one["run"] == self.run}

    @cached_property
    def stood(self) -> dict[str, Stood]:
        """What this run alone lets say of each of the sample."""
        told = {one.key: self.standing.site(one, self.stretch) for one in self.sites}
        return told | {one.key: self.standing.account(one, self.stretch) for one in self.accounts}

    def reached(self, key: str, *, accounts: bool = False) -> tuple[dict[str, bool], list[str]]:
        """The vetoes that this run shows, did persons agree, and those that it might not have seen."""
        return self.standing.vetoes(key, self.looks[key], self.stretch, accounts=accounts)

    @cached_property
    def outcomes(self) -> list[Row]:
        """The raw answers of the run on the sites of the sample, by site and check."""
        asked = select(tables.outcomes).where(tables.outcomes.c.run == self.run)
        rows = [dict(row) for row in self.connection.execute(asked).mappings()]
        mine = {site.key for site in self.sites}
        return sorted((row for row in rows if row["subject"] in mine), key=lambda row: (row["subject"], row["check"]))

    @cached_property
    def every(self) -> list[Wrong]:
        """Each issue of the ledger, by subject, check and number."""
        raw = [dict(row) for row in self.connection.execute(select(tables.issues)).mappings()]
        told = [self._wrong(row) for row in raw]
        return sorted(told, key=lambda one: (one.subject, one.check, one.number))

    def wrong(self, keys: Collection[str]) -> list[Wrong]:
        """What stands against some, and what was mended in the week."""
        return [one for one in self.every if one.subject in keys and self._told(one)]

    @cached_property
    def of_sites(self) -> list[Wrong]:
        return self.wrong({one.key for one in self.sites})

    @cached_property
    def of_accounts(self) -> list[Wrong]:
        return self.wrong({one.key for one in self.accounts})

    def progress(self, one: Wrong) -> str:
        return one.progress(self.monday)

    def left(self, key: str) -> list[Wrong]:
        """What of one subject is not mended."""
        some = (*self.of_sites, *self.of_accounts)
        return [one for one in some if one.subject == key and one.state != "fixed"]

    def says(self, one: Wrong) -> str:
        return self.rules[one.check].sentence(one.code, self._data(one)) or one.code

    def fix(self, one: Wrong) -> str:
        return self.rules[one.check].advice(one.code, self._data(one))

    def _data(self, one: Wrong) -> Row:
        told = one.fault.told if one.fault else one.raw["finding"]["data"]
        return {"target": one.url, "source": one.url, **told}

    def _told(self, one: Wrong) -> bool:
        return one.state in STANDING or (one.state == "fixed" and self.monday <= day_of(one.changed) <= self.today)

    def _wrong(self, row: Row) -> Wrong:
        """What the log knows of an issue that some look found, else what its row holds."""
        name = self.retold.marks.get(row["fingerprint"])
        if name is None:
            sure = row["certainty"] == "certain"
            kept = (row[title] for title in ("first_seen", "last_seen", "changed", "visit"))
            what = (row["id"], row["subject"], row["check"], row["code"], row["url"], row["state"], sure)
            return Wrong(*what, *kept, None, row)
        fault = self.retold.faults[name]
        state, changed, seen = "", self.at, []
        for moment, what in self._happened(name, fault):
            seen += [what] if isinstance(what, dict) else []
            before, state = state, _after(state, "seen" if isinstance(what, dict) else what)
            changed = moment if state != before else changed
        sure = fault.certainty.value == "certain"
        when = (seen[0]["at"], seen[-1]["at"], changed, seen[-1]["visit"])
        return Wrong(row["id"], fault.subject, fault.check, fault.code, fault.url, state, sure, *when, fault, row)

    def _happened(self, name: str, fault: Fault) -> Iterator[tuple[datetime, Row | str]]:
        """What became of a fault until the report: looks that saw it (the look), "gone", and what persons did."""
        looks: list[tuple[datetime, int, Row]] = [(one["at"], 0, one) for one in self.retold.looks_at(fault.subject)]
        looks += [(one["at"], 1, one) for one in self.retold.acts_on(name)]
        for moment, person, row in sorted(looks, key=lambda one: one[:2]):
            if moment > self.made:
                return
            if person:
                yield moment, row["what"]
            elif name in row["seen"]:
                yield moment, row
            elif _gone(row, fault):
                yield moment, "gone"


def _gone(look: Row, fault: Fault) -> bool:
    """Did a look that did not see a fault look where it was?"""
    judged = look["looked"] and look["glanced"] is (fault.check in CLOSED)
    return judged and not {fault.check, "*"} & {*look["unknown"], *look["partly"]}


_STEPS = {
    "seen": {"": "new", "new": "open", "fixed": "reopened"},
    "gone": dict.fromkeys(STANDING, "fixed"),
    "confirm": dict.fromkeys(("new", "open", "reopened", "dismissed"), "confirmed"),
    "dismiss": dict.fromkeys(STANDING, "dismissed"),
    "merge": dict.fromkeys(STANDING, "duplicate"),
    "reopen": dict.fromkeys(("confirmed", "dismissed"), "open"),
    "notify": {"confirmed": "notified"},
    "take-back": {"notified": "confirmed"},
}
"""What makes what of an issue (docs/findings.md, The life of an issue)."""


def _after(state: str, what: str) -> str:
    return _STEPS[what].get(state, state)
