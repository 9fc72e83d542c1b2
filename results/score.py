"""A score: its lines, its vetoes, its bonuses; and how the ledger keeps it."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import Any

import msgspec
from sqlalchemy import Connection

from checks.indicators.edition import Grade, Judged
from checks.model.findings import Status
from results.ledger import outcomes


class VetoState(StrEnum):
    CONFIRMED = "confirmed"  # persons confirmed enough findings
    CANDIDATE = "candidate"  # enough findings, a person must look
    WARNED = "warned"  # not enough yet, but the edition warns
    UNKNOWN = "unknown"  # what could not be looked at might be enough


@dataclass(frozen=True, slots=True)
class VetoLine:
    """A veto clause that is reached or may be: `found` findings of the kind (certain, not dismissed), `suspected` ones,
    `confirmed` by persons, `unseen` things that could not be looked at; `at_least` fail the subject."""

    code: str
    rule: str
    title: str
    state: VetoState
    found: int
    suspected: int
    confirmed: int
    unseen: int
    at_least: int
    verified: Grade


@dataclass(frozen=True, slots=True)
class Priced:
    """So many findings of a code, certain and suspected ones, and what each of them costs."""

    code: str
    found: int
    suspected: int
    price: Decimal


@dataclass(frozen=True, slots=True)
class Line:
    """What one rule takes off: `lost` for certain, `may_lose` with what is suspected or unseen; `cap` None = none.

    `counted` are the findings behind it, `unseen` the things that could not be looked at. `judged` says who judges it.
    """

    rule: str
    code: tuple[str, ...]
    title: str
    status: Status
    lost: Decimal
    may_lose: Decimal
    cap: Decimal | None
    verified: Grade
    counted: tuple[Priced, ...] = ()
    unseen: int = 0
    judged: Judged = Judged.MACHINE


@dataclass(frozen=True, slots=True)
class Bonus:
    """What a person gave for a bonus rule."""

    rule: str
    title: str
    points: Decimal


class Counts(StrEnum):
    """Do the bonus points count?"""

    COUNTED = "counted"  # even the low end is above the gate
    UNSURE = "unsure"  # only the high end is
    NOT_COUNTED = "not-counted"
    NONE = "none"  # there are none


@dataclass(frozen=True, slots=True)
class Score:
    """Points between `low` and `high` on `scale`, bonus included where it counts; `base` is the total of the lines.

    `scored` is False for a site whose kind the official text does not score: then the points are for orientation only.
    `vetoes` are those reached or possible, gravest first. `by_hand` names rules with a price that a person judges and
    that wait for an answer, `unserved` those that no check serves yet. `bonus` is what all bonuses add, where they
    count.
    """

    low: Decimal
    high: Decimal
    base: Decimal
    scored: bool
    edition: str
    lines: tuple[Line, ...] = ()
    vetoes: tuple[VetoLine, ...] = ()
    by_hand: tuple[str, ...] = ()
    unserved: tuple[str, ...] = ()
    bonuses: tuple[Bonus, ...] = ()
    bonus: Decimal = Decimal(0)
    bonus_counts: Counts = Counts.NONE
    scale: Decimal = Decimal(100)


@dataclass(frozen=True, slots=True)
class Look:
    """How the look behind a score ended: of a site a value of `Ended`, of an account one of `ReadingState`; `detail` is
    what stopped it, in Chinese."""

    ended: str
    detail: str = ""


def as_json(score: Score) -> dict[str, Any]:
    """A score in plain values, points as text; what the ledger keeps."""
    return {key: value for key, value in msgspec.to_builtins(score).items() if key not in ("low", "high", "base")}


def from_row(row: outcomes.ScoreRow) -> Score:
    """The score that the ledger keeps."""
    return msgspec.convert({**row.detail, "low": row.low, "high": row.high, "base": row.base}, Score)


def keep(connection: Connection, run: int, subject: str, score: Score, look: Look | None = None) -> None:
    """Writes the score of a subject in a run into the ledger; `look` beside it, where it is not of answers alone: the
    file of a visit is removed some nights later, and a report of a quarter still has to tell how it ended."""
    detail = as_json(score) | ({"look": msgspec.to_builtins(look)} if look else {})
    row = outcomes.ScoreRow(run, subject, score.low, score.high, score.base, score.edition, detail)
    outcomes.save_score(connection, row)


def look_of(row: outcomes.ScoreRow) -> Look | None:
    """How the look behind a kept score ended; None where nobody said."""
    told = row.detail.get("look")
    return msgspec.convert(told, Look) if told else None
