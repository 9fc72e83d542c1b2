"""A chart as a picture for documents of Word, by matplotlib: without a window, without state that outlives it.

Words need a type with 汉字; where the machine has none, there is no picture, and what to install is said. A character
that the type lacks becomes 〓, as printers set it: never an empty box.
"""

from __future__ import annotations

import io
import logging
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any

from results.reports.chart_fit import ceiling, colour, fitted, floor, short, together, told, words
from results.reports.charts import Chart, Drawn

if TYPE_CHECKING:
    from collections.abc import Sequence

TYPES = (
    *("Noto Sans CJK SC", "Source Han Sans SC", "Source Han Sans CN", "Noto Sans SC", "Noto Sans CJK JP"),
    *("WenQuanYi Micro Hei", "WenQuanYi Zen Hei", "SimHei", "Microsoft YaHei", "PingFang SC", "Heiti SC", "STHeiti"),
    *("Noto Serif CJK SC", "Noto Serif CJK JP", "Source Han Serif SC", "SimSun", "FangSong", "KaiTi"),
    *("Droid Sans Fallback", "AR PL UMing CN"),
)
"""Types that have the 汉字 of names and headings, the best for a picture first."""
NO_TYPE = (
    "图没有画出：这台机器没有中文字体。请安装任意一种（如 Debian/Ubuntu：apt install fonts-noto-cjk；"
    "麒麟、统信：文泉驿微米黑或思源黑体；Windows 自带微软雅黑、黑体），再重新生成；数字见表。"
)
_INCHES = 6.14
"""156 mm."""
_DPI = 170
_HATCHES = ("", "///", "...", "\\\\\\", "xx", "--", "oo", "++")
_DASHES: Sequence[Any] = ("-", "--", "-.", ":", (0, (5, 1)), (0, (1, 1)), (0, (3, 1, 1, 1)), (0, (8, 2)))
_MARKS = ("o", "s", "^", "D", "v", "P", "X", "*")
_LABEL = 13.0
"""汉字 of a label."""


@dataclass(frozen=True, slots=True)
class Picture:
    """`png` is None where there is nothing to draw with; `says` are its numbers as words; `notes` stand below it."""

    png: bytes | None
    says: str
    notes: tuple[str, ...]


def draw(chart: Chart, types: tuple[str, ...] = TYPES) -> Picture:
    """The picture, in one of `types`."""
    fit = fitted(chart)
    type_file = find_type(types)
    if type_file is None:
        return Picture(None, words(fit.chart), (*fit.notes, NO_TYPE))
    low = floor(fit.chart)
    notes = (*fit.notes, f"纵轴从 {low}{chart.unit} 起。") if low else fit.notes
    if not fit.chart.labels or not fit.chart.series:
        return Picture(None, words(fit.chart), (*notes, "没有可以画的数据。"))
    return Picture(_Drawing(fit.chart, type_file, low).png(), words(fit.chart), notes)


@cache
def find_type(types: tuple[str, ...] = TYPES) -> str | None:
    """The file of the first of these types that is installed; None: none is."""
    logging.getLogger("matplotlib.font_manager").setLevel(logging.ERROR)
    from matplotlib.font_manager import fontManager  # takes half a second: only who draws waits for it

    upright = (one for one in fontManager.ttflist if one.style == "normal" and isinstance(one.weight, int))
    # The last one of a name counts: the nearest to an ordinary weight.
    there = {one.name: one.fname for one in sorted(upright, key=lambda one: -abs(int(one.weight) - 400))}
    return next((there[name] for name in types if name in there), None)


@cache
def _characters(type_file: str) -> frozenset[int]:
    from matplotlib.font_manager import get_font

    return frozenset(get_font(type_file).get_charmap())


class _Drawing:
    """One figure, made, saved and forgotten."""

    def __init__(self, chart: Chart, type_file: str, low: int) -> None:
        from matplotlib.backends.backend_agg import FigureCanvasAgg
        from matplotlib.figure import Figure
        from matplotlib.font_manager import FontProperties

        self._chart, self._low = chart, low
        self._known = _characters(type_file)
        self._type = {size: FontProperties(fname=type_file, size=size) for size in (7, 8, 9, 11)}
        self._figure = Figure(figsize=(_INCHES, self._height()), dpi=_DPI, layout="constrained")
        self._canvas = FigureCanvasAgg(self._figure)
        self._axes: Any = self._figure.add_subplot()

    def _height(self) -> float:
        labels, series = len(self._chart.labels), len(self._chart.series)
        if self._chart.drawn is Drawn.BARS:
            return min(1.1 + 0.2 * labels * max(1.0, series * 0.75), 8.6)
        if self._chart.drawn is Drawn.STACKED:
            return min(1.2 + 0.22 * labels, 8.6)
        return min(1.4 + 0.19 * series, 8.6) if self._chart.drawn is Drawn.HEAT else 3.1

    def png(self) -> bytes:
        title = short(self._chart.title, 34)
        self._axes.set_title(self._can(title), fontproperties=self._type[11])
        {Drawn.LINE: self._line, Drawn.BARS: self._bars, Drawn.STACKED: self._bars, Drawn.HEAT: self._heat}[
            self._chart.drawn
        ]()
        file = io.BytesIO()
        self._figure.savefig(file, format="png", metadata={"Software": ""})
        self._figure.clear()
        return file.getvalue()

    def _can(self, text: str) -> str:
        """The text with what the type has; $ would begin a formula."""
        put = "".join(one if ord(one) in self._known or one.isspace() else "〓" for one in text)
        return put.replace("$", r"\$")

    def _line(self) -> None:
        labels = self._chart.labels
        for place, one in enumerate(self._chart.series):
            values = [float("nan") if value is None else float(value) for value in one.values]
            style = {"linestyle": _DASHES[place], "marker": _MARKS[place], "markersize": 4, "linewidth": 1.4}
            self._axes.plot(range(len(labels)), values, color=colour(one, place), label=self._can(one.name), **style)
            if len(labels) * len(self._chart.series) <= 30:
                for x, value in enumerate(one.values):
                    if value is not None:
                        self._number(x, float(value), told(value), (0, 5), "center")
        self._axes.set_ylim(self._low, self._top())
        step = max(1, -(-len(labels) // 13))
        self._axes.set_xticks(range(0, len(labels), step))
        self._axes.set_xticklabels([self._can(short(one, 7)) for one in labels[::step]])
        self._frame("y")

    def _bars(self) -> None:
        stacked, labels = self._chart.drawn is Drawn.STACKED, self._chart.labels
        series = self._chart.series
        thick = 0.7 if stacked else 0.8 / len(series)
        before = [0.0] * len(labels)
        for place, one in enumerate(series):
            values = [float(value or 0) for value in one.values]
            at = [x if stacked else x + (place - (len(series) - 1) / 2) * thick for x in range(len(labels))]
            look = {"color": colour(one, place), "hatch": _HATCHES[place], "edgecolor": "white", "linewidth": 0.5}
            self._axes.barh(at, values, thick, left=before, label=self._can(one.name), **look)
            for y, value in zip(at, one.values, strict=True):
                if not stacked:
                    self._number(float(value or 0), y, told(value), (3, 0), "left")
            before = [sum(pair) for pair in zip(before, values, strict=True)] if stacked else before
        if stacked:
            for y, column in enumerate(zip(*(one.values for one in series), strict=True)):
                self._number(before[y], y, together(column), (3, 0), "left")
        self._axes.set_yticks(range(len(labels)))
        self._axes.set_yticklabels([self._can(short(one, _LABEL)) for one in labels])
        self._axes.set_ylim(len(labels) - 0.4, -0.6)
        self._axes.set_xlim(0, (max(before) if stacked else self._most()) * 1.12 or 1)
        self._frame("x")

    def _heat(self) -> None:
        from matplotlib.colors import LinearSegmentedColormap

        rows, labels = self._chart.series, self._chart.labels
        shades = LinearSegmentedColormap.from_list("blue", ["#f3f7fb", "#1f4e79"])
        self._axes.patch.set(facecolor="white", hatch="////", edgecolor="#9a9a9a", linewidth=0)  # seen through a gap
        values = [[float("nan") if value is None else float(value) for value in one.values] for one in rows]
        most = self._most() or 1
        self._axes.imshow(values, cmap=shades.with_extremes(bad=(1, 1, 1, 0)), aspect="auto", vmin=0, vmax=most)
        for y, one in enumerate(rows):
            for x, value in enumerate(one.values):
                ink = "white" if value is not None and float(value) > most * 0.55 else "black"
                if len(labels) <= 16:
                    text = "" if value is None else f"{value}"
                    self._axes.text(
                        x, y, self._can(text), ha="center", va="center", color=ink, fontproperties=self._type[7]
                    )
        step = max(1, -(-len(labels) // 16))
        self._axes.set_xticks(range(0, len(labels), step))
        turn = 0 if max(len(one) for one in labels) * len(labels) / step <= 46 else 40
        self._axes.set_xticklabels(
            [self._can(short(one, 7)) for one in labels[::step]], rotation=turn, ha="right" if turn else "center"
        )
        self._axes.set_yticks(range(len(rows)))
        self._axes.set_yticklabels([self._can(short(one.name, _LABEL)) for one in rows])
        self._types()

    def _number(self, x: float, y: float, text: str, by: tuple[int, int], align: str) -> None:
        place = {"textcoords": "offset points", "xytext": by, "ha": align, "va": "center" if by[0] else "bottom"}
        self._axes.annotate(self._can(text), (x, y), fontproperties=self._type[7], **place)

    def _most(self) -> float:
        return max((float(value) for one in self._chart.series for value in one.values if value is not None), default=0)

    def _top(self) -> float:
        return 100.0 if self._chart.unit == "%" and self._most() <= 100 else (ceiling(self._most()) or 1) * 1.06

    def _frame(self, axis: str) -> None:
        self._axes.grid(axis=axis, color="#dddddd", linewidth=0.6)
        self._axes.set_axisbelow(True)
        self._axes.spines[["top", "right"]].set_visible(False)
        if self._chart.unit:
            name = self._can(f"（{self._chart.unit}）")
            (self._axes.set_ylabel if axis == "y" else self._axes.set_xlabel)(name, fontproperties=self._type[8])
        if len(self._chart.series) > 1 or self._chart.drawn is Drawn.LINE:
            columns = min(4, len(self._chart.series))
            self._figure.legend(loc="outside lower center", ncols=columns, prop=self._type[8], frameon=False)
        self._types()

    def _types(self) -> None:
        for one in (*self._axes.get_xticklabels(), *self._axes.get_yticklabels()):
            one.set_fontproperties(self._type[8])
