"""One document on several pages: what a page keeps of it to be compared, and where two texts give other figures.

To be used through `SiteView.derived`; bounded. Texts are kept as fingerprints and read again where they differ.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from hashlib import blake2b
from itertools import islice

from checks.facts.folding import fold, half_width
from checks.facts.likeness import own_lines
from checks.facts.policy import day, document_of, has_table, published_on, title_of
from checks.model.pages import PageFacts
from checks.model.views import SiteView

MOST = 20_000
"""So many documents of a site are compared."""
_SHORTEST = 12  # letters and figures: a shorter line is furniture, or a field of the table
_FIGURE = re.compile(r"\d{1,20}(?:[,，]\d{3}){0,6}(?:\.\d{1,10})?")
_BEFORE, _BEHIND = 14, 8
_CHANGED = re.compile(r"修订|修正|修改|修编|废止|失效|转发|转载|更正|勘误|补正|重新|延长|延续")
_RUN = re.compile(r"[^\W\d_]+")  # letters in a row, and the few numerals that are no figures
_YEAR = re.compile(r"(?:19|20)\d\d")


@dataclass(frozen=True, slots=True)
class Copy:
    """A page that shows a document. `number`, `issuer` and `title` are folded; a `number` without a year is none, for
    it comes again. `on` is when it was published, `tabled` says that its day of writing stands in a table, `changed`
    that it is another version of a document, or passes one on."""

    url: str
    title: str
    issuer: str
    number: str
    shown_number: str
    written: date | None
    on: date | None
    tabled: bool
    changed: bool


@dataclass(frozen=True, slots=True)
class Text:
    """The text of a copy: the fingerprint of its words, which have so many `letters`, and that of its figures."""

    words: bytes = b""
    letters: int = 0
    figures: bytes = b""


@dataclass(frozen=True, slots=True)
class Copies:
    """Documents that more than one page shows, each group in the order of publication."""

    groups: tuple[tuple[Copy, ...], ...]
    documents: int
    beyond: int  # documents that were not compared


def copies_of(site: SiteView) -> Copies:
    """The documents of a site by their titles, and by their numbers. To be used through `site.derived(copies_of)`."""
    found: dict[str, list[Copy]] = {}
    numbered: dict[str, list[Copy]] = {}
    documents = beyond = 0
    for page in site.pages():
        document = document_of(page)
        if document is None or not (title := fold(title_of(page, document))):
            continue
        if documents >= MOST:
            beyond += 1
            continue
        documents += 1
        copy = Copy(
            url=page.url,
            title=title,
            issuer=fold(document.issuer),
            number=fold(document.number) if _YEAR.search(document.number) else "",
            shown_number=document.number,
            written=day(document.written) if document.written else None,
            on=published_on(page, document),
            tabled=has_table(document),
            changed=bool(_CHANGED.search(page.facts.heading + document.title + document.validity_text)),
        )
        found.setdefault(title, []).append(copy)
        if copy.number:
            numbered.setdefault(copy.number, []).append(copy)
    several = [group for group in numbered.values() if len({copy.title for copy in group}) > 1]
    groups = (sorted(group, key=_order) for group in (*found.values(), *several) if len(group) > 1)
    return Copies(tuple(map(tuple, groups)), documents, beyond)


def _order(copy: Copy) -> tuple[date, int, str]:
    return copy.on or date.max, len(copy.url), copy.url


def text_of(site: SiteView, copy: Copy) -> Text:
    """The fingerprints of a copy, read anew: of few documents there is more than one."""
    page = site.page(copy.url)
    if page is None:
        return Text()
    return _fingerprints(_sentences(page.facts))


@lru_cache(maxsize=2)  # nearly all copies are as the one before
def _fingerprints(sentences: str) -> Text:
    text = half_width(sentences)
    words = "".join([run if run.isalpha() else "".join(filter(str.isalpha, run)) for run in _RUN.findall(text)])
    figures = "|".join(_plain(found.group()) for found in _FIGURE.finditer(text))
    return Text(_hash(words), len(words), _hash(figures))


def _hash(text: str) -> bytes:
    return blake2b(text.encode(), digest_size=16).digest()


def compared(facts: PageFacts) -> str:
    """The text of a document as it is compared: its sentences in one line, in half width, without title and blanks."""
    return half_width(_sentences(facts))


def _sentences(facts: PageFacts) -> str:
    title = fold(facts.heading)
    lines = (line for line in own_lines(facts.text) if fold(line) not in title)
    long = [line for line in lines if sum(map(str.isalnum, line[: 4 * _SHORTEST])) >= _SHORTEST]
    return "".join(long)


def other_figures(one: str, other: str, most: int) -> list[tuple[str, str]] | None:
    """Where two texts that differ in figures alone give others: what stands there in both, at most `most` places and
    one more. None where they have not as many figures."""
    first, second = list(_FIGURE.finditer(one)), list(_FIGURE.finditer(other))
    if len(first) != len(second):
        return None
    pairs = ((a, b) for a, b in zip(first, second, strict=True) if _plain(a.group()) != _plain(b.group()))
    return [(_around(one, a), _around(other, b)) for a, b in islice(pairs, most + 1)]


def _around(text: str, found: re.Match[str]) -> str:
    return text[max(0, found.start() - _BEFORE) : found.end() + _BEHIND]


def _plain(figure: str) -> str:
    """A figure without separators and noughts that tell nothing: 1,200.50 → 1200.5, 09 → 9."""
    whole, _, part = figure.replace(",", "").replace("，", "").partition(".")
    return f"{whole.lstrip('0') or '0'}.{part.rstrip('0')}".rstrip(".")
