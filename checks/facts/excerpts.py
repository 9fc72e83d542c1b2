"""What a finding may quote: short, on one line, personal numbers masked."""

from __future__ import annotations

import re

LONGEST = 200
_NUMBER = re.compile(r"(?<![0-9A-Za-z])(\d{3})\d{6,24}([\dXx]{2})(?![0-9A-Za-z])")
"""Eleven figures and more: telephone, identity and card numbers. A site's code has ten and is not personal."""


def quoted(text: str, longest: int = LONGEST) -> str:
    """`text` with white space folded, long numbers masked (138******34), at most `longest` characters."""
    return _NUMBER.sub(r"\1******\2", " ".join(text[: 4 * longest].split()))[:longest]
