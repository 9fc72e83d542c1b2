"""Draws the weekly sample, so that anyone who has the frame and the seed can draw it again.

How drawn: portals always; of departments, other sites and accounts a share each. In each of these strata the places go
first to those whose last draw is due to be repeated, then to the longest unseen (one in `cycle` of the stratum, so that
nobody is left out for longer than `cycle` draws), and the rest at random. "Random" is the order of
sha256("seed|day|key"): no generator whose algorithm could change. Source: standards.md 12; the shares are parameters.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import StrEnum
from hashlib import sha256
from typing import Any

from checks.model.registry import Registry, SiteKind, SubjectState


class Stratum(StrEnum):
    """Which part of the registry a subject is drawn from."""

    PORTAL = "portal"
    DEPARTMENT = "department"
    OTHER = "other"
    ACCOUNT = "account"


class Why(StrEnum):
    """Why a subject is in the sample."""

    ALWAYS = "always"
    DUE = "due"
    LONGEST = "longest"
    RANDOM = "random"


def _shares() -> dict[Stratum, Decimal]:
    return {
        Stratum.PORTAL: Decimal(1),
        Stratum.DEPARTMENT: Decimal("0.30"),
        Stratum.OTHER: Decimal("0.30"),
        Stratum.ACCOUNT: Decimal("0.20"),
    }


@dataclass(frozen=True, slots=True)
class Params:
    """`shares`: part of a stratum drawn each time, 0 to 1. Everybody is drawn within `cycle` draws, `days` apart.

    12 draws a week apart fit into every calendar quarter, 13 do not.
    """

    shares: Mapping[Stratum, Decimal] = field(default_factory=_shares)
    cycle: int = 12
    days: int = 7


@dataclass(frozen=True, slots=True)
class Subject:
    """One of the frame. `last` is the day it was last drawn, None when never."""

    key: str
    stratum: Stratum
    last: date | None = None


@dataclass(frozen=True, slots=True)
class Drawn:
    key: str
    stratum: Stratum
    why: Why


@dataclass(frozen=True, slots=True)
class Sample:
    """A draw with all that is needed to repeat it: `draw(s.frame, s.seed, s.day, s.params) == s`."""

    day: date
    seed: str
    params: Params
    frame: tuple[Subject, ...]
    drawn: tuple[Drawn, ...]

    @property
    def keys(self) -> frozenset[str]:
        return frozenset(one.key for one in self.drawn)


def frame_of(registry: Registry, last: Mapping[str, date]) -> tuple[Subject, ...]:
    """The sites and accounts in normal state, with the day each was last drawn (`last`: key → day)."""
    kinds = {SiteKind.PORTAL: Stratum.PORTAL, SiteKind.DEPARTMENT: Stratum.DEPARTMENT}
    sites = (
        Subject(site.key, kinds.get(site.kind, Stratum.OTHER), last.get(site.key))
        for site in registry.sites
        if site.state is SubjectState.NORMAL
    )
    accounts = (
        Subject(account.key, Stratum.ACCOUNT, last.get(account.key))
        for account in registry.accounts
        if account.state in (SubjectState.NORMAL, SubjectState.CHANGED)
    )
    return (*sites, *accounts)


def draw(frame: Iterable[Subject], seed: str, day: date, params: Params | None = None) -> Sample:
    """The sample of `day`. Pure: the same arguments give the same sample, in whatever order the frame comes."""
    params = params or Params()
    told = tuple(sorted(frame, key=lambda one: (one.stratum, one.key)))
    drawn: list[Drawn] = []
    for stratum in Stratum:
        drawn.extend(_stratum([one for one in told if one.stratum is stratum], stratum, seed, day, params))
    return Sample(day, seed, params, told, tuple(drawn))


def _stratum(members: Sequence[Subject], stratum: Stratum, seed: str, day: date, params: Params) -> list[Drawn]:
    share = params.shares.get(stratum, Decimal(0))
    if share >= 1:
        return [Drawn(one.key, stratum, Why.ALWAYS) for one in members]
    shuffled = sorted(members, key=lambda one: _lot(seed, day, one.key))
    due = [one for one in shuffled if one.last and (day - one.last).days + params.days > params.cycle * params.days]
    chosen = dict.fromkeys((one.key for one in due), Why.DUE)
    waiting = sorted((one for one in shuffled if one.key not in chosen), key=lambda one: one.last or date.min)
    reserved = max(0, math.ceil(len(members) / params.cycle) - len(due))
    chosen.update(dict.fromkeys((one.key for one in waiting[:reserved]), Why.LONGEST))
    places = math.ceil(share * len(members)) - len(chosen)
    rest = [one.key for one in shuffled if one.key not in chosen]
    chosen.update(dict.fromkeys(rest[: max(0, places)], Why.RANDOM))
    return [Drawn(key, stratum, why) for key, why in sorted(chosen.items())]


def _lot(seed: str, day: date, key: str) -> str:
    return sha256(f"{seed}|{day.isoformat()}|{key}".encode()).hexdigest()


def from_record(record: Mapping[str, Any]) -> Sample:
    """The sample that `as_record` wrote down. Raises ValueError, KeyError or TypeError for what is none."""
    params = record["params"]
    shares = {Stratum(name): Decimal(share) for name, share in params["shares"].items()}
    frame = (Subject(k, Stratum(s), date.fromisoformat(last) if last else None) for k, s, last in record["frame"])
    drawn = (Drawn(key, Stratum(stratum), Why(why)) for key, stratum, why in record["drawn"])
    told = Params(shares, params["cycle"], params["days"])
    return Sample(date.fromisoformat(params["day"]), record["seed"], told, tuple(frame), tuple(drawn))


def as_record(sample: Sample) -> dict[str, object]:
    """The sample as plain JSON values, for the ledger and for whoever wants to draw it again."""
    return {
        "day": sample.day.isoformat(),
        "seed": sample.seed,
        "params": {
            "day": sample.day.isoformat(),
            "shares": {str(stratum): str(share) for stratum, share in sample.params.shares.items()},
            "cycle": sample.params.cycle,
            "days": sample.params.days,
        },
        "frame": [[one.key, str(one.stratum), one.last.isoformat() if one.last else ""] for one in sample.frame],
        "drawn": [[one.key, str(one.stratum), str(one.why)] for one in sample.drawn],
    }
