"""A government's disclosure platform that cannot be searched.

How judged: `search`: none of the platform's pages has a search field that the home page has not, nor a link to a search
of its own. The box that searches the whole site from every page is none. Always suspected: a search may stand deeper.
Not counted: sites of offices, for the regulation speaks of the platforms of governments; download, which the documents
themselves offer (missing-downloads).
Source: 政府信息公开条例第二十四条 (GK-04).
"""

from __future__ import annotations

from collections.abc import Iterator

from checks.catalog import site_check
from checks.facts.disclosure import own_search, platform_of
from checks.indicators.edition import Rule
from checks.model.findings import Certainty, Finding, Gap, Looked, Said
from checks.model.registry import SiteKind
from checks.model.views import SiteView


@site_check("disclosure-without-search", absence=True)
def disclosure_without_search(site: SiteView, rule: Rule) -> Iterator[Said]:
    if site.site.kind is not SiteKind.PORTAL:
        return
    platform = site.derived(platform_of)
    if platform.unread:
        yield Gap(platform.unread, site.site.home)
        return
    yield Looked()
    if not own_search(site, platform.pages):
        yield Finding("search", platform.pages[0].url, ("search",), certainty=Certainty.SUSPECTED)
