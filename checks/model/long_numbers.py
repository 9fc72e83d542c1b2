"""Long numbers in a text by their form alone: which figures belong together, and what of them may be shown.

Figures may be full-width, and set apart by blanks, hyphens or line breaks the way people write such numbers: 6-8-4,
3-4-4, 4-4-4-4. Whether a number is somebody's says `checks.facts.personal`; here is only the grammar that it shares
with what masks the words of people (notes in sheets, remarks, evidence).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from checks.model.personal import PersonalKind

BREAKS = " \\-\\u00a0\\u3000\\u200b\\ufeff\\u2002\\u2003\\u2009－\n"
_CHAIN = re.compile(
    "(?<![0-9A-Za-z０-９_/=@#&%*＊\\-])(?<![0-9]\\.)"
    f"[0-9０-９]++(?:[{BREAKS}]{{1,2}}+[0-9０-９]++){{0,20}}+(?:[XxＸｘ](?![0-9A-Za-z]))?"
)
_GROUP = re.compile("[0-9０-９]++[XxＸｘ]?")
_GOES_ON = re.compile("[0-9A-Za-z０-９_/@*＊]|\\.[0-9A-Za-z]|-[0-9A-Za-z*]")
_WIDE = str.maketrans("０１２３４５６７８９ＸxｘＸ", "0123456789XXXX")
_SHORTEST = 11
_WHOLE = frozenset((_SHORTEST, 15, 16, 17, 18, 19, 20))
_SET_APART = frozenset(
    (
        *((3, 4, 4), (3, 8), (7, 4)),  # mobile
        *((6, 8, 4), (6, 4, 4, 4), (3, 3, 4, 4, 4), (6, 12), (14, 4), (10, 8), (4, 4, 4, 4, 2), (17, 1), (1,) * 18),
        (6, 6, 3),
        *((4, 4, 4, 4), (4, 4, 4, 4, 1), (4, 4, 4, 4, 3), (6, 13), (6, 10)),  # cards
    )
)
_LONGEST = max(map(len, _SET_APART))
_STARTS = {first: max(len(shape) for shape in _SET_APART if shape[0] == first) for first, *_ in _SET_APART}
_COUNTRY = ("86", "0086")
_MOBILE = re.compile("1[3-9][0-9]{9}")
_IDENTITY = re.compile("[1-9][0-9]{5}(?:18|19|20)[0-9]{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12][0-9]|3[01])[0-9]{3}[0-9X]")
_CARD = re.compile("(?:62|4[0-9]|5[1-5])[0-9]{14,17}")
_SHOWN = {
    PersonalKind.IDENTITY: (6, 2),
    PersonalKind.OLD_IDENTITY: (6, 2),
    PersonalKind.MOBILE: (3, 4),
    PersonalKind.CARD: (0, 4),
    PersonalKind.PASSPORT: (1, 2),
    PersonalKind.PERMIT: (1, 2),
}
"""So many figures at the beginning and at the end stay visible in what is stored; a rule may show less, never more."""


class Figures(NamedTuple):
    """Figures that belong together: `text[start:end]` as written, `number` without what sets them apart."""

    start: int
    end: int
    number: str
    broken: bool = False  # over a line break


def figures(text: str) -> Iterator[Figures]:
    """What may be one long number of a person, in the order of the text. Linear, none overlaps another."""
    for chain in _CHAIN.finditer(text):
        start, end = chain.span()
        if end - start < _SHORTEST:
            continue
        groups = [group.span() for group in _GROUP.finditer(text, start, end)]
        closed = _GOES_ON.match(text, end) is None
        if len(groups) == 1:
            if closed and (found := _single(text, start, end)):
                yield found
        else:
            yield from _of_chain(text, groups if closed else groups[:-1])


def _single(text: str, start: int, end: int) -> Figures | None:
    length = end - start
    if length == 13 and text[start : start + 2] == "86" and text[max(0, start - 1) : start] in ("+", "＋"):
        start, length = start + 2, 11
    if length not in _WHOLE:
        return None
    return Figures(start, end, text[start:end].translate(_WIDE))


def _of_chain(text: str, groups: list[tuple[int, int]]) -> Iterator[Figures]:
    lengths = [end - start for start, end in groups]
    at, count = 0, len(groups)
    while at < count:
        if text[groups[at][0] : groups[at][1]] in _COUNTRY and at + 1 < count:
            at, led = at + 1, True
        else:
            led = False
        taken = next((n for n in _sizes(lengths, at) if _stands_alone(text, groups, at, at + n, led=led)), 0)
        if taken:
            start, end = groups[at][0], groups[at + taken - 1][1]
            number = "".join(text[a:b] for a, b in groups[at : at + taken]).translate(_WIDE)
            if taken == 1 or "\n" not in text[start:end]:
                yield Figures(start, end, number)
            elif len(number) == 18:
                yield Figures(start, end, number, broken=True)
            else:
                taken = 1
        at += taken or 1


def _sizes(lengths: list[int], at: int) -> Iterator[int]:
    """How many groups from `at` on may make one number."""
    if lengths[at] in _WHOLE:
        yield 1
    for size in range(min(_STARTS.get(lengths[at], 0), len(lengths) - at), 1, -1):
        if tuple(lengths[at : at + size]) in _SET_APART:
            yield size


def _stands_alone(text: str, groups: list[tuple[int, int]], first: int, last: int, *, led: bool) -> bool:
    """False where a hyphen ties the groups to others: then they are part of a longer code. Inside, all is set apart
    in one way."""
    before = text[groups[first - 1][1] : groups[first][0]] if first and not led else ""
    after = text[groups[last - 1][1] : groups[last][0]] if last < len(groups) else ""
    if "-" in before or "-" in after or "－" in before or "－" in after:
        return False
    inside = {text[groups[n][1] : groups[n + 1][0]].replace("－", "-") for n in range(first, last - 1)}
    return len(inside) <= 1 or not any("-" in one for one in inside)


def mask_forms(text: str) -> str:
    """`text` with everything masked that has the form of an identity, bank card or mobile number, whoever's it is."""
    kept, last = [], 0
    for found in figures(text) if len(text) >= _SHORTEST else ():
        kind = form(found.number)
        if kind is None or (found.broken and kind is not PersonalKind.IDENTITY):
            continue
        kept += [text[last : found.start], starred(text[found.start : found.end], kind)]
        last = found.end
    return "".join([*kept, text[last:]]) if kept else text


def form(number: str) -> PersonalKind | None:
    """The kind of number that `number` looks like; None for any other."""
    if len(number) == 11:
        return PersonalKind.MOBILE if _MOBILE.fullmatch(number) else None
    if len(number) == 18 and _IDENTITY.fullmatch(number):
        return PersonalKind.IDENTITY
    return PersonalKind.CARD if _CARD.fullmatch(number) else None


def starred(shown: str, kind: PersonalKind) -> str:
    """`shown` with all figures but the first and last few as stars; it stays as long as it was."""
    if kind is PersonalKind.ADDRESS:
        return re.sub("[0-9０-９A-Za-z一二三四五六七八九十甲乙丙丁]", "*", shown)
    return between(shown, *_SHOWN[kind])


def between(shown: str, first: int, last: int) -> str:
    """`shown` with stars between its `first` and its `last` figures; what is a star already counts as a figure."""
    total = sum(letter.isalnum() or letter == "*" for letter in shown)
    made, seen = [], 0
    for letter in shown:
        seen += (figure := letter.isalnum() or letter == "*")
        made.append("*" if figure and first < seen <= total - last else letter)
    return "".join(made)
