"""Versions for the old and the disabled that lack what they should offer, and captchas that only eyes can read.

How judged: on the pages of the version that the visit read, by the words of what can be pressed. `tool`: of the
tools named in the edition (large type, contrast, read aloud, simple version, keyboard or large pointer) one is offered
on none of them. `captcha`: a page of the site shows a captcha and no other way than to read it; what a template repeats
is one finding. Both are suspected: a picture may be a button, and a script may read aloud.
Not counted: versions that a script draws over the ordinary page: what these offer takes a browser to see.
Source: 互联网网站适老化通用设计规范 (AO-04, AO-05, AO-06).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from checks.catalog import site_check
from checks.facts.elderly import NO_VERSION, elderly_pages
from checks.facts.proper import proper_pages
from checks.facts.spread import spread
from checks.indicators.edition import Rule
from checks.model.findings import Certainty, Finding, Gap, Looked, Said
from checks.model.urls import page_key
from checks.model.views import SiteView


@site_check("elderly-tools")
def elderly_tools(site: SiteView, rule: Rule) -> Iterator[Said]:
    version = site.derived(elderly_pages)
    if version.unread:
        yield Gap(NO_VERSION, version.unread)
    if version.pages:
        yield Looked()
        wanted: Mapping[str, list[str]] = rule.param("tools")
        offered = {tool for page in version.pages if page.facts.aids for tool in page.facts.aids.tools}
        for tool, words in wanted.items():
            if offered.isdisjoint(words):
                key = ("tool", tool)
                yield Finding("tool", version.pages[0].url, key, {"tool": tool}, certainty=Certainty.SUSPECTED)
    hits: list[Finding] = []
    judged = 0
    for page in proper_pages(site):
        aids = page.facts.aids
        if aids is None or not aids.captcha:
            continue
        judged += 1
        if not aids.captcha_heard:
            key = ("captcha", page_key(page.url))
            hits.append(Finding("captcha", page.url, key, {"target": aids.captcha}, certainty=Certainty.SUSPECTED))
    yield Looked(judged)
    yield from spread(hits, judged, rule.param("sitewide_share"), rule.param("sitewide_pages"), site.site.home)
