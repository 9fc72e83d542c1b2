"""What is still to be asked of a site, in which order, and what was left out and why."""

from __future__ import annotations

from collections import Counter, deque
from collections.abc import Iterator
from dataclasses import dataclass
from enum import IntEnum, StrEnum

from checks.model.captures import Look


class Want(StrEnum):
    """How an address is asked."""

    PAGE = "page"  # read, when it is html
    THING = "thing"  # a picture, a style sheet, an attachment: is it there?
    FILE = "file"  # a style sheet, a sitemap, a feed, an attachment: read for its links, and no page
    DATA = "data"  # an interface that fills a list


class Rank(IntEnum):
    """What comes first. A visit that is cut short has then seen what weighs most."""

    HOME = 0
    COLUMN = 1  # registered by the office
    NAV = 2
    PAGING = 3
    LIST = 4
    REST = 5
    THING = 6
    AGAIN = 7  # second looks: late, so that a bad minute is over
    HINT = 8  # what nobody follows as it stands (`checks.model.pages.HINTS`): see `Frontier.later`


_MOST_HINTS = 5_000


@dataclass(frozen=True, slots=True)
class Entry:
    """One address to ask. `chain` counts how many pages of one program led to it without a break.

    `looks` were in vain, in `tries` that are told by `history`; the next is `due` at that moment (monotonic).
    `paged_from` is the first page of the list that it continues. `column` is the page an interface belongs to.
    """

    url: str
    want: Want = Want.PAGE
    rank: Rank = Rank.REST
    depth: int = 0
    paged_from: str = ""
    chain: int = 0
    looks: int = 0
    tries: int = 0
    due: float = 0.0
    history: tuple[Look, ...] = ()
    home: bool = False
    method: str = "GET"
    form: tuple[tuple[str, str], ...] = ()
    headers: tuple[tuple[str, str], ...] = ()
    dialect: str = ""
    built: bool = False  # made from what a script says; no link shows it


class Frontier:
    """Queues by rank. An address enters once; only its 64-bit hash is remembered, so that a million cost little."""

    def __init__(self) -> None:
        self._queues: tuple[deque[Entry], ...] = tuple(deque() for _ in Rank)
        self._seen: set[int] = set()
        self._foreign: set[int] = set()
        self._later: dict[int, Entry] = {}
        self.skipped: Counter[str] = Counter()

    def __len__(self) -> int:
        return sum(map(len, self._queues)) + len(self._later)

    @property
    def known(self) -> int:
        """Addresses that were ever noted."""
        return len(self._seen)

    def new(self, name: str) -> bool:
        """True the first time `name` (an address, or an address and its form) is noted."""
        key = hash(name)
        if key in self._seen:
            return False
        self._seen.add(key)
        return True

    def noted(self, url: str) -> bool:
        """True for an address that was met before, of the site or not."""
        key = hash(url)
        return key in self._seen or key in self._foreign

    def leave(self, url: str) -> None:
        """Remembers an address that is not of the site, so that it is not looked at again."""
        self._foreign.add(hash(url))

    def widen(self) -> None:
        """The site has a further host: what was not of it may be now."""
        self._foreign.clear()

    def later(self, entry: Entry) -> None:
        """Keeps a hint until all else is asked. Its address is not noted: a link to it is still followed as one."""
        key = hash(entry.url)
        if key not in self._seen and len(self._later) < _MOST_HINTS:
            self._later.setdefault(key, entry)

    def add(self, entry: Entry) -> None:
        """Queues an entry whose address was found to be new."""
        self._queues[entry.rank].append(entry)

    def take(self, *, pages: bool = True, hints: bool = True) -> Entry | None:
        """The next entry; with `pages` False the next thing, and the pages it passes by are counted as skipped.

        Hints come only with `hints`: while a page is on its way it may still show a link to the same address.
        """
        for queue in self._queues:
            while queue:
                entry = queue.popleft()
                if pages or entry.want in (Want.THING, Want.FILE):
                    return entry
                self.skipped["budget"] += 1
        return self._hint() if hints else None

    def drain(self, reason: str) -> Iterator[Entry]:
        """Everything that is left, counted as skipped for `reason`."""
        for queue in self._queues:
            while queue:
                self.skipped[reason] += 1
                yield queue.popleft()
        while (entry := self._hint()) is not None:
            self.skipped[reason] += 1
            yield entry

    def _hint(self) -> Entry | None:
        while self._later:
            key = next(iter(self._later))
            entry = self._later.pop(key)
            if key not in self._seen:
                self._seen.add(key)
                return entry
        return None
