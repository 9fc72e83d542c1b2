"""Which part of the country a site code belongs to, by the division codes of GB/T 2260.

The table is that of python-stdnum (codes since 1980, with those that were given up, so that a county that became a
district is found under both). It is some years old: a code or a name that it does not know says nothing.
"""

from __future__ import annotations

import re
from functools import cache

from stdnum import numdb

_NAME = re.compile(r"(?:\[[\d-]*\])?([^,\[\]]+)")
_NO_NAME = frozenset(("市辖区", "县", "郊区", "矿区", "新区", "城区", "省直辖县级行政单位", "自治区直辖县级行政单位"))
_DIRECT = frozenset(("11", "12", "31", "50"))
"""Municipalities: their districts rank with cities."""


def known(code: str) -> bool:
    """True when the first four figures of a division code are those of a province or prefecture of the table."""
    return code[:2] in provinces() if code[2:4] == "00" else code[:4] in _prefectures()


def municipal(code: str) -> bool:
    """True for the codes of 北京, 天津, 上海 and 重庆."""
    return code[:2] in _DIRECT


def agrees(code: str, text: str) -> bool | None:
    """Whether a division code may be that of a place that `text` (所属地区, or the name of an office) names.

    None when the text names no place of the table, or the table does not know the code: nothing can be said.
    """
    named = [prefixes for name, prefixes in _places().items() if name in text]
    if not named or not known(code):
        return None
    provincial = {prefix[:2] for prefixes in named if _is_province(prefixes) for prefix in prefixes}
    if provincial and code[:2] not in provincial:
        return False
    local = {prefix for prefixes in named if not _is_province(prefixes) for prefix in prefixes}
    if provincial:  # a name that other provinces have too
        local = {prefix for prefix in local if prefix[:2] in provincial}
    if not local or code[2:4] == "00":
        return code[:2] in {prefix[:2] for prefix in local} or bool(provincial)
    return code[:4] in local


def place_of(code: str) -> str:
    """The place of a division code, province first, as far as the table knows it: 河南省柘城县."""
    parts = [properties for _, properties in _division(code)]
    names = [name for properties in parts for text in properties.values() for name in _names(text)[-1:]]
    return "".join(dict.fromkeys(names))


@cache
def provinces() -> frozenset[str]:
    """The first two figures of all provinces."""
    return frozenset(low for _, low, _, _, _ in numdb.get("cn/loc").prefixes)


@cache
def _prefectures() -> frozenset[str]:
    return frozenset(prefix for prefixes in _places().values() for prefix in prefixes if prefix[2:] != "00")


@cache
def _places() -> dict[str, frozenset[str]]:
    """Name of a place → the first four figures of every code it ever had; those of a province end in 00."""
    found: dict[str, set[str]] = {}
    for _, province, _, properties, below in numdb.get("cn/loc").prefixes:
        found.setdefault(properties["province"], set()).add(f"{province}00")
        for _, low, _, told, _ in below:
            for name in _names(told.get("county", "")):
                if name not in _NO_NAME:
                    found.setdefault(name, set()).add(province + low[:2])
    return {name: frozenset(prefixes) for name, prefixes in found.items()}


def _is_province(prefixes: frozenset[str]) -> bool:
    return all(prefix.endswith("00") for prefix in prefixes)


def _division(code: str) -> list[tuple[str, dict[str, str]]]:
    return list(numdb.get("cn/loc").info(code[:6]))


def _names(text: str) -> list[str]:
    return [found.group(1) for found in _NAME.finditer(text)]
