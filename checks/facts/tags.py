"""What a tag is to the reader of a page, by the number that the parser gives it."""

from __future__ import annotations

from selectolax.lexbor import LexborHTMLParser, LexborNode

UNREAD, BLOCK, NAMED, ENTRY, ADDRESSED, READ, LEAF, TEXT = (1 << bit for bit in range(8))
"""Never shown; ends a line; its name says what it is for; entry of a list; may hold an address; read for itself;
its inside is not read; no element at all.
"""
KEPT = ADDRESSED | READ
LOOKED_AT = NAMED | KEPT
_TRAITS: dict[str, int] = {}
for _trait, _tags in (
    (
        UNREAD,
        "style noscript template svg math textarea noframes xmp -comment !doctype -document-type",
    ),
    (
        BLOCK,
        "address article aside blockquote body br center dd div dl dt fieldset figure footer form frameset h1 h2 h3 h4 "
        "h5 h6 head header "
        "hr html iframe legend li main nav ol option p pre section select table tbody td tfoot th thead title tr ul",
    ),
    (NAMED, "article aside center div dl footer form header main nav ol section table ul"),
    (ENTRY, "li tr dl dt dd"),
    (ADDRESSED, "a area img link script iframe frame source embed object video audio option track form input"),
    (READ, "meta h1 h2 h3 script title body"),
    (LEAF, "iframe script"),
):
    for _tag in _tags.split():
        _TRAITS[_tag] = _TRAITS.get(_tag, 0) | _trait
_INLINE = "abbr b big button em font i input label small span strike strong sub sup u"


def traits_of(node: LexborNode) -> tuple[str, int]:
    """(name, traits) of any node, by its name; comments are called so."""
    tag = node.tag or "-comment"
    return tag, _TRAITS.get(tag, 0)


def _known() -> dict[int, tuple[str, int]]:
    page = LexborHTMLParser("-")
    nodes = [page.create_node(tag) for tag in (*_TRAITS, *_INLINE.split()) if tag.isalnum()]
    return {node.tag_id: traits_of(node) for node in nodes} | {TEXT_ID: ("-text", TEXT)}


TEXT_ID = next(node.tag_id for node in LexborHTMLParser("-").css("body")[0].iter(include_text=True))
KNOWN = _known()
"""(name, traits) by the number of a tag: numbers are read faster than names. What is not here is asked by name."""
