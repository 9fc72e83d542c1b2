"""What the parts of a guide to a service are called: the words are in guide_words.toml, each list with its source."""

from __future__ import annotations

import re
import tomllib
from functools import cache, lru_cache
from importlib import resources
from typing import Any

NAME, BASIS, CONDITIONS, MATERIALS, PLACE, TIME, PHONE, PROCESS = (
    "事项名称", "设定依据", "申请条件", "办理材料", "办理地点", "办理时间", "联系电话", "办理流程",
)  # fmt: skip
ELEMENTS = (NAME, BASIS, CONDITIONS, MATERIALS, PLACE, TIME, PHONE, PROCESS)
"""Names of the elements, as official texts use them."""
OTHER = ""
"""In the place of an element: a label that is none of ours."""
LONGEST = 24
"""Characters of the longest label, its number included."""

_BLANKS = re.compile(r"\s+")
_NUMBER = re.compile(
    r"^(?:第[一二三四五六七八九十]{1,3}[条项步]?|[(（【\[]?[一二三四五六七八九十\d]{1,3}[)）】\]]?[、.．:：]?)?"
)
_BRACKETS = re.compile(r"[(（].{0,20}[)）]$")
_PARTS = re.compile(r"[、/／和及与，,]")
_OF_THE_PAGE = re.compile(r"[:：]|(?:发布|公布|公开|更新|成文|发文|印发|录入|信息)(?:时间|日期)$|^时间$")
_EDGES = "【】[]［］◆●■★*·•▪◎※-—:： "


@lru_cache(maxsize=4096)
def label_of(text: str) -> tuple[str, ...]:
    """The elements that `text` is a label of, `(OTHER,)` for another label, () for what is no label."""
    plain = plain_label(text)
    if not plain:
        return ()
    if one := _words().get(plain):
        return one
    parts = _PARTS.split(plain)
    told = [_words().get(part) or _short(part) for part in parts]
    if len(parts) < 2 or not all(told):
        return ()
    return tuple(dict.fromkeys(name for names in told for name in names))


@lru_cache(maxsize=4096)
def like_label_of(text: str) -> str:
    """The element that a heading seems to be about (需要提交的证明材料), "" for none. It proves presence only."""
    plain = plain_label(text)
    if _OF_THE_PAGE.search(plain):
        return ""
    best = max(((len(end), name) for end, name in _ends() if plain.endswith(end)), default=(0, ""))
    return best[1]


@lru_cache(maxsize=4096)
def is_form_label(text: str) -> bool:
    """True for what only a form to fill in asks for: 姓名, 签名 …"""
    return plain_label(text) in _forms()


def plain_label(text: str) -> str:
    """`text` without what stands round a label: number, blanks, brackets, colon; "" when it is too long for one."""
    if not text or len(text) > 3 * LONGEST:
        return ""
    folded = _BLANKS.sub("", text).strip(_EDGES)
    plain = _BRACKETS.sub("", _NUMBER.sub("", folded, count=1)).strip(_EDGES)
    return plain if len(plain) <= LONGEST else ""


@cache
def label_words() -> tuple[str, ...]:
    """Every label of an element or of another part, the longest first."""
    return tuple(sorted(_words(), key=len, reverse=True))


def _short(part: str) -> tuple[str, ...]:
    """A part of a joined label may leave its first word out: 办理地点及时间."""
    return next(((name,) for end, name in _ends() if part == end), ())


@cache
def _sheet() -> dict[str, Any]:
    return tomllib.loads(resources.files(__package__).joinpath("guide_words.toml").read_text(encoding="utf-8"))


@cache
def _words() -> dict[str, tuple[str, ...]]:
    sheet = _sheet()
    told: dict[str, tuple[str, ...]] = dict.fromkeys(sheet["other"]["words"], (OTHER,))
    return told | {word: (entry["name"],) for entry in sheet["elements"] for word in entry["words"]}


@cache
def _ends() -> tuple[tuple[str, str], ...]:
    return tuple((end, entry["name"]) for entry in _sheet()["elements"] for end in entry["ends"])


@cache
def _forms() -> frozenset[str]:
    return frozenset(_sheet()["forms"]["words"])
