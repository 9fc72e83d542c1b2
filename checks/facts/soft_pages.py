"""The own addresses of a site that answer 200 and are not what their links promise: marks for the verdict table.

One walk over the pages; only of those under suspicion (`checks.facts.soft`) a mark is kept.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from checks.facts.doors import asks_who, names_door
from checks.facts.soft import SAME, Glance, glance, sent_home, shows_home, sibling_mark
from checks.model import marks
from checks.model.captures import LinkProbe, SiblingProbe
from checks.model.pages import Place
from checks.model.urls import directory, host_of, page_key
from checks.model.views import MissingCapture, Places, SiteView

FENCE = 5
"""So many pages of one host under suspicion, or deep addresses that say 404, and no good one: rather a fence than so
many faults (ours)."""
NOTHING: frozenset[str] = frozenset()
_ALIAS = re.compile(
    r"(?:index|default|main|home(?:page)?|sy|shouye|welcome|portal|www|web|cn|zh(?:[-_]?cn)?|ch|chinese|wap|mobile|m|pc|new|old)"
    r"[-_]?\d{0,4}",
    re.IGNORECASE,
)
_HOMEWARD = re.compile(
    r"首\s{0,3}页|主\s{0,3}页|返回|旧版|老版|原网站|门户|官网|官方网站|网站入口|进入网站|\bhome\b|logo", re.IGNORECASE
)

_ORGAN = re.compile(
    r"(?:政府|人大|政协|[局委厅部办院署网站校]|法院|检察院|委员会|管委会|学院|大学|中心|平台|集团|公司|银行|协会|联合会)$"
)
"""What the name of a site of others ends in: a link so named means the site, however deep its address is."""
_BRIEF, _MORE = 16, 6
"""Characters of a link's text that names no article, and those it may have beyond the name of the site (ours)."""


@dataclass(frozen=True, slots=True)
class SoftPages:
    """What the pages of one visit show under suspicion.

    `homes` are keys of home pages (`page_key`), `hosts` the own ones, `names` how the site and its office are called.
    `shown` are the marks of pages by address (asked and final), `siblings` the made-up addresses by directory. `fenced`
    are hosts that show nothing good besides the home page, and many pages that are under suspicion.
    """

    homes: frozenset[str]
    hosts: frozenset[str]
    names: tuple[str, ...]
    home: Glance | None
    shown: Mapping[str, frozenset[str]]
    fenced: frozenset[str]
    siblings: Mapping[str, SiblingProbe]

    def marked(self, probe: LinkProbe, places: Places) -> LinkProbe:
        """`probe`, which some page shows at `places`, with the marks that the site as a whole adds, and without those
        that the link itself explains: it says that it leads home, or to a login."""
        own = host_of(probe.subject) in self.hosts
        found = set(probe.marks)
        if own and probe.failure is None:
            found |= self._own(probe)
            if host_of(probe.subject) in self.fenced:
                found.discard(SAME)  # who shows us the home page alone may keep us out: suspected at most
        if marks.LOGIN in found and (names_door(places.text) or asks_who(probe.subject)):
            found.discard(marks.LOGIN)
        if marks.TO_HOME in found and (self._means_home(places, own) or (own and not self._deep(probe.subject))):
            found.discard(marks.TO_HOME)
            if marks.WORDS not in found:
                found = {mark for mark in found if not mark.startswith(marks.SIBLING)}
        return probe if found == set(probe.marks) else replace(probe, marks=tuple(sorted(found)))

    def _own(self, probe: LinkProbe) -> frozenset[str]:
        if probe.final_url and asks_who(probe.final_url, probe.title):
            return frozenset((marks.LOGIN,))
        return self._found(probe) if 200 <= (probe.status or 0) < 300 else NOTHING

    def _deep(self, url: str) -> bool:
        return is_deep(url, self.homes)

    def _found(self, probe: LinkProbe) -> frozenset[str]:
        subject, final = probe.subject, probe.final_url
        own = self.shown.get(subject)
        if own is not None or not final:
            return own or NOTHING
        sibling = self.siblings.get(directory(subject))
        if page_key(final) in self.homes and is_deep(subject, self.homes):
            home = replace(self.home, asked=subject, ended=final) if self.home else Glance(subject, final)
            return _with_sibling({marks.TO_HOME}, home, sibling)
        led = self.shown.get(final, NOTHING)
        if led and sibling is not None and sibling.final_url and page_key(sibling.final_url) == page_key(final):
            return frozenset({mark for mark in led if not mark.startswith(marks.SIBLING)} | {SAME})
        return led

    def _means_home(self, places: Places, own: bool) -> bool:
        """Does the link say that it leads to a home page, by its short text, by the name of a site, as its logo?"""
        text = places.text.strip()
        if not text:
            return places.place is Place.HEAD
        named = any(text in name or (name in text and len(text) <= len(name) + _MORE) for name in self.names if name)
        says = bool(_HOMEWARD.search(text)) or (not own and bool(_ORGAN.search(text)))
        return named or (len(text) <= _BRIEF and says)


def soft_pages(site: SiteView) -> SoftPages:
    """Walks the pages once. To be used through `site.derived(soft_pages)`."""
    home = site.home
    addresses = [site.site.home, *((home.page.url, home.page.final_url) if home else ())]
    hosts = frozenset({*site.site.all_hosts, *(host_of(url) for url in addresses if url)})
    homes = frozenset({*(page_key(url) for url in addresses if url), *(f"{host}/" for host in hosts)})
    front = glance(home.page.url, home.page.final_url, home.facts) if home else None
    siblings = _siblings(site)
    shown: dict[str, frozenset[str]] = {}
    kept: dict[frozenset[str], frozenset[str]] = {}  # few sets, however many pages
    alive: set[str] = set()
    suspects = _led_home(site, homes, siblings)
    for view in site.pages():
        page = glance(view.page.url, view.page.final_url, view.facts)
        if page_key(page.ended) in homes:
            continue
        at_home = shows_home(page, front) or sent_home(view.facts, homes)
        if not (page.says or page.hollow or at_home):
            alive |= {host_of(page.asked), host_of(page.ended)}
            continue
        suspects[host_of(page.ended)] += page.says or at_home
        for address, found in _page_marks(page, at_home, siblings):
            shown.setdefault(address, kept.setdefault(found, found))
    names = (site.site.name, site.unit.name)
    fenced = frozenset(host for host, count in suspects.items() if count >= FENCE and host not in alive)
    return SoftPages(homes, hosts, names, front, shown, fenced, siblings)


def _led_home(site: SiteView, homes: frozenset[str], siblings: Mapping[str, SiblingProbe]) -> Counter[str]:
    """How many deep addresses of each host lead home; not counted where no made-up address does."""
    if not any(made.final_url and page_key(made.final_url) in homes for made in siblings.values()):
        return Counter()
    return Counter(
        host_of(probe.subject)
        for probe in site.probes(LinkProbe)
        if probe.final_url and page_key(probe.final_url) in homes and is_deep(probe.subject, homes)
    )


def is_deep(url: str, homes: frozenset[str]) -> bool:
    """True when an address is none of `homes`, nor called as home pages are (/main.html, /cn/, /index_1.html)."""
    key = page_key(url)
    path = key.partition("?")[0].partition("/")[2].strip("/")
    alias = "/" not in path and _ALIAS.fullmatch(path.partition(".")[0][:40])
    return bool(path) and key not in homes and not alias


def _page_marks(
    page: Glance, at_home: bool, siblings: Mapping[str, SiblingProbe]
) -> Iterable[tuple[str, frozenset[str]]]:
    """(address, marks) of one page that is under suspicion, at both of its addresses."""
    for address in dict.fromkeys((page.asked, page.ended)):
        found = {marks.WORDS} if page.says else set()
        if at_home:
            found.add(marks.TO_HOME)
        told = _with_sibling(found, replace(page, asked=address), siblings.get(directory(address)))
        if told:
            yield address, told


def _with_sibling(found: set[str], page: Glance, sibling: SiblingProbe | None) -> frozenset[str]:
    mark = sibling_mark(page, sibling, at_home=marks.TO_HOME in found) if sibling is not None else ""
    return frozenset({*found, mark} if mark else found)


def _siblings(site: SiteView) -> dict[str, SiblingProbe]:
    try:
        return {sibling.directory: sibling for sibling in site.probes(SiblingProbe)}
    except MissingCapture:
        return {}  # nothing was under suspicion, or nobody asked
