"""Regulations (规章) that are published together without a proper note (题注) under their title.

How judged: of the office's own regulations in a column of regulations: `missing`: no note in brackets stands before
the first article. `incomplete`: the note lacks the day of publication, the number of the order, the day from which it
holds, or, of an amendment that it names, day or number. `order-repeated`: the order that published it (现予公布) stands
before the text. Always suspected: the column may show orders as they were issued.
Not counted: sites of counties and towns, which make no regulations (where the level is not known, whatever has no
number of an order); those of other offices; drafts, explanations, decisions, lists. A regulation whose text is in a
file or filled in by a script: could not look.
Source: 国办公开办函〔2021〕33号 (GF-12).
"""

from __future__ import annotations

from collections.abc import Iterator

from checks.catalog import page_check
from checks.facts.excerpts import quoted
from checks.facts.papers import is_own
from checks.facts.policy import document_of, title_of
from checks.facts.regulations import articles_at, in_column, is_regulation, lacking, note_in, repeats_order
from checks.indicators.edition import Rule
from checks.model.findings import Certainty, Finding, Gap, Looked, Said
from checks.model.registry import Level
from checks.model.urls import page_key
from checks.model.views import PageView, SiteView

_NO_MAKERS = (Level.COUNTY, Level.TOWN)
NO_TEXT = "规章正文不在页面上"


@page_check("regulation-notes")
def regulation_notes(page: PageView, site: SiteView, rule: Rule) -> Iterator[Said]:
    if site.site.level in _NO_MAKERS or not in_column(page.facts):
        return
    document = document_of(page)
    title = title_of(page, document) if document else ""
    if document is None or not is_regulation(title) or not is_own(site, page, document):
        return
    if site.site.level is Level.UNKNOWN and "令" not in document.number:
        return  # without a level only the number of an order tells a regulation
    begins = articles_at(page.facts.text)
    if begins < 0:
        if document.attachments or page.facts.scripted or page.facts.images:
            yield Gap(NO_TEXT, page.url)
        return
    yield Looked()
    head = page.facts.text[:begins]
    note = note_in(head)
    faults = {"missing": "" if note else "题注", "incomplete": "、".join(lacking(note)) if note else ""}
    faults["order-repeated"] = repeats_order(head)
    for code, seen in faults.items():
        if seen:
            data = {"title": quoted(title, 100), "lacking": quoted(seen, 60)}
            key = (code, page_key(page.url))
            yield Finding(code, page.url, key, data, excerpt=quoted(note or seen), certainty=Certainty.SUSPECTED)
