"""The lexicon of wrong expressions: what is wrong, what is right, how grave it is, and where it is no fault.

The entries are the toml files of the folder `expressions`; offices add their own as tables with the same keys
(docs/expressions.md). An entry names its wrong forms itself (`wrong`), or protects a phrase (`protect`) of which
`checks.lexicon.variants` makes the misprints. Longer words in which a wrong form is right (`unless`) are words of their
own, so that the longest match decides.
"""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cache
from importlib import resources
from typing import Any

from ahocorasick_rs import AhoCorasick

from checks.lexicon.variants import variants

LONGEST, WORDS = 60, 200
"""Characters of one expression, and words of one list of an entry."""


class LexiconError(ValueError):
    """An entry that cannot be used. The message is Chinese and names the entry and its key."""


class Level(StrEnum):
    """How grave it is."""

    GRAVE = "L1"
    NAME = "L2"
    TYPO = "L3"


KINDS: Mapping[Level, tuple[str, ...]] = {
    Level.GRAVE: ("name", "phrase", "wording"),
    Level.NAME: ("organ", "title", "outdated"),
    Level.TYPO: ("word", "place"),
}
"""Kinds of expressions by level, the codes of the findings; the first is that of entries that do not say."""
EXEMPT = frozenset(("title", "quotation", "history"))
"""Places where an expression is no fault: inside 《》, inside quotation marks, in a sentence about the past."""
NEEDS = frozenset(("clause-start", "date", "sentence-end"))
"""What must stand around an expression for it to be a fault (`checks.facts.contexts`)."""
_AROUND = ("before", "after", "near")
_LISTS = ("wrong", "protect", "unless", *_AROUND, "needs", "exempt")
_TEXTS = ("right", "level", "kind", "why", "source")
_KEYS = frozenset((*_LISTS, *_TEXTS, "since", "until", "sure", "off"))


@dataclass(frozen=True, slots=True)
class Expression:
    """One wrong form. `since` and `until` are the days from and before which it is wrong, None = always.

    It is right behind `before`, ahead of `after`, and in a sentence with one of `near`. `sure`: seen is proven.
    """

    wrong: str
    right: str
    level: Level
    kind: str
    why: str = ""
    source: str = ""
    since: date | None = None
    until: date | None = None
    before: tuple[str, ...] = ()
    after: tuple[str, ...] = ()
    near: tuple[str, ...] = ()
    needs: frozenset[str] = frozenset()
    exempt: frozenset[str] = frozenset()
    sure: bool = False


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Expressions, each wrong form once; longer words in which they are right; and the forms that are switched off."""

    expressions: tuple[Expression, ...] = ()
    guards: frozenset[str] = frozenset()
    off: frozenset[str] = frozenset()

    def under(self, other: Lexicon) -> Lexicon:
        """The two as one: what `other` says of a form holds, and a phrase that it switches off is not protected."""
        stands = {one.wrong for one in other.expressions} | other.off
        kept = (one for one in self.expressions if one.wrong not in stands and one.right not in other.off)
        wrong = frozenset(one.wrong for one in other.expressions)
        return Lexicon((*other.expressions, *kept), (self.guards | other.guards) - wrong, self.off | other.off)


@cache
def shipped() -> Lexicon:
    """The lexicon that comes with the program."""
    tables: list[Mapping[str, Any]] = []
    folder = resources.files(__package__).joinpath("expressions")
    for sheet in sorted(folder.iterdir(), key=lambda path: path.name):
        if not sheet.name.endswith(".toml"):
            continue
        for group in tomllib.loads(sheet.read_text(encoding="utf-8"))["group"]:
            shared = {key: value for key, value in group.items() if key not in ("terms", "protected")}
            tables += (_joined(shared, term) for term in group.get("terms", ()))
            tables += ({**shared, "protect": phrase} for phrase in group.get("protected", ()))
    return lexicon(tables)


def _joined(shared: Mapping[str, Any], term: Mapping[str, Any]) -> dict[str, Any]:
    """An entry with what its group shares; words around which it is right are those of both."""
    both = {key: [*shared[key], *term[key]] for key in _AROUND if key in shared and key in term}
    return {**shared, **term, **both}


def lexicon(tables: Iterable[Mapping[str, Any]], level: Level | None = None) -> Lexicon:
    """The lexicon of `tables`, all of them of one `level` where that is given. Raises LexiconError."""
    expressions: dict[str, Expression] = {}
    guards: set[str] = set()
    off: set[str] = set()
    rights: set[str] = set()
    made: list[Expression] = []
    for number, table in enumerate(tables, 1):
        told = _checked(table, f"词库第 {number} 条")
        if told.get("off"):
            off |= {*told["wrong"], *told["protect"]}
            continue
        guards |= set(told["unless"])
        entry = _entry(told, level, f"词库第 {number} 条")
        rights |= {*told["protect"], *((entry["right"],) if entry["right"] else ())}
        for wrong in told["wrong"]:
            expressions.setdefault(wrong, Expression(wrong, **entry))
        made += _made(told["protect"], entry)
    entered = tuple(expressions)
    finder, levels = _finder((*made, *expressions.values()))
    inside = {right: frozenset(finder(right)) for right in rights}
    guards |= {right for right, forms in inside.items() if not forms.isdisjoint(expressions)}
    for one in made:
        shorter = (form for form in finder(one.wrong) if form != one.wrong)
        if not any(levels[form] <= one.level for form in shorter):  # one as grave would tell the same
            expressions.setdefault(one.wrong, one)
    for wrong in frozenset().union(*inside.values()).difference(guards, entered):
        expressions.pop(wrong, None)  # it stands in a right form
    kept = tuple(one for one in expressions.values() if one.wrong not in off and one.right not in off)
    return Lexicon(kept, frozenset(guards) - expressions.keys(), frozenset(off))


def _finder(all_of: tuple[Expression, ...]) -> tuple[Callable[[str], list[str]], dict[str, Level]]:
    """What finds the wrong forms in a text, overlapping ones too; and the level of each."""
    levels = {one.wrong: one.level for one in all_of}
    automaton = AhoCorasick(levels, store_patterns=True) if levels else None
    return (lambda text: automaton.find_matches_as_strings(text, overlapping=True) if automaton else []), levels


def _made(phrases: Iterable[str], entry: Mapping[str, Any]) -> Iterator[Expression]:
    """The misprints of protected phrases: none of them is certain."""
    for phrase in phrases:
        for wrong, how in variants(phrase):
            why = entry["why"] or f"疑为{how}"
            yield Expression(wrong, **{**entry, "right": phrase, "why": why, "sure": False})


def _entry(told: Mapping[str, Any], level: Level | None, where: str) -> dict[str, Any]:
    """The fields of an expression besides its wrong form."""
    try:
        own = Level(told["level"]) if told.get("level") else level
    except ValueError as error:
        raise LexiconError(f"{where}的 level 只能是 L1、L2、L3") from error
    if own is None or (level is not None and own is not level):
        raise LexiconError(f"{where}的 level 与所在规则不符")
    kind = told.get("kind") or KINDS[own][0]
    if kind not in KINDS[own]:
        raise LexiconError(f"{where}的 kind 只能是 {'、'.join(KINDS[own])}")
    if not (told["wrong"] or told["protect"]):
        raise LexiconError(f"{where}没有写 wrong 或者 protect")
    if told["wrong"] and told.get("right", "") in told["wrong"]:
        raise LexiconError(f"{where}的 right 与 wrong 相同")
    return {
        "right": told.get("right", ""),
        "level": own,
        "kind": kind,
        "why": told.get("why", ""),
        "source": told.get("source", ""),
        "since": _day(told.get("since"), where),
        "until": _day(told.get("until"), where),
        **{key: tuple(told[key]) for key in _AROUND},
        "needs": _among(told["needs"], NEEDS, "needs", where),
        "exempt": _among(told["exempt"], EXEMPT, "exempt", where),
        "sure": told.get("sure", False),
    }


def _checked(table: Mapping[str, Any], where: str) -> dict[str, Any]:
    """The entry with lists where lists belong. Raises LexiconError."""
    if unknown := sorted(set(table) - _KEYS):
        raise LexiconError(f"{where}有不认识的键：{'、'.join(unknown)}")
    told = dict(table)
    for key in _LISTS:
        value = told.get(key, [])
        words = [value] if isinstance(value, str) else value
        if not isinstance(words, list) or len(words) > WORDS or not all(_is_word(word) for word in words):
            raise LexiconError(f"{where}的 {key} 应是 {LONGEST} 字以内的词，或者这样的词的列表（最多 {WORDS} 个）")
        told[key] = words
    for key in _TEXTS:
        if not isinstance(told.get(key, ""), str) or len(told.get(key, "")) > 200:
            raise LexiconError(f"{where}的 {key} 应是 200 字以内的文字")
    if any(len(word) < 2 for key in ("wrong", "protect") for word in told[key]):
        raise LexiconError(f"{where}的 wrong、protect 至少要两个字")
    return told


def _is_word(value: object) -> bool:
    return isinstance(value, str) and 0 < len(value) <= LONGEST and value == value.strip() and "\n" not in value


def _among(words: list[str], known: frozenset[str], key: str, where: str) -> frozenset[str]:
    if strange := sorted(set(words) - known):
        raise LexiconError(f"{where}的 {key} 不认识：{'、'.join(strange)}")
    return frozenset(words)


def _day(value: object, where: str) -> date | None:
    if not value:
        return None
    try:
        return value if isinstance(value, date) else date.fromisoformat(str(value))
    except ValueError as error:
        raise LexiconError(f"{where}的日期应写成 2018-03-17 的样子") from error
