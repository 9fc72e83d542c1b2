"""Words that may stand in the source of a page, all looked for in one pass.

Whether a page is worth a closer look is asked by many: each word alone would be a search through the whole page.
"""

from __future__ import annotations

from collections.abc import Iterable
from itertools import product

from ahocorasick_rs import BytesAhoCorasick, Implementation

_PIECE = 1 << 18
"""Bytes that are looked through at once, so that a page of nothing but such words fills no memory."""


class Words:
    """A set of words to look for. Capitals and small letters differ."""

    def __init__(self, words: Iterable[str]) -> None:
        self.all = frozenset(words)
        self._sorted = sorted(self.all)
        spelt = [word.encode() for word in self._sorted]
        self._reach = max(map(len, spelt)) - 1  # bytes of a word that may lie beyond the end of a piece
        self._finder = BytesAhoCorasick(spelt, implementation=Implementation.DFA)

    def with_those_of(self, others: Iterable[str]) -> Words:
        """These and others, to be looked for in the same pass."""
        return Words((*self.all, *others))

    def of(self, source: bytes) -> frozenset[str]:
        """Those of the words that stand in `source` (UTF-8)."""
        found: set[int] = set()
        for start in range(0, len(source), _PIECE):
            piece = source if len(source) <= _PIECE else source[start : start + _PIECE + self._reach]
            found.update([number for number, _, _ in self._finder.find_matches_as_indexes(piece, overlapping=True)])
        return frozenset([self._sorted[number] for number in found])


def in_any_case(*words: str) -> tuple[str, ...]:
    """Every way to write the words in capitals and small letters: for short ones."""
    return tuple("".join(way) for word in words for way in product(*({c.lower(), c.upper()} for c in word)))


BASE = ("<base", "<BASE", "<Base")
HIDING = (
    "hidden", "olor", "arquee", "ARQUEE", "frame", "FRAME", "\u200b", "\u200c", "\u200d", "\ufeff", ".write(",
)  # fmt: skip
"""By one of these a link may be hidden (`checks.facts.hidden`)."""
STYLED = ("style", "STYLE", "Style")
"""And by these, where a style says so."""
IN_ANY_STYLE = in_any_case("style")
GROUND, CLICKED = in_any_case("ckgr"), in_any_case("clic")
"""Of `style`, `background` and `onclick`: by these a page shows addresses otherwise (`checks.facts.hints`)."""
ADDRESSED, IMPORT = ("url(", "URL("), "@import"
SPELT = ("&#", "&lpar")
"""How an address in a style is written, and what else may mean its letters or its bracket."""
SHOWING = (*IN_ANY_STYLE, *GROUND, *CLICKED, *ADDRESSED, IMPORT, *SPELT)
LETTERS = frozenset((
    "留言时间", "留言日期", "来信时间", "来信日期", "写信时间", "写信日期", "发信时间", "信件时间", "信件日期",
    "提交时间", "提交日期", "咨询时间", "咨询日期", "提问时间", "提问日期", "反映时间", "投诉时间", "诉求时间",
    "受理时间", "受理日期", "答复时间", "答复日期", "回复时间", "回复日期", "答复单位", "答复内容", "回复内容",
    "回信", "状态", "未回复", "未答复", "已回复", "已答复", "已办结", "待回复", "待答复",
    "办理中", "处理中",
))  # fmt: skip
"""By one of these a page may show letters of the public (`checks.facts.letters`)."""
WRITING = (".write(", "innerHTML", ".html(", ".text(", "innerText", "{{")
"""By these a script of the page writes into it."""
PERSONAL = frozenset((
    "身份证", "身份号", "证件号", "手机号", "银行卡", "一卡通", "卡号",
    "护照", "通行证", "台胞证", "回乡证",
    "军官证", "士官证", "士兵证", "警官证",
    "住址", "家庭地址", "户籍地", "居住地", "家住", "现住", "名单", "花名册",
))  # fmt: skip
"""By one of these a page may show papers and addresses of citizens, or numbers written in groups
(`checks.facts.personal_pages`)."""
CONAC, REPORTING = "conac", ("jiucuo", "exposure", "找错")
"""By these a foot shows the mark of party and government, and the way to report an error (`checks.facts.footer`)."""
WORDS = Words((*BASE, *HIDING, *STYLED, *SHOWING, *LETTERS, *WRITING, *PERSONAL, CONAC, *REPORTING))
"""What the readers of this room ask for."""
