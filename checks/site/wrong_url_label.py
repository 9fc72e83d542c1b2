"""Pages whose label Url does not say where they are.

How judged: the label may be left out or blank; where it is filled it is the address of the page. `placeholder`: what
a template left there (####, ${…}, javascript:). `differs`: it names a host that is not the site's; another page of
the site is suspected only, for an article may belong to several columns. `relative`: it leads to the page but is no
whole address, suspected (the text of the rule was not at hand).
Not counted: http or https, www, port, /index.html, the fragment; pages the site does not own; stubs, interface
answers, framed fragments, error messages; further pages of an article or a list, which repeat the label of the first.
Source: 国办发〔2017〕47号 附件《网页设计规范》第四部分 (WD-404).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import urlsplit

from checks.catalog import site_check
from checks.facts.excerpts import quoted
from checks.facts.labelled import filled, values_of
from checks.facts.proper import is_continuation, proper_pages
from checks.facts.spread import spread
from checks.indicators.edition import Rule
from checks.model.findings import Certainty, Finding, Looked, Said
from checks.model.registry import Site
from checks.model.urls import page_key, resolve
from checks.model.views import PageView, SiteView

_WHOLE = re.compile(r"\s*(?:https?:)?//", re.IGNORECASE)
_BARE = re.compile(r"\s*(?:[a-z0-9-]{1,63}\.){1,8}[a-z]{2,10}(?::\d{1,5})?/", re.IGNORECASE)
"""A whole address but for its scheme."""


@site_check("wrong-url-label")
def wrong_url_label(site: SiteView, rule: Rule) -> Iterator[Said]:
    hits: list[Finding] = []
    judged = 0
    for page in proper_pages(site):
        if is_continuation(page):
            continue
        judged += 1  # also without the label: taking a wrong one away mends it
        if written := [value for value in values_of(page, "Url") if value.strip()]:
            said = [_code(page, value, site.site) for value in written]
            if ("", False) not in said:
                hits.append(_finding(page, written[0], *said[0]))
    yield Looked(judged)
    yield from spread(hits, judged, rule.param("sitewide_share"), rule.param("sitewide_pages"), site.site.home)


def _code(page: PageView, value: str, site: Site) -> tuple[str, bool]:
    """(what is wrong with the label, whether that is only suspected); ("", False) when nothing is."""
    whole = f"http://{value.strip()}" if _BARE.match(value) else value
    target = resolve(page.url, whole) if filled("Url", value) else None
    if target is None:
        return "placeholder", False
    places = {page.url, page.page.final_url or page.url}
    if page_key(target) in map(page_key, places):
        return ("", False) if _WHOLE.match(whole) else ("relative", True)
    if _name(target) not in {_name(f"//{host}") for host in site.all_hosts} | {_name(page.url)}:
        return "differs", False
    return ("", False) if _bare(target) in map(_bare, places) else ("differs", True)


def _name(url: str) -> str:
    return (urlsplit(url).hostname or "").removeprefix("www.")


def _bare(url: str) -> str:
    """What is left of an address of the site without host and port: which of its hosts is named makes no difference."""
    return page_key(url).partition("/")[2]


def _finding(page: PageView, shown: str, code: str, suspected: bool) -> Finding:
    data = {"label": "Url", "shown": quoted(shown, 150), "expected": page.url[:150]}
    certainty = Certainty.SUSPECTED if suspected else Certainty.CERTAIN
    return Finding(
        code,
        page.url,
        ("Url", code, page_key(page.url)),
        data,
        excerpt=f"Url={quoted(shown, 150)}",
        certainty=certainty,
    )
