"""A gazette (政府公报) that cannot be searched, read or downloaded, or of which issues are missing.

How judged: `search`: no page of the gazette's columns has a search field that the home page has not. `browse`: the page
of an issue shows neither text nor picture nor file. `download`: none of the issues that were read is or offers a file.
`sequence`: numbers of a year are missing between others. Always suspected: the rule is one city's, an issue may stand
on another page.
Not counted: sites without a gazette; lists that were not read to the end say nothing of the sequence; the first issues
of a year, which may be older than the column.
Source: 广元市 2022 年政务公开安排; 国办发〔2018〕22号 (GB-01).
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from checks.catalog import site_check
from checks.facts.columns import ColumnSeen
from checks.facts.disclosure import columns_of, own_search
from checks.facts.files import offered
from checks.facts.gazettes import Issue, gaps_of, issues_of
from checks.indicators.edition import Rule
from checks.model.findings import Certainty, Finding, Gap, Looked, Said, Value
from checks.model.pages import Place
from checks.model.urls import page_key
from checks.model.views import PageView, SiteView

_OLD = re.compile(r"\.(?:ceb|exe)$", re.IGNORECASE)  # as gazettes were once handed out
_FRAMES = ("iframe", "embed", "object")
NAMED = 12  # missing issues of a year
_SHORT = 80
"""Characters beside the title that a page has without showing anything of an issue: crumbs, the day, the source."""
_OWN = (Place.BODY, Place.LIST, Place.OTHER)


@site_check("poor-gazette")
def poor_gazette(site: SiteView, rule: Rule) -> Iterator[Said]:
    columns = columns_of(site, "gazette")
    if not columns:
        return
    lists = [page for column in columns for url in column.pages if (page := site.page(url)) is not None]
    issues = list({issue.url: issue for page in lists for issue in issues_of(page.facts)}.values())
    blind = [column for column in columns if column.scripted or column.cut]
    top, wanted = columns[0], rule.param("functions")
    if blind:
        yield Gap("公报列表由脚本生成或没有读全", blind[0].url)
    if "检索" in wanted and not blind:
        yield Looked()
        if not own_search(site, lists):
            yield _finding("search", top.url, ("search",), {})
    if not blind:
        yield from _sequence(top, issues)
    yield from _opened(site, issues, top, wanted)


def _sequence(top: ColumnSeen, issues: list[Issue]) -> Iterator[Finding]:
    for year, missing in gaps_of(issues).items():
        shown = "、".join(f"第{number}期" for number in missing[:NAMED]) + ("等" if len(missing) > NAMED else "")
        yield _finding("sequence", top.url, ("sequence", str(year)), {"year": year, "missing": shown})


def _opened(site: SiteView, issues: list[Issue], top: ColumnSeen, wanted: list[str]) -> Iterator[Said]:
    """What the issues themselves offer; an entry that is a file can be read and downloaded."""
    offered, read = False, 0
    for issue in issues:
        page = site.page(issue.url)
        if _is_file(issue.url):
            offered = True
        elif page is None or page.facts.scripted:
            yield Gap("这一期的页面没有读到", issue.url)
        else:
            read += 1
            yield Looked()
            offered = offered or _offers(page)
            if "浏览" in wanted and not _shows(page):
                data: dict[str, Value] = {"title": issue.title[:60]}
                yield _finding("browse", page.url, ("browse", page_key(page.url)), data)
    if "下载" in wanted and read and not offered:
        yield _finding("download", top.url, ("download",), {})


def _is_file(url: str) -> bool:
    return offered(url) or bool(_OLD.search(url))


def _offers(page: PageView) -> bool:
    links = [link for link in page.facts.links if link.place in _OWN or link.tag in _FRAMES]
    return any(_is_file(link.url) or "下载" in link.text for link in links)


def _shows(page: PageView) -> bool:
    facts = page.facts
    own = len("".join(facts.text.split())) - len(facts.heading)
    framed = any(link.tag in _FRAMES for link in facts.links)
    return own > _SHORT or bool(facts.images) or framed or _offers(page)


def _finding(code: str, at: str, key: tuple[str, ...], data: dict[str, Value]) -> Finding:
    return Finding(code, at, key, data, certainty=Certainty.SUSPECTED)
