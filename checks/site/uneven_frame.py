"""Pages whose head or foot says something else than that of the home page.

How judged: against the home page, on every page a reader meets that shows the same thing. `foot`: another ICP number
(its last part aside), police number or sponsor; another code, where none is registered. `head`: another name of the
site in words. All are suspected: the rule is not verified, and a part of a site may be an office's of its own.
Not counted: what one of the two does not show (footer-identity) or writes wrongly (faulty-filing-numbers); blanks,
widths, quotes; of two sponsors one that stands inside the other; home pages that show nothing of the kind; stubs,
interface answers, framed fragments, errors.
Source: 国办发〔2017〕47号 (GL-22).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache

from checks.catalog import site_check
from checks.facts.excerpts import quoted
from checks.facts.filings import icp_fault, police_fault
from checks.facts.folding import fold
from checks.facts.names import head_names, stem
from checks.facts.proper import proper_pages
from checks.facts.spread import spread
from checks.indicators.edition import Rule
from checks.model.findings import Certainty, Finding, Gap, Looked, Said
from checks.model.pages import Footer
from checks.model.registry import Site
from checks.model.urls import page_key
from checks.model.views import PageView, SiteView

UNREAD = "首页没有读到"
_FIGURES = re.compile(r"\d{6,16}")


@site_check("uneven-frame")
def uneven_frame(site: SiteView, rule: Rule) -> Iterator[Said]:
    if site.home is None:
        yield Gap(UNREAD, site.site.home)
        return
    wanted = _shown(site.home, site.site)
    hits: list[Finding] = []
    judged = 0
    for page in proper_pages(site):
        shown = _shown(page, site.site)
        if page_key(page.url) == page_key(site.home.url):
            continue
        judged += 1
        both = [element for element in wanted if wanted[element] and shown[element]]
        hits += (_finding(element, page, shown, wanted) for element in both if _differ(element, shown, wanted))
    yield Looked(judged)
    yield from spread(hits, judged, rule.param("sitewide_share"), rule.param("sitewide_pages"), site.site.home)


def _shown(page: PageView, site: Site) -> Mapping[str, tuple[str, ...]]:
    """What the frame of a page says, by element; nothing for what it does not say."""
    return _said(page.facts.footer, head_names(page, site.home), bool(site.code))


@lru_cache(maxsize=256)  # the same on most pages of a site
def _said(foot: Footer, names: tuple[str, ...], registered: bool) -> Mapping[str, tuple[str, ...]]:
    said = {
        "icp": [] if icp_fault(foot.icp)[0] else _FIGURES.findall(foot.icp)[:1],
        "police": [] if police_fault(foot.police)[0] else _FIGURES.findall(foot.police)[:1],
        "sponsor": [foot.sponsor] if fold(foot.sponsor) else [],
        "site-code": [foot.site_code] if foot.site_code and not registered else [],
        "head": [name for name in names if stem(name)],
    }
    return {element: tuple(values) for element, values in said.items()}


def _differ(element: str, one: Mapping[str, tuple[str, ...]], other: Mapping[str, tuple[str, ...]]) -> bool:
    first, second = ({stem(value) for value in said[element]} for said in (one, other))
    return not any(a in b or b in a for a in first for b in second)


def _finding(
    element: str, page: PageView, shown: Mapping[str, tuple[str, ...]], wanted: Mapping[str, tuple[str, ...]]
) -> Finding:
    code = "head" if element == "head" else "foot"
    ours, theirs = shown[element][0], wanted[element][0]
    data = {"element": element, "label": element, "shown": ours[:60], "expected": theirs[:60]}
    key = (code, element, page_key(page.url))
    return Finding(code, page.url, key, data, excerpt=quoted(ours, 60), certainty=Certainty.SUSPECTED)
