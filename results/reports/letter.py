"""The words of a paper that an office signs (通报, 通知), as content: in which format is another matter."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Any


class Level(StrEnum):
    """What a paragraph of a letter is (GB/T 9704-2012, standards.md 10)."""

    FIRST = "first"  # 一、
    SECOND = "second"  # （一）
    THIRD = "third"  # 1.
    TEXT = "text"


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph; its number (一、, （一）, 1.) is part of `text`."""

    level: Level
    text: str


@dataclass(frozen=True, slots=True)
class Letter:
    """What a paper says to whom it is sent. Every number in it stands in a figure, share or table of the report.

    `fields` are the same sentences and numbers by name, for the template of an office (`{{ 网站合格率 }}`): texts,
    whole numbers, and for loops lists of mappings of such. `annexes` are ids of tables of the report, in the order of
    附件1, 附件2 …; `day` is that of the signature.
    """

    receiver: str
    introduction: tuple[str, ...]
    body: tuple[Paragraph, ...]
    signature: str
    day: date
    annexes: tuple[str, ...] = ()
    fields: Mapping[str, Any] = field(default_factory=dict)
