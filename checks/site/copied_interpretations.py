"""Interpretations that only repeat the document.

How judged: the share of an interpretation's text that stands, in runs of `checks.facts.likeness.RUN` letters, in the
document that it explains too. Above `params.similarity` it is suspected. Looked at are interpretations of the last
`params.months` with `params.least` letters or more.
Suspected only: a person must read both.
Not counted: interpretations by pictures and films. Could not look: the text of the document stands in an attachment.
Source: 西湖镇 2022 年政务公开要点 (JD-04); the threshold is ours.
"""

from __future__ import annotations

from collections.abc import Iterator

from checks.catalog import site_check
from checks.facts.interpretations import Policies, Reading
from checks.facts.likeness import letters, repeated
from checks.facts.open_policy import policies_seen
from checks.facts.periods import months_before
from checks.facts.policy import day
from checks.indicators.edition import Rule
from checks.model.findings import Certainty, Finding, Gap, Looked, Said
from checks.model.views import SiteView

MOST, COPIES = 300, 5
"""So many interpretations are compared, each with so many pages that show its document."""


@site_check("copied-interpretations")
def copied_interpretations(site: SiteView, rule: Rule) -> Iterator[Said]:
    seen = site.derived(policies_seen)
    since = months_before(day(site.moment), rule.param("months"))
    recent = [r for r in seen.readings if r.published and r.published >= since]
    for reading in recent[:MOST]:
        yield from _judged(site, seen, reading, rule)


def _judged(site: SiteView, seen: Policies, reading: Reading, rule: Rule) -> Iterator[Said]:
    papers = seen.explained_by(reading)
    text = _text(site, reading.url)
    if not papers or len(text) < rule.param("least"):
        return
    texts = [told for paper in papers[:COPIES] if len(told := _text(site, paper.url)) >= rule.param("least")]
    if not texts:
        yield Gap("文件正文没有读到", reading.url)
        return
    share = max(repeated(text, told) for told in texts)
    yield Looked()
    if share > rule.param("similarity"):
        data = {"share": f"{100 * share:.0f}%", "document": papers[0].title, "interpretation": reading.title}
        yield Finding("copied", reading.url, (reading.key,), data, certainty=Certainty.SUSPECTED)


def _text(site: SiteView, url: str) -> str:
    page = site.page(url)
    return letters(page.facts.text) if page else ""
