"""Labels and values of a guide, from its tables, its definition lists and its lines.

In a table a value stands in the cells that follow its label, or below it: in the same column of the next rows, or in
the row below a label that has a row for itself. In lines it stands behind the colon, or in the lines below. A label is
empty only where nothing stands in the place for its value: neither text nor a picture, a link, a field or a frame, nor
a mark by which a script may find the place and fill it.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache

from checks.facts.fillable import Places
from checks.facts.guide_words import OTHER, PROCESS, is_form_label, label_of, label_words, like_label_of
from checks.facts.markup import Markup
from checks.facts.outline import CRUMB, FOOT, HEAD, NAV, Outline
from checks.model.guides import Element, Told

LONGEST = 300
"""Characters of a value that are kept."""
_CELLS = frozenset(("td", "th", "dt", "dd"))
_TABLES = frozenset(("table", "dl"))
_SHOWN = frozenset(("img", "a", "input", "iframe", "embed", "object", "area", "video", "frame"))
_APART = (NAV, FOOT, CRUMB)
_ROWS_BELOW = 30
_LONGEST_ROW, _MOST_CELLS = 200, 3_000
_VALUE_LINES = 4
_MOST_LINES = 3_000
_GUIDE_LABELS = 2
"""So many filled labels make a table one of a guide: of a form, and of what a script fills, all stand empty."""
_RANK = {Told.EMPTY: 0, Told.UNREAD: 1, Told.PRESENT: 2}
_FURNITURE = re.compile(
    r"^(?:分享|打印|关闭|【?打印|【?关闭|上一篇|下一篇|扫一扫|相关(?:信息|链接|文章|阅读)|我要推荐|网站纠错|责任编辑|返回)"
)


@dataclass(slots=True)
class Cell:
    """A cell: its own text (that of cells inside it apart), and whether a reader sees anything in it."""

    element: int
    text: str
    filled: bool

    @property
    def labels(self) -> tuple[str, ...]:
        return label_of(self.text)


def elements_shown(markup: Markup, outline: Outline, lines: list[str]) -> dict[str, Element]:
    """What the page has labels for, by the name of the element: the best that any of its labels tells."""
    rows, places = _rows(outline), Places(markup, outline)
    found: dict[str, Element] = {}
    for table in _by_table(outline, rows).values():
        told = list(_told_by_rows(places, table))
        filled = {element.name for element in told if element.told is Told.PRESENT}
        form = any(is_form_label(cell.text) for row in table for cell in row)
        for element in told:
            if element.told is Told.PRESENT or (len(filled) >= _GUIDE_LABELS and not form):
                _keep(found, element)
    labels = {cell.element for row in rows for cell in row if cell.labels}
    for element in _told_by_lines(outline, lines, labels):
        _keep(found, element)
    process = found.get(PROCESS)
    if process is not None and process.told is Told.EMPTY and _has_picture(outline):
        found[PROCESS] = replace(process, told=Told.UNREAD)
    return found


def _has_picture(outline: Outline) -> bool:
    """True when the main part has a picture: a chart of the process stands below the table as often as in it."""
    return any(
        tag == "img" and outline.roles[element] not in (*_APART, HEAD) for element, tag, _, _, _ in outline.addressed
    )


def _keep(found: dict[str, Element], element: Element) -> None:
    """Of two labels for one element the one with a value stands, of two empty ones the one with a cell of its own."""
    before = found.get(element.name)
    if before is None or (_RANK[before.told], before.boxed) < (_RANK[element.told], element.boxed):
        found[element.name] = element


def _rows(outline: Outline) -> list[list[Cell]]:
    """The rows of all tables and definition lists that stand in the main part, in the order of the page."""
    tags, parents, count = outline.tags, outline.parents, len(outline.tags)
    holder, filled = [0] * count, [False] * count
    for number in range(1, count):
        holder[number] = number if tags[number] in _CELLS else holder[parents[number]]
    texts: dict[int, str] = {}
    for element, text in zip(outline.run_elements, outline.runs, strict=True):
        filled[element] = True
        if (cell := holder[element]) and len(kept := texts.get(cell, "")) < LONGEST:
            texts[cell] = kept + text
    for number, tag, _, _, _ in outline.addressed:
        filled[number] |= tag in _SHOWN
    for number in range(count - 1, 0, -1):
        filled[parents[number]] |= filled[number]
    rows: dict[int, list[Cell]] = {}
    for order, number in enumerate(number for number in range(1, count) if tags[number] in _CELLS):
        if (
            outline.roles[number] not in _APART
            and len(rows.get(parents[number], ())) < _LONGEST_ROW
            and order < _MOST_CELLS
        ):
            text = " ".join(texts.get(number, "")[:LONGEST].split())
            rows.setdefault(parents[number], []).append(Cell(number, text, filled[number]))
    return list(rows.values())


def _by_table(outline: Outline, rows: list[list[Cell]]) -> dict[int, list[list[Cell]]]:
    tables: dict[int, list[list[Cell]]] = {}
    for row in rows:
        table = outline.climb(row[0].element, lambda element: outline.tags[element] in _TABLES)
        tables.setdefault(table, []).append(row)
    return tables


def _told_by_rows(places: Places, table: list[list[Cell]]) -> Iterator[Element]:
    for number, row in enumerate(table):
        for at, cell in enumerate(row):
            names = [name for name in cell.labels if name != OTHER]
            if names and (values := _values(table, number, at)):
                shown = next((value for value in values if value.filled), None)
                told = (
                    Told.PRESENT
                    if shown
                    else Told.UNREAD
                    if any(places.fillable(value.element) for value in values)
                    else Told.EMPTY
                )
                for name in names:
                    yield Element(name, told, boxed=True, value=shown.text if shown else "")


def _values(table: list[list[Cell]], number: int, at: int) -> list[Cell]:
    """The cells in the place for the value of the label at `at`; none when it has no such place."""
    row = table[number]
    beside = []
    for cell in row[at + 1 :]:
        if cell.labels:
            break
        beside.append(cell)
    below = table[number + 1 : number + 1 + _ROWS_BELOW]
    if beside:
        return beside if any(cell.filled for cell in beside) else [*beside, *_run_on(row, below)]
    if len(row) == 1:
        return below[0] if below and not below[0][0].labels else []
    if not all(cell.labels for cell in row):
        return []
    column: list[Cell] = []
    for other in below:
        if any(cell.labels for cell in other):
            break
        if len(other) != len(row):  # cells are joined: nobody knows which of them stands below the label
            return column if any(cell.filled for cell in column) else []
        column.append(other[at])
    return column


def _run_on(row: list[Cell], below: list[list[Cell]]) -> list[Cell]:
    """The cells of the next row where that goes on with `row`: it has fewer cells, or an empty one to begin with."""
    if not below or any(cell.labels for cell in below[0]):
        return []
    following = below[0]
    return following if len(following) < len(row) or not following[0].filled else []


def _told_by_lines(outline: Outline, lines: list[str], cells: set[int]) -> Iterator[Element]:
    """What lines tell, those apart that are the label of a cell."""
    shown = _shown_lines(outline, lines, cells)
    pictures = [run for _, tag, _, run, _ in outline.addressed if tag in _SHOWN]
    for at, (number, first, linked) in enumerate(shown):
        line = lines[number]
        if linked:
            continue
        if ":" in line or "：" in line:
            for label, value in _pairs(line):
                if value or (value := _below(lines, shown, at, first, pictures)):
                    yield from _present(label, value)
                else:
                    yield from (Element(name, Told.EMPTY) for name in label if name != OTHER)
        names, value = label_of(line), ""
        if names or (len(line) <= LONGEST and like_label_of(line)):
            value = _below(lines, shown, at, first, pictures)
        if value:
            yield from _present(names or (like_label_of(line),), value)
        elif names:
            yield from (Element(name, Told.EMPTY) for name in names if name != OTHER)


def _present(names: tuple[str, ...], value: str) -> Iterator[Element]:
    for name in names:
        if name != OTHER:
            yield Element(name, Told.PRESENT, value=value[:LONGEST])


def _shown_lines(outline: Outline, lines: list[str], cells: set[int]) -> list[tuple[int, int, bool]]:
    """(line, its first run, whether it is a link) of what stands neither in the frame nor in the cell of a label."""
    found: list[tuple[int, int, bool]] = []
    last = -1
    for run, number in enumerate(outline.run_lines):
        if number == last:
            continue
        last, element = number, outline.run_elements[run]
        if outline.roles[element] in _APART or len(found) >= _MOST_LINES:
            continue
        cell = outline.climb(element, lambda one: outline.tags[one] in _CELLS)
        if cell not in cells:
            linked = outline.climb(element, lambda one: outline.tags[one] == "a") != 0
            found.append((number, run, linked))
    return found


def _below(lines: list[str], shown: list[tuple[int, int, bool]], at: int, first: int, pictures: list[int]) -> str:
    """What stands below a label: the lines up to the next label, or "图" for a picture or a file alone.

    `pictures` are the runs that follow these, in the order of the page.
    """
    below: list[str] = []
    after = pictures[-1] if pictures else 0
    for number, run, linked in shown[at + 1 : at + 1 + _VALUE_LINES]:
        line = lines[number]
        if (label_of(line) and not linked) or _FURNITURE.match(line) or _starts_with_label(line):
            after = run
            break
        below.append(line)
    else:
        after = shown[at + 1][1] if len(shown) > at + 1 else after
    if below:
        return " ".join(below)[:LONGEST]
    # A picture stands between the runs of the two lines.
    following = bisect_right(pictures, first)
    return "图" if following < len(pictures) and pictures[following] <= after else ""


def _starts_with_label(line: str) -> bool:
    head, colon, _ = line[:60].replace(":", "：").partition("：")
    return bool(colon and label_of(head))


def _pairs(line: str) -> list[tuple[tuple[str, ...], str]]:
    """(elements of the label, value) for every label with a colon in the line."""
    marks = list(_pattern().finditer(line[:2_000]))
    pairs = []
    for at, mark in enumerate(marks):
        end = marks[at + 1].start() if at + 1 < len(marks) else len(line)
        pairs.append((label_of(mark.group(1)), line[mark.end() : end].strip(" 　;；,，。|")[:LONGEST]))
    return pairs


@cache
def _pattern() -> re.Pattern[str]:
    return re.compile(
        rf"(?:^|(?<=[\s;；,，。、.．:：)）(（【\d]))({'|'.join(label_words())})[】)）]?\s{{0,3}}[:：]\s{{0,3}}"
    )
