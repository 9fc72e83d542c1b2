"""The hues that the styles of a page name: its own style elements and attributes, not the files it loads.

Greys, near-black and near-white are no colour of a design; shades of one hue are one tone.
"""

from __future__ import annotations

import colorsys
import re
from collections import Counter
from collections.abc import Iterator

from checks.facts.markup import Markup
from checks.facts.styles import colour_of

MOST = 5_000
"""Declarations that are read of one page."""
_STYLES = 200_000  # characters of style that are read
_DECLARED = re.compile(
    r"(?:^|[;{\s])(?:background|background-color|border(?:-[a-z]{3,6}){0,2}|color)\s{0,3}:([^;{}]{1,300})"
)
_PALE, _DARK = 0.25, 0.25
_HUES = (
    (15, "红"),
    (45, "橙"),
    (70, "黄"),
    (165, "绿"),
    (195, "青"),
    (255, "蓝"),
    (290, "紫"),
    (345, "粉"),
    (361, "红"),
)
"""Degrees of the colour circle at which a family ends."""


def tones_of(markup: Markup) -> tuple[tuple[str, int], ...]:
    """Hue families and how often they are named, most often first. Never raises."""
    found: Counter[str] = Counter()
    for number, value in enumerate(_values(markup)):
        if number >= MOST:
            break
        if tone := tone_of(colour_of(value)):
            found[tone] += 1
    return tuple(found.most_common())


def tone_of(colour: str) -> str:
    """The family of a colour (six hex digits), "" for one that has hardly any hue."""
    if len(colour) != 6:
        return ""
    red, green, blue = (int(colour[at : at + 2], 16) / 255 for at in (0, 2, 4))
    hue, strength, brightness = colorsys.rgb_to_hsv(red, green, blue)
    if strength < _PALE or brightness < _DARK:
        return ""
    return next(name for end, name in _HUES if hue * 360 < end)


def _values(markup: Markup) -> Iterator[str]:
    """What is said of colours, each declaration and attribute once."""
    left = _STYLES
    for node in markup.tree.css("style,[style],[bgcolor],font[color]"):
        if left <= 0:
            return
        if node.tag == "style":
            text = _uncommented(node.text()[:left])
        else:
            attributes = node.attributes
            yield from (value for name in ("bgcolor", "color") if (value := attributes.get(name)))
            text = attributes.get("style") or ""
        left -= len(text)
        yield from (found.group(1) for found in _DECLARED.finditer(text[:_STYLES].lower()))


def _uncommented(sheet: str) -> str:
    """A style sheet without its comments; one that is not closed goes on to the end."""
    first, *others = sheet.split("/*")
    return " ".join((first, *(other.partition("*/")[2] for other in others)))
