"""What the columns of a table owe each other: sums, rates and places, computed again before a report is told."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class RowSum:
    """In every row the column `whole` is the sum of the columns `parts`; words (未知) count nothing, and where all are
    words, the whole is one, and where the others are nought it may be."""

    whole: str
    parts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class RowRate:
    """In every row `rate` is the sum of the columns `part` in per cent of the sum of the columns `of`; NONE of
    nothing."""

    rate: str
    part: tuple[str, ...]
    of: tuple[str, ...]
    places: int


@dataclass(frozen=True, slots=True)
class RowRank:
    """In every row `rank` is the place of what stands in `by`, the greatest first: ties share a place (1, 1, 3), and
    who has no value has none (NONE)."""

    rank: str
    by: str


NONE = "—"
"""Stands for a rate of nothing, and for the rank of who has no value."""
