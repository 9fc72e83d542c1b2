"""Charts of a workbook: the office's own program draws them from cells, so that they can be changed and copied.

Their numbers stand on a sheet of their own; a heat map is that sheet's cells in colour. An empty cell is a gap.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from results.reports.chart_fit import Fitted, colour, fitted, floor
from results.reports.charts import Chart, Drawn
from results.reports.wording import shown, starts_formula
from results.reports.xlsx_cover import page

PICTURES, NUMBERS = "图表", "图表数据"
CHARTS = (PICTURES, NUMBERS)
_KINDS = {
    Drawn.LINE: {"type": "line"},
    Drawn.BARS: {"type": "bar"},
    Drawn.STACKED: {"type": "bar", "subtype": "stacked"},
}
_PATTERNS = (
    *("", "wide_upward_diagonal", "dotted_diamond", "wide_downward_diagonal"),
    *("diagonal_brick", "dark_horizontal", "sphere", "dark_vertical"),
)
_DASHES = ("solid", "dash", "round_dot", "dash_dot", "square_dot", "long_dash", "long_dash_dot", "long_dash_dot_dot")
_MARKS = ("circle", "square", "diamond", "triangle", "x", "star", "plus", "long_dash")
_ROWS = 20
"""Rows of a sheet behind a chart, and one between two."""


def add_charts(book: Any, charts: Sequence[Chart], looks: Any) -> None:
    """The two sheets, none of them where there is nothing to draw."""
    fits = [fit for chart in charts if (fit := fitted(chart)).chart.labels and fit.chart.series]
    if not fits:
        return
    if any(fit.chart.drawn is not Drawn.HEAT for fit in fits):
        pictures = book.add_worksheet(PICTURES)
        pictures.hide_gridlines(2)
        page(pictures, landscape=False)
    numbers = book.add_worksheet(NUMBERS)
    page(numbers, landscape=False)
    numbers.set_column(0, 0, 30)
    numbers.set_column(1, 200, 12)
    row, high = 0, 0
    for fit in fits:
        first = row
        row = _numbers(numbers, fit, row, looks)
        if fit.chart.drawn is Drawn.HEAT:
            last, wide = first + len(fit.chart.series) + 1, len(fit.chart.labels)
            scale = {"type": "2_color_scale", "min_color": "#F3F7FB", "max_color": "#2E75B6"}
            numbers.conditional_format(first + 2, 1, last, wide, scale)
        else:
            high = _picture(book, fit, first, high)


def _numbers(sheet: Any, fit: Fitted, row: int, looks: Any) -> int:
    """The block of a chart: title, heads, rows, notes. Gives the row for the next."""
    chart = fit.chart
    unit = f"（{chart.unit}）" if chart.unit else ""
    sheet.write_string(row, 0, shown(chart.title + unit), looks["section"])
    heat = chart.drawn is Drawn.HEAT
    names = [one.name for one in chart.series]
    across, down = (list(chart.labels), names) if heat else (names, list(chart.labels))
    columns = [one.values for one in chart.series]
    rows = columns if heat else list(zip(*columns, strict=True))
    for column, name in enumerate(["", *across]):
        _text(sheet, row + 1, column, name, looks["head"], looks["head"])
    for number, (name, values) in enumerate(zip(down, rows, strict=True), row + 2):
        _text(sheet, number, 0, name, looks["text"], looks["quoted"])
        for column, value in enumerate(values, 1):
            if value is None:
                sheet.write_blank(number, column, None, looks["any number"])
            else:
                sheet.write_number(number, column, value, looks["any number"])
    row += 2 + len(rows)
    for note in fit.notes:
        sheet.write_string(row, 0, shown(note))
        row += 1
    return row + 1


def _text(sheet: Any, row: int, column: int, text: str, look: Any, quoted: Any) -> None:
    told = shown(text)
    sheet.write_string(row, column, told, quoted if starts_formula(told) else look)


def _picture(book: Any, fit: Fitted, first: int, high: int) -> int:
    """The chart over its block. Gives the row of the sheet where the next one begins."""
    chart, bars = fit.chart, fit.chart.drawn is not Drawn.LINE
    made = book.add_chart(dict(_KINDS[chart.drawn]))
    top, last = first + 2, first + 1 + len(chart.labels)
    for place, one in enumerate(chart.series):
        ink = colour(one, place)
        look: dict[str, Any] = {
            "name": [NUMBERS, first + 1, place + 1],
            "categories": [NUMBERS, top, 0, last, 0],
            "values": [NUMBERS, top, place + 1, last, place + 1],
        }
        if not bars:
            look["line"] = {"color": ink, "width": 1.75, "dash_type": _DASHES[place]}
            look["marker"] = {"type": _MARKS[place], "size": 6, "fill": {"color": ink}, "border": {"color": ink}}
        elif _PATTERNS[place]:
            look["pattern"] = {"pattern": _PATTERNS[place], "fg_color": "#FFFFFF", "bg_color": ink}
        else:
            look["fill"] = {"color": ink}
        if len(chart.labels) <= 13:
            look["data_labels"] = {"value": True}
        made.add_series({**look, "gap": 60} if bars else look)
    unit = f"（{chart.unit}）" if chart.unit else ""
    # What begins with = would be taken for the address of a cell.
    made.set_title({"name": shown(chart.title + unit).lstrip("="), "name_font": {"size": 13}, "overlay": False})
    made.show_blanks_as("gap")
    made.set_legend({"position": "bottom"} if len(chart.series) > 1 or not bars else {"none": True})
    if bars:
        made.set_y_axis({"reverse": True})  # the first label on top, as in the table
        made.set_x_axis({"min": 0, "major_gridlines": {"visible": True, "line": {"color": "#DDDDDD"}}})
    else:
        made.set_y_axis({"min": floor(chart), "major_gridlines": {"visible": True, "line": {"color": "#DDDDDD"}}})
    rows = max(_ROWS, len(chart.labels) * max(1, len(chart.series) if chart.drawn is Drawn.BARS else 1) + 6)
    made.set_size({"width": 900, "height": rows * 20 - 20})
    book.get_worksheet_by_name(PICTURES).insert_chart(high, 0, made, {"description": shown(chart.title)})
    return high + rows
