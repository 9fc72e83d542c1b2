"""Charts: what fits into a picture and what is said of the rest; gaps are no noughts; a picture only with a type."""

from __future__ import annotations

import io
from dataclasses import replace
from decimal import Decimal

import pytest
from PIL import Image

from results.reports.chart_fit import GAP, PLACES, ceiling, fitted, floor, short, together, told, wide, words
from results.reports.chart_png import NO_TYPE, TYPES, draw, find_type, wanting
from results.reports.charts import Chart, Drawn, Series
from tests.results.reports.papers import charts

needs_type = pytest.mark.skipif(find_type() is None, reason="no Chinese type here: no picture was drawn")


def bars(count: int, drawn: Drawn = Drawn.BARS, series: int = 1) -> Chart:
    labels = tuple(f"单位{number}" for number in range(count))
    columns = tuple(Series(f"类{one}", tuple((number * 7) % 101 for number in range(count))) for one in range(series))
    return Chart("c", "图", drawn, labels, columns, "个")


def test_of_many_bars_the_greatest_stay_in_their_order_and_it_is_said() -> None:
    given = bars(90)
    fit = fitted(given)
    assert len(fit.chart.labels) == PLACES
    assert fit.notes == (f"共 90 项，图中只有数值最大的 {PLACES} 项；全部见表。",)
    values = [value for value in fit.chart.series[0].values if value is not None]
    dropped = sorted(value for value in given.series[0].values if value is not None)[: 90 - PLACES]
    assert min(values) >= max(dropped)
    assert list(fit.chart.labels) == sorted(fit.chart.labels, key=given.labels.index)
    assert fitted(bars(PLACES)).notes == ()


def test_series_that_stand_on_each_other_become_one_and_lose_nothing() -> None:
    given = bars(3, Drawn.STACKED, 11)
    fit = fitted(given)
    assert len(fit.chart.series) == 8
    for place in range(3):
        assert sum(one.values[place] or 0 for one in fit.chart.series) == sum(
            one.values[place] or 0 for one in given.series
        )
    assert fit.chart.series[-1].name == "其余 4 类"
    assert "“其余 4 类”是类7、类8、类9、类10之和" in fit.notes[0]


def test_lines_and_rows_too_many_are_left_out_by_name() -> None:
    assert fitted(bars(3, Drawn.LINE, 9)).notes == ("图中没有画出类8；见表。",)
    assert len(fitted(bars(500, Drawn.LINE)).chart.labels) == 120
    heat = fitted(bars(4, Drawn.HEAT, 50))
    assert len(heat.chart.series) == PLACES
    assert heat.notes == (f"共 50 行，图中只有数值最大的 {PLACES} 行；全部见表。",)


def test_a_gap_is_told_as_one() -> None:
    line = charts()[0]
    assert fitted(line).notes == (line.note,)
    assert fitted(replace(line, note="")).notes == (f"图中空缺处{GAP}，不是 0。",)
    assert (told(None, "%"), told(0, "%"), told(Decimal("9.50"), "%")) == (GAP, "0%", "9.50%")
    assert (together((1, None)), together((1, 2)), together((None,))) == ("1（不全）", "3", GAP)
    assert f"网站 第2周 {GAP}" in words(line)
    assert words(bars(90)).endswith("；另有 30 个数值见表")


def test_long_labels_are_cut() -> None:
    assert short("临江县人民政府办公室", 10) == "临江县人民政府办公室"
    cut = short("临江县人民政府办公室", 6)
    assert cut.endswith("…")
    assert wide(cut) <= 6
    assert short("a\u202e\nb" * 50, 4).startswith("a b")


@pytest.mark.parametrize(
    ("most", "end"), [(0, 1), (0.3, 0.5), (1, 1), (7, 10), (11, 20), (21, 25), (26, 50), (1200, 2000)]
)
def test_axes_end_at_round_numbers(most: float, end: float) -> None:
    assert ceiling(most) == pytest.approx(end)


def test_percentages_near_the_top_are_shown_near_the_top_and_it_is_said() -> None:
    line = charts()[0]
    assert floor(line) == 90
    assert floor(replace(line, unit="个")) == 0
    assert floor(replace(line, series=(Series("a", (Decimal(60), None, None, None, None)),))) == 0
    assert floor(replace(line, drawn=Drawn.BARS)) == 0


@needs_type
@pytest.mark.parametrize("chart", charts(), ids=lambda chart: chart.id)
def test_every_kind_becomes_a_picture(chart: Chart) -> None:
    drawn = draw(chart)
    assert drawn.png
    with Image.open(io.BytesIO(drawn.png)) as picture:
        assert picture.width == pytest.approx(6.14 * 170, abs=2)
        assert 200 < picture.height < 1500
        colours = picture.convert("RGB").getcolors(1 << 20) or []
    assert len(colours) > 20
    assert chart.title in drawn.says


@needs_type
def test_a_bar_is_as_long_as_its_value() -> None:
    def dark(values: tuple[int | None, ...]) -> int:
        chart = Chart("c", "图", Drawn.BARS, ("甲", "乙"), (Series("数", values),))
        with Image.open(io.BytesIO(draw(chart).png or b"")) as picture:
            return sum(
                count for count, colour in picture.convert("RGB").getcolors(1 << 20) or [] if colour == (31, 78, 121)
            )

    assert dark((100, 50)) == pytest.approx(1.5 * dark((100, 0)), rel=0.03)
    assert dark((100, None)) == pytest.approx(dark((100, 0)), rel=0.01)


def test_no_type_no_picture_and_what_to_install_is_said() -> None:
    drawn = draw(charts()[0], ("no such type",))
    assert drawn.png is None
    assert drawn.notes[-1] == NO_TYPE
    assert "97.52%" in drawn.says
    assert "SimHei" in TYPES
    assert wanting() == ("" if find_type() else NO_TYPE)


@needs_type
def test_hostile_and_empty_charts() -> None:
    evil = "$\\frac{1}{0}$ \ue000\U000e0001 <b>"
    chart = Chart("c", evil, Drawn.BARS, (evil, ""), (Series(evil, (None, None)), Series("b", (0, 0))), evil)
    assert draw(chart).png
    for drawn in Drawn:
        assert draw(replace(chart, drawn=drawn)).png, drawn
        empty = draw(Chart("c", "无", drawn, (), ()))
        assert (empty.png, empty.notes) == (None, ("没有可以画的数据。",))
