"""Documents that the lists of a site say hold no more, by address: what an interface told while they were read."""

from __future__ import annotations

from collections.abc import Mapping

from checks.model.documents import Listed
from checks.model.urls import page_key
from checks.model.views import SiteView

_MOST = 50_000


def listed_over(site: SiteView) -> Mapping[str, tuple[Listed, str]]:
    """Page key → (what the list says, the address at which it says so). To be used through `site.derived`."""
    found: dict[str, tuple[Listed, str]] = {}
    for page in site.pages():
        for entry in page.facts.listed:
            if len(found) >= _MOST:
                return found
            found.setdefault(page_key(entry.url), (entry, page.page.paged_from or page.url))
    return found
