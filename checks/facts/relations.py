"""What the documents of a site say of each other: lists and sentences that end, prolong or amend, and the pages of the
documents that they name. One walk over the pages, then one over the files that lists have as annexes; what is kept is
bounded.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date

from rapidfuzz import fuzz

from checks.facts.document_titles import core
from checks.facts.excerpts import quoted
from checks.facts.files import offered
from checks.facts.folding import fold
from checks.facts.papers import is_own
from checks.facts.policy import day, document_of, title_of
from checks.facts.proper import is_continuation, is_proper
from checks.facts.repeals import is_list, told_in
from checks.model.pages import Document, PageKind, Place, Validity
from checks.model.repeals import Relation, Told
from checks.model.views import PageView, SiteView

MOST, MOST_FILES = 20_000, 500
"""So many documents, so many relations, and so many annexes of lists are kept."""
UNREAD = "清理目录的附件没有读到"
_ALONE = (PageKind.ARTICLE, PageKind.OTHER)
_MAIN = (Place.BODY, Place.LIST, Place.OTHER)
_MARKED = re.compile(
    r"已(?:被|于|经|由|自)?.{0,24}(?:废止|失效)|(?:废止|失效|终止)(?:日期|时间)\s?[:：]\s?\d|废止依据|[(（【\[](?:废止|失效)[)）】\]]"
)
_REVISED = re.compile(r"修正|修订|修改")
_TOP, _END, _BLOCK, _MOST_ALIKE = 3_000, 400, 6, 50
"""Where a page says that its document is repealed; letters by which titles are brought together, and how many."""


@dataclass(frozen=True, slots=True)
class Named:
    """A document as its own page shows it. `marked`: title or text say that it is repealed; `revised`: that it was
    amended."""

    url: str
    title: str
    name: str  # its title as `core` says it
    number: str
    validity: Validity | None
    validity_text: str
    normative: bool
    own: bool
    written: date | None
    published: date | None
    until: date | None
    marked: bool
    revised: bool


@dataclass(frozen=True, slots=True)
class _List:
    """A list whose rows stand in a file."""

    url: str
    title: str
    on: date | None
    own: bool


@dataclass
class Relations:
    """`relations` in the order of the visit, `papers` the documents that show validity or are normative, `unread` the
    pages of lists whose annexes could not be read."""

    relations: list[Relation] = field(default_factory=list)
    papers: list[Named] = field(default_factory=list)
    unread: dict[str, str] = field(default_factory=dict)
    by_number: dict[str, list[Relation]] = field(default_factory=dict)
    by_end: dict[str, list[Relation]] = field(default_factory=dict)

    def add(self, relation: Relation) -> None:
        """Keeps a relation where it is found again."""
        if len(self.relations) >= MOST:
            return
        self.relations.append(relation)
        if relation.number:
            self.by_number.setdefault(fold(relation.number), []).append(relation)
        if name := core(relation.title):
            self.by_end.setdefault(name[-_BLOCK:], []).append(relation)

    def of(self, paper: Named, alike: float) -> tuple[Relation, ...]:
        """What is said of a document: by its number, or by its title where one of both has no number."""
        numbered: Iterable[Relation] = self.by_number.get(fold(paper.number), ()) if paper.number else ()
        alone = (
            one
            for one in self.by_end.get(paper.name[-_BLOCK:], ())[:_MOST_ALIKE]
            if not (one.number and paper.number) and same_title(one, paper, alike)
        )
        return tuple(one for one in (*numbered, *alone) if one.by != paper.url)


def same_title(relation: Relation, paper: Named, alike: float) -> bool:
    """True when the list means, by its title, this document: `alike` per cent of the letters are the same."""
    return fuzz.ratio(core(relation.title), paper.name) >= alike


def relations_of(site: SiteView) -> Relations:
    """What the site says. To be used through `site.derived(relations_of)`."""
    found = Relations()
    wanted: dict[str, _List] = {}
    for page in site.pages():
        if page.facts.kind in _ALONE and not is_continuation(page) and is_proper(page):
            _read(site, page, found, wanted)
    _read_files(site, found, wanted)
    return found


def _read(site: SiteView, page: PageView, found: Relations, wanted: dict[str, _List]) -> None:
    facts, document = page.facts, document_of(page)
    title = title_of(page, document) if document else facts.heading
    listing = is_list(title) or is_list(facts.heading)
    if document is None and not listing:
        return
    own = is_own(site, page, document or Document(title=title))
    signed = _signed(page, document)
    told = 0
    for one in told_in(title, facts.text, document=document is not None):
        told += not one.clause
        # a list without a metadata table seems to have the number of its first row
        if document is None or not one.clause or not one.number or fold(one.number) != fold(document.number):
            found.add(_relation(one, signed, document, page.url, title, own))
    if listing:
        _annexes(page, _List(page.url, title, signed, own), wanted, found, rows=told)
    elif document is not None and len(found.papers) < MOST and (document.validity or document.normative):
        found.papers.append(named(page, document, own))


def _relation(told: Told, signed: date | None, document: Document | None, by: str, source: str, own: bool) -> Relation:
    starts = day(document.effective) if document is not None and document.effective else None
    listed = max(filter(None, (starts, signed)), default=None)  # a list holds from the day on which its decision does
    on = told.on or ((starts or signed) if told.clause else listed)
    return Relation(told.kind, told.number, told.title, on, by, quoted(source, 80), own)


def _signed(page: PageView, document: Document | None) -> date | None:
    """The day of a list: written, else published."""
    if document is not None and document.written:
        return day(document.written)
    return day(page.facts.published.value) if page.facts.published else None


def named(page: PageView, document: Document, own: bool = True) -> Named:
    """The document of a page as relations are matched to it."""
    title, text = title_of(page, document), page.facts.text
    return Named(
        url=page.url,
        title=quoted(title, 100),
        name=core(title),
        number=document.number,
        validity=document.validity,
        validity_text=quoted(document.validity_text, 60),
        normative=document.normative,
        own=own,
        written=day(document.written) if document.written else None,
        published=day(document.published) if document.published else None,
        until=day(document.valid_until) if document.valid_until else None,
        marked=bool(_MARKED.search(title) or _MARKED.search(text[:_TOP]) or _MARKED.search(text[-_END:])),
        revised=bool(_REVISED.search(title) or _REVISED.search(text[:_TOP])),
    )


def _annexes(page: PageView, listed: _List, wanted: dict[str, _List], found: Relations, *, rows: int) -> None:
    """Files in which the rows of a list stand: all that its page offers when it shows no rows itself."""
    seen, document = False, page.facts.document
    own = frozenset(document.attachments if document else ())
    for link in page.facts.links:
        file = link.url in own or (link.place in _MAIN and offered(link.url))
        if not file or len(wanted) >= MOST_FILES:
            continue
        if not rows or is_list(link.text):
            seen = True
            title = link.text if is_list(link.text) else listed.title
            wanted.setdefault(link.url, _List(listed.url, title, listed.on, listed.own))
    if not rows and not seen and (page.facts.images or page.facts.scripted):
        found.unread[page.url] = UNREAD


def _read_files(site: SiteView, found: Relations, wanted: Mapping[str, _List]) -> None:
    if not wanted:
        return
    met: set[str] = set()
    for file in site.files():
        address = file.url if file.url in wanted else file.page.final_url
        if (listed := wanted.get(address)) is None:
            continue
        met.add(address)
        if file.facts.unread:
            found.unread[listed.url] = UNREAD
        for one in told_in(listed.title, file.facts.text, document=False):
            found.add(
                Relation(one.kind, one.number, one.title, one.on or listed.on, listed.url, listed.title, listed.own)
            )
    found.unread.update((listed.url, UNREAD) for address, listed in wanted.items() if address not in met)


def last_word(relations: Iterable[Relation]) -> Iterator[Relation]:
    """Those that nothing later overrules: of the same day all, what has no day always."""
    kept = tuple(relations)
    last = max((one.on for one in kept if one.on), default=None)
    return (one for one in kept if one.on is None or one.on == last)
