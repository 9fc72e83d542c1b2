"""A government's column of documents that has no search of its own.

How judged: `search`: none of the columns of documents has a search field that the home page has not, nor a link to a
search of its own. The box that searches the whole site from every page is none. Always suspected: a script may draw it.
Not counted: sites of offices; columns that a script fills: could not look.
Source: 金昌市 2023—2024 年政务公开要点 (GF-02).
"""

from __future__ import annotations

from collections.abc import Iterator

from checks.catalog import site_check
from checks.facts.disclosure import columns_of, own_search
from checks.indicators.edition import Rule
from checks.model.findings import Certainty, Finding, Gap, Looked, Said
from checks.model.registry import SiteKind
from checks.model.views import SiteView


@site_check("missing-document-search", absence=True)
def missing_document_search(site: SiteView, rule: Rule) -> Iterator[Said]:
    if site.site.kind is not SiteKind.PORTAL:
        return
    columns = columns_of(site, "documents")
    pages = [page for column in columns if (page := site.page(column.pages[0])) is not None]
    if not pages or site.home is None:
        yield Gap("没有找到政策文件栏目，或首页没有读到", site.site.home)
    elif own_search(site, pages):
        yield Looked()
    elif any(column.scripted for column in columns):
        yield Gap("政策文件栏目由脚本生成，没有读到", columns[0].url)
    else:
        yield Looked()
        yield Finding("search", columns[0].url, ("search",), certainty=Certainty.SUSPECTED)
