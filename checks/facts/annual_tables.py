"""The tables of a yearly report: what was made and decided (two), the requests (three), reviews and lawsuits (four).

A table is read as a grid, with merged cells laid out. A figure is a whole number; what is empty or anything else is
unknown, never nought. A row whose own cells do not end in what the grid says of it was laid out wrongly: then none of
its figures is known. Only tables of the form of 国办公开办函〔2021〕30号 and the one before it are understood.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from selectolax.lexbor import LexborHTMLParser, LexborNode

from checks.model.annual import FigureRow, Part

MOST_TABLES, MOST_ROWS, MOST_CELLS = 40, 120, 40
COLUMNS = ("自然人", "商业企业", "科研机构", "社会公益组织", "法律服务机构", "其他", "总计")
"""Who asked, as the columns of table three say it."""
_WIDTH = len(COLUMNS)
_REVIEWS = 15
_FIGURE = re.compile(r"([0-9]{1,9}|[0-9]{1,3}(?:,[0-9]{3}){1,2})(?:件|项|宗|条|次)?")
_WIDE = str.maketrans("０１２３４５６７８９，", "0123456789,")
_NAMES = ("规章", "规范性文件", "行政规范性文件", "行政许可", "行政处罚", "行政强制", "行政事业性收费")
_HIDDEN = re.compile(r"display\s{0,3}:\s{0,3}none")
_DEEPEST = 60
_ASIDE = "sup, sub, del, s, strike, [hidden], [style*='display:none'], [style*='display: none']"
_LINES = "p, div, li"
_DIGITS = re.compile(r"[0-9０-９]{1,9}")

Row = tuple[list[str], list[str]]
"""(the cells of a row with those that reach into it from above or the left, its own cells)."""


class Tables:
    """The tables of a page that are understood; `count` says how many it shows."""

    def __init__(self, tree: LexborHTMLParser) -> None:
        self.count = 0
        self.requests: tuple[FigureRow, ...] = ()
        self.reviews: tuple[int | None, ...] = ()
        self.blank: tuple[str, ...] = ()
        self.requests_seen = self.reviews_seen = self.documents_seen = False
        for table in tree.css("table")[:MOST_TABLES]:
            if _is_shown(table):
                self.count += 1
                self._take(_grid(table))

    def _take(self, grid: list[Row]) -> None:
        text = "".join(cell for _, own in grid for cell in own)
        if not self.requests_seen and "新收" in text and "结转下" in text:
            self.requests_seen, self.requests = True, _requests(grid)
        if not self.reviews_seen and "结果维持" in text and "尚未审结" in text:
            self.reviews_seen, self.reviews = True, _reviews(grid)
        if not self.documents_seen and "信息内容" in text and "现行有效" in text:
            self.documents_seen, self.blank = True, tuple(_blank(grid))


def figure(text: str) -> int | None:
    """The whole number that a cell holds, None when it holds anything else."""
    found = _FIGURE.fullmatch("".join(text[:40].translate(_WIDE).split()))
    return int(found.group(1).replace(",", "")) if found else None


def _is_shown(table: LexborNode) -> bool:
    node: LexborNode | None = table
    for _ in range(_DEEPEST):
        if node is None or not node.tag or node.tag == "body":
            return True
        attributes = node.attributes
        if "hidden" in attributes or _HIDDEN.search((attributes.get("style") or "").lower()):
            return False
        node = node.parent
    return True


def _grid(table: LexborNode) -> list[Row]:
    grid: list[Row] = []
    reaching: dict[int, tuple[int, str]] = {}  # column → (rows that the cell above still reaches into, its text)
    for row in _rows(table):
        cells: list[str] = []
        own: list[str] = []
        for cell in row.iter():
            if cell.tag not in ("td", "th") or len(own) >= MOST_CELLS:
                continue
            _from_above(cells, reaching)
            text = "".join((cell.text(deep=True) or "").split())[:200]
            if _DIGITS.search(text) and _is_mixed(cell):
                text += "*"
            wide, high = _span(cell, "colspan", MOST_CELLS), _span(cell, "rowspan", MOST_ROWS)
            own.append(text)
            for _ in range(min(wide, 2 * MOST_CELLS - len(cells))):
                if high > 1:
                    reaching[len(cells)] = (high - 1, text)
                cells.append(text)
        _from_above(cells, reaching)
        grid.append((cells, own))
    return grid


def _is_mixed(cell: LexborNode) -> bool:
    """Does a cell show more than one figure, or other than it holds: notes, what is struck out or hidden, two lines?"""
    if cell.css_first(_ASIDE) is not None:
        return True
    if cell.css_first("br") is not None and len(_DIGITS.findall(cell.text(deep=True, separator="\n") or "")) > 1:
        return True
    told = [line for line in cell.css(_LINES)[:9] if _DIGITS.search(line.text(deep=True) or "")]
    return sum(all(inner.mem_id == line.mem_id for inner in line.css(_LINES)) for line in told) > 1


def _from_above(cells: list[str], reaching: dict[int, tuple[int, str]]) -> None:
    """Adds to `cells` those that reach down from above into the columns that come next."""
    while (column := len(cells)) in reaching:
        left, text = reaching.pop(column)
        cells.append(text)
        if left > 1:
            reaching[column] = (left - 1, text)
            # What stays is looked at again in the next row only: this column is filled now.


def _rows(table: LexborNode) -> Iterator[LexborNode]:
    """The rows of the table itself, not those of tables in its cells."""
    for row in table.css("tr")[:MOST_ROWS]:
        above = row.parent
        while above is not None and above.tag != "table":
            above = above.parent
        if above is not None and above.mem_id == table.mem_id:
            yield row


def _span(cell: LexborNode, name: str, most: int) -> int:
    told = cell.attributes.get(name) or ""
    return min(int(told), most) if told.isascii() and told.isdigit() and 0 < len(told) < 4 and int(told) else 1


def _requests(grid: list[Row]) -> tuple[FigureRow, ...]:
    """The rows of table three, none when its columns are not the seven of the form."""
    first = next((cells.index(COLUMNS[0]) for cells, _ in grid[:6] if COLUMNS[0] in cells), -1)
    if first < 1:
        return ()
    heads = [{cells[first + n] for cells, _ in grid[:6] if len(cells) > first + n} for n in range(_WIDTH)]
    if any(name not in head for name, head in zip(COLUMNS, heads, strict=True)):
        return ()
    rows: list[FigureRow] = []
    for cells, own in grid:
        part = _part("".join(dict.fromkeys(cells[:first])), cells[first - 1] if len(cells) >= first else "", rows)
        if part is not None:
            values = cells[first : first + _WIDTH]
            sound = len(cells) == first + _WIDTH and own[-_WIDTH:] == values
            read = tuple(map(figure, values)) if sound else (None,) * _WIDTH
            rows.append(FigureRow(part, cells[first - 1][:40], read))
    return tuple(rows)


def _part(label: str, last: str, before: list[FigureRow]) -> Part | None:
    if "结转下" in label:
        return Part.OPEN
    if "新收" in label:
        return Part.NEW
    if "上年" in label and "结转" in label:
        return Part.CARRIED
    if "总计" in last:
        return Part.TOTAL
    if "小计" in last or last.startswith("其中"):
        return None  # counted in another row
    return Part.RESULT if last and before and before[-1].part in (Part.CARRIED, Part.RESULT) else None


def _reviews(grid: list[Row]) -> tuple[int | None, ...]:
    """The figures of table four, none when it has not the three groups of five of the form."""
    names = [cell for _, own in grid for cell in own]
    grouped = any("未经复议" in name for name in names) and any("复议后" in name for name in names)
    own = grid[-1][1]
    if not grouped or names.count("总计") != _REVIEWS // 5 or len(own) != _REVIEWS or len(grid[-1][0]) != _REVIEWS:
        return ()
    return tuple(map(figure, own))


def _blank(grid: list[Row]) -> Iterator[str]:
    """Rows of table two that leave a cell empty; a stroke is no empty cell."""
    for _, own in grid:
        if len(own) > 1 and own[0] in _NAMES and not all(own[1:]):
            yield own[0]
