"""Where in the source of a page an address stands: line and column, counted from 1.

The parser keeps no positions, so addresses are looked for as they are written, in the order of the page, from where the
one before was found. What is looked through is bounded by the length of the page: an address that a script made, or
whose spelling the parser mended, has no place (0, 0).
"""

from __future__ import annotations

from collections.abc import Sequence

Spot = tuple[int, int]
"""(line, column), (0, 0) where it is not known."""

NOWHERE: Spot = (0, 0)
_NEAR = 20_000  # characters to the next address of nearly every page
_LONGEST = 300  # characters of an address that are compared
_QUOTES = "\"'"
_BEFORE = frozenset("=\"'( ,\t\r\n")
_AFTER = frozenset("\"') ,;>\\\t\r\n")
_TRIES = 20
_MISSES = 20  # addresses spelt in another way, even on the shortest page


def find_spots(text: str, raws: Sequence[str]) -> list[Spot]:
    """Where each of `raws` stands in `text`, in the order of the page. Time is linear in the length of the text."""
    found: list[Spot] = []
    search = _Search(text)
    find, back, count, add, size, quotes = text.find, text.rfind, text.count, found.append, len(text), _QUOTES
    cursor, line, start = 0, 1, 0
    bang, feed = _next(text, "!", 0), _next(text, "\n", 0)  # no comment begins, no line ends before
    escaped = False
    for raw in raws:
        spelt = raw.replace("&", "&amp;") if escaped and "&" in raw else raw
        at = find(spelt, cursor, cursor + _NEAR)
        end = at + len(spelt)
        alone = at > 0 and text[at - 1] in quotes and end < size and text[end] in quotes
        if not alone or (bang < at and search.hidden(cursor, at)):
            at = search.at(raw, cursor) if search.fresh(at < 0) else -1
            if at < cursor:
                add(search.spot(at))
                if search.room <= 0:
                    return found + [NOWHERE] * (len(raws) - len(found))
                continue
            escaped = escaped != ("&" in raw and not text.startswith(spelt, at))
        if bang < at:
            bang = _next(text, "!", at)
        if feed < at:
            line += count("\n", feed, at)
            start = back("\n", feed, at) + 1
            if (feed := find("\n", at)) < 0:
                feed = size
        cursor = at
        add((line, at - start + 1))
    return found


def _next(text: str, letter: str, at: int) -> int:
    """Where `letter` stands next from `at` on, the end of the text where it does not."""
    found = text.find(letter, at)
    return found if found >= 0 else len(text)


class _Search:
    """The slow way, for what is not the next thing in quotes: `room` is how many characters it may still look at."""

    def __init__(self, text: str) -> None:
        self._text = text
        self.room = 3 * len(text) + _MISSES * _NEAR

    def fresh(self, missed: bool) -> bool:
        """Takes the cost of a look nearby that found nothing; is there room for more?"""
        self.room -= missed * _NEAR
        return self.room > 0

    def hidden(self, start: int, at: int) -> bool:
        """True when a comment that begins after `start` is open at `at`."""
        return self._text.rfind("<!--", start, at) > self._text.rfind("-->", start, at)

    def at(self, raw: str, cursor: int) -> int:
        """Where `raw` is written, best after `cursor`; -1 where it is not found."""
        spellings = (raw.replace("&", "&amp;"), raw) if "&" in raw else (raw,)
        for start, end in ((cursor, cursor + _NEAR), (cursor, len(self._text)), (0, cursor)):
            for spelt in spellings:
                if (found := self._between(spelt[:_LONGEST], len(spelt) <= _LONGEST, start, end)) >= 0:
                    return found
        return -1

    def _between(self, spelt: str, whole: bool, start: int, end: int) -> int:
        text, end = self._text, min(end, len(self._text))
        for _ in range(_TRIES):
            if not spelt or self.room <= 0:
                break
            at = text.find(spelt, start, end)
            self.room -= (at if at >= 0 else end) - start + len(spelt)
            if at < 0:
                break
            after = at + len(spelt)
            if text[at - 1 : at] in _BEFORE and (not whole or text[after : after + 1] in _AFTER or after == len(text)):
                if not self.hidden(start, at):
                    return at
                self.room -= 2 * (at - start)
            start = after
        return -1

    def spot(self, at: int) -> Spot:
        """Line and column of an offset that lies before what was read already; `NOWHERE` for -1."""
        if at < 0 or self.room <= 0:
            return NOWHERE
        self.room -= at
        return self._text.count("\n", 0, at) + 1, at - self._text.rfind("\n", 0, at)
