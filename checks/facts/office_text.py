"""The text of documents that are zips of xml: docx (and wps that is one), pptx, and ofd."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Callable, Iterator
from itertools import groupby

from lxml import etree

from checks.facts.file_parts import Part, Unread, lines_of, rows_of
from checks.facts.zipped import elements, forget, part

_BESIDE = re.compile(r"word/(footnotes|endnotes|comments|header\d{1,3}|footer\d{1,3})\.xml")
_BESIDE_NAMES = {"footnotes": "脚注", "endnotes": "尾注", "comments": "批注", "header": "页眉", "footer": "页脚"}
_SLIDE = re.compile(r"ppt/slides/slide(\d{1,6})\.xml")
_OFD_PAGE = re.compile(r"(?:[\w\-]{1,40}/){0,3}?Pages/(?:[A-Za-z_]{0,20}(\d{1,6})/)?Content\.xml", re.IGNORECASE)
_MOST_ROWS = 100_000
_MOST_PAGES = 1_000
_DRAWN = frozenset(("t", "tab", "br", "cr"))
_WORDS = ("p", "tc", "tr", "tbl", "Fallback", *_DRAWN)


def docx_parts(archive: zipfile.ZipFile) -> Iterator[Part]:
    """Paragraphs and rows of tables, then notes, comments and what stands above and below every page."""
    yield from _words(archive, "word/document.xml", "")
    for name in archive.namelist():
        if beside := _BESIDE.fullmatch(name):
            yield from _words(archive, name, _BESIDE_NAMES[beside.group(1).rstrip("0123456789")])


def _words(archive: zipfile.ZipFile, name: str, before: str) -> Iterator[Part]:
    """What stands in one part of the document, in its order; the paragraph above a table is the title of that."""
    held: list[str] = []
    count, tables = 1, 0
    with part(archive, name) as stream:
        for rows, group in groupby(_paragraphs(elements(stream, *_WORDS)), key=lambda said: said[1] is not None):
            if rows:
                tables += 1
                cells = (row or [] for _, row in group)
                title = next((text.strip() for text in reversed(held) if text.strip()), "")
                yield from rows_of(enumerate(cells, 1), f"{before}表格{tables}", _MOST_ROWS, title[:60])
            else:
                held = [text for text, _ in group]
                yield from lines_of(held, "段", before, count)
                count += len(held)


def _paragraphs(found: Iterator[tuple[str, str, etree._Element]]) -> Iterator[tuple[str, list[str] | None]]:
    """(paragraph, None) outside tables, ("", cells) for every row of one; a table in a cell is text of that cell."""
    said: list[str] = []
    cells: list[str] = []
    depth = twice = 0
    for event, name, element in found:
        start = event == "start"
        if name == "Fallback":  # the same text again, for older programs
            twice += 1 if start else -1
        elif name == "tbl":
            depth += 1 if start else -1
        elif start or twice:
            continue
        elif name in _DRAWN:
            said.append((element.text or "") if name == "t" else "\t" if name == "tab" else "\n")
        elif name == "p":
            if depth:
                said.append(" ")
            else:
                yield "".join(said), None
                said = []
                forget(element)
        elif depth == 1 and name == "tc":
            cells.append("".join(said))
            said = []
        elif depth == 1 and name == "tr":
            yield "", cells
            cells = []
            forget(element)


def pptx_parts(archive: zipfile.ZipFile) -> Iterator[Part]:
    """The paragraphs of every slide."""
    yield from _by_page(archive, _SLIDE, 0, _slide)


def ofd_parts(archive: zipfile.ZipFile) -> Iterator[Part]:
    """The text of every page, in the order in which it is drawn."""
    yield from _by_page(archive, _OFD_PAGE, 1, _drawn)


_Found = Iterator[tuple[str, str, etree._Element]]


def _by_page(
    archive: zipfile.ZipFile, names: re.Pattern[str], first: int, read: Callable[[_Found], str]
) -> Iterator[Part]:
    known = [(int(found.group(1) or 0), name) for name in archive.namelist() if (found := names.fullmatch(name))]
    for count, (number, name) in enumerate(sorted(known)):
        if count >= _MOST_PAGES:
            raise Unread(f"有{len(known)}页，只读了前{_MOST_PAGES}页")
        with part(archive, name) as stream:
            text = read(elements(stream, "p", "t", "br", "TextObject", "TextCode"))
        if text:
            yield Part(f"第{number + first}页", text)


def _slide(found: _Found) -> str:
    said: list[str] = []
    for event, name, element in found:
        if event == "end" and name in ("t", "br", "p"):
            said.append((element.text or "") if name == "t" else "\n")
    return "".join(said).strip()


def _drawn(found: _Found) -> str:
    """Objects that stand on one line are one line; a gap as wide as a character is a tab."""
    said: list[str] = []
    line, right = -1e9, -1e9
    x = y = width = height = 0.0
    for event, name, element in found:
        if event == "start" and name == "TextObject":
            x, y, width, height = _box(element.get("Boundary") or "")
            if abs(y - line) > max(height, 1.0) / 2:
                said.append("\n")
            elif x - right > max(height, 1.0) / 2:
                said.append("\t")
            line, right = y, x + width
        elif event == "end" and name == "TextCode":
            said.append(element.text or "")
        elif event == "end" and name == "TextObject":
            forget(element)
    return "".join(said).strip()


def _box(written: str) -> tuple[float, float, float, float]:
    try:
        x, y, width, height = (float(number) for number in written[:200].split())
    except ValueError:
        return 0.0, 0.0, 0.0, 0.0
    return x, y, width, height
