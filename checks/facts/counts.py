"""Counts as platforms write them: 1.2万, 100万+, 3,204. What cannot be read is unknown, never 0."""

from __future__ import annotations

import re
import unicodedata

from checks.model.posts import Count

_MOST = 10**12
_UNITS = {"": 1, "千": 1_000, "k": 1_000, "万": 10_000, "w": 10_000, "百万": 10**6, "m": 10**6, "亿": 10**8}
_WRITTEN = re.compile(
    r"(?P<n>\d{1,3}(?:,\d{3}){1,4}|\d{1,13}(?:\.\d{1,4})?) ?(?P<unit>百万|千|万|亿|k|w|m)? ?"
    r"(?:次|人|条|粉丝|阅读)?(?P<more>\+|以上)?",
    re.ASCII | re.IGNORECASE,
)


def read_count(raw: object) -> Count | None:
    """The number that `raw` shows, None where it shows none (null, --, a word). Never raises."""
    if isinstance(raw, bool):
        return None
    if isinstance(raw, int):
        return Count(raw, raw=str(raw)) if 0 <= raw < _MOST else None
    if not isinstance(raw, str) or len(raw) > 40:
        return None
    text = unicodedata.normalize("NFKC", raw).strip()
    found = _WRITTEN.fullmatch(text)
    if found is None:
        return None
    unit = _UNITS[(found["unit"] or "").lower()]
    value = round(float(found["n"].replace(",", "")) * unit)
    if (unit == 1 and "." in found["n"]) or value >= _MOST:
        return None
    return Count(value, at_least=found["more"] is not None, raw=raw.strip())
