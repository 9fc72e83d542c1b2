"""Whose a number is: the label before it, the row and the head of the table it stands in, what the page is about.

A text is lines; a table is either one line for each row (files) or one line for each cell (pages). Head lines are
found once; of a number its own line, a few before it and the nearest head above it are looked at, never the whole text.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate

from checks.facts import personal_words as words

LEAD = 300
"""Characters at the beginning of a text that say what it is about."""
_BEFORE, _AFTER = 60, 30
_HEAD_LINES, _HEAD_CELL = 16, 14
_TITLE = 40
_ROW = 200
_REACH = 4_000  # lines below its head that a table may have, by line or cell
_MARK = re.compile("[:：。；;！？!?]")
_FIGURES = re.compile("[0-9０-９]{4}")
_NUMBER_CELL = re.compile("[0-9０-９]{1,4}[.、]?")
_CELLS = re.compile("[\t|,，、; ]+")
_AFTER_CARRIES = re.compile("\\s?(?:元|万|亿|吨|平方|㎡|千瓦|立方|公里|人次|亩|股|%|度电)")


@dataclass(frozen=True, slots=True)
class Head:
    """The head of a table, as one text, and the line where it begins.

    `of_citizens`: each row stands for a citizen, and not for somebody to be called, as where it is `of_office`.
    `of_codes`: it has a column of numbers of things, also where its rows are citizens. `plain`: it names neither
    offices nor posts.
    """

    line: int
    text: str
    of_citizens: bool
    of_office: bool = False
    of_codes: bool = False
    plain: bool = False


@dataclass(frozen=True)
class Sheet:
    """A text with its lines and heads. `title` is what the page or file calls itself. Not slotted: it remembers."""

    text: str
    title: str = ""

    @cached_property
    def lines(self) -> list[str]:
        return self.text.split("\n")

    @cached_property
    def starts(self) -> list[int]:
        return [0, *accumulate(len(line) + 1 for line in self.lines)]

    @cached_property
    def lead(self) -> str:
        return f"{self.title}\n{self.text[:LEAD]}"

    @cached_property
    def of_citizens(self) -> bool:
        """Is it a list of citizens by what it calls itself?"""
        return words.LIST.search(self.lead) is not None and not self.of_contacts

    @cached_property
    def of_contacts(self) -> bool:
        """Is it, by what it calls itself, a list of whom to call?"""
        named = self.title or next((line for line in self.lines if len(line) > 4), "")
        return words.CONTACTS.search(named[:LEAD]) is not None

    @cached_property
    def _heads(self) -> list[Head]:
        found: list[Head] = []
        for number, line in enumerate(self.lines):
            if _heads_table(line):
                found.append(self._head(number))
            elif len(line) <= _TITLE and words.OTHER_LIST.search(line) and words.CONTACTS.search(line):
                found.append(Head(number, "", of_citizens=False, of_office=True))
        return found

    def _head(self, at: int) -> Head:
        """The head around the line `at`: that line alone where it has several cells, else the short lines beside it."""
        line = self.lines[at]
        if len([cell for cell in _CELLS.split(line) if cell]) > 2:
            return _read(at, line, self._above(at))
        first = last = at
        while first > max(0, at - _HEAD_LINES) and _short(self.lines[first - 1]):
            first -= 1
        while last + 1 < min(len(self.lines), at + _HEAD_LINES) and _short(self.lines[last + 1]):
            last += 1
        return _read(at, " ".join(self.lines[first : last + 1]), self._above(first))

    def _above(self, line: int) -> str:
        """What introduces a table."""
        return " ".join(self.lines[max(0, line - 2) : line])[-_ROW:]

    def line_of(self, at: int) -> int:
        return bisect_right(self.starts, at) - 1

    def head(self, at: int) -> Head | None:
        """The head of the table in which the row at `at` stands, None where it stands in no table."""
        line = self.line_of(at)
        own = self.text[max(self.starts[line], at - 120) : at]
        if _MARK.search(own) and "\t" not in own:
            return None
        place = bisect_right(self._places, line) - 1
        if place < 0 or line - self._places[place] > _REACH:
            return None
        return self._heads[place]

    @property
    def last_head(self) -> str | None:
        """The head of the last table, None where there is none."""
        found = next((n for n in range(len(self.lines) - 1, -1, -1) if _heads_table(self.lines[n])), None)
        return None if found is None else self._head(found).text

    @cached_property
    def _places(self) -> list[int]:
        return [head.line for head in self._heads]

    def before(self, at: int, reach: int = _BEFORE) -> str:
        """What stands before `at` in its line; with the line above it, where it stands at the beginning of a cell."""
        line = self.line_of(at)
        own = self.text[max(self.starts[line], at - reach) : at]
        if own.strip() or not line or len(above := self.lines[line - 1]) > 20 or _FIGURES.search(above):
            return own
        return f"{above} {own}"

    def after(self, at: int, reach: int = _AFTER) -> str:
        end = self.starts[self.line_of(at) + 1] - 1
        return self.text[at : min(end, at + reach)]

    def row(self, at: int, cells: int = 4) -> list[str]:
        """The cells before `at`, nearest first: of its own line, else the lines above it."""
        line = self.line_of(at)
        own = [cell for cell in _CELLS.split(self.text[max(self.starts[line], at - _ROW) : at]) if cell]
        if own:
            return own[::-1][:cells]
        return [one.strip() for one in self.lines[max(0, line - cells) : line]][::-1]

    def names_somebody(self, at: int) -> bool:
        """Does a name stand in one of the cells before `at`?"""
        return any(map(words.is_name, self.row(at)))

    def is_sample(self, start: int, end: int) -> bool:
        """Is it said that the number is only an example?"""
        before = self.before(start, 40)
        if words.SAMPLE_BEFORE.search(before):
            return True
        return words.SAMPLE.search(f"{before} {self.after(end, 12)}") is not None

    def shows_masked(self, at: int) -> bool:
        """Does the row at `at` show a number that is masked?"""
        line = self.line_of(at)
        if any(_CELLS.split(self.text[max(self.starts[line], at - _ROW) : at])):
            beside = self.text[max(self.starts[line], at - _ROW) : min(self.starts[line + 1], at + _ROW)]
        else:
            beside = " ".join(text[:_ROW] for text in self.lines[max(0, line - 4) : line + 5])
        return words.MASKED.search(beside) is not None

    def is_amount(self, end: int) -> bool:
        return _AFTER_CARRIES.match(self.text, end) is not None


def _heads_table(line: str) -> bool:
    if len(line) > 300 or _MARK.search(line[:80]):
        return False
    return words.ANCHOR.search(line) is not None or ("\t" in line and words.CODE_ANCHOR.search(line) is not None)


def _read(line: int, text: str, above: str) -> Head:
    strong = words.HEAD_STRONG.search(text) is not None
    office = words.HEAD_OFFICE.search(text) is not None or (not strong and _of_contacts(above))
    plain = words.HEAD_POST.search(text) is None
    citizens = strong or bool(plain and (words.HEAD_CITIZEN.search(text) or _of_list(above)))
    codes = words.HEAD_CODE.search(text) is not None
    return Head(line, text, citizens and not office, office, codes, plain and not office)


def _of_list(text: str) -> bool:
    return words.LIST.search(text) is not None and words.CONTACTS.search(text) is None


def _of_contacts(above: str) -> bool:
    """Is what stands right above a table its title, and that of a list of whom to call?"""
    return words.CONTACTS.search(above) is not None and _MARK.search(above) is None and _FIGURES.search(above) is None


def _short(line: str) -> bool:
    """May it be a cell of a head?"""
    bare = line.strip()
    if not 0 < len(bare) <= _HEAD_CELL or _MARK.search(bare) or _FIGURES.search(bare):
        return False
    return _NUMBER_CELL.fullmatch(bare) is None
