"""The text of a pdf, page by page. A page of nothing but pictures says so: what is written in a picture is not read."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pypdfium2
import pypdfium2.raw as pdfium

from checks.facts.file_parts import BROKEN, LOCKED, PICTURE, Part, Unread

_MOST_PAGES = 1_000
_MOST_CHARACTERS = 200_000
_ODD = re.compile(r"[\ufffd\ue000-\uf8ff\x00-\x08\x0e-\x1f]")
_GARBLED = 0.3
"""From this share of characters that mean nothing on, the letters of a page are drawn and not told."""


def pdf_parts(body: bytes) -> Iterator[Part]:
    """Every page that has text. Raises Unread for what cannot be opened, and where there are too many pages."""
    try:
        with pypdfium2.PdfDocument(body) as document:
            yield from _pages(document)
    except pypdfium2.PdfiumError as error:
        locked = error.err_code in (pdfium.FPDF_ERR_PASSWORD, pdfium.FPDF_ERR_SECURITY)
        raise Unread(LOCKED if locked else BROKEN) from error


def _pages(document: pypdfium2.PdfDocument) -> Iterator[Part]:
    count, told = len(document), 0
    pictures: list[int] = []
    broken: list[int] = []
    garbled: list[int] = []
    for number in range(1, min(count, _MOST_PAGES) + 1):
        try:
            text, picture = _page(document, number - 1)
        except pypdfium2.PdfiumError:
            broken.append(number)
            continue
        if _means_nothing(text):
            garbled.append(number)
        elif text.strip():
            told += 1
            yield Part(f"第{number}页", text)
        elif picture:
            pictures.append(number)
    if pictures and not told and not garbled:
        raise Unread(PICTURE)
    for pages, why in ((pictures, "是图片，没有文字"), (broken, "损坏"), (garbled, "的字没有编码，读不出来")):
        if pages:
            yield Part(unread=f"{_named(pages)}{why}")
    if count > _MOST_PAGES:
        raise Unread(f"有{count}页，只读了前{_MOST_PAGES}页")


def _page(document: pypdfium2.PdfDocument, index: int) -> tuple[str, bool]:
    """(text of a page, whether it shows a picture where it has no text)."""
    page = document[index]
    try:
        drawn = page.get_textpage()
        try:
            count = min(drawn.count_chars(), _MOST_CHARACTERS)
            text = str(drawn.get_text_range(0, count)) if count > 0 else ""
        finally:
            drawn.close()
        picture = not text.strip() and any(True for _ in page.get_objects([pdfium.FPDF_PAGEOBJ_IMAGE], max_depth=3))
        return text.replace("\r\n", "\n").replace("\ufffe", ""), picture
    finally:
        page.close()


def _means_nothing(text: str) -> bool:
    return len(_ODD.findall(text)) > len(text) * _GARBLED


def _named(pages: list[int]) -> str:
    shown = "、".join(map(str, pages[:5]))
    return f"第{shown}页" if len(pages) <= 5 else f"第{shown}等{len(pages)}页"
