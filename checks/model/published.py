"""What the sites of a unit published lately: what its accounts are laid beside."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

PAPERS_KEPT = 50
"""Papers of one site that are handed on to its unit's accounts."""


@dataclass(frozen=True, slots=True)
class Paper:
    """A document or an interpretation of the unit's own, as its site shows it. `day` (+08:00) is when it came out."""

    title: str
    url: str
    day: date


@dataclass(frozen=True, slots=True)
class SitePapers:
    """What one site of a unit published lately, newest first, at most `PAPERS_KEPT`. `read`: by a visit of it."""

    home: str
    region: str = ""
    read: bool = False
    papers: tuple[Paper, ...] = ()
