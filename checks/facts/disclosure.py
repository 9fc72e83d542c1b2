"""The disclosure platform (政府信息公开专栏) of a site: its columns, its parts, and what its pages name.

It is found by the names of columns and entrances. Where it stands on another site (a portal runs it for its offices)
only the entrance is known, and nothing can be said of what is in it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import islice

from checks.facts.columns import ColumnSeen, columns_seen
from checks.facts.topics import Entrance, Topics, topics_seen
from checks.lexicon.columns import LONGEST_NAME, folded, topics_of
from checks.model.pages import Place
from checks.model.urls import host_of
from checks.model.views import PageView, SiteView

PARTS: Mapping[str, str] = {
    "政府信息公开指南": "disclosure-guide",
    "政府信息公开制度": "disclosure-rules",
    "法定主动公开内容": "disclosure-content",
    "政府信息公开年报": "disclosure-report",
    "依申请公开": "disclosure-request",
}
"""Topics of columns.toml by the official name of the part."""
_TOPIC = "disclosure"
_MOST_PAGES, _MOST_NAMES, _MOST_WAYS = 20, 3_000, 100
_TITLE = re.compile(r"[-_—–|·]")


@dataclass(frozen=True, slots=True)
class Platform:
    """`pages` are those of the platform that were read whole, best first; `blind` those that a script fills: then
    nothing can be said of what it lacks. `away` are entrances that lead to other sites. `parts` holds links and
    columns by topic, `names` the words of its links and of all columns of the site."""

    named: tuple[Entrance, ...] = ()  # every way in, and every column of it, by its name
    pages: tuple[PageView, ...] = ()
    blind: tuple[str, ...] = ()
    away: tuple[Entrance, ...] = ()
    parts: Mapping[str, tuple[Entrance, ...]] = field(default_factory=dict)
    names: frozenset[str] = frozenset()
    home: bool = True  # was the home page read, where ways into it stand?

    @property
    def elsewhere(self) -> str:
        """The address on another site where all of it stands, "" when some way leads to an own page, or none is."""
        return self.away[0].url if self.away and len(self.away) == len(self.named) else ""

    @property
    def unread(self) -> str:
        """Why nothing can be said of what is in it, in Chinese; "" when it was read."""
        if not self.home:
            return "首页没有读到"
        if self.blind:
            return "公开专栏由脚本生成，没有读到"
        if self.pages:
            return ""
        return "公开专栏在别的网站上" if self.away else "没有找到公开专栏"


def platform_of(site: SiteView) -> Platform:
    """The platform of a site. To be used through `site.derived(platform_of)`."""
    topics = site.derived(topics_seen)
    named = tuple(_named(topics, _TOPIC))
    own = {entrance.url: entrance for entrance in named if host_of(entrance.url) in site.site.all_hosts}
    read = [page for url in islice(own, _MOST_PAGES) if (page := site.page(url)) is not None and _is_platform(page)]
    whole = {page.url: page for page in read if not page.facts.scripted}
    parts: dict[str, list[Entrance]] = {topic: list(_named(topics, topic)) for topic in PARTS.values()}
    names = {folded(column.name) for column in site.derived(columns_seen)}
    for page in whole.values():
        for link in page.facts.links:
            if 1 < len(link.text) <= 2 * LONGEST_NAME and link.tag == "a":
                names.add(folded(link.text)[:LONGEST_NAME])
                for topic in topics_of(link.text) & parts.keys():
                    parts[topic].append(Entrance(link.url, link.text, page.url, link.place is Place.NAV))
    return Platform(
        named,
        tuple(whole.values()),
        tuple(page.url for page in read if page.facts.scripted),
        tuple(entrance for entrance in named if host_of(entrance.url) not in site.site.all_hosts),
        {topic: tuple(found[:_MOST_WAYS]) for topic, found in parts.items()},
        frozenset(sorted(names)[:_MOST_NAMES]),
        site.home is not None,
    )


def own_search(site: SiteView, pages: Iterable[PageView]) -> bool:
    """True when one of `pages` has a search field that the home page has not, or a link to a search of its own."""
    home = site.home
    known = frozenset(home.facts.search_fields) if home else frozenset()
    general = {link.url for link in home.facts.links} if home else set()
    for page in pages:
        if set(page.facts.search_fields) - known:
            return True
        if any(_searches(link.text) and link.url not in general for link in page.facts.links):
            return True
    return False


def columns_of(site: SiteView, topic: str) -> tuple[ColumnSeen, ...]:
    """The columns of a topic that were read, nearest to the root of the site first."""
    found = [column for column in site.derived(topics_seen).columns.get(topic, ()) if column.pages]
    return tuple(sorted(found, key=lambda column: (column.url.count("/"), len(column.url), column.url)))


def _named(topics: Topics, topic: str) -> Iterator[Entrance]:
    """Its columns, then its entrances, each as a name that leads somewhere."""
    for column in sorted(topics.columns.get(topic, ()), key=lambda column: (len(column.url), column.url)):
        yield Entrance(column.url, column.name, column.url)
    yield from topics.entrances.get(topic, ())


def _is_platform(page: PageView) -> bool:
    """False for what a menu called 信息公开 happens to lead to: the page says itself what it is, or shows a part."""
    facts = page.facts
    if facts.scripted:
        return True  # what a script fills may be the platform: it counts as one that was not read
    labels = (meta.content for meta in facts.metas if meta.name.lower() == "columnname")
    names = (facts.heading, *_TITLE.split(facts.title)[:2], *labels, *(crumb.text for crumb in facts.crumbs[-1:]))
    if any(_TOPIC in topics_of(name) for name in names):
        return True
    return any(not topics_of(link.text).isdisjoint(PARTS.values()) for link in facts.links)


def _searches(text: str) -> bool:
    return len(text) <= LONGEST_NAME and any(word in text for word in ("检索", "搜索", "高级查询", "文件查询"))
