"""Fills the sentences of an edition with what a check found.

A template is plain text with `{name}` for a value (`{rule_name}` for a parameter of the rule) and `[…]` around a part
that is left out when one of its values is missing, or is a count of one (`COUNTS`): nobody says “共 1 个”. Values were
fetched from somewhere, so they are folded to one line and clipped; they are never read as templates.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache
from string import Formatter

LONGEST = 200
"""Characters of one value that a sentence shows."""

COUNTS = frozenset(("pages", "links", "hosts"))
"""Values that say how many: of a single one there is nothing to say."""
_PART = re.compile(r"\[([^\[\]]*)\]")
_QUOTED = re.compile(r"“\{([a-z][a-z0-9_]{0,40})\}”")
_NAME = re.compile(r"[a-z][a-z0-9_]*")


def fill(template: str, data: Mapping[str, object]) -> str:
    """`template` with its values; a missing value is blank, and takes the [part] it stands in with it."""
    # Only what it asks for: a report has half a million values, and sentences show few of them.
    shown = {name: text for name in names(template) if name in data and (text := one_line(data[name]))}
    for name in _quoted(template):  # quotes inside quotes are single ones
        shown[name] = shown.get(name, "").replace("“", "‘").replace("”", "’")
    shown = {name: text for name, text in shown.items() if text}
    if "[" in template:
        told = {name for name, text in shown.items() if name not in COUNTS or text != "1"}
        template = _PART.sub(lambda part: part[1] if told.issuperset(names(part[1])) else "", template)
    return template.format_map(_Blank(shown))


@lru_cache(4096)
def names(template: str) -> tuple[str, ...]:
    """The names of the values that `template` shows. ValueError when it is not a template of ours."""
    found = []
    for _, name, form, conversion in Formatter().parse(template):
        if name is None:
            continue
        if form or conversion or not _NAME.fullmatch(name):
            raise ValueError(f"占位符只能写成 {{名称}}：{template}")
        found.append(name)
    return tuple(found)


@lru_cache(4096)
def _quoted(template: str) -> tuple[str, ...]:
    """The names of the values that `template` shows in quotes."""
    return tuple(_QUOTED.findall(template))


def check(template: str) -> None:
    """ValueError (in Chinese) when `template` cannot be filled."""
    names(template)
    outside = _PART.sub("", template)
    if "[" in outside or "]" in outside:
        raise ValueError(f"方括号没有成对或者套了两层：{template}")


def one_line(value: object) -> str:
    """`value` as one printable line of at most `LONGEST` characters: no control, no direction marks, no line breaks."""
    text = "、".join(map(str, value)) if isinstance(value, list | tuple) else str(value)
    text = text[: 4 * LONGEST]
    if not text.isprintable():  # a report has half a million values, and nearly all are
        text = "".join(c if c.isprintable() else " " for c in text)
    text = " ".join(text.split())
    return text if len(text) <= LONGEST else text[: LONGEST - 1] + "…"


class _Blank(dict[str, str]):
    def __missing__(self, key: str) -> str:
        return ""
