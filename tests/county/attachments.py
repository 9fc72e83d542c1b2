"""Files to hang on articles: small and whole, locked, and broken in the ways that files break. The same every time."""

from __future__ import annotations

import struct
import zipfile
from collections.abc import Sequence
from html import escape
from io import BytesIO

from tests.county.nouns import Response

_WHEN = (2020, 1, 1, 0, 0, 0)
_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_S = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
_PARTS = "http://schemas.openxmlformats.org/package/2006/relationships"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_TEXT = b"BT /F1 12 Tf 72 720 Td (Linjiang) Tj ET"
_HEAD = b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
KINDS = {
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "zip": "application/zip",
    "doc": "application/msword",
    "xls": "application/vnd.ms-excel",
    "et": "application/vnd.ms-excel",
    "wps": "application/vnd.ms-works",
    "ofd": "application/ofd",
    "csv": "text/csv",
    "txt": "text/plain",
    "rtf": "application/rtf",
    "rar": "application/vnd.rar",
    "pptx": "application/vnd.openxmlformats-officedocument.presentationml.presentation",
}
Rows = Sequence[Sequence[object]]
"""Rows of a table; what stands in a cell is written as its text."""


def served(body: bytes, kind: str) -> Response:
    """A file as its server hands it out. `kind` is a suffix."""
    return Response(200, (("Content-Type", KINDS[kind]),), body)


def pdf(*, locked: bool = False) -> bytes:
    """One page with one word, or one that opens only with a password."""
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>>>",
        _stream(_TEXT),
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
    ]
    more = b""
    if locked:
        objects.append(b"<</Filter/Standard/V 1/R 2/O<%s>/U<%s>/P -44>>" % (b"5A" * 32, b"A5" * 32))
        more = b"/Encrypt 6 0 R/ID[<%s><%s>]" % (b"01" * 16, b"01" * 16)
    return _pdf_of(objects, more)


def _stream(content: bytes, more: bytes = b"") -> bytes:
    return b"<<%s/Length %d>>stream\n%s\nendstream" % (more, len(content), content)


def _pdf_of(objects: Sequence[bytes], more: bytes = b"") -> bytes:
    body, places = b"%PDF-1.4\n", []
    for number, content in enumerate(objects, 1):
        places.append(len(body))
        body += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    count = len(objects) + 1
    table = b"xref\n0 %d\n0000000000 65535 f \n%s" % (count, table)
    return body + table + b"trailer\n<</Size %d/Root 1 0 R%s>>\nstartxref\n%d\n%%%%EOF\n" % (count, more, len(body))


def pdf_pages(*pages: Sequence[str]) -> bytes:
    """A pdf of these pages, each of lines in Chinese; a page without lines shows one picture and no text."""
    font = b"<</Type/Font/Subtype/Type0/BaseFont/STSong-Light/Encoding/UniGB-UCS2-H/DescendantFonts[%d 0 R]>>"
    below = (
        b"<</Type/Font/Subtype/CIDFontType0/BaseFont/STSong-Light/CIDSystemInfo<</Registry(Adobe)/Ordering(GB1)"
        b"/Supplement 2>>/DW 1000/FontDescriptor %d 0 R>>"
    )
    looks = (
        b"<</Type/FontDescriptor/FontName/STSong-Light/Flags 6/FontBBox[0 -200 1000 900]/ItalicAngle 0/Ascent 880"
        b"/Descent -120/CapHeight 880/StemV 93>>"
    )
    picture = _stream(
        bytes(4), b"/Type/XObject/Subtype/Image/Width 2/Height 2/ColorSpace/DeviceGray/BitsPerComponent 8"
    )
    first = 7
    kids = b" ".join(b"%d 0 R" % (first + 2 * n) for n in range(len(pages)))
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[%s]/Count %d>>" % (kids, len(pages)),
        *(font % 4, below % 5, looks, picture),
    ]
    for number, lines in enumerate(pages):
        drawn = b"".join(
            b"BT /F1 12 Tf 50 %d Td <%s> Tj ET\n" % (800 - 16 * n, line.encode("utf-16-be").hex().encode())
            for n, line in enumerate(lines)
        )
        objects.append(
            b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents %d 0 R/Resources<</Font<</F1 3 0 R>>"
            b"/XObject<</I1 6 0 R>>>>>>" % (first + 2 * number + 1)
        )
        objects.append(_stream(drawn or b"q 500 0 0 700 40 40 cm /I1 Do Q"))
    return _pdf_of(objects)


def archive(parts: dict[str, bytes], *, locked: bool = False) -> bytes:
    """A zip of `parts`. A locked one says in both its headers that its parts are encrypted."""
    made = BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, content in parts.items():
            packed.writestr(zipfile.ZipInfo(name, _WHEN), content)
    body = bytearray(made.getvalue())
    if locked:
        for sign, at in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
            place = body.find(sign)
            while place >= 0:
                (flags,) = struct.unpack_from("<H", body, place + at)
                struct.pack_into("<H", body, place + at, flags | 1)
                place = body.find(sign, place + 4)
    return bytes(body)


def _package(main: str, content: bytes, kind: str, more: dict[str, bytes]) -> bytes:
    types = (
        f'<Types xmlns="{_TYPES}"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package'
        '.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/>'
        f'<Override PartName="/{main}" ContentType="{KINDS[kind]}.main+xml"/></Types>'
    )
    relation = (
        f'<Relationships xmlns="{_PARTS}"><Relationship Id="rId1" Type="{_OFFICE}/officeDocument" '
        f'Target="{main}"/></Relationships>'
    )
    whole = {"[Content_Types].xml": _HEAD + types.encode(), "_rels/.rels": _HEAD + relation.encode()}
    return archive({**whole, main: _HEAD + content, **more})


def docx(words: str = "临江县", rows: Rows = ()) -> bytes:
    """A Word document of a paragraph for each line of `words`, and of one table where `rows` are given."""
    text = "".join(f"<w:p><w:r><w:t>{escape(line)}</w:t></w:r></w:p>" for line in words.split("\n"))
    cell = "<w:tc><w:p><w:r><w:t>{}</w:t></w:r></w:p></w:tc>"
    lines = "".join(f"<w:tr>{''.join(cell.format(escape(str(value))) for value in row)}</w:tr>" for row in rows)
    table = f"<w:tbl>{lines}</w:tbl>" if rows else ""
    content = f'<w:document xmlns:w="{_W}"><w:body>{text}{table}</w:body></w:document>'
    return _package("word/document.xml", content.encode(), "docx", {})


def xlsx(words: str = "临江县", rows: Rows = (), name: str = "1") -> bytes:
    """A workbook of one sheet called `name`: of one cell, or of `rows`."""
    content = (
        f'<workbook xmlns="{_S}" xmlns:r="{_OFFICE}"><sheets>'
        f'<sheet name="{escape(name)}" sheetId="1" r:id="rId1"/></sheets></workbook>'
    )
    lines = "".join(
        f'<row r="{number}">{"".join(_cell(number, n, value) for n, value in enumerate(row))}</row>'
        for number, row in enumerate(rows or [[words]], 1)
    )
    sheet = f'<worksheet xmlns="{_S}"><sheetData>{lines}</sheetData></worksheet>'
    relation = (
        f'<Relationships xmlns="{_PARTS}"><Relationship Id="rId1" Type="{_OFFICE}/worksheet" '
        'Target="worksheets/sheet1.xml"/></Relationships>'
    )
    more = {
        "xl/worksheets/sheet1.xml": _HEAD + sheet.encode(),
        "xl/_rels/workbook.xml.rels": _HEAD + relation.encode(),
    }
    return _package("xl/workbook.xml", content.encode(), "xlsx", more)


def _cell(row: int, column: int, value: object) -> str:
    """Numbers as numbers, everything else as text. At most 26 columns."""
    at = f"{chr(65 + column)}{row}"
    if isinstance(value, int | float):
        return f'<c r="{at}"><v>{value}</v></c>'
    return f'<c r="{at}" t="inlineStr"><is><t>{escape(str(value))}</t></is></c>'


def ofd(*pages: Sequence[str]) -> bytes:
    """An ofd of these pages, each of lines; a page without lines shows a picture."""
    space = "http://www.ofdspec.org/2016"
    parts = {"OFD.xml": f'<ofd:OFD xmlns:ofd="{space}" Version="1.0" DocType="OFD"/>'.encode()}
    for number, lines in enumerate(pages):
        drawn = "".join(
            f'<ofd:TextObject ID="{n + 9}" Boundary="20 {20 + 8 * n} 170 6" Font="3" Size="5">'
            f'<ofd:TextCode X="0" Y="5">{escape(line)}</ofd:TextCode></ofd:TextObject>'
            for n, line in enumerate(lines)
        )
        drawn = drawn or '<ofd:ImageObject ID="9" Boundary="0 0 210 297" ResourceID="4"/>'
        page = (
            f'<ofd:Page xmlns:ofd="{space}"><ofd:Content><ofd:Layer ID="8">{drawn}</ofd:Layer></ofd:Content></ofd:Page>'
        )
        parts[f"Doc_0/Pages/Page_{number}/Content.xml"] = _HEAD + page.encode()
        if not lines:
            parts["Doc_0/Res/scan.png"] = b"\x89PNG\r\n\x1a\n"
    return archive(parts)


def rtf(lines: Sequence[str]) -> bytes:
    """A rich text of these lines, in GBK as Chinese programs write it."""
    said = "\\par\n".join(
        "".join(chr(b) if b < 128 else f"\\'{b:02x}" for b in line.encode("gb18030")) for line in lines
    )
    return ("{\\rtf1\\ansi\\ansicpg936{\\fonttbl{\\f0\\fcharset134 SimSun;}}\\f0 " + said + "}").encode("ascii")


def csv(rows: Rows, charset: str = "gb18030") -> bytes:
    """A table as text, in the charset in which spreadsheets of these parts save it."""
    return "".join(",".join(map(str, row)) + "\r\n" for row in rows).encode(charset)


def table(kind: str, rows: Rows, title: str = "名单") -> bytes:
    """`rows` as a file of any kind that is read: xlsx (et, and xls as programs open it), docx (wps), pdf, ofd, csv,
    txt, rtf, html, or a zip that holds the workbook under the name of the table. `title` stands above, or is the name
    of the sheet."""
    lines = ["  ".join(map(str, row)) for row in rows]
    match kind:
        case "xlsx" | "et" | "xls":
            return xlsx(rows=rows, name=title)
        case "docx" | "wps":
            return docx(title, rows)
        case "pdf":
            return pdf_pages(*([title, *lines[n : n + 45]] for n in range(0, len(lines), 45)))
        case "ofd":
            return ofd(*([title, *lines[n : n + 30]] for n in range(0, len(lines), 30)))
        case "rtf":
            return rtf([title, *lines])
        case "csv":
            return csv(rows)
        case "txt":
            return "\r\n".join([title, *lines]).encode("gb18030")
        case "html":
            cells = "".join("<tr>" + "".join(f"<td>{escape(str(v))}</td>" for v in row) + "</tr>" for row in rows)
            return f"<html><head><meta charset=utf-8></head><body><table>{cells}</table></body></html>".encode()
        case "zip":
            return archive({f"{title}.xlsx": xlsx(rows=rows, name=title)})
    raise ValueError(kind)


def ole() -> bytes:
    """The beginning of an old Word or Excel file."""
    return bytes.fromhex("d0cf11e0a1b11ae1") + bytes(504)
