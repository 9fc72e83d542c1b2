"""Normative documents that do not say whether they still hold.

How judged: a normative document (行政规范性文件) shows its validity. `missing`: it shows none; suspected where the
page has no metadata table. `value`: what it shows is none of the values of the edition. `begun`: it shows 尚未施行
although the day named in its text has passed; suspected.
Not counted: notices that sort out, repeal or list other documents; a table that names the term or the last day instead;
other documents, drafts and opinions asked for, explanations, lists. Could not look: a page that a script draws.
Source: 各地政务公开工作要点; 国办发〔2017〕47号 (GF-04), 取值归一 (GF-05).
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from checks.catalog import page_check
from checks.facts.excerpts import quoted
from checks.facts.folding import fold
from checks.facts.policy import day, document_of, has_table, labels_term, title_of
from checks.indicators.edition import Rule
from checks.model.findings import Certainty, Finding, Gap, Looked, Said
from checks.model.pages import Document, Validity
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
    if document.particulars.drawn or (page.facts.scripted and not has_table(document)):
        yield Gap("页面由脚本生成，没有读到", page.url)
        return
    yield Looked()
    if document.validity is Validity.NOT_YET and document.effective and day(document.effective) < day(site.moment):
        yield _finding("begun", page, document, f"{document.effective:%Y-%m-%d}", Certainty.SUSPECTED)
    shown = fold(document.validity_text)
    if document.validity or shown in {fold(value) for value in rule.param("values")}:
        return
    if not shown and labels_term(document):
        return
    code = "value" if shown and shown != "无" else "missing"
    yield _finding(
        code,
        page,
        document,
        "、".join(rule.param("values")),
        Certainty.CERTAIN if has_table(document) else Certainty.SUSPECTED,
    )


def _finding(code: str, page: PageView, document: Document, expected: str, certainty: Certainty) -> Finding:
    return Finding(
        code,
        page.url,
        (page_key(page.url),),
        {
            "shown": quoted(document.validity_text, 60),
            "expected": expected,
            "title": quoted(title_of(page, document), 100),
            "number": quoted(document.number, 60),
        },
        excerpt=quoted(document.validity_text),
        certainty=certainty,
    )
