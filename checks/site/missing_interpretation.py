"""Normative documents without an interpretation.

How judged: of the normative documents (行政规范性文件) in force that were published within `params.months`, and not
within the last `params.days` days, the newest `params.sample` are looked at, as an inspector would. An interpretation
is a page of the site, or an entry of its interpretation column wherever that leads, that names the document or is
linked with it; a link of the document that says 解读 is enough.
Suspected only: whether a document concerns many or is hard to understand is for a person, and an interpretation may
stand where nobody looked.
Not counted: drafts, laws, documents repealed or expired, those of other offices, those that only repeal or pass on.
Could not look: the visit was cut short, the column of interpretations was not read to its end or lies on another site.
Source: 国办秘函〔2019〕19号 (WD-107); 国办发〔2017〕47号 (GL-46); 地方政务公开要点 (JD-01).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import timedelta

from checks.catalog import site_check
from checks.facts.interpretations import Paper, Policies, unread_readings
from checks.facts.open_policy import policies_seen
from checks.facts.periods import months_before
from checks.facts.policy import day
from checks.indicators.edition import Rule
from checks.model.findings import Certainty, Finding, Gap, Looked, Said
from checks.model.registry import SiteKind
from checks.model.views import SiteView

_NONE_OWED = re.compile(r"废止|失效|清理|转发|任免|表彰|目录|清单")


@site_check("missing-interpretation")
def missing_interpretation(site: SiteView, rule: Rule) -> Iterator[Said]:
    if site.site.kind is SiteKind.OTHER:
        return
    seen = site.derived(policies_seen)
    why = "" if site.coverage.complete else "访问未完成"
    why = why or site.derived(unread_readings)
    for paper in _owed(seen, site, rule):
        if any(copy.explained for copy in seen.copies(paper)) or seen.of(paper):
            yield Looked()
        elif why:
            yield Gap(why, paper.url)
        else:
            yield Looked()
            yield Finding(
                "missing",
                at=paper.url,
                key=(paper.key,),
                data={"document": paper.title, "published": f"{paper.published}"},
                certainty=Certainty.SUSPECTED,
            )


def _owed(seen: Policies, site: SiteView, rule: Rule) -> list[Paper]:
    """The newest documents that owe an interpretation by now, one page of each."""
    today = day(site.moment)
    first, last = months_before(today, rule.param("months")), today - timedelta(days=rule.param("days"))
    owed = {
        paper.name: paper
        for paper in reversed(seen.papers)
        if paper.normative and paper.in_force and paper.published and first <= paper.published <= last
        if paper.of(site.site.unit, site.site.name) and not _NONE_OWED.search(paper.title)
    }
    newest = sorted(owed.values(), key=lambda paper: (f"{paper.published}", paper.url), reverse=True)
    return newest[: rule.param("sample")]
