"""Papers: 22 lines of 28 characters on A4, hostile text as text, an office's own template or what is wrong with it."""

from __future__ import annotations

import io
import re
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from docx import Document
from docx.oxml.ns import qn

from checks.model.findings import SubjectType, fingerprint
from results.errors import PersonError
from results.ledger.issues import Issue, IssueState
from results.ledger.notice_lists import Item
from results.ledger.notices import Notice, NoticeState
from results.reports.notice_paper import FIELDS, Letterhead, default_template, notice_paper
from results.reports.official_paper import FALLBACKS, Style, blank, write
from tests.results.making import NOW, SITE, edition, finding
from tests.results.reports.printed import converted, leaves, needs_office

SCRIPT = "<w:p>{{ 编号 }}</w:p>&\x0b\u202e<script>"
HEAD = Letterhead("临江县人民政府办公室", "李四 0370-1234567", "临网改")
NOTICE = Notice(
    1, "2026-0012", f"教育局{SCRIPT}", NoticeState.SENT, NOW, date(2026, 12, 4), 0, "", (), None, None, 0, 3
)


def issue(number: int, subject: str = SITE.key, **more: object) -> Issue:
    one = finding(str(number), data={"target": f"http://x/{number}", "reason": f"超时{SCRIPT}", "source": "http://a/"})
    mark = fingerprint("dead-links", subject, one.key)
    state, unit, name = IssueState.NOTIFIED, "教育局", f"网站{subject}{SCRIPT}"
    moments = (NOW, NOW, NOW, 1, 1, 1, "e", "v")
    given = Issue(number, mark, "dead-links", SubjectType.SITE, subject, state, one, *moments, unit, name)
    return replace(given, **more)  # type: ignore[arg-type]


ITEMS = [
    Item(issue(11), None, ()),
    Item(issue(12), NOW, ("2026-0003",)),
    Item(issue(13, "b"), NOW, ()),
]


def lines(document: bytes) -> list[str]:
    return [one.text for one in Document(io.BytesIO(document)).paragraphs]


def test_a_notice_says_what_is_to_mend_by_when_and_how_to_answer() -> None:
    text = "\n".join(lines(notice_paper(NOTICE, ITEMS, edition(), HEAD)))
    for words in (
        "临网改〔2026〕12号",
        "存在3个问题，其中2个以前已通知整改",
        "（一）网站3399990001",
        "（二）网站b",
        "1.链接可用性（证据编号11）。",
        "2.链接可用性（证据编号12，重复出现，曾列入整改通知2026-0003）。",
        "1.链接可用性（证据编号13，整改后再次出现）。",
        "请于2026年12月4日前完成整改",
        "打开整改通知2026-0012",
        "联系方式：李四 0370-1234567。",
        "临江县人民政府办公室\n2026年11月20日",
    ):
        assert words in text, words
    assert "{%" not in text
    assert "期限由发文机关填写" in "\n".join(lines(notice_paper(replace(NOTICE, due=None), ITEMS, edition(), HEAD)))


def test_what_was_fetched_stays_text() -> None:
    text = "\n".join(lines(notice_paper(NOTICE, ITEMS, edition(), HEAD)))
    assert "教育局<w:p>{{ 编号 }}</w:p>&<script>：" in text  # neither markup nor a field, without what cannot be seen
    assert f"（一）网站{SITE.key}<w:p>{{{{ 编号 }}}}</w:p>&<script>" in text
    assert "\u202e" not in text


def test_advice_that_is_the_same_is_said_once() -> None:
    same = [Item(issue(1), None, ()), Item(replace(issue(2), finding=issue(1).finding), None, ())]
    text = "\n".join(lines(notice_paper(NOTICE, same, edition(), HEAD)))
    assert text.count("整改建议：") == 1


def test_the_page_is_that_of_the_standard() -> None:
    paper = Document(io.BytesIO(notice_paper(NOTICE, ITEMS, edition(), HEAD)))
    section = paper.sections[0]
    sides = (section.top_margin, section.bottom_margin, section.left_margin, section.right_margin)
    assert [side.mm for side in sides if side] == pytest.approx([37, 35, 28, 26], abs=0.1)
    assert section.page_width
    assert section.page_width.mm == pytest.approx(210, abs=0.1)
    assert paper.settings.odd_and_even_pages_header_footer
    assert 22 * 28.95 <= 225 / 25.4 * 72 < 23 * 28.95
    families = {
        one.style.name: one.style.element.rPr.rFonts.get(qn("w:eastAsia"))  # type: ignore[union-attr]
        for one in paper.paragraphs
        if one.style
    }
    assert families[Style.TITLE] == "方正小标宋简体"
    assert families[Style.TEXT] == "仿宋_GB2312"
    assert families[Style.FIRST] == "黑体"
    assert families[Style.SECOND] == "楷体_GB2312"
    (fonts,) = (one.blob for one in paper.part.package.iter_parts() if one.partname == "/word/fontTable.xml")
    for name, instead in FALLBACKS.items():
        assert f'w:name="{name}"><w:altName w:val="{instead}"' in fonts.decode()


@needs_office
def test_a_full_page_has_22_lines_of_28_characters(tmp_path: Path) -> None:
    paper = blank()
    write(paper, Style.RECEIVER, "国" * 28 * 50)
    paper.save(str(tmp_path / "a.docx"))
    first, second, third = leaves(converted(tmp_path / "a.docx"))
    for page, count in ((first, 22), (second, 22), (third, 6)):
        found = [word for line in page.lines() for word in line if word.text.startswith("国")]
        assert [len(word.text) for word in found] == [28] * count
    for page in (first, second):
        text = [word for word in page.words if word.text.startswith("国")]
        assert min(word.left for word in text) == pytest.approx(28, abs=1)
        assert page.width - max(word.right for word in text) == pytest.approx(26, abs=1)
        assert min(word.top for word in text) == pytest.approx(37, abs=3)
    # odd pages have their number on the right, even ones on the left
    for page, number, right in ((first, "1", True), (second, "2", False), (third, "3", True)):
        ends = [word for word in page.words if word.top > 262]
        assert [word.text for word in ends] == ["—", number, "—"]
        assert (ends[0].left > 150) == right == (ends[-1].right > 60)
        # 7 mm below the text, one character from its edge
        assert ends[0].top == pytest.approx(262 + 7 - 1.2, abs=2)
        edge = 210 - 26 - ends[-1].right if right else ends[0].left - 28
        assert edge == pytest.approx(14 * 25.4 / 72, abs=1)


def template(tmp_path: Path, *paragraphs: str) -> Letterhead:
    paper = Document()
    for text in paragraphs:
        paper.add_paragraph(text)
    paper.save(str(tmp_path / "own.docx"))
    return Letterhead(template=tmp_path / "own.docx")


def test_an_office_may_use_its_own(tmp_path: Path) -> None:
    own = template(tmp_path, "致{{ 单位 }}", "{%p for 一个 in 对象 %}", "{{ 一个.名称 }}", "{%p endfor %}")
    text = lines(notice_paper(NOTICE, ITEMS, edition(), own))
    assert text[0].startswith("致教育局")
    assert len(text) == 3


@pytest.mark.parametrize(
    ("paragraph", "said"),
    [
        ("{{ 领导 }}", "程序没有的字段“领导”"),
        ("{% for 一个 in 对象 %}{{ 一个.电话 }}{% endfor %}", "程序没有的字段“电话”"),
        ("{{ 单位 }", "写错的字段"),
        ("{% for 一个 in 对象 %}", "写错的字段"),
        ("{{ ''.__class__.__mro__ }}", "own.docx 里有"),
        ("{{ 1 / 0 }}", "算不出来的字段"),
        ("{{ 单位 + 1 }}", "算不出来的字段"),
    ],
)
def test_what_is_wrong_with_a_template_is_named(tmp_path: Path, paragraph: str, said: str) -> None:
    with pytest.raises(PersonError, match=said) as refused:
        notice_paper(NOTICE, ITEMS, edition(), template(tmp_path, paragraph))
    assert "own.docx" in refused.value.message


@pytest.mark.parametrize("data", [b"", b"PK\x03\x04", b"%PDF-1.4"])
def test_a_template_that_is_no_document(tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "own.docx"
    path.write_bytes(data)
    with pytest.raises(PersonError, match="不是 Word 文档"):
        notice_paper(NOTICE, ITEMS, edition(), Letterhead(template=path))
    path.unlink()
    with pytest.raises(PersonError, match="读不到通知模板"):
        notice_paper(NOTICE, ITEMS, edition(), Letterhead(template=path))


def test_the_template_of_the_program_uses_only_what_is_documented() -> None:
    asked = set(re.findall(r"\{\{ ([^ .}]+)", "\n".join(lines(default_template()))))
    assert asked - {"一个", "问题"} <= set(FIELDS)
