"""What documents are called (标题), whatever stands round the name: who issued them, 的通知, 试行, 解读.

A title that only stands at the beginning of a longer one is that of another document: rules below an act have its name.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from checks.facts.folding import fold

_QUOTED = re.compile(r"《([^《》]{4,120})》")
_ISSUED = re.compile(r"(?:印发|出台|发布|公布|制定|下发|施行)(?:实施)?(?:了|的)?\s?《([^《》]{4,120})》")
_GIVES = re.compile(r"(?:印发|公布|发布|转发)(?:了)?《([^《》]{4,120})》")
_NOTE = re.compile(
    r"[(（〔](?:试行|暂行|修订|修正|修改|\d{4}年(?:修订|版|本))[^()（）]{0,10}[)）〕]|的(?:通知|公告|决定|意见)$"
)
_ABOUT = re.compile(r"^.{0,40}?关于(?:印发|公布|发布)?")
_BEFORE = re.compile(r"^(.{2,40}?(?:厅|局|委|会|府|院|部|署|室|办|中心))(?:关于|印发|转发).*$")
_JOINED = re.compile(r"[\s,，、;；]+")
_WORDS = re.compile(
    r"[【\[(（]?(?:政策|文件|图文|视频|专家|部门|一图|一张图|文字|动漫)?(?:解读|图解|读懂|看懂|图说|问答)[】\])）]?[:：]?"
    r"|一图(?:读|看)懂|答记者问|^关于|的$"
)
LEAST = 8
"""Letters of a title's end from which on it is that title with the name of an office left out."""


def core(title: str) -> str:
    """What a document is called, folded: without the office that issues it, 的通知 and 试行."""
    given = _GIVES.search(title)
    name = given.group(1) if given else _ABOUT.sub("", _NOTE.sub("", title.strip()))
    return fold(_NOTE.sub("", name))


def names_in(title: str, text: str) -> tuple[str, ...]:
    """What an interpretation says that it explains: in its title, else where its text says what was issued."""
    told: Sequence[str] = _QUOTED.findall(title)
    if not told and (bare := _WORDS.sub("", title)) != title and len(fold(bare)) >= LEAST:
        told = [bare]
    if text:
        told = [*told, *_ISSUED.findall(text)[:1]]
    return tuple(dict.fromkeys(name for title in told if len(name := core(title)) >= 4))


def same_document(one: str, other: str) -> bool:
    """One title, or one without the office before the other."""
    if one == other:
        return True
    short, long = sorted((one, other), key=len)
    return len(short) >= LEAST and long.endswith(short)


def issued_by(title: str, issuer: str, offices: Sequence[str]) -> bool:
    """True unless its issuer, or its title where none is told, says that none of `offices` issued a document.

    An office may leave out its region (县财政局), and a government speaks for all offices of its region.
    """
    before = _BEFORE.match(title)
    told = issuer or (before.group(1) if before else "")
    return not told or any(_is_of(part, office) for part in _JOINED.split(told) for office in offices if office)


def _is_of(told: str, office: str) -> bool:
    """True when both are one office, or one of a government's."""
    if told in office or office in told:
        return True
    region = office.partition("人民政府")[0] if "人民政府" in office else ""
    return bool(region) and told.startswith((region, region[-1]))
