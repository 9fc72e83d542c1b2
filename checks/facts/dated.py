"""The dated articles of a site: the day each bears, and what else tells when it came.

One walk over the pages, bounded; to be used through `SiteView.derived`. Texts are kept as fingerprints alone.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from email.utils import parsedate_to_datetime
from hashlib import blake2b

from checks.facts.folding import fold
from checks.facts.likeness import letters, own_lines
from checks.facts.periods import months_before
from checks.facts.policy import day
from checks.facts.proper import is_continuation, proper_pages
from checks.facts.unit_names import sources
from checks.model.pages import DateSeen, DateSource, Document, PageFacts, PageKind, shown_at
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
    """An article. `on` is the day that it bears (visible, else its label); `earliest`, `latest` those of all it gives.

    `changed`: that day is called one of change, not of publication. `told` is the day in its address, `modified` what
    its server says (both None where nothing does). `title` is a fingerprint, `source` whom it names as its source.
    `paper`: a document with a number, or with a table that gives its day of writing: such are put up when they may be.
    """

    url: str
    on: date
    earliest: date
    latest: date
    changed: bool
    told: date | None
    modified: date | None
    title: bytes
    source: str
    paper: bool
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


def listed_at(site: SiteView, wanted: frozenset[str]) -> dict[str, tuple[str, date | None]]:
    """Key of an article among `wanted` → (the first column that lists it, the latest day that lists give it)."""
    found: dict[str, tuple[str, date | None]] = {}
    for page in site.pages() if wanted else ():
        if page.facts.kind is PageKind.LIST:
            shown = page.page.paged_from or shown_at(page.page, page.facts)
            for item in page.facts.items:
                if (key := page_key(item.url)) in wanted:
                    at, latest = found.get(key, (shown, None))
                    days = [one for one in (latest, day(item.date) if item.date else None) if one]
                    found[key] = (at, max(days, default=None))
    return found


def is_late(one: Dated, listed: date | None, span: timedelta) -> bool:
    """True when a column did not have the article more than `span` after its day, and nothing tells that it was
    published later, or lay on the server before."""
    if one.absent_at is None:
        return False
    known = day(one.absent_at)
    there = one.modified is not None and one.modified < known
    return max(one.latest, listed or date.min) < known - span and not there


def came_late(
    seen: DatedSeen, moment: datetime, span: timedelta, months: int, moved_share: float
) -> tuple[list[Dated], int]:
    """(the articles that may have come more than `span` after their day, of how many nobody can tell).

    Older ones than `months` before that are a history that was taken in, and what comes with `moved_share` of all
    articles came with a new site: neither is late.
    """
    met = sorted(one.first_seen for one in seen.articles if one.first_seen)
    came = Counter(met)
    moved = {at for n, at in enumerate(came) if n and came[at] >= moved_share * len(met)}
    late, unknown = [], 0
    for one in seen.articles:
        known = day(one.absent_at or one.first_seen or moment)
        if one.first_seen in moved or one.paper or not months_before(known, months) <= one.latest < known - span:
            continue
        late += [one] if is_late(one, None, span) else []
        unknown += one.absent_at is None
    return late, unknown


def taken_from(one: Dated, site: SiteView, words: Sequence[str]) -> bool:
    """True when the article names another as its source by one of `words`, which is no part of the own names."""
    own = site.site.name + site.site.unit + site.unit.name
    return any(word in one.source and word not in own for word in words)


def singular(found: Sequence[Dated], judged: int, most: int, share: float) -> tuple[list[Dated], int]:
    """(`found` without those that came about together, how many these are).

    Together: `most` or more that bear one day now, or one day in their addresses (of the folder, of the move); all,
    where they are `most` or more and `share` of those `judged`: it is how the site works.
    """
    if len(found) >= max(most, share * judged):
        return [], len(found)
    on, told = Counter(one.on for one in found), Counter(one.told for one in found if one.told)
    kept = [one for one in found if on[one.on] < most and (one.told is None or told[one.told] < most)]
    return kept, len(found) - len(kept)


def fingerprint_of(facts: PageFacts) -> tuple[bytes, int]:
    """(16 bytes for the text of an article, how many letters it has).

    Left out is what changes from one copy of a text to the next: title, the line under it, counters, the way here.
    """
    title = fold(facts.heading)
    told = letters("\n".join(line for line in own_lines(facts.text) if fold(line) not in title))
    return _print(told), len(told)


def _print(text: str) -> bytes:
    return blake2b(text.encode(), digest_size=16).digest()


def same_texts(site: SiteView, apart: int, most: int, least: int) -> tuple[dict[Dated, Dated], int]:
    """(article → the oldest one with its title and its text of `least` letters or more, how many were not compared).

    Told are those that are more than `apart` and no more than `most` days later. Texts are read only where one title
    stands under such days.
    """
    titles: dict[bytes, list[Dated]] = {}
    for one in site.derived(dated_articles).articles:
        if not one.paper:
            titles.setdefault(one.title, []).append(one)
    first_of: dict[Dated, Dated] = {}
    texts: dict[bytes, Dated] = {}
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
            first = texts.setdefault(one.title + text, one) if letters_told >= least else one
            if apart < (one.earliest - first.latest).days <= most:
                first_of[one] = first
    return first_of, beyond


def redated(seen: DatedSeen, moment: datetime, days: int) -> list[Dated]:
    """The articles that were met more than `days` before any day that they bear now."""
    return [one for one in _lasting(seen, moment) if one.first_seen and _later(one, day(one.first_seen), days)]


def older_addresses(seen: DatedSeen, moment: datetime, days: int) -> list[Dated]:
    """The articles whose address gives a day more than `days` before any other that they bear, unless they were
    certainly not there on that day."""
    there = (
        one for one in _lasting(seen, moment) if not (one.told and one.absent_at and day(one.absent_at) >= one.told)
    )
    return [one for one in there if _later(one, one.told, days)]


def _lasting(seen: DatedSeen, moment: datetime) -> Iterator[Dated]:
    """Those that do not call their day one of change, and do not bear one to come."""
    return (one for one in seen.articles if not one.changed and one.on <= day(moment))


def _later(one: Dated, before: date | None, days: int) -> bool:
    return before is not None and (one.earliest - before).days > days


def _read(page: PageView, changed: date | None) -> Dated | None:
    shown = _first(page.facts, *_SHOWN)
    meta, told = _first(page.facts, DateSource.META), _first(page.facts, DateSource.URL)
    on = shown or meta
    if on is None or page.facts.letters or page.facts.guide:  # letters bear the day on which they were written
        return None
    document, bare = page.facts.document, _first(page.facts, DateSource.BARE)
    days = [day(seen.value) for seen in (shown, meta, bare) if seen is not None]
    return Dated(
        url=page.url,
        on=day(on.value),
        earliest=min(days),
        latest=max(days),
        changed=bool(_CHANGED.search(on.raw)),
        told=day(told.value) if told else None,
        modified=changed,
        title=_print(fold(page.facts.heading)),
        source="、".join(sources(page.facts))[:100],
        paper=document is not None and _is_paper(document),
        first_seen=page.page.first_seen,
        absent_at=page.page.absent_at,
    )


def _is_paper(document: Document) -> bool:
    return bool(document.number or document.index or (document.labels and document.written))


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
