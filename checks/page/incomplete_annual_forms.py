"""A yearly form of a website without one of the matters that it should tell of.

How judged: forms whose content is on the page, which is so when the words of at least `least_parts` matters stand in
it. `work`: the form on the site's own work lacks one of `work_parts`; `supervision`: the form on the supervision of
websites lacks one of `supervision_parts`. What stands for a matter: one of the words of `work_words` and
`supervision_words`, in the same order (| parts them).
All are suspected: only words are missing.
Not counted: forms of before `since`. Could not look: a form that is an attachment, a picture or on another site.
Source: 国办函〔2018〕12号 (NB-03, NB-04).
"""

from __future__ import annotations

from collections.abc import Iterator

from checks.catalog import page_check
from checks.indicators.edition import Rule
from checks.model.annual import AnnualKind
from checks.model.findings import Certainty, Finding, Gap, Looked, Said, Value
from checks.model.urls import page_key
from checks.model.views import PageView, SiteView

UNREAD = "报表内容不在网页上（附件或图片）"


@page_check("incomplete-annual-forms")
def incomplete_annual_forms(page: PageView, site: SiteView, rule: Rule) -> Iterator[Said]:
    form = page.facts.annual
    if form is None or form.kind is AnnualKind.REPORT or form.year < rule.param("since"):
        return
    code = form.kind.value
    text = "".join(page.facts.text.split())
    asked = list(zip(rule.param(f"{code}_parts"), rule.param(f"{code}_words"), strict=True))
    missing = [name for name, words in asked if not any(word in text for word in words.split("|"))]
    if len(asked) - len(missing) < rule.param("least_parts"):
        yield Gap(UNREAD, page.url)
        return
    yield Looked()
    if missing:
        data: dict[str, Value] = {"year": form.year, "missing": "、".join(missing), "count": len(missing)}
        yield Finding(code, page.url, (code, page_key(page.url)), data, certainty=Certainty.SUSPECTED)
