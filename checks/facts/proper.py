"""Which pages a reader meets as pages of the site: those that owe labels and a foot.

Left out are stubs that only send the reader on, answers of interfaces, fragments that other pages frame, pages
without any title, messages that something was not found, and addresses that lead to a page already seen.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from checks.facts.shown_links import links_of
from checks.model.pages import DateSource, PageFacts, PageKind
from checks.model.urls import page_key
from checks.model.views import PageView, SiteView

_FRAMES = frozenset(("iframe", "frame", "embed", "object"))
_ERROR = re.compile(
    r"^\W{0,3}(?:(?:error|错误)\W{0,3})?[45]0\d(?!\d)|(?:页面|网页|文件|栏目|信息|内容)(?:不存在|已删除|找不到|未找到|无法访问|走丢)"
    r"|找不到(?:该|您|页面|网页)|not found|^(?:系统)?(?:错误|出错|提示)(?:页面|信息)?$",
    re.IGNORECASE,
)
_LINKS = 10
_ERROR_LENGTH = 400
"""Characters of main text above which a page is no mere error message."""


def proper_pages(site: SiteView) -> Iterator[PageView]:
    """The pages of the visit that a reader meets as pages, each once, in the order of the visit."""
    left_out = site.derived(_left_out)
    for number, page in enumerate(site.pages()):
        if number not in left_out:
            yield page


def _left_out(site: SiteView) -> frozenset[int]:
    """Which pages of the visit, by their place in it, no reader meets as one, or met before. Worked out once: a dozen
    checks walk over the others."""
    framed = site.derived(framed_addresses)
    seen: set[str] = set()
    left_out: set[int] = set()
    for number, page in enumerate(site.pages()):
        url = page.url
        key = page_key(page.page.final_url or url)
        if key in seen or url in framed or not is_proper(page):
            left_out.add(number)
        else:
            seen.add(key)
    return frozenset(left_out)


def is_proper(page: PageView) -> bool:
    """False for stubs, interface answers, fragments without a title and error messages."""
    facts, kind = page.facts, page.page.content_type.partition(";")[0].strip().lower()
    if _stub(facts) or not facts.title.strip():
        return False
    if page.page.status // 100 != 2 and page.page.status != 304:
        return False
    if kind and "html" not in kind:
        return False
    return not _error_message(page)


def is_continuation(page: PageView) -> bool:
    """True for the second and further pages of a list or an article."""
    paging = page.facts.paging
    return bool(page.page.paged_from) or (paging is not None and paging.current > 1)


def framed_addresses(site: SiteView) -> frozenset[str]:
    """Addresses that pages of the site show inside themselves; never the home page. Meant for `SiteView.derived`."""
    framed: set[str] = set()
    for page in site.pages():
        shown = page.derived(links_of)
        if not _FRAMES.isdisjoint(shown.tags):
            framed.update(shown.tagged(_FRAMES))
    home = page_key(site.site.home)
    return frozenset(url for url in framed if page_key(url) != home)


def _stub(facts: PageFacts) -> bool:
    """A page that sends the reader on, or a shell. One with the links of a whole page is a page that is empty."""
    if facts.kind is not PageKind.STUB:
        return False
    return bool(facts.refresh) or sum(link.tag == "a" for link in facts.links) < _LINKS


def _error_message(page: PageView) -> bool:
    """An error page answered with 200. A dated article about error pages is none."""
    facts = page.facts
    dated = facts.published is not None and facts.published.source is not DateSource.URL
    if dated or facts.text_length > _ERROR_LENGTH or facts.kind is PageKind.HOME:
        return False
    return bool(_ERROR.search(facts.title[:200]) or _ERROR.search(facts.heading[:200]))
