"""A chart as lines, bars and words in the units of a picture; a template writes them as svg into a page.

No script and no address: the page may be mailed and printed. Series differ in pattern, dash and mark, so that they can
be told apart in black and white; a gap is hatched or left open, never drawn as nought.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from results.reports.chart_fit import ceiling, colour, fitted, floor, short, together, told, wide, words
from results.reports.charts import Chart, Drawn, Series

WIDTH = 720
_SIZE = 12
_LABEL = 14.0
"""汉字 of a label."""
_LEFT, _RIGHT = 176, 60
_ROW, _BAR = 26, 13
_DASHES = ("", "7 3", "2 3", "9 3 2 3", "4 2", "1 2", "12 3", "6 2 1 2")
_LINE_LEFT, _LINE_TOP, _LINE_HIGH = 46, 20, 210
_NUMBERS = 30
"""Points of lines that have their numbers beside them; of more, a pointer is told."""


@dataclass(frozen=True, slots=True)
class Box:
    """A bar or field. `fill` is a colour, `pattern` the number of the pattern laid over it, None: a gap."""

    x: float
    y: float
    width: float
    height: float
    fill: str
    says: str
    pattern: int | None = 0


@dataclass(frozen=True, slots=True)
class Text:
    """`anchor` is start, middle or end; `turned` leans the text, for narrow columns."""

    x: float
    y: float
    text: str
    anchor: str = "start"
    ink: str = "#1c2733"
    size: int = _SIZE
    turned: bool = False


@dataclass(frozen=True, slots=True)
class Line:
    """One stretch of a line, without gaps."""

    points: str
    colour: str
    dash: str


@dataclass(frozen=True, slots=True)
class Dot:
    """A point of a line; `shape` is the number of its mark."""

    x: float
    y: float
    shape: int
    colour: str
    says: str


@dataclass(slots=True)
class Picture:
    """What a template draws; `keys` pair the name of a series with its colour and number, where there are several."""

    id: str
    title: str
    says: str
    table: str
    kind: str
    notes: tuple[str, ...]
    width: int = WIDTH
    height: float = 0
    rules: list[tuple[float, float, float, float]] = field(default_factory=list)
    boxes: list[Box] = field(default_factory=list)
    lines: list[Line] = field(default_factory=list)
    dots: list[Dot] = field(default_factory=list)
    texts: list[Text] = field(default_factory=list)
    keys: list[tuple[str, str, int, float, float]] = field(default_factory=list)


def picture(chart: Chart) -> Picture:
    """The picture of a chart, as far as it fits."""
    fit = fitted(chart)
    given, low = fit.chart, floor(fit.chart)
    notes = (*fit.notes, f"纵轴从 {low}{given.unit} 起。") if low else fit.notes
    made = Picture(given.id, given.title, words(given), given.table, given.drawn.value, notes)
    if not given.labels or not given.series:
        made.notes = (*notes, "没有可以画的数据。")
        return made
    {Drawn.LINE: _line, Drawn.BARS: _bars, Drawn.STACKED: _bars, Drawn.HEAT: _heat}[given.drawn](given, made)
    if given.drawn is not Drawn.HEAT and (len(given.series) > 1 or given.drawn is Drawn.LINE):
        _keys(given, made)
    made.height = _r(made.height)
    return made


def _line(chart: Chart, made: Picture) -> None:
    low, labels = floor(chart), chart.labels
    high = 100.0 if chart.unit == "%" and _most(chart) <= 100 else ceiling(_most(chart))
    bottom, across = _LINE_TOP + _LINE_HIGH, WIDTH - _LINE_LEFT - 30
    for step in range(5):
        tick = low + (high - low) * step / 4
        y = bottom - _LINE_HIGH * step / 4
        made.rules.append((_LINE_LEFT, _r(y), WIDTH - 14, _r(y)))
        made.texts.append(Text(_LINE_LEFT - 6, _r(y + 4), f"{tick:g}", "end", "#5c6b7a"))
    made.texts.append(Text(_LINE_LEFT, 10, f"（{chart.unit}）" if chart.unit else "", "end", "#5c6b7a"))
    places = [_LINE_LEFT + 16 + across * (place + 0.5) / len(labels) - 8 for place in range(len(labels))]
    every = max(1, -(-len(labels) // 12))
    for x, label in list(zip(places, labels, strict=True))[::every]:
        made.texts.append(Text(_r(x), bottom + 17, short(label, 7), "middle"))
    for number, one in enumerate(chart.series):
        stretch: list[str] = []
        for x, label, value in zip(places, labels, one.values, strict=True):
            if value is None:
                _stretch(made, stretch, colour(one, number), number)
                stretch = []
                continue
            y = bottom - _LINE_HIGH * (float(value) - low) / (high - low)
            stretch.append(f"{_r(x):g},{_r(y):g}")
            made.dots.append(
                Dot(_r(x), _r(y), number % 4, colour(one, number), _said(one, label, told(value, chart.unit)))
            )
            if len(labels) * len(chart.series) <= _NUMBERS:
                made.texts.append(Text(_r(x), _r(y - 8), told(value), "middle", size=11))
        _stretch(made, stretch, colour(one, number), number)
    made.height = bottom + 28


def _stretch(made: Picture, points: list[str], ink: str, number: int) -> None:
    if len(points) > 1:
        made.lines.append(Line(" ".join(points), ink, _DASHES[number]))


def _bars(chart: Chart, made: Picture) -> None:
    stacked = chart.drawn is Drawn.STACKED
    columns = list(zip(*(one.values for one in chart.series), strict=True))
    sums = [float(sum(value for value in column if value is not None)) for column in columns]
    most = ceiling(max(sums) if stacked else _most(chart))
    scale = (WIDTH - _LEFT - _RIGHT - 30) / most
    high = _ROW if stacked else max(_ROW, _BAR * len(chart.series) + 9)
    for place, (label, column) in enumerate(zip(chart.labels, columns, strict=True)):
        top = 6.0 + place * high
        made.texts.append(Text(_LEFT - 8, _r(top + high / 2 + 4), short(label, _LABEL - 1), "end"))
        before = 0.0
        for number, (one, value) in enumerate(zip(chart.series, column, strict=True)):
            x, length = _LEFT + before * scale, float(value or 0) * scale
            thick = high - 8 if stacked else _BAR
            y = top + 4 + (0 if stacked else number * _BAR)
            said = _said(one, label, told(value, chart.unit))
            if length:
                made.boxes.append(Box(_r(x), _r(y), _r(length), thick, colour(one, number), said, number))
            if not stacked:
                made.texts.append(Text(_r(x + length + 5), _r(y + thick - 2.5), told(value, chart.unit), size=11))
            before += float(value or 0) if stacked else 0
        if stacked:
            text = together(column)
            made.texts.append(Text(_r(_LEFT + before * scale + 5), _r(top + high / 2 + 4), text, size=11))
    made.height = 12.0 + len(chart.labels) * high
    made.rules.append((_LEFT, 4, _LEFT, _r(made.height - 4)))


def _heat(chart: Chart, made: Picture) -> None:
    wide_one = (WIDTH - _LEFT - 10) / len(chart.labels)
    lean = max(wide(short(label, 8)) for label in chart.labels) * _SIZE > wide_one - 2
    top, most = (74.0 if lean else 24.0), _most(chart) or 1
    for place, label in enumerate(chart.labels):
        x = _LEFT + wide_one * (place + 0.5)
        made.texts.append(Text(_r(x), top - 6, short(label, 8), "start" if lean else "middle", turned=lean))
    for row, one in enumerate(chart.series):
        y = top + row * 24
        made.texts.append(Text(_LEFT - 8, _r(y + 16), short(one.name, _LABEL - 1), "end"))
        for place, (label, value) in enumerate(zip(chart.labels, one.values, strict=True)):
            x, part = _LEFT + wide_one * place, float(value or 0) / most
            says = _said(one, label, told(value, chart.unit))
            fill = "#ffffff" if value is None else _shade(part)
            box = Box(_r(x), _r(y), _r(wide_one), 24, fill, says, None if value is None else 0)
            made.boxes.append(box)
            if value is not None and wide(str(value)) * 11 < wide_one:
                ink = "#ffffff" if part > 0.55 else "#1c2733"
                made.texts.append(Text(_r(x + wide_one / 2), _r(y + 16), str(value), "middle", ink, 11))
    made.height = top + 24 * len(chart.series) + 4


def _keys(chart: Chart, made: Picture) -> None:
    x, y = 60.0, made.height + 14
    for number, one in enumerate(chart.series):
        name = short(one.name, 12)
        room = 40 + wide(name) * _SIZE
        if x + room > WIDTH:
            x, y = 60.0, y + 20
        made.keys.append((name, colour(one, number), number, x, y))
        x += room
    made.height = y + 10


def _shade(part: float) -> str:
    """From nearly white to dark blue."""
    ends = ((243, 247, 251), (31, 78, 121))
    return "#" + "".join(
        f"{round(light + (dark - light) * max(0.0, min(part, 1.0))):02x}" for light, dark in zip(*ends, strict=True)
    )


def _said(one: Series, label: str, value: str) -> str:
    return f"{one.name} {label}：{value}"


def _most(chart: Chart) -> float:
    return max((float(value) for one in chart.series for value in one.values if value is not None), default=0.0)


def _r(value: float) -> float:
    return round(value, 1)
