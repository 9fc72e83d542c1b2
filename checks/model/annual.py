"""What an office owes once a year: its report on the disclosure of information, and the forms of its website."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple


class AnnualKind(StrEnum):
    """Which of the yearly papers a page shows."""

    REPORT = "report"  # 政府信息公开工作年度报告
    WORK = "work"  # 政府网站工作年度报表
    SUPERVISION = "supervision"  # 政府网站监管年度报表


class Part(StrEnum):
    """What a row of table three counts."""

    NEW = "new"  # 本年新收
    CARRIED = "carried"  # 上年结转
    RESULT = "result"  # one way in which requests were answered
    TOTAL = "total"  # （七）总计
    OPEN = "open"  # 结转下年度继续办理


class FigureRow(NamedTuple):
    """A row of table three: `values` are seven, of 自然人 … 总计; None where no whole number was read."""

    part: Part
    name: str
    values: tuple[int | None, ...]


@dataclass(frozen=True, slots=True)
class AnnualReport:
    """A yearly paper as read from its page. `year` is that of which it speaks, 0 where its title does not say;
    `unit` the office its title names, "" when it names none.

    Of tables only those of the known form are read; `tables` counts all that are shown, so that one may tell what was
    not understood from what is not there. `reviews` are the fifteen figures of table four.
    """

    kind: AnnualKind
    year: int = 0
    unit: str = ""
    headings: tuple[str, ...] = ()  # of the first level, in order; at most 40, each at most 60 characters
    overview: str = ""  # the text of the first part, at most 8,000 characters
    requests: tuple[FigureRow, ...] = ()
    requests_seen: bool = False  # there is a table three, whether it was understood or not
    reviews: tuple[int | None, ...] = ()
    reviews_seen: bool = False
    blank_figures: tuple[str, ...] = ()  # rows of table two with an empty cell, at most 10
    tables: int = 0
    attachments: int = 0  # files and embedded papers that the page shows
