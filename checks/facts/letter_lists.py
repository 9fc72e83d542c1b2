"""Letters of a list whose entries carry labels (提交时间：…  回复时间：…) or a state ([未回复]) each."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from itertools import pairwise

from checks.facts.letter_marks import LetterPage, Mark, moment
from checks.facts.letter_words import kind_of, state_of
from checks.model.letters import SHOWS, Answered, Letter

MOST = 200
"""Entries that are read of one page."""
_NAME = 4
"""Characters of the longest name of a person."""
_DAYS = ("submitted", "answered")
_OWED = (Answered.DENIED, Answered.UNDERWAY)


def entries(page: LetterPage, *, named: bool) -> list[Letter]:
    """The letters of a list; none where the page holds no list of them. `named`: it is one of letters by its name."""
    boxes = _boxes(page, [mark.element for mark in page.marks if mark.field == "submitted"])
    if not boxes and named:
        boxes = _boxes(page, [element for _, element, _ in page.states()])
        boxes = boxes if all(any(_leads(page, box)) for box in boxes) else []
    held: dict[int, list[int]] = {box: [] for box in boxes}
    outline = page.outline
    for run, element in enumerate(outline.run_elements) if boxes else ():
        if box := outline.climb(element, held.__contains__):
            held[box].append(run)
    states = {run: state for run, _, state in page.states()}
    found = []
    for box, runs in held.items():
        state = next((states[run] for run in runs if run in states), Answered.UNTOLD)
        found.append(_entry(page, box, runs, state))
    return found if all(letter.title for letter in found) else []  # rows of one letter have labels and no title


def _boxes(page: LetterPage, anchors: list[int]) -> list[int]:
    """The boxes that hold one anchor each; empty when they are not alike, for then they are not entries of a list."""
    outline, anchors = page.outline, anchors[:MOST]
    if not anchors:
        return []
    if len(anchors) == 1:
        entry = outline.entries[anchors[0]]
        return [entry] if entry and any(_leads(page, entry)) else []
    met = [outline.meeting(one, other) for one, other in pairwise(anchors)]
    boxes = []
    for anchor, before, after in zip(anchors, [0, *met], [*met, 0], strict=True):
        outer = max(before, after)
        if anchor == outer:
            return []
        boxes.append(outline.climb(anchor, lambda e, outer=outer: outline.parents[e] == outer))  # type: ignore[misc]
    return boxes if len({outline.tags[box] for box in boxes}) == 1 and len(set(boxes)) == len(boxes) else []


def _entry(page: LetterPage, box: int, runs: list[int], state: Answered) -> Letter:
    marks = [mark for mark in page.marks if page.outline.inside(mark.element, box)]
    values = {mark.field: page.value(mark) for mark in reversed(marks)}
    submitted, answered = (moment(values.get(name, "")) for name in _DAYS)
    told = state_of(values.get("status", "")) if values.get("status") else state
    if answered is not None:
        told = Answered.SHOWN
    title, day = _title(page, runs, marks)
    if submitted is None and told in _OWED:
        submitted = day
    return Letter(
        title=values.get("title") or title,
        kind=kind_of(values.get("kind", "")),
        submitted=submitted,
        answered=answered,
        answered_by=values.get("answered_by", "")[:60],
        answer=told,
        status=values.get("status", "")[:20],
        url=next(_leads(page, box), ""),
        shows=tuple(name for name in SHOWS if name in values),
    )


def _title(page: LetterPage, runs: list[int], marks: list[Mark]) -> tuple[str, datetime | None]:
    """(the line of an entry that is its title, the first day that it shows without a label).

    The title is the first line that is longer than a name: who wrote may stand before it, without a label.
    """
    outline = page.outline
    labelled = {outline.run_lines[mark.run] for mark in marks}
    titles: list[str] = []
    day = None
    for run in runs:
        text = outline.runs[run].strip()
        if outline.run_lines[run] in labelled:
            continue
        if day is None and len(text) < 20 and (found := moment(text)) is not None:
            day = found
        elif sum(map(str.isalpha, text)) > 1 and state_of(text) is Answered.UNTOLD:
            titles.append(text)
    return next((text for text in titles if len(text) > _NAME), titles[0] if titles else ""), day


def _leads(page: LetterPage, box: int) -> Iterator[str]:
    """Where the links of an entry lead, the first one first."""
    inside = page.outline.inside
    return (link.url for link in page.links if link.tag == "a" and link.url and inside(link.element, box))
