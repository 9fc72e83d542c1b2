"""Addresses in style: `url(…)` and `@import` of a sheet, of a <style> or of a style attribute, outside comments."""

from __future__ import annotations

import re
from collections.abc import Iterator

MOST = 2_000
"""Addresses read of one piece of style."""
_SHOWN = re.compile(
    r"""/\*|url\(\s{0,9}(?:"([^"\n\\]{1,1000})"|'([^'\n\\]{1,1000})'|([^"'()\s\\]{1,1000}))\s{0,9}\)"""
    r"""|@import\s{1,9}(?:"([^"\n\\]{1,1000})"|'([^'\n\\]{1,1000})')""",
    re.IGNORECASE,
)


def addresses_of(style: str) -> Iterator[tuple[str, int]]:
    """(address as written, its offset), in order, at most `MOST`. Linear in the length of `style`."""
    at, kept = 0, 0
    while kept < MOST and (found := _SHOWN.search(style, at)) is not None:
        at = found.end()
        if found.lastindex is None:
            end = style.find("*/", at)
            if end < 0:
                return
            at = end + 2
            continue
        raw = found.group(found.lastindex)
        if not raw[:5].lower() == "data:":
            kept += 1
            yield raw.strip(), found.start(found.lastindex)
