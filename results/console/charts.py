"""The geometry of the small pictures: points and bars in units of the picture; templates draw them, a table beside them
says the same.

Nothing here knows what is counted. Words in a picture are short; the table beside it has all of them.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from results.months import UNTOLD, published_told

WIDTH, HEIGHT = 380, 190
_LEFT, _RIGHT, _TOP, _BOTTOM = 44, 12, 16, 34
_BAR = 0.6
"""How much of its place a bar takes."""


@dataclass(frozen=True, slots=True)
class Tick:
    """A mark on an axis: where it is, and what it says."""

    at: float
    text: str


@dataclass(frozen=True, slots=True)
class Bar:
    """A bar: `kind` is its class in the picture, `text` what a pointer over it is told."""

    x: float
    y: float
    width: float
    height: float
    kind: str
    text: str


@dataclass(frozen=True, slots=True)
class Dot:
    """A point of a line, and what a pointer over it is told."""

    x: float
    y: float
    text: str


@dataclass(frozen=True, slots=True)
class Chart:
    """A picture. `area` and `line` are the points of a polygon and of a line, as svg writes them; `keys` pair a class
    with its name where there are several."""

    title: str
    says: str
    across: tuple[Tick, ...]
    up: tuple[Tick, ...]
    bars: tuple[Bar, ...] = ()
    area: str = ""
    line: str = ""
    dots: tuple[Dot, ...] = ()
    keys: tuple[tuple[str, str], ...] = ()
    width: int = WIDTH
    height: int = HEIGHT

    @property
    def left(self) -> int:
        return _LEFT

    @property
    def right(self) -> int:
        return self.width - _RIGHT

    @property
    def floor(self) -> int:
        return self.height - _BOTTOM


def band(title: str, names: Sequence[str], values: Sequence[tuple[float, float] | None], said: Sequence[str]) -> Chart:
    """Shares between 0 and 1, with what is open between the two. None: there is none, and the line goes on after it."""
    there = [(number, value) for number, value in enumerate(values) if value is not None]
    lows = [(_x(number, len(names), WIDTH), _y(low, 1.0)) for number, (low, _) in there]
    highs = [(_x(number, len(names), WIDTH), _y(high, 1.0)) for number, (_, high) in there]
    return Chart(
        title,
        "；".join(f"{name} {text}" for name, text in zip(names, said, strict=True)),
        _across(names, WIDTH),
        tuple(Tick(_y(share, 1.0), f"{share * 100:.0f}%") for share in (0, 0.25, 0.5, 0.75, 1)),
        area=_points([*lows, *reversed(highs)]) if len(there) > 1 else "",
        line=_points(lows),
        dots=tuple(
            Dot(*place, f"{names[number]}：{said[number]}") for place, (number, _) in zip(lows, there, strict=True)
        ),
    )


def bars(title: str, names: Sequence[str], *stacks: Sequence[int], labels: Sequence[str] = ("",)) -> Chart:
    """Numbers as bars, the first stack at the bottom."""
    top = _ceiling(max((sum(column) for column in zip(*stacks, strict=True)), default=0))
    drawn: list[Bar] = []
    step = (WIDTH - _LEFT - _RIGHT) / max(len(names), 1)
    for number, name in enumerate(names):
        below = 0
        for index, stack in enumerate(stacks):
            count = stack[number]
            high, low = _y(below + count, top), _y(below, top)
            text = f"{name} {labels[index]}：{count}".replace(" ：", "：")
            x = _x(number, len(names), WIDTH) - step * _BAR / 2
            if count:
                drawn.append(Bar(_short(x), high, _short(step * _BAR), _short(low - high), f"s{index}", text))
            below += count
    said = "；".join(
        f"{name} " + "，".join(f"{label}{stack[number]}" for label, stack in zip(labels, stacks, strict=True))
        for number, name in enumerate(names)
    )
    keys = tuple((f"s{index}", label) for index, label in enumerate(labels) if label)
    return Chart(title, said, _across(names, WIDTH), _counts(top), bars=tuple(drawn), keys=keys)


def months(lines: Sequence[Mapping[str, Any]]) -> Chart:
    """What an account published by month. A month of which no number is told is a hatched bar and no nought."""
    width = 2 * WIDTH
    told = [0 if line["state"] in UNTOLD else int(line["published"]) for line in lines]
    top, names = _ceiling(max(told, default=0)), [str(line["month"]) for line in lines]
    step = (width - _LEFT - _RIGHT) / max(len(lines), 1)
    drawn = []
    for number, (line, count) in enumerate(zip(lines, told, strict=True)):
        x, unseen = _x(number, len(lines), width) - step * _BAR / 2, line["state"] in UNTOLD
        high = _y(top, top) if unseen else _y(count, top)
        text = f"{line['month']}：{published_told(line)}"
        height = _short(_y(0, top) - high)
        kind = "unseen" if unseen else "atleast" if line["at_least"] else "s0"
        if unseen or count:
            drawn.append(Bar(_short(x), high, _short(step * _BAR), height, kind, text))
    keys = (("s0", "看全了"), ("atleast", "至少这么多"), ("unseen", "没有看过或没有看全"))
    said = "；".join(f"{line['month']} {published_told(line)}" for line in lines)
    return Chart("各月发布数量", said, _across(names, width), _counts(top), tuple(drawn), keys=keys, width=width)


def _x(number: int, of: int, width: int) -> float:
    """The middle of the place of one of `of` names."""
    return _short(_LEFT + (width - _LEFT - _RIGHT) * (number + 0.5) / max(of, 1))


def _y(value: float, top: float) -> float:
    return _short(_TOP + (HEIGHT - _TOP - _BOTTOM) * (1 - value / top))


def _across(names: Sequence[str], width: int) -> tuple[Tick, ...]:
    return tuple(Tick(_x(number, len(names), width), name) for number, name in enumerate(names))


def _counts(top: int) -> tuple[Tick, ...]:
    return tuple(Tick(_y(value, top), str(value)) for value in sorted({0, top // 2, top}))


def _ceiling(most: int) -> int:
    """The next round number: 1, 2 or 5 and noughts; 2 at least, so that its half is a whole one."""
    size = 1
    while True:
        for lead in (2, 4, 6, 10):
            if most <= lead * size:
                return lead * size
        size *= 10


def _points(places: Sequence[tuple[float, float]]) -> str:
    return " ".join(f"{x:g},{y:g}" for x, y in places)


def _short(value: float) -> float:
    return round(value, 1)
