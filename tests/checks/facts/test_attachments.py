"""Attachments: whole, broken, locked, something else, and bombs."""

from __future__ import annotations

import time
import zipfile
import zlib
from functools import cache
from io import BytesIO

import pytest

from checks.facts.attachments import Inside, read_attachment
from checks.facts.files import glance, named, offered
from checks.model.marks import FILE, LOGIN

RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
LINK = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/hyperlink"
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)
BROKEN = Inside((FILE + "broken",))
NOTHING = Inside()


def archive(**parts: str | bytes) -> bytes:
    made = BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as file:
        for name, text in parts.items():
            file.writestr(zipfile.ZipInfo(name), text)  # of a fixed day: every process collects the same cases
    return made.getvalue()


def relations(*targets: str, mode: str = "External", kind: str = LINK) -> str:
    rows = "".join(f'<Relationship Id="r" Type="{kind}" Target="{t}" TargetMode="{mode}"/>' for t in targets)
    return f'<?xml version="1.0"?><Relationships xmlns="{RELATIONS}">{rows}</Relationships>'


def office(path: str, *targets: str) -> bytes:
    return archive(**{"[Content_Types].xml": "<Types/>", path: relations(*targets)})


def pdf(*targets: str, locked: bool = False) -> bytes:
    """A pdf of one page with a link annotation for each target."""
    notes = [f"<</Type/Annot/Subtype/Link/Rect[0 0 9 9]/A<</S/URI/URI({t})>>>>" for t in targets]
    objects = [
        "<</Type/Catalog/Pages 2 0 R>>",
        "<</Type/Pages/Kids[3 0 R]/Count 1>>",
        f"<</Type/Page/Parent 2 0 R/MediaBox[0 0 99 99]/Annots[{''.join(notes)}]>>",
    ]
    if locked:
        objects.append(f"<</Filter/Standard/V 1/R 2/O<{'00' * 32}>/U<{'11' * 32}>/P -4>>")
    out, places = b"%PDF-1.4\n", []
    for number, text in enumerate(objects, 1):
        places.append(len(out))
        out += f"{number} 0 obj{text}endobj\n".encode()
    table = "".join(f"{place:010} 00000 n \n" for place in places)
    more = "/Encrypt 4 0 R/ID[<00><00>]" if locked else ""
    end = (
        f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n{table}trailer<</Size {len(objects) + 1}/Root 1 0 R{more}>>"
    )
    return out + f"{end}\nstartxref\n{len(out)}\n%%EOF".encode()


@pytest.mark.parametrize(
    ("kind", "path"),
    [
        ("docx", "word/_rels/document.xml.rels"),
        ("xlsx", "xl/worksheets/_rels/sheet1.xml.rels"),
        ("pptx", "ppt/slides/_rels/slide1.xml.rels"),
    ],
)
def test_office_documents_lead_further(kind: str, path: str) -> None:
    body = office(path, "http://A.gov.cn/x?a=1&amp;b=2", "mailto:a@b.cn", "file:///C:/x.doc", "http://a.gov.cn/y")
    assert read_attachment(kind, body) == Inside(links=("http://a.gov.cn/x?a=1&b=2", "http://a.gov.cn/y"))
    inner = archive(**{path: relations("media/a.png", mode="Internal"), "x": relations("http://a.gov.cn/no")})
    assert read_attachment(kind, inner) == NOTHING


def test_a_pdf_leads_further() -> None:
    body = pdf("http://a.gov.cn/1.html", "javascript:x", "http://a.gov.cn/2.html")
    assert read_attachment("pdf", body) == Inside(links=("http://a.gov.cn/1.html", "http://a.gov.cn/2.html"))
    assert read_attachment("pdf", pdf()) == NOTHING


@pytest.mark.parametrize(
    ("kind", "body", "found"),
    [
        ("docx", archive(a="x" * 999)[:60], BROKEN),
        ("zip", archive(a="x" * 999)[:-9], BROKEN),
        ("ofd", b"PK\x03\x04" + bytes(500), BROKEN),
        ("xlsx", b"\x01\x02\x03 nothing known", BROKEN),
        ("pdf", b"%PDF-1.4\n" + bytes(4_000), BROKEN),
        ("pdf", pdf()[:60], BROKEN),
        ("pdf", bytes(4_000), BROKEN),
        ("pdf", b"", Inside((FILE + "empty",))),
        ("pdf", b"\xef\xbb\xbf\r\n<!DOCTYPE HTML><html><title>404</title>", Inside((FILE + "html",))),
        ("zip", b"<html><body>x", Inside((FILE + "html",))),
        ("doc", "<html><title>页面不存在</title><body>页面不存在</body></html>".encode(), Inside((FILE + "html",))),
        # whole, locked, or something that programs open all the same
        ("zip", archive(a="x"), NOTHING),
        ("ofd", archive(**{"OFD.xml": "<a/>"}), NOTHING),
        ("pdf", pdf("http://a.gov.cn/", locked=True), NOTHING),
        ("docx", OLE, NOTHING),
        ("xlsx", b"<?xml version='1.0'?><Workbook/>", NOTHING),
        ("zip", b"Rar!\x1a\x07\x00" + bytes(90), NOTHING),
        ("doc", b"{\\rtf1 x}", NOTHING),
        ("doc", bytes(90), NOTHING),
        ("xls", "<html><table><tr><td>表一</td></tr></table></html>".encode(), NOTHING),
        ("pdf", b"<script>document.cookie='a=1';location.reload()</script>", NOTHING),
        ("pdf", b"<html><head><meta http-equiv=\"refresh\" content=\"0;url=/login\">", NOTHING),
    ],
)  # fmt: skip
def test_what_a_file_is(kind: str, body: bytes, found: Inside) -> None:
    assert read_attachment(kind, body) == found


def test_a_part_of_a_file_is_never_called_empty() -> None:
    assert glance("pdf", b"", whole=False) == ()
    assert glance("pdf", b"", whole=True) == (FILE + "empty",)


def test_a_door_before_a_file_is_no_file_of_another_kind() -> None:
    page = "<html><head><title>{}</title></head><body>请输入用户名和密码</body></html>"
    assert glance("pdf", page.format("用户登录").encode(), whole=True) == (LOGIN,)
    assert glance("doc", page.format("用户登录").encode(), whole=True) == (LOGIN,)
    assert glance("pdf", page.format("办事指南").encode(), whole=True) == (FILE + "html",)


def test_names() -> None:
    assert [
        named(f"http://a.cn/{name}") for name in ("a.PDF", "b.docx?x=1.html", "c.html", "d", "e.pdf/", "f.png")
    ] == [
        *("pdf", "docx", "", "", "", ""),
    ]
    assert [offered(f"http://a.cn/{name}") for name in ("a.pdf?v=2", "get.do?id=1&file=a.PDF", "get.do?id=1")] == [
        *(True, True, False),
    ]


@cache
def bombs() -> list[tuple[str, bytes]]:
    rels = "word/_rels/document.xml.rels"
    entities = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10 if n else "a"}">' for n in range(12))
    many = BytesIO()
    with zipfile.ZipFile(many, "w") as file:
        for n in range(20_000):
            file.writestr(f"word/_rels/{n}.rels", "")
    lying = bytearray(archive(**{rels: relations("http://a.gov.cn/") + " " * 50_000_000}))
    for place in (lying.index(b"PK\x01\x02") + 24, lying.index(b"PK\x03\x04") + 22):
        lying[place : place + 4] = (1_000).to_bytes(4, "little")  # claims to be small
    return [
        ("docx", archive(**{rels: b" " * 100_000_000})),
        ("docx", archive(**{f"word/_rels/{n}.rels": b" " * 900_000 for n in range(60)})),
        ("docx", archive(**{rels: f"<!DOCTYPE l [{entities}]><l a='&a11;'>&a11;</l>"})),
        ("docx", archive(**{rels: (" " * 5_000 + f"<!DOCTYPE l [{entities}]><l a='&a11;'/>").encode("utf-16")})),
        ("docx", archive(**{rels: "<a>" * 300_000})),
        ("docx", many.getvalue()),
        ("docx", bytes(lying)),
        ("pdf", b"%PDF-1.7\n" + b"1 0 obj<</Kids[1 0 R" * 20_000),
        ("pdf", b"%PDF-1.7\n" + b"[" * 1_000_000),
        ("pdf", b"%PDF-1.4\n1 0 obj<</Filter/FlateDecode>>stream\n" + zlib.compress(bytes(50_000_000)) + b"endstream"),
    ]  # fmt: skip


@pytest.mark.parametrize("number", range(10))
def test_a_bomb_costs_little(number: int) -> None:
    kind, body = bombs()[number]
    started = time.process_time()
    assert read_attachment(kind, body).links == ()
    assert time.process_time() - started < 3.0
