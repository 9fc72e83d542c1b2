"""The text of attachments: of every kind, by place, masked; and what could not be read is told."""

from __future__ import annotations

import io
import zipfile

import pytest
import xlsxwriter

from checks.facts.archives import parts_of
from checks.facts.file_parts import (
    BROKEN,
    CONVERTER,
    DOCUMENT_TYPE,
    LOCKED,
    NO_TEXT,
    PICTURE,
    UNKNOWN,
    UNPACKER,
    Unread,
)
from checks.facts.file_text import read_file
from checks.model.personal import PersonalKind
from tests.county.attachments import archive, csv, docx, ofd, ole, pdf, pdf_pages, rtf, table, xlsx

NUMBER = "11010519500101032X"
ROWS = [["姓名", "身份证号", "金额"], ["张三", NUMBER, 300], ["李四", "", 12.5]]
SALT = b"salt of a test"


def places(kind: str, body: bytes) -> list[tuple[str, str]]:
    return [(part.place, part.text) for part in parts_of(kind, body) if part.text]


@pytest.mark.parametrize(
    ("kind", "place"),
    [
        *(("xlsx", "工作表“名单”第2行"), ("et", "工作表“名单”第2行"), ("docx", "表格1第2行"), ("wps", "表格1第2行")),
        *(("pdf", "第1页"), ("ofd", "第1页"), ("csv", "第2行"), ("txt", "第1至4行"), ("rtf", "第1至4段")),
        *(("zip", "压缩包内 名单.xlsx，工作表“名单”第2行"), ("html", "表格第2行")),
    ],
)
def test_every_kind_is_read_and_numbers_are_masked_where_they_stand(kind: str, place: str) -> None:
    read = read_file("xls" if kind == "html" else kind, table(kind, ROWS), SALT)
    assert read.unread == ""
    assert "张三" in read.text
    assert "12.5" in read.text
    assert NUMBER not in repr(read)
    (number,) = read.personal
    assert (number.kind, number.place, read.count) == (PersonalKind.IDENTITY, place, 1)
    assert number.masked in read.text
    assert number.digest == read_file("xlsx", table("xlsx", ROWS), SALT).personal[0].digest != ""


def test_a_file_is_read_by_what_it_is_and_not_by_its_name() -> None:
    assert read_file("doc", table("docx", ROWS)).text == read_file("docx", table("docx", ROWS)).text
    assert read_file("pdf", table("xlsx", ROWS)).text == read_file("xlsx", table("xlsx", ROWS)).text
    assert read_file("csv", table("xlsx", ROWS)).text == read_file("xlsx", table("xlsx", ROWS)).text


def test_the_row_that_names_the_columns_gives_the_others_their_meaning() -> None:
    rows = [["临江县低保对象名单"], ["序号", "姓名", "证件"], [1, "张三", "E12345678"], [2, "李四", ""]]
    parts = list(parts_of("xlsx", xlsx(rows=rows, name="Sheet1")))
    assert [part.text for part in parts][2:] == ["1\t张三\tE12345678", "2\t李四"]
    assert [part.heading for part in parts][2:] == ["临江县低保对象名单\n序号\t姓名\t证件"] * 2
    assert read_file("xlsx", xlsx(rows=rows)).text.splitlines() == [part.text for part in parts]


def test_rows_of_a_workbook_count_from_its_first_row_and_cells_are_as_readers_see_them() -> None:
    made = io.BytesIO()
    with xlsxwriter.Workbook(made) as book:
        sheet = book.add_worksheet("补贴 发放")
        sheet.write_row(3, 2, ["姓名", "手机"])
        sheet.write_row(4, 2, ["张三", 13800138000])
        sheet.write_row(5, 2, ["李四", 110105194912310020.0])
        sheet.write_boolean(6, 2, True)
        book.add_worksheet("空表")
    said = places("xlsx", made.getvalue())
    assert said[0] == ("工作表“补贴 发放”第4行", "姓名\t手机")
    assert said[1] == ("工作表“补贴 发放”第5行", "张三\t13800138000")
    assert said[2] == ("工作表“补贴 发放”第6行", "李四\t1.1010519491231e+17")  # beyond what a workbook keeps exactly
    assert said[3] == ("工作表“补贴 发放”第7行", "是")


def test_paragraphs_and_tables_of_a_document_keep_their_order() -> None:
    w = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    p = "<w:p><w:r><w:t>{}</w:t></w:r></w:p>".format
    cell = "<w:tc>{}</w:tc>".format
    inner = f"<w:tbl><w:tr>{cell(p('内一'))}{cell(p('内二'))}</w:tr></w:tbl>"
    body = (
        p("题目") + p("") + p("说明") + f"<w:tbl><w:tr>{cell(p('甲'))}{cell(p('乙') + inner)}</w:tr></w:tbl>"
        "<w:p><w:r><w:t>前</w:t><w:tab/><w:t>后</w:t></w:r>"
        "<mc:AlternateContent xmlns:mc='m'><mc:Choice><w:t>框</w:t></mc:Choice><mc:Fallback><w:t>框</w:t></mc:Fallback>"
        "</mc:AlternateContent></w:p>"
    )
    made = archive(
        {
            "word/document.xml": f"<w:document {w}><w:body>{body}</w:body></w:document>".encode(),
            "word/header1.xml": f"<w:hdr {w}>{p('眉')}</w:hdr>".encode(),
        }
    )
    assert places("docx", made) == [
        ("第1至3段", "题目\n说明"),
        ("表格1第1行", "甲\t乙 内一 内二"),
        ("第4段", "前\t后框"),
        ("页眉第1段", "眉"),
    ]
    assert [part.heading for part in parts_of("docx", made)][1] == "说明"


def test_pages_of_pdf_and_ofd_are_numbered() -> None:
    assert places("pdf", pdf_pages(["一页"], ["二页", "末行"])) == [("第1页", "一页"), ("第2页", "二页\n末行")]
    assert places("ofd", ofd(["一页"], ["二页", "末行"])) == [("第1页", "一页"), ("第2页", "二页\n末行")]


def test_charsets_of_texts() -> None:
    for charset in ("gb18030", "utf-8", "utf-8-sig", "utf-16"):
        assert places("csv", csv([["姓名", "住址"], ["张三", "临江县"]], charset))[1] == ("第2行", "张三\t临江县")
    assert places("csv", '姓名,说明\n张三,"一,\n二"\n'.encode())[1] == ("第3行", "张三\t一, 二")
    assert places("rtf", rtf(["甲｛乙", "丙"])) == [("第1至2段", "甲｛乙\n丙")]


def test_names_in_archives_are_gbk_or_utf8() -> None:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as packed:
        packed.writestr("甲/名单.txt", "张三")
        old = zipfile.ZipInfo("x")
        old.filename = "乙/名单.txt".encode("gbk").decode("cp437")
        packed.writestr(old, "李四".encode("gbk"))
        packed.writestr("../../etc/\x1bpasswd.txt", "路径")
    body = made.getvalue()
    said = places("zip", body)
    assert said[0] == ("压缩包内 甲/名单.txt，第1行", "张三")
    assert said[1][1] == "李四"
    assert said[2] == ("压缩包内 ../../etc/?passwd.txt，第1行", "路径")


@pytest.mark.parametrize(
    ("kind", "body", "why"),
    [
        ("pdf", pdf(locked=True), LOCKED),
        ("pdf", pdf_pages(["字"])[:200], BROKEN),
        ("pdf", pdf_pages([], []), PICTURE),
        ("ofd", ofd([]), PICTURE),
        ("ofd", archive({"OFD.xml": b"<a/>", "Doc_0/Pages/Page_0/Content.xml": b"<Page/>"}), NO_TEXT),
        ("docx", docx()[:300], BROKEN),
        ("docx", archive({"word/document.xml": b"<w:document><w:p>"}), BROKEN),
        ("docx", archive({"word/document.xml": b"<!DOCTYPE a [<!ENTITY b 'c'>]><a>&b;</a>"}), DOCUMENT_TYPE),
        ("docx", archive({"word/document.xml": b"<a/>"}, locked=True), LOCKED),
        ("docx", ole() + "EncryptedPackage".encode("utf-16-le"), LOCKED),
        ("xlsx", xlsx()[:-60], BROKEN),
        ("xls", ole() + "Workbook".encode("utf-16-le") + bytes(900), BROKEN),
        ("doc", ole() + "WordDocument".encode("utf-16-le"), CONVERTER),
        ("doc", ole() + "WordDocumentWorkbook".encode("utf-16-le"), CONVERTER),
        ("xls", ole() + "WordDocumentWorkbook".encode("utf-16-le"), BROKEN),
        ("doc", ole(), BROKEN),
        ("rar", b"Rar!\x1a\x07\x01\x00", UNPACKER),
        ("rtf", b"{\\rtf1 ", NO_TEXT),
        ("zip", archive({}), NO_TEXT),
        ("txt", b"", NO_TEXT),
        ("pdf", b"garbage", UNKNOWN),
    ],
)
def test_what_cannot_be_read_says_why(kind: str, body: bytes, why: str) -> None:
    read = read_file(kind, body)
    assert (read.text, read.unread) == ("", why)
    facts = read.facts("http://a.gov.cn/1." + kind)
    assert (facts.unread, facts.text) == (why, "")


def test_what_was_read_stands_beside_what_was_not() -> None:
    read = read_file("pdf", pdf_pages(["有字"], [], ["又有"], []))
    assert (read.text, read.unread) == ("有字\n又有", "第2、4页是图片，没有文字")
    members = {
        "a.docx": docx("甲"),
        "b.zip": archive({"c.txt": b"1"}),
        "d.txt": archive({"c.txt": b"1"}),
        "e.jpg": b"\xff\xd8",
        "f.doc": ole() + "WordDocument".encode("utf-16-le"),
    }
    read = read_file("zip", archive(members))
    assert read.text == "甲"
    assert read.unread == "；".join(
        (
            *(f"压缩包内 {name}：压缩包里的压缩包，没有打开" for name in ("b.zip", "d.txt")),
            *("压缩包内 e.jpg：图片，没有文字", f"压缩包内 f.doc：{CONVERTER}"),
        )
    )


PHONE = "13900001234"


@pytest.mark.parametrize("kind", ["pdf", "ofd", "txt", "rtf"])
def test_a_table_goes_on_behind_its_first_page(kind: str) -> None:
    """What the columns are and what the list is stands on the first page alone."""
    rows = [f"{n} 王村民 东山村 300" for n in range(80)]
    pages = [["临江县农村低保对象名单", "序号 姓名 村 电话", *rows[:38]], [*rows[40:], f"99 李大山 东山村 {PHONE}"]]
    lines = [line for page in pages for line in page]
    made = {"pdf": pdf_pages, "ofd": ofd}
    body = made[kind](*pages) if kind in made else rtf(lines) if kind == "rtf" else "\n".join(lines).encode()
    (number,) = read_file(kind, body).personal
    assert (number.kind, number.listed) == (PersonalKind.MOBILE, True)
    assert number.place != "第1页"


def test_a_table_ends_where_another_begins_or_people_write() -> None:
    first = ["临江县农村低保对象名单", "序号 姓名 村 电话", "1 王村民 东山村 无"]
    for second in (
        ["临江县网格员通讯录", f"李大山 {PHONE}"],
        ["附件2", "便民服务情况一览", f"李大山 {PHONE}"],
        ["工作要求如下。", "一、请各村在月底前核对。", "二、逾期的不再受理。", f"李大山 {PHONE}"],
    ):
        assert read_file("pdf", pdf_pages(first, second)).personal == ()


def test_what_a_file_is_called_says_whose_numbers_it_holds() -> None:
    body = xlsx(rows=[["姓名", "村", "电话"], ["李大山", "东山村", PHONE]], name="Sheet1")
    assert read_file("xlsx", body).count == 0
    assert read_file("xlsx", body, name="2026年低保对象名单.xlsx").count == 1
    assert read_file("xlsx", body, name="2026年低保经办人员名单.xlsx").count == 0
    assert read_file("zip", archive({"2026年低保对象名单.xlsx": body})).count == 1


def test_names_of_files_and_sheets_are_masked_too() -> None:
    body = xlsx(rows=[["姓名", "身份证号"], ["李大山", NUMBER]], name=NUMBER)
    read = read_file("zip", archive({f"a/{NUMBER}_{PHONE}.xlsx": body, f"a/{NUMBER}.jpg": b"\xff\xd8"}))
    assert read.count == 1
    assert NUMBER not in repr(read)
    assert PHONE not in repr(read)


def test_of_a_long_text_the_beginning_is_kept_and_all_of_it_is_searched() -> None:
    rows = [["姓名", "身份证号"], *([["甲" * 50, ""]] * 400), ["张三", NUMBER]]
    read = read_file("xlsx", xlsx(rows=rows, name="名单"), SALT, kept=10_000)
    assert 9_000 < len(read.text) <= 10_000 + 402
    assert [number.place for number in read.personal] == ["工作表“名单”第402行"]
    assert read.unread.startswith("文字超过1万字")
    assert read_file("xlsx", xlsx(rows=rows), SALT).unread == ""


def test_unread_is_raised_for_the_rest() -> None:
    parts = parts_of("csv", b"a,b\n" * 100_001)
    with pytest.raises(Unread, match="超过100000行"):
        for _ in parts:
            pass
