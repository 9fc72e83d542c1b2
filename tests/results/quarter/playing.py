"""Plays the weeks: imports, runs and acts of persons in the order of time."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from pathlib import Path
from random import Random

from checks.indicators.edition import Edition, load
from checks.model.registry import BEIJING, Registry
from clock.questions import ask_people
from clock.settings import Data, Settings
from results.ledger import registry, samples
from results.ledger.engine import Ledger, open_ledger
from results.reports.sample import as_record, draw, frame_of
from tests.results.quarter import county
from tests.results.quarter.faults import Fault, by_chance, by_hand, down
from tests.results.quarter.log import Log, at
from tests.results.quarter.nights import Nights, Planned, rounds_between
from tests.results.quarter.office import Office

WEEKS = [at("07-02 02:00") + timedelta(weeks=week) for week in range(13)]
WHOLE = [
    Planned("nightly", at("06-30 01:00")),
    Planned("nightly", at("07-01 00:30")),
    Planned("monthly", at("07-28 02:00")),
    Planned("nightly", at("08-01 00:20")),
    Planned("nightly", at("08-17 00:40"), cut=True),
    Planned("monthly", at("08-27 02:00")),
    Planned("monthly", at("09-25 02:00")),
    Planned("nightly", at("09-27 01:00")),
    Planned("nightly", at("10-06 01:00")),
]
OVERLAID = at("08-15 00:00")
"""From then on accounts are judged by the rules of Gansu too."""


@dataclass
class Quarter:
    """The ledger at `url`, the data folder, and what happened."""

    url: str
    folder: Path
    log: Log
    faults: dict[str, Fault]
    known: Registry
    edition: Edition


class _Play:
    def __init__(self, file: Path, folder: Path, ledger: Ledger) -> None:
        self.file, self.folder, self.ledger, self.log = file, folder, ledger, Log()
        self.chance = Random(2026)
        self.known = county.registry(folder / "sheets")
        found = (*by_hand(self.known), *by_chance(self.known, self.chance))
        self.faults = {fault.name: fault for fault in found}
        self.editions = (load(), load("national-2019", ("gansu",)))
        self.nights = Nights(ledger, folder, found, self.log, self.chance)
        self.down = down(self.known)
        self.office = Office(ledger, self.faults, self.log, self.edition, self.chance)

    def edition(self, moment: datetime) -> Edition:
        return self.editions[moment >= OVERLAID]

    def play(self) -> None:
        with self.ledger.begin() as connection:
            registry.save(connection, self.known)
            rounds_between(connection, county.watched(self.known), at("06-22 00:00"), 107, self.down)
        steps = [(planned.at, 1, lambda p=planned: self._run(p)) for planned in WHOLE]
        steps += [(moment, 1, lambda m=moment: self._week(m)) for moment in WEEKS]
        for told, what, sheets in county.changed(self.known):
            steps.append((at(told), 0, lambda t=told, w=what, s=sheets: self._import(at(t), w, s)))
        steps += self.office.steps()
        for told in ("06-30 08:00", "07-01 08:00", "08-06 08:00", "10-06 08:00"):
            steps.append((at(told), 1, lambda t=told: self._ask(at(t))))
        for _, _, do in sorted(steps, key=lambda step: step[:2]):
            do()

    def _run(self, planned: Planned) -> int:
        if planned.kind == "nightly":  # of accounts some: the whole of them takes too long for a test
            some = [one.key for place, one in enumerate(self.known.accounts) if place % 4 < 1 or place < 12]
            planned = replace(planned, keys=frozenset((*(one.key for one in self.known.sites), *some)))
        down = [key for key, spans in self.down.items() if any(b <= planned.at < e for b, e in spans)]
        return self.nights.run(planned, self.edition(planned.at), down)

    def _week(self, moment: datetime) -> None:
        """A sample is drawn and recorded as `weekly` does, and inspected."""
        day: date = moment.astimezone(BEIJING).date()
        year, number, _ = day.isocalendar()
        period = f"{year}-W{number:02}"
        with self.ledger.begin() as connection:
            frame = frame_of(registry.load(connection), samples.last_drawn(connection, "weekly", before=period))
            sample = draw(frame, period, day)
            samples.record(connection, "weekly", period, period, as_record(sample), moment)
        run = self._run(Planned("weekly", moment, sample.keys))
        told = {"at": moment, "period": period, "run": run, "edition": self.edition(moment), "known": self.known}
        self.log.weeks.append({**told, "url": self._copied(period)})

    def _copied(self, period: str) -> str:
        """The ledger as it is now: the report of a week is made as soon as its run is over."""
        copy = self.folder / "weeks" / f"{period}.sqlite"
        copy.parent.mkdir(exist_ok=True)
        with closing(sqlite3.connect(self.file)) as ledger, closing(sqlite3.connect(copy)) as other:
            ledger.backup(other)
        return f"sqlite:///{copy}"

    def _ask(self, moment: datetime) -> None:
        """Asks persons what no machine judges, as each night does; what was asked before moves into the new period."""
        settings = Settings(data=Data(str(self.folder)))
        ask_people(settings, self.ledger, self.edition(moment), self.known, moment)

    def _import(self, moment: datetime, what: str, sheets: Registry) -> None:
        with self.ledger.begin() as connection:
            registry.save(connection, sheets, moment)
        self.known = county.with_changes(self.known, sheets)
        self.log.registered.append({"at": moment, "what": what, "sheets": sheets})


def play(file: Path, folder: Path) -> Quarter:
    """Writes the weeks into the empty ledger `file`; the same every time."""
    url = f"sqlite:///{file}"
    with open_ledger(url) as ledger:
        one = _Play(file, folder, ledger)
        one.play()
    return Quarter(url, folder, one.log, one.faults, one.known, one.editions[1])
