"""First pages of columns that do not say, for machines, what the column is.

How judged: the first page of every column (registered, a list, or in the navigation under a name that tells its kind)
carries the metas named in the edition (ColumnName, ColumnDescription, ColumnKeywords, ColumnType). `missing`: no such
meta. `invalid`: it is blank or still a template's placeholder. Where a label stands twice, one good value is enough.
Not counted: further pages of a list, the home page, articles, search results, stubs, interface answers, framed
fragments, error messages; a description that only repeats the name (poor, but filled).
Source: 国办发〔2017〕47号 附件《网页设计规范》第四部分 (TAG-03).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from checks.catalog import site_check
from checks.facts.columns import ColumnSeen, columns_seen
from checks.facts.excerpts import quoted
from checks.facts.labelled import filled, values_of
from checks.facts.proper import is_continuation, proper_pages
from checks.facts.spread import spread
from checks.indicators.edition import Rule
from checks.model.findings import Finding, Looked, Said, Value
from checks.model.pages import PageKind
from checks.model.urls import page_key
from checks.model.views import PageView, SiteView

_COUNT = re.compile(r"[_-]\d{1,4}(\.[a-z]{3,5})$")


@site_check("column-labels")
def column_labels(site: SiteView, rule: Rule) -> Iterator[Said]:
    labels: list[str] = rule.param("labels")
    columns = {page_key(column.url): column.name for column in site.derived(columns_seen) if _sure(column)}
    hits: list[Finding] = []
    judged = 0
    for page in proper_pages(site):
        if _first_page(page, columns):
            judged += 1
            name = columns[page_key(page.url)]
            hits += (hit for label in labels if (hit := _fault(page, label, name)))
    yield Looked(judged)
    yield from spread(hits, judged, rule.param("sitewide_share"), rule.param("sitewide_pages"), site.site.home)


def _first_page(page: PageView, columns: Mapping[str, str]) -> bool:
    """True for the first page of a column; index_2.html beside index.html is none, whoever failed to say so."""
    key = page_key(page.url)
    if key not in columns:
        return False
    first = page_key(_COUNT.sub(r"\1", page.url))
    if first != key and first in columns:
        return False
    return not is_continuation(page) and page.facts.kind is not PageKind.ARTICLE


def _sure(column: ColumnSeen) -> bool:
    """What lists nothing, is not registered and has a name that says nothing may be any page of the navigation."""
    return bool(column.items or column.registered or column.category)


def _fault(page: PageView, label: str, name: str) -> Finding | None:
    written = values_of(page, label)
    if any(filled(label, value) for value in written):
        return None
    code = "invalid" if written else "missing"
    shown = quoted(written[0], 100) if written else ""
    data: dict[str, Value] = {"label": label, "shown": shown, "column": name or page.facts.heading}
    excerpt = f"{label}={shown}" if written else ""
    return Finding(code, page.url, (label, code, page_key(page.url)), data, excerpt=excerpt)
