"""Whether the figures of a yearly report agree with each other, and with those of the year before."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from checks.facts.annual_tables import COLUMNS
from checks.model.annual import AnnualReport, FigureRow, Part

_GROUPS = ("行政复议", "未经复议直接起诉", "复议后起诉")


class Sum(NamedTuple):
    """An equation of a table: `what` it is about in Chinese, both sides, None where a figure of it was not read."""

    code: str  # balance, results, rows, reviews
    what: str
    left: int | None
    right: int | None

    @property
    def known(self) -> bool:
        return self.left is not None and self.right is not None

    @property
    def wrong(self) -> bool:
        return self.known and self.left != self.right


def sums(report: AnnualReport, results: list[int]) -> Iterator[Sum]:
    """Every equation of tables three and four. `results` are the numbers of ways to answer that the forms have: where
    the table has another number of rows, a sum over them has no meaning."""
    rows = report.requests
    if rows:
        ways = [row for row in rows if row.part is Part.RESULT]
        for column, name in enumerate(COLUMNS):
            yield from _column(column, name, rows, ways if len(ways) in results else [])
        for row in rows:
            yield Sum("rows", row.name, total(row.values[:-1]), row.values[-1])
    for n, name in enumerate(_GROUPS if report.reviews else ()):
        group = report.reviews[5 * n : 5 * n + 5]
        yield Sum("reviews", name, total(group[:4]), group[4])


def _column(column: int, name: str, rows: tuple[FigureRow, ...], ways: list[FigureRow]) -> Iterator[Sum]:
    new, carried, done, left = (_value(rows, p, column) for p in (Part.NEW, Part.CARRIED, Part.TOTAL, Part.OPEN))
    yield Sum("balance", name, total((new, carried)), total((done, left)))
    yield Sum("results", name, total(tuple(row.values[column] for row in ways)), done)


def _value(rows: tuple[FigureRow, ...], part: Part, column: int) -> int | None:
    """The figure of the one row of a part; None where it was not read, or where there are several."""
    found = [row.values[column] for row in rows if row.part is part]
    return found[0] if len(found) == 1 else None


def total(values: tuple[int | None, ...]) -> int | None:
    """The sum, None when one of the values is unknown."""
    known = [value for value in values if value is not None]
    return sum(known) if known and len(known) == len(values) else None


def of_part(report: AnnualReport, part: Part) -> int | None:
    """What the last column (总计) says of a part that has one row, None where that was not read."""
    return _value(report.requests, part, -1)
