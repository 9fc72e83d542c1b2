"""The wrong expressions of a whole site, read in one walk over its pages and files, and put together.

One page shows an expression once. A sentence that many pages share is one fault of the template; a list that shows the
title of an article that was read is a place of the article's fault. What a citizen wrote is no fault of the office,
unless it is grave: then a person looks.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from hashlib import sha256

from checks.facts.expressions import Hit, finder
from checks.facts.folding import fold
from checks.facts.letter_words import is_of_letters, is_of_others
from checks.facts.policy import day
from checks.lexicon.expressions import Expression, Level
from checks.model.pages import PageFacts, PageKind
from checks.model.urls import page_key
from checks.model.views import PageView, SiteView

MOST = 20_000
"""Sentences kept of one site."""
SENTENCES, PLACES = 3, 20
"""Sentences of one page that are kept for one expression, and places that a fault names."""
_YEAR = re.compile(r"(?<!\d)((?:19|20)\d\d)年")
_NO_TEXT = "正文由脚本或图片呈现，没有读到文字"


@dataclass(frozen=True, slots=True)
class Shown:
    """One expression in one sentence of one page. `leads` are the pages that it links to with it in their name."""

    expression: Expression
    url: str
    kind: PageKind
    depth: int
    day: date | None
    excerpt: str
    sentence: str
    leads: tuple[str, ...] = ()


@dataclass(slots=True)
class Seen:
    """What the walk kept: sentences by wrong form, how much was looked at, what could not be, how much was too much."""

    shown: dict[str, list[Shown]] = field(default_factory=lambda: defaultdict(list))
    looked: int = 0
    unread: list[tuple[str, str]] = field(default_factory=list)  # reason, address
    kept: int = 0
    beyond: int = 0
    most: int = MOST


@dataclass(frozen=True, slots=True)
class Fault:
    """One wrong expression as it is reported. `key` names it over runs; `pages` counts all that show it."""

    first: Shown
    key: tuple[str, ...]
    places: tuple[str, ...]
    pages: int


@lru_cache(maxsize=16)
def walk(terms: str = "", level: str = "") -> Callable[[SiteView], Seen]:
    """The walk with the lexicon that `finder` makes of the same; one and the same function for the same entries, so
    that a view remembers what it found."""
    find = finder(terms, level)

    def read(site: SiteView) -> Seen:
        seen = Seen()
        for page in site.pages():
            gather(seen, page, find(_text(page.facts)))
        for page in site.files():
            gather(seen, page, find(page.facts.text))
        return seen

    return read


def _text(facts: PageFacts) -> str:
    return "\n".join((facts.text, facts.heading, facts.title, facts.footer.sponsor))


def gather(seen: Seen, page: PageView, hits: Iterator[Hit]) -> None:
    """Adds to `seen` what a page shows, as long as there is room."""
    facts = page.facts
    if facts.unread:
        seen.unread.append((facts.unread, page.url))
    if not facts.text and (facts.unread or facts.scripted or facts.kind is PageKind.STUB):
        seen.unread += [(_NO_TEXT, page.url)] if facts.scripted and not facts.unread else []
        return
    seen.looked += 1
    found: dict[str, list[Hit]] = {}
    for hit in hits:
        of_form = found.setdefault(hit.expression.wrong, [])
        if len(of_form) < SENTENCES and all(hit.sentence != other.sentence for other in of_form):
            of_form.append(hit)
    if not found:
        return
    on, from_citizen = written_on(facts), _from_citizen(facts)
    for wrong, of_form in found.items():
        one = of_form[0].expression
        if not holds(one, on) or (one.level is not Level.GRAVE and from_citizen(wrong)):
            continue
        if seen.kept + len(of_form) > seen.most:
            seen.beyond += len(of_form)
            continue
        seen.kept += len(of_form)
        leads = _leads(facts, wrong) if facts.kind is not PageKind.ARTICLE else ()
        told = (page.url, facts.kind, page.page.depth, on)
        seen.shown[wrong] += (Shown(hit.expression, *told, hit.excerpt, hit.sentence, leads) for hit in of_form)


def written_on(facts: PageFacts) -> date | None:
    """The day that a page speaks from: that of publication, or an earlier one that it names as its own (the day of
    writing, the year of its title); None where it has none."""
    days = [day(facts.published.value)] if facts.published else []
    if facts.document and facts.document.written:
        days.append(day(facts.document.written))
    if days:
        years = [int(year) for year in _YEAR.findall(facts.heading or facts.title)]
        days += (date(year, 12, 31) for year in years if year > 1949)
    return min(days, default=None)


def holds(one: Expression, on: date | None) -> bool:
    """False for a page of a time when the expression was right, and where its day is not known and matters."""
    if one.since is None and one.until is None:
        return True
    return on is not None and (one.since is None or on >= one.since) and (one.until is None or on < one.until)


def _from_citizen(facts: PageFacts) -> Callable[[str], bool]:
    """Says of a wrong form whether citizens wrote it, as far as the page tells."""
    crumbs = [crumb.text for crumb in facts.crumbs[-3:]]
    own = any(letter.alone for letter in facts.letters) or any(is_of_letters(c) or is_of_others(c) for c in crumbs)
    if own or (facts.letters and facts.kind is not PageKind.HOME):
        return lambda wrong: True
    titles = [letter.title for letter in facts.letters]
    return lambda wrong: any(wrong in title for title in titles)


def _leads(facts: PageFacts, wrong: str) -> tuple[str, ...]:
    """Keys of the pages that a list or home page names with the wrong form."""
    named = [item.url for item in facts.items if wrong in item.title]
    named += (link.url for link in facts.links if wrong in link.text)
    return tuple(dict.fromkeys(map(page_key, named)))[:PLACES]


def faults(seen: Seen, level: Level, template_pages: int) -> Iterator[Fault]:
    """The faults of one level, by their forms; a sentence on `template_pages` pages or more is one of the template."""
    for wrong in sorted(seen.shown):
        shown = seen.shown[wrong]
        if shown[0].expression.level is level:
            yield from _of_form(wrong, shown, template_pages)


def _of_form(wrong: str, shown: list[Shown], template_pages: int) -> Iterator[Fault]:
    by_sentence: dict[str, list[Shown]] = defaultdict(list)
    for one in shown:
        by_sentence[fold(one.sentence)].append(one)
    of_pages: list[Shown] = []
    for sentence, same in sorted(by_sentence.items()):
        if len(same) >= template_pages:
            yield _fault(same, (wrong, "sentence", sha256(sentence.encode()).hexdigest()[:16]))
        else:
            of_pages += same
    yield from _of_pages(wrong, of_pages)


def _of_pages(wrong: str, shown: Iterable[Shown]) -> Iterator[Fault]:
    """One fault for each page, pages that only show another's title or sentence put with that one."""
    pages: dict[str, list[Shown]] = {}
    owner_of: dict[str, str] = {}  # sentence → the page that owns it
    for one in sorted(shown, key=_rank):
        pages.setdefault(page_key(one.url), []).append(one)
    groups: dict[str, list[Shown]] = {}
    for key, own in pages.items():
        leads = (other for one in own for other in one.leads if other in pages and other != key)
        same = (owner_of[fold(one.sentence)] for one in own if fold(one.sentence) in owner_of)
        owner = next(leads, None) or next(same, key)
        owner = owner if owner in groups else key
        groups.setdefault(owner, []).extend(own)
        for one in own:
            owner_of.setdefault(fold(one.sentence), owner)
    for key, group in groups.items():
        yield _fault(group, (wrong, key))


def _rank(one: Shown) -> tuple[bool, bool, int, int, str]:
    """What owns a sentence comes first: articles, then other pages, files last; what is nearest to the home page."""
    return (one.kind is PageKind.FILE, one.kind is not PageKind.ARTICLE, one.depth, len(one.url), one.url)


def _fault(shown: list[Shown], key: tuple[str, ...]) -> Fault:
    first = min(shown, key=_rank)
    urls = tuple(dict.fromkeys(one.url for one in shown if one.url != first.url))
    return Fault(first, key, urls[:PLACES], len(urls) + 1)
