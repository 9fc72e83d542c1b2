"""Offices that make normative documents and have not published which of them hold, expired and were repealed.

How judged: `valid`, `expired`, `repealed`: no page, entry or link of the site is titled as that list. The published
result of sorting out (清理结果) holds all three. Asked of portals, and of sites with at least `params.least` normative
documents. Always suspected: the list may be an annex, or stand on the portal above.
Not counted: visits cut short, and sites whose columns of documents were not read to the end: could not look.
Source: 广元市 2022 年政务公开安排 (GF-08).
"""

from __future__ import annotations

from collections.abc import Iterator

from checks.catalog import site_check
from checks.facts.disclosure import columns_of
from checks.facts.papers import papers_of
from checks.indicators.edition import Rule
from checks.model.findings import Certainty, Finding, Gap, Looked, Said
from checks.model.registry import SiteKind
from checks.model.repeals import RelationKind
from checks.model.views import SiteView

_LISTS = {"valid": RelationKind.CONTINUED, "expired": RelationKind.EXPIRED, "repealed": RelationKind.REPEALED}


@site_check("missing-catalogues", absence=True)
def missing_catalogues(site: SiteView, rule: Rule) -> Iterator[Said]:
    papers, columns = site.derived(papers_of), columns_of(site, "documents")
    if site.site.kind is not SiteKind.PORTAL and papers.normative < rule.param("least"):
        return
    missing = [code for code, kind in _LISTS.items() if kind not in papers.lists]
    blind = [column for column in columns if column.scripted or column.cut or column.unread]
    if missing and (blind or not columns or not site.coverage.complete):
        reason = "政策文件栏目没有读全" if columns else "没有找到政策文件栏目"
        yield Gap(reason, blind[0].url if blind else site.site.home, len(missing))
        return
    yield Looked(len(_LISTS))
    for code in missing:
        yield Finding(code, columns[0].url, (code,), certainty=Certainty.SUSPECTED)
