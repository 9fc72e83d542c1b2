"""The letter of a report in Word: its parts in their order and type, its annexes, an own template, its print."""

from __future__ import annotations

import io
import re
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from docx import Document
from docx.document import Document as Paper
from docx.enum.section import WD_ORIENT
from docx.oxml.ns import qn

from results.errors import PersonError
from results.reports.content import Report, Section, Table, heads
from results.reports.docx import write_docx
from results.reports.docx_tables import MOST, lay
from results.reports.docx_template import FIELDS, default_template
from results.reports.letter import Level, Paragraph
from results.reports.official_paper import Style
from results.reports.sums import SumsDiffer
from tests.results.reports.papers import letter, problems, quarter, sites
from tests.results.reports.printed import converted, keep_pictures, leaves, needs_office, types
from tests.results.reports.test_docx_filling import made

EVIL = "</w:t>&{{ 7*7 }}{% endfor %}\x0b\u202e\ufffe<script>"


def written(report: Report, folder: Path, template: Path | None = None) -> Paper:
    return Document(str(write_docx(report, folder / "a.docx", template)))


def lines(paper: Paper) -> list[str]:
    return [one.text for one in paper.paragraphs]


def styled(paper: Paper) -> list[tuple[str, str]]:
    return [(one.text, one.style.name or "") for one in paper.paragraphs if one.style and one.text]


def test_the_letter_has_its_parts_in_their_order_and_type(tmp_path: Path) -> None:
    told = styled(written(quarter(), tmp_path))
    wanted = [
        ("临江县人民政府办公室关于2026年第三季度", Style.TITLE),
        ("各乡镇人民政府，县政府各部门：", Style.RECEIVER),
        ("根据《政府网站发展指引》", Style.TEXT),
        ("需要说明的是，下列内容没有计入统计：原临江县旅游局", Style.TEXT),
        ("一、总体情况", Style.FIRST),
        ("（一）政府网站", Style.SECOND),
        ("全县在运行政府网站31家", Style.TEXT),
        ("1.部分网站更新不及时。", Style.TEXT),
        ("三、下一步要求", Style.FIRST),
        ("附件：1.网站检查情况表", Style.TEXT),
        ("\u3000\u3000\u30002.地区汇总表", Style.TEXT),
        ("\u3000\u3000\u30004.统计图", Style.TEXT),
        ("临江县人民政府办公室", Style.SIGNATURE),
        ("2026年10月12日", Style.SIGNATURE),
        ("附件1", Style.ANNEX),
        ("网站检查情况表", Style.TITLE),
        ("附件4", Style.ANNEX),
    ]
    found = [
        next(place for place, (text, style) in enumerate(told) if text.startswith(start) and style == wish)
        for start, wish in wanted
    ]
    assert found == sorted(found)
    assert not [text for text, _ in told if "{%" in text or "{{" in text]


def test_the_day_ends_four_characters_from_the_edge_and_the_office_is_centred_over_it(tmp_path: Path) -> None:
    paper = written(quarter(), tmp_path)
    office = next(one for one in paper.paragraphs if one.text == "临江县人民政府办公室")
    assert paper.styles[Style.SIGNATURE].paragraph_format.right_indent.pt == pytest.approx(63)
    assert office.paragraph_format.right_indent is not None
    # ten characters over seven: one and a half further to the right
    assert office.paragraph_format.right_indent.pt == pytest.approx(63 - 1.5 * 15.75, abs=0.5)


def test_what_others_wrote_stays_text(tmp_path: Path) -> None:
    body = (Paragraph(Level.TEXT, f"点名{EVIL}"),)
    report = replace(
        quarter(title=f"通报{EVIL}", left_out=(EVIL,)), letter=letter(body=body, receiver=f"甲{EVIL}", signature=EVIL)
    )
    (first, *rest) = report.sections
    table = sites(1)
    evil = replace(table, rows=((1, EVIL, *table.rows[0][2:]),))
    sections = (replace(first, figures=(), wholes=(), shares=(), tables=(evil, *first.tables[1:])), *rest)
    paper = written(replace(report, sections=sections), tmp_path)
    seen = "</w:t>&{{ 7*7 }}{% endfor %}<script>"
    text = lines(paper)
    assert {f"通报{seen}", f"甲{seen}：", f"点名{seen}", seen} <= set(text)
    assert paper.tables[0].cell(1, 1).text == seen


def test_a_long_paragraph_is_not_cut_off(tmp_path: Path) -> None:
    named = "、".join(f"临江发布{number}（微信）" for number in range(2_000))
    text = lines(written(replace(quarter(), letter=letter(body=(Paragraph(Level.TEXT, named),))), tmp_path))
    assert named in text


def test_annexes_stand_on_pages_of_their_own_wide_ones_lying(tmp_path: Path) -> None:
    paper = written(quarter(), tmp_path)
    ways = [section.orientation for section in paper.sections]
    up, lying = WD_ORIENT.PORTRAIT, WD_ORIENT.LANDSCAPE
    assert ways == [up, lying, up, lying, up]
    side = paper.sections[1]
    sides = (
        side.page_width,
        side.page_height,
        side.top_margin,
        side.bottom_margin,
        side.left_margin,
        side.right_margin,
    )
    # the upright page turned: bound at the top
    assert [one.mm for one in sides if one] == pytest.approx([297, 210, 28, 26, 35, 37], abs=0.1)
    assert all(section.footer.is_linked_to_previous for section in paper.sections[1:])
    assert len(paper.inline_shapes) == 4
    assert "网站 第1周 96.5%" in paper.inline_shapes[0]._inline.docPr.get("descr", "")


def test_heads_stand_on_every_page_and_widths_fill_the_line(tmp_path: Path) -> None:
    paper = written(quarter(), tmp_path)
    for table, usable in zip(paper.tables, (225, 156, 225), strict=True):
        assert table.rows[0]._tr.trPr is not None
        assert table.rows[0]._tr.trPr.find(qn("w:tblHeader")) is not None
        widths = [int(one.get(qn("w:w"), "0")) for one in table._tbl.tblGrid]
        assert sum(widths) / 20 / 72 * 25.4 == pytest.approx(usable, abs=1)
        assert min(widths) / 20 > 20
    rows = [[cell.text for cell in row.cells] for row in paper.tables[1].rows]
    assert rows[3] == ["3", "=河西乡", "9", "8", "2", "75.00"]
    assert rows[4][-1] == ""


def test_type_becomes_smaller_only_where_long_texts_cannot_give_way() -> None:
    assert lay(problems(3), 12_756).points == 10.5
    laid = lay(sites(3), 8_000)
    assert laid.points == 8.0
    assert sum(laid.widths) == pytest.approx(8_000, abs=20)


def test_numbers_stay_whole_and_addresses_break(tmp_path: Path) -> None:
    rows = (("666、667、668、669、670", "http://a.example/" + "x" * 90),)
    given = Table("t", "表", heads("证据编号 网址:link"), rows)
    report = replace(quarter(signed=False), sections=(Section("一", tables=(given,)),))
    number, address = written(report, tmp_path).tables[0].rows[1].cells
    assert number.text == "666、\u200b667、\u200b668、\u200b669、\u200b670"
    whole = number.paragraphs[0]._p.pPr.find(qn("w:wordWrap"))  # the style of cells lets words break anywhere
    assert whole is not None
    assert whole.get(qn("w:val")) is None
    assert address.paragraphs[0]._p.pPr.find(qn("w:wordWrap")) is None


def test_what_stands_in_the_workbook_only_is_said(tmp_path: Path) -> None:
    paper = written(quarter(12, brief=5), tmp_path)
    assert len(paper.tables[2].rows) == 6
    assert "其余 7 行见本报告的工作簿（xlsx）中的“问题明细”。" in lines(paper)
    assert len(written(quarter(MOST + 2), tmp_path).tables[2].rows) == MOST + 1


def test_columns_that_stand_in_the_workbook_only_are_named(tmp_path: Path) -> None:
    report = quarter(4)
    first, second = report.sections
    given = replace(first.tables[0], paper=("网站名称", "检查结果", "序号"))
    told = replace(report, sections=(replace(first, tables=(given, first.tables[1])), second))
    paper = written(told, tmp_path)
    assert [cell.text for cell in paper.tables[0].rows[0].cells] == ["网站名称", "检查结果", "序号"]
    assert [cell.text for cell in paper.tables[0].rows[2].cells] == ["临江县第2局网站", "未测", "2"]
    (said,) = [text for text in lines(paper) if "见本报告的工作簿" in text]
    assert said.startswith("网站标识码、主办单位、网址、单项否决项、得分")
    assert said.endswith("等 8 列见本报告的工作簿（xlsx）中的“网站检查情况表”。")
    assert paper.sections[1].orientation == WD_ORIENT.PORTRAIT, "narrow enough now"


def test_the_signature_stands_on_a_page_with_the_annexes(tmp_path: Path) -> None:
    paper = written(quarter(), tmp_path)
    text = lines(paper)
    start, end = text.index("附件：1.网站检查情况表"), text.index("2026年10月12日")
    assert end - start == 7
    assert all(one.paragraph_format.keep_with_next for one in paper.paragraphs[start:end])


def test_a_report_without_letter_is_told_section_by_section(tmp_path: Path) -> None:
    paper = written(quarter(signed=False), tmp_path)
    text = lines(paper)
    assert text.index("原临江县旅游局网站8月并入县文广旅局，按新单位统计") < text.index("一、网站检查情况")
    for said in (
        "检查网站 12；合格 4。",
        "合格率 50.00%（4 ÷ 8，另有 4 个未计入（未测的网站不计入分母））。",
        "检查网站 12 ＝ 合格 4 ＋ 不合格 4 ＋ 未测 4。",
    ):
        assert said in text, said
    assert len(paper.tables) == 3
    assert len(paper.inline_shapes) == 4


def edited(folder: Path, *paragraphs: str | tuple[str, ...]) -> Path:
    path = folder / "own.docx"
    path.write_bytes(made(*paragraphs))
    return path


def test_an_office_may_move_and_reword(tmp_path: Path) -> None:
    own = edited(
        tmp_path,
        ("{{ 日", "期 }", "}"),
        "关于{{ 网站总数 }}家网站的通报，合格率{{ 网站合格率 }}",
        "{%p for 段 in 正文 if 段.级 == 1 %}",
        "{{ 段.文字 }}",
        "{%p endfor %}",
        "{% for 一个 in 名单 %}{{ 一个.序号 + 1 }}.{{ 一个.名称 }}{% endfor %}",
    )
    names = {**letter().fields, "名单": [{"序号": 1, "名称": f"甲{EVIL}"}], "标题": "不是这个"}
    text = lines(written(quarter(letter=letter(fields=names)), tmp_path, own))
    assert text[:3] == ["2026年10月12日", "关于31家网站的通报，合格率92.86%", "一、总体情况"]
    assert "2.甲</w:t>&{{ 7*7 }}{% endfor %}<script>" in text
    assert "附件1" in text
    assert text[-3:] == [
        "没有计入统计的内容",
        "原临江县旅游局网站8月并入县文广旅局，按新单位统计",
        "9月12日至14日本机网络中断，没有检查",
    ], "what is in no sum is told also where a template does not ask for it"


def test_our_own_template_after_word_has_split_its_fields(tmp_path: Path) -> None:
    paper = Document(io.BytesIO(default_template()))
    for one in paper.paragraphs:
        (text, style), one.text = (one.text, one.style), ""
        for piece in re.findall(r".{1,3}", text):
            one.add_run(piece)
        one.style = style
    paper.save(str(tmp_path / "own.docx"))
    plain = lines(written(quarter(), tmp_path))
    assert lines(written(quarter(), tmp_path, tmp_path / "own.docx")) == plain


@pytest.mark.parametrize(
    ("paragraph", "said"),
    [
        ("{{ 领导 }}", "程序没有的字段“领导”；可用的字段：标题、主送"),
        ("{{ 网站合格律 }}", "网站合格率"),
        ("{%p for 段 in 正文 %}", "有一个 for 没有结束，缺少 {%p endfor %}"),
        ("{{ 标题 }", "写错的字段"),
    ],
)
def test_a_broken_template_is_refused_and_nothing_is_left(tmp_path: Path, paragraph: str, said: str) -> None:
    own = edited(tmp_path, paragraph)
    with pytest.raises(PersonError, match=re.escape(said)) as refused:
        write_docx(quarter(), tmp_path / "a.docx", own)
    assert "own.docx" in refused.value.message
    assert [path.name for path in tmp_path.iterdir()] == ["own.docx"]


def test_a_template_that_is_not_there_or_no_document(tmp_path: Path) -> None:
    with pytest.raises(PersonError, match="读不到通报模板"):
        write_docx(quarter(), tmp_path / "a.docx", tmp_path / "none.docx")
    (tmp_path / "own.docx").write_bytes(b"%PDF")
    with pytest.raises(PersonError, match="不是 Word 文档"):
        write_docx(quarter(), tmp_path / "a.docx", tmp_path / "own.docx")


def test_the_template_asks_only_for_what_is_documented() -> None:
    text = "\n".join(lines(Document(io.BytesIO(default_template()))))
    asked = set(re.findall(r"\{\{ ([^ .}]+)|for \S+ in (\S+) ", text))
    assert {one or other for one, other in asked} - {"段", "附"} == set(FIELDS)


def test_a_letter_that_annexes_what_is_not_there_is_not_written(tmp_path: Path) -> None:
    with pytest.raises(PersonError, match="附件没有对应的表（nothing）"):
        write_docx(replace(quarter(), letter=letter(annexes=("nothing",))), tmp_path / "a.docx")
    first, *rest = quarter().sections
    wrong = replace(quarter(), sections=(replace(first, figures=(replace(first.figures[0], value=99),)), *rest))
    with pytest.raises(SumsDiffer, match="写作 99"):
        write_docx(wrong, tmp_path / "a.docx")
    assert list(tmp_path.iterdir()) == []


def test_one_annex_has_no_number(tmp_path: Path) -> None:
    report = quarter(letter=letter(annexes=("regions",), day=date(2026, 1, 5)))
    plain = replace(report, sections=tuple(replace(one, charts=()) for one in report.sections))
    text = lines(written(plain, tmp_path))
    assert {"附件：地区汇总表", "附件", "2026年1月5日"} <= set(text)


@needs_office
def test_the_paper_as_it_is_printed(tmp_path: Path) -> None:
    long = (Paragraph(Level.TEXT, "国" * 28 * 60),)
    report = replace(quarter(40), letter=letter(body=long))
    pdf = converted(write_docx(report, tmp_path / "a.docx"))
    told = leaves(pdf)
    full = [[line for line in page.lines() if "国" in line[0].text and line[0].top < 262] for page in told[:3]]
    assert len(full[1]) == 22
    assert {len(line[0].text) for line in full[1]} == {28}
    text = [word for line in full[1] for word in line]
    left, right = min(word.left for word in text), max(word.right for word in text)
    assert (left, told[1].width - right) == (pytest.approx(28, abs=1), pytest.approx(26, abs=1))
    for number, page in enumerate(told, 1):
        below = [line for line in page.lines() if line[0].text == "—"]
        assert [word.text for word in below[-1]] == ["—", str(number), "—"], f"page {number} has its number"
        assert (below[-1][0].left > page.width / 2) == (number % 2 == 1), "right on odd pages, left on even ones"
    lying = [page for page in told if page.width > page.height]
    heads = ["".join(word.text for word in page.lines()[0]) for page in lying]
    assert any("网站标识码" in head for head in heads[1:]), "heads stand on later pages of a table too"
    last = told[-1]
    assert max(word.bottom for word in last.words if word.text != "—") < last.height
    assert types(pdf)
    assert len(keep_pictures(pdf, "bulletin", 12)) >= 8
