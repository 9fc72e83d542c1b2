"""Regulations (规章) as pages show them, and the note (题注) in brackets under their title: when and by which order
they were published and amended, and from when on they hold.
"""

from __future__ import annotations

import re

from checks.model.pages import PageFacts

_COLUMN = re.compile(r"规章")
_OTHER_COLUMN = re.compile(r"规章制度|解读|草案|征求|意见|废止|失效|清理|目录|立法|规范性文件|法律")
_REGULATION = re.compile(r"(?:办法|规定|规则|细则|规程)(?:[(（][^()（）]{1,20}[)）])?\s{0,3}$")
_NO_REGULATION = re.compile(r"关于|通知|决定|印发|解读|草案|征求|目录|公告|清单")
_FIRST = re.compile(r"^\s{0,8}第\s?[一1]\s?[条章](?!第)", re.MULTILINE)
_DAY = (
    r"(?:(?:19|20)\d\d\s?年\s?\d{1,2}\s?月\s?\d{1,2}\s?日"
    r"|[一二〇○零三四五六七八九]{4}年[一二三四五六七八九十]{1,3}月[一二三四五六七八九十]{1,3}日)"
)
_OPENS = re.compile(rf"[(（]\s{{0,4}}(?:根据)?{_DAY}")
_PUBLISHED = re.compile(rf"{_DAY}[^。；;]{{0,80}}?(?:令|公布|发布|颁布|通过|印发)")
_ORDER = re.compile(
    r"令\s{0,3}[(（〔\[]?(?:(?:19|20)\d\d\s?年?)?[)）〕\]]?\s{0,3}第?\s{0,3}[\d一二三四五六七八九十百〇零]{1,5}\s{0,3}号|〔(?:19|20)\d\d〕\s?\d{1,5}\s?号"
)
_HOLDS = re.compile(r"(?:起|日)\s{0,2}(?:施行|实施|生效|执行)|施行日期|同日施行")
_FROM = re.compile(rf"自\s{{0,2}}{_DAY}\s{{0,2}}(?:之日)?起")
_AMENDED = re.compile(r"(?:修正|修订|修改)")
_GIVEN = re.compile(r"现(?:将|予)?(?:以)?[^。\n]{0,30}(?:公布|发布|颁布)")
_SIGNED = re.compile(
    r"(?:省长|市长|州长|主席|部长|主任|局长|署长|行长)\s{0,4}[:：]?\s{0,4}[\u4e00-\u9fff]\s{0,3}[\u4e00-\u9fff·]{1,8}"
)
_LONGEST = 3_000
_HEAD = 6_000
"""Characters of a note, and of what stands before the first article."""


def in_column(facts: PageFacts) -> bool:
    """True for a page in a column of regulations, by its last crumbs."""
    names = [crumb.text for crumb in facts.crumbs[-3:]]
    return any(_COLUMN.search(name) for name in names) and not any(_OTHER_COLUMN.search(name) for name in names)


def is_regulation(title: str) -> bool:
    """True for the title of a regulation itself, not of what announces or explains one."""
    return bool(_REGULATION.search(title.strip())) and not _NO_REGULATION.search(title)


def articles_at(text: str) -> int:
    """Where the first article or chapter begins; -1 where there is none."""
    found = _FIRST.search(text)
    if found is None:
        return -1
    again = _FIRST.search(text, found.end()) if "章" in found.group() else None
    return again.start() if again and again.start() - found.start() < _HEAD and "章" in again.group() else found.start()


def note_in(head: str) -> str:
    """The note in what stands before the first article, "" when there is none."""
    head = head[-_HEAD:]
    for found in _OPENS.finditer(head):
        depth = 0
        for at in range(found.start(), min(len(head), found.start() + _LONGEST)):
            depth += (head[at] in "（(") - (head[at] in "）)")
            if not depth:
                note = head[found.start() + 1 : at]
                if _PUBLISHED.search(note) and (_ORDER.search(note) or _HOLDS.search(note) or "公布" in note):
                    return note
                break
    return ""


def lacking(note: str) -> tuple[str, ...]:
    """What a note does not say, in Chinese."""
    first = re.split(r"根据|依据|依照", note, maxsplit=1)[0] or note
    missing = [] if _PUBLISHED.search(first) else ["公布时间"]
    missing += [] if _ORDER.search(first) else ["公布文号"]
    amended = _FROM.sub("", note[len(first) :])
    if _AMENDED.search(note):
        missing += [] if re.search(_DAY, amended) else ["修订时间"]
        missing += [] if _ORDER.search(amended) else ["修订文号"]
    return (*missing, *(() if _HOLDS.search(note) else ("施行时间",)))


def repeats_order(head: str) -> str:
    """The words of the order that published a regulation, where they stand before its text; "" where they do not."""
    head = head[-_HEAD:]
    given = _GIVEN.search(head)
    return given.group() if given and (_SIGNED.search(head) or "令" in head[: given.start()]) else ""
