"""By which declarations a style takes a thing out of sight. Only the page itself is read, no other files."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

LONGEST = 1_000
"""Characters of one style that are read."""
SHEET = 60_000
"""Characters of a style sheet that are read."""
_MOST_RULES = 2_000
_FAR = 500.0  # px: nothing on a page is that far out by chance
_LENGTH = re.compile(r"(-?\d{0,6}\.?\d{1,6})\s?(px|em|rem|ex|pt|%|vw|vh|cm|in)?")
_PIXELS = {"": 1.0, "px": 1.0, "em": 16.0, "rem": 16.0, "ex": 8.0, "pt": 1.33, "cm": 37.8, "in": 96.0}
_RGB = re.compile(r"rgba?\(\s?(\d{1,3})[\s,]{1,3}(\d{1,3})[\s,]{1,3}(\d{1,3})")
_HEX = re.compile(r"#([0-9a-f]{6}|[0-9a-f]{3})(?![0-9a-f])")
_CLIP = re.compile(r"rect\(\s?[01](?:px)?[\s,]{1,3}[01](?:px)?[\s,]{1,3}[01](?:px)?[\s,]{1,3}[01](?:px)?\s?\)")
_CLIP_PATH = re.compile(r"inset\(\s?(?:50|100)%|circle\(\s?0|polygon\(\s?0(?:px)?\s0(?:px)?\s?,\s?0(?:px)?\s0")
_ALPHA = re.compile(r"alpha\(\s?opacity\s?=\s?[0-2]\s?\)")
_SIMPLE = re.compile(r"([a-z][a-z0-9]{0,10})?([.#][\w\-]{1,80})", re.IGNORECASE)
_COMMENT = re.compile(r"/\*[^*]{0,5000}\*{1,3}/")
_NAMED = {
    "white": "ffffff", "black": "000000", "red": "ff0000", "blue": "0000ff", "green": "008000", "gray": "808080",
    "grey": "808080", "silver": "c0c0c0", "yellow": "ffff00", "navy": "000080", "snow": "fffafa", "ivory": "fffff0",
}  # fmt: skip

DISPLAY, INVISIBLE, TRANSPARENT, TINY = "display-none", "invisible", "transparent", "tiny-text"
COLOUR, AWAY, INDENTED, SHRUNK, CLIPPED, BEHIND = (
    "same-colour", "off-screen", "indented", "shrunk", "clipped", "behind",
)  # fmt: skip
INHERITED = frozenset((TINY, INDENTED))
"""Ways that a thing inside may undo for itself."""
QUIET = frozenset((DISPLAY, INVISIBLE, TRANSPARENT, BEHIND))
"""Ways in which honest pages put aside what they will show later."""


@dataclass(frozen=True, slots=True)
class Style:
    """What a style says: the ways by which it hides, its colour and background as six hex digits ("": not said)."""

    ways: frozenset[str] = frozenset()
    colour: str = ""
    background: str = ""


PLAIN = Style()


@lru_cache(maxsize=4_096)
def read_style(text: str) -> Style:
    """The style in `text` (`display:none; color:#fff`). Pure; never raises on any text."""
    said: dict[str, str] = {}
    for part in text[:LONGEST].lower().split(";")[:60]:
        name, colon, value = part.partition(":")
        if colon:
            said[name.strip()] = value.replace("!important", "").strip()
    background = said.get("background-color") or said.get("background", "")
    return Style(frozenset(_ways(said)), colour_of(said.get("color", "")), colour_of(background))


def _ways(said: dict[str, str]) -> list[str]:
    found = [DISPLAY] if said.get("display") == "none" else []
    if said.get("visibility") in ("hidden", "collapse"):
        found.append(INVISIBLE)
    if 0 <= pixels(said.get("opacity", ""), 1.0) <= 0.02 or _ALPHA.search(said.get("filter", "")):
        found.append(TRANSPARENT)
    if "font-size" in said and 0 <= pixels(said["font-size"], 9.0) <= 1:
        found.append(TINY)
    if pixels(said.get("text-indent", "")) <= -_FAR:
        found.append(INDENTED)
    out_of_flow = said.get("position") in ("absolute", "fixed")
    if any(pixels(said.get(f"margin-{side}", "")) <= -_FAR for side in ("left", "top")) or (
        out_of_flow and any(pixels(said.get(side, "")) <= -_FAR for side in ("left", "top", "right", "bottom"))
    ):
        found.append(AWAY)
    if "hidden" in said.get("overflow", "") and any(
        0 <= pixels(said.get(side, ""), 9.0) <= 1
        for side in ("width", "height", "max-height", "max-width")
        if "%" not in said.get(side, "")
    ):
        found.append(SHRUNK)
    if _CLIP.search(said.get("clip", "")) or _CLIP_PATH.search(said.get("clip-path", "")):
        found.append(CLIPPED)
    if "position" in said and pixels(said.get("z-index", "")) < 0:
        found.append(BEHIND)
    return found


def pixels(text: str, otherwise: float = 0.0) -> float:
    """A length in CSS pixels; `otherwise` for what is no length, or one of a window or parent of unknown size."""
    found = _LENGTH.match(text.strip().lower()[:30])
    if found is None:
        return otherwise
    number, unit = float(found.group(1)), found.group(2) or ""
    if number == 0:
        return 0.0
    if unit in ("%", "vw", "vh"):  # -1000% of anything is out of sight
        return number if abs(number) >= _FAR else otherwise
    return number * _PIXELS[unit]


def colour_of(text: str) -> str:
    """A colour as six hex digits, "" for none that is understood."""
    text = text.lower()[:200]
    if found := _HEX.search(text):
        digits = found.group(1)
        return digits if len(digits) == 6 else "".join(digit * 2 for digit in digits)
    if found := _RGB.search(text):
        return "".join(f"{min(int(part), 255):02x}" for part in found.groups())
    return next((_NAMED[word] for word in text.split()[:6] if word in _NAMED), "")


@lru_cache(maxsize=64)  # a template has the same on every page
def read_sheet(text: str) -> Mapping[str, Style]:
    """Of a style sheet: `.class` or `#id` (also with a tag before it) → its style, for those that hide.

    What stands in @media and its like, two braces deep, holds only sometimes: left out, as are selectors of several
    parts.
    """
    rules: dict[str, Style] = {}
    selector, depth, start = "", 0, 0
    text = _COMMENT.sub(" ", text[:SHEET])
    for brace in re.finditer(r"[{}]", text):
        if brace.group() == "{":
            depth += 1
            if depth == 1:
                selector, start = text[start : brace.start()].strip(), brace.end()
            continue
        if depth == 1:
            style = read_style(text[start : brace.start()])
            if style.ways:
                rules.update(dict.fromkeys(_simple(selector), style))
        depth = max(depth - 1, 0)
        start = brace.end() if depth == 0 else start
        if len(rules) >= _MOST_RULES:
            break
    return rules


def _simple(selector: str) -> list[str]:
    found = (_SIMPLE.fullmatch(part.strip()) for part in selector[-500:].split(",")[:20])
    return [f"{(part.group(1) or '').lower()}{part.group(2)}" for part in found if part]
