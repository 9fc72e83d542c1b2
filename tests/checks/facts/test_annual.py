"""Yearly papers: what their titles say, how their tables are read, and which of them is owed on which day."""

from __future__ import annotations

from datetime import date, datetime

import pytest
from selectolax.lexbor import LexborHTMLParser

from checks.facts.annual_figures import sums
from checks.facts.annual_names import is_own, may_be_own, read_name
from checks.facts.annual_reports import owed
from checks.facts.annual_tables import Tables, figure
from checks.facts.markup import parse
from checks.facts.reading import read
from checks.model.annual import AnnualKind, AnnualReport, Part
from checks.model.registry import BEIJING, Level, Site, SiteKind, Unit
from checks.site.inconsistent_annual_figures import BLANKS
from tests.test_cases import casebook, judged

REPORT, WORK, SUPERVISION = AnnualKind.REPORT, AnnualKind.WORK, AnnualKind.SUPERVISION


@pytest.mark.parametrize(
    ("title", "named"),
    [
        ("临江县财政局2025年政府信息公开工作年度报告", (REPORT, 2025, "临江县财政局")),
        ("临江县人民政府2025年政府信息公开工作年度报告", (REPORT, 2025, "临江县人民政府")),
        ("2025年临江县政府信息公开年报", (REPORT, 2025, "临江县")),
        ("临江县教体局2017政府信息公开工作 年度报告", (REPORT, 2017, "临江县教体局")),
        ("临江县环保局 政府信息公开工作2017年度报告", (REPORT, 2017, "临江县环保局")),
        ("临江县扶贫办2017年政府信息年度报告", (REPORT, 2017, "临江县扶贫办")),
        ("临江县水利局关于2017年度政府信息公开年度报告", (REPORT, 2017, "临江县水利局")),
        ("临江县2025年政府信息公开年度工作报告", (REPORT, 2025, "临江县")),
        ("市林业局2018年政务公开年度报告", (REPORT, 2018, "市林业局")),
        ("二〇二五年度临江县审计局政府信息公开工作报告", (REPORT, 2025, "临江县审计局")),
        ("2025年政府信息公开工作年度报告_政府信息公开年报_临江县", (REPORT, 2025, "")),
        ("临江县统计局2025年政府信息公开工作年度报告", (REPORT, 2025, "临江县统计局")),
        (
            "2025年中共临江县委机构编制委员会办公室政府信息公开工作年度报告",
            (REPORT, 2025, "中共临江县委机构编制委员会办公室"),
        ),
        ("政府信息公开年报", (REPORT, 0, "")),
        ("临江县政府门户网站工作年度报表（2025年度）", (WORK, 2025, "临江县")),
        ("政府网站工作年度报表(2025年度)", (WORK, 2025, "")),
        ("2025年度临江县林业局政府网站工作年度报表", (WORK, 2025, "临江县林业局")),
        ("2025年政府网站信息公开年度报表（临江县考试院）", (WORK, 2025, "")),
        ("临江省政府网站监管年度报表（2025年度）", (SUPERVISION, 2025, "临江省")),
    ],
)
def test_what_a_title_says(title: str, named: tuple[AnnualKind, int, str]) -> None:
    assert read_name(title) == named


@pytest.mark.parametrize(
    "title",
    [
        "2016年政府工作报告",
        "关于做好2025年政府信息公开工作年度报告编制工作的通知",
        "临江县起台镇2017年度报告编制公布工作总结",
        "2025年政府信息公开年度报告格式",
        "一图读懂2025年政府信息公开年报",
        "艺术教育发展年度报告",
        "法治政府建设年度报告",
        "临江县财政局2026年上半年政府信息公开工作报告",
        "2026年政府信息公开工作报告（第一季度）",
        "部门决算年度报告",
        "政府信息公开工作报告会",
        "政府信息公开指南_信息公开年报_临江县",
        "临江" * 40 + "2025年政府信息公开工作年度报告",
        "",
    ],
)
def test_titles_of_other_things(title: str) -> None:
    assert read_name(title) is None


def test_the_first_title_that_names_a_paper_counts() -> None:
    assert read_name("正文", "临江县财政局2024年政府信息公开年报") == (REPORT, 2024, "临江县财政局")


@pytest.mark.parametrize(
    ("kind", "unit", "own", "maybe"),
    [
        (SiteKind.DEPARTMENT, "临江县财政局", True, True),
        (SiteKind.DEPARTMENT, "县财政局", True, True),
        (SiteKind.DEPARTMENT, "浙省临江县财政局", True, True),
        (SiteKind.DEPARTMENT, "临江县民政局", False, True),
        (SiteKind.DEPARTMENT, "临江县", False, False),
        (SiteKind.DEPARTMENT, "临江县人民政府", False, False),
        (SiteKind.DEPARTMENT, "", False, True),
    ],
)
def test_whose_paper_it_is(kind: SiteKind, unit: str, own: bool, maybe: bool) -> None:
    site = Site("临江县财政局", "http://czj.linjiang.gov.cn/", "", kind=kind)
    assert is_own(unit, site, Unit("临江县财政局")) is own
    assert may_be_own(unit, site, Unit("临江县财政局")) is maybe


@pytest.mark.parametrize(
    ("unit", "own", "maybe"),
    [
        ("临江县", True, True),
        ("临江县人民政府", True, True),
        ("临江县政府", True, True),
        ("临江县人民政府办公室", True, True),
        ("临江", False, True),
        ("邻江县", False, True),
        ("临江县城关镇人民政府", False, True),
        ("临江县人民政府花园街道办事处", False, False),
        ("临江县民政局", False, False),
    ],
)
@pytest.mark.parametrize("name", ["临江县人民政府", "临江县门户网站"])
def test_what_a_government_reports_itself(name: str, unit: str, own: bool, maybe: bool) -> None:
    site = Site(name, "http://www.linjiang.gov.cn/", "", kind=SiteKind.PORTAL)
    assert is_own(unit, site, Unit("临江县人民政府办公室")) is own
    assert may_be_own(unit, site, Unit("临江县人民政府办公室")) is maybe


def test_the_region_above_reports_for_itself() -> None:
    site = Site("浙江省临江市人民政府", "http://www.linjiang.gov.cn/", "", kind=SiteKind.PORTAL)
    assert not is_own("浙江省", site, Unit("临江市人民政府办公室"))


def test_a_department_of_the_nation_is_no_government() -> None:
    site = Site("水文部", "http://www.shuiwen.gov.cn/", "", kind=SiteKind.PORTAL, level=Level.NATION)
    unit = Unit("水文部办公厅")
    assert is_own("中华人民共和国水文部", site, unit)
    assert may_be_own("水文部办公厅政务公开处", site, unit)
    assert not may_be_own("临江省人民政府", site, unit)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("0", 0), ("12", 12), (" １２ ", 12), ("1 2", 12), ("1,234", 1234), ("12件", 12), ("\xa07\n", 7),
        ("", None), ("—", None), ("/", None), ("无", None), ("-3", None), ("1.5", None), ("3*", None), ("约5", None),
        ("1,23", None), ("1234567890", None), ("①", None), ("3²", None),
    ],
)  # fmt: skip
def test_figures(text: str, value: int | None) -> None:
    assert figure(text) == value


@pytest.mark.parametrize(
    ("moment", "due", "year", "last"),
    [
        (datetime(2026, 1, 30, 12, tzinfo=BEIJING), "01-31", 2024, date(2025, 1, 31)),
        (datetime(2026, 1, 31, 23, tzinfo=BEIJING), "01-31", 2024, date(2025, 1, 31)),
        (datetime(2026, 2, 1, 0, tzinfo=BEIJING), "01-31", 2025, date(2026, 1, 31)),
        (datetime(2026, 3, 31, 23, tzinfo=BEIJING), "03-31", 2024, date(2025, 3, 31)),
        (datetime(2026, 4, 1, 0, tzinfo=BEIJING), "03-31", 2025, date(2026, 3, 31)),
        (datetime(2026, 12, 31, 12, tzinfo=BEIJING), "03-31", 2025, date(2026, 3, 31)),
        (datetime(2027, 1, 1, 0, tzinfo=BEIJING), "01-31", 2025, date(2026, 1, 31)),
        (datetime(2024, 2, 29, 12, tzinfo=BEIJING), "01-31", 2023, date(2024, 1, 31)),
    ],
)
def test_which_paper_is_owed(moment: datetime, due: str, year: int, last: date) -> None:
    what = owed(moment, due)
    assert (what.year, what.last) == (year, last)


def requests(first: str, rows: str) -> str:
    head = (
        f'<table><tr><td colspan="2" rowspan="3"></td><td colspan="7">申请人情况</td></tr><tr>{first}'
        "<tr><td>商业企业</td><td>科研机构</td><td>社会公益组织</td><td>法律服务机构</td><td>其他</td>"
    )
    return f"{head}</tr>{rows}</table>"


SPANNED = '<td rowspan="2">自然人</td><td colspan="5">法人或其他组织</td><td rowspan="2">总计</td></tr>'
ROWS = (
    '<tr><td colspan="2">一、本年新收政府信息公开申请数量</td><td>3</td><td>0</td><td>0</td><td>0</td><td>0</td>'
    "<td>0</td><td>3</td></tr>"
    '<tr><td colspan="2">二、上年结转政府信息公开申请数量</td><td><p>１</p></td><td>&nbsp;</td><td>—</td><td>0</td>'
    "<td>0</td><td>0</td><td>1</td></tr>"
    '<tr><td rowspan="3">三、本年度办理结果</td><td>（一）予以公开</td><td>2</td><td>0</td><td>0</td><td>0</td>'
    "<td>0</td><td>0</td><td>2</td></tr>"
    "<tr><td>3.其他</td><td>1</td><td>0</td><td>0</td><td>0</td><td>0</td><td>0</td><td>1</td></tr>"
    "<tr><td>（七）总计</td><td>3</td><td>0</td><td>0</td><td>0</td><td>0</td><td>0</td><td>3</td></tr>"
    '<tr><td colspan="2">四、结转下年度继续办理</td><td>1</td><td>0</td><td>0</td><td>0</td><td>0</td><td>0</td>'
    "<td>1</td></tr>"
)


def test_table_three_with_merged_cells() -> None:
    tables = Tables(LexborHTMLParser(requests(SPANNED, ROWS)))
    assert [(row.part, row.values) for row in tables.requests] == [
        (Part.NEW, (3, 0, 0, 0, 0, 0, 3)),
        (Part.CARRIED, (1, None, None, 0, 0, 0, 1)),
        (Part.RESULT, (2, 0, 0, 0, 0, 0, 2)),
        (Part.RESULT, (1, 0, 0, 0, 0, 0, 1)),
        (Part.TOTAL, (3, 0, 0, 0, 0, 0, 3)),
        (Part.OPEN, (1, 0, 0, 0, 0, 0, 1)),
    ]
    assert [row.name for row in tables.requests][3] == "3.其他"


@pytest.mark.parametrize("name", ["小计", "其中：当场答复"])
def test_what_another_row_counts_is_no_way_to_answer(name: str) -> None:
    more = ROWS.replace('rowspan="3"', 'rowspan="4"').replace(
        "<tr><td>3.其他", f"<tr><td>{name}</td><td>2</td>{'<td>0</td>' * 5}<td>2</td></tr><tr><td>3.其他"
    )
    parts = [row.part for row in Tables(LexborHTMLParser(requests(SPANNED, more))).requests]
    assert parts == [Part.NEW, Part.CARRIED, Part.RESULT, Part.RESULT, Part.TOTAL, Part.OPEN]


def test_a_note_is_no_part_of_a_figure() -> None:
    noted = requests(SPANNED, ROWS.replace("<td>3</td>", "<td>3<sup>1</sup></td>", 1))
    assert Tables(LexborHTMLParser(noted)).requests[0].values == (None, 0, 0, 0, 0, 0, 3)


@pytest.mark.parametrize(
    ("cell", "value"),
    [
        ("<div><p><span>1</span><span>0</span></p></div>", 10),
        ("5<br>", 5),
        ("<p>12</p><p>&nbsp;</p>", 12),
        ("<p>1</p><p>2</p>", None),
        ("1<br>2", None),
        ("<del>3</del>5", None),
        ("<span style='display:none'>3</span>5", None),
    ],
)
def test_a_cell_with_two_figures_tells_none(cell: str, value: int | None) -> None:
    mixed = requests(SPANNED, ROWS.replace("<td>3</td>", f"<td>{cell}</td>", 1))
    assert Tables(LexborHTMLParser(mixed)).requests[0].values[0] == value


def test_the_head_may_have_empty_cells_below_instead_of_merged_ones() -> None:
    plain = '<td>自然人</td><td colspan="5">法人或其他组织</td><td>总计</td></tr>'
    rows = (
        requests(plain, ROWS)
        .replace("<td>商业企业", "<td></td><td>商业企业")
        .replace("<td>其他</td></tr>", "<td>其他</td><td></td></tr>")
    )
    assert len(Tables(LexborHTMLParser(rows)).requests) == 6


@pytest.mark.parametrize(
    "markup",
    [
        "",
        "<table>",
        "<table><tr></tr></table>",
        "<table><tr><td colspan='99999' rowspan='-1'>新收<td rowspan='x'>结转下</table>",
        "<table><tr><td rowspan=99 colspan=99>自然人新收结转下</td></tr>" * 3 + "<tr><td>1",
        "<table><tr><td>新收<table><tr><td>结转下年度</td></tr></table></td></tr></table>",
        "<table>结果维持尚未审结总计</table>",
        "<table><tr><td>信息内容<td>现行有效</tr><tr><td>规章</table>",
        "<table>" + "<tr><td>自然人</td><td>总计</td><td>新收</td><td>结转下</td>" * 300,
    ],
)
def test_no_markup_breaks_the_reader(markup: str) -> None:
    assert Tables(LexborHTMLParser(markup)).requests == ()


def test_an_equation_with_an_unknown_figure_is_neither_right_nor_wrong() -> None:
    requests_read = Tables(LexborHTMLParser(requests(SPANNED, ROWS))).requests
    report = AnnualReport(REPORT, requests=requests_read, reviews=(1, 0, 0, 0, 1, 0, 0, 2, 0, 1, 0, 0, None, 0, 0))
    told = {(one.code, one.what): (one.left, one.right, one.wrong) for one in sums(report, [2])}
    assert told["balance", "自然人"] == (4, 4, False)
    assert told["balance", "商业企业"] == (None, 0, False)
    assert told["results", "总计"] == (3, 3, False)
    assert told["reviews", "未经复议直接起诉"] == (2, 1, True)
    assert told["reviews", "复议后起诉"] == (None, 0, False)
    assert {one.left for one in sums(report, [21]) if one.code == "results"} == {None}
    assert list(sums(AnnualReport(REPORT), [21])) == []


def test_figures_that_were_not_read_are_told() -> None:
    outcomes = [
        judged(("inconsistent-annual-figures", False), case)
        for case in casebook()["inconsistent-annual-figures", False]
        if case["name"] in ("every sum is right", "empty cells are unknown", "the report is an attachment")
    ]
    assert [(outcome.judged, outcome.of) for outcome in outcomes] == [(1, 1), (1, 2), (0, 1)]
    assert [BLANKS in outcome.reason for outcome in outcomes] == [False, True, False]


def test_a_page_is_read_by_its_title() -> None:
    page = (
        "<html><head><title>临江县财政局2025年政府信息公开工作年度报告</title></head><body><div class='main'>"
        "<h1>临江县财政局2025年政府信息公开工作年度报告</h1><p>发布日期：2026-01-12</p><p>一、总体情况</p><p>做好主动公开。</p>"
        "<p>二、主动公开政府信息情况</p><p>全年公布预算、决算、采购、补贴等信息三百余条，做到来源清楚、去向明白、查询方便。</p>"
        f"{requests(SPANNED, ROWS)}<a href='/files/a.pdf'>附件</a></div></body></html>"
    )
    report = read(parse("http://czj.linjiang.gov.cn/nb/1.html", page.encode(), "text/html; charset=utf-8")).annual
    assert report is not None
    assert report.headings == ("一、总体情况", "二、主动公开政府信息情况")
    assert report.overview == "一、总体情况\n做好主动公开。"
    assert (report.tables, report.attachments, report.requests_seen, report.reviews_seen) == (1, 1, True, False)


def test_the_list_of_a_column_is_no_report() -> None:
    rows = "".join(f"<li><a href='/{n}.html'>临江县{n}年年报</a><span>2025-01-0{n}</span></li>" for n in range(1, 6))
    page = f"<title>政府信息公开年报</title><body><h2>政府信息公开年报</h2><ul>{rows}</ul></body>"
    assert read(parse("http://czj.linjiang.gov.cn/nb/", page.encode(), "text/html; charset=utf-8")).annual is None
