"""A week of a home page as one picture: was it there hour by hour, and how long did it take. SVG, needs nothing else.

A stretch is shown as it is judged (`results.availability`): failed when all places that looked in it failed. What was
left out and what was not observed look different from both, in colour and in grey. Seconds are drawn on a logarithmic
scale, as the median of the places.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime, time, timedelta
from enum import StrEnum
from html import escape
from itertools import groupby
from math import log10
from statistics import median

from checks.indicators.edition import Rule
from checks.model.registry import BEIJING
from checks.model.rounds import Heard
from results.availability import look, shown, stretch

LEFT, TOP, CELL, BAR, PLOT = 92, 26, 5, 20, 130
"""Units of the picture: where it begins, width of a stretch, height of a bar and of the plot."""
_LEAST, _MOST = 0.05, 30.0
_TICKS = (0.1, 0.3, 1.0, 3.0)


class State(StrEnum):
    """What one stretch was; the value is the class in the picture."""

    GOOD = "good"
    FAILED = "bad"
    LEFT_OUT = "out"
    UNSEEN = "no"


_SAYS = {State.GOOD: "打开", State.FAILED: "打不开或过慢", State.LEFT_OUT: "不计", State.UNSEEN: "没有观察"}


@dataclass(slots=True)
class Cell:
    """One stretch: `why` in Chinese, seconds of what opened (whole answer, first byte), None where nothing did."""

    state: State = State.UNSEEN
    why: str = ""
    whole: float | None = None
    first: float | None = None


@dataclass(slots=True)
class _Looks:
    causes: list[str] = field(default_factory=list)
    left_out: list[str] = field(default_factory=list)
    opened: list[tuple[float, float | None]] = field(default_factory=list)
    late: list[tuple[float, float | None]] = field(default_factory=list)
    seen: set[str] = field(default_factory=set)


def cells(series: Iterable[Heard], rule: Rule, since: datetime, until: datetime) -> list[Cell]:
    """The stretches from `since` to `until` (aware, whole days of Beijing), in the order of time."""
    days, parts = (until - since).days, int(rule.param("per_day"))
    first, looks = since.astimezone(BEIJING).date(), dict[int, _Looks]()
    for heard in series:
        day, part = stretch(heard, rule)
        number = (day - first).days * parts + part
        if 0 <= number < days * parts:
            _add(looks.setdefault(number, _Looks()), heard, rule)
    return [_cell(looks.get(number)) for number in range(days * parts)]


def _add(looks: _Looks, heard: Heard, rule: Rule) -> None:
    seen = look(heard, rule)
    if seen.left_out:
        looks.left_out.append(shown(seen.left_out))
    elif heard.round.vantage not in looks.seen:  # a place counts once, with its first answer that can be judged
        looks.seen.add(heard.round.vantage)
        spans = seen.probe.phases.whole or 0.0, seen.probe.phases.first_byte
        if not seen.cause:
            looks.opened.append(spans)
            return
        looks.causes.append(shown(seen.cause))
        if seen.probe.status == 200:
            looks.late.append(spans)


def _cell(looks: _Looks | None) -> Cell:
    if looks is None:
        return Cell()
    if spans := looks.opened or looks.late:
        firsts = [first for _, first in spans if first is not None]
        seconds = median(whole for whole, _ in spans), median(firsts) if firsts else None
        if looks.opened:
            return Cell(State.GOOD, f"部分观察点打不开：{looks.causes[0]}" if looks.causes else "", *seconds)
        return Cell(State.FAILED, looks.causes[0], *seconds)
    if looks.causes:
        return Cell(State.FAILED, looks.causes[0])
    return Cell(State.LEFT_OUT, looks.left_out[0])


def timeline(any_way: Iterable[Heard], over: Iterable[Heard], rule: Rule, since: datetime, until: datetime) -> str:
    """The picture. `any_way` and `over` are what the home page answered over any family and over IPv6; `rule` is
    [unreachable-site]; the window is from `since` to `until` (aware, whole days of Beijing)."""
    rows = [("可用性", cells(any_way, rule, since, until)), ("经 IPv6", cells(over, rule, since, until))]
    width, parts = LEFT + CELL * len(rows[0][1]) + 8, int(rule.param("per_day"))
    plot = TOP + 2 * (BAR + 8) + 6
    height = plot + PLOT + 54
    body = [*_days(since, len(rows[0][1]) // parts, parts, plot + PLOT)]
    for number, (label, row) in enumerate(rows):
        body.extend(_bar(label, row, TOP + number * (BAR + 8), since, parts))
    body.extend(_scale(plot, len(rows[0][1]), float(rule.param("seconds"))))
    for (kind, row), gap in zip((("a", rows[0][1]), ("s", rows[1][1])), (1, parts // 3), strict=True):
        body.append(_line(f"{kind}w", [cell.whole for cell in row], plot, gap))
        body.append(_line(f"{kind}f", [cell.first for cell in row], plot, gap))
    body.extend(_legend(plot + PLOT + 22))
    told = escape(summary(rows[0][1]))
    return (
        f'<svg class="timeline" xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" role="img" '
        f'aria-label="{told}"><title>{told}</title>{_STYLED}{_HATCH}{"".join(body)}</svg>'
    )


def unstyled(picture: str) -> str:
    """The picture for a page that has `STYLE` in a file of its own: a strict page runs no style that stands in it."""
    return picture.replace(_STYLED, "")


def summary(row: Sequence[Cell]) -> str:
    """The bar in words."""
    counts = {state: sum(cell.state is state for cell in row) for state in State}
    return "，".join(f"{_SAYS[state]} {count} 个时段" for state, count in counts.items() if count)


def _x(number: float) -> str:
    return f"{LEFT + CELL * number:g}"


def _days(since: datetime, days: int, parts: int, bottom: float) -> Iterator[str]:
    """A line where each day begins, and its date."""
    for day in range(days + 1):
        x = _x(day * parts)
        yield f'<path class="day" d="M{x} {TOP - 6}V{bottom}"/>'
        if day < days:
            date = since.astimezone(BEIJING) + timedelta(days=day)
            weekday = "一二三四五六日"[date.weekday()]
            yield f'<text x="{_x((day + 0.5) * parts)}" y="{TOP - 10}" class="mid">{date:%m-%d} 周{weekday}</text>'


def _bar(label: str, row: Sequence[Cell], y: float, since: datetime, parts: int) -> Iterator[str]:
    """Equal stretches that follow each other are one block."""
    yield f'<text x="{LEFT - 8}" y="{y + 14}" class="end">{label}</text>'
    number = 0
    for (state, why), found in groupby(row, key=lambda cell: (cell.state, cell.why)):
        length = len(list(found))
        if state is not State.UNSEEN:
            said = f"{_span(since, number, length, parts)} {_SAYS[state]}{f'：{why}' if why else ''}"
            place = f'x="{_x(number)}" y="{y}" width="{CELL * length}" height="{BAR}"'
            yield f'<rect class="{state}" {place}><title>{escape(said)}</title></rect>'
        number += length
    yield f'<rect class="frame" x="{LEFT}" y="{y}" width="{CELL * len(row)}" height="{BAR}"/>'


def _span(since: datetime, number: int, length: int, parts: int) -> str:
    each = timedelta(days=1) / parts
    begin = since.astimezone(BEIJING) + number * each
    end = begin + length * each
    last = "24:00" if end.time() == time() else f"{end:%H:%M}"
    day = end - timedelta(seconds=1)
    return f"{begin:%m-%d %H:%M}—{last if day.date() == begin.date() else f'{day:%m-%d} {last}'}"


def _y(seconds: float, plot: float) -> float:
    inside = min(max(seconds, _LEAST), _MOST)
    return round(plot + PLOT * (1 - (log10(inside) - log10(_LEAST)) / (log10(_MOST) - log10(_LEAST))), 1)


def _scale(plot: float, count: int, limit: float) -> Iterator[str]:
    yield f'<rect class="frame" x="{LEFT}" y="{plot}" width="{CELL * count}" height="{PLOT}"/>'
    for tick in _TICKS:
        y = _y(tick, plot)
        yield f'<path class="tick" d="M{LEFT} {y}H{_x(count)}"/>'
        yield f'<text x="{LEFT - 8}" y="{y + 4:g}" class="end">{tick:g} 秒</text>'
    y = _y(limit, plot)
    yield f'<path class="limit" d="M{LEFT} {y}H{_x(count)}"/>'
    yield f'<text x="{LEFT - 8}" y="{y - 1:g}" class="end">{limit:g} 秒</text>'


def _line(name: str, values: Sequence[float | None], plot: float, gap: int) -> str:
    """A line over the stretches that have a value; broken where more than `gap` follow each other without one. A value
    that stands alone is a dot."""
    path, last, alone = list[str](), None, False
    for number, value in enumerate(values):
        if value is None:
            continue
        joined = last is not None and number - last <= gap
        if not joined and alone:
            path.append("h.1")
        path.append(f"{'L' if joined else 'M'}{_x(number + 0.5)} {_y(value, plot)}")
        last, alone = number, not joined
    if alone:
        path.append("h.1")
    return f'<path class="line {name}" d="{"".join(path)}"/>' if path else ""


def _legend(y: float) -> Iterator[str]:
    x = float(LEFT)
    for state in State:
        yield f'<rect class="{state} key" x="{x:g}" y="{y - 11:g}" width="14" height="13"/>'
        yield f'<text x="{x + 20:g}" y="{y}">{_SAYS[state]}</text>'
        x += 46 + 12 * len(_SAYS[state])
    x, y = float(LEFT), y + 22
    for name, said in (("aw", "打开全页用时"), ("af", "首字节"), ("sw", "经 IPv6 打开全页"), ("sf", "经 IPv6 首字节")):
        yield f'<path class="line {name}" d="M{x:g} {y - 4:g}h30"/><text x="{x + 36:g}" y="{y:g}">{said}</text>'
        x += 62 + 12 * len(said)


STYLE = (
    ".timeline text{font:12px 'Noto Sans CJK SC','Microsoft YaHei','SimHei',sans-serif;fill:#39444f}"
    ".timeline .mid{text-anchor:middle}.timeline .end{text-anchor:end}"
    ".timeline .good{fill:#cfe6cf}.timeline .bad{fill:#8c1008}.timeline .out{fill:url(#hatch)}"
    ".timeline .no{fill:#fff}.timeline .key{stroke:#8a96a3;stroke-width:.7}"
    ".timeline .frame{fill:none;stroke:#8a96a3;stroke-width:.8}"
    ".timeline .day{stroke:#b8c1ca;stroke-width:.7}.timeline .tick{stroke:#e1e6eb;stroke-width:.8}"
    ".timeline .limit{stroke:#8c1008;stroke-width:1;stroke-dasharray:6 3}"
    ".timeline .line{fill:none;stroke-linecap:round;stroke-linejoin:round}"
    ".timeline .aw{stroke:#1f4e79;stroke-width:1.6}.timeline .af{stroke:#6f9cc6;stroke-width:1}"
    ".timeline .sw{stroke:#a8500a;stroke-width:1.6;stroke-dasharray:5 3}"
    ".timeline .sf{stroke:#c98d4a;stroke-width:1.2;stroke-dasharray:1.5 3}"
)
_STYLED = f"<style>{STYLE}</style>"
_HATCH = (
    '<defs><pattern id="hatch" width="5" height="5" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">'
    '<rect width="5" height="5" fill="#fff"/><rect width="2" height="5" fill="#7d8893"/></pattern></defs>'
)
