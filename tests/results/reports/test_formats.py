"""The report as page, workbook and csv: nothing in it runs, nothing in it points elsewhere, nothing is lost."""

import csv
import re
import sys
import unicodedata
from dataclasses import replace
from pathlib import Path

import openpyxl
import pytest
from bs4 import BeautifulSoup

from results.errors import PersonError
from results.reports.build import weekly
from results.reports.content import Figure, Report
from results.reports.html import html, pointed, write_html
from results.reports.sheets import safe, write_csv
from results.reports.sums import SumsDiffer
from results.reports.wording import link, shown, starts_formula
from results.reports.xlsx import write_xlsx
from tests.results.reports.making import issue, site, week

EVIL = [
    "=1+1",
    "+1",
    "-1+2",
    "@SUM(A1)",
    "\t=1",
    "  =1",
    "＝1",
    '=HYPERLINK("http://evil.example","x")',
    "=cmd|' /C calc'!A0",
]


def evil_week() -> Report:
    issues = tuple(
        issue(n, says=text, excerpt=text, url=text, found_on="javascript:alert(1)", fix=text)
        for n, text in enumerate(EVIL)
    )
    return weekly(week(sites=(site(0, name="=1+1", unit="+甲", home="http://a.example/"),), issues=issues, outcomes=()))


@pytest.mark.parametrize("text", EVIL)
def test_what_starts_a_formula(text: str) -> None:
    assert starts_formula(text)
    assert safe(text).startswith("'")
    assert safe("合格") == "合格"
    assert safe("") == ""


def test_no_letter_or_numeral_starts_a_formula() -> None:
    """They are not looked at: none of them is one of the signs in another form."""
    letters = (chr(one) for one in range(sys.maxunicode + 1) if chr(one).isalnum())
    assert not [one for one in letters if unicodedata.normalize("NFKC", one)[:1] in "=+-@\t\r"]
    assert not starts_formula("合格=1")
    assert starts_formula("⁼1")


def test_no_cell_of_the_workbook_is_a_formula(tmp_path: Path) -> None:
    book = openpyxl.load_workbook(write_xlsx(evil_week(), tmp_path / "r.xlsx"))
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row if cell.value is not None]
    assert {cell.data_type for cell in cells} <= {"s", "n"}
    evil = [cell for cell in cells if isinstance(cell.value, str) and starts_formula(cell.value)]
    assert len(evil) > 30
    assert all(cell.quotePrefix for cell in evil)


def test_no_cell_of_a_csv_starts_a_formula(tmp_path: Path) -> None:
    report = evil_week()
    written = write_csv(report, tmp_path / "csv")
    assert [path.stem for path in written] == [table.id for table in report.tables]
    for path, table in zip(written, report.tables, strict=True):
        assert path.read_bytes().startswith(b"\xef\xbb\xbf")
        with path.open(encoding="utf-8-sig", newline="") as file:
            rows = list(csv.reader(file))
        assert rows[0] == [head.title for head in table.heads]
        assert len(rows) == len(table.rows) + 1
        assert not any(starts_formula(cell) for row in rows for cell in row)


def test_links_of_the_workbook_go_to_http_only(tmp_path: Path) -> None:
    book = openpyxl.load_workbook(write_xlsx(evil_week(), tmp_path / "r.xlsx"))
    targets = {cell.hyperlink.target for sheet in book for row in sheet.iter_rows() for cell in row if cell.hyperlink}
    assert {target for target in targets if target} == {"http://a.example/"}


def test_the_workbook_is_ready_to_read(tmp_path: Path) -> None:
    book = openpyxl.load_workbook(write_xlsx(weekly(week()), tmp_path / "r.xlsx"))
    assert book.sheetnames[:3] == ["概要", "各网站访问情况", "网站检查情况表"]
    sheet = book["各网站问题明细"]
    assert sheet.freeze_panes == "C2"
    assert sheet.auto_filter.ref == "A1:Q6"
    assert sheet.conditional_formatting
    assert sheet.page_setup.orientation == "landscape"
    assert sheet["H2"].hyperlink.target == "http://s0.linjiang.example/gone.html"
    assert sheet.row_dimensions[2].height > 30
    verdicts = book["网站检查情况表"]
    assert [verdicts.cell(2, column).value for column in (6, 9, 10)] == ["不合格候选", 71.3, 88.05]


def test_nothing_in_the_page_runs() -> None:
    page = BeautifulSoup(html(evil_week()), "lxml")
    assert not page.find_all(["script", "iframe", "object", "form", "img", "link", "base"])
    assert not [tag for tag in page.find_all(True) for name in tag.attrs if name.startswith("on")]
    for anchor in page.find_all("a"):
        assert re.match(r"https?://", anchor["href"])
        assert {"noopener", "noreferrer"} <= set(anchor["rel"])


def test_what_the_inspected_wrote_is_escaped() -> None:
    evil = "<script>alert(1)</script>\"'><img src=x onerror=alert(1)>"
    report = weekly(
        week(office=evil, sites=(site(0, name=evil, unit=evil),), issues=(issue(1, says=evil, excerpt=evil),))
    )
    page = html(report)
    assert "<script" not in page
    assert "<img" not in page
    assert evil in BeautifulSoup(page, "lxml").get_text()


def test_the_words_that_a_check_points_at_are_marked() -> None:
    seen = "<b>会议由县长【程健国】主持【打印】&【<i>】"
    says = "县长“程健国”疑有误，登记的姓名是“程建国”"
    page = BeautifulSoup(html(weekly(week(issues=(issue(1, says=says, excerpt=seen),)))), "lxml")
    (quote,) = page.find_all("blockquote")
    assert quote.get_text() == seen, "nothing is lost, nothing is taken for markup"
    assert [mark.get_text() for mark in quote.find_all("mark")] == ["【程健国】"]
    assert says in page.get_text()


def test_what_is_pointed_at_is_named_by_the_sentence() -> None:
    assert pointed("甲【乙】丙", "乙") == [("甲", False), ("【乙】", True), ("丙", False)]
    assert pointed("甲【乙】丙", "丁") == [("甲【乙】丙", False)]
    assert pointed("", "") == [("", False)]
    assert pointed("【" * 50_000, "x")[-1][1] is False


def test_the_page_needs_nothing_else() -> None:
    page = html(weekly(week()))
    assert not re.search(r"(?:src|@import|url\()\s*=?", page.partition("<style>")[2].partition("</style>")[0])
    assert "default-src 'none'" in page
    assert "@page { size: A4" in page
    for font in ("Noto Serif CJK SC", "宋体", "Microsoft YaHei"):
        assert font in page


def test_the_page_shows_figures_bars_and_what_was_left_out() -> None:
    page = BeautifulSoup(html(weekly(week())), "lxml")
    said = " ".join(page.get_text().split())
    assert "另有 4 个未计入（未测和待人工确认的网站不计入分母）" in said
    assert "抽查网站 5 ＝ 合格 1 ＋ 不合格 0 ＋ 不合格候选 1 ＋ 未测 3" in said
    assert [svg["aria-label"] for svg in page.find_all("svg")] == ["100.0%", "100.0%", "57.4%", "0.0%", "100.0%"]
    assert len(page.select("li.issue")) == 5


def test_an_empty_week_is_told_too(tmp_path: Path) -> None:
    report = weekly(week(sites=(), issues=(), outcomes=(), sample=None))
    assert "没有发现问题" in html(report)
    assert write_xlsx(report, tmp_path / "r.xlsx").stat().st_size > 1000


def test_a_report_that_does_not_add_up_is_not_written(tmp_path: Path) -> None:
    report = weekly(week())
    wrong = replace(report, sections=(replace(report.sections[0], figures=(Figure("抽查网站", 99, "coverage"),)),))
    for write in (write_xlsx, write_html, write_csv):
        with pytest.raises(SumsDiffer, match="写作 99"):
            write(wrong, tmp_path / "r")
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_is_not_there(tmp_path: Path) -> None:
    report = weekly(week())
    (tmp_path / "file").write_text("", encoding="utf-8")
    for write in (write_xlsx, write_html, write_csv):
        with pytest.raises(PersonError, match="写不了报告"):
            write(report, tmp_path / "file" / "r")


@pytest.mark.parametrize(
    "address", ["javascript:alert(1)", "data:text/html,x", "http://", "http://a b/", "http://[x", "x" * 9]
)
def test_addresses_that_are_not_clickable(address: str) -> None:
    assert link(address) == ""


def test_text_is_bounded_and_without_deceit() -> None:
    assert shown("a\u202eb\x00c\u200b") == "abc"
    assert shown("\ufffe甲\uffff\u3000乙\ud800") == "甲\u3000乙"  # what no xml may hold
    assert len(shown("x" * 50_000)) == 4000
    assert shown(None) == ""
