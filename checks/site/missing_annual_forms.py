"""The yearly form of a government website is not there, is late, or is not to be found from the home page.

How judged: portals and departments owe the form on the site's own work of a year, the portals of provinces and of
departments of the State Council also that on the supervision of websites, until `due` of the next year, that day
included. `work`, `supervision`: the visit met no such form, neither as a page nor as an entry of a list. `work-late`,
`supervision-late`: the first page that shows it says a later day. `not-on-home`: there is a form, and no link of the
home page leads to it, to a list that shows it, or is called so.
Suspected only: all but the late ones whose own page has the day under a label of publication and names the site's
office.
Not counted: sites of other kinds, towns; forms of other sites; older years.
Could not look: a column of forms that was not read to the end, a form without a day, a corrected one, forms of other
years with the same day or elder ones of after the last day (the site was moved), a visit cut short.
Source: 国办函〔2018〕12号 (NB-01, NB-02).
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from checks.catalog import site_check
from checks.facts.annual_names import is_own, may_be_own
from checks.facts.annual_reports import Owed, Paper, first_shown, not_first, owed, papers_seen
from checks.facts.excerpts import quoted
from checks.indicators.edition import Rule
from checks.lexicon.columns import topics_of
from checks.model.annual import AnnualKind
from checks.model.findings import Certainty, Finding, Gap, Looked, Said, Value
from checks.model.registry import Level, SiteKind
from checks.model.urls import page_key
from checks.model.views import PageView, SiteView

NO_DAY = "报表没有可读的发布日期"
UNREAD = "年度报表栏目没有读全"
NO_HOME = "首页没有读到"
CUT = "访问未完成"
TOPIC = "annual-forms"


@site_check("missing-annual-forms", absence=True)
def missing_annual_forms(site: SiteView, rule: Rule) -> Iterator[Said]:
    if site.site.kind is SiteKind.OTHER or site.site.level is Level.TOWN:
        return
    if site.home is None:
        yield Gap(NO_HOME, site.site.home)
        return
    what = owed(site.moment, rule.param("due"))
    kinds = [AnnualKind.WORK]
    if site.site.kind is SiteKind.PORTAL and site.site.level in (Level.PROVINCE, Level.NATION):
        kinds.append(AnnualKind.SUPERVISION)
    for kind in kinds:
        told = site.derived(papers_seen).of(kind, what.year)
        forms = tuple(paper for paper in told if may_be_own(paper.named.unit, site.site, site.unit))
        yield from _shown(site, site.home, what, forms) if forms else _absent(site, site.home, what, kind)


def _absent(site: SiteView, home: PageView, what: Owed, kind: AnnualKind) -> Iterator[Said]:
    papers = site.derived(papers_seen)
    if unread := papers.not_read(kind):
        yield Gap(UNREAD, unread)
    elif not site.coverage.complete:
        yield Gap(CUT, home.url)
    else:
        yield Looked()
        data: dict[str, Value] = {"year": what.year, "due": what.last.isoformat()}
        yield Finding(kind.value, home.url, (kind.value, str(what.year)), data, certainty=Certainty.SUSPECTED)


def _shown(site: SiteView, home: PageView, what: Owed, forms: tuple[Paper, ...]) -> Iterator[Said]:
    if not _leads_to(home, forms):
        key = ("not-on-home", forms[0].named.kind.value)
        data: dict[str, Value] = {"year": what.year, "title": quoted(forms[0].title, 80)}
        yield Finding("not-on-home", home.url, key, data, found_on=forms[0].url, certainty=Certainty.SUSPECTED)
    first = first_shown(forms)
    if first is None:
        yield Gap(NO_DAY, forms[0].url)
    elif first[0] > what.last and (why := not_first(site.derived(papers_seen), first[1], what.last)):
        yield Gap(why, first[1].url)
    else:
        yield Looked()
        if first[0] > what.last:
            surely = is_own(first[1].named.unit, site.site, site.unit) and all(form.day for form in forms)
            yield _late(what, *first, surely=surely and first[1].sure)


def _late(what: Owed, day: date, first: Paper, surely: bool) -> Finding:
    code = f"{first.named.kind.value}-late"
    told = {"due": what.last.isoformat(), "shown": day.isoformat(), "title": quoted(first.title, 80)}
    data: dict[str, Value] = {"year": what.year, **told}
    certainty = Certainty.CERTAIN if surely else Certainty.SUSPECTED
    return Finding(code, first.url, (code, str(what.year), page_key(first.url)), data, certainty=certainty)


def _leads_to(home: PageView, forms: tuple[Paper, ...]) -> bool:
    """Does the home page lead to a form, to a list that shows it, or to what is called a column of forms?"""
    known = {page_key(form.url) for form in forms} | {page for form in forms for page in form.listed_on}
    known.discard(page_key(home.url))
    return any(page_key(link.url) in known or TOPIC in topics_of(link.text) for link in home.facts.links)
