"""Parts of one text in their order: what it calls itself, and the head of a table that goes on from part to part."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from checks.facts.file_parts import Part
from checks.facts.personal_context import Sheet

_TITLE = 60
_SHORTEST = 5  # 附件1, page numbers
_HEAD = 300
_PROSE = 8
"""A part with a full stop in every so many lines is no table."""
_TABLE = re.compile("表$|名单|名册|通讯录|附件|一览|清单|公示|情况")
_ENTRY = re.compile("[0-9]{5}")
_MAY_HEAD = re.compile("[名主人户者号码]")


def continued(parts: Iterable[Part]) -> Iterator[Part]:
    """`parts` of one text, each with its title, and with the head of the table above it where none stands in it."""
    title = head = ""
    for part in parts:
        if not part.text:
            yield part
            continue
        own = titled(part.heading or part.text)
        if not title or _TABLE.search(own):
            title, head = own, head if own == title else ""
        prose = not part.heading and part.text.count("。") * _PROSE > part.text.count("\n") + 1
        if part.heading or prose:
            head = ""
        whole = own if prose or own == title else f"{title} {own}"
        yield replace(part, title=whole, heading=part.heading or head)
        if not part.heading and _MAY_HEAD.search(part.text):
            head = _head_of(part.text, head)


def _head_of(text: str, before: str) -> str:
    """The head that goes on behind `text`: its last one, else that which stood before it; "" where it has entries."""
    last = Sheet(text).last_head
    if last is None:
        return before
    return "" if _ENTRY.search(last) else last[:_HEAD]


def titled(text: str) -> str:
    """What a text calls itself: its first line that says something, "" where that is a row or a sentence."""
    first = next((bare for line in text[:_HEAD].split("\n") if len(bare := line.strip()) >= _SHORTEST), "")
    return "" if len(first) > _TITLE or "\t" in first or _ENTRY.search(first) else first
