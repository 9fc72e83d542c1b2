"""The labels of a page: its meta elements, as written, also those that an included header repeats in the body."""

from __future__ import annotations

from checks.facts.outline import Attributes, Outline
from checks.model.pages import Meta

MOST = 200
POLICY = "Content-Security-Policy"
"""What a browser reads from a meta element as it reads the header: it is kept among the labels by this name."""


def read_metas(outline: Outline) -> tuple[Meta, ...]:
    """Metas with a name (or property) and a content, in the order of the page, and security policies. Contents keep
    their blanks: a stray one is a fault.

    A hard blank (U+00A0) between two attributes belongs to the name of the second for a parser; here it is a blank.
    """
    found = []
    for written, in_body in outline.metas[:MOST]:
        attributes = written
        if "name" not in attributes or "content" not in attributes:
            attributes = _unblanked(attributes)
        name = attributes.get("name") or attributes.get("property")
        if not name and (attributes.get("http-equiv") or "").strip().lower() == POLICY.lower():
            name = POLICY
        content = attributes.get("content")
        if name and content is not None:
            found.append(Meta(name.strip()[:100], content[:2_000], in_body))
        elif name and "content" in attributes:
            found.append(Meta(name.strip()[:100], "", in_body))
    return tuple(found)


def _unblanked(attributes: Attributes) -> Attributes:
    """Attributes with names free of the hard blanks that a word processor put before them, as a person reads them."""
    return {name.strip(): value for name, value in attributes.items()}


def refreshes(outline: Outline) -> list[str]:
    """Contents of the meta refreshes."""
    return [
        attributes.get("content") or ""
        for attributes, _ in outline.metas[:MOST]
        if (attributes.get("http-equiv") or "").strip().lower() == "refresh"
    ]
