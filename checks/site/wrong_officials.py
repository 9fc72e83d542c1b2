"""Officials whose name is not quite theirs, or who are shown in a post that they gave up or lost.

How judged: by the list of officials that the office imported (`params.terms`); without one nothing is judged. Beside a
registered title (checks/facts/officials.py) `name`: a name that differs from the holder's in one character, lacks one,
or has two changed about; `left`: the holder whose term was over; `removed`: one who was dismissed and investigated. The
day is that of the article; a page that is none shows what holds now. Always suspected: namesakes exist.
Not counted: 原, 时任, 曾任; titles of other units; vague titles (局长) without their unit; names of two characters;
`params.grace_days` days after a term; papers on appointments, trials and history.
Gap: an article without a day, a page that a script fills. Files are not looked at: they carry no day.
Source: 国办秘函〔2019〕19号 (WV-1); 各地季度通报 (ERR-3).
"""

from __future__ import annotations

from collections.abc import Iterator

from checks.catalog import site_check
from checks.facts.excerpts import quoted
from checks.facts.officials import Hit, Register, hits
from checks.facts.policy import day
from checks.facts.spread import spread
from checks.facts.told_officials import PAST, official_data, register_of
from checks.indicators.edition import Rule
from checks.model.findings import Certainty, Finding, Gap, Looked, Said
from checks.model.pages import PageKind
from checks.model.urls import page_key
from checks.model.views import PageView, SiteView


@site_check("wrong-officials")
def wrong_officials(site: SiteView, rule: Rule) -> Iterator[Said]:
    register = register_of(rule.param("terms"))
    if not register.by_title:
        return
    found: list[Finding] = []
    judged = 0
    for page in site.pages():
        if page.facts.scripted and not page.facts.text_length:
            yield Gap("正文由脚本生成", page.url)
            continue
        told = _told(page, site, register, rule.param("grace_days"))
        if told and page.facts.kind is PageKind.ARTICLE and page.facts.published is None:
            yield Gap("文章没有日期，无法对照任期", page.url)
            continue
        judged += 1
        found += (_finding(hit, page) for hit in told)
    yield Looked(judged)
    yield from spread(found, judged, rule.param("sitewide_share"), rule.param("sitewide_pages"), site.site.home)


def _told(page: PageView, site: SiteView, register: Register, grace: int) -> list[Hit]:
    facts = page.facts
    dated = facts.published.value if facts.published and facts.kind is PageKind.ARTICLE else page.page.fetched_at
    all_ = hits(facts.text, day(dated), register, own=site.unit.name or site.site.unit, grace=grace)
    past = PAST.search(facts.heading) or any(PAST.search(crumb.text) for crumb in facts.crumbs)
    return [hit for hit in all_ if hit.code == "name" or not past]


def _finding(hit: Hit, page: PageView) -> Finding:
    data, published = official_data(hit) | {"what": "页面"}, page.facts.published
    if published and page.facts.kind is PageKind.ARTICLE:
        data["day"] = f"{day(published.value):%Y-%m-%d}"
    key = (hit.code, hit.title, hit.shown, page_key(page.url))
    return Finding(hit.code, page.url, key, data, excerpt=quoted(hit.around), certainty=Certainty.SUSPECTED)
