"""What a finding may quote: short, on one line, personal numbers masked."""

from __future__ import annotations

from collections.abc import Sequence

from checks.model.findings import Value
from checks.model.long_numbers import mask_forms
from checks.model.pages import Link

LONGEST = 200


def quoted(text: str, longest: int = LONGEST) -> str:
    """`text` with white space folded, what has the form of a personal number masked, at most `longest` characters."""
    return mask_forms(" ".join(text[: 4 * longest].split()))[:longest] if text else ""


def standing(links: Sequence[Link]) -> dict[str, Value]:
    """Line and column of the link that is meant; nothing where several may be, or where it is not known."""
    return {"line": links[0].line, "column": links[0].column} if len(links) == 1 and links[0].line else {}
