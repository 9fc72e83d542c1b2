"""What a file that a page offers for download is, by its name and its first bytes: marks for the verdict table.

A file whose kind its first bytes tell although its name says another, and one that cannot be judged, have no marks.
"""

from __future__ import annotations

from urllib.parse import unquote

from checks.facts.doors import titled_door
from checks.model import marks

WINDOW = 1_024
"""Bytes that a glance needs."""
ZIPPED = frozenset(("docx", "xlsx", "pptx", "ofd", "zip"))
_MAY_BE_HTML = frozenset(("doc", "xls", "ppt", "wps", "et", "dps", "rtf"))
"""Kinds that office programs also save as html, and open again."""
TEXTS = frozenset(("csv", "txt"))
"""Kinds that are nothing but text: whatever their bytes are, they are no broken file."""
NAMES = ZIPPED | _MAY_BE_HTML | TEXTS | {"pdf", "rar", "7z"}
"""Names of files (what stands behind the last dot) that are looked at."""
READ = NAMES - {"7z"}
"""Those of them that are opened (`checks.facts.attachments`, `checks.facts.file_text`)."""
_HTML = (b"<!doctype html", b"<html", b"<head", b"<body", b"<script", b"<title", b"<meta", b"<h1", b"<center")
_SENDS_ON = (b"document.cookie", b"location.", b"location=", b'http-equiv="refresh"', b"schemas-microsoft-com")
"""A challenge, a page that leads on, or what an office program saved: no page in the place of the file."""


def named(url: str) -> str:
    """What kind of file an address names: "pdf", "docx" …, "" for none of `NAMES`."""
    suffix = url.partition("?")[0].rpartition("/")[2].rpartition(".")[2].lower()
    return suffix if suffix in NAMES else ""


def called(url: str) -> str:
    """The name of the file at an address, as its maker wrote it; at most 100 characters."""
    return unquote(url.partition("?")[0].rpartition("/")[2][-900:])[-100:]


def offered(url: str) -> bool:
    """True when an address is one of `NAMES`, or hands one out: /attach/1.pdf?v=2, /download.do?file=1.pdf."""
    return bool(named(url) or named(url.rpartition("=")[2]))


def glance(kind: str, start: bytes, *, whole: bool) -> tuple[str, ...]:
    """Marks of a file called `kind` by its first bytes; `whole` when these are all. Pure, never raises."""
    if kind in TEXTS:
        return ()
    if not start:
        return (marks.FILE + "empty",) if whole else ()
    head = start[:WINDOW].removeprefix(b"\xef\xbb\xbf").lstrip().lower()
    if not head.startswith(_HTML) or any(sign in head for sign in _SENDS_ON):
        return ()
    from checks.facts.target import (
        read_target,
    )  # here: the process that opens attachments seldom needs a reader of pages

    page = read_target("", start[:WINDOW])
    if titled_door(page.title):
        return (marks.LOGIN,)  # the file may well be there, for those who may have it
    if kind in _MAY_BE_HTML and marks.WORDS not in page.marks:
        return ()
    return (marks.FILE + "html",)
