"""What only pages with a purpose are read for: a document, a guide, letters, a consultation, a yearly paper …

Each reader tells by what was read before (kind, title, breadcrumbs, words that stand in the source) whether a page is
its own, so that the others cost next to nothing.
"""

from __future__ import annotations

from typing import Any, NamedTuple

from checks.facts.aids import CAPTCHA, is_version, read_aids
from checks.facts.annexes import count_unfollowed
from checks.facts.annual import read_annual
from checks.facts.byline import read_byline
from checks.facts.consultations import read_consultation
from checks.facts.documents import read_document
from checks.facts.forms import mentions_search, read_forms
from checks.facts.guides import read_guide
from checks.facts.layout import read_layout
from checks.facts.letters import read_letters
from checks.facts.links import Found
from checks.facts.markup import Markup
from checks.facts.outline import Outline
from checks.facts.search_fields import read_search_fields
from checks.facts.shown_accounts import is_matrix, read_shown_accounts
from checks.model.pages import Link, PageFacts, PageKind

LEADING = (PageKind.LIST, PageKind.HOME, PageKind.SECTION)
"""Kinds that lead to other pages: they have no date of publication of their own."""
_ALONE = (PageKind.ARTICLE, PageKind.OTHER)  # kinds that may show a document


class Source(NamedTuple):
    """What a page was read from: `links` as found, and `placed` as they are kept."""

    markup: Markup
    outline: Outline
    lines: list[str]
    links: list[Found]
    placed: tuple[Link, ...]


def read_purposes(source: Source, facts: PageFacts, what: PageKind) -> dict[str, Any]:
    """Fields of `PageFacts` that the purpose of a page of kind `what` adds to `facts`. Never raises on any markup."""
    markup, outline, lines, links, placed = source
    found: dict[str, Any] = {
        "letters": read_letters(markup, outline, lines, links, facts, what),
        "search_fields": read_search_fields(markup, facts, what),
    }
    if what is PageKind.HOME or CAPTCHA in facts.text or is_version(facts.title, facts.heading):
        found["aids"] = read_aids(markup, outline.scripts)
    if (matrix := is_matrix(facts.title, facts.heading)) or what is PageKind.HOME:
        found["accounts"] = read_shown_accounts(outline, lines, links, what, matrix)
    if what is PageKind.HOME:
        found["layout"] = read_layout(markup, outline, links)
        found["forms"], found["mentions_search"] = read_forms(markup), mentions_search(markup)
    if "附" in facts.text and "附件" in facts.text:
        found["unfollowed"] = count_unfollowed(outline, links)
    if what in LEADING:
        return found | {"published": None, "dates": ()}
    if what in _ALONE:
        found["document"] = read_document(outline, lines, links, facts)
        found["guide"] = read_guide(markup, outline, lines, links, facts)
        found["consultation"] = read_consultation(facts, placed)
        found["annual"] = read_annual(markup, outline, links, facts)
    elif what is PageKind.STUB and any("DETAIL" in script for script in outline.scripts):
        found["document"] = read_document(outline, lines, links, facts)  # of gkmlpt: its script holds the document
    if what is PageKind.ARTICLE:
        found["byline"] = read_byline(markup, outline, lines)
    return found
