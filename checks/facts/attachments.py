"""What a whole file that a page offers is, and where it leads: marks for the verdict table, and hyperlinks.

Opens docx, xlsx, pptx, pdf, ofd and zip, within bounds. Meant for a process of its own (`crawler.opener`): what is
opened was made by strangers. A file locked by a password is not broken.
"""

from __future__ import annotations

import re
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO

import pypdfium2
import pypdfium2.raw as pdfium
from lxml import etree

from checks.facts.files import WINDOW, ZIPPED, glance
from checks.model import marks
from checks.model.urls import normalise

MOST_LINKS = 1_000
_OFFICE = frozenset(("docx", "xlsx", "pptx"))
_KINDS = (
    *(b"PK", b"%PDF", b"\xd0\xcf\x11\xe0", b"Rar!", b"7z\xbc\xaf", b"{\\rtf", b"<?xml", b"\x1f\x8b", b"\x89PNG"),
    *(b"\xff\xd8\xff", b"GIF8", b"BM", b"II*\0", b"MM\0*", b"\x62\x14\x23\x65", b"\x77\x23\x62\x65", b"MZ"),
)
_MOST_PARTS, _PART_BYTES, _MOST_PAGES = 500, 1_000_000, 100
_ALL_PARTS = 10_000_000
_RELATION = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
_FOLDERS = re.compile(r"(?:word|xl|ppt)/(?:[\w\-]{1,40}/){0,3}_rels/[^/]{1,100}\.rels")


@dataclass(frozen=True, slots=True)
class Inside:
    """`links` are addresses as this program writes them, `marks` as `checks.model.marks` knows them."""

    marks: tuple[str, ...] = ()
    links: tuple[str, ...] = ()


def read_attachment(kind: str, body: bytes) -> Inside:
    """What a whole file called `kind` is, and where it leads. Raises nothing of its own; memory may run out."""
    told = glance(kind, body, whole=True)
    if told:
        return Inside(told)
    if kind == "pdf":
        return _read_pdf(body)
    if kind in ZIPPED:
        return _read_zip(kind, body)
    return Inside()


def _unknown(body: bytes) -> Inside:
    """A file that does not begin as its name says: broken unless it begins as something that programs open."""
    return Inside() if body.startswith(_KINDS) or body.lstrip()[:1] == b"<" else Inside((marks.FILE + "broken",))


def _read_pdf(body: bytes) -> Inside:
    if b"%PDF" not in body[:WINDOW]:
        return _unknown(body)
    try:
        with pypdfium2.PdfDocument(body) as document:
            if not len(document):
                return Inside((marks.FILE + "broken",))
            return Inside(links=tuple(dict.fromkeys(_of_pages(document))))
    except pypdfium2.PdfiumError as error:
        broken = error.err_code in (pdfium.FPDF_ERR_FORMAT, pdfium.FPDF_ERR_FILE)
        return Inside((marks.FILE + "broken",) if broken else ())


def _of_pages(document: pypdfium2.PdfDocument) -> Iterator[str]:
    """Where the link annotations of the first pages lead."""
    kept = 0
    for number in range(min(len(document), _MOST_PAGES)):
        try:
            page = document[number]
        except pypdfium2.PdfiumError:
            continue
        for written in _annotated(document, page):
            if kept < MOST_LINKS and (url := _whole(written)):
                kept += 1
                yield url
        page.close()


def _annotated(document: pypdfium2.PdfDocument, page: pypdfium2.PdfPage) -> Iterator[str]:
    position, link = pdfium.c_int(0), pdfium.FPDF_LINK()
    for _ in range(MOST_LINKS):
        if not pdfium.FPDFLink_Enumerate(page, position, link):
            return
        action = pdfium.FPDFLink_GetAction(link)
        if not action or pdfium.FPDFAction_GetType(action) != pdfium.PDFACTION_URI:
            continue
        length = pdfium.FPDFAction_GetURIPath(document, action, None, 0)
        if 1 < length < 2_000:
            buffer = pdfium.create_string_buffer(length)
            pdfium.FPDFAction_GetURIPath(document, action, buffer, length)
            yield buffer.value.decode("utf-8", "replace")


def _read_zip(kind: str, body: bytes) -> Inside:
    if not body.startswith(b"PK"):
        return _unknown(body)
    try:
        with zipfile.ZipFile(BytesIO(body)) as archive:
            parts = (
                [part for part in archive.infolist() if _FOLDERS.fullmatch(part.filename)] if kind in _OFFICE else []
            )
            return Inside(links=tuple(dict.fromkeys(_of_parts(archive, parts))))
    except (zipfile.BadZipFile, ValueError, NotImplementedError, OSError):
        return Inside((marks.FILE + "broken",))


def _of_parts(archive: zipfile.ZipFile, parts: list[zipfile.ZipInfo]) -> Iterator[str]:
    """Where the relations of an office document lead. What a part claims to hold is not believed."""
    room, kept = _ALL_PARTS, 0
    for part in parts[:_MOST_PARTS]:
        if part.flag_bits & 1 or part.file_size > _PART_BYTES or room <= 0:
            continue
        try:
            with archive.open(part) as opened:
                data = opened.read(_PART_BYTES)
        except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, OSError, ValueError):
            continue
        room -= len(data)
        for written in _relations(data):
            if kept < MOST_LINKS and (url := _whole(written)):
                kept += 1
                yield url


def _relations(data: bytes) -> Iterator[str]:
    if b"<!" in data[:4_000]:
        return  # no office program writes a document type: whoever does wants entities
    try:
        for _, element in etree.iterparse(BytesIO(data), tag=_RELATION, resolve_entities=False, no_network=True):
            if element.get("TargetMode") == "External" and (element.get("Type") or "").endswith("/hyperlink"):
                yield element.get("Target") or ""
    except etree.LxmlError:
        return


def _whole(written: str) -> str:
    """The address that a file names, "" for everything but http."""
    written = written.strip()
    return (normalise(written) or "") if written[:8].lower().startswith(("http://", "https://")) else ""
