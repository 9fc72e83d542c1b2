"""Sites of which not a single document can be downloaded.

How judged: `none`: of the documents with a number, at least `params.least`, none has an attachment, a file or a link
that speaks of download. Always suspected: a script may offer it.
Not counted: single documents without a file, for the text itself can be read and saved; documents of other offices.
Could not look: documents that a script fills, or that speak of an attachment to which no link was seen.
Source: 武威市、金昌市政务公开要点; 政府信息公开条例第二十四条 (GF-09).
"""

from __future__ import annotations

from collections.abc import Iterator

from checks.catalog import site_check
from checks.facts.disclosure import columns_of
from checks.facts.papers import papers_of
from checks.indicators.edition import Rule
from checks.model.findings import Certainty, Finding, Gap, Looked, Said
from checks.model.registry import SiteKind
from checks.model.views import SiteView


@site_check("missing-downloads", absence=True)
def missing_downloads(site: SiteView, rule: Rule) -> Iterator[Said]:
    papers = site.derived(papers_of)
    if site.site.kind is SiteKind.OTHER or papers.documents < rule.param("least"):
        return
    columns = columns_of(site, "documents")
    at = columns[0].url if columns else site.site.home
    if papers.unsure and not papers.offering:
        yield Gap("文件页由脚本生成，或附件没有链接，没有读全", at)
        return
    yield Looked(papers.documents)
    if not papers.offering:
        yield Finding("none", at, ("none",), {"documents": papers.documents}, certainty=Certainty.SUSPECTED)
