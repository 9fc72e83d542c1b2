"""Whether a text is one of gambling, of porn or of a forbidden trade: conservative, because officials are blamed by it.

The words are in harmful.toml, each list with its source. A text ABOUT such a crime (打击赌博, 扫黄打非) is none, nor
are the lotteries of the state.
"""

from __future__ import annotations

import re
import tomllib
from collections import Counter
from functools import cache, lru_cache
from importlib import resources
from typing import Any

from ahocorasick_rs import AhoCorasick

READ = 4_000
"""Characters of a text that are looked at."""
_MANY = 4
"""So many different words that stand only on such pages speak for themselves; fewer need a title that says the same."""
_UNSEEN = re.compile("[\u200b-\u200f\u2060-\u2064\ufeff\u00ad]")


@lru_cache(maxsize=2_048)
def harm(text: str) -> str:
    """The class (gambling, porn, illicit) of a short text, as a link or a host, "" for none."""
    text = _folded(text[:500])
    if _found(text, "excuses"):
        return ""
    strong = _strong(text)
    return _most(strong)


def harm_of_page(title: str, text: str) -> str:
    """What a whole page is (gambling, porn, illicit), "" for none: its title says it and its text too, or its text
    says it over and over and draws people in."""
    title, text = _folded(title[:300]), _folded(text[:READ])
    if _found(title, "excuses") or len(_found(text, "excuses")) >= 2:
        return ""
    named, said = _strong(title), _strong(text)
    if named and said and (len(named) > 1 or _found(title, "lures")):
        return _most(named | said)
    if len(said) >= _MANY and len(_found(text, "lures")) >= 2 and not _found(text, "excuses"):
        return _most(said)
    return ""


def harmful_host(host: str) -> bool:
    """True when a host is named like those of gambling and porn."""
    return bool(_found(host.lower()[:253], "hosts"))


def lures(text: str) -> frozenset[str]:
    """The words in a title that draw people in: 官网, 入口, app …"""
    return _found(_folded(text[:500]), "lures")


def houses(text: str) -> frozenset[str]:
    """The words in a title that houses of gambling use of themselves and others too: 真人, 体育, 娱乐 …"""
    return _found(_folded(text[:500]), "houses")


def unseen_removed(text: str) -> str:
    """`text` without characters that have no width."""
    return _UNSEEN.sub("", text)


def _folded(text: str) -> str:
    return unseen_removed(text).lower()


def _most(strong: dict[str, str]) -> str:
    ranked = Counter(strong.values()).most_common(1)
    return ranked[0][0] if ranked else ""


def _strong(text: str) -> dict[str, str]:
    """Strong word → its class, for those in the text."""
    words, classes, finder = _strong_finder()
    hits = {number for number, _, _ in finder.find_matches_as_indexes(text, overlapping=True)}
    return {words[number]: classes[number] for number in hits}


def _found(text: str, table: str) -> frozenset[str]:
    words, finder = _finder(table)
    return frozenset(words[number] for number, _, _ in finder.find_matches_as_indexes(text, overlapping=True))


@cache
def _strong_finder() -> tuple[tuple[str, ...], tuple[str, ...], AhoCorasick]:
    pairs = {word: entry["class"] for entry in _sheet()["strong"] for word in entry["words"]}
    return tuple(pairs), tuple(pairs.values()), AhoCorasick(list(pairs))


@cache
def _finder(table: str) -> tuple[tuple[str, ...], AhoCorasick]:
    words = tuple(dict.fromkeys(_sheet()[table]["words"]))
    return words, AhoCorasick(list(words))


@cache
def _sheet() -> dict[str, Any]:
    return tomllib.loads(resources.files(__package__).joinpath("harmful.toml").read_text(encoding="utf-8"))
