"""Documents and their interpretations that do not lead to each other.

How judged: an interpretation of the last `params.months` that names a document of the site leads to one of the pages
that show it (`to-document`), and one of these pages leads to an interpretation of it (`to-interpretation`). A link that
shows the title of the document leads to it, on whatever site it ends.
Suspected only: a script may write what belongs together, and no script was run.
Not counted: links in navigation and foot; interpretations of documents that the site does not show; those that only a
list names.
Source: 国办秘函〔2019〕19号 (WD-108); 地方政务公开要点 (JD-03).
"""

from __future__ import annotations

from collections.abc import Iterator

from checks.catalog import site_check
from checks.facts.interpretations import Paper, Reading
from checks.facts.open_policy import policies_seen
from checks.facts.periods import months_before
from checks.facts.policy import day
from checks.indicators.edition import Rule
from checks.model.findings import Certainty, Finding, Gap, Looked, Said
from checks.model.views import SiteView


@site_check("unlinked-interpretation")
def unlinked_interpretation(site: SiteView, rule: Rule) -> Iterator[Said]:
    seen = site.derived(policies_seen)
    since = months_before(day(site.moment), rule.param("months"))
    for pages in seen.documents:
        readings = [r for r in seen.of(pages[0]) if r.published and r.published >= since]
        named = [r for r in readings if any(r.explains(paper) for paper in pages)]
        for reading in named:
            if not reading.read:
                yield Gap("解读页没有读到", reading.url)
                continue
            yield Looked()
            if not any(reading.leads.to(paper) for paper in pages):
                yield _finding("to-document", reading.url, reading.key, pages[0], reading)
        if named and not any(_leads(paper, readings) for paper in pages):
            yield _finding("to-interpretation", pages[0].url, pages[0].key, pages[0], named[0])


def _leads(paper: Paper, readings: list[Reading]) -> bool:
    return paper.explained or any(paper.leads.to(reading) for reading in readings)


def _finding(code: str, url: str, key: str, paper: Paper, reading: Reading) -> Finding:
    data = {"document": paper.title, "interpretation": reading.title}
    return Finding(code, url, (code, key), data, certainty=Certainty.SUSPECTED)
