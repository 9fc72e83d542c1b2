"""The office's own words and officials: what they are, and the file in which they are kept, an overlay of the edition.

They lie over the parameter `terms` of a rule: of wrong expressions by level, of officials in a rule of their own. Names
of persons stand nowhere else. The file is replaced whole or not at all.
"""

from __future__ import annotations

import json
import os
import tomllib
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from pathlib import Path
from typing import Any, TypeVar

from results.errors import PersonError

T = TypeVar("T", bound="Word | Person")


class Level(StrEnum):
    """How grave a wrong expression is."""

    GRAVE = "L1"
    SERIOUS = "L2"
    PLAIN = "L3"


RULES: Mapping[Level, str] = {
    Level.GRAVE: "wrong-expressions",
    Level.SERIOUS: "imprecise-names",
    Level.PLAIN: "typos",
}
"""Level → the rule that judges such words."""
OFFICIALS = "wrong-officials"
STATES: Mapping[str, str] = {"在任": "serving", "离任": "left", "被查处": "removed"}


@dataclass(frozen=True, slots=True)
class Word:
    """A wrong expression in one or more forms. Between `since` and `until` (ISO days, inclusive, "" = open) it is
    wrong; inside the words `unless` it is right."""

    wrong: tuple[str, ...]
    right: str = ""
    level: Level = Level.PLAIN
    why: str = ""
    source: str = ""
    since: str = ""
    until: str = ""
    unless: tuple[str, ...] = ()
    off: bool = False


@dataclass(frozen=True, slots=True)
class Person:
    """An official: the name, the title (several with 、) and the unit, the term (ISO days) and the state."""

    name: str
    title: str
    unit: str = ""
    begun: str = ""
    ended: str = ""
    state: str = "serving"
    off: bool = False

    @property
    def key(self) -> tuple[str, str, str]:
        return self.name, self.title, self.unit


@dataclass(frozen=True, slots=True)
class Lexicon:
    """All that an office has imported."""

    words: tuple[Word, ...] = ()
    people: tuple[Person, ...] = ()


@dataclass(frozen=True, slots=True)
class Count:
    """What a merge did to one kind of entries."""

    new: int = 0
    changed: int = 0
    same: int = 0


def merged(kept: Lexicon, given: Lexicon) -> tuple[Lexicon, Count, Count]:
    """`kept` with `given` laid over it: a form of a word that is given anew leaves its old entry, a person is known by
    name, title and unit. (the whole, what became of the words, what of the people)."""
    forms = {form for word in given.words for form in word.wrong}
    old_forms = {form for word in kept.words for form in word.wrong}
    words = _counted(given.words, set(kept.words), lambda word: not old_forms.isdisjoint(word.wrong))
    keys = {person.key for person in given.people}
    old_keys = {person.key for person in kept.people}
    people = _counted(given.people, set(kept.people), lambda person: person.key in old_keys)
    left = (*_without(kept.words, forms), *given.words)
    staying = (*(person for person in kept.people if person.key not in keys), *given.people)
    return Lexicon(tuple(sorted(left, key=lambda word: word.wrong)), staying), words, people


def without(kept: Lexicon, word: str) -> tuple[Lexicon, int]:
    """`kept` without the form `word` and without people of that name; how many entries lost something."""
    words = tuple(_without(kept.words, {word}))
    people = tuple(person for person in kept.people if person.name != word)
    lost = sum(word in entry.wrong for entry in kept.words) + len(kept.people) - len(people)
    return Lexicon(words, people), lost


def _without(words: Iterable[Word], forms: set[str]) -> Iterator[Word]:
    for word in words:
        if forms.isdisjoint(word.wrong):
            yield word
        elif left := tuple(form for form in word.wrong if form not in forms):
            yield replace(word, wrong=left)


def _counted(given: Iterable[T], kept: set[T], known: Callable[[T], bool]) -> Count:
    said = [2 if entry in kept else 1 if known(entry) else 0 for entry in given]
    return Count(said.count(0), said.count(1), said.count(2))


def read_lexicon(path: Path) -> Lexicon:
    """What the file holds; nothing where there is none. Raises PersonError."""
    try:
        tables = tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return Lexicon()
    except OSError as error:
        raise PersonError(f"读不到词库 {path}：{error.strerror}；请检查权限") from error
    except (UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise PersonError(f"词库 {path} 已损坏（{error}）；请删去它，再用 lexicon import 重新导入") from error
    try:
        words = tuple(_word(entry) for rule in RULES.values() for entry in _terms(tables, rule))
        return Lexicon(words, tuple(_person(entry) for entry in _terms(tables, OFFICIALS)))
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise PersonError(f"词库 {path} 的内容不合规（{error!r}）；请删去它，再用 lexicon import 重新导入") from error


def write_lexicon(path: Path, lexicon: Lexicon) -> None:
    """Puts the file in its place, whole or not at all; an empty lexicon leaves none. Raises PersonError."""
    part = path.with_suffix(".part")
    try:
        if not lexicon.words and not lexicon.people:
            path.unlink(missing_ok=True)
            return
        path.parent.mkdir(parents=True, exist_ok=True)
        with part.open("w", encoding="utf-8") as file:
            file.writelines(_lines(lexicon))
            file.flush()
            os.fsync(file.fileno())
        part.replace(path)
    except OSError as error:
        part.unlink(missing_ok=True)
        raise PersonError(f"写不了词库 {path}：{error.strerror}；请检查磁盘空间和权限") from error


def _terms(tables: Mapping[str, Any], rule: str) -> Iterable[Mapping[str, Any]]:
    return tables.get(rule, {}).get("params", {}).get("terms", {}).get("value", ())  # type: ignore[no-any-return]


def _word(entry: Mapping[str, Any]) -> Word:
    wrong = entry["wrong"]
    told = {name: str(entry.get(name, "")) for name in ("right", "why", "source", "since", "until")}
    forms = (wrong,) if isinstance(wrong, str) else tuple(map(str, wrong))
    unless, off = tuple(map(str, entry.get("unless", ()))), bool(entry.get("off"))
    return Word(forms, level=Level(entry["level"]), unless=unless, off=off, **told)


def _person(entry: Mapping[str, Any]) -> Person:
    begun, ended, state = (str(entry.get(name, "")) for name in ("from", "to", "state"))
    name, title, unit = str(entry["name"]), str(entry["title"]), str(entry.get("unit", ""))
    return Person(name, title, unit, begun, ended, state or "serving", bool(entry.get("off")))


def _lines(lexicon: Lexicon) -> Iterator[str]:
    yield "# 本单位的词库，由 lexicon import 写成；请勿手工修改，改动请用 lexicon export 导出后改好再导入。\n"
    for level, rule in RULES.items():
        yield from _table(rule, (_told(word) for word in lexicon.words if word.level is level))
    yield from _table(OFFICIALS, map(_about, lexicon.people))


def _table(rule: str, entries: Iterable[Mapping[str, object]]) -> Iterator[str]:
    shown = [
        f"  {{ {', '.join(f'{name} = {_toml(value)}' for name, value in one.items() if value)} }},\n" for one in entries
    ]
    if shown:
        yield f'\n[{rule}.params.terms]\nverified = "ours"\nsource = "本单位词库"\nvalue = [\n'
        yield from shown
        yield "]\n"


def _told(word: Word) -> dict[str, object]:
    wrong: object = word.wrong[0] if len(word.wrong) == 1 else list(word.wrong)
    told = {"wrong": wrong, "right": word.right, "level": word.level.value, "why": word.why, "source": word.source}
    return {**told, "since": word.since, "until": word.until, "unless": list(word.unless), "off": word.off}


def _about(person: Person) -> dict[str, object]:
    told: dict[str, object] = {"kind": "official", "name": person.name, "title": person.title, "unit": person.unit}
    return {**told, "from": person.begun, "to": person.ended, "state": person.state, "off": person.off}


def _toml(value: object) -> str:
    """A text, list of texts or truth as TOML; what JSON leaves bare and TOML forbids is escaped."""
    return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")
