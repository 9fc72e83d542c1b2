"""Documents whose term has run out and whose page still calls them valid.

How judged: `expired`: the last day on which a document holds, read or computed from its text, lies before the day of
the visit (+08:00), and its page shows 有效. The last day itself is still valid. Suspected where the title or the text
speaks of prolonging or of the end, where the text gives two last days, where another paper of the site prolongs or
amends the document, and as long as it may still hold by the kindest reading (the first day not counted; the day of
issue or that of publication, whichever is later).
Not counted: documents that a list or paper of after the last day says hold on; those shown as partly valid, amended,
repealed or expired; drafts and explanations. A document shown as valid whose text has a term that could not be
computed: could not look.
Source: 由“有效期”与“有效性”标注推定 (GF-06).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from checks.catalog import page_check
from checks.facts.excerpts import quoted
from checks.facts.policy import day, document_of, title_of
from checks.facts.relations import named, relations_of
from checks.indicators.edition import Rule
from checks.model.findings import Certainty, Finding, Gap, Looked, Said
from checks.model.pages import Document, Validity
from checks.model.repeals import Relation, RelationKind
from checks.model.urls import page_key
from checks.model.views import PageView, SiteView

UNCOMPUTED = "有效期无法推算"
_PROLONGED = re.compile(r"有效期.{0,6}延[长续期]|延长.{0,10}有效期|延期执行|延续执行|继续有效|继续执行")
_ENDED = re.compile(r"[(（【\[]?已?(?:废止|失效)[)）】\]]?\s*$|^\s*[(（【\[]已?(?:废止|失效)")


@page_check("expired-but-valid")
def expired_but_valid(page: PageView, site: SiteView, rule: Rule) -> Iterator[Said]:
    document = document_of(page)
    if document is None or document.validity is not Validity.VALID:
        return
    if document.valid_until is None:
        if document.particulars.uncomputed:
            yield Gap(UNCOMPUTED, page.url)
        return
    yield Looked()
    today, last = day(site.moment), day(document.valid_until)
    if last >= today:
        return
    said = _said_since(page, document, site, rule)
    if any(one.kind is RelationKind.CONTINUED and (one.on is None or one.on > last) for one in said):
        return
    title = title_of(page, document)
    doubtful = bool(said) or _doubtful(page, document, title, today)
    yield Finding(
        "expired",
        page.url,
        (page_key(page.url),),
        {
            "title": quoted(title, 100),
            "number": quoted(document.number, 60),
            "valid_until": f"{last:%Y-%m-%d}",
            "term": quoted(document.term, 60),
            "days": (today - last).days,
            "shown": quoted(document.validity_text, 60),
        },
        excerpt=quoted(document.term),
        certainty=Certainty.SUSPECTED if doubtful else Certainty.CERTAIN,
    )


def _said_since(page: PageView, document: Document, site: SiteView, rule: Rule) -> tuple[Relation, ...]:
    """What other papers of the site say that may have prolonged the term."""
    told = site.derived(relations_of)
    if not told.relations:
        return ()
    about = told.of(named(page, document), rule.param("likeness"))
    return tuple(one for one in about if one.kind in (RelationKind.CONTINUED, RelationKind.AMENDED))


def _doubtful(page: PageView, document: Document, title: str, today: date) -> bool:
    told = document.particulars
    if told.two_terms or (told.latest is not None and today <= day(told.latest)):
        return True
    return bool(_ENDED.search(title) or _PROLONGED.search(page.facts.text) or _PROLONGED.search(document.validity_text))
