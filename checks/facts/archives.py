"""What kind of file some bytes are, and its text: also of files in a zip, one level deep."""

from __future__ import annotations

import zipfile
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import PurePosixPath

from checks.facts.file_parts import (
    BROKEN,
    CONVERTER,
    LOCKED,
    NESTED,
    PAGE,
    PICTURE,
    UNKNOWN,
    UNPACKER,
    Convert,
    Part,
    Unread,
    lines_of,
)
from checks.facts.file_tables import continued
from checks.facts.office_text import docx_parts, ofd_parts, pptx_parts
from checks.facts.pdf_text import pdf_parts
from checks.facts.plain_text import csv_parts, html_parts, rtf_parts, txt_parts, xml_parts
from checks.facts.sheet_text import sheet_parts
from checks.facts.zipped import part, unzipped

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
RAR = b"Rar!"
_MOST_MEMBERS = 200
_MEMBER_BYTES = 20_000_000
_ALL_BYTES = 60_000_000
_RATIO = 200
"""A file that unfolds to more than so many times its size is no file of an office."""
_UTF8_NAME = 0x800
_PACKED = frozenset(("zip", "rar", "7z", "gz", "tar", "jar", "iso", "bz2", "xz"))
_PICTURES = frozenset(("jpg", "jpeg", "png", "gif", "bmp", "tif", "tiff", "webp"))
_TEXTS = frozenset(("csv", "txt"))
_WORDS = frozenset(("doc", "wps", "rtf", "docx"))
_HTML = (b"<!doctype html", b"<html", b"<head", b"<body", b"<table", b"<meta")
_MAIN: tuple[tuple[str, Callable[[zipfile.ZipFile], Iterator[Part]]], ...] = (
    ("word/document.xml", docx_parts),
    ("ppt/presentation.xml", pptx_parts),
    ("OFD.xml", ofd_parts),
)
_BOOKS = ("xl/workbook.xml", "xl/workbook.bin")


def no_tool(kind: str, body: bytes) -> None:
    """A `Convert` where no tool is at hand."""


def parts_of(kind: str, body: bytes, convert: Convert = no_tool) -> Iterator[Part]:
    """The parts of a file called `kind`, by what it is and not by its name. Raises Unread for the rest of it."""
    head = body[:1_024].removeprefix(b"\xef\xbb\xbf").lstrip()[:100].lower()
    if body.startswith(b"PK"):
        yield from _zip_parts(body, convert)
    elif body.startswith(OLE):
        yield from _ole_parts(kind, body, convert)
    elif b"%PDF" in body[:1_024]:
        yield from continued(pdf_parts(body))
    elif body.startswith(b"{\\rtf"):
        yield from continued(rtf_parts(body))
    elif body.startswith(RAR):
        packed = convert("rar", body)
        if packed is None:
            raise Unread(UNPACKER)
        with unzipped(packed) as archive:
            yield from _members(archive, convert)
    elif kind in _TEXTS:
        if head.startswith(_HTML):
            raise Unread(PAGE)
        yield from csv_parts(body) if kind == "csv" else continued(txt_parts(body))
    elif head.startswith(_HTML):
        yield from continued(html_parts(body))
    elif head.startswith(b"<?xml"):
        yield from continued(xml_parts(body))
    else:
        raise Unread(UNKNOWN)


def _ole_parts(kind: str, body: bytes, convert: Convert) -> Iterator[Part]:
    if _stream("EncryptedPackage", body):
        raise Unread(LOCKED)
    word, book = _stream("WordDocument", body), _stream("Workbook", body) or _stream("Book\0", body)
    if book and not (word and kind in _WORDS):  # a table may stand in a document, and a document in a table
        yield from sheet_parts(body)
    elif word:
        text = convert("doc", body)
        if text is None:
            raise Unread(CONVERTER)
        yield from continued(lines_of(text.decode("utf-8", "replace").splitlines(), "段"))
    else:
        raise Unread(UNKNOWN if len(body) > 1_536 else BROKEN)


def _stream(name: str, body: bytes) -> bool:
    return name.encode("utf-16-le") in body


def _zip_parts(body: bytes, convert: Convert) -> Iterator[Part]:
    with unzipped(body) as archive:
        names = frozenset(archive.namelist())
        read = next((read for main, read in _MAIN if main in names), None)
        if read is None and names.isdisjoint(_BOOKS):
            if "[Content_Types].xml" in names:
                raise Unread(UNKNOWN)
            yield from _members(archive, convert)
            return
        told = False
        for found in continued(read(archive)) if read is not None else sheet_parts(body):
            told = True
            yield found
        if not told and any(PurePosixPath(name).suffix[1:].lower() in _PICTURES for name in names):
            raise Unread(PICTURE)


def _members(archive: zipfile.ZipFile, convert: Convert) -> Iterator[Part]:
    left = _ALL_BYTES
    members = [known for known in archive.infolist() if not known.is_dir() and "__MACOSX" not in known.filename]
    for number, known in enumerate(members):
        if number >= _MOST_MEMBERS:
            raise Unread(f"压缩包里有{len(members)}个文件，只读了前{_MOST_MEMBERS}个")
        name = name_of(known)
        place = f"压缩包内 {name}"
        try:
            kind = _opened(known, left)
            with part(archive, known, min(_MEMBER_BYTES, left)) as stream:
                body = stream.read()
            left -= len(body)
            for found in _flat(kind, body, convert):
                within = f"{place}，{found.place}" if found.place else place
                yield replace(found, place=within, title=f"{name} {found.title}".strip())
        except Unread as why:
            yield Part(place, unread=str(why))
        except (zipfile.BadZipFile, NotImplementedError, EOFError, OSError, ValueError, RuntimeError):
            yield Part(place, unread=BROKEN)


def _opened(known: zipfile.ZipInfo, left: int) -> str:
    """The kind of a member that is to be read. Raises Unread for all others."""
    kind = PurePosixPath(known.filename).suffix[1:].lower()
    if kind in _PACKED:
        raise Unread(NESTED)
    if kind in _PICTURES:
        raise Unread("图片，没有文字")
    if known.file_size > _MEMBER_BYTES or known.file_size > left:
        raise Unread(f"展开后有{known.file_size // 1_000_000}兆字节，太大，没有读")
    if known.file_size > 1_000_000 and known.file_size > known.compress_size * _RATIO:
        raise Unread("压缩得反常地小，可能是压缩炸弹，没有读")
    return kind


def _flat(kind: str, body: bytes, convert: Convert) -> Iterator[Part]:
    """A file in an archive, which is no archive itself whatever it is called."""
    if body.startswith(RAR):
        raise Unread(NESTED)
    if body.startswith(b"PK"):
        with unzipped(body) as inner:
            if frozenset(inner.namelist()).isdisjoint((*(main for main, _ in _MAIN), *_BOOKS)):
                raise Unread(NESTED)
    yield from parts_of(kind, body, convert)


def name_of(known: zipfile.ZipInfo) -> str:
    """The name of a member as its maker wrote it: UTF-8 or GBK, whatever the archive says; safe to print."""
    name = known.filename
    if not known.flag_bits & _UTF8_NAME:
        written = name.encode("cp437", "replace")
        try:
            name = written.decode("utf-8")
        except UnicodeDecodeError:
            name = written.decode("gb18030", "replace")
    return "".join(sign if sign.isprintable() else "?" for sign in name)[-100:]
