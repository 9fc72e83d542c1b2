"""The name of an office as its pages give it: where it stands, and whether it is misspelt.

A name is misspelt only where a fixed phrase in it (人民政府, 卫生健康 …) has another letter, lacks one, has one twice
or two of them changed about: names of other places and of other offices are a letter apart and right.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from checks.facts.dates import CHINESE_DAY, DAY
from checks.facts.labelled import filled, values
from checks.model.pages import PageFacts

_NAME = re.compile(r"[\u4e00-\u9fff（）()]{4,40}")
_PARTS = re.compile(r"[\s、，,;；|/]{1,8}")
_JOINS = str.maketrans("", "", "和与及")
_PLACE = re.compile(r"^([\u4e00-\u9fff]{2,12}?(?:自治[县旗]|县|区|旗|镇|乡|街道))(?=[\u4e00-\u9fff]{2})")
_LAST_LINES = 30
_SIGNED = 40  # characters of a line that holds a name and a day, or one of both


def signature(text: str) -> str:
    """The office under a text (落款): alone in the line above its day, or before it; "" where there is none."""
    lines = [line for line in text[-4_000:].splitlines() if line.strip()][-_LAST_LINES:]
    for n in range(len(lines) - 1, -1, -1):
        line = "".join(lines[n].split())
        found = DAY.search(line) or CHINESE_DAY.search(line) if len(line) <= _SIGNED else None
        if found is None or line[found.end() :].strip("日。）)"):
            continue
        before = line[: found.start()] or ("".join(lines[n - 1].split()) if n else "")
        return before if _NAME.fullmatch(before) else ""
    return ""


def sources(facts: PageFacts) -> Iterator[str]:
    """Whom an article names as its source, in its text and in its label, one by one."""
    told = [facts.byline.source] if facts.byline and facts.byline.source else []
    told += [value for value in values(facts, "ContentSource") if filled("ContentSource", value)]
    for one in told:
        yield from (part for part in _PARTS.split(one[:100].strip("[]【】（）() ")) if _NAME.fullmatch(part))


def misspelt(name: str, own: str, phrases: Iterable[str], others: Iterable[str]) -> bool:
    """True when `name` is `own` but for one letter in one of `phrases`; `others` are phrases that are right as well."""
    plain, wanted = name.translate(_JOINS), own.translate(_JOINS)
    if plain == wanted or plain in wanted or wanted in plain:
        return False
    for phrase in phrases:
        right = phrase.translate(_JOINS)
        at = wanted.find(right)
        if at < 0:
            continue
        head, tail = wanted[:at], wanted[at + len(right) :]
        middle = plain[at : len(plain) - len(tail)]
        if plain.startswith(head) and plain.endswith(tail) and _near(middle, right) and middle not in others:
            return True
    return False


def _near(one: str, other: str) -> bool:
    """One letter changed, missing or written twice, or two that stand side by side changed about."""
    if len(one) == len(other):
        apart = [n for n, (a, b) in enumerate(zip(one, other, strict=True)) if a != b]
        swapped = len(apart) == 2 and apart[1] == apart[0] + 1
        return len(apart) == 1 or (swapped and one[apart[0]] == other[apart[1]] and one[apart[1]] == other[apart[0]])
    if len(one) == len(other) - 1:
        return any(one == other[:n] + other[n + 1 :] for n in range(len(other)))
    return len(one) == len(other) + 1 and any(one == other[:n] + other[n] + other[n:] for n in range(len(other)))


def place_and_office(name: str) -> tuple[str, str]:
    """A name without the places above its own: 富城市临江县财政局 → (临江县, 财政局); ("", name) without a place of a
    county or below."""
    at = max(name.rfind("市", 0, 12), name.rfind("省", 0, 8), name.rfind("州", 0, 12)) + 1
    found = _PLACE.match(name[at:]) or _PLACE.match(name)
    return (found.group(1), name[name.index(found.group(1)) + len(found.group(1)) :]) if found else ("", name)
