"""Drafts put to the public without an explanation, and without word of what came of it.

How judged: notices of the last `params.months` that turn to the public about a draft. `explanation`: nothing on the
page (its text, its links, its attachments) speaks of why and how the draft was made, and no page of the site does for
it. `adoption`: the document was issued (the site shows it under the title of the draft) and `params.workdays` workdays
later neither the notice nor a page of the site said what became of the opinions, or it said so later.
`unlinked`: the page that says it and the notice do not lead to each other.
Suspected only: it may be said in other words, or where nobody looked.
Not counted: surveys, proposals, notices to other offices, those whose text tells a day before those months.
Could not look: the visit was cut short; the notice stands in an attachment; holidays that are not known.
Source: 武威市 2022 年政务公开要点 (JC-13); 吴忠市 2025 年一季度通报 (JC-14).
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from checks.catalog import site_check
from checks.facts.consulted import Asked, Consulted
from checks.facts.document_titles import core
from checks.facts.excerpts import quoted
from checks.facts.open_policy import consulted, policies_seen
from checks.facts.periods import months_before
from checks.facts.policy import day
from checks.facts.workdays import Calendar
from checks.indicators.edition import Rule
from checks.model.consultations import Subject
from checks.model.findings import Certainty, Finding, Gap, Looked, Said
from checks.model.views import SiteView


@site_check("missing-consultation-feedback")
def missing_consultation_feedback(site: SiteView, rule: Rule) -> Iterator[Said]:
    seen, today = site.derived(consulted), day(site.moment)
    issued = _issued(site)
    since = months_before(today, rule.param("months"))
    for notice in seen.notices:
        says = notice.says
        if says.subject is Subject.TOPIC or not (notice.published and notice.earliest and notice.earliest >= since):
            continue
        if says.bare or not site.coverage.complete:
            yield Gap("公告正文在附件或图片里" if says.bare else "访问未完成", notice.url)
        elif says.public:
            yield Looked()
            if not says.explained and not seen.of(notice, seen.explanations):
                yield _finding("explanation", notice, notice)
            yield from _answered(seen, notice, issued.get(core(says.about)), today, rule)


def _answered(seen: Consulted, notice: Asked, issued: date | None, today: date, rule: Rule) -> Iterator[Said]:
    results = seen.of(notice, seen.results)
    for result in results:
        if not (notice.leads_to(result) and result.leads_to(notice)):
            yield _finding("unlinked", notice, result)
    if issued is None or notice.says.answered or (notice.published and issued < notice.published):
        return
    calendar = Calendar.of(rule.param("days_off"), rule.param("days_worked"))
    due = calendar.after(issued, rule.param("workdays"))
    if due is None:
        yield Gap("没有该年度的工作日安排", notice.url)
        return
    told = [result.published for result in results if result.published]
    if (not results and today > due) or (told and min(told) > due):
        when = f"{min(told)} 才公开" if told else "没有找到"
        yield _finding("adoption", notice, notice, issued=f"{issued}", due=f"{due}", when=when)


def _issued(site: SiteView) -> dict[str, date]:
    """The first day on which the site published a document, by its title as `core` says it."""
    found: dict[str, date] = {}
    for paper in site.derived(policies_seen).papers:
        if paper.published:
            found[paper.name] = min(paper.published, found.get(paper.name, paper.published))
    return found


def _finding(code: str, notice: Asked, at: Asked, **data: str) -> Finding:
    told = {"title": quoted(notice.says.title, 100), **data}
    return Finding(code, at.url, (code, notice.key, at.key), told, found_on=notice.url, certainty=Certainty.SUSPECTED)
