"""Pages whose foot does not say who answers for the site.

How judged: the foot of every page a reader meets shows each thing named in the edition: the site's code, the ICP
number, the police record, the party and government mark, the way to report an error (我为政府网站找错), the sponsor,
a contact, a map of the site. The finding is named by the thing that is missing. `site-code-differs`: the code in the
foot, or the one the error report carries, is not the registered one. `find-error-code`: the error report leads to the
common platform and carries no code. That and a missing map of the site are suspected: these rules are not verified.
Suspected too: what is missing on a page that takes part of its foot from a script or frame.
Not counted: a foot of which nothing at all was found on a page that loads scripts (a script may fill it: could not
look); stubs, interface answers, framed fragments, error messages; a code where the registry has none.
Source: 国办发〔2017〕47号 附件, 国办秘函〔2019〕19号 (GL-21, WD-402).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from checks.catalog import site_check
from checks.facts.excerpts import quoted
from checks.facts.proper import proper_pages
from checks.facts.shown_links import links_of
from checks.facts.spread import spread
from checks.indicators.edition import Rule
from checks.model.findings import Certainty, Finding, Gap, Looked, Said, Value
from checks.model.pages import Footer
from checks.model.urls import page_key
from checks.model.views import PageView, SiteView

UNSEEN = "页脚由脚本生成"
_WRITERS = frozenset(("script", "iframe", "embed", "object"))
_FOOT = re.compile(r"/[^/]{0,40}(?:foot|bottom|copyright|dibu|banquan)[^/]{0,40}$", re.IGNORECASE)
_UNVERIFIED = frozenset(("sitemap", "find-error-code"))


@site_check("footer-identity")
def footer_identity(site: SiteView, rule: Rule) -> Iterator[Said]:
    elements: list[str] = rule.param("elements")
    hits: list[Finding] = []
    judged = 0
    for page in proper_pages(site):
        if _unseen(page):
            yield Gap(UNSEEN, page.url)
            continue
        judged += 1
        if missing := _missing(page.facts.footer, tuple(elements)):
            elsewhere = _partly_written(page)
            hits += (_finding(element, page, doubtful=elsewhere) for element in missing)
        if "site-code" in elements and (other := _other_code(page.facts.footer, site.site.code)):
            hits.append(_finding("site-code-differs", page, other, site.site.code))
        if "find-error" in elements and _codeless(page.facts.footer, rule.param("find_error_places")):
            hits.append(_finding("find-error-code", page, page.facts.footer.find_error))
    yield Looked(judged)
    yield from spread(hits, judged, rule.param("sitewide_share"), rule.param("sitewide_pages"), site.site.home)


@lru_cache(maxsize=256)  # most pages of a site have one foot
def _missing(foot: Footer, elements: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(element for element in elements if not _shown(foot, element))


def _unseen(page: PageView) -> bool:
    """Nothing of a foot, and scripts that might write one."""
    foot = page.facts.footer
    if any((foot.site_code, foot.icp, foot.police, foot.sponsor, foot.party_mark)):
        return False
    return page.facts.scripted or "script" in page.derived(links_of).tags


def _partly_written(page: PageView) -> bool:
    """Part of the foot comes from a script or frame of its own: what is missing may stand there."""
    return any(map(_is_foot, page.derived(links_of).tagged(_WRITERS)))


@lru_cache(maxsize=4_096)  # the same scripts stand on every page
def _is_foot(url: str) -> bool:
    return _FOOT.search(url) is not None


def _shown(foot: Footer, element: str) -> str:
    match element:
        case "find-error":
            return foot.find_error or foot.find_error_code
        case "site-code":
            return foot.site_code
        case "party-mark":
            return foot.party_mark
    shown = {"icp": foot.icp, "police": foot.police, "sponsor": foot.sponsor, "contact": foot.contact}
    return shown.get(element, foot.sitemap)


def _other_code(foot: Footer, code: str) -> str:
    """A code the foot carries that is not the registered one, "" when there is none."""
    carried = (foot.site_code, foot.find_error_code)
    return next((other for other in carried if code and other and other.casefold() != code.casefold()), "")


def _codeless(foot: Footer, places: list[str]) -> bool:
    """An entry of 找错 that leads to the common platform and does not say which site is meant."""
    return not foot.find_error_code and any(place in foot.find_error for place in places)


def _finding(code: str, page: PageView, shown: str = "", expected: str = "", *, doubtful: bool = False) -> Finding:
    certainty = Certainty.SUSPECTED if doubtful or code in _UNVERIFIED else Certainty.CERTAIN
    data: dict[str, Value] = {"element": code, "shown": quoted(shown, 100), "expected": expected}
    if shown and shown != page.facts.footer.site_code:
        data["carrier"] = "“我为政府网站找错”入口里"
    return Finding(code, page.url, (code, page_key(page.url)), data, excerpt=quoted(shown), certainty=certainty)
