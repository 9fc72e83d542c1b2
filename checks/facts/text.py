"""The text of the main part of a page, the words that say it is empty, and whether a script was to fill it."""

from __future__ import annotations

import re

from checks.facts.outline import CRUMB, FOOT, HEAD, HIDDEN, MAIN, NAV, Outline
from checks.facts.templates import remembered

LONGEST = 200_000
"""Characters of text kept of one page."""
_NOTICE = re.compile(
    r"(?:栏目|网站|网页|页面|内容|本站|系统)?(?:正在)?建设中|(?:网站|栏目|系统|页面)(?:正在)?(?:升级|改版|维护)(?:改造)?中?|敬请期待|"
    r"(?:暂无|暂时没有|目前没有|没有(?:找到)?|无)(?:相关|任何|新增|最新|符合条件的?){1,3}(?:数据|信息|内容|记录|文章|资料|公告|结果)|"
    r"(?:暂无|暂时没有|目前没有)(?:数据|内容|信息|记录|文章|资料|公告)|"
    r"(?:内容|栏目|资料)(?:更新|整理|完善)中|Under Construction",
    re.IGNORECASE,
)
_MAY_NOTICE = re.compile("建设中|升级|改版|维护|敬请期待|无|没有|更新中|整理中|完善中|U|u")
"""Without one of these no line is a notice: far faster to look for."""
_FILLED_BY = re.compile(
    r"mricode\.pagination|\.ajax\(|axios\.|new Vue\(|createApp\(|fetch\(|"
    r"XMLHttpRequest|dataproxy|jpage|\$\.(?:get|post|getJSON)\(|avalon\.define|laytpl|template\("
)
_TEMPLATES = re.compile(r"\{\{[^{}]{1,60}\}\}|<%=?[^%]{1,60}%>")
_UNSEEN = (NAV, FOOT, HEAD, CRUMB, HIDDEN)


def main_text(outline: Outline, lines: list[str]) -> str:
    """The lines of the main part, parted by line breaks. Where the roles leave next to nothing, the whole page."""
    roles, elements = outline.roles, outline.run_elements
    kept: list[str] = []
    last, whole = -1, 0
    for run, number in enumerate(outline.run_lines):
        if number == last:
            continue
        last = number
        whole += len(lines[number])
        element = elements[run]
        if roles[element] == MAIN and outline.tags[element] not in ("title", "option", "button"):
            kept.append(lines[number])
    text = "\n".join(kept)
    if len(text) * 20 < whole and whole > 400:
        text = "\n".join(lines)
    return text[:LONGEST]


def shown_text(outline: Outline) -> str:
    """All that a reader of the whole page sees, menus and foot included, white space folded. At most `LONGEST`."""
    roles, number = outline.roles, outline.run_elements
    seen = (text for text, element in zip(outline.runs, number, strict=True) if roles[element] != HIDDEN)
    return " ".join(" ".join(seen).split())[:LONGEST]


def empty_notice(text: str, items: int) -> str:
    """The words that say there is nothing here yet, "" when there are none or when there is plenty to read."""
    if items > 2 or len(text) > 1_500:
        return ""
    for line in text.splitlines():
        if len(line) > 60 or not _MAY_NOTICE.search(line):
            continue
        if (found := _NOTICE.search(line)) and len(line) <= len(found.group(0)) + 24:
            return line[:60]
    return ""


def is_scripted(outline: Outline, text: str, items: int) -> bool:
    """True when the list or the body is filled by a script that was not run."""
    if items > 2 or len(text) > 600:
        return False
    if _TEMPLATES.search(text):
        return True
    return any(map(_fills, outline.scripts))


@remembered
def _fills(script: str) -> bool:
    return _FILLED_BY.search(script) is not None
