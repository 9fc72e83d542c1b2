"""Whether the markup itself keeps an element from every reader, also from those who listen."""

from __future__ import annotations

import re

from selectolax.lexbor import LexborNode

_STEPS = 4
"""The element and so many above it less one: what hides a whole page is another matter."""
_STYLE = re.compile(r"display\s{0,3}:\s{0,3}none|visibility\s{0,3}:\s{0,3}hidden", re.IGNORECASE)
_NEVER = ("noscript", "template")
_LONGEST = 1_000  # characters of a style


def is_unseen(node: LexborNode | None) -> bool:
    """Is it hidden by its own style or attribute, or by those right around it? Style sheets are not asked."""
    for _ in range(_STEPS):
        if node is None:
            return False
        attributes = node.attributes
        if node.tag in _NEVER or "hidden" in attributes or _STYLE.search((attributes.get("style") or "")[:_LONGEST]):
            return True
        node = node.parent
    return False
