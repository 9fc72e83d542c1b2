"""Figures that add up: before a report is told, each count and percentage is taken again from its rows.

One rule of rounding: half up, to the places that the share states; one report has one number of places.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from decimal import ROUND_HALF_UP, Decimal

from results.errors import PersonError
from results.reports.content import Figure, Report, Share, Table

PLACES = 2


class SumsDiffer(PersonError):
    """A report whose figures do not add up; it is not written."""


def percent(part: int, of: int, places: int = PLACES) -> Decimal | None:
    """`part` of `of` in per cent, half up to `places`; None when there is nothing to divide by."""
    if not of:
        return None
    return (Decimal(100 * part) / Decimal(of)).quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)


def share(label: str, part: int, of: int, *, places: int = PLACES, left_out: int = 0, why: str = "") -> Share:
    """A share with its percentage computed."""
    return Share(label, part, of, percent(part, of, places), places, left_out, why)


def ranks(values: Sequence[Decimal | None]) -> tuple[int | None, ...]:
    """The rank of each value, the greatest first. Ties share a rank (1, 1, 3); None has none and takes none away."""
    told = sorted(value for value in values if value is not None)
    return tuple(None if value is None else 1 + len(told) - bisect_right(told, value) for value in values)


def check_sums(report: Report) -> None:
    """Raises SumsDiffer naming every figure that differs from what its rows or parts give."""
    wrong = list(_differing(report))
    if wrong:
        raise SumsDiffer(
            f"报告“{report.title}”的数字前后不一致，没有写出：{'；'.join(wrong)}。请核对明细后重新生成；若明细无误，这是程序的错误，请报告"
        )


def _differing(report: Report) -> Iterator[str]:
    tables = {table.id: table for table in report.tables}
    if len(tables) < len(report.tables):
        yield "有两张表的编号相同"
    for table in tables.values():
        if any(len(row) != len(table.heads) for row in table.rows):
            yield f"表“{table.title}”有的行列数不对"
    places = {one.places for section in report.sections for one in section.shares}
    if len(places) > 1:
        yield f"百分比的小数位不统一（{'、'.join(map(str, sorted(places)))} 位）"
    for section in report.sections:
        for figure in section.figures:
            counted = _counted(figure, tables)
            if counted != figure.value:
                yield f"“{figure.label}”写作 {figure.value}，明细为 {'无此表' if counted is None else counted}"
        for whole in section.wholes:
            total = sum(value for _, value in whole.parts)
            if total != whole.whole:
                yield f"“{whole.label}”合计写作 {whole.whole}，分项相加为 {total}"
        for one in section.shares:
            yield from _share(one)


def _counted(figure: Figure, tables: dict[str, Table]) -> int | None:
    table = tables.get(figure.table)
    if table is None:
        return None
    if not figure.column:
        return len(table.rows)
    try:
        index = table.column(figure.column)
    except KeyError:
        return None
    if figure.total:
        values = [row[index] for row in table.rows]
        return sum(value for value in values if isinstance(value, int))
    return sum(str(row[index]) in figure.values for row in table.rows)


def _share(one: Share) -> Iterator[str]:
    if not 0 <= one.part <= one.of:
        yield f"“{one.label}”的 {one.part} 不在 0 到 {one.of} 之间"
    again = percent(one.part, one.of, one.places)
    if again != one.shown:
        yield f"“{one.label}”写作 {one.shown}%，重算为 {again}%（{one.part}/{one.of}）"
