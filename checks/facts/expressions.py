"""Wrong expressions in a text, all of a lexicon in one pass.

The longest form decides, so that a longer word in which a wrong form is right hides it. What stands around a form is
looked at only where one was found.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice
from typing import Any

from ahocorasick_rs import BytesAhoCorasick, Implementation, MatchKind

from checks.facts.contexts import at_fault
from checks.facts.excerpts import quoted
from checks.lexicon.expressions import Expression, Level, Lexicon, lexicon, shipped

MOST = 10_000
"""Forms of one text that are looked at; what is beyond them is only counted by nobody: the page is full of them."""
AGAIN = 50
"""So often a text is looked through again: only one that is made to be so, or is no language, asks for more."""
_AROUND = 80  # characters of an excerpt on either side


@dataclass(frozen=True, slots=True)
class Hit:
    """A wrong expression in a text: its sentence with the form marked, and the sentence as it is compared."""

    expression: Expression
    start: int
    excerpt: str
    sentence: str


class Finder:
    """Finds the expressions of one lexicon."""

    def __init__(self, words: Lexicon) -> None:
        self._known: list[Expression | None] = [*words.expressions, *(None for _ in words.guards)]
        forms = [*(one.wrong for one in words.expressions), *words.guards]
        kind, how = MatchKind.LeftmostLongest, Implementation.ContiguousNFA
        spelt = [_bytes(form) for form in forms]
        self._automaton = BytesAhoCorasick(spelt, matchkind=kind, implementation=how) if spelt else None

    def __call__(self, text: str) -> Iterator[Hit]:
        """Every fault of `text`, in its order."""
        if self._automaton is None:
            return
        whole, met, start = _bytes(text), 0, 0
        for number, first, after in islice(_matches(self._automaton, whole), MOST):
            start, met = start + len(_text(whole[met:first])), first
            end = start + len(_text(whole[first:after]))
            one = self._known[number]
            if one is not None and (sentence := at_fault(text, start, end, one)):
                begin, stop = sentence
                yield Hit(one, start, marked(text, start, end, begin, stop), " ".join(text[begin:stop].split()))


def _matches(automaton: BytesAhoCorasick, whole: bytes) -> Iterator[tuple[int, int, int]]:
    """(number of the form, where it begins and ends in bytes), in their order. One that begins within a character is
    none; behind its beginning is looked again, for it may have hidden others, `AGAIN` times at most."""
    begin, again = 0, 0
    while begin < len(whole):
        left, begin = begin, len(whole)
        for number, first, after in automaton.find_matches_as_indexes(whole[left:]):
            if not first % 2:
                yield number, left + first, left + after
            elif again < AGAIN:
                begin, again = left + first + 1, again + 1
                break


def _bytes(text: str) -> bytes:
    """What is looked through: in bytes no place has to be told in characters of a text that shows nothing. A Chinese
    character has two of them here and three in UTF-8, and the automaton takes a step for each."""
    return text.encode("utf-16-be", "surrogatepass")


def _text(spelt: bytes) -> str:
    return spelt.decode("utf-16-be", "surrogatepass")


def marked(text: str, start: int, end: int, begin: int, stop: int) -> str:
    """The sentence text[begin:stop] with text[start:end] marked, cut on both sides where it is long."""
    first, last = max(begin, start - _AROUND), min(stop, end + _AROUND)
    before, behind = ("…" if first > begin else ""), ("…" if last < stop else "")
    return quoted(f"{before}{text[first:start]}【{text[start:end]}】{text[end:last]}{behind}".strip())


def keyed(terms: Sequence[Mapping[str, Any]]) -> str:
    """The entries of an office as a key by which its lexicon is remembered; "" where it has none."""
    return _written(_Same(terms)) if terms else ""


class _Same:
    """Entries known by being the same list: those of an edition are read once, and asked for by every account."""

    __slots__ = ("terms",)

    def __init__(self, terms: Sequence[Mapping[str, Any]]) -> None:
        self.terms = terms

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Same) and self.terms is other.terms

    def __hash__(self) -> int:
        return id(self.terms)


@lru_cache(maxsize=16)
def _written(same: _Same) -> str:
    return json.dumps(same.terms, ensure_ascii=False, sort_keys=True, default=str)


@lru_cache(maxsize=16)
def finder(terms: str = "", level: str = "") -> Finder:
    """The finder of the lexicon that comes with the program, and of an office's entries of one level, as `keyed`.

    Raises LexiconError for an entry that cannot be used.
    """
    words = shipped()
    return Finder(words.under(lexicon(json.loads(terms), Level(level))) if terms else words)
