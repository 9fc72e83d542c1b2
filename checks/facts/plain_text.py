"""The text of csv, txt and rtf files, and of what office programs save as html or xml."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator

from lxml import etree
from selectolax.lexbor import LexborHTMLParser
from striprtf.striprtf import rtf_to_text

from checks.facts.file_parts import BROKEN, DOCUMENT_TYPE, Part, Unread, lines_of, rows_of
from checks.facts.markup import LIMIT, decode

_MOST_ROWS = 100_000
_FIELD = 100_000
_PICTURE = re.compile(rb"[0-9A-Fa-f\r\n]{2000,}")
_FIELD_CODE = re.compile(r"\\fldinst", re.IGNORECASE)
"""The library looks for the addresses behind fields, in more than linear time: without this word it finds none."""


def csv_parts(body: bytes) -> Iterator[Part]:
    """Every row, by the line on which it ends."""
    yield from _cut(body)
    text = decode(body)[0]
    comma = max(",\t;", key=text[:4_000].count)
    yield from rows_of(_rows(text, comma), "", _MOST_ROWS)


def _rows(text: str, comma: str) -> Iterator[tuple[int, list[str]]]:
    reader = csv.reader(_lines(text), delimiter=comma)
    try:
        for row in reader:
            yield reader.line_num, row
    except csv.Error as error:
        raise Unread(f"第{reader.line_num}行起不是表格，没有读") from error


def _lines(text: str) -> Iterator[str]:
    """Lines without what the reader of tables takes no part of."""
    for line in text.replace("\0", "").splitlines(keepends=True):
        yield line[:_FIELD]


def txt_parts(body: bytes) -> Iterator[Part]:
    """Every line."""
    yield from _cut(body)
    yield from lines_of(decode(body)[0].splitlines(), "行")


def rtf_parts(body: bytes) -> Iterator[Part]:
    """Every paragraph; pictures are left out before anything is read."""
    plain = _FIELD_CODE.sub(r"\\fldinsx", _PICTURE.sub(b"", body).decode("latin-1"))
    try:
        text = rtf_to_text(plain, encoding="gb18030", errors="replace")  # type: ignore[no-untyped-call]  # the library has none
    except (ValueError, LookupError, IndexError, TypeError) as error:
        raise Unread(BROKEN) from error
    yield from lines_of((line.replace("|", "\t") for line in text.splitlines()), "段")


def html_parts(body: bytes) -> Iterator[Part]:
    """A page that an office program saved under the name of a document."""
    yield from _cut(body)
    tree = LexborHTMLParser(decode(body)[0])
    for name in ("script", "style", "head"):
        for node in tree.css(name):
            node.decompose()
    rows = [
        [cell.text(separator=" ") for cell in row.iter() if cell.tag in ("td", "th")]
        for row in tree.css("tr")
        if not row.css("table")
    ]
    for row in tree.css("table"):
        row.decompose()
    if tree.body is not None:
        yield from lines_of(tree.body.text(separator="\n").splitlines(), "段")
    yield from rows_of(enumerate(rows, 1), "表格", _MOST_ROWS)


def xml_parts(body: bytes) -> Iterator[Part]:
    """A document that an office program saved as one piece of xml: the text of its elements."""
    if b"<!DOCTYPE" in body[:4_000] or b"<!ENTITY" in body[:4_000]:
        raise Unread(DOCUMENT_TYPE)
    reader = etree.XMLPullParser(events=("end",), resolve_entities=False, no_network=True)
    try:
        reader.feed(body)
        reader.close()
    except etree.LxmlError as error:
        raise Unread(BROKEN) from error
    yield from lines_of(_said(reader.read_events()), "段")


def _said(events: Iterator[tuple[str, etree._Element]]) -> Iterator[str]:
    """Paragraphs of a text, rows of a table: whatever ends a line."""
    said: list[str] = []
    for _, element in events:
        name = element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""
        if name in ("t", "Data"):
            said.append(element.text or "")
        elif name in ("tc", "Cell"):
            said.append("\t")
        elif name in ("Row", "tr") or (name == "p" and not any("tc" in up.tag for up in element.iterancestors())):
            yield "".join(said)
            said = []
    yield "".join(said)


def _cut(body: bytes) -> Iterator[Part]:
    if len(body) > LIMIT:
        yield Part(unread=f"超过{LIMIT // 1_000_000}兆字节，后面的没有读")
