"""Marks that say that a text is not for everyone: 国家秘密标志, 内部资料, 此件不予公开, 依申请公开.

A mark is a line of its own where documents carry such lines: at the head or on the cover, in the table of fields, under
the text. What a sentence says of marks is none. Pure; never raises on any text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from checks.model.pages import PageFacts, PageKind

HEAD_LINES, TAIL_LINES = 60, 15
"""Where marks are looked for: so many lines from the top (menus stand above many a text) and from the end."""
_LONGEST = 90  # characters of a line that may be a mark; a longer one is a sentence
_NEVER = frozenset((PageKind.HOME, PageKind.LIST, PageKind.SECTION, PageKind.STUB))
_SIGNS = (
    *(
        "密",
        "内部",
        "内 部",
        "内　部",
        "外传",
        "扩散",
        "仅供",
        "不予公开",
        "不公开",
        "申请公开",
        "不得公开",
        "不宜公开",
    ),
    *("免予公开", "公 开", "公　开"),
)
_TERM = (
    r"(?:长期|\d{1,2}(?:年|个?月|天|日)|[一二三四五六七八九十]{1,3}(?:年|个月|天)"
    r"|(?:启用|公[开布]|发布|考试结束|开标|解密)前|\d{4}年\d{1,2}月(?:\d{1,2}日)?前?)"
)
_LEVEL = r"(?:绝密|机密|秘密)"
_STAR = re.compile(
    rf"(?:\d{{1,8}})?(?:特急|加急|平急|特提)?(?:密级[:：]?)?({_LEVEL}级?[★☆]{_TERM}?)(?:特急|加急|平急|特提)?"
    r"(?:[^，。；、：“”？！]{0,30}(?:文件|纪要|公函|函|号|日|试题|试卷))?"
)
_FIELD = re.compile(rf"密级(?:程度|等级)?[:：]?({_LEVEL}级?(?:[★☆]?{_TERM})?)")
_FIELD_NAME = re.compile(r"密级(?:程度|等级)?[:：]?")
_VALUE = re.compile(rf"({_LEVEL}级?(?:[★☆]?{_TERM})?)")
_IN_TITLE = re.compile(
    rf"^[（(【\[〔]({_LEVEL}级?(?:[★☆]?{_TERM})?)[)）】\]〕].|.[（(【\[〔]({_LEVEL}级?(?:[★☆]?{_TERM})?)[)）】\]〕]$"
)
_BARE = re.compile(_LEVEL)
_NUMBER = re.compile(r"[〔\[［（(]\d{4}[〕\]］)）]\d{1,4}号|^\d{6}$|^(?:特急|加急)$")
_NEAR = 8  # lines below a level without a star within which a document begins
_ABOUT = re.compile(
    r"保密(?:法|知识|教育|宣传|常识|协议|责任|承诺|须知|培训|考试|课|提醒)|保守国家秘密|定密|密级|涉密|失泄密|泄密|窃密|公文(?:格式|处理|写作|种类|要素)"
    r"|格式(?:规范|标准|要求)|模板|样式|范[文本例]|示例|样本|题库|测试|问答|解密|揭秘|解读|案例|标[志识]|商业秘密|档案.{0,6}开放|展[览出陈]"
)
_EXAM = re.compile(r"启用前|考试结束前")
_USED = re.compile(r"模拟|样[卷题]|真题|历年|练习|答案|评分|解析|复习|备考|往年|试题及|启用后")

_CORE = r"内部(?:资料|文件|材料|刊物|情况|参考|使用|传阅|掌握|学习资料)"
_CAUTION = (
    r"(?:请?注意|请?妥善)保[存管密]|(?:严禁|不得|请勿|切勿|禁止|不可|谢绝|不准|勿)"
    r"(?:外传|外泄|翻印|复印|转发|转载|传播|复制|泄露|扩散|上网|上传|公开|对外公开|对外提供)|阅后[收退]回|用后[收退]回"
)
_ONLY = (
    r"(?:仅|只)(?:供|限)?(?:(?:机关|本?单位|本机关|本局|本部门|系统|领导)?内部?(?:工作)?(?:人员)?|(?:机关)?工作人员)"
    r"(?:使用|参考|传阅|学习|交流|掌握)"
    r"|仅供(?:领导)?(?:内部)?(?:参阅|传阅)"
)
_OF_IT = r"^[本此该](?:件|文件|资料|材料|文|表|手册|方案|名单|通讯录|汇编|通知)?(?:为|属于|属|系)?"
_TOKEN = re.compile(rf"{_OF_IT}|{_CORE}|{_CAUTION}|{_ONLY}|[，,、；;：:。.！!·\-—★]")
_OUT = re.compile(r"外传|外泄|扩散")
_BRACKETED = re.compile(r"[（(【\[〔]([^（(【\[〔)）】\]〕]{2,20})[)）】\]〕]")
_PRINTED = re.compile(r"免费交流|免费赠阅|准印证|准印号|准印字|内部资料性出版物|内部资料性")
_HIDDEN = r"不予公开|不公开发布|不对外公开|不得公开|不宜公开|免予公开|不公开"
_REQUEST = r"依申请公开|申请公开"
_NOTE = re.compile(
    rf"(?:[（(【\[])?(?:[此本该](?:件|文|文件|信息)|公开属性[:：]|信息公开选项[:：])(?:依法|属于|属|系|为|的公开属性为)?(?:({_HIDDEN})|({_REQUEST}))(?:[)）】\]。])?"
    rf"|[（(【\[](?:({_HIDDEN})|({_REQUEST}))[)）】\]]"
)
_LABEL = r"(?:信息|政府信息|文件)?公开(?:属性|方式|类型|形式|类别|选项|标识|程度)(?:标识)?"
_LABELLED = re.compile(rf"{_LABEL}[:：]?(?:[此本]件)?(?:({_HIDDEN})|({_REQUEST}))(?:信息|类)?")
_LABEL_NAME = re.compile(rf"{_LABEL}[:：]?")
_WAY = re.compile(rf"(?:({_HIDDEN})|({_REQUEST}))(?:信息|类)?")
_CATALOGUE = re.compile(
    r"依申请|申请公开|公开(?:指南|目录|制度|规定|办法|工作|事项|申请)|目录|清单|一览表|流程|年报|年度报告|办事指南|服务指南|权责|标准化"
)
_PROSE = 20  # characters from which on a line is one of running text


class Mark(NamedTuple):
    """A mark as it stands. `code` is mark, internal, not-public or on-request; `line` what it stands in, `around` that
    with its neighbours and the mark in 【】."""

    code: str
    word: str
    around: str


def secrecy_marks(facts: PageFacts, whole: int) -> tuple[Mark, ...]:
    """The marks of a page or file, at most one of each code. A text of fewer than `whole` letters of prose is only
    named, not published: then 不予公开 and 依申请公开 say nothing."""
    text = facts.text
    if facts.kind in _NEVER or not any(map(f"{facts.heading}\n{text}".__contains__, _SIGNS)):
        return ()
    shown = text.split("\n")
    near = shown[:HEAD_LINES] + shown[-TAIL_LINES:] if len(shown) > HEAD_LINES + TAIL_LINES else shown
    lines = [folded for line in near if (folded := "".join(line[: 4 * _LONGEST].split()))]
    title = f"{facts.heading}\n{facts.title}"
    if facts.kind is PageKind.FILE:
        title += "\n" + "\n".join(lines[:4])
    found: dict[str, Mark] = {}
    for code, word, at in _found(lines, facts.heading, title):
        if code in ("not-public", "on-request") and sum(len(line) for line in shown if len(line) >= _PROSE) < whole:
            continue
        found.setdefault(code, Mark(code, word, _around(lines, at, word) if at >= 0 else f"【{word}】{facts.heading}"))
    return tuple(found.values())


def _found(lines: Sequence[str], heading: str, title: str) -> Iterator[tuple[str, str, int]]:
    """(code, mark, number of its line; -1 for the title) of everything that looks like a mark."""
    if not _ABOUT.search(title):
        yield from (("mark", word, at) for word, at in _levels(lines, heading, title))
        if (internal := list(_internal(lines, heading))) and not _PRINTED.search("\n".join(lines)):
            yield from (("internal", word, at) for word, at in internal)
    if not _CATALOGUE.search(title):
        yield from _ways(lines)


def _levels(lines: Sequence[str], heading: str, title: str) -> Iterator[tuple[str, int]]:
    """国家秘密标志: with a star, as a field, in brackets of the title, or bare above the number of a document."""
    used = _USED.search(title) is not None
    for n, line in enumerate(lines):
        if len(line) > _LONGEST or "密" not in line:
            continue
        found = _STAR.fullmatch(line) or _FIELD.fullmatch(line)
        if found is None and n and _FIELD_NAME.fullmatch(lines[n - 1]):
            found = _VALUE.fullmatch(line)
        if found is not None:
            if not (used and _EXAM.search(found[1])):
                yield found[1], n
        elif _BARE.fullmatch(line) and n < HEAD_LINES and _begins(lines, n):
            yield line, n
    if found := _IN_TITLE.search("".join(heading[:_LONGEST].split())):
        yield found[1] or found[2], -1


def _begins(lines: Sequence[str], n: int) -> bool:
    """Does a document begin around line `n`: its number below, or its copy number or urgency beside it?"""
    beside = (*lines[max(0, n - 1) : n], *lines[n + 1 : n + 1 + _NEAR])
    return any(_NUMBER.search(line) for line in beside if len(line) <= _LONGEST)


def _internal(lines: Sequence[str], heading: str) -> Iterator[tuple[str, int]]:
    for n, line in enumerate(lines):
        told = "内" in line or (("外" in line or "扩" in line) and _OUT.search(line))  # letters first: far faster
        if told and 4 <= len(line) <= _LONGEST and _is_caution(line):
            yield line.strip("（()）【】[]。"), n
    for inner in _BRACKETED.findall("".join(heading[:200].split())):
        if _is_caution(f"（{inner}）"):
            yield inner, -1


def _is_caution(line: str) -> bool:
    """A line of nothing but 内部资料, 注意保存, 不得外传 and the like; 内部资料 alone only in brackets."""
    bracketed = _BRACKETED.fullmatch(line)
    bare = bracketed[1] if bracketed else line
    tokens = _TOKEN.findall(bare)
    if sum(map(len, tokens)) != len(bare):
        return False
    core, only = re.search(_CORE, bare), re.search(_ONLY, bare)
    caution = re.search(_CAUTION, bare)
    return bool(only or (core and (bracketed or caution)) or _OUT.search(bare))


def _ways(lines: Sequence[str]) -> Iterator[tuple[str, str, int]]:
    """不予公开 and 依申请公开 as a note or a field; a page with many such fields is a catalogue."""
    fields: list[tuple[str, str, int]] = []
    for n, line in enumerate(lines):
        if len(line) > _LONGEST or "公开" not in line:
            continue
        if note := _NOTE.fullmatch(line):
            yield _way(note), next(filter(None, note.groups())), n
            continue
        found = _LABELLED.fullmatch(line)
        if found is None and n and _LABEL_NAME.fullmatch(lines[n - 1]):
            found = _WAY.fullmatch(line)
        if found is not None:
            fields.append(
                (_way(found), line if found[0] == line and "：" in line else next(filter(None, found.groups())), n)
            )
    if fields and sum(_LABEL_NAME.match(line) is not None for line in lines if len(line) <= _LONGEST) <= 2:
        yield from fields


def _way(found: re.Match[str]) -> str:
    hidden = [group for group in found.groups()[::2] if group]
    return "not-public" if hidden else "on-request"


def _around(lines: Sequence[str], at: int, word: str) -> str:
    line = lines[at]
    start = line.find(word)
    shown = f"{line[:start]}【{word}】{line[start + len(word) :]}" if start >= 0 else f"【{line}】"
    before = lines[at - 1][-20:] if at else ""  # little: a report must not spread what it accuses
    return " ".join(filter(None, (before, shown, *(line[:40] for line in lines[at + 1 : at + 2]))))
