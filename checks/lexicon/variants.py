"""Misprints of a phrase that must not be misprinted: a sign that sounds or looks alike, one lost, doubled or swapped.

Which signs are taken for each other is our own table (confusable.toml). A misprint that is itself common Chinese is
none: its words stand in the same file. Nothing is made at the edge of a phrase that the words beside it make by
themselves: 生态环境 and 具有 are no 生态环境局, 其中 and 人民法院 no 中级人民法院, 参加 and 党的建设 no 加强党的建设.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from functools import cache
from importlib import resources
from typing import Any

SHORTEST, LOSES = 4, 5
"""Signs of the shortest phrase that has misprints, and of the shortest that may lose, double or swap some."""
LONG, ENDINGS = 7, "局厅部会委院组室处署"
"""Only so long a phrase has misprints of its last sign by sound, and no organ: 局 sounds like 举 and 聚, 部 like 补."""
DROPPED = "和与及的、"
"""Signs that names are often written without: 住房城乡建设部."""
MOST = 400
"""Misprints of one phrase."""


def variants(phrase: str) -> Iterator[tuple[str, str]]:
    """Misprints of `phrase`, each once, with how it came about in Chinese. What is shorter than `SHORTEST` has none."""
    told: dict[str, str] = {}
    if len(phrase) >= SHORTEST:
        for wrong, how in (*_replaced(phrase), *_swapped(phrase), *_lost(phrase)):
            if wrong not in phrase and phrase not in wrong and not _usual(wrong):
                told.setdefault(wrong, how)
    yield from list(told.items())[:MOST]


def _replaced(phrase: str) -> Iterator[tuple[str, str]]:
    shapes, sounds = _alike("shapes"), _alike("sounds")
    edge = (0, len(phrase) - 1)
    for table, how in ((shapes, "形近字误写"), (sounds, "音近字误写")):
        for place, sign in enumerate(phrase):
            if place in edge and table is sounds and not (place and len(phrase) >= LONG and sign not in ENDINGS):
                continue
            for other in table.get(sign, ""):
                if place not in edge or other not in _grammar():
                    yield phrase[:place] + other + phrase[place + 1 :], how


def _swapped(phrase: str) -> Iterator[tuple[str, str]]:
    if len(phrase) < LOSES:
        return
    for place in range(1, len(phrase) - 2):
        first, second = phrase[place], phrase[place + 1]
        if first != second and second + first not in _reversible():
            yield phrase[:place] + second + first + phrase[place + 2 :], "字序颠倒"


def _lost(phrase: str) -> Iterator[tuple[str, str]]:
    if len(phrase) < LOSES:
        return
    for place in range(1, len(phrase) - 1):
        if phrase[place] not in DROPPED and 1 < place < len(phrase) - 2:
            yield phrase[:place] + phrase[place + 1 :], "漏字"
        yield phrase[:place] + phrase[place] + phrase[place:], "多字"


def _usual(wrong: str) -> bool:
    return _common().search(wrong) is not None


@cache
def _common() -> re.Pattern[str]:
    return re.compile("|".join(map(re.escape, _sheet()["usual"])))


@cache
def _alike(table: str) -> dict[str, str]:
    """Sign → the signs it is taken for."""
    alike: dict[str, dict[str, None]] = {}
    for group in _sheet()[table]:
        for sign in group:
            alike.setdefault(sign, {}).update(dict.fromkeys(other for other in group if other != sign))
    return {sign: "".join(others) for sign, others in alike.items()}


@cache
def _grammar() -> frozenset[str]:
    return frozenset(_sheet()["grammar"])


@cache
def _reversible() -> frozenset[str]:
    return frozenset(_sheet()["reversible"])


@cache
def _sheet() -> dict[str, Any]:
    return tomllib.loads(resources.files(__package__).joinpath("confusable.toml").read_text(encoding="utf-8"))
