"""The site code (网站标识码): ten characters, six of the division (or bm and four of a ministry) and four of order.

The structure was read off real codes; the official description was not at hand (see the edition).
"""

from __future__ import annotations

import re

LENGTH = 10
MINISTRY = "bm"


def well_formed(code: str, length: int = LENGTH, ministry: str = MINISTRY) -> bool:
    """True when `code` is `length` figures, or the prefix of ministries and figures up to that length."""
    figures = code.lower().removeprefix(ministry) if code.lower().startswith(ministry) else code
    return len(code) == length and re.fullmatch(r"[0-9]+", figures) is not None


def division(code: str) -> str:
    """The six figures of the division, "" for a code of a ministry or one that is not well formed."""
    return code[:6] if re.fullmatch(r"[0-9]{10}", code) else ""
