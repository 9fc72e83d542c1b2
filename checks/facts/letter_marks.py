"""Labels on a page of letters (留言时间：, 答复单位：…) and what stands behind or beside them."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property
from typing import NamedTuple

from checks.facts import dates
from checks.facts.fillable import Places
from checks.facts.letter_words import ENDS, LABELS, STATES, state_of
from checks.facts.links import Found
from checks.facts.outline import FOOT, HIDDEN, NAV, Outline
from checks.model.letters import Answered

MOST = 2_000
"""Labels that are read of one page."""
_LONGEST, _VALUE, _TEXT = 400, 200, 4_000  # of a line that may hold labels, of a short value, of an answer
_MOST_LINES = 10_000
_MOST_ELEMENTS, _MOST_AFTER = 200, 10  # that are looked at behind a label with nothing behind it
_TELLING = 15
"""Characters of a line that no label names, from which on it may be an answer."""
_OF_THE_QUESTION = frozenset(("title", "question", "writer", "kind", "submitted"))
_UNREAD = frozenset((NAV, FOOT, HIDDEN))
_NAMES = "|".join(r"\s?".join(name) for name in sorted(LABELS, key=len, reverse=True))
_LABEL = re.compile(
    rf"(?:^|(?<=[\s|｜;；，,【\[（(】\]）)\d]))({_NAMES})\s{{0,2}}(?:[】\]]?\s{{0,2}}[:：]|[】\]]|\s(?=(?:19|20)\d\d))\s{{0,4}}"
)
_ALONE = re.compile(rf"[【\[]?\s?({_NAMES})\s{{0,2}}[】\]]?\s?[:：]?")
_MARKED = re.compile(r"[:：】\]]|\s(?:19|20)\d\d")
_LABEL_LIKE = re.compile(r"^[\u4e00-\u9fff ]{2,8}[:：]")
_DRESS = " []【】()（）|｜;；，,·•-"
_CELLS = frozenset(("td", "th", "dt"))
_STATES = frozenset(STATES)
SHOWN_OTHERWISE = frozenset(("img", "iframe", "embed", "object", "video", "audio", "canvas", "script"))
"""In one of these an answer may stand that is no text of the page; fields of forms are looked for apart."""


class Mark(NamedTuple):
    """A label: its field, the first run of its line, its element, what follows it in that line ("" when nothing or the
    next label does), whether it is all of its line, and the label itself."""

    field: str
    run: int
    element: int
    value: str
    alone: bool
    word: str


@dataclass
class LetterPage:
    """A page that may show letters: what the readers of its labels, lists and tables look at."""

    outline: Outline
    lines: list[str]
    links: list[Found]
    scripted: bool  # a script of the page fills in something
    places: Places
    marks: list[Mark] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.marks = list(self._read())

    def _read(self) -> Iterator[Mark]:
        outline = self.outline
        count = 0
        for number, line in enumerate(self.lines[:_MOST_LINES]):
            alone = _ALONE.fullmatch(line) if len(line) <= 20 else None
            found = [] if alone or not _MARKED.search(line) else list(_LABEL.finditer(line[:_LONGEST]))
            if not (alone or found):
                continue
            run = bisect_left(outline.run_lines, number)
            element = outline.run_elements[run]
            if outline.roles[element] in _UNREAD or count > MOST:
                continue
            count += len(found) or 1
            if alone:
                word = "".join(alone.group(1).split())
                yield Mark(LABELS[word], run, element, "", True, word)
            for at, mark in enumerate(found):
                end = found[at + 1].start() if at + 1 < len(found) else len(line)
                word = "".join(mark.group(1).split())
                value = line[mark.end() : end][:_TEXT].strip(_DRESS)
                alone_in_line = len(found) == 1 and not value and not mark.start()
                yield Mark(LABELS[word], run, element, value, alone_in_line, word)

    def value(self, mark: Mark) -> str:
        """The short value of a label: behind it in its line, else in the box beside it; "" when that is empty."""
        if mark.value or not mark.alone:
            return mark.value[:_VALUE]
        if (box := self._beside(mark)) is None:
            return ""
        text = self._text(self._after(mark), *box, lines=1)[:_VALUE].strip(_DRESS)
        return "" if _LABEL_LIKE.match(text) or _ALONE.fullmatch(text) else text

    def answer(self, mark: Mark) -> tuple[str, bool]:
        """(the text of an answer behind its label, whether it may stand there otherwise than as text)."""
        outline, after = self.outline, self._after(mark)
        cell = outline.climb(mark.element, lambda e: outline.tags[e] in _CELLS) if mark.alone else 0
        beside = outline.ends[cell] if cell else 0
        low, high = mark.element, len(outline.tags)
        if cell and beside < outline.ends[outline.parents[cell]]:
            low, high = beside, outline.ends[beside]
        text = mark.value + self._text(after, low if cell else 0, high, lines=200)
        if text.strip():
            return text[:_TEXT], False
        stop = min(high, self._element_of(self._stop(after)))
        near = outline.tags[low + 1 : stop] + outline.tags[low : low + 1]
        return "", self._fields or any(tag in SHOWN_OTHERWISE for tag in near)

    def may_hide(self, mark: Mark) -> bool:
        """True when what seems to be missing behind a label may be there: in a field of a form, written by a script
        that finds its place, or below labels that part it from its own."""
        outline = self.outline
        if self.scripted or self._fields:
            return True
        stop = min(self._element_of(self._stop(self._after(mark))), mark.element + _MOST_ELEMENTS)
        inside = (e for e in range(mark.element + 1, stop) if outline.ends[e] <= stop)
        if "script" in outline.tags and any(map(self.places.fillable, inside)):
            return True
        return mark.field == "answer" and self._goes_on(mark)

    def _goes_on(self, mark: Mark) -> bool:
        """True when text that has no label stands in the rows below a label, or below the day, the office or the state
        that follow it; also where a part of the page that is not shown at first does."""
        outline = self.outline
        following = bisect_left(self.marks, mark.run + 1, key=lambda other: other.run)
        for other in (mark, *self.marks[following : following + _MOST_AFTER]):
            if other.field in _OF_THE_QUESTION:
                return False
            first = self._after(other)
            stop = self._stop(first)
            value = outline.run_lines[first] if other is not mark and other.alone and first < stop else -1
            for run in range(first, stop):
                if outline.run_lines[run] != value and len(outline.runs[run]) >= _TELLING:
                    return True
            if stop < len(outline.runs) and outline.roles[outline.run_elements[stop]] == HIDDEN:
                return True
        return False

    @cached_property
    def _fields(self) -> bool:
        return self.places.values_shown()

    def _beside(self, mark: Mark) -> tuple[int, int] | None:
        """The elements of the box that follows the one with a label alone; None when that is empty or not there."""
        outline, after = self.outline, self._after(mark)
        if after >= len(outline.runs):
            return None
        follower = outline.run_elements[after]
        shared = outline.meeting(mark.element, follower)
        if shared in (mark.element, follower):
            return shared, outline.ends[shared]
        box = mark.element
        while outline.parents[box] != shared:
            if outline.ends[box] < outline.ends[outline.parents[box]]:
                return None  # an empty box stands behind the label
            box = outline.parents[box]
        beside = outline.ends[box]
        return (beside, outline.ends[beside]) if outline.inside(follower, beside) else None

    def _after(self, mark: Mark) -> int:
        """The first run of the line after a label's."""
        lines = self.outline.run_lines
        return bisect_left(lines, lines[mark.run] + 1)

    def _text(self, run: int, low: int, high: int, *, lines: int) -> str:
        """The text of elements `low` to before `high`, from `run` on for so many `lines`, up to the next label."""
        outline, kept, length = self.outline, [], 0
        stop = self._stop(run)
        first = outline.run_lines[run] if run < stop else 0
        while run < stop and outline.run_lines[run] < first + lines and length < _TEXT:
            if not low <= outline.run_elements[run] < high:
                break
            kept.append(outline.runs[run])
            length += len(kept[-1])
            run += 1
        return "".join(kept)

    def _stop(self, run: int) -> int:
        """The run at which what stands behind a label ends: another label, the foot, or the tools under a text."""
        outline = self.outline
        following = bisect_left(self.marks, run, key=lambda mark: mark.run)
        end = self.marks[following].run if following < len(self.marks) else len(outline.runs)
        for number in range(run, end):
            text = outline.runs[number].lstrip(_DRESS)
            if text.startswith(ENDS) or outline.roles[outline.run_elements[number]] in _UNREAD:
                return number
        return end

    def _element_of(self, run: int) -> int:
        return self.outline.run_elements[run] if run < len(self.outline.runs) else len(self.outline.tags)

    def states(self) -> Iterator[tuple[int, int, Answered]]:
        """(run, element, state) of every run that is a state and nothing else: [未回复]."""
        for number, text in enumerate(self.outline.runs):
            if len(text) <= 16 and (plain := text.strip(_DRESS)) in _STATES:
                yield number, self.outline.run_elements[number], state_of(plain)


def moment(text: str) -> datetime | None:
    """The first day in a text, +08:00, with the time of day where it is given."""
    found = dates.DAY.search(text)
    parsed = dates.from_match(found) if found else None
    return parsed[0] if parsed else None
