"""Pictures of figures, as content: every format draws them its own way."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum


class Drawn(StrEnum):
    """How a chart is drawn."""

    LINE = "line"  # one line a series over the labels
    BARS = "bars"  # one bar a label, lying; the series beside each other
    STACKED = "stacked"  # one bar a label, the series on top of each other
    HEAT = "heat"  # a field for each series (row) and label (column), darker where more


@dataclass(frozen=True, slots=True)
class Series:
    """A value for each label of the chart; None is a gap (not looked at), never nought."""

    name: str
    values: tuple[int | Decimal | None, ...]
    tone: str = ""  # good, bad, unsure


@dataclass(frozen=True, slots=True)
class Chart:
    """A picture of figures that tables of the report hold too. `unit` stands behind each value ("%", "天", "个");
    `table` is the id of the table that holds the numbers. `note` says in Chinese what a gap is."""

    id: str
    title: str
    drawn: Drawn
    labels: tuple[str, ...]
    series: tuple[Series, ...]
    unit: str = ""
    table: str = ""
    note: str = ""
