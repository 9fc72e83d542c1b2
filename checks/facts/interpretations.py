"""Documents and their interpretations (政策文件, 政策解读) on a site, and which belong together.

Together are a document and an interpretation of which one links to the other, or of which the interpretation names the
document: in 《》 in its title, or where it says that this was issued. A title that only stands inside a longer one is
another document.
"""

from __future__ import annotations

import re
from array import array
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from checks.facts.document_titles import LEAST, core, issued_by, names_in, same_document
from checks.facts.excerpts import quoted
from checks.facts.policy import day, document_of, title_of
from checks.facts.topics import topics_seen
from checks.lexicon.columns import topics_of
from checks.model.pages import Link, PageFacts, Place, Validity
from checks.model.urls import page_key
from checks.model.views import PageView, SiteView

MOST, LINKS = 2_000, 100
"""So many documents, and so many interpretations, of a site are kept, and so many links of each."""
_SAYS = re.compile(r"解读|图解|一图(?:读|看)懂|一张图|图说|答记者问|政策问答|新闻发布会")
_LABELLED = re.compile(
    r"^[【\[(（]?(?:政策|文件|图文|视频|专家)?(?:图解|解读|图说|一(?:张)?图(?:读|看)懂)[】\])）:：丨|\s]"
)
_ACT = re.compile(r"(?:通知|意见|办法|规定|决定|方案|细则)$")
_RICH = re.compile(
    r"图解|一图|一张图|图说|图表|长图|视频|动漫|动画|漫画|海报|音频|直播|H5|VR|情景|发布会|访谈|微课", re.IGNORECASE
)
_MEDIA = re.compile(r"\.(?:mp4|m3u8|flv|mp3|wav|avi|mov|wmv|swf|m4a|webm)(?:\?|$)", re.IGNORECASE)
_PLAYERS = frozenset(("video", "audio", "embed", "object"))
FEW = 5
"""A page that leads to more interpretations, or more documents, shows what is new, not what belongs to it."""
_OWN = (Place.BODY, Place.OTHER, Place.LIST)
_TOP = 1_500  # characters at the top of an interpretation, where it says what it explains


@dataclass(frozen=True, slots=True)
class Leads:
    """Where a page leads from its main part: hashes of page keys, and of the titles that its links show."""

    keys: array[int]
    titles: array[int]

    def to(self, page: Paper | Reading) -> bool:
        """True when a link leads there, or shows the title of the document: to a copy of it on another site."""
        return hash(page.key) in self.keys or (isinstance(page, Paper) and hash(page.name) in self.titles)


@dataclass(frozen=True, slots=True)
class Paper:
    """A document as one page shows it. `name` is its title, as `core` says it. `explained`: a link of it says 解读.

    `issuer` is the office that its table names, "" when it names none.
    """

    url: str
    key: str
    title: str
    name: str
    issuer: str
    published: date | None
    normative: bool
    in_force: bool
    explained: bool
    leads: Leads

    def of(self, *offices: str) -> bool:
        """True unless its table or its title says that none of `offices` issued it: 省财政厅 on the site of a county.

        An office may leave out its region (县财政局), and a government speaks for all offices of its region.
        """
        return issued_by(self.title, self.issuer, offices)


@dataclass(frozen=True, slots=True)
class Reading:
    """An interpretation. `names` are the titles of what it explains, folded; `rich`: it is more than plain text.

    `read` is False for one that only a list shows: on another site, or not fetched.
    """

    url: str
    key: str
    title: str
    names: tuple[str, ...]
    published: date | None
    rich: bool
    leads: Leads
    read: bool = True

    def explains(self, paper: Paper) -> bool:
        """True when it names the document."""
        return any(same_document(name, paper.name) for name in self.names)


@dataclass(frozen=True)
class Policies:
    """All documents and interpretations of a site, in the order of the visit (`checks.facts.open_policy`)."""

    papers: tuple[Paper, ...]
    readings: tuple[Reading, ...]

    @cached_property
    def named(self) -> Mapping[str, tuple[Reading, ...]]:
        """Key of a document → the interpretations that name it."""
        by_end: dict[str, list[Reading]] = {}
        for reading in self.readings:
            for end in {name[-LEAST:] for name in reading.names}:
                by_end.setdefault(end, []).append(reading)
        return {
            paper.key: tuple(r for r in by_end.get(paper.name[-LEAST:], ()) if r.explains(paper))
            for paper in self.papers
        }

    @cached_property
    def linked(self) -> Mapping[str, tuple[Reading, ...]]:
        """Key of a document → the interpretations that lead to it, or to which it leads."""
        readings = {hash(reading.key): reading for reading in self.readings}
        papers = {hash(paper.key): paper.key for paper in self.papers}
        found: dict[str, dict[str, Reading]] = {paper.key: {} for paper in self.papers}
        for paper in self.papers:
            there = {key: readings[key] for key in paper.leads.keys if key in readings}
            if len(there) <= FEW:
                found[paper.key].update((reading.key, reading) for reading in there.values())
        for reading in self.readings:
            there_too = {papers[key] for key in reading.leads.keys if key in papers}
            for key in there_too if len(there_too) <= FEW else ():
                found[key][reading.key] = reading
        return {key: tuple(linked.values()) for key, linked in found.items()}

    def of(self, paper: Paper) -> tuple[Reading, ...]:
        """The interpretations of a document, by name or by link, of any of its pages."""
        pages = self.copies(paper)
        found = {r.key: r for page in pages for r in (*self.named[page.key], *self.linked[page.key])}
        return tuple(found.values())

    @cached_property
    def _by_name(self) -> Mapping[str, tuple[Paper, ...]]:
        found: dict[str, tuple[Paper, ...]] = {}
        for paper in self.papers:
            found[paper.name] = (*found.get(paper.name, ()), paper)
        return found

    @property
    def documents(self) -> Iterable[tuple[Paper, ...]]:
        """Every document with all pages that show it."""
        return self._by_name.values()

    @cached_property
    def _explained(self) -> Mapping[str, tuple[Paper, ...]]:
        found: dict[str, dict[str, Paper]] = {}
        for paper in self.papers:
            for reading in (*self.named[paper.key], *self.linked[paper.key]):
                found.setdefault(reading.key, {})[paper.key] = paper
        return {key: tuple(papers.values()) for key, papers in found.items()}

    def explained_by(self, reading: Reading) -> tuple[Paper, ...]:
        """The documents that an interpretation explains, by name or by link."""
        return self._explained.get(reading.key, ())

    def copies(self, paper: Paper) -> tuple[Paper, ...]:
        """All pages that show the document, this one among them."""
        return self._by_name[paper.name]


def unread_readings(site: SiteView) -> str:
    """Why not all interpretations of the site were seen, "" when they were."""
    topics = site.derived(topics_seen)
    columns = topics.columns.get("interpretations", ())
    if any(column.scripted or column.cut for column in columns):
        return "政策解读栏目没有读完"
    entrances = topics.entrances.get("interpretations", ())
    return "政策解读栏目没有读到" if any(site.page(entrance.url) is None for entrance in entrances) else ""


def _explains(facts: PageFacts) -> bool:
    title = facts.heading or facts.title
    if _LABELLED.match(title) or (_SAYS.search(title) and not _ACT.search(title.strip())):
        return True
    return any("interpretations" in topics_of(crumb.text) for crumb in facts.crumbs[-2:])


def paper_of(page: PageView) -> Paper | None:
    """The document that a page shows, None where it shows none with a number."""
    document = document_of(page)
    if document is None or not (document.number or document.normative):
        return None
    title = title_of(page, document)
    if not (name := core(title)):
        return None
    own = list(_own(page.facts))
    return Paper(
        page.url,
        page_key(page.url),
        quoted(title),
        name,
        document.issuer,
        day(published) if (published := document.published) else None,
        document.normative,
        document.validity not in (Validity.REPEALED, Validity.EXPIRED),
        any(_SAYS.search(link.text) for link in own),
        _leads(own),
    )


def reading_of(page: PageView) -> Reading | None:
    """The interpretation that a page is, None where it is none."""
    facts = page.facts
    if not _explains(facts):
        return None
    title = facts.heading or facts.title
    own = list(_own(facts))
    media = any(link.tag in _PLAYERS or _MEDIA.search(link.url) for link in facts.links if link.place is not Place.NAV)
    return Reading(
        page.url,
        page_key(page.url),
        quoted(title),
        names_in(title, facts.text[:_TOP]),
        day(facts.published.value) if facts.published else None,
        bool(_RICH.search(title)) or bool(facts.images) or media,
        _leads(own),
    )


def listed_readings(site: SiteView) -> Iterator[Reading]:
    """Interpretations that the lists of their columns show, whether their pages were read or not."""
    nowhere = Leads(array("q"), array("q"))
    for column in site.derived(topics_seen).columns.get("interpretations", ()):
        for url in column.pages:
            page = site.page(url)
            for item in page.facts.items if page else ():
                shown = day(item.date) if item.date else None
                rich, names = bool(_RICH.search(item.title)), names_in(item.title, "")
                yield Reading(item.url, page_key(item.url), quoted(item.title), names, shown, rich, nowhere, read=False)


def _own(facts: PageFacts) -> Iterator[Link]:
    return (link for link in facts.links if link.tag == "a" and link.place in _OWN and link.text)


def _leads(links: list[Link]) -> Leads:
    kept = links[:LINKS]
    return Leads(
        array("q", (hash(page_key(link.url)) for link in kept)), array("q", (hash(core(link.text)) for link in kept))
    )
