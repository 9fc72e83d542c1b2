"""What a page or file says of other documents: lists of what holds, expired and was repealed (清理结果, 废止目录),
and sentences (`checks.facts.repeal_clauses`).

A row of a list is a line with title and number, or the cells of one row, each a line of its own. What became of it
stands in a cell of the row (清理意见), else in the heading above it (三、失效), else in the title of the list. A list
of proposals (拟废止, 清理建议) and a notice that lists be made say nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice

from checks.facts.documents import normalised
from checks.facts.folding import fold
from checks.facts.policy import is_act
from checks.facts.repeal_clauses import NUMBER, clauses, titled
from checks.model.repeals import RelationKind, Told

MOST = 5_000
"""So many rows of one list are read."""
_OF_WHAT = r"(?:文件|规章|政府令|办法|规定|政策措施)"
_LIST = re.compile(
    rf"{_OF_WHAT}.{{0,30}}(?:清理(?:结果|情况|目录|清单)|(?:废止|失效|继续有效|现行有效|有效).{{0,12}}(?:目录|清单|一览表|名单))"
    rf"|清理.{{0,12}}{_OF_WHAT}.{{0,12}}(?:结果|目录|清单|决定|公告|通告|通知)"
    rf"|(?:废止|失效|继续有效|现行有效|保留|修改).{{0,24}}{_OF_WHAT}.{{0,12}}(?:的?(?:决定|公告|通告|通知|公布|通报)|目录|清单)"
)
_NO_LIST = re.compile(
    r"解读|问答|征求|意见稿|草案|开展|做好|工作方案|清理工作的|建议|拟|培训|会议|答记者|备案审查|管理办法的|程序规定|部署|启动"
)
_BARE = re.compile(r"^\W{0,3}关于.{0,40}?(?:废止|修改|公布)")
_STATES = (
    (None, re.compile(r"拟|建议|适时|需要?修|待修|重新(?:制定|修|发布|公布)|修改后|修订后|尽快|抓紧|清理中")),
    (
        RelationKind.PARTLY,
        re.compile(
            r"部分(?:条款|内容)?(?:废止|失效|有效)|(?:废止|失效|删去|删除|修改)第|第.{1,12}[条款项](?:废止|失效)"
        ),
    ),
    (
        RelationKind.CONTINUED,
        re.compile(r"继续(?:有效|执行|施行|实施|保留)|现行有效|保留|^有效$|仍然有效|全部有效|延长有效期|有效期延"),
    ),
    (RelationKind.REPEALED, re.compile(r"废止")),
    (RelationKind.EXPIRED, re.compile(r"失效|停止(?:执行|施行|实施)")),
    (RelationKind.AMENDED, re.compile(r"修改|修订|修正")),
)
_HEADING = re.compile(
    r"^(?:附\s?件?\s?[一二三四五六七八九十\d]{0,3}|[一二三四五六七八九十]{1,3}|[(（][一二三四五六七八九十\d]{1,3}[)）]|\d{1,2})?\s?[、.．:：]?\s?"
)
_SERIAL = re.compile(r"^\d{1,4}$")
_ITEM = re.compile(
    r"^(?:[(（]?\d{1,4}[)）]?\s{0,2}[.、．:：)）]|[(（][一二三四五六七八九十\d]{1,4}[)）]|\d{1,4}\s{1,3}(?=[\u4e00-\u9fff《]))\s{0,3}"
)
_HEAD_CELL = re.compile(r"^(?:清理|处理|审查|评估)?(?:建议|拟处理意见|初步意见)$|^拟.{0,8}(?:意见|结果)$")
_SECTION = re.compile(
    r"^(?:决定|予以|宣布|确认|拟|现行|继续|仍然|全部|部分)?.{0,16}(?:有效|废止|失效|停止执行|修改|保留).{0,30}(?:文件|规章|目录|清单|政策措施|项目)"
    r"|(?:文件|规章).{0,16}(?:有效|废止|失效|修改|保留).{0,12}(?:目录|清单|[(（]|$)"
)
_CLAUSE = re.compile(r"[。；;].{4,}|，.{0,30}，")
_CELLS = 12  # of one row
_LONGEST_STATE, _LONGEST_HEADING, _LEAST_TITLE, _LONGEST_TITLE = 30, 60, 5, 160
_TAIL = re.compile(r"[(（〔][^()（）]{0,60}[)）〕]\s{0,2}[。；;，,]?$")


def is_list(title: str) -> bool:
    """True for the title of a list, or of a decision, by which documents hold on, expire, are repealed or amended."""
    return bool(_LIST.search(title)) and not _NO_LIST.search(title)


def told_in(title: str, text: str, *, document: bool = True) -> Iterator[Told]:
    """What `text` under `title` says of other documents. Of one that is no `document` only a list is believed."""
    listing = is_list(title)
    if listing:
        yield from islice(_rows(title, text.replace("\t", "\n")), MOST)  # in a file the cells of a row share a line
    if document or listing or _BARE.search(title):
        yield from clauses(text)


def kind_of(words: str) -> tuple[bool, RelationKind | None]:
    """(whether `words` say what becomes of a document, what): what is only intended is said, and is nothing."""
    return next(((True, kind) for kind, told in _STATES if told.search(words)), (False, None))


def _rows(title: str, text: str) -> Iterator[Told]:
    kinds = {kind for kind, told in _STATES[2:] if told.search(title)}
    section = kinds.pop() if len(kinds) == 1 else None
    row: list[str] = []
    counted = False  # whether the row began with its serial number
    for line in filter(None, map(str.strip, text.split("\n"))):
        if _HEAD_CELL.match(line):
            return  # what follows is proposed
        if _heading(line) or is_list(line):
            yield from _row(row, section, counted)
            row, counted, section = [], False, kind_of(line)[1] or (section if is_list(line) else None)
        elif _SERIAL.match(line) or (_ITEM.match(line) and not _CLAUSE.search(line)):
            yield from _row(row, section, counted)
            row, counted = ([] if _SERIAL.match(line) else [line]), True
        elif not counted and _begins(line):
            yield from _row(row, section, counted)
            row = [line]
        elif (counted or row) and len(row) < _CELLS:
            row.append(line)
    yield from _row(row, section, counted)


def _heading(line: str) -> bool:
    """True for a line above a part of a list: 二、宣布失效的规范性文件（12件）."""
    if len(line) > _LONGEST_HEADING or "《" in line or NUMBER.search(line):
        return False
    words = _HEADING.sub("", line, count=1)
    return bool(_SECTION.search(words)) and kind_of(words)[0]


def _begins(line: str) -> bool:
    """True for a line that may begin a row which has no serial number: a title, with its number or without."""
    if len(line) > _LONGEST_TITLE or "，" in line or _CLAUSE.search(line) or NUMBER.fullmatch(line.strip("()（） ")):
        return False
    return line.startswith("《") or is_act(_title(line))


def _row(cells: list[str], section: RelationKind | None, counted: bool) -> Iterator[Told]:
    """The document of one row, when its title or number is there and something is said of it. A row that is not
    counted is one only when it has a number.
    """
    if not cells:
        return
    cells = [_ITEM.sub("", cells[0], count=1), *cells[1:]]
    number = next((normalised(found.group()) for cell in cells if (found := NUMBER.search(_outside(cell)))), "")
    title = next((name for cell in cells if (name := _title(cell))), "")
    if not number and not (title and counted):
        return
    told = (kind_of(cell) for cell in cells[1:] if _states(cell))
    kind = next((what for said, what in told if said), section)
    if kind is not None:
        yield Told(kind, number, title)


def _states(cell: str) -> bool:
    """True for a cell that may say what becomes of the document, and is none of its names."""
    return len(cell) <= _LONGEST_STATE and "《" not in cell and not NUMBER.search(cell) and not is_act(cell)


def _outside(cell: str) -> str:
    """A cell without what its title quotes: the number of another document in 《》 is not its own."""
    for begins, ends, _ in reversed(list(islice(titled(cell), 8))):
        cell = cell[:begins] + "》" + cell[ends:]
    return cell


def _title(cell: str) -> str:
    """The title that a cell holds, without the number behind it; "" when it holds none."""
    words = cell.strip(" 。；;，,")
    while (tail := _TAIL.search(words)) and (NUMBER.search(tail.group()) or any(c.isdigit() for c in tail.group())):
        words = words[: tail.start()].strip()
    if NUMBER.fullmatch(words):
        return ""
    if found := NUMBER.search(_outside(words)):
        words = words.replace(found.group(), " ").strip(" ()（）")
    if words.startswith("《") and words.endswith("》") and words.count("《") == 1:
        words = words[1:-1]
    whole = fold(words)
    return words[:200] if len(whole) >= _LEAST_TITLE and (is_act(words) or "《" in cell or len(whole) >= 10) else ""
