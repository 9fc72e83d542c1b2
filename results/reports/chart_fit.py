"""What of a chart fits into a picture, in every format alike, and what is said of the rest; its numbers as words.

A picture shows forty places and eight series at most. The places with the greatest values stay, in their order; series
beyond the eighth become one where they stand on top of each other, and are left out, and named, where they do not.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import islice

from results.reports.charts import Chart, Drawn, Series
from results.reports.wording import shown

PLACES = 40
"""Bars, or rows of a heat map."""
POINTS = 120
"""Labels of a line, or columns of a heat map."""
SERIES = 8
GAP = "无数据"
_COLOURS = ("#1f4e79", "#c55a11", "#548235", "#7f6000", "#7030a0", "#2e75b6", "#a61c3c", "#595959")
_TONES = {"good": "#548235", "bad": "#b3261e", "unsure": "#bf9000"}
_WORDS = 60
"""Numbers that the words beside a picture tell."""
_NAMED = 5


@dataclass(frozen=True, slots=True)
class Fitted:
    """A chart that can be drawn, and sentences in Chinese on what is not in it."""

    chart: Chart
    notes: tuple[str, ...]


def fitted(chart: Chart) -> Fitted:
    """The chart as far as it can be drawn. Its own note comes first."""
    notes = [chart.note] if chart.note else []
    if chart.drawn is Drawn.HEAT:
        chart = _fewer_rows(chart, notes)
    elif chart.drawn is Drawn.STACKED:
        chart = _rest_as_one(chart, notes)
    else:
        chart = _fewer_series(chart, notes)
    chart = _fewer_labels(chart, notes)
    if any(value is None for one in chart.series for value in one.values) and not chart.note:
        notes.append(f"图中空缺处{GAP}，不是 0。")
    return Fitted(chart, tuple(notes))


def _fewer_labels(chart: Chart, notes: list[str]) -> Chart:
    bars = chart.drawn in (Drawn.BARS, Drawn.STACKED)
    most, count = PLACES if bars else POINTS, len(chart.labels)
    if count <= most:
        return chart
    if bars:
        totals = [_total(one.values[place] for one in chart.series) for place in range(count)]
        kept = sorted(sorted(range(count), key=lambda place: (-totals[place], place))[:most])
        notes.append(f"共 {count} 项，图中只有数值最大的 {most} 项；全部见表。")
    else:
        kept = list(range(count - most, count))
        notes.append(f"共 {count} 项，图中只有最后 {most} 项；全部见表。")
    series = tuple(replace(one, values=tuple(one.values[place] for place in kept)) for one in chart.series)
    return replace(chart, labels=tuple(chart.labels[place] for place in kept), series=series)


def _fewer_rows(chart: Chart, notes: list[str]) -> Chart:
    count = len(chart.series)
    if count <= PLACES:
        return chart
    totals = [_total(one.values) for one in chart.series]
    kept = sorted(sorted(range(count), key=lambda place: (-totals[place], place))[:PLACES])
    notes.append(f"共 {count} 行，图中只有数值最大的 {PLACES} 行；全部见表。")
    return replace(chart, series=tuple(chart.series[place] for place in kept))


def _rest_as_one(chart: Chart, notes: list[str]) -> Chart:
    if len(chart.series) <= SERIES:
        return chart
    head, rest = chart.series[: SERIES - 1], chart.series[SERIES - 1 :]
    columns = zip(*(one.values for one in rest), strict=True)
    values = tuple(None if all(value is None for value in column) else _total(column) for column in columns)
    name = f"其余 {len(rest)} 类"
    notes.append(f"“{name}”是{_names(rest)}之和；分项见表。")
    return replace(chart, series=(*head, Series(name, values)))


def _fewer_series(chart: Chart, notes: list[str]) -> Chart:
    if len(chart.series) <= SERIES:
        return chart
    notes.append(f"图中没有画出{_names(chart.series[SERIES:])}；见表。")
    return replace(chart, series=chart.series[:SERIES])


def _names(series: Sequence[Series]) -> str:
    told = "、".join(one.name for one in series[:_NAMED])
    return f"{told}等 {len(series)} 类" if len(series) > _NAMED else told


def _total(values: object) -> Decimal:
    return sum((Decimal(value) for value in values if value is not None), Decimal(0))  # type: ignore[attr-defined]


def told(value: int | Decimal | None, unit: str = "") -> str:
    """A value as words; a gap is no nought."""
    return GAP if value is None else f"{value}{unit}"


def together(values: Sequence[int | Decimal | None]) -> str:
    """The sum of values that stand on top of each other; one that lacks some says so."""
    known = [value for value in values if value is not None]
    return f"{sum(known)}{'' if len(known) == len(values) else '（不全）'}" if known else GAP


def words(chart: Chart) -> str:
    """The numbers of a chart, for whoever does not see the picture; of many, the first."""
    pairs = (
        f"{one.name} {label} {told(value, chart.unit)}".strip()
        for one in chart.series
        for label, value in zip(chart.labels, one.values, strict=True)
    )
    count = len(chart.series) * len(chart.labels)
    more = f"；另有 {count - _WORDS} 个数值见表" if count > _WORDS else ""
    return shown(f"{chart.title}：{'；'.join(islice(pairs, _WORDS))}{more}")


def colour(series: Series, place: int) -> str:
    """The colour of the series at that place; printed in grey, patterns, dashes and marks tell them apart."""
    return _TONES.get(series.tone, _COLOURS[place % len(_COLOURS)])


def wide(text: str) -> float:
    """About how wide a text is, in the width of a 汉字."""
    return sum(1.0 if one > "\u2e7f" else 0.55 for one in text)


def short(text: str, width: float) -> str:
    """A text that is no wider than so many 汉字, cut off with … where it was."""
    text = " ".join(shown(text).split())
    if wide(text) <= width:
        return text
    kept = ""
    for one in text:
        if wide(kept + one) > width - 1:
            break
        kept += one
    return f"{kept}…"


def ceiling(most: float) -> float:
    """The end of an axis: the next of 1, 2, 2.5, 5 and 10 times a power of ten."""
    size = 1.0
    while size * 10 <= most:
        size *= 10
    while most and most < size:
        size /= 10
    return next((size * step for step in (1, 2, 2.5, 5, 10) if most <= size * step), size * 10)


def floor(chart: Chart) -> int:
    """Where the axis of a line of percentages begins: at 80 or 90 where nothing is below, else at 0."""
    values = [value for one in chart.series for value in one.values if value is not None]
    if chart.unit != "%" or chart.drawn is not Drawn.LINE or not values:
        return 0
    return next((low for low in (90, 80) if min(values) >= low), 0)
