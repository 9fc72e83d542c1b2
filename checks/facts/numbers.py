"""Document numbers (发文字号) as offices write them: every bracket, 第, zeros ahead, blanks, wide figures; orders (令).

A number is told apart from one that is cited: words that lead to another document (根据, 转发 …) stand ahead of that.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

_OPEN, _CLOSE = "〔[(（【〈《﹝‘'〚〖［{｛", "〕])）】〉》﹞’'〛〗］}｝"
PROPER = frozenset(("〔〕", "﹝﹞"))
"""Pairs of the six-cornered brackets that the standard asks for, and the small form of the same."""
_WORD = r"(?:[\u4e00-\u9fff]{1,24}[A-Za-z]{0,3})"
_YEAR = r"(?:(?:19|20)\d\d|\d\d(?=年?[〕\]］】﹞]))"
_NUMBER = re.compile(
    rf"(?P<word>{_WORD})(?P<open>[{re.escape(_OPEN)}])(?P<year>{_YEAR})?(?P<nian>年?)(?P<close>[{re.escape(_CLOSE)}])"
    r"(?P<nth>第?)(?P<count>\d{1,5})号"
)
_NO_YEAR = re.compile(
    rf"(?P<word>{_WORD}(?:发|办|函|字|规|通|政|党|委|秘|电|议|任|告|复))(?P<nth>第?)(?P<count>\d{{1,5}})号"
)
_ORDER = re.compile(
    r"(?P<word>[\u4e00-\u9fff]{2,24}令)(?:[(（〔\[]?(?P<year>(?:19|20)\d\d)年?[)）〕\]]?)?第?"
    r"(?P<count>\d{1,4}|[一二三四五六七八九十百零〇○]{1,7})号(?:令)?"
)
_ORDER_AFTER = re.compile(
    r"(?P<word>[\u4e00-\u9fff]{2,24}?)第(?P<count>\d{1,4}|[一二三四五六七八九十百零〇○]{1,7})号令"
)
_CITING = re.compile(
    r"^.{0,20}(?:根据|按照|依据|贯彻|落实|参照|转发|印发|执行|依照|遵照|详见|参见|(?<!^)(?:原|与|及|和|的|以|在|见|由|对))(?=[\u4e00-\u9fff]{2,})"
)
_IN_TITLE = re.compile(
    rf"[(（〔\[【]\s?([^()（）]{{1,24}}[{re.escape(_OPEN)}]\s?(?:19|20)?\d\d\s?年?[{re.escape(_CLOSE)}]\s?第?\s?\d{{1,5}}\s?号)\s?[)）〕\]】]?\s{{0,3}}$"
)
_HALF = re.compile(
    rf"{_WORD}[{re.escape(_OPEN)}](?:(?:19|20)\d\d年?)?[{re.escape(_CLOSE)}]?第?\d{{0,5}}$|{_WORD}(?:发|办|函|字|规)$"
)
_BRACKETS = str.maketrans(_OPEN + _CLOSE, "〔" * len(_OPEN) + "〕" * len(_CLOSE))
_WIDE = str.maketrans("０１２３４５６７８９", "0123456789")
_FIGURES = {figure: value for value, figure in enumerate("零一二三四五六七八九")} | {"〇": 0, "○": 0}
_LINES, _LONGEST, _WIDEST, _SHOWN = 25, 40, 200, 100
_CENTURY = 50


@dataclass(frozen=True, slots=True)
class Number:
    """A number taken apart. `text` is its normal form; `shown` what was read, without blanks."""

    text: str
    shown: str
    word: str
    year: str = ""  # as shown
    brackets: str = ""
    nth: bool = False  # 第 before the figure
    count: str = ""  # as shown
    nian: bool = False  # 年 within the brackets
    order: bool = False  # 令: 第 belongs there, the year does not


def parse(text: str) -> Number | None:
    """The first number in `text` (a field, a line, a bracket), None when it holds none."""
    compact = "".join(text.split()).translate(_WIDE)
    if len(compact) > 400:
        compact = compact[:400]
    if found := _NUMBER.search(compact):
        word = _own_word(found.group("word"))
        year, count = found.group("year") or "", found.group("count")
        shown = word + found.group(0)[len(found.group("word")) :]
        plain = f"{word}〔{_whole(year)}〕{int(count)}号"
        pair = found.group("open") + found.group("close")
        nth, nian = bool(found.group("nth")), bool(found.group("nian"))
        return Number(plain, shown, word, year, pair, nth, count, nian, word.endswith("令"))
    if order := _ORDER.fullmatch(compact) or _ORDER_AFTER.fullmatch(compact):
        word = order.group("word").removesuffix("令") + "令"
        count = order.group("count")
        return Number(f"{word}第{figure(count)}号", compact, word, nth=True, count=count, order=True)
    if bare := _NO_YEAR.fullmatch(compact):
        count = bare.group("count")
        return Number(
            f"{bare.group('word')}{int(count)}号", compact, bare.group("word"), "", "", bool(bare.group("nth")), count
        )
    return None


def normalised(text: str) -> str:
    """A document number with 〔〕 for whatever brackets it has, without blanks, 第 and zeros ahead; "" when the text
    holds none."""
    if found := parse(text):
        return found.text
    compact = "".join(text.split())
    return (
        compact.translate(_BRACKETS)[:60] if 2 < len(compact) <= _LONGEST and any(c.isdigit() for c in compact) else ""
    )


def own_number(heading: str, text: str) -> str:
    """The number that a document gives itself, in its normal form."""
    return normalised(own_number_shown(heading, text))


def own_number_shown(heading: str, text: str, field: str = "") -> str:
    """The number that a document gives itself, as shown: in brackets at the end of its title, or alone at its top, be
    it in one line or in two, before what only repeats the `field` of its table. "" for none."""
    if (found := _IN_TITLE.search(heading)) and "解读" not in heading:
        return found.group(1)
    told = ""
    field = _compact(field)
    lines = text.split("\n", _LINES)[:_LINES]
    for at, line in enumerate(lines):
        if "号" not in line or len(compact := _compact(line[:_WIDEST])) > _LONGEST:
            continue
        if compact == "序号":
            return told  # a table of documents: the numbers in it are theirs
        for candidate in (compact, _half_before(lines, at) + compact):
            if (shown := _alone(candidate)) and shown != field:
                return shown
            told = told or shown
    return told


def shows_number(text: str) -> bool:
    """True when one of the first lines is a number and nothing else, be it below a menu that the text begins with."""
    return any("号" in line and _alone(_compact(line[:_WIDEST])) for line in text.split("\n", _SHOWN)[:_SHOWN])


def _compact(text: str) -> str:
    return "".join(text.split()).translate(_WIDE).strip("*#")


def _half_before(lines: list[str], at: int) -> str:
    """The line ahead where it is the first half of a number, else ""."""
    above = next((line for line in reversed(lines[:at]) if line.strip()), "")
    compact = _compact(above[:_WIDEST])
    return compact if _HALF.fullmatch(compact) else ""


def _alone(compact: str) -> str:
    """The number that `compact` is and nothing else, "" where there is none or it is cited."""
    if (number := _NUMBER.fullmatch(compact)) and not _CITING.match(number.group("word")):
        return compact
    bare = compact.strip("（）()")
    if (number := _NUMBER.fullmatch(bare)) and not _CITING.match(number.group("word")):
        return bare
    return bare if _ORDER.fullmatch(bare) or _ORDER_AFTER.fullmatch(bare) else ""


def _own_word(word: str) -> str:
    """The letters of an office, without the words that cite it (根据国发 → 国发)."""
    cut = _CITING.match(word)
    return word[cut.end() :] if cut else word


def _whole(year: str) -> str:
    """A year of two figures in full: 98 is 1998, 20 is 2020."""
    return year if len(year) != 2 else f"{'19' if int(year) >= _CENTURY else '20'}{year}"


def figure(text: str) -> int:
    """A Chinese numeral below a thousand, or figures: 四十九, 一百零五, 三〇."""
    if text.isdigit() and text.isascii():
        return int(text)
    if not any(mark in text for mark in "十百"):
        return int("".join(str(_FIGURES.get(one, 0)) for one in text) or 0)
    hundreds, hundred, rest = text.rpartition("百")
    tens, ten, units = rest.lstrip("零〇○").rpartition("十")
    total = (_FIGURES.get(hundreds, 1) if hundred else 0) * 100
    return total + (_FIGURES.get(tens, 1) if ten else 0) * 10 + _FIGURES.get(units, 0)
