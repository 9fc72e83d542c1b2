"""The page of a report with a letter: paper first, pictures without script, short tables, numbers that lead on."""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest
from bs4 import BeautifulSoup

from results.reports.build import weekly
from results.reports.chart_svg import WIDTH, picture
from results.reports.charts import Chart, Drawn, Series
from results.reports.html import html, write_html
from tests.results.reports.making import issue, week
from tests.results.reports.papers import charts, letter, quarter

EVIL = "</svg><script>alert(1)</script>\"'><img src=x>"


def page(**changes: object) -> BeautifulSoup:
    return BeautifulSoup(html(quarter(12, brief=5, **changes), console="https://xw.example/"), "lxml")  # type: ignore[arg-type]


def test_the_letter_comes_first_and_leads_to_its_annexes() -> None:
    seen = page()
    paper = seen.select_one("article.letter")
    assert paper
    text = paper.get_text()
    order = [
        "关于2026年第三季度",
        "各乡镇人民政府，县政府各部门：",
        "根据《政府网站",
        "一、总体情况",
        "附件1",
        "2026年10月12日",
    ]
    assert [text.index(one) for one in order] == sorted(text.index(one) for one in order)
    assert seen.text.index("现将有关情况通报如下") < seen.text.index("一、网站检查情况")
    targets = [one["href"] for one in paper.select(".annexes a")]
    assert targets == ["#sites", "#regions", "#problems", "#chart-trend"]
    assert all(seen.find(id=str(one)[1:]) for one in targets)
    assert len(seen.find_all("h1")) == 1


def test_what_is_in_no_sum_is_told_before_anything_else() -> None:
    for signed in (True, False):
        seen = page(signed=signed)
        box = seen.select_one(".left-out")
        assert box
        assert [one.get_text() for one in box.find_all("li")] == list(quarter().left_out)
        assert not box.find_all_previous("section")
    assert not page(left_out=()).select_one(".left-out")


def test_a_short_table_says_where_the_rest_is() -> None:
    seen = page()
    heading = seen.find(id="problems")
    assert heading
    table = heading.find_next("table")
    assert table
    assert len(table.select("tbody tr")) == 5
    assert "其余 7 行见本报告的工作簿（xlsx）中的“问题明细”。" in seen.get_text()


def test_numbers_of_evidence_lead_to_the_console_where_its_address_is_known() -> None:
    linked = [one["href"] for one in page().select("td.evidence a")]
    assert linked == [f"https://xw.example/issues/{number}" for number in range(1, 6)]
    assert not BeautifulSoup(html(quarter()), "lxml").select("td.evidence a")
    assert not BeautifulSoup(html(quarter(), console="javascript:x"), "lxml").select("td.evidence a")
    of_week = BeautifulSoup(html(weekly(week(issues=(issue(7),))), console="http://10.1.2.3:8088"), "lxml")
    assert {one["href"] for one in of_week.find_all("a", string="7")} == {"http://10.1.2.3:8088/issues/7"}


def test_pictures_need_no_script_and_say_their_numbers() -> None:
    seen = page()
    drawn = seen.select("figure.chart svg")
    assert len(drawn) == 4
    for svg, chart in zip(drawn, charts(), strict=True):
        assert svg["role"] == "img"
        said = seen.find(id=str(svg["aria-labelledby"]))
        assert said
        assert said.get_text().startswith(f"{chart.title}：")
        assert not svg.find_all(["script", "image", "a", "foreignobject", "style"])
    used = set(re.findall(r"url\(#([^)]+)\)", str(seen)))
    assert used
    assert all(seen.find("pattern", id=one) for one in used)
    assert "url(" not in str(seen.find("style"))


def test_hostile_words_of_charts_and_letters_stay_words() -> None:
    evil = replace(
        charts()[1], title=EVIL, labels=(EVIL, "b", "c"), series=(Series(EVIL, (1, 2, 3)),), unit=EVIL, note=EVIL
    )
    first, *rest = quarter().sections
    report = quarter(left_out=(EVIL,), sections=(replace(first, charts=(evil,)), *rest))
    told = html(replace(report, letter=letter(receiver=EVIL, signature=EVIL)))
    assert "<script" not in told
    assert "<img" not in told
    assert EVIL in BeautifulSoup(told, "lxml").get_text()


def test_a_gap_breaks_the_line_and_a_nought_does_not() -> None:
    line = charts()[0]
    assert [len(one.points.split()) for one in picture(line).lines] == [3, 3]
    assert len(picture(line).dots) == 8
    whole = replace(line, series=(Series("a", (Decimal(0), 0, 1, 0, 2)),))
    assert [len(one.points.split()) for one in picture(whole).lines] == [5]
    heat = picture(charts()[3])
    assert [(box.says, box.pattern) for box in heat.boxes if box.pattern is None] == [
        ("临江县教育局$ 8月：无数据", None)
    ]
    assert "无数据" in [text.text for text in picture(charts()[1]).texts]


def test_bars_are_as_long_as_their_values() -> None:
    boxes = picture(Chart("c", "图", Drawn.BARS, ("甲", "乙", "丙"), (Series("数", (40, 20, 0)),))).boxes
    assert [box.width for box in boxes] == pytest.approx([boxes[0].width, boxes[0].width / 2], abs=0.2)
    stacked = picture(charts()[2]).boxes
    assert stacked[1].x == pytest.approx(stacked[0].x + stacked[0].width, abs=0.2)
    assert [box.pattern for box in stacked[:2]] == [0, 1], "told apart without colour"
    for chart in charts():
        made = picture(chart)
        assert all(
            box.x >= 0 and box.x + box.width <= WIDTH and box.y + box.height <= made.height for box in made.boxes
        )
        assert all(0 <= text.y <= made.height + 8 for text in made.texts)


def test_an_empty_chart_is_said_to_be_empty() -> None:
    for drawn in Drawn:
        made = picture(Chart("c", "无", drawn, (), ()))
        assert (made.height, made.notes) == (0, ("没有可以画的数据。",))
        nought = picture(Chart("c", "零", drawn, ("a",), (Series("b", (0,)),)))
        assert nought.height > 0


def test_the_page_is_written_as_it_is_rendered(tmp_path: Path) -> None:
    report = quarter(30)
    assert write_html(report, tmp_path / "a.html", console="http://a/").read_text("utf-8") == html(
        report, console="http://a/"
    )
