"""Texts as a person compares them: blanks, quotes, widths, entities and dashes make no difference."""

from __future__ import annotations

import html
import re
import unicodedata
from functools import lru_cache

_TAG = re.compile(r"<[^<>]{0,60}>")
_NO_LETTER = re.compile(r"[\W_]+")
_CUT = re.compile(r"(?:\.{2,6}|…{1,6}|。{3,6})$")
_SUBTITLE = re.compile(r"[—―–─]{1,4}|--{1,3}")
LONGEST = 1000
"""Characters of a text that are compared: no title is longer."""


@lru_cache(maxsize=4_096)  # titles and labels are compared again and again
def fold(text: str) -> str:
    """Letters and figures of `text` alone, entities undone (also twice escaped), full width as half, small letters."""
    return _NO_LETTER.sub("", half_width(_plain(text)).casefold())


def half_width(text: str) -> str:
    """`text` in the form in which full width is as half (NFKC). What has another form is replaced letter by letter: a
    text that is in that form takes the library a tenth of the time."""
    if unicodedata.is_normalized("NFKC", text):
        return text
    for letter in set(text):
        plain = unicodedata.normalize("NFKC", letter)
        if plain != letter:
            text = text.replace(letter, plain)
    return unicodedata.normalize("NFKC", text)


def same_title(label: str, shown: str) -> bool:
    """True when two titles are one: alike but for dress, or the label cut short, or either without its subtitle.

    The shown title may be cut too, but only where an ellipsis says so.
    """
    first, second = fold(label), fold(shown)
    if not first or not second:
        return first == second
    if second.startswith(_uncut(label)) or (_CUT.search(_plain(shown).strip()) and first.startswith(_uncut(shown))):
        return True
    return first == _main(shown) or second == _main(label)


def part_of_title(one: str, other: str) -> bool:
    """True when one title stands inside the other: an office's name before it, a note behind it."""
    first, second = fold(one), fold(other)
    return bool(first and second) and (first in second or second in first)


def _plain(text: str) -> str:
    text = text[:LONGEST]
    if "&" in text:
        text = html.unescape(html.unescape(text))
    return _TAG.sub("", text) if "<" in text else text


def _uncut(title: str) -> str:
    """A title without the ellipsis at its end, folded."""
    return fold(_CUT.sub("", _plain(title).strip()))


def _main(title: str) -> str:
    """A title without the subtitle behind its dash, folded."""
    return fold(_SUBTITLE.split(_plain(title), maxsplit=1)[0])
