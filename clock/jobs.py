"""What a job is.

A night has eight kinds: visit a site; ask it over IPv4 and over IPv6; ask a share of the addresses of other hosts; look
a second time at a share of what looked dead; close a visit with those answers and judge it; read a share of the
accounts; hand on to it what they are judged beside; judge some of these.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from checks.model.captures import Coverage
from checks.model.findings import Outcome
from checks.model.registry import Column, Site, Unit
from clock.beside import UnitSite
from clock.neighbours import Groups
from clock.newmedia import Share
from results.ledger.column_months import ColumnMonth
from results.ledger.contents import Contents


@dataclass(frozen=True, slots=True)
class Job:
    """`name` is unique in its run; `weight` orders, heaviest first."""

    name: str
    weight: float


@dataclass(frozen=True, slots=True)
class VisitJob(Job):
    """Visit `site` into the file `path`; `last` is the visit before, None on the first.

    One that is closed or paused is only glanced at. `accounts` are those that are registered for its unit and region,
    None where no registry is at hand.
    """

    run: str
    site: Site
    unit: Unit
    columns: tuple[Column, ...]
    moment: datetime
    path: Path
    last: Path | None
    accounts: Groups | None = None


@dataclass(frozen=True, slots=True)
class WaysJob(Job):
    """Ask the site of the sealed visit `path` over IPv4 and over IPv6."""

    path: Path


@dataclass(frozen=True, slots=True)
class LinksJob(Job):
    """Ask share `share` of `shares` of the addresses of other hosts that `visits` link to, into the file `path`.

    `owners`: host → visit file of the registered site it belongs to, whose own answers serve. `known` are files of
    answers from an earlier attempt of this run. `memory`: the file of good answers of the days before, None when there
    is none to be used. `posted`: files of readings, whose posts link somewhere too.
    """

    visits: tuple[Path, ...]
    owners: dict[str, Path]
    share: int
    shares: int
    path: Path
    known: tuple[Path, ...] = ()
    memory: Path | None = None
    posted: tuple[Path, ...] = ()


@dataclass(frozen=True, slots=True)
class AgainJob(Job):
    """Look once more at share `share` of `shares` of what looked dead in `visits` and in `answers`, into `path`.

    What a second look was given to in an earlier attempt of this run (`known`) is not looked at again.
    """

    visits: tuple[Path, ...]
    answers: tuple[Path, ...]
    owners: dict[str, Path]
    share: int
    shares: int
    path: Path
    known: tuple[Path, ...] = ()


@dataclass(frozen=True, slots=True)
class JudgeJob(Job):
    """Close the visit `path` with the answers in `answers` and those of second looks in `again`, and judge it.

    `last` is the site's visit before, None on the first.
    """

    path: Path
    answers: tuple[Path, ...]
    owners: dict[str, Path]
    again: tuple[Path, ...] = ()
    last: Path | None = None


@dataclass(frozen=True, slots=True)
class AccountsJob(Job):
    """Read the accounts of `share` into the file `path`."""

    run: str
    share: Share
    path: Path


@dataclass(frozen=True, slots=True)
class BesideJob(Job):
    """Hand on to the accounts that were read into `path` what the sites of their units published, and what `others`
    read of these units' other accounts."""

    path: Path
    sites: tuple[UnitSite, ...]
    others: tuple[Path, ...]
    moment: datetime


@dataclass(frozen=True, slots=True)
class JudgeAccountsJob(Job):
    """Judge the accounts with these keys, read into the file `path`."""

    path: Path
    accounts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Done:
    """What came of a job: a visit's coverage; how many addresses were asked; what was found.

    `contents` is what the page of a judged site tells of it, `issued` what it published by month. `note` is what a
    person should know of it, in Chinese; the same for all jobs that met the same. `cut`: our own network ended it. A
    visit then left no file, and links are to be asked again.
    """

    name: str
    coverage: Coverage | None = None
    asked: int = 0
    outcomes: tuple[Outcome, ...] = ()
    contents: Contents | None = None
    issued: tuple[ColumnMonth, ...] = ()
    note: str = ""
    cut: bool = False


@dataclass(frozen=True, slots=True)
class Failed:
    """A job that could not be done, in Chinese; `trace` where it is our own fault."""

    name: str
    reason: str
    trace: str = ""


@dataclass(frozen=True, slots=True)
class Tick:
    """A sign of life: so many addresses answered since the last one."""

    name: str
    answered: int
