"""What a finding may quote: short, on one line, personal numbers masked."""

from __future__ import annotations

import re
from collections.abc import Sequence

from checks.model.findings import Value
from checks.model.pages import Link

LONGEST = 200
_NUMBER = re.compile(r"(?<![0-9A-Za-z])(\d{3})\d{6,24}([\dXx]{2})(?![0-9A-Za-z])")
"""Eleven figures and more: telephone, identity and card numbers. A site's code has ten and is not personal."""


def quoted(text: str, longest: int = LONGEST) -> str:
    """`text` with white space folded, long numbers masked (138******34), at most `longest` characters."""
    return _NUMBER.sub(r"\1******\2", " ".join(text[: 4 * longest].split()))[:longest]


def standing(links: Sequence[Link]) -> dict[str, Value]:
    """Line and column of the link that is meant; nothing where several may be, or where it is not known."""
    return {"line": links[0].line, "column": links[0].column} if len(links) == 1 and links[0].line else {}
