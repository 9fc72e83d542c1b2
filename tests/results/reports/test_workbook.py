"""The workbook of a period: charts over cells, what it leaves out, links that lead on, what Excel does not take."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import openpyxl
import pytest
from openpyxl.workbook import Workbook
from python_calamine import load_workbook

from results.errors import PersonError
from results.reports.content import Report, Section, Table, heads
from results.reports.tones import TONES
from results.reports.xlsx import Limits, write_xlsx
from tests.results.reports.papers import charts, problems, quarter
from tests.results.reports.printed import converted, keep_pictures, needs_office


def opened(report: Report, folder: Path, **more: object) -> Workbook:
    return openpyxl.load_workbook(write_xlsx(report, folder / "a.xlsx", **more))  # type: ignore[arg-type]


def test_charts_are_drawn_over_cells(tmp_path: Path) -> None:
    book = opened(quarter(), tmp_path)
    assert book.sheetnames[-2:] == ["图表", "图表数据"]
    drawn = book["图表"]._charts
    assert [type(chart).__name__ for chart in drawn] == ["LineChart", "BarChart", "BarChart"]
    assert [len(chart.series) for chart in drawn] == [2, 1, 3]
    numbers = book["图表数据"]
    rows = [[cell.value for cell in row] for row in numbers.iter_rows(max_col=3)]
    assert rows[0][0] == "网站合格率走势（%）"
    assert rows[1:4] == [["", "网站", "新媒体账号"], ["第1周", 96.5, 91.2], ["第2周", None, 90.1]]
    assert drawn[0].series[0].val.numRef.f == "图表数据!$B$3:$B$7"
    scales = [rule for one in numbers.conditional_formatting for rule in one.rules if rule.type == "colorScale"]
    assert len(scales) == 1


def test_what_is_in_no_sum_stands_on_the_cover(tmp_path: Path) -> None:
    said = [row[0].value for row in opened(quarter(), tmp_path)["概要"].iter_rows(max_col=1)]
    place = said.index("没有计入统计的内容")
    assert said[place + 1 : place + 3] == list(quarter().left_out)
    assert place < said.index("一、网站检查情况")


def test_numbers_of_evidence_are_numbers_that_lead_to_the_console(tmp_path: Path) -> None:
    cell = opened(quarter(), tmp_path, console="https://xw.example")["问题明细"]["A2"]
    assert (cell.value, cell.data_type, cell.hyperlink.target) == (1, "n", "https://xw.example/issues/1")
    plain = opened(quarter(), tmp_path)["问题明细"]["A2"]
    assert (plain.value, plain.hyperlink) == (1, None)


def test_more_rows_than_a_sheet_takes_go_on_in_the_next(tmp_path: Path) -> None:
    report = replace(quarter(signed=False), sections=(Section("一、问题", tables=(problems(25),)),))
    book = opened(report, tmp_path, limits=Limits(rows=10))
    assert book.sheetnames == ["概要", "问题明细", "问题明细（2）", "问题明细（3）"]
    numbers = [row[0].value for name in book.sheetnames[1:] for row in book[name].iter_rows(min_row=2, max_col=1)]
    assert numbers == list(range(1, 26))
    said = [cell.value for row in book["概要"].iter_rows(max_col=1) for cell in row]
    assert "“问题明细”有 25 行，超过一张工作表的上限，分在几张工作表里。" in said
    assert sum(str(one).startswith("明细见工作表") for one in said) == 3


def test_more_links_than_a_sheet_takes_are_text_and_it_is_said(tmp_path: Path) -> None:
    report = replace(quarter(signed=False), sections=(Section("一、问题", tables=(problems(25),)),))
    book = opened(report, tmp_path, console="http://xw.example", limits=Limits(links=30))
    rows = list(book["问题明细"].iter_rows(min_row=2))
    assert sum(row[0].hyperlink is not None for row in rows) == 25, "evidence first"
    assert sum(row[5].hyperlink is not None for row in rows) == 5
    assert rows[-1][5].value == "http://s25.linjiang.example/25.html"
    said = [cell.value for row in book["概要"].iter_rows(max_col=1) for cell in row]
    assert "“问题明细”的链接超过一张工作表的上限，有 20 个只写成文字，可以复制后打开。" in said


def test_words_with_a_tone_are_coloured_wherever_they_stand(tmp_path: Path) -> None:
    table = Table("t", "表", heads("甲 乙 丙:long"), (("合格", "x", "合格"), ("未测", "y", "z")))
    report = replace(quarter(signed=False), sections=(Section("一", tables=(table,)),))
    sheet = opened(report, tmp_path)["表"]
    assert {str(one.sqref) for one in sheet.conditional_formatting} == {"A2:A3"}
    (ranged,) = sheet.conditional_formatting
    assert len(ranged.rules) == len(TONES)


def test_names_of_sheets_are_never_the_same(tmp_path: Path) -> None:
    titles = ("概要", "图表", "A/B", "A:B", "很长" * 20, "很长" * 20, "", "=1")
    tables = tuple(Table(f"t{place}", title, heads("甲"), ((1,),)) for place, title in enumerate(titles))
    first, *_ = quarter().sections
    sections = (Section("一", tables=tables, charts=first.charts),)
    book = opened(replace(quarter(signed=False), sections=sections), tmp_path)
    assert book.sheetnames[:5] == ["概要", "概要（2）", "图表（2）", "A B", "A B（2）"]
    assert len(book.sheetnames) == len(titles) + 3
    assert all(0 < len(name) <= 31 for name in book.sheetnames)


def test_hostile_names_in_charts_are_no_formulas(tmp_path: Path) -> None:
    evil = replace(charts()[1], title="=1+1", labels=("=cmd|' /C calc'!A0", "@b", "-c"))
    first, *_ = quarter().sections
    sections = (replace(first, figures=(), wholes=(), shares=(), tables=(), charts=(evil,)),)
    book = opened(replace(quarter(signed=False), sections=sections), tmp_path)
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row if cell.value is not None]
    assert {cell.data_type for cell in cells} <= {"s", "n"}
    (title,) = [chart.title.tx for chart in book["图表"]._charts]
    assert title.strRef is None


def test_a_workbook_that_cannot_be_written(tmp_path: Path) -> None:
    (tmp_path / "a.part").mkdir()
    with pytest.raises(PersonError, match="写不了报告"):
        write_xlsx(quarter(), tmp_path / "a.xlsx")
    assert not (tmp_path / "a.xlsx").exists()


@needs_office
def test_the_workbook_as_an_office_opens_it(tmp_path: Path) -> None:
    path = write_xlsx(quarter(40), tmp_path / "a.xlsx", console="https://xw.example")
    again = load_workbook(str(converted(path, "xlsx")))
    mine = load_workbook(str(path))
    assert again.sheet_names == mine.sheet_names
    for name in again.sheet_names[1:]:
        old, new = (one.get_sheet_by_name(name).to_python(skip_empty_area=True) for one in (mine, again))
        assert [row[: len(old[0])] for row in new] == old
    pdf = converted(path)
    assert keep_pictures(pdf, "workbook", 12)


def test_a_long_sentence_of_the_cover_is_no_higher_than_a_row_may_be(tmp_path: Path) -> None:
    book = opened(replace(quarter(), left_out=("临江发布（微信）、" * 400,)), tmp_path)
    highest = max(one.height for one in book["概要"].row_dimensions.values() if one.height)
    assert 300 < highest <= 409
