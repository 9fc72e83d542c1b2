"""The yearly reports of a government's offices are not collected on its portal.

How judged: portals of governments, by the reports of other units of the newest year that is owed and the one before.
`absent`: the visit met those of fewer than `least` units. `scattered`: it met enough, but no list shows `share` of
them. All are suspected: an office decides whether its reports are collected somewhere else.
Not counted: portals of districts that are no government, of towns; several papers of one unit.
Could not look: a column of reports that was not read to the end, a disclosure of information that lies on another
host, a visit cut short.
Source: 金昌市政务公开要点 (YB-07).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator

from checks.catalog import site_check
from checks.facts.annual_names import is_of_government
from checks.facts.annual_reports import Paper, owed, papers_seen, unread_reports
from checks.facts.organs import is_government
from checks.indicators.edition import Rule
from checks.model.annual import AnnualKind
from checks.model.findings import Certainty, Finding, Looked, Said, Value
from checks.model.registry import Level, SiteKind
from checks.model.views import SiteView


@site_check("scattered-annual-reports", absence=True)
def scattered_annual_reports(site: SiteView, rule: Rule) -> Iterator[Said]:
    name = site.site.name.removesuffix("网站").removesuffix("门户")
    if site.site.kind is not SiteKind.PORTAL or site.site.level is Level.TOWN or not is_government(name):
        return
    papers = site.derived(papers_seen)
    year = owed(site.moment, rule.param("due")).year
    others = [p for p in (*papers.of(AnnualKind.REPORT, year), *papers.of(AnnualKind.REPORT, year - 1)) if _other(p)]
    units, collected = {p.named.unit for p in others}, _collected(others)
    if len(units) >= rule.param("least") and collected >= rule.param("share") * len(units):
        yield Looked()
    elif gap := unread_reports(site):
        yield gap
    else:
        yield Looked()
        code = "absent" if len(units) < rule.param("least") else "scattered"
        data: dict[str, Value] = {"year": year, "count": len(units), "collected": collected}
        yield Finding(code, site.site.home, (code,), data, certainty=Certainty.SUSPECTED)


def _other(paper: Paper) -> bool:
    return bool(paper.named.unit) and not is_of_government(paper.named.unit)


def _collected(papers: Iterable[Paper]) -> int:
    """How many units the list names that names most: the pages of one folder are one list."""
    lists: dict[str, set[str]] = defaultdict(set)
    for paper in papers:
        for page in paper.listed_on:
            lists[page.rpartition("/")[0]].add(paper.named.unit)
    return max(map(len, lists.values()), default=0)
