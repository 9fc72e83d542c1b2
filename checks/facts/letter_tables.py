"""Letters of a table whose first row names its columns: 标题, 来信时间, 答复单位, 状态 …"""

from __future__ import annotations

from collections.abc import Iterator

from checks.facts import dates
from checks.facts.letter_marks import LetterPage, moment
from checks.facts.letter_words import HEADS, kind_of, state_of
from checks.model.letters import SHOWS, Answered, Letter

MOST = 2_000
"""Rows that are looked at."""
_ANSWERS = frozenset(("answered", "answered_by", "status", "whether"))
_OWED = (Answered.DENIED, Answered.UNDERWAY)
_LEAST = 3  # cells: two may be a label and its value


def rows(page: LetterPage) -> Iterator[Letter]:
    """The letters of every table of the page whose head is understood, in their order."""
    columns: list[str] = []
    for cells in _rows(page):
        texts = [text for _, text in cells]
        if named := _head(texts):
            columns = named
        elif len(cells) == len(columns):
            letter = _letter(page, columns, cells)
            if letter.title:
                yield letter


def _rows(page: LetterPage) -> Iterator[list[tuple[int, str]]]:
    """(element, text) of the cells of each row that holds no other row."""
    outline = page.outline
    found = [element for element, tag in enumerate(outline.tags) if tag == "tr"][:MOST]
    held: dict[int, list[tuple[int, str]]] = {element: [] for element in found}
    cells = {e: n for e, tag in enumerate(outline.tags) if tag in ("td", "th") and (n := outline.parents[e]) in held}
    texts = dict.fromkeys(cells, "")
    for text, element in zip(outline.runs, outline.run_elements, strict=True):
        if cell := outline.climb(element, cells.__contains__):
            texts[cell] += text[:300]
    for cell, row in cells.items():
        held[row].append((cell, " ".join(texts[cell].split())))
    return (row for row in held.values() if len(row) >= _LEAST)


def _head(texts: list[str]) -> list[str]:
    """The field of each column, "" for what is none; empty where the row is no head of a list of letters."""
    named = [HEADS.get("".join(text.split()), "") for text in texts]
    known = set(named) - {""}
    days = not known.isdisjoint(("submitted", "accepted", "day", "answered"))
    whole = sum(map(bool, named)) * 2 > len(named) and not any(dates.DAY.search(text) for text in texts)
    return named if whole and days and not known.isdisjoint(_ANSWERS) else []


def _letter(page: LetterPage, columns: list[str], cells: list[tuple[int, str]]) -> Letter:
    values: dict[str, str] = {}
    for name, (_, text) in zip(columns, cells, strict=True):
        values.setdefault(name, text)
    first, last = cells[0][0], page.outline.ends[cells[-1][0]]
    links = [link for link in page.links if link.tag == "a" and first <= link.element < last]
    answered = moment(values.get("answered", ""))
    status = values.get("status") or {"是": "已回复", "否": "未回复"}.get(values.get("whether", ""), "")
    told = Answered.SHOWN if answered is not None else state_of(status)
    if told is Answered.UNTOLD and "answered" in columns:
        told = Answered.BLANK
    submitted = moment(values.get("submitted", "")) or moment(values.get("accepted", ""))
    if submitted is None and told in _OWED:
        submitted = moment(values.get("day", ""))
    return Letter(
        title=values.get("title") or next((link.text for link in links if link.text), ""),
        kind=kind_of(values.get("kind", "")),
        submitted=submitted,
        answered=answered,
        answered_by=values.get("answered_by", "")[:60],
        answer=told,
        status=values.get("status", "")[:20],
        url=next((link.url for link in links if link.url), ""),
        shows=tuple(name for name in SHOWS if name in columns),
    )
