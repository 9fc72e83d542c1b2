"""Standard catalogues of disclosure (公开标准目录) whose table lacks a field.

How judged: `field`: on a page that is called a standard catalogue and whose text has the heads of such a table (at
least `params.least` of the fields), one of the fields has none of its words. Always suspected: the fields are those of
one city, and a head may be worded otherwise.
Not counted: catalogues in an attachment: they were not opened by this check. Lists of catalogues.
Source: 宿迁市标准目录实例 (JC-02).
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from checks.catalog import page_check
from checks.facts.excerpts import quoted
from checks.facts.files import offered
from checks.facts.proper import is_proper
from checks.indicators.edition import Rule
from checks.lexicon.disclosure import unsaid
from checks.model.findings import Certainty, Finding, Gap, Looked, Said
from checks.model.pages import PageKind
from checks.model.urls import page_key
from checks.model.views import PageView, SiteView

_TITLE = re.compile(r"标准目录|公开事项(?:标准)?目录|事项目录")
_NO_CATALOGUE = re.compile(r"关于|通知|要求|解读|工作")
_LEADING = (PageKind.HOME, PageKind.LIST, PageKind.SECTION, PageKind.STUB)


@page_check("incomplete-catalogue-fields")
def incomplete_catalogue_fields(page: PageView, site: SiteView, rule: Rule) -> Iterator[Said]:
    facts, fields = page.facts, rule.param("fields")
    title = facts.heading
    if not _TITLE.search(title) or _NO_CATALOGUE.search(title) or facts.kind in _LEADING or not is_proper(page):
        return
    missing = unsaid("fields", fields, "".join(facts.text.split()))
    if len(fields) - len(missing) < rule.param("least"):
        if facts.scripted or facts.images or any(offered(link.url) for link in facts.links):
            yield Gap("目录在附件或图片里，没有读到", page.url)
        return
    yield Looked()
    for name in missing:
        yield Finding(
            "field",
            page.url,
            ("field", name, page_key(page.url)),
            {"field": name, "title": quoted(title, 60)},
            certainty=Certainty.SUSPECTED,
        )
