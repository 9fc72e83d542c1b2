"""What a page or file says of other documents: lists of what holds, expired and was repealed (清理结果, 废止目录),
and sentences (`checks.facts.repeal_clauses`).

A row of a list is a line with title and number, or the cells of one row, each a line of its own. What became of it
stands in a cell of the row (清理意见), else in the heading above it (三、失效), else in the title of the list. A list
of proposals (拟废止, 清理建议) and a notice that lists be made say nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from itertools import islice

from checks.facts.documents import normalised
from checks.facts.folding import fold
from checks.facts.policy import is_act
from checks.facts.repeal_clauses import DAY, NUMBER, clauses, day_in, titled
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
            r"部分(?:条款|内容|规定)|部分(?:废止|失效|有效)|(?:废止|失效|删去|删除|修改)第|第.{1,12}[条款项](?:废止|失效)"
        ),
    ),
    (
        RelationKind.CONTINUED,
        re.compile(
            r"继续(?:有效|执行|施行|实施|保留)|现行有效|保留|^有效$|有效(?!期).{0,12}(?:目录|清单)|仍然有效|全部有效|延长有效期|有效期延"
        ),
    ),
    (RelationKind.REPEALED, re.compile(r"废止")),
    (RelationKind.EXPIRED, re.compile(r"失效|停止(?:执行|施行|实施)")),
    (RelationKind.AMENDED, re.compile(r"修改|修订|修正")),
)
_HEADING = re.compile(
    r"^(?:附\s?件?\s?[一二三四五六七八九十\d]{0,3}|[一二三四五六七八九十]{1,3}|[(（][一二三四五六七八九十\d]{1,3}[)）]|\d{1,2})?\s?[、.．:：]?\s?"
)
_LEVELS = ("附", "一二三四五六七八九十", "(（")
"""How headings begin, the highest first."""
_SHORT = re.compile(
    r"^(?:予以|宣布|决定|继续|仍然|全部)?(?:保留|有效|执行|废止|失效|修改|停止执行)的?(?P<count>[(（]共?\s?\d{1,4}\s?[件个部项][)）])?[:：]?$"
)
_OTHERS = re.compile(r"依据|范围|要求|不纳入|不列入|未列入|不属于|说明|参考|替代|新(?:制定|出台)")
_AHEAD = re.compile(rf"^[^，,]{{0,16}}(?:{_OTHERS.pattern})[^，,]{{0,6}}[:：]$")
_LISTED_FROM = re.compile(
    rf"(?:下列|以下|所列|上述|以上|附件)[^。；;\n]{{0,40}}?[自从]\s?({DAY})\s?(?:之日)?起[^。；;\n]{{0,10}}(?:废止|失效|停止)"
    rf"|[自从]\s?({DAY})\s?(?:之日)?起[^。；;\n]{{0,10}}(?:废止|失效|停止执行)[^。；;\n]{{0,6}}(?:下列|以下|所列|上述|以上|附件)"
)
_FROM = re.compile(rf"[自从于]\s?({DAY})")
_ENDS_ON = re.compile(r"^(?:废止|失效|终止|停止执行)的?(?:时间|日期)$")
"""The head of a column that tells when each document of the list ends."""
_SERIAL = re.compile(r"^\d{1,4}$")
_ITEM = re.compile(
    r"^(?:[一二三四五六七八九十]{1,3}[、.．](?=\s{0,3}(?:《|关于))|[(（]?\d{1,4}[)）]?\s{0,2}[.、．:：)）]|[(（][一二三四五六七八九十\d]{1,4}[)）]|\d{1,4}\s{1,3}(?=[\u4e00-\u9fff《]))\s{0,3}"
)
_HEAD_CELL = re.compile(r"^(?:清理|处理|审查|评估)?(?:建议|拟处理意见|初步意见)$|^拟.{0,8}(?:意见|结果)$")
_SECTION = re.compile(
    r"^(?:决定|予以|宣布|确认|拟|现行|继续|仍然|全部|部分)?.{0,16}(?:有效|废止|失效|停止执行|继续(?:执行|施行|实施)|修改|保留).{0,30}(?:文件|规章|目录|清单|政策措施|项目)"
    r"|(?:文件|规章).{0,16}(?:有效|废止|失效|修改|保留).{0,12}(?:目录|清单|[(（]|$)"
)
_CLAUSE = re.compile(r"[。；;].{4,}|，.{0,30}，")
_PROSE = re.compile(r"^(?:根据|依据|按照?|依照|为了?|经)")
_ARTICLES = re.compile(r"第[一二三四五六七八九十百零〇\d]{1,6}[条款项章]")
_BEHIND_NAME = re.compile(r"(?<=[)）》])\s{0,2}第[^《》]{1,30}$")
_CELLS = 12  # of one row
_LONGEST_STATE, _LONGEST_HEADING, _LEAST_TITLE, _LONGEST_TITLE = 30, 60, 5, 160
_TAIL = re.compile(r"[(（〔][^()（）]{0,60}[)）〕]\s{0,2}[。；;，,]?$")


def is_list(title: str) -> bool:
    """True for the title of a list, or of a decision, by which documents hold on, expire, are repealed or amended."""
    return bool(_LIST.search(title)) and not _NO_LIST.search(title)


def kinds_in(title: str) -> frozenset[RelationKind]:
    """What the title of a list says that becomes of the documents in it."""
    return frozenset(kind for kind, told in _STATES[2:] if kind and told.search(title))


def told_in(title: str, text: str, *, document: bool = True) -> Iterator[Told]:
    """What `text` under `title` says of other documents. Of one that is no `document` only a list is believed."""
    listing = is_list(title)
    text = text.replace("\t", "\n")  # in a file the cells of a row share a line
    if listing:
        yield from islice(_rows(title, text), MOST)
    if document or listing or _BARE.search(title):
        yield from clauses(text)


def kind_of(words: str) -> tuple[bool, RelationKind | None]:
    """(whether `words` say what becomes of a document, what): what is only intended is said, and is nothing."""
    return next(((True, kind) for kind, told in _STATES if told.search(words)), (False, None))


@dataclass
class _Part:
    """The part of a list that is being read: what its heading says of each document and from when on, and the rank of
    that heading among headings. `dated`: a column tells when each document ends."""

    kind: RelationKind | None
    on: date | None = None
    rank: int = -1
    since: date | None = None  # said for the whole list
    dated: bool = False

    def begins(self, line: str) -> bool:
        """True for a heading, which may begin another part."""
        if len(line) > _LONGEST_HEADING or "《" in line or NUMBER.search(line):
            return False
        words = _HEADING.sub("", line, count=1)
        rank = next((at for at, marks in enumerate(_LEVELS) if line[0] in marks and words != line), len(_LEVELS))
        short = _SHORT.match(words)
        if (_SECTION.search(words) or (short and (short["count"] or rank < len(_LEVELS)))) and kind_of(words)[0]:
            self.kind, self.on, self.rank = kind_of(words)[1], _from(words), rank
        elif is_list(line):
            self.kind = kind_of(line)[1] or self.kind
        elif is_act(words) or not (rank < len(_LEVELS) or _AHEAD.match(line)):
            return False
        elif rank <= self.rank < len(_LEVELS) or _OTHERS.search(words):
            self.kind, self.on = None, None  # of what follows nothing is said
        return True


def _from(words: str) -> date | None:
    found = _FROM.search(words)
    return day_in(found.group(1)) if found else None


def _rows(title: str, text: str) -> Iterator[Told]:
    kinds = kinds_in(title)
    part = _Part(next(iter(kinds)) if len(kinds) == 1 else None)
    part.since = max((day for one in _LISTED_FROM.finditer(text) if (day := day_in(one.group()))), default=None)
    row: list[str] = []
    counted = False  # whether the row began with its serial number
    for line in filter(None, map(str.strip, text.split("\n"))):
        if _HEAD_CELL.match(line):
            return  # what follows is proposed
        part.dated |= bool(_ENDS_ON.match(line))
        before = replace(part)
        if part.begins(line):
            yield from _row(row, before, counted)
            row, counted = [], False
        elif _SERIAL.match(line) or (_ITEM.match(line) and not _CLAUSE.search(line)):
            yield from _row(row, part, counted)
            row, counted = ([] if _SERIAL.match(line) else [line]), True
        elif not counted and _begins(line):
            yield from _row(row, part, counted)
            row = [line]
        elif (counted or row) and len(row) < _CELLS:
            row.append(line)
    yield from _row(row, part, counted)


def _begins(line: str) -> bool:
    """True for a line that may begin a row which has no serial number: a title, with its number or without."""
    if len(line) > _LONGEST_TITLE or "，" in line or _CLAUSE.search(line) or NUMBER.fullmatch(line.strip("()（） ")):
        return False
    return line.startswith("《") or is_act(_title(line))


def _row(cells: list[str], part: _Part, counted: bool) -> Iterator[Told]:
    """The document of one row, when its title or number is there and something is said of it. A row that is not
    counted is one only when it has a number.
    """
    if not cells:
        return
    cells = [_ITEM.sub("", cells[0], count=1), *cells[1:]]
    number = next((normalised(found.group()) for cell in cells if (found := NUMBER.search(_outside(cell)))), "")
    title = next((name for cell in cells if (name := _title(cell))), "")
    if (not number and not (title and counted)) or _is_prose(cells[0], title):
        return
    states = [cell for cell in cells[1:] if _states(cell)]
    kind = next((what for said, what in map(kind_of, states) if said), part.kind)
    if kind is not None and kind.ends and _ARTICLES.search(_outside(cells[0])):
        kind = RelationKind.PARTLY
    if kind is not None:
        own = [day for cell in states if (day := day_in(cell) if part.dated else _from(cell))]
        yield Told(kind, number, title, max(own, default=part.on or part.since if kind.ends else None))


def _is_prose(cell: str, title: str) -> bool:
    """True for a numbered sentence that only names a document."""
    words = _outside(cell)
    return bool(_PROSE.match(words)) or ("，" in words and not is_act(title))


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
    words = _BEHIND_NAME.sub("", cell.strip(" 。；;，,"))
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
