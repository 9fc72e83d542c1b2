"""The report of a year: its letter, what it holds, and that each number of the letter stands in a figure."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from results.complaint_figures import Counted, Figures
from results.reports.annual import annual
from results.reports.annual_letter import ANNEXES, FIELDS
from results.reports.content import Report
from results.reports.letter import Level
from results.reports.period_rows import PeriodRows
from results.reports.periods import Period, Span
from results.reports.phrases import OfficeWords
from results.reports.sums import SumsDiffer
from tests.results.reports.quarter import MESSAGES, PROBLEMS, problem
from tests.results.reports.year import MADE, RUNS, part, parts, run, year

WORDS = OfficeWords(receiver="县政府", contact="张某", sources=("《政府网站发展指引》（国办发〔2017〕47号）",))
NO_FIGURE = (r"〔\d{4}〕\d+号", r"\d{4}年(\d+月(\d+日)?|度|.半年)", r"附件\d", r"(?m)^\d+\.")


def text_of(report: Report) -> str:
    assert report.letter is not None
    return "\n".join((*report.letter.introduction, *(one.text for one in report.letter.body)))


def numbers(report: Report) -> list[str]:
    """Every number of the letter that is no date, no annex and no number of a document."""
    told = text_of(report)
    for pattern in NO_FIGURE:
        told = re.sub(pattern, "", told)
    return re.findall(r"\d+(?:\.\d+)?", told)


def known(report: Report) -> set[str]:
    shares = {str(one.shown) for section in report.sections for one in section.shares}
    return shares | {str(one.value) for section in report.sections for one in section.figures}


def test_the_skeleton() -> None:
    report = annual(year(), parts(), WORDS)
    assert report.title == "临江县人民政府办公室2026年度政府网站与政务新媒体检查情况报告"
    assert report.period == "2026年1月1日—2026年12月31日"
    assert report.letter is not None
    assert (report.letter.receiver, str(report.letter.day)) == ("县政府", "2027-01-10")
    heads = [one.text for one in report.letter.body if one.level is Level.FIRST]
    assert heads == ["一、总体情况", "二、趋势", "三、突出问题", "四、检查数据的可靠性"]
    named = {table.id: table.title for table in report.tables}
    assert [named[one] for one in report.letter.annexes] == [
        *("地区汇总表", "各月检查情况", "各季度检查情况", "曾不合格名单", "问题分类汇总"),
        *("政府网站监管年度报表（可用数据）", "各检查项准确率"),
    ]
    assert [one.title.partition("、")[2] for one in report.sections][:3] == [
        *("检查范围与覆盖情况", "政府网站检查情况", "政务新媒体检查情况")
    ]


def test_the_letter_tells_how_all_stood_and_who_was_ever_failed() -> None:
    report = annual(year(), parts(), WORDS)
    told = text_of(report).split("\n")
    assert told[0] == (
        "按照《政府网站发展指引》（国办发〔2017〕47号）要求，临江县人民政府办公室对2026年度政府网站与政务新媒体进行了检查，"
        "时间为2026年1月1日至2026年12月31日，采取机器检查与人工复核相结合的方式，共检查11轮次；期末在册的政府网站6家，"
        "至少检查到一次的5家、政务新媒体账号5个，至少检查到一次的4个。现将有关情况报告如下。"
    )
    assert told[2] == (
        "期末政府网站得出检查结果的5家，合格3家、不合格1家，合格率75.00%；1家可能不合格，待人工确认，不计入合格率；"
        "1家未测，不计入合格率，原因见未测对象表；期内曾不合格的3家（名单见附件4），期末仍不合格1家。"
        "期末政务新媒体账号得出检查结果的4个，合格3个、不合格1个，合格率75.00%；1个未测，不计入合格率，原因见未测对象表；"
        "期内曾不合格的1个（名单见附件4），期末仍不合格1个。"
    )
    assert told[told.index("二、趋势") + 1] == (
        "政府网站合格率2026年1月为50.00%，2026年12月为83.33%。政务新媒体账号不足两个月有合格率，不作比较。"
        "各月合计新发现问题75个、已整改问题11个、再次出现问题0个。各月情况见附件2。"
        "2026年3月、2026年4月没有检查或者没有留下汇总，不作比较。"
    )
    worst = told.index("三、突出问题") + 1
    assert told[worst : worst + 3] == [
        "1.链接可用性。涉及政府网站2家、问题5个。",
        "2.账号长期未更新。涉及政务新媒体账号1个、问题1个。",
        "3.首页长期未更新。涉及政府网站1家、问题1个。",
    ]
    assert told[told.index("四、检查数据的可靠性") + 1] == (
        "截至生成报告时，人工确认机器发现的问题23个、排除22个，准确率51.11%（只说明人工看过的，不说明漏报）；"
        "1个检查项因准确率低于要求，发现的问题只算疑似。详见附件7。"
    )


@pytest.mark.parametrize("changes", [{}, {"complaints": None, "precision": ()}, {"sites": (), "problems": ()}])
def test_every_number_of_the_letter_stands_in_a_figure(changes: dict[str, object]) -> None:
    report = annual(year(**changes), parts(), WORDS)
    told = numbers(report)
    assert len(told) > 20
    assert [one for one in told if one not in known(report)] == []


def test_the_fields_of_a_template_are_those_that_are_documented_and_the_figures() -> None:
    report = annual(year(), parts(), WORDS)
    assert report.letter is not None
    figures = {one.label for section in report.sections for one in (*section.figures, *section.shares)}
    assert set(report.letter.fields) == figures | FIELDS.keys()
    assert report.letter.fields["网站合格率"] == "75.00%"
    assert set(ANNEXES) <= {table.id for table in report.tables}


def test_what_is_not_known_is_left_out_and_said() -> None:
    report = annual(year(complaints=None, months=(), runs=()), [], WORDS)
    said = "\n".join(report.left_out)
    for name in (
        "2026年第一季度没有检查",
        "没有检查记录",
        "没有“我为政府网站找错”的数据",
        "由人工填写",
        "逐月趋势里的问题数空白",
    ):
        assert name in said
    assert report.left_out[0] == "7 月 8 日夜间巡查因本机网络中断没有做完"
    assert "找错" not in text_of(report)
    once = annual(year(left_out=("2026年第二季度没有任何检查记录",)), parts(), WORDS).left_out
    assert sum("第二季度" in one for one in once) == 1
    assert "还没有人工判断过" in text_of(annual(year(precision=()), parts(), WORDS))


def test_problems_of_who_is_not_registered_are_said_to_be_left_out() -> None:
    report = annual(year(problems=(*PROBLEMS, problem(999, "nobody"))), parts(), WORDS)
    assert "1 个问题属于期末已不在册的网站和账号，没有列入" in report.left_out


def test_a_candidate_is_never_told_as_failed() -> None:
    report = annual(year(), parts(), WORDS)
    failed = next(table for table in report.tables if table.id == "failed")
    ever = next(table for table in report.tables if table.id == "ever")
    for table in (failed, ever):
        assert "临江县水利局" not in {row[2] for row in table.rows}
    waiting = (*PROBLEMS, *(problem(900 + n, "s3", check="x", title="待定", confirmed=False) for n in range(9)))
    report = annual(year(problems=waiting), parts(), WORDS)
    assert "待定" not in text_of(report)


def test_a_half_has_two_quarters_and_six_months() -> None:
    half = year(period=Period(Span.HALF, 2026, 2), runs=RUNS[-6:], complaints=None)
    tables = {table.id: table for table in annual(half, parts()[1:], WORDS).tables}
    assert [row[0] for row in tables["quarters"].rows] == ["2026年第三季度", "2026年第四季度"]
    assert [row[0] for row in tables["months"].rows] == [f"2026年{month}月" for month in range(7, 13)]


def test_an_unfinished_year_tells_the_months_that_have_begun() -> None:
    early = year(made_at=MADE.replace(year=2026, month=6), unfinished=True)
    report = annual(early, [part(1)], WORDS)
    assert report.period.endswith("截至2026年6月10日")
    assert "本期尚未结束" in text_of(report)
    months = next(table for table in report.tables if table.id == "months")
    assert months.rows[-1][0] == "2026年6月"
    quarters = next(table for table in report.tables if table.id == "quarters")
    assert [row[-1] for row in quarters.rows] == ["", "没有检查", "尚未开始", "尚未开始"]
    assert "2026年第三季度尚未开始，各季度的表里空白，没有计入合计" in report.left_out
    form = next(table for table in report.tables if table.id == "supervision")
    assert form.rows[0][4:8] == (5, "没有检查", "尚未开始", "尚未开始")


def test_messages_of_the_quarters_must_be_those_of_the_year() -> None:
    quarters = [part(number) for number in (1, 2, 3, 4)]
    with pytest.raises(SumsDiffer, match="各季度合计"):
        annual(year(), quarters, WORDS)
    whole = Figures(36, 28, 24, 20, 4, 4, 12, 0, 48, 24, MESSAGES.whole.verdicts, MESSAGES.whole.categories)
    counted = Counted(whole, (("甲局", whole),), (("错别字", whole),))
    told = annual(year(complaints=counted), quarters, WORDS)
    assert any(one.whole == 36 for section in told.sections for one in section.wholes)


def test_hostile_names_stay_text() -> None:
    rows: PeriodRows = year()
    bad = replace(rows.sites[0], name="=cmd()\u202e\n换行", unit="=1+1", level="=2", kind="@x")
    report = annual(replace(rows, office="临江\u202e县\n政府", sites=(bad, *rows.sites[1:])), parts(), WORDS)
    assert report.letter is not None
    assert "\u202e" not in report.title + report.letter.signature
    assert "\n" not in report.title + report.letter.signature
    assert report.tables


def test_runs_that_nobody_counted_are_no_zero() -> None:
    report = annual(year(runs=(run(1, 1),)), parts(), WORDS)
    assert "不足两个月有合格率" in text_of(report)
    chart = next(one for section in report.sections for one in section.charts if one.id == "months-pass")
    assert set(chart.series[0].values) == {None}
