"""What the name of a column says of its category.

The words are in columns.toml, each list with its source. In a name the longest word wins, of two equally long the one
that stands later: 政策解读 is an interpretation, 领导信箱 a letterbox, 新闻发布会 no news.
"""

from __future__ import annotations

import re
import tomllib
import unicodedata
from functools import cache, lru_cache
from importlib import resources
from typing import Any

from ahocorasick_rs import AhoCorasick

CATEGORIES = frozenset(
    (
        "news", "notice", "policy", "interpretation", "overview", "functions", "leaders",
        "interaction", "services", "disclosure", "data", "personnel", "planning", "other",
    )
)  # fmt: skip
"""Ids of all categories (docs/findings.md)."""
LONGEST_NAME = 20
"""Characters of the longest name that is still one of a column; what is longer is the title of an article."""

_DECORATION = re.compile(r"[\s>»›·•|\[\]【】()（）<《》\"“”:：]+")
_PARTS = re.compile(r"[,，、;；|/\s]+")


@lru_cache(maxsize=4096)
def category_of(name: str) -> str:
    """The category id that a column's name says, "" when it says none."""
    name = folded(name)
    if not name or len(name) > LONGEST_NAME:
        return ""
    categories = _categories()
    told = ((len(word), name.rfind(word), categories[word]) for word in _words_in(name) if word in categories)
    return max(told, default=(0, 0, ""))[2]


def category_of_type(text: str) -> str:
    """The category of a ColumnType label. Of several (信息公开，政策文件) the first that says more than 信息公开."""
    told = [category for part in _PARTS.split(text) if (category := category_of(part))]
    return next((category for category in told if category != "disclosure"), told[0] if told else "")


@lru_cache(maxsize=4096)
def topics_of(name: str) -> frozenset[str]:
    """What the name of a column is about, finer than its category: none, one or several topics of columns.toml."""
    name = folded(name)
    return topics_in(name) if 0 < len(name) <= LONGEST_NAME else frozenset()


def topics_in(title: str) -> frozenset[str]:
    """The topics whose words stand in a title of any length: what an entry is about, not what a column is called."""
    present = _words_in(title)
    if not present:
        return frozenset()
    told = (topic for topic, words, but in _topics() if not present.isdisjoint(words) and present.isdisjoint(but))
    return frozenset(told)


def is_entrance(name: str) -> bool:
    """True for words of a navigation that name no column: 首页, 网站地图, 搜索, 更多 …"""
    return folded(name).lower() in _entrances()


def rests(name: str) -> bool:
    """True when a column so named owes no regular update: 公开指南, 年报, 专题 …"""
    return any(map(name.__contains__, _flat("rests")))


def is_occasional(name: str) -> bool:
    """True when a column so named is owed only when something happens (突发事件), or is an office's (县财政局)."""
    return any(word in name for word in _flat("occasional")) or folded(name).endswith(_offices())


@lru_cache(maxsize=4096)
def folded(name: str) -> str:
    """`name` without blanks, brackets and arrows, full-width letters made plain."""
    return _DECORATION.sub("", unicodedata.normalize("NFKC", name))


@cache
def _sheet() -> dict[str, list[dict[str, Any]]]:
    return tomllib.loads(resources.files(__package__).joinpath("columns.toml").read_text(encoding="utf-8"))


@cache
def _flat(table: str) -> frozenset[str]:
    return frozenset(word for entry in _sheet()[table] for word in entry["words"])


@cache
def _offices() -> tuple[str, ...]:
    return tuple(_flat("offices"))


@cache
def _entrances() -> frozenset[str]:
    return frozenset(folded(word).lower() for word in _flat("entrances"))


@cache
def _topics() -> tuple[tuple[str, frozenset[str], frozenset[str]], ...]:
    return tuple((t["topic"], frozenset(t["words"]), frozenset(t.get("but", ()))) for t in _sheet()["topics"])


@cache
def _finder() -> AhoCorasick:
    """All words by which names are told, looked for in one pass: one by one they would be five hundred searches."""
    words = {word for _, told, but in _topics() for word in told | but}
    return AhoCorasick(sorted(words | set(_categories())))


def _words_in(name: str) -> frozenset[str]:
    return frozenset(_finder().find_matches_as_strings(name, overlapping=True))


@cache
def _categories() -> dict[str, str]:
    """Word → category; a word stands in one list only."""
    return {word: entry["category"] for entry in _sheet()["words"] for word in entry["words"]}
