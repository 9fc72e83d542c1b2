"""Attachments made to hurt, opened by the real process: each is answered within bounds, and the next file is read."""

from __future__ import annotations

import struct
import time
import zipfile
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager
from io import BytesIO

import pytest

from checks.facts.file_parts import BROKE_OFF, BROKEN, DOCUMENT_TYPE, OUT_OF_MEMORY, TIMED_OUT
from crawler.opener import Opened, Opener
from tests.county.attachments import archive, docx, pdf_pages, xlsx

SECONDS = 30  # the opener waits for ten; the machine of the tests is slow
W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
SHEET = "xl/worksheets/sheet1.xml"


def swapped(body: bytes, name: str, pieces: Iterator[bytes]) -> bytes:
    """The archive `body` with one part made of `pieces`, written as they come."""
    made = BytesIO()
    with (
        zipfile.ZipFile(BytesIO(body)) as old,
        zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as new,
    ):
        for known in old.infolist():
            if known.filename != name:
                new.writestr(known, old.read(known))
        with new.open(name, "w") as part:
            for piece in pieces:
                part.write(piece)
    return made.getvalue()


def sheet(rows: Callable[[int], str], count: int) -> Iterator[bytes]:
    yield b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
    for first in range(1, count + 1, 1_000):
        yield "".join(map(rows, range(first, min(first + 1_000, count + 1)))).encode()
    yield b"</sheetData></worksheet>"


def row(number: int, text: str = "临江县") -> str:
    return f'<row r="{number}"><c r="A{number}" t="inlineStr"><is><t>{text}{number}</t></is></c></row>'


def lying(body: bytes, name: str) -> bytes:
    """The archive with a part that claims to hold a hundred bytes, in both its headers."""
    made = bytearray(body)
    at = made.find(name.encode(), made.find(b"PK\x01\x02"))
    struct.pack_into("<I", made, at - 46 + 24, 100)
    return bytes(made)


@asynccontextmanager
async def bounded() -> AsyncIterator[Callable[[str, bytes], object]]:
    opener = Opener()

    async def ask(kind: str, body: bytes) -> Opened:
        assert len(body) < 8_000_000
        began = time.monotonic()
        opened = await opener.open(kind, body)
        assert time.monotonic() - began < SECONDS
        assert len(opened.text) <= 200_000
        return opened

    yield ask
    after = await opener.open("docx", docx("下一个文件"))
    assert after.text == "下一个文件"
    await opener.close()


async def told(kind: str, body: bytes) -> Opened:
    async with bounded() as ask:
        return await ask(kind, body)  # type: ignore[misc, no-any-return]  # what is asked is awaited


async def test_a_workbook_of_two_hundred_megabytes_is_never_loaded() -> None:
    wide = "临江县人民政府办公室" * 30
    body = swapped(xlsx(), SHEET, sheet(lambda n: row(n, wide), 220_000))
    with zipfile.ZipFile(BytesIO(body)) as known:
        assert known.getinfo(SHEET).file_size > 200_000_000
    opened = await told("xlsx", body)
    assert "兆字节，超过150兆，没有读" in opened.unread
    lied = await told("xlsx", lying(body, SHEET))
    assert lied.unread


async def test_rows_without_end_are_read_to_a_bound() -> None:
    opened = await told("xlsx", swapped(xlsx(name="名单"), SHEET, sheet(row, 130_000)))
    assert opened.text.startswith("临江县1\n临江县2")
    assert "超过100000行" in opened.unread or TIMED_OUT in opened.unread


async def test_a_cell_at_the_far_corner() -> None:
    cells = ((1, "A1"), (1_048_576, "XFD1048576"))
    rows = "".join(f'<row r="{n}"><c r="{at}" t="inlineStr"><is><t>x</t></is></c></row>' for n, at in cells)
    opened = await told("xlsx", swapped(xlsx(), SHEET, sheet(lambda n: rows, 1)))
    assert opened.unread == BROKE_OFF


async def test_ten_thousand_sheets() -> None:
    with zipfile.ZipFile(BytesIO(xlsx())) as known:
        parts = {name: known.read(name) for name in known.namelist()}
    one = b'<sheet name="1" sheetId="1" r:id="rId1"/>'
    many = "".join(f'<sheet name="s{n}" sheetId="{n}" r:id="rId1"/>' for n in range(1, 10_001)).encode()
    parts["xl/workbook.xml"] = parts["xl/workbook.xml"].replace(one, many)
    opened = await told("xlsx", archive(parts))
    assert opened.unread.endswith("有10000张工作表，只读了前200张")
    assert opened.text.count("临江县") == 200


@pytest.mark.parametrize(
    ("kind", "name", "more"),
    [
        ("docx", "word/document.xml", "<w:p><w:t>临江县</w:t></w:p>".encode() * 30_000),
        ("ofd", "Doc_0/Pages/Page_0/Content.xml", b"<a> </a>" * 125_000),
    ],
)
async def test_a_part_that_unfolds_without_end(kind: str, name: str, more: bytes) -> None:
    start = archive({"OFD.xml": b"<a/>"} if kind == "ofd" else {"x.txt": b"x"})
    body = swapped(start, name, (more if n else f"<a {W}>".encode() for n in range(60)))
    for given in (body, lying(body, name)):
        opened = await told(kind, given)
        assert opened.unread.startswith(("展开后超过40兆", "文字超过", TIMED_OUT, OUT_OF_MEMORY, BROKEN))
        assert opened.text[:3] in ("", "临江县")


@pytest.mark.parametrize("name", ["a.txt", "b.docx"])
async def test_a_member_that_unfolds_without_end(name: str) -> None:
    start, blanks = archive({"x.txt": "先前".encode()}), bytes(1_000_000)
    body = swapped(start, name, (blanks for _ in range(15)))
    opened = await told("zip", body)
    assert (opened.text, opened.unread) == ("先前", f"压缩包内 {name}：压缩得反常地小，可能是压缩炸弹，没有读")
    assert (await told("zip", lying(body, name))).unread == f"压缩包内 {name}：{BROKEN}"
    large = swapped(start, name, (blanks for _ in range(25)))
    assert (await told("zip", large)).unread == f"压缩包内 {name}：展开后有25兆字节，太大，没有读"


async def test_a_bomb_of_many_files_and_one_of_bombs_in_bombs() -> None:
    many = await told("zip", archive({f"{n}.txt": b"1" for n in range(30_000)}))
    assert many.unread == "压缩包里有30000个文件，只读了前200个"
    inner = archive({"0.zip": bytes(1_000)})
    for _ in range(2):
        inner = archive({f"{n}.zip": inner for n in range(16)})
    nested = await told("zip", inner)
    assert nested.text == ""
    assert nested.unread.count("压缩包里的压缩包，没有打开") == 5
    assert nested.unread.endswith("等16处")


@pytest.mark.parametrize("far", [False, True])
async def test_entities_are_never_unfolded(far: bool) -> None:
    laughs = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 12))
    before = " " * 5_000 if far else ""
    xml = (
        f'<?xml version="1.0"?>{before}<!DOCTYPE a [<!ENTITY l0 "lol">{laughs}<!ENTITY f SYSTEM "file:///etc/passwd">]>'
    )
    body = archive({"word/document.xml": f"{xml}<w:p {W}><w:t>前&l11;&f;后</w:t></w:p>".encode()})
    opened = await told("docx", body)
    assert (opened.unread in (DOCUMENT_TYPE, BROKEN)) or opened.text == "前后"
    assert "lol" not in opened.text
    assert "root" not in opened.text


@pytest.mark.parametrize(
    ("kind", "body"),
    [
        ("docx", archive({"word/document.xml": b"<a>" * 1_000_000})),
        (
            "docx",
            archive({"word/document.xml": f"<w:p {W}>".encode() + b"<w:tbl>" * 200 + b"</w:tbl>" * 200 + b"</w:p>"}),
        ),
        ("rtf", b"{\\rtf1" + b"{" * 1_000_000),
        ("rtf", b"{\\rtf1{\\fonttbl" + b"\\f1" * 100_000 + b"}"),
        ("rtf", b"{\\rtf1" + b"{\\field{\\*\\fldinst{" * 50_000),
        ("csv", b'"' + b"a," * 1_500_000),
        ("csv", b"a," * 1_500_000),
        ("csv", b"\n" * 3_000_000),
        ("txt", b"1" * 3_000_000),
        ("txt", b"\xff\xfe" + b"\x00\xd8" * 1_000_000),
        ("xls", b"<html><body>" + b"<table><tr><td>" * 50_000),
        ("doc", b'<?xml version="1.0"?>' + b"<t>" * 500_000),
        ("pdf", b"%PDF-1.4\n" + b"1 0 obj<</Type/Catalog/Pages 1 0 R/Kids[1 0 R]>>endobj\n" * 20_000),
        ("xls", bytes.fromhex("d0cf11e0a1b11ae1") + "Workbook".encode("utf-16-le") * 100_000),
    ],
    ids=range(14),
)
async def test_what_is_shaped_to_hang_is_ended(kind: str, body: bytes) -> None:
    opened = await told(kind, body)
    assert opened.unread or opened.text


async def test_a_pdf_of_thousands_of_pages() -> None:
    opened = await told("pdf", pdf_pages(*([f"第{n}号"] for n in range(1_500))))
    assert opened.text.startswith("第0号\n第1号")
    assert opened.unread in ("有1500页，只读了前1000页", TIMED_OUT)
