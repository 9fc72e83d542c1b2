"""What a whole site names somewhere: the topics of its links, columns and pages, however deep these stand.

A column may be named only by a tab of the disclosure platform, or by an integrated page of many fields. For the
question "is there nothing of the kind at all?" every name counts but the dated titles of entries; where the platform
lies on another site, or its lists come from a script, there is no answer.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from checks.facts.columns import ColumnSeen, columns_seen
from checks.facts.disclosure import platform_of
from checks.facts.topics import topics_seen
from checks.lexicon.columns import topics_in, topics_of
from checks.model.pages import PageFacts, PageKind
from checks.model.registry import Site
from checks.model.urls import host_of
from checks.model.views import SiteView

MOST = 200_000
"""So many different texts of links are remembered so as not to be read twice."""


@dataclass(frozen=True, slots=True)
class Named:
    """`topics`: those of some short name, with the page that shows it; `titled`: those in any title or entry at all.

    `away` is the address on another site where the disclosure platform stands, "" when it has one of its own or none.
    """

    topics: Mapping[str, str]
    titled: frozenset[str]
    away: str = ""


def named_topics(site: SiteView) -> Named:
    """All topics that the site names. To be used through `site.derived(named_topics)`."""
    topics: dict[str, str] = {}
    titled: set[str] = set()
    seen: set[str] = set()
    for page in site.pages():
        facts = page.facts
        dated = {item.url for item in facts.items if item.date}
        for link in facts.links:
            if (text := link.text) and text not in seen:
                if len(seen) < MOST:
                    seen.add(text)
                titled |= topics_in(text)
                for topic in () if link.url in dated else topics_of(text):
                    topics.setdefault(topic, page.url)
        titled |= topics_in(facts.heading)
    for column in site.derived(columns_seen):
        for topic in topics_of(column.name):
            topics.setdefault(topic, column.url)
    return Named(topics, frozenset(titled), site.derived(platform_of).elsewhere)


def cannot_tell(site: SiteView) -> tuple[str, str]:
    """(why, where) it cannot be told that the site has nothing of a kind; ("", "") when it can.

    The home page was not read, the visit was cut short, or the disclosure platform was not seen.
    """
    home = site.home
    if home is None or home.facts.kind is PageKind.STUB or not home.facts.links or home.facts.scripted:
        return "首页没有读到", site.site.home
    if not site.coverage.complete:
        return "访问未完成，不能断定没有", home.url
    if away := site.derived(named_topics).away:
        return "政府信息公开平台在别的网站，没有读到", away
    hidden = [c.url for c in site.derived(columns_seen) if c.category == "disclosure" and _unseen(c)]
    first = next(iter((*hidden, *site.derived(platform_of).blind)), "")
    return ("政府信息公开栏目由脚本生成，没有读到", first) if first else ("", "")


def own_columns(site: SiteView, topic: str) -> tuple[ColumnSeen, ...]:
    """The columns of a topic, and those below them, by address."""
    columns = site.derived(columns_seen)
    below = {column.url for column in site.derived(topics_seen).columns.get(topic, ())}
    while more := {column.url for column in columns if column.parent in below} - below:
        below |= more
    return tuple(column for column in columns if column.url in below)


def _unseen(column: ColumnSeen) -> bool:
    return column.scripted or (bool(column.registered) and not column.pages)


def is_foreign(url: str, site: Site) -> bool:
    """Does the address lie on another site?"""
    return bool(host_of(url)) and host_of(url) not in site.all_hosts


def shown_titles(facts: PageFacts) -> list[str]:
    """What a page is called and what its entries and links are called."""
    return [facts.title, facts.heading, *(item.title for item in facts.items), *(link.text for link in facts.links)]
