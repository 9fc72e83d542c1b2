"""What every page of a visit says of the columns of its site, kept small: one walk over however many pages."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import lru_cache
from itertools import islice

from checks.facts.originals import source_of
from checks.facts.shown_links import links_of
from checks.lexicon.columns import LONGEST_NAME, folded, is_entrance
from checks.model.pages import Item, Link, PageFacts, PageKind, Paging, Place
from checks.model.registry import Site
from checks.model.urls import host_of, page_key
from checks.model.views import PageView, SiteView

SIDEBAR_SHOWN_BY = 3
"""So many pages with the very same list: it is a sidebar of the template and not what any of them lists."""
_TRAIL = re.compile(r"^.{0,10}位置.{0,100}$")
_SHELL = re.compile(r"/gkmlpt/")  # lists there come from an interface: without entries they were not read, not empty
_SEARCH = re.compile(
    r"/(?:search|so|query|jsearch\w{0,10}|sitemap|login|register)(?:[./?_-]|$)|[?&](?:q|keyword|searchword)=", re.I
)
_SEARCHES = re.compile(r"搜索|检索结果|站点地图|网站地图")
_UNSET = re.compile(r"[{}$<>%]|^(?:null|undefined|none|栏目名称|栏目)$", re.I)
_EMBEDDING = frozenset(("iframe", "embed", "source"))
_TITLE_PARTS = re.compile(r"\s*[-_—–|·]+\s*")
_SITES = ("网站", "网", "政府", "门户")
_PAGER = re.compile(
    r"共\s*\d+\s*[条页]|第\s*\d+\s*/?\s*\d*\s*页|首页|上一页|下一页|尾页|末页|前一页|后一页|转到|跳转|当前位置|更多"
)
_NO_LETTERS = re.compile(r"[\W\d_][\W\d_]*")

PLENTY, _FIRST_LINES = 100, 6
"""Of a text with more characters of its own than this in its first lines, no more are counted."""
_APART = "x"
"""Between lines that are taken apart at once: a letter that the words of a pager neither hold nor reach over."""


@dataclass(frozen=True, slots=True)
class Shown:
    """What counts of one page that may belong to a column. `bare` is how many characters of its own text remain without
    its names, its pager and the entrances of the home page, as far as they are counted (`PLENTY`); `first` the key of
    the list it continues, "" otherwise; `lists` are those of `lists_of`, empty for an article."""

    url: str
    kind: PageKind
    depth: int
    heading: str
    title: str
    label: str
    type: str
    items: tuple[Item, ...]
    lists: Mapping[int, frozenset[str]]
    paging: Paging | None
    first: str
    scripted: bool
    notice: str
    bare: int
    images: int
    embeds: bool
    article: bool
    below: int


@dataclass(slots=True)
class Trace:
    """Where a column was met. `trail` are the keys of those above it in the breadcrumbs, None without breadcrumbs."""

    url: str
    crumb: str = ""
    nav: str = ""
    trail: tuple[str, ...] | None = None


@dataclass(slots=True)
class Survey:
    """The walk's harvest. Keys are page keys; `moved` says where an address led."""

    site: Site
    home: str
    registered: frozenset[str] = frozenset()
    shown: dict[str, Shown] = field(default_factory=dict)
    following: dict[str, list[Shown]] = field(default_factory=dict)
    published: dict[str, datetime | None] = field(default_factory=dict)
    sources: dict[str, str] = field(default_factory=dict)  # whom articles name, those that name one
    letters: set[str] = field(default_factory=set)  # pages of letters, or of lists of them
    moved: dict[str, str] = field(default_factory=dict)
    traces: dict[str, Trace] = field(default_factory=dict)
    crumbs: list[tuple[str, tuple[Link, ...]]] = field(default_factory=list)
    listed: set[str] = field(default_factory=set)
    hosts: frozenset[str] = field(init=False)
    blocks: Counter[frozenset[str]] = field(default_factory=Counter)

    def __post_init__(self) -> None:
        self.hosts = self.site.all_hosts  # worked out once: every link of every breadcrumb is asked for

    def key(self, url: str) -> str:
        """The key of the page that `url` leads to, redirects followed."""
        key = page_key(url)
        if key in self.moved:
            for _ in range(3):
                key = self.moved.get(key, key)
        return key

    def own(self, url: str) -> bool:
        return host_of(url) in self.hosts

    def trace(self, url: str) -> Trace:
        return self.traces.setdefault(self.key(url), Trace(url))


def survey(view: SiteView) -> Survey:
    """Everything that the pages of a visit tell of its columns."""
    home = view.home
    known = frozenset(page_key(column.url) for column in view.columns)
    found = Survey(view.site, page_key(home.page.final_url or home.url if home else view.site.home), known)
    chrome = frozenset(link.text for link in home.facts.links if link.text) if home else frozenset()
    for page in view.pages():
        _move(found, page)
        _keep(found, page, chrome)
    for url, crumbs in found.crumbs:
        _follow_crumbs(found, found.key(url), url, crumbs)
    if home:
        for link in home.facts.links:
            if link.place is Place.NAV and _names(found, link):
                found.trace(link.url).nav = found.trace(link.url).nav or link.text
    return found


def meaningful(name: str, site: Site) -> str:
    """`name` when it can be one of a column: not the site's own, no placeholder or entrance, no sentence; else ""."""
    return _meaningful(name, site.name)


@lru_cache(maxsize=4_096)  # the same stand in the breadcrumbs of every page
def _meaningful(name: str, of_site: str) -> str:
    name = name.strip()
    plain = folded(name)
    if not 2 <= len(plain) <= LONGEST_NAME or _UNSET.search(name) or is_entrance(name):
        return ""
    return "" if plain == folded(of_site) or plain.endswith(_SITES) else name


def first_part(title: str, site: Site) -> str:
    """The part of a page title that names the column: 通知公告_临江县人民政府 → 通知公告."""
    return next((part for part in _TITLE_PARTS.split(title) if meaningful(part, site)), "")


def _called(shown: Shown, site: Site) -> str:
    return folded(meaningful(shown.label, site) or first_part(shown.title, site))


def _move(found: Survey, page: PageView) -> None:
    here = page_key(page.url)
    target = page.page.final_url
    if page.facts.kind is PageKind.STUB and found.own(page.facts.refresh):
        target = page.facts.refresh
    if target and page_key(target) != here:
        found.moved[here] = page_key(target)


def _keep(found: Survey, page: PageView, chrome: frozenset[str]) -> None:
    facts = page.facts
    key = page_key(page.page.final_url or page.url)
    found.published[key] = facts.published.value if facts.published else None
    if facts.letters:
        found.letters.add(key)
    if facts.kind is PageKind.ARTICLE and (source := source_of(page)):
        found.sources[key] = source
    if facts.crumbs:
        found.crumbs.append((page.url, facts.crumbs))
    if key == found.home:
        return
    shown = _shown(page, chrome, found)
    if not shown.article:
        found.listed.update(found.key(item.url) for item in facts.items if item.date)
    if shown.first:
        found.following.setdefault(shown.first, []).append(shown)
    elif key not in found.shown:
        found.shown[key] = shown
        if not shown.article:  # an entry that shows the list of its own column makes no sidebar of that list
            found.blocks.update([block for block in shown.lists.values() if key not in block])


def lists_of(shown: Shown) -> Mapping[int, frozenset[str]]:
    """The lists of a page by their number, each as the keys of its entries; of an article only where it is asked."""
    return shown.lists or _lists(shown.items)


def _lists(items: tuple[Item, ...]) -> dict[int, frozenset[str]]:
    lists: dict[int, set[str]] = {}
    for item in items:
        lists.setdefault(item.block, set()).add(page_key(item.url))
    return {number: frozenset(keys) for number, keys in lists.items()}


def _shown(page: PageView, chrome: frozenset[str], found: Survey) -> Shown:
    facts = page.facts
    labels = {meta.name.lower(): meta.content.strip() for meta in reversed(facts.metas)}
    article = facts.kind is PageKind.ARTICLE or bool(labels.get("articletitle"))
    whole = not article or page_key(page.url) in found.registered  # of an article nobody asks what is no list on it
    return Shown(
        url=page.url,
        kind=facts.kind,
        depth=page.page.depth,
        heading="" if facts.heading in [item[1] for item in facts.items] else facts.heading,
        title=facts.title,
        label=labels.get("columnname", ""),
        type=labels.get("columntype", ""),
        items=facts.items,
        lists=_lists(facts.items) if not article else {},
        paging=facts.paging,
        first=_first(page),
        scripted=facts.scripted or bool(_SHELL.search(page.url) and not facts.items),
        notice=facts.empty_notice,
        bare=_bare(facts, chrome) if whole else 0,
        images=facts.images,
        embeds=not _EMBEDDING.isdisjoint(page.derived(links_of).tags),
        below=_below(page) if whole else 0,
        article=article,
    )


def _below(page: PageView) -> int:
    """How many links lead from a column's page into its own folder: the tabs of columns below it, read or not."""
    here, shown = page_key(page.facts.url), page.derived(links_of)
    folder = here[: here.rfind("/") + 1]
    if folder.count("/") < 2:
        return 0
    inside = folder.partition("?")[0]  # stands in the address of whatever lies there
    links = {page_key(url) for url, tag in zip(shown.urls, shown.tags, strict=True) if inside in url and tag == "a"}
    return sum(key.startswith(folder) and key.rfind("/") > len(folder) for key in links)


def _first(page: PageView) -> str:
    """Key of the list that the page continues, as the visit or its own pager says; "" for a first page."""
    paging = page.facts.paging
    first = page.page.paged_from or (paging.first if paging and paging.current > 1 else "")
    return page_key(first) if first and page_key(first) != page_key(page.url) else ""


def _bare(facts: PageFacts, chrome: frozenset[str]) -> int:
    named = {facts.heading, facts.title, facts.empty_notice, *(crumb.text for crumb in facts.crumbs)}
    named |= {part for text in (facts.heading, facts.title) for part in _TITLE_PARTS.split(text)}
    lines = map(str.strip, facts.text[:5_000].splitlines())
    own = (line for line in lines if line and line not in chrome and line not in named)
    shown = (line for line in own if not ("位置" in line and _TRAIL.match(line)))
    first = list(islice(shown, _FIRST_LINES))
    few = _letters(first)
    rest = [] if few > PLENTY else list(shown)
    return _letters(first + rest) if rest else few


def _letters(lines: Sequence[str]) -> int:
    return len(_NO_LETTERS.sub("", _PAGER.sub("", _APART.join(lines)))) - max(0, len(lines) - 1) * len(_APART)


def is_search(url: str, title: str) -> bool:
    """True for pages that search or map the site: their lists are no column's."""
    return bool(_SEARCH.search(url) or _SEARCHES.search(title))


def _names(found: Survey, link: Link) -> bool:
    return bool(found.own(link.url) and meaningful(link.text, found.site) and found.key(link.url) != found.home)


def _follow_crumbs(found: Survey, here: str, url: str, crumbs: tuple[Link, ...]) -> None:
    """Every breadcrumb is a column, and those before it are the ones above it.

    A list that is called like the last of them and is not its page continues it, whatever pager led there.
    """
    shown = found.shown.get(here)
    listing = shown is not None and not shown.article
    trail: tuple[str, ...] = ()
    for crumb in crumbs:
        key = found.key(crumb.url)
        if key in trail or key == found.home or not found.own(crumb.url) or not meaningful(crumb.text, found.site):
            continue
        trace = found.traces.get(key) or found.trace(crumb.url)
        trace.crumb = trace.crumb or crumb.text
        trace.trail = trail if trace.trail is None else trace.trail
        trail += (key,)
    if shown is None or not listing or here in trail:
        return
    if trail and here not in found.traces and _called(shown, found.site) == folded(found.traces[trail[-1]].crumb):
        found.following.setdefault(trail[-1], []).append(found.shown.pop(here))
    elif here in found.traces or shown.kind is PageKind.LIST:
        trace = found.trace(url)
        trace.trail = trail if trace.trail is None else trace.trail
