"""The entries that overlays bring for a rule (`params.terms`), looked at when the edition loads.

A bad one that the check itself meets leaves every site unknown, and nobody learns which line is to blame.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from checks.lexicon.expressions import Level, LexiconError, lexicon

LEVELS: Mapping[str, Level] = {
    "wrong-expressions": Level.GRAVE,
    "imprecise-names": Level.NAME,
    "typos": Level.TYPO,
}
"""Rules whose entries are wrong expressions, and of which level."""
OFFICIALS = "wrong-officials"
_STATES = ("serving", "left", "removed")


def check_entries(rule: str, terms: Any) -> None:
    """Raises ValueError, in Chinese and with the number of the entry, where `terms` of `rule` cannot be used."""
    if rule not in LEVELS and rule != OFFICIALS:
        return
    if not isinstance(terms, list) or not all(isinstance(entry, Mapping) for entry in terms):
        raise ValueError("terms 应是条目的列表，每个条目写成 { 名称 = 值 }")
    if rule == OFFICIALS:
        for number, entry in enumerate(terms, 1):
            _official(entry, f"第 {number} 条")
        return
    try:
        lexicon(terms, LEVELS[rule])
    except LexiconError as error:
        raise ValueError(str(error)) from error


def _official(entry: Mapping[str, Any], where: str) -> None:
    for key in ("name", "title"):
        if not isinstance(entry.get(key), str) or len(entry[key].strip()) < 2:
            raise ValueError(f"{where}的 {key} 应是至少两个字的文字")
    if str(entry.get("state") or _STATES[0]) not in _STATES:
        raise ValueError(f"{where}的 state 只能是 {'、'.join(_STATES)}")
    for key in ("from", "to"):
        told = entry.get(key)
        try:
            if told and not isinstance(told, date):
                date.fromisoformat(str(told))
        except ValueError as error:
            raise ValueError(f"{where}的 {key} 应写成 2018-03-17 的样子") from error
