"""What the page behind a foreign link shows: its title, and marks for the verdict table. Only its beginning is read."""

from __future__ import annotations

from dataclasses import dataclass

from selectolax.lexbor import LexborHTMLParser

from checks.facts.about import marks_of
from checks.facts.markup import parse
from checks.facts.parked import parked_by
from checks.facts.soft import says_not_found
from checks.facts.tampering import signs_of
from checks.model import marks

WINDOW = 32_768
"""Bytes of the page that are read."""


@dataclass(frozen=True, slots=True)
class Shown:
    """What a page shows: its title (at most 200 characters), and marks (`checks.model.marks`)."""

    title: str = ""
    marks: tuple[str, ...] = ()


def read_target(url: str, body: bytes, content_type: str = "") -> Shown:
    """Reads the beginning of the html page at `url`. Pure; never raises on any body."""
    tree = parse(url, body[:WINDOW], content_type).tree
    title = tree.css_first("title")
    shown = " ".join(title.text().split())[:200] if title is not None else ""
    text = tree.body.text(separator=" ")[:4_000] if tree.body is not None else ""
    found = (marks.WORDS,) if says_not_found(shown, " ".join(text.split())) else ()
    return Shown(shown, (*found, *_dangers(url, tree, shown)))


def _dangers(url: str, tree: LexborHTMLParser, title: str) -> tuple[str, ...]:
    """Marks of a page that is no longer what it was, or not whose it seems; `url` is the address that answered."""
    text = " ".join((tree.body.text(separator=" ")[:WINDOW] if tree.body is not None else "").split())
    by = parked_by(url, tree, title, text)
    signs = (f"{marks.TAMPERED}{sign}" for sign in signs_of(tree, title, text))
    return (*((f"{marks.PARKED}{by}",) if by else ()), *signs, *marks_of(url, tree, title, text))
