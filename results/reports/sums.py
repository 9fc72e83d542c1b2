"""Figures that add up: before a report is told, each count and percentage is taken again from its rows.

One rule of rounding: half up, to the places that the share states; one report has one number of places.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from decimal import ROUND_HALF_UP, Decimal
from itertools import repeat
from typing import Any

from results.errors import PersonError
from results.reports.content import Figure, Report, Share, Table, Value
from results.reports.row_laws import NONE, RowRank, RowRate, RowSum

PLACES = 2
_NAMED = 20
"""So many differences are named; the rest are counted."""


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


def per_cent(one: Share) -> str:
    """A share as a sentence tells it: 99.22%, or NONE where there is nothing to divide by."""
    return NONE if one.shown is None else f"{one.shown}%"


def ranks(values: Sequence[Decimal | None]) -> tuple[int | None, ...]:
    """The rank of each value, the greatest first. Ties share a rank (1, 1, 3); None has none and takes none away."""
    told = sorted(value for value in values if value is not None)
    return tuple(None if value is None else 1 + len(told) - bisect_right(told, value) for value in values)


def check_sums(report: Report) -> None:
    """Raises SumsDiffer naming every figure that differs from what its rows or parts give."""
    wrong = list(_differing(report))
    if wrong:
        more = f"；……共 {len(wrong)} 处" if len(wrong) > _NAMED else ""
        raise SumsDiffer(
            f"报告“{report.title}”的数字前后不一致，没有写出：{'；'.join(wrong[:_NAMED])}{more}。"
            "请核对明细后重新生成；若明细无误，这是程序的错误，请报告"
        )


def _differing(report: Report) -> Iterator[str]:
    tables = {table.id: table for table in report.tables}
    if len(tables) < len(report.tables):
        yield "有两张表的编号相同"
    for table in tables.values():
        if any(len(row) != len(table.heads) for row in table.rows):
            yield f"表“{table.title}”有的行列数不对"
        else:
            yield from _unlawful(table)
    places = {one.places for section in report.sections for one in section.shares}
    places |= {law.places for table in tables.values() for law in table.laws if isinstance(law, RowRate)}
    if len(places) > 1:
        yield f"百分比的小数位不统一（{'、'.join(map(str, sorted(places)))} 位）"
    taken: dict[Any, Counter[Any]] = {}
    for section in report.sections:
        for figure in section.figures:
            counted = _counted(figure, tables, taken)
            if counted != figure.value:
                yield f"“{figure.label}”写作 {figure.value}，明细为 {'无此表' if counted is None else counted}"
        for whole in section.wholes:
            total = sum(value for _, value in whole.parts)
            if total != whole.whole:
                yield f"“{whole.label}”合计写作 {whole.whole}，分项相加为 {total}"
        for one in section.shares:
            yield from _share(one)
    if report.letter is not None:
        yield from _fields(report, report.letter.fields)


def _counted(figure: Figure, tables: Mapping[str, Table], taken: dict[Any, Counter[Any]]) -> int | None:
    """What the rows give. `taken` keeps what was counted: many figures ask for one column in the same way."""
    table = tables.get(figure.table)
    if table is None:
        return None
    titles, wanted = tuple(title for title, _ in figure.within), tuple(value for _, value in figure.within)
    how = (table.id, titles, figure.column, figure.total)
    if how not in taken:
        try:
            taken[how] = _counts(table, titles, figure)
        except KeyError:
            return None
    if not figure.column or figure.total:
        return taken[how][wanted]
    return sum(taken[how][wanted, value] for value in dict.fromkeys(figure.values))


def _counts(table: Table, titles: Sequence[str], figure: Figure) -> Counter[Any]:
    """How often each set of words stands in the columns `titles`, with the word of the column of the figure, or with
    the sum of that column. KeyError when there is no such column."""
    words = [map(str, _column(table, title)) for title in titles]
    parts = zip(*words, strict=True) if words else repeat((), len(table.rows))
    if not figure.column:
        return Counter(parts)
    cells = _column(table, figure.column)
    if not figure.total:
        return Counter(zip(parts, map(str, cells), strict=True))
    counts: Counter[Any] = Counter()
    for part, cell in zip(parts, cells, strict=True):
        counts[part] += number(cell)
    return counts


def _unlawful(table: Table) -> Iterator[str]:
    """Rows in which columns are not what other columns make them; the first of each law."""
    again: list[Value]
    for law in table.laws:
        if isinstance(law, RowRank):
            told, by = _column(table, law.rank), _column(table, law.by)
            again = [NONE if n is None else n for n in ranks([v if isinstance(v, Decimal) else None for v in by])]
            title = law.rank
        elif isinstance(law, RowRate):
            told, title = _column(table, law.rate), law.rate
            pairs = zip(_sums(table, law.part), _sums(table, law.of), strict=True)
            again = [NONE if (rate := percent(part, of, law.places)) is None else rate for part, of in pairs]
        else:
            told, again, title = _column(table, law.whole), _summed(table, law), law.whole
        for line, (one, other) in enumerate(zip(told, again, strict=True), 1):
            if one != other:
                yield f"表“{table.title}”第 {line} 行“{title}”写作 {one}，重算为 {other}"
                break


def _summed(table: Table, law: RowSum) -> list[Value]:
    """What the wholes must be. Parts without any number (未知) have no sum, and their whole is a word as well; it may
    be where the others are nought: nobody can tell that all is."""
    parts = zip(*(_column(table, title) for title in law.parts), strict=True)
    told = zip(parts, _column(table, law.whole), strict=True)
    return [whole if _is_open(some, whole) else _sum(some) if _known(some) else _word(whole) for some, whole in told]


def _is_open(parts: Sequence[Value], whole: Value) -> bool:
    unknown = any(isinstance(one, str) and one != NONE for one in parts)
    return unknown and _known(parts) and not _sum(parts) and isinstance(whole, str)


def _known(parts: Sequence[Value]) -> bool:
    return any(isinstance(one, int) for one in parts)


def _sum(values: Sequence[Value]) -> int:
    return sum(map(number, values))


def _word(value: Value) -> Value:
    return NONE if isinstance(value, int) else value


def _column(table: Table, title: str) -> list[Value]:
    index = table.column(title)
    return [row[index] for row in table.rows]


def _sums(table: Table, titles: Sequence[str]) -> Iterator[int]:
    indexes = [table.column(title) for title in titles]
    return (sum(number(row[index]) for index in indexes) for row in table.rows)


def number(value: Value) -> int:
    """What a cell adds to a sum: nothing where it holds no whole number."""
    return value if isinstance(value, int) else 0


def _fields(report: Report, fields: Mapping[str, Any]) -> Iterator[str]:
    """Each number that a template may ask for is a figure or a share of the same name; lists are of tables."""
    known: dict[str, set[object]] = {}
    for section in report.sections:
        for figure in section.figures:
            known.setdefault(figure.label, set()).add(figure.value)
        for one in section.shares:
            known.setdefault(one.label, set()).add(per_cent(one))
    for name, value in fields.items():
        if isinstance(value, bool) or not isinstance(value, str | int | Decimal):
            continue
        if name in known and known[name] != {value}:
            yield f"字段“{name}”写作 {value}，正文的数字为 {'、'.join(map(str, known[name]))}"
        elif name not in known and not isinstance(value, str):
            yield f"字段“{name}”写作 {value}，没有对应的数字"


def _share(one: Share) -> Iterator[str]:
    if not 0 <= one.part <= one.of:
        yield f"“{one.label}”的 {one.part} 不在 0 到 {one.of} 之间"
    again = percent(one.part, one.of, one.places)
    if again != one.shown:
        yield f"“{one.label}”写作 {one.shown}%，重算为 {again}%（{one.part}/{one.of}）"
