"""Pages that carry the block of labels twice: one of a template, one of a header that it includes.

How judged: of the labels named in the edition (those that may have one value only) every page a reader meets has one
each. `differs`: one stands twice with different contents, so that nobody can tell which holds. `block`: several stand
twice, all with the same contents.
Not counted: a single label written twice alike; blanks, quotes and widths in which two contents differ; labels that
may have several values (ColumnKeywords, ColumnType, Keywords …); stubs, interface answers, framed fragments, error
messages.
Source: 国办发〔2017〕47号 附件《网页设计规范》第四部分 (TAG-01, TAG-03, TAG-04).
"""

from __future__ import annotations

from collections.abc import Iterator

from checks.catalog import site_check
from checks.facts.excerpts import quoted
from checks.facts.folding import fold
from checks.facts.labelled import values_of
from checks.facts.proper import proper_pages
from checks.facts.spread import spread
from checks.indicators.edition import Rule
from checks.model.findings import Finding, Looked, Said
from checks.model.urls import page_key
from checks.model.views import PageView, SiteView

_SEVERAL = 2
"""So many labels twice are a block; one alone is a slip of the hand."""


@site_check("repeated-labels")
def repeated_labels(site: SiteView, rule: Rule) -> Iterator[Said]:
    labels: list[str] = rule.param("labels")
    hits: list[Finding] = []
    judged = 0
    for page in proper_pages(site):
        judged += 1
        if hit := _fault(page, labels):
            hits.append(hit)
    yield Looked(judged)
    yield from spread(hits, judged, rule.param("sitewide_share"), rule.param("sitewide_pages"), site.site.home)


def _fault(page: PageView, labels: list[str]) -> Finding | None:
    names = [meta.name for meta in page.facts.metas]
    if len({name.strip().lower() for name in names}) == len(names):
        return None
    twice = {label: found for label in labels if len(found := values_of(page, label)) > 1}
    differing = [label for label, found in twice.items() if len({fold(value) for value in found}) > 1]
    if differing:
        return _finding("differs", page, differing, twice[differing[0]])
    if len(twice) >= _SEVERAL:
        return _finding("block", page, list(twice), ())
    return None


def _finding(code: str, page: PageView, labels: list[str], shown: tuple[str, ...]) -> Finding:
    told = " / ".join(quoted(value, 60) or "（空）" for value in shown[:3])
    data = {"labels": "、".join(labels), "label": labels[0], "shown": told}
    excerpt = f"{labels[0]}={told}" if told else ""
    return Finding(code, page.url, (code, page_key(page.url)), data, excerpt=quoted(excerpt))
