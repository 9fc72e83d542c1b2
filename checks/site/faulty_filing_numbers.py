"""Filing numbers in the foot that are not written as such numbers are, or that lead nowhere.

How judged: `icp-form`, `police-form`: on every page a reader meets whose foot shows such a number, it has the form of
one (a province, 备, eight or ten figures, 号; a province, 公网安备, fourteen figures that begin with the province).
`icp-link`, `police-link`: the home page shows the number and has no link to where it can be looked up. Links are
suspected only: the wording of the rule was not at hand. So is a number that only lacks 号, a police number of unusual
length (its form has changed) or of another province.
Not counted: a number that is not there (footer-identity); blanks inside it; a licence (ICP证); police numbers of which
only the figures, or the form of before, are shown.
Source: 国办发〔2017〕47号, 国办秘函〔2019〕19号 (GL-21, WD-402).
"""

from __future__ import annotations

from collections.abc import Iterator

from checks.catalog import site_check
from checks.facts.excerpts import quoted
from checks.facts.filings import icp_fault, leads_to, police_fault
from checks.facts.proper import proper_pages
from checks.facts.spread import spread
from checks.indicators.edition import Rule
from checks.model.findings import Certainty, Finding, Looked, Said
from checks.model.urls import page_key
from checks.model.views import PageView, SiteView


@site_check("faulty-filing-numbers")
def faulty_filing_numbers(site: SiteView, rule: Rule) -> Iterator[Said]:
    hits: list[Finding] = []
    judged = 0
    for page in proper_pages(site):
        foot = page.facts.footer
        judged += 1
        for code, shown, (fault, doubtful) in (
            ("icp-form", foot.icp, icp_fault(foot.icp)),
            ("police-form", foot.police, police_fault(foot.police)),
        ):
            if fault:
                hits.append(_finding(code, page, shown, fault, doubtful))
    yield Looked(judged)
    yield from spread(hits, judged, rule.param("sitewide_share"), rule.param("sitewide_pages"), site.site.home)
    if site.home is not None:
        yield from _unlinked(site.home, rule)


def _unlinked(home: PageView, rule: Rule) -> Iterator[Finding]:
    foot, links = home.facts.footer, home.facts.links
    for code, shown, places in (
        ("icp-link", foot.icp, rule.param("icp_places")),
        ("police-link", foot.police, rule.param("police_places")),
    ):
        if shown and not leads_to(links, places):
            yield _finding(code, home, shown, "", doubtful=True)


def _finding(code: str, page: PageView, shown: str, fault: str, doubtful: bool) -> Finding:
    certainty = Certainty.SUSPECTED if doubtful else Certainty.CERTAIN
    # A police number has fourteen figures and is nobody's: it may be quoted whole.
    data = {"shown": " ".join(shown.split())[:60], "fault": fault}
    return Finding(code, page.url, (code, page_key(page.url)), data, excerpt=quoted(shown, 60), certainty=certainty)
