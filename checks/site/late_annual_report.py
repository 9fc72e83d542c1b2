"""The yearly report on the disclosure of information is late, or is not there.

How judged: departments owe the report of a year until `department_due` of the next, governments until
`government_due`, that day included; before it the report of the year before is the newest that is owed. `late`: the
first page that shows the office's own report says a later day of publication. `absent`: the visit met no report of
that year that may be the office's own, neither as a page nor as an entry of a list.
Suspected only: `absent`; `late` where the page has its day under no label of publication, where the title names no
office, where a report that may be the office's own has no day or was in time, or where information is disclosed on
another host.
Not counted: towns, sites of other kinds than portals and departments; reports of other offices; older years.
Could not look: a column of reports that was not read to the end, a disclosure of information that lies on another
host, a report without a day, a corrected one, one of which the office is not clear, reports of other years with the
same day or elder ones of after the last day (the site was moved), a visit cut short.
Source: 政府信息公开条例第四十九条 (YB-01).
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from checks.catalog import site_check
from checks.facts.annual_names import is_own, may_be_own
from checks.facts.annual_reports import Owed, Paper, first_shown, not_first, owed, papers_seen, unread_reports
from checks.facts.excerpts import quoted
from checks.indicators.edition import Rule
from checks.model.annual import AnnualKind
from checks.model.findings import Certainty, Finding, Gap, Looked, Said, Value
from checks.model.registry import Level, SiteKind
from checks.model.urls import page_key
from checks.model.views import SiteView

NO_DAY = "年报没有可读的发布日期"
WHOSE = "看不出年报是否为本单位的"


@site_check("late-annual-report", absence=True)
def late_annual_report(site: SiteView, rule: Rule) -> Iterator[Said]:
    if site.site.kind is SiteKind.OTHER or site.site.level is Level.TOWN:
        return
    due = "government_due" if site.site.kind is SiteKind.PORTAL else "department_due"
    what = owed(site.moment, rule.param(due))
    papers = site.derived(papers_seen)
    own = tuple(p for p in papers.of(AnnualKind.REPORT, what.year) if may_be_own(p.named.unit, site.site, site.unit))
    if not own:
        yield _absent(site, what)
        return
    mine = tuple(p for p in own if not p.named.unit or is_own(p.named.unit, site.site, site.unit))
    first = first_shown(mine)
    if not mine:
        yield Gap(WHOSE, own[0].url)
    elif first is None:
        yield Gap(NO_DAY, mine[0].url)
    elif first[0] > what.last and (why := not_first(papers, first[1], what.last)):
        yield Gap(why, first[1].url)
    else:
        yield Looked()
        if first[0] > what.last:
            alone = all(paper.day and paper.day > what.last for paper in own) and not papers.elsewhere
            yield _late(site, what, *first, sure=first[1].sure and alone)


def _absent(site: SiteView, what: Owed) -> Said:
    if gap := unread_reports(site):
        return gap
    data: dict[str, Value] = {"year": what.year, "due": what.last.isoformat()}
    return Finding("absent", site.site.home, ("absent", str(what.year)), data, certainty=Certainty.SUSPECTED)


def _late(site: SiteView, what: Owed, day: date, first: Paper, sure: bool) -> Finding:
    certain = sure and is_own(first.named.unit, site.site, site.unit)
    told = {"due": what.last.isoformat(), "shown": day.isoformat(), "title": quoted(first.title, 80)}
    return Finding(
        "late",
        first.url,
        ("late", str(what.year), page_key(first.url)),
        {"year": what.year, **told},
        certainty=Certainty.CERTAIN if certain else Certainty.SUSPECTED,
    )
