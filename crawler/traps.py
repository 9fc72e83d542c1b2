"""Which addresses a program makes without end (calendars, filters that combine, paths that grow).

A long list is no trap: its articles are found on list pages and differ from each other. A trap leads from one page of a
program to the next of the same program, for ever, and shows the same page again and again but for its numbers.
"""

from __future__ import annotations

import re
from collections import defaultdict, deque
from urllib.parse import urlsplit

from checks.model.pages import PageFacts
from checks.model.urls import template

LONGEST_CHAIN = 1_000
"""Pages of one program that may lead to each other, whatever they show."""
_WINDOW = 20  # pages of one program that must all repeat what was seen
_FREE = 5  # links of a chain that are never cut
_MOST_SHAPES = 400  # shapes of one program that are remembered
_MOST_FAMILIES = 20_000
_LOOKED_AT = 600  # characters of a page that are compared: what a calendar shows is said at its head
_LONGEST = 1_500  # characters of an address
_DEEPEST = 16  # folders of a path
_NUMBERS = re.compile(r"[\d〇零一二三四五六七八九十百千年月日星期周上下\s\-:：/.]+")


def family(url: str) -> str:
    """The program that makes an address: its template without the query."""
    return template(url).partition("?")[0]


def grows(url: str) -> bool:
    """True for an address that is longer than people make them, or whose folders repeat: a relative link gone wrong."""
    if len(url) > _LONGEST:
        return True
    if url.count("/") < 8:
        return False
    folders = [part for part in urlsplit(url).path.split("/") if part]
    return len(folders) > _DEEPEST or max((folders.count(part) for part in set(folders)), default=0) >= 4


class Traps:
    """Watches the pages of each program. `saw` is told of each page read, `shut` asked of each address found."""

    def __init__(self) -> None:
        self._shapes: dict[str, deque[int]] = defaultdict(lambda: deque(maxlen=_MOST_SHAPES))
        self._repeats: dict[str, int] = defaultdict(int)

    def saw(self, url: str, facts: PageFacts) -> None:
        """A page that was read. Repeating is judged by its text without numbers and by the titles of its items."""
        name = family(url)
        if len(self._shapes) > _MOST_FAMILIES and name not in self._shapes:
            return
        titles = "|".join(item.title for item in facts.items[:40])
        shape = hash((facts.kind, _NUMBERS.sub("", facts.text[:_LOOKED_AT]), _NUMBERS.sub("", titles), facts.images))
        shapes = self._shapes[name]
        if shape in shapes:
            self._repeats[name] += 1
        else:
            self._repeats[name] = 0
            shapes.append(shape)

    def chain(self, url: str, found_on: str, chain: int) -> int:
        """How many pages of one program in a row led to `url`, which a page with `chain` links to."""
        return chain + 1 if family(url) == family(found_on) else 0

    def shut(self, url: str, chain: int) -> bool:
        """True when `url` belongs to a trap. Only chains are cut: what another page lists is always asked."""
        if grows(url) or chain > LONGEST_CHAIN:
            return True
        return chain > _FREE and self._repeats.get(family(url), 0) >= _WINDOW
