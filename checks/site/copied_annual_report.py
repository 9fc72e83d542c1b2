"""A yearly report whose words are those of the year before, or of another office.

How judged: by the sentences of a report, with its numbers, tables and the name of its office left out, where they have
`least_letters` or more. `last-year`: they agree with those of the same office's report of the year before by
`similarity` or more. `other-unit`: with those of another office's report of the same year (the finding stands at the
one that was published later). All are suspected: offices of one kind may tell the same things of themselves.
Not counted: reports of more than `years` years ago; the same report shown at two places; reports whose title names no
office (but for that of the year before on the office's own site).
Could not look: a report that is an attachment, a picture or on another site; a site with more than `most` reports of a
year (the further ones).
Source: 怀化市 2022 年通知 (YB-08).
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from rapidfuzz import fuzz

from checks.catalog import site_check
from checks.facts.annual_reports import Paper, papers_seen
from checks.indicators.edition import Rule
from checks.model.annual import AnnualKind
from checks.model.findings import Certainty, Finding, Gap, Looked, Said, Value
from checks.model.registry import SiteKind
from checks.model.urls import page_key
from checks.model.views import SiteView

SHORT = "年报正文太短或不在网页上，没有比对"
MANY = "年报太多，没有全部比对"
Told = tuple[Paper, str]
"""A report and its sentences without the name of its office."""


@site_check("copied-annual-report")
def copied_annual_report(site: SiteView, rule: Rule) -> Iterator[Said]:
    years: dict[int, list[Told]] = {}
    oldest = site.moment.year - rule.param("years")
    for paper in sorted(site.derived(papers_seen).all, key=lambda p: (p.day or date.max, p.url)):
        if paper.report is None or paper.named.kind is not AnnualKind.REPORT or paper.named.year < oldest - 1:
            continue
        own = paper.prose.replace(paper.named.unit, "")
        if len(own) < rule.param("least_letters"):
            yield Gap(SHORT, paper.url)
        elif len(kept := years.setdefault(paper.named.year, [])) >= rule.param("most"):
            yield Gap(MANY, paper.url)
        else:
            kept.append((paper, own))
            yield Looked()
    nameless = site.site.kind is not SiteKind.PORTAL
    for year, told in years.items():
        for n, (paper, own) in enumerate(told if year >= oldest else ()):
            unit = paper.named.unit
            if unit or nameless:
                before = [other for other in years.get(year - 1, ()) if other[0].named.unit == unit]
                yield from _alike("last-year", paper, own, before, rule)
            if unit:
                others = [other for other in told[:n] if other[0].named.unit not in ("", unit)]
                yield from _alike("other-unit", paper, own, others, rule)


def _alike(code: str, paper: Paper, own: str, others: list[Told], rule: Rule) -> Iterator[Finding]:
    """One finding for the other report that is most alike."""
    least = 100 * rule.param("similarity")
    alike = ((fuzz.ratio(own, text, score_cutoff=least), other.url, other.named.unit) for other, text in others)
    share, url, unit = max(alike, default=(0.0, "", ""))
    if share >= least:
        data: dict[str, Value] = {
            **{"year": paper.named.year, "unit": paper.named.unit},
            **{"share": f"{share:.0f}%", "other": unit, "target": url},
        }
        key = (code, page_key(paper.url))
        yield Finding(code, paper.url, key, data, certainty=Certainty.SUSPECTED)
