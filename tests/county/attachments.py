"""Files to hang on articles: small and whole, locked, and broken in the ways that files break. The same every time."""

from __future__ import annotations

import struct
import zipfile
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
}


def served(body: bytes, kind: str) -> Response:
    """A file as its server hands it out. `kind` is a suffix."""
    return Response(200, (("Content-Type", KINDS[kind]),), body)


def pdf(*, locked: bool = False) -> bytes:
    """One page with one word, or one that opens only with a password."""
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>>>",
        b"<</Length %d>>stream\n%s\nendstream" % (len(_TEXT), _TEXT),
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
    ]
    more = b""
    if locked:
        objects.append(b"<</Filter/Standard/V 1/R 2/O<%s>/U<%s>/P -44>>" % (b"5A" * 32, b"A5" * 32))
        more = b"/Encrypt 6 0 R/ID[<%s><%s>]" % (b"01" * 16, b"01" * 16)
    body, places = b"%PDF-1.4\n", []
    for number, content in enumerate(objects, 1):
        places.append(len(body))
        body += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    count = len(objects) + 1
    table = b"xref\n0 %d\n0000000000 65535 f \n%s" % (count, table)
    return body + table + b"trailer\n<</Size %d/Root 1 0 R%s>>\nstartxref\n%d\n%%%%EOF\n" % (count, more, len(body))


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


def docx(words: str = "临江县") -> bytes:
    """A Word document of one paragraph."""
    content = f'<w:document xmlns:w="{_W}"><w:body><w:p><w:r><w:t>{words}</w:t></w:r></w:p></w:body></w:document>'
    return _package("word/document.xml", content.encode(), "docx", {})


def xlsx(words: str = "临江县") -> bytes:
    """A workbook of one sheet with one cell."""
    content = (
        f'<workbook xmlns="{_S}" xmlns:r="{_OFFICE}"><sheets>'
        '<sheet name="1" sheetId="1" r:id="rId1"/></sheets></workbook>'
    )
    sheet = (
        f'<worksheet xmlns="{_S}"><sheetData><row r="1"><c r="A1" t="inlineStr"><is><t>{words}</t></is></c></row>'
        "</sheetData></worksheet>"
    )
    relation = (
        f'<Relationships xmlns="{_PARTS}"><Relationship Id="rId1" Type="{_OFFICE}/worksheet" '
        'Target="worksheets/sheet1.xml"/></Relationships>'
    )
    more = {
        "xl/worksheets/sheet1.xml": _HEAD + sheet.encode(),
        "xl/_rels/workbook.xml.rels": _HEAD + relation.encode(),
    }
    return _package("xl/workbook.xml", content.encode(), "xlsx", more)


def ole() -> bytes:
    """The beginning of an old Word or Excel file."""
    return bytes.fromhex("d0cf11e0a1b11ae1") + bytes(504)
