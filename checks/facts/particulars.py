"""What the text of a document says of itself: kind and organ, to whom it goes, how it is disclosed, who is to do it.

Lines of a page and of an attachment are read alike. Every pattern looks at short lines or stops at a bracket.
"""

from __future__ import annotations

import re
from datetime import datetime

from checks.facts import dates
from checks.model.documents import Publicity

_KIND = re.compile(
    r"(命令|令|决定|决议|公告|通告|公报|意见|通知|通报|报告|请示|批复|议案|函|纪要|办法|规定|细则|方案|条例|规则|要点|规划|计划|目录|清单|标准|指南|预案|措施|规程|"
    r"守则|准则|章程|指引|安排)(?:[(（〔【\[].{0,40})?$"
)
_OFFICE = (
    r"(?:人民政府办公[厅室]|人民政府|政府办公[厅室]|政府|委员会办公室|委员会|管委会|办公[厅室]|领导小组|[总支]队|"
    r"[局厅部委院署会社校所站]|中心|公司|街道办事处|办事处|分局|总工会|工商联|联合会|[妇残]联|团委|协会|银行|办)"
)
_BY_TITLE = re.compile(rf"^([\u4e00-\u9fff\s、,，]{{2,60}}?{_OFFICE})[\s]{{0,4}}(?:关于|印发|转发|批转)")
_SIGNATURE = re.compile(rf"^[\u4e00-\u9fff（）()]{{2,30}}{_OFFICE}$")
_TO = re.compile(r"^(?=.{0,200}(?:[各市县区局委厅室办]|单位|部门|机构|企业))[^。；;《》!！?？]{2,400}[:：]$")
_NO_LETTER = re.compile(
    r"第[一二三四五六七八九十百\d]{1,5}条|下列|以下|如下|我|现将|委托|应当|包括|[(（][一二三四五六七八九十]{1,2}[)）]"
)
_LABEL = re.compile(
    r"^(?:政府|政务)?(?:信息)?公开(?:属性|选项|类别|方式|形式|程度|范围)[:：]?\s{0,4}(?P<value>[\u4e00-\u9fff]{2,12})?$"
)
_ITSELF = re.compile(r"^[(（【\[]?(?:此件|此文|本件|该件)(?P<value>[^()（）。]{2,20})[)）】\]]?$")
_WAYS = (
    (Publicity.CLOSED, re.compile(r"不予公开|不公开|不宜公开|免予公开|内部")),
    (Publicity.ON_REQUEST, re.compile(r"依申请")),
    (Publicity.PARTLY, re.compile(r"删减|部分公开|摘要公开")),
    (Publicity.OPEN, re.compile(r"主动公开|全文公开|全部公开")),
    (Publicity.RELEASED, re.compile(r"公开发布|公开$")),
)
_SPEAKS = re.compile(r"主动公开|此件.{0,6}公开|依申请公开|不予公开|公开(?:属性|方式|形式|类别|范围|程度|选项)|公开发布")
_ANSWERS = r"(?:牵头|责任|配合|主办|协办|承办|落实|参与|参加|实施)(?:单位|部门|科室|处室)"
_STOPS = r"。；;:：()（）〔〕\[\]｡\n"
_DUTY = re.compile(
    rf"{_ANSWERS}[:：]((?:(?!{_ANSWERS}[:：])[^{_STOPS}]){{2,200}}(?:[(（][^()（）\n]{{1,30}}[)）][^{_STOPS}]{{0,200}})?)"
)
_BROKEN = re.compile(
    rf"([(（][^()（）\n]{{0,20}}{_ANSWERS}[:：][^()（）\n]{{0,200}})\n{{1,3}}(?=[^()（）\n]{{0,200}}[)）])"
)
"""A list in brackets that a line of a printed page cuts in two."""
_GAPS = re.compile(r"[^\S\n]+")
_ASSIGNS = re.compile(r"(?:单\s?位|部\s?门|[科处]室)\s?[:：]")
_REST = re.compile(r"等(?:有关|相关)?(?:单位|部门)?$")
_PARTS = re.compile(r"([,，、])")
_WHOLE = re.compile(
    r"(?:[局厅部委办院署会社校所站处科室队司段行馆联]|单位|部门|政府|中心|公司|街道|机构|企业|分局|机关|[乡镇](?!$)|办事处|学校|医院|党工委|乡镇|镇街|乡|镇)"
    r"(?:[(（][^()（）]{1,30}[)）])?$"
)
_NO_UNIT = re.compile(r"^(?:单位|各单位|部门|政府|机构|有关单位|相关单位)$")
_MOST, _UNIT, _HEAD, _LETTER, _FOOT = 60, 40, 4, 120, 30


def kind_of(title: str) -> str:
    """文种: what a title ends with; of 关于印发《…办法》的通知 it is 通知."""
    found = _KIND.search("".join(title.split()).rstrip("》"))
    return found.group(1) if found else ""


def organ_of(title: str, text: str) -> str:
    """The office that issued it: as the title begins, else who signed above the day."""
    if found := _BY_TITLE.match(title.strip()):
        return "".join(found.group(1).split())
    before = ""
    lines = text.splitlines()
    for line in (*lines[:_LETTER], *lines[max(_LETTER, len(lines) - _FOOT) :]):
        compact = "".join(line.split())
        if is_day(compact) and _SIGNATURE.match(before):
            return before
        before = compact or before
    return ""


def addressees_of(text: str) -> str:
    """主送机关: the line at the top that ends in a colon and names offices."""
    for line in text.split("\n", _FOOT)[:_FOOT]:
        if not line.rstrip().endswith((":", "：")):
            continue
        if _TO.match(compact := "".join(line.split())) and not _NO_LETTER.search(compact):
            return compact.rstrip(":：")[:200]
    return ""


def signed_on(text: str) -> datetime | None:
    """The date under the text: the last line that holds a date and nothing else, else the first one below the head,
    for a notice that puts a long plan into force is signed above that plan.
    """
    lines = text.splitlines()
    for line in (*reversed(lines[-_FOOT:]), *lines[_HEAD:-_FOOT][:_LETTER]):
        compact = "".join(line.split()).strip("（）()")
        if is_day(compact):
            return dates.first_day(compact)
    return None


def is_day(compact: str) -> bool:
    return 8 <= len(compact) <= 12 and bool(dates.DAY.fullmatch(compact) or dates.CHINESE_DAY.fullmatch(compact))


def publicity_of(text: str, field: str) -> tuple[Publicity | None, str]:
    """(公开属性, the words): in a line of its own, by its label or （此件…）, else what the table's `field` says."""
    if "公开" in text:
        lines = text.splitlines()
        for at, line in enumerate(lines):
            if "公开" not in line or len(line) > _UNIT:
                continue
            compact = "".join(line.split())
            found = _LABEL.match(compact.strip("（）()【】*")) or _ITSELF.match(compact)
            if found is None:
                continue
            told = found.group("value") or "".join("".join(lines[at + 1 : at + 2]).split())[:_UNIT]
            if way := _way(told):
                return way, compact[:_UNIT]
    return _way(field), field[:_UNIT]


def speaks_of_publicity(words: str) -> bool:
    """True when they name a way of disclosure at all, be it one that `publicity_of` would not take for a label."""
    return "公" in words and bool(_SPEAKS.search("".join(words.split())))


def _way(words: str) -> Publicity | None:
    return next((way for way, pattern in _WAYS if pattern.search(words)), None)


def duties_of(text: str) -> tuple[str, ...]:
    """The units that a text makes answerable (牵头单位：…；责任单位：…), each once, in order."""
    if not _ASSIGNS.search(text):
        return ()
    units: dict[str, None] = {}
    for found in _DUTY.finditer(_BROKEN.sub(r"\1", _GAPS.sub("", text))):
        for unit in _units(found.group(1)):
            if len(units) >= _MOST:
                return tuple(units)
            units[unit] = None
    return tuple(units)


def _units(value: str) -> list[str]:
    """The units of a list. What names no unit alone belongs to the one behind it (永昌县、金川区政府), and a bare 单位
    to the one ahead of it (市政府各部门、单位)."""
    parts = _PARTS.split(value)
    units: list[str] = []
    open_ = ""
    for at in range(0, len(parts), 2):
        part = _REST.sub("", parts[at].strip())
        if not part:
            continue
        if _NO_UNIT.match(part) and units and not open_:
            units[-1] += f"{parts[at - 1]}{part}"
            continue
        open_ += part
        if _WHOLE.search(part):
            units.append(open_)
            open_ = ""
        elif at + 1 < len(parts):
            open_ += parts[at + 1]
    if open_.strip(",，、"):
        units.append(open_.strip(",，、"))
    return [unit for unit in units if 2 <= len(unit) <= _UNIT]
