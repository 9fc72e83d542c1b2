"""Documents that do not say how they are disclosed (主动公开, 此件公开发布).

How judged: `missing`: an act with a number shows, in its table or its text, none of the words for how it is disclosed.
Where most documents of the site lack it, it is one finding. Always suspected: the words may stand in the file alone.
Not counted: documents whose text is in an attachment or written by a script: could not look. Laws, drafts, lists;
documents of other offices; what is neither normative nor has a metadata table, for a notice put up as news is no file.
Source: 各地政务公开要点文末 (GF-10).
"""

from __future__ import annotations

from collections.abc import Iterator

from checks.catalog import site_check
from checks.facts.excerpts import quoted
from checks.facts.papers import is_own
from checks.facts.particulars import speaks_of_publicity
from checks.facts.policy import document_of, has_table, is_act, is_statute, own_text, title_of
from checks.facts.spread import spread
from checks.indicators.edition import Rule
from checks.model.findings import Certainty, Finding, Gap, Looked, Said
from checks.model.urls import page_key
from checks.model.views import SiteView

_TEXT = 60  # letters of a document's own text below which it stands elsewhere


@site_check("missing-disclosure-attribute")
def missing_disclosure_attribute(site: SiteView, rule: Rule) -> Iterator[Said]:
    hits: list[Finding] = []
    judged = 0
    for page in site.pages():
        document = document_of(page)
        if document is None or not document.number or not is_own(site, page, document):
            continue
        title = title_of(page, document)
        if is_statute(title) or not is_act(title) or not (document.normative or has_table(document)):
            continue
        if any(map(speaks_of_publicity, (*document.labels, page.facts.text))):
            judged += 1
            continue
        if own_text(page.facts, document, _TEXT) < _TEXT:
            yield Gap("正文在附件里或由脚本生成，没有读到", page.url)
            continue
        judged += 1
        data = {"title": quoted(title, 100), "number": document.number}
        key = ("missing", page_key(page.url))
        hits.append(Finding("missing", page.url, key, data, certainty=Certainty.SUSPECTED))
    yield Looked(judged)
    yield from spread(hits, judged, rule.param("sitewide_share"), rule.param("sitewide_pages"), site.site.home)
