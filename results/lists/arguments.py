"""The arguments of a list: what may be said, and what is said when it is something else."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from results.errors import PersonError

LONGEST = 100
"""Characters of a text that is searched for."""
LARGEST = 2**31 - 1
"""Of the numbers that the databases give."""
_TRUTHS = {"true": True, "false": False}
Given = Mapping[str, Any]
"""What was asked for, by the names of the arguments: a tuple where many may be given; nothing where nothing was."""


class BadArgument(PersonError):
    """What was asked for is not understood; nothing is left out silently."""


class Meaning(StrEnum):
    """What an argument is."""

    TEXT = "text"
    CHOICE = "choice"
    NUMBER = "number"
    DAY = "day"
    TRUTH = "truth"


@dataclass(frozen=True, slots=True)
class Argument:
    """An argument of a list. `says` is Chinese; `choices` are those of a CHOICE; `many`: it may be given repeatedly;
    a NUMBER lies between `least` and `most`, a text has at most `longest` characters."""

    name: str
    says: str
    meaning: Meaning = Meaning.TEXT
    choices: tuple[str, ...] = ()
    many: bool = False
    least: int = 0
    most: int = LARGEST
    longest: int = LONGEST

    def read(self, text: str) -> Any:
        """What `text` means. Raises BadArgument."""
        if "\0" in text or len(text) > self.longest:
            raise BadArgument(f"参数 {self.name} 太长或含有不能用的字符；最多 {self.longest} 个字")
        match self.meaning:
            case Meaning.CHOICE:
                return self._chosen(text)
            case Meaning.NUMBER:
                return self._number(text)
            case Meaning.DAY:
                return self._day(text)
            case Meaning.TRUTH:
                if text not in _TRUTHS:
                    raise BadArgument(f"参数 {self.name} 应为 true 或 false")
                return _TRUTHS[text]
        return " ".join(text.split())

    @property
    def schema(self) -> dict[str, Any]:
        """Of one value, as JSON Schema."""
        match self.meaning:
            case Meaning.CHOICE:
                return {"type": "string", "enum": list(self.choices)}
            case Meaning.NUMBER:
                return {"type": "integer", "minimum": self.least, "maximum": self.most}
            case Meaning.DAY:
                return {"type": "string", "format": "date"}
            case Meaning.TRUTH:
                return {"type": "boolean"}
        return {"type": "string", "maxLength": self.longest}

    def _chosen(self, text: str) -> str:
        if text not in self.choices:
            raise BadArgument(f"参数 {self.name} 没有这样的值；可用：{'、'.join(self.choices)}")
        return text

    def _number(self, text: str) -> int:
        # int() takes blanks, signs, underscores and figures of other scripts.
        if not (text.isascii() and text.isdigit()) or not self.least <= int(text) <= self.most:
            raise BadArgument(f"参数 {self.name} 应为 {self.least} 到 {self.most} 的整数")
        return int(text)

    def _day(self, text: str) -> date:
        try:
            day = date.fromisoformat(text)
        except ValueError as error:
            raise BadArgument(f"参数 {self.name} 应为日期，例：2026-09-01") from error
        if text != day.isoformat() or not 1900 <= day.year <= 2999:
            raise BadArgument(f"参数 {self.name} 应为日期，例：2026-09-01")
        return day


def given(arguments: Sequence[Argument], said: Iterable[tuple[str, str]]) -> Given:
    """What was asked for. Raises BadArgument for a name that the list does not have, one that is said twice where it
    may be said once, and a value that means nothing."""
    by_name = {argument.name: argument for argument in arguments}
    found: dict[str, Any] = {}
    for name, text in said:
        argument = by_name.get(name)
        if argument is None:
            known = "、".join(by_name) or "无"
            raise BadArgument(f"没有参数 {_short(name)}；可用：{known}")
        if argument.many:
            found[name] = (*found.get(name, ()), argument.read(text))
        elif name in found:
            raise BadArgument(f"参数 {name} 只能写一次")
        else:
            found[name] = argument.read(text)
    return found


def _short(text: str) -> str:
    return text[:40] + ("…" if len(text) > 40 else "")
