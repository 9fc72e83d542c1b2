"""A round: every registered home page asked once, from one place, and what speaks against believing it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from checks.model.captures import HttpProbe


class Doubt(StrEnum):
    """Why a whole round is left out of every verdict."""

    CLOCK = "clock"  # our clock jumped or ran backwards during it
    OVERLAP = "overlap"  # it lies on an earlier round of the same place: the clock was set back between them
    WITNESS = "witness"  # our witness hosts answered at no time while it went on


@dataclass(frozen=True, slots=True)
class Round:
    """`vantage` names the place that asked, `began` and `ended` (aware) when.

    `asked` home pages were asked, `silent` of them gave no answer at all. `witnessed`: our witness hosts vouch for our
    network (each answer that they do not vouch for is marked); False when no witness is configured.
    """

    vantage: str
    began: datetime
    ended: datetime
    asked: int
    silent: int
    witnessed: bool
    doubt: Doubt | None = None


@dataclass(frozen=True, slots=True)
class Heard:
    """One answer of one round."""

    round: Round
    probe: HttpProbe
