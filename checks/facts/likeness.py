"""How far two texts of one page are apart, with all left out that changes from one second to the next."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import combinations, product

from rapidfuzz.distance import Indel

_TOKEN = re.compile(r"[A-Za-z0-9_+/=\-]{16,512}")
"""Nonces, digests, form state: so long a run without a blank is no word (only such as hold a digit are left out)."""
_PASSING = re.compile(r"[0-9０-９]{1,64}|\s{1,64}")
"""Counters, days, times of day; blanks."""


def lasting(text: str) -> str:
    """`text` without numbers, nonces and blanks."""
    kept = _TOKEN.sub(lambda run: run[0] if not any(letter.isdigit() for letter in run[0]) else "", text)
    return _PASSING.sub("", kept)


def apart(one: Sequence[str], other: Sequence[str]) -> float:
    """The share (0 to 1) by which the nearest two of both differ; texts as `lasting` leaves them."""
    return min((_distance(left, right) for left, right in product(one, other)), default=0.0)


def restless(texts: Sequence[str]) -> float:
    """The share by which answers to the same question differ among each other at most."""
    return max((_distance(left, right) for left, right in combinations(texts, 2)), default=0.0)


def _distance(left: str, right: str) -> float:
    return float(Indel.normalized_distance(left, right))


RUN = 12
"""Letters in a row that are the same in two texts only when one was taken from the other."""
_LONGEST, _LINE = 40_000, 12  # letters that are compared; a line with fewer is no sentence but furniture of the page


def letters(text: str) -> str:
    """The letters and figures of the sentences of `text`, bounded: no blanks, no marks, no short lines."""
    lines = ("".join(filter(str.isalnum, line)) for line in text[: 2 * _LONGEST].splitlines())
    return "".join(line for line in lines if len(line) >= _LINE)[:_LONGEST]


def repeated(text: str, source: str) -> float:
    """The share (0 to 1) of `text` that is covered by runs of `RUN` letters of `source`; as `letters` leaves them."""
    runs = {source[at : at + RUN] for at in range(len(source) - RUN + 1)}
    covered = reach = 0
    for at in range(len(text) - RUN + 1):
        if text[at : at + RUN] in runs:
            covered += at + RUN - max(at, reach)
            reach = at + RUN
    return covered / len(text) if text else 0.0


_FURNITURE = re.compile(
    r"(?:来源|时间|日期|作者|编辑|浏览|点击|阅读|访问|字体|字号|打印|分享|索引号|文号|机构|机关|有效性|上一[篇条]|下一[篇条])"
    r"\S{0,4}[:：]|当前位置|扫一扫|[【\[]?打印|关闭窗口"
)
_ABOUT = 200  # characters: a line about the page and not of its text is no longer


def own_lines(text: str) -> list[str]:
    """The lines of a text, without blanks, but for those that tell of the page: the line under the title, fields of a
    table, counters, the way here."""
    lines = ("".join(line.split()) for line in text[: 2 * _LONGEST].splitlines())
    return [line for line in lines if not (len(line) <= _ABOUT and _FURNITURE.search(line))]
