"""Pages of the site itself that show signs of having been taken over.

How judged: by signs that no honest page has (checks/facts/tampering.py). `script`: a script from a host that was found
on unrelated sites; `bait`: a title of nothing but words of promotion; `text`: promotions before the titles of papers,
letters followed by their sound, the mark of a link farm; `same-id`: one id on a crowd of unlike elements. Always
suspected: a person looks, and then it is a veto.
Not counted: what only shows when scripts run, or only to search engines.
Source: 国办秘函〔2019〕19号 (WV-1).
"""

from __future__ import annotations

from collections.abc import Iterator

from checks.catalog import site_check
from checks.facts.excerpts import quoted, standing
from checks.facts.spread import spread
from checks.facts.tampering import injecting
from checks.indicators.edition import Rule
from checks.indicators.words import word
from checks.model.findings import Certainty, Finding, Gap, Looked, Said, Value
from checks.model.urls import page_key
from checks.model.views import PageView, SiteView

CODES = {"script": "script", "title": "bait", "same-id": "same-id"}
"""Sign → code; every other sign is one of the text."""


@site_check("tampered-pages")
def tampered_pages(site: SiteView, rule: Rule) -> Iterator[Said]:
    hits: list[Finding] = []
    judged = 0
    for page in site.pages():
        judged += 1
        hits += (_finding(sign, page) for sign in page.facts.signs)
    if not judged:
        yield Gap("没有读到任何页面", site.site.home)
        return
    yield Looked(judged)
    yield from spread(hits, judged, rule.param("sitewide_share"), rule.param("sitewide_pages"), site.site.home)


def _finding(sign: str, page: PageView) -> Finding:
    code = CODES.get(sign, "text")
    data: dict[str, Value] = {"sign": word("sign", sign), "shown": sign, "title": quoted(page.facts.title, 100)}
    scripts = (link for link in page.facts.links if link.tag == "script" and injecting([link.url]))
    if sign == "script" and (script := next(scripts, None)) is not None:
        data |= {"target": script.url[:300]} | standing([script])
    key = (code, sign, page_key(page.url))
    return Finding(code, page.url, key, data, excerpt=quoted(page.facts.title), certainty=Certainty.SUSPECTED)
