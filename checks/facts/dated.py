"""The dated articles of a site: the day each bears, and what else tells when it came.

One walk over the pages, bounded; to be used through `SiteView.derived`. Texts are kept as fingerprints alone.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from email.utils import parsedate_to_datetime
from hashlib import blake2b

from checks.facts.folding import fold
from checks.facts.likeness import letters, own_lines
from checks.facts.periods import months_before
from checks.facts.policy import day
from checks.facts.proper import is_continuation, proper_pages
from checks.model.pages import DateSeen, DateSource, PageFacts, PageKind, shown_at
from checks.model.urls import page_key
from checks.model.views import PageView, SiteView

MOST = 20_000
"""So many articles of a site are looked at."""
MOST_COMPARED = 2_000
"""So many of them are compared by their texts: a site whose pages all have one title is not read twice."""
_SHOWN = (DateSource.LABEL, DateSource.SCRIPT)
_CHANGED = re.compile(r"更\s?新|修\s?[改订]")


@dataclass(frozen=True, slots=True)
class Dated:
    """An article. `on` is the day that it bears (visible, else its label), `latest` the latest of all that it gives.

    `changed`: that day is called one of change, not of publication. `told` is the day in its address, `modified` what
    its server says (both None where nothing does). `title` is a fingerprint. `numbered`: it is a document with a
    number.
    """

    url: str
    on: date
    latest: date
    changed: bool
    told: date | None
    modified: date | None
    title: bytes
    numbered: bool
    first_seen: datetime | None
    absent_at: datetime | None


@dataclass(frozen=True, slots=True)
class DatedSeen:
    """All dated articles, in the order of the visit; on which days the server says that how many pages were changed."""

    articles: tuple[Dated, ...]
    modified: Counter[date]
    beyond: int  # articles that were not looked at


def dated_articles(site: SiteView, most: int = MOST) -> DatedSeen:
    """The dated articles of the site, at most `most`. To be used through `site.derived(dated_articles)`."""
    found: list[Dated] = []
    modified: Counter[date] = Counter()
    beyond = 0
    for page in proper_pages(site):
        changed = _modified(page.page.last_modified)
        modified.update((changed,) if changed else ())
        if page.facts.kind is not PageKind.ARTICLE or is_continuation(page):
            continue
        article = _read(page, changed)
        if article is not None and len(found) < most:
            found.append(article)
        beyond += article is not None and (not found or found[-1] is not article)
    return DatedSeen(tuple(found), modified, beyond)


def columns_of(site: SiteView, wanted: frozenset[str]) -> dict[str, str]:
    """Key of an article among `wanted` → address of the first column that lists it."""
    found: dict[str, str] = {}
    for page in site.pages() if wanted else ():
        if page.facts.kind is PageKind.LIST:
            at = page.page.paged_from or shown_at(page.page, page.facts)
            for item in page.facts.items:
                if (key := page_key(item.url)) in wanted:
                    found.setdefault(key, at)
    return found


def came_late(
    seen: DatedSeen, moment: datetime, span: timedelta, months: int, moved_share: float
) -> tuple[list[Dated], int]:
    """(the articles that a column did not have more than `span` after their day, of how many nobody can tell).

    Older ones than `months` before that are a history that was taken in, and what comes with `moved_share` of all
    articles came with a new site: neither is late.
    """
    met = sorted(one.first_seen for one in seen.articles if one.first_seen)
    came = Counter(met)
    moved = {at for n, at in enumerate(came) if n and came[at] >= moved_share * len(met)}
    late, unknown = [], 0
    for one in seen.articles:
        known = day(one.absent_at or one.first_seen or moment)
        if one.first_seen in moved or one.numbered:
            continue
        if months_before(known, months) <= one.latest < known - span:
            late += [one] if one.absent_at else []
            unknown += one.absent_at is None
    return late, unknown


def fingerprint_of(facts: PageFacts) -> tuple[bytes, int]:
    """(16 bytes for the text of an article, how many letters it has).

    Left out is what changes from one copy of a text to the next: title, the line under it, counters, the way here.
    """
    title = fold(facts.heading)
    told = letters("\n".join(line for line in own_lines(facts.text) if fold(line) not in title))
    return _print(told), len(told)


def _print(text: str) -> bytes:
    return blake2b(text.encode(), digest_size=16).digest()


def same_texts(site: SiteView, apart: int, least: int) -> tuple[list[list[Dated]], int]:
    """(articles of one title and one text of `least` letters or more, the oldest first; how many were not compared).

    Texts are read only where one title stands under days that are more than `apart` from each other.
    """
    titles: dict[bytes, list[Dated]] = {}
    for one in site.derived(dated_articles).articles:
        if not one.numbered:
            titles.setdefault(one.title, []).append(one)
    texts: dict[bytes, list[Dated]] = {}
    compared = beyond = 0
    for alike in titles.values():
        days = [one.on for one in alike]
        if (max(days) - min(days)).days <= apart:
            continue
        for one in sorted(alike, key=lambda one: (one.on, one.url)):
            compared += 1
            page = site.page(one.url) if compared <= MOST_COMPARED else None
            beyond += compared > MOST_COMPARED
            text, letters_told = fingerprint_of(page.facts) if page else (b"", 0)
            if letters_told >= least:
                texts.setdefault(one.title + text, []).append(one)
    return [group for group in texts.values() if len(group) > 1], beyond


def _read(page: PageView, changed: date | None) -> Dated | None:
    shown = _first(page.facts, *_SHOWN)
    meta, told = _first(page.facts, DateSource.META), _first(page.facts, DateSource.URL)
    on = shown or meta
    if on is None:
        return None
    document = page.facts.document
    return Dated(
        url=page.url,
        on=day(on.value),
        latest=max(day(seen.value) for seen in (shown, meta) if seen is not None),
        changed=bool(_CHANGED.search(on.raw)),
        told=day(told.value) if told else None,
        modified=changed,
        title=_print(fold(page.facts.heading)),
        numbered=document is not None and bool(document.number or document.index),
        first_seen=page.page.first_seen,
        absent_at=page.page.absent_at,
    )


def _first(facts: PageFacts, *sources: DateSource) -> DateSeen | None:
    return next(_of(facts, sources), None)


def _of(facts: PageFacts, sources: tuple[DateSource, ...]) -> Iterator[DateSeen]:
    return (seen for seen in facts.dates if seen.source in sources)


def _modified(header: str) -> date | None:
    """The day (+08:00) of a Last-Modified header, None where it gives none."""
    try:
        return day(parsedate_to_datetime(header)) if header else None
    except (ValueError, TypeError, OverflowError):
        return None
