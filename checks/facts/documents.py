"""The fields of a policy document: from its metadata table or box, and from its text where there is none.

Labels are compared with every blank taken out, because templates spread them (索&ensp;引&ensp;号). A value is
what stands
after the label in the same row or in the cell that follows it; an empty cell is an empty value, never the next label.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import replace
from datetime import datetime

from checks.facts import dates, terms
from checks.facts.detail import read_detail
from checks.facts.links import Found
from checks.facts.numbers import normalised as normalised
from checks.facts.numbers import own_number as own_number
from checks.facts.numbers import own_number_shown
from checks.facts.outline import FOOT, NAV, Outline
from checks.facts.particulars import addressees_of, duties_of, is_day, kind_of, organ_of, publicity_of, signed_on
from checks.facts.validities import validity
from checks.model.documents import Particulars
from checks.model.pages import DateSeen, Document, PageFacts, Validity
from checks.model.registry import BEIJING

_NAMES = {
    "title": "标题 名称 文件名称 信息名称 文件标题 公文标题",
    "number": "文号 发文字号 发文文号 公文文号 文件编号 文件文号 文件号 发布文号",
    "issuer": "发文机关 发布机构 发文单位 制发机关 发布单位 发文机构 制定机关 公开主体 发布机关",
    "index": "索引号 信息索引号 索引码",
    "written": "成文日期 成文时间 生成日期 生成时间 发文日期 发文时间 印发日期 制发日期 签发日期",
    "published": "发布日期 发布时间 公开日期 公布日期 公开时间",
    "effective": "施行日期 实施日期 生效日期 生效时间 施行时间 实施时间 执行日期",
    "until": "失效日期 失效时间 废止日期 终止日期 有效期至 废止时间 有效期截止",
    "validity": "有效性 效力状态 时效性 效力 是否有效 文件状态 有效状态 文件效力 时效 效力性质",
    "term": "有效期 有效期限",
    "publicity": "公开方式 公开属性 公开类别 信息公开选项 信息公开属性 公开选项",
    "": "主题分类 公文种类 体裁分类 服务对象 关键词 主题词 信息类别 "
    "统一登记号 规范性文件编号 统一编号 文种 "
    "公开形式 公开程序 公开范围 组配分类 所属机构",
}
_FIELD = {name: field for field, names in _NAMES.items() for name in names.split()}
_SPREAD = "|".join(r"\s{0,6}".join(name) for name in sorted(_FIELD, key=len, reverse=True))
_FIRST = "".join(sorted({name[0] for name in _FIELD}))  # asked before the hundred names themselves
_LABEL = re.compile(rf"(?:^|(?<=[\s|｜;；【\[]))(?=[{_FIRST}])({_SPREAD})\s{{0,4}}[】\]]?\s{{0,4}}[:：]\s{{0,6}}")
_ALONE = re.compile(rf"^[【\[]?\s?(?=[{_FIRST}])({_SPREAD})\s{{0,4}}[】\]]?\s{{0,4}}[:：]?$")
_STARTS = frozenset("【[" + _FIRST)
_STRONG = frozenset(("number", "issuer", "index", "written", "validity"))
_NONE = frozenset(("无", "暂无", "-", "--", "—", "/", "空", "none", "null"))
_CELLS = frozenset(("td", "th", "dt", "dd", "li", "tr"))
_NORMATIVE_NUMBER = re.compile(r"规(?:字|发|范|文|备)?〔")
_DRAFT = re.compile(r"征求意见稿|送审稿|征求.{0,12}意见|[(（]草案")
_FILES = re.compile(r"\.(?:pdf|docx?|xlsx?|wps|et|ofd|zip|rar|pptx?|txt|csv|7z|dps)$", re.IGNORECASE)
_FEW = 2  # labels: too few to be a table for their own sake
_POLICY_COLUMN = re.compile(r"规范性文件|政策文件|政府文件|行政规范|政策法规|文件库|发文|规章")


def read_document(outline: Outline, lines: list[str], links: list[Found], facts: PageFacts) -> Document | None:
    """The document that a page shows, None when it shows none. `facts` is all the rest that was read of the page."""
    fields, labels, nones = read_table(outline, lines)
    if detail := None if labels else read_detail(outline.scripts):
        fields = detail.fields
    heading, where = fields.get("title", "") if detail else facts.heading, _where(facts)
    shown_number = own_number_shown(heading, facts.text, fields.get("number", ""))
    number = normalised(fields.get("number", "")) or normalised(shown_number)
    if not labels and not number and not detail and not _POLICY_COLUMN.search(where):
        return None
    body = detail.text if detail else _body(facts.text, labels)
    signed = signed_on(body)
    written = dates.first_day(fields.get("written", "")) or (None if labels else signed)
    shown = dates.first_day(fields.get("published", "")) or _midnight(facts.published)
    term = terms.read_term(body, written or signed, shown)
    until = _until(fields, term, shown)
    validity_text = fields.get("validity", "")[:60]
    title = fields.get("title", "") or heading
    told = _particulars(title, body, fields, shown_number, signed, term, until)
    return Document(
        title=title[:300],
        number=number,
        issuer=fields.get("issuer", "")[:100],
        index=fields.get("index", "")[:60],
        written=written,
        published=shown,
        effective=dates.first_day(fields.get("effective", "")) or term.effective,
        valid_until=until,
        term=(fields.get("until", "") or fields.get("term", "") or term.words)[:200] if until else "",
        validity_text=validity_text,
        validity=detail.validity if detail else _validity(validity_text, labels),
        normative=_normative(where, number, labels),
        draft=bool(_DRAFT.search(title)),
        labels=labels,
        stated_none=nones,
        body_length=len("".join(body.split())),
        attachments=_attachments(outline, links),
        particulars=replace(told, drawn=detail is not None),
    )


def _until(fields: dict[str, str], term: terms.Term, shown: datetime | None) -> datetime | None:
    """The last day: as the table names or gives it, else as the text does."""
    named = dates.first_day(fields.get("until", ""))
    return named or _table_end(fields.get("term", ""), term.effective or shown) or term.last_day


def _particulars(
    title: str,
    body: str,
    fields: dict[str, str],
    number: str,
    signed: datetime | None,
    term: terms.Term,
    until: datetime | None,
) -> Particulars:
    """What the text says of itself. A last day that the table gives is not read in two ways."""
    publicity, words = publicity_of(body, fields.get("publicity", ""))
    computed = until is not None and until == term.last_day
    return Particulars(
        kind=kind_of(title),
        organ=organ_of(title, body),
        addressees=addressees_of(body),
        number_shown=(number or fields.get("number", ""))[:60],
        signed=signed,
        publicity=publicity,
        publicity_text=words,
        duties=duties_of(body),
        latest=term.latest if computed else until,
        two_terms=computed and term.doubtful,
        uncomputed=until is None and (term.uncomputed or "年" in fields.get("term", "")),
    )


def _where(facts: PageFacts) -> str:
    """The names of the columns that the page says it stands in."""
    names = [meta.content[:60] for meta in facts.metas if meta.name.lower() in ("columnname", "columntype")]
    return " ".join([*(crumb.text for crumb in facts.crumbs), *names])


def _normative(where: str, number: str, labels: tuple[str, ...]) -> bool:
    told = any("规范性" in label or label == "统一登记号" for label in labels)
    return told or "规范性文件" in where or bool(_NORMATIVE_NUMBER.search(number))


def read_table(outline: Outline, lines: list[str]) -> tuple[dict[str, str], tuple[str, ...], tuple[str, ...]]:
    """(values by field, labels shown, labels whose value says 无) of the metadata table; all empty when there
    is no table.
    """
    values: dict[str, str] = {}
    labels: dict[str, None] = {}
    nones: list[str] = []
    for label, value in _pairs(outline, lines):
        labels[label] = None
        field = _FIELD[label]
        if value.strip().lower() in _NONE:
            nones.append(label)
        elif value.strip() and field and field not in values:
            values[field] = value.strip()
    if len(labels) == _FEW and not any(c.isdigit() for value in values.values() for c in value):
        return {}, (), ()  # the head of a list of documents, or a caption
    fields = {_FIELD[label] for label in labels}
    if (len(labels) < 3 and not fields & _STRONG) or len(labels) < 2 or not fields & _STRONG:
        return {}, (), ()
    return values, tuple(labels), tuple(dict.fromkeys(nones))


def _pairs(outline: Outline, lines: list[str]) -> list[tuple[str, str]]:
    found: list[tuple[str, str]] = []
    run_lines = outline.run_lines
    own = lines[: lines.index("序号")] if "序号" in lines else lines  # below it stands a table of other documents
    for number, line in enumerate(own):
        marked = ":" in line or "：" in line
        if not (marked or line[:1] in _STARTS) or len(line) > 400:
            continue
        run = bisect_left(run_lines, number)
        if outline.roles[outline.run_elements[run]] in (NAV, FOOT):
            continue
        if len(line) < 30 and (alone := _ALONE.match(line)):
            found.append(("".join(alone.group(1).split()), _beside(outline, run, line)))
            continue
        if not marked:
            continue
        marks = list(_LABEL.finditer(line))
        for at, mark in enumerate(marks):
            end = marks[at + 1].start() if at + 1 < len(marks) else len(line)
            found.append(("".join(mark.group(1).split()), line[mark.end() : end].strip(" |｜;；")))
        if len(found) > 60:
            break
    return found


def _beside(outline: Outline, run: int, line: str) -> str:
    """The text of the cell or box after the one that holds a label alone; "" when it is empty or holds another
    label.
    """
    last = run
    while last + 1 < len(outline.runs) and outline.run_lines[last + 1] == outline.run_lines[run]:
        last += 1
    element = outline.run_elements[run]
    follower = outline.run_elements[last + 1] if last + 1 < len(outline.runs) else 0
    while outline.tags[element] not in _CELLS and element and not outline.inside(follower, outline.parents[element]):
        element = outline.parents[element]
    while outline.tags[element] not in _CELLS and outline.inside(follower, element) and follower != element and element:
        break
    sibling = outline.ends[element]
    if sibling < len(outline.tags) and outline.parents[sibling] == outline.parents[element]:
        low, high = sibling, outline.ends[sibling]
    elif (
        follower
        and outline.parents[element]
        and outline.inside(follower, outline.parents[element])
        and outline.tags[element] not in _CELLS
    ):
        low, high = outline.parents[element], outline.ends[outline.parents[element]]
    else:
        return ""
    value = ""
    for number in range(last + 1, min(last + 40, len(outline.runs))):
        if not low <= outline.run_elements[number] < high:
            break
        value += outline.runs[number]
    value = " ".join(value.split())[:300]
    return (
        "" if _ALONE.match(value) or _LABEL.match(value) or re.match(r"^[\u4e00-\u9fff ]{2,8}[:：]", value) else value
    )


def _midnight(seen: DateSeen | None) -> datetime | None:
    return seen.value.astimezone(BEIJING).replace(hour=0, minute=0, second=0, microsecond=0) if seen else None


def _table_end(term: str, start: datetime | None) -> datetime | None:
    """The last day that a 有效期 in the table gives: a day, or a span from the start."""
    if not term:
        return None
    return (
        dates.first_day(term)
        if dates.DAY.search(term)
        else terms.read_term(f"本文件自发布之日起施行，有效期{term}", None, start).last_day
    )


def _validity(text: str, labels: tuple[str, ...]) -> Validity | None:
    if "是否有效" in labels and text in ("是", "否"):
        return Validity.VALID if text == "是" else Validity.EXPIRED
    return validity(text)


def _body(text: str, labels: tuple[str, ...]) -> str:
    """The text without the lines of its table: labels, and the days beside them, which nobody signed."""
    if not labels:
        return text
    kept: list[str] = []
    labelled = False
    for line in text.splitlines():
        known = len(line) < 60 and bool(_ALONE.match(line) or _LABEL.match(line))
        if not known and not (labelled and is_day("".join(line.split()))):
            kept.append(line)
        labelled = known
    return "\n".join(kept)


def _attachments(outline: Outline, links: list[Found]) -> tuple[str, ...]:
    urls = (
        link.url
        for link in links
        if link.tag in ("a", "embed", "object", "iframe") and outline.roles[link.element] not in (NAV, FOOT)
    )
    return tuple(dict.fromkeys(url for url in urls if _FILES.search(url.partition("?")[0])))[:100]
