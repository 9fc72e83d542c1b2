"""Normative documents that do not say whether they still hold.

How judged: a normative document (行政规范性文件) shows its validity. `missing`: it shows none; suspected where the
page has no metadata table. `value`: what it shows is none of the values of the edition.
Not counted: notices that sort out, repeal or list other documents; a table that names the term or the last day instead;
other documents, drafts and opinions asked for, explanations, lists.
Source: 各地政务公开工作要点; 国办发〔2017〕47号 (GF-04), 取值归一 (GF-05).
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from checks.catalog import page_check
from checks.facts.excerpts import quoted
from checks.facts.folding import fold
from checks.facts.policy import document_of, has_table, labels_term, title_of
from checks.indicators.edition import Rule
from checks.model.findings import Certainty, Finding, Looked, Said
from checks.model.urls import page_key
from checks.model.views import PageView, SiteView

_NO_RULES = re.compile(
    r"(?:清理|废止|失效).{0,40}(?:通知|决定|公告|通告|结果|责任状)(?:[(（].{0,20})?$|(?:清单|目录|一览表)$"
)


@page_check("validity-label")
def validity_label(page: PageView, site: SiteView, rule: Rule) -> Iterator[Said]:
    document = document_of(page)
    if document is None or not document.normative or _NO_RULES.search(title_of(page, document).strip()):
        return
    yield Looked()
    shown = fold(document.validity_text)
    if document.validity or shown in {fold(value) for value in rule.param("values")}:
        return
    if not shown and labels_term(document):
        return
    code = "value" if shown and shown != "无" else "missing"
    yield Finding(
        code,
        page.url,
        (page_key(page.url),),
        {
            "shown": quoted(document.validity_text, 60),
            "expected": "、".join(rule.param("values")),
            "title": quoted(title_of(page, document), 100),
            "number": document.number,
        },
        excerpt=quoted(document.validity_text),
        certainty=Certainty.CERTAIN if has_table(document) else Certainty.SUSPECTED,
    )
