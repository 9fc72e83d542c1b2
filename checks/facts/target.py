"""What the page behind a foreign link shows: its title, and marks for the verdict table. Only its beginning is read."""

from __future__ import annotations

from dataclasses import dataclass

from selectolax.lexbor import LexborHTMLParser

from checks.facts.about import marks_of
from checks.facts.markup import parse
from checks.facts.outline import Outline
from checks.facts.parked import parked_by
from checks.facts.soft import COMPARED, says_not_found
from checks.facts.tampering import signs_of
from checks.facts.text import is_scripted, main_text
from checks.model import marks

WINDOW = 32_768
"""Bytes of the page that are read."""


@dataclass(frozen=True, slots=True)
class Shown:
    """What a page shows: its title (at most 200 characters), marks (`checks.model.marks`), and the beginning of the
    text of its main part; `scripted` where a script fills it."""

    title: str = ""
    marks: tuple[str, ...] = ()
    text: str = ""
    scripted: bool = False


def read_target(url: str, body: bytes, content_type: str = "") -> Shown:
    """Reads the beginning of the html page at `url`. Pure; never raises on any body."""
    tree = parse(url, body[:WINDOW], content_type).tree
    outline = Outline(tree)
    text = main_text(outline, outline.lines())
    scripted = is_scripted(outline, text, 0)
    title = outline.title[:200]
    # A template may hold such a sentence for the day it is needed; and what was cut off may hold more than the message.
    says = not scripted and len(body) < WINDOW and says_not_found(title, text)
    found = (marks.WORDS,) if says else ()
    return Shown(title, (*found, *_dangers(url, tree, title)), text[:COMPARED], scripted)


def _dangers(url: str, tree: LexborHTMLParser, title: str) -> tuple[str, ...]:
    """Marks of a page that is no longer what it was, or not whose it seems; `url` is the address that answered."""
    text = " ".join((tree.body.text(separator=" ")[:WINDOW] if tree.body is not None else "").split())
    by = parked_by(url, tree, title, text)
    signs = (f"{marks.TAMPERED}{sign}" for sign in signs_of(tree, title, text))
    return (*((f"{marks.PARKED}{by}",) if by else ()), *signs, *marks_of(url, tree, title, text))
