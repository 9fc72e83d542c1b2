"""Policy documents that do not show all that a reader needs to cite them.

How judged: a page with a policy document shows the elements named in the edition: its title, its text (or an
attachment, a picture, an embedded paper), its number, the day it was written and the day it was published. Certain
where the page has a metadata table, suspected where the fields would have to stand in the text, where a value is shown
that was not understood, for number and day of writing of a normative document whose title is not that of an act, for
the number of 公告, and where number or day stand in the text and not in the table.
Not counted: number and day of writing of laws, regulations (条例), readings of the supreme court, and of what is no
act by its title (duties, reports, plans that share the table of documents); drafts and opinions asked for,
explanations of a document, lists; a text that a script fills (could not look); a day of publication shown beside the
title instead of in the table; a number where the table says 无.
Source: 各地政务公开工作要点与政策文件页面要求 (GF-03).
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from checks.catalog import page_check
from checks.facts.excerpts import quoted
from checks.facts.numbers import shows_number
from checks.facts.policy import (
    document_of,
    has_table,
    is_act,
    is_statute,
    labels_title,
    own_text,
    published_on,
    shown_but_unread,
    shows_title,
    table_in_text,
    title_of,
)
from checks.indicators.edition import Rule
from checks.model.findings import Certainty, Finding, Gap, Looked, Said
from checks.model.pages import Document, Place
from checks.model.urls import page_key
from checks.model.views import PageView, SiteView

UNSEEN = "正文没有读到（可能由脚本生成）"
_NOTICE = re.compile(r"(?:公告|通告)(?:[(（【\[].{0,30})?$")
_SIGNED = ("number", "written")
_IN_TEXT = ("title", "text")
_ABOVE = (Place.HEAD, Place.NAV)  # where a frame shows the weather, not the paper
_EMBEDDED = frozenset(("iframe", "embed", "object"))
_SHORTEST = 20  # letters: no document says anything in fewer


@page_check("document-elements")
def document_elements(page: PageView, site: SiteView, rule: Rule) -> Iterator[Said]:
    document = document_of(page)
    if document is None:
        return
    yield Looked()
    for element in rule.param("elements"):
        if _shown(page, document, element) or (element in _SIGNED and not _is_signed(page, document)):
            continue
        if element in _IN_TEXT and (
            page.facts.scripted
            or document.particulars.drawn
            or (has_table(document) and not table_in_text(page.facts, document))
        ):
            yield Gap(UNSEEN, page.url)
            continue
        yield Finding(
            element,
            page.url,
            (element, page_key(page.url)),
            {"element": element, "title": quoted(title_of(page, document), 100)},
            certainty=Certainty.CERTAIN if _surely(page, document, element) else Certainty.SUSPECTED,
        )


def _is_signed(page: PageView, document: Document) -> bool:
    """True for what an office numbers and signs: some sites give the table to all they publish, duties and reports."""
    title = title_of(page, document)
    return not is_statute(title) and (is_act(title) or document.normative)


def _surely(page: PageView, document: Document, element: str) -> bool:
    if element == "title" and not labels_title(document):
        return False  # it may stand in a banner above the main text
    title = title_of(page, document)
    if element in _SIGNED and not is_act(title):
        return False
    in_text = document.particulars.signed is not None if element == "written" else shows_number(page.facts.text)
    if element in _SIGNED and in_text:
        return False  # a reader sees it, though not in the table
    if element == "number" and not document.normative and _NOTICE.search(title.strip()):
        return False  # of vacancies, auctions, water that is cut off: seldom numbered
    return has_table(document) and not shown_but_unread(page.facts, element)


def _shown(page: PageView, document: Document, element: str) -> bool:
    match element:
        case "title":
            return shows_title(page.facts, document)
        case "text":
            return _has_text(page, document)
        case "number":
            return bool(document.number) or any("号" in label and "索引" not in label for label in document.stated_none)
        case "written":
            return document.written is not None
        case "published":
            return published_on(page, document) is not None
    return True


def _has_text(page: PageView, document: Document) -> bool:
    """A document may be shown as a picture or a paper of its own."""
    if document.attachments or page.facts.images or own_text(page.facts, document, _SHORTEST) >= _SHORTEST:
        return True
    return any(link.tag in _EMBEDDED and link.place not in _ABOVE for link in page.facts.links)
