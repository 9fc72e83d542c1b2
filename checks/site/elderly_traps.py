"""Versions for the old and the disabled that open windows by themselves, float over the text, or lure to press.

How judged: on the pages of the visit that call themselves such a version and are led to from the home page. `popup`: a
window is opened when the page has loaded. `float`: something drifts over the page. `lure`: a button to download, to win
or to pay.
Not counted: articles about the subject; versions that a script draws over the ordinary page: these are not seen.
Source: 互联网网站适老化通用设计规范 (AO-02, AO-03).
"""

from __future__ import annotations

from collections.abc import Iterator

from checks.catalog import site_check
from checks.facts.elderly import NO_VERSION, elderly_pages
from checks.facts.excerpts import quoted
from checks.indicators.edition import Rule
from checks.model.findings import Certainty, Finding, Gap, Looked, Said
from checks.model.urls import page_key
from checks.model.views import SiteView


@site_check("elderly-traps")
def elderly_traps(site: SiteView, rule: Rule) -> Iterator[Said]:
    version = site.derived(elderly_pages)
    if version.unread:
        yield Gap(NO_VERSION, version.unread)
    for page in version.pages:
        yield Looked()
        aids = page.facts.aids
        shown = {} if aids is None else {"popup": aids.popups, "float": aids.floats, "lure": aids.lures}
        for code, samples in shown.items():
            if samples:
                words = quoted(samples[0], 60)
                key = (code, page_key(page.url))
                yield Finding(code, page.url, key, {"shown": words}, excerpt=words, certainty=Certainty.SUSPECTED)
