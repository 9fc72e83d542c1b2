"""Annexes (附件) that a text announces, and whether its page shows, offers or leads to them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from checks.facts.files import offered
from checks.facts.folding import fold
from checks.facts.links import Found
from checks.facts.outline import MAIN, Outline
from checks.model.pages import Link, PageFacts, Place

_MOST, _LONGEST, _SAME = 30, 120, 5
"""So many annexes are read, titles so long, and so many letters tell a title."""
_HEAD = re.compile(
    r"^[【\[]?附\s{0,6}件?\s{0,4}[】\]]?\s{0,2}(?:\d{1,2}|[一二三四五六七八九十]{1,2})?\s{0,2}[:：]\s{0,4}(.{0,200})$"
)
_ALONE = re.compile(r"^附\s{0,6}件\s{0,2}(?:\d{1,2}|[一二三四五六七八九十]{1,2})?\s{0,2}[:：]?$")
_ENTRY = re.compile(
    r"^(?:附件\s{0,2}\d{0,2}|[(（]\s?\d{1,2}\s?[)）]|\d{1,2}(?:\s{0,2}[.、．:：)）]|\s{1,4}(?=[\u4e00-\u9fff《“])))\s{0,2}[.、．:：]?\s{0,4}(?=\S)"
)
_MENTION = re.compile(r"(?:详|附|具体|名单|见|参)见附件|[(（]见附件")
_EXCUSED = re.compile(
    r"附件.{0,10}(?:略|另发|另行|不公开|不予公开|不另|线下|纸质|内网|已发|邮箱|随文)|\(略[)）]|（略[)）]|此件不公开|依申请公开|扫描?.{0,6}二维码|网盘|登录.{0,30}下载|下载地址|查看地址|公众号"
)
_LEADS = re.compile(
    r"附\s?件|下载|点击|点此|查看|全文|原文|\.(?:docx?|xlsx?|pdf|zip|rar|wps|et|ofd|pptx?)\s?$", re.IGNORECASE
)
_SUFFIX = re.compile(r"\.(?:docx?|xlsx?|pdf|zip|rar|wps|et|ofd|pptx?|jpg|png)$", re.IGNORECASE)
_AROUND = (Place.NAV, Place.HEAD)  # and not the foot: on a page without one its last things are taken for it
_FRAMES = frozenset(("iframe", "frame", "embed", "object"))
_BUTTON = re.compile(
    r"打印|关闭|分享|收藏|返回|字体|字号|无障碍|微博|微信|朋友圈|空间|顶部|纠错|评论|登录|注册|扫一扫|[上下]一"
)
_LEAST_ANCHOR = 5
_ENOUGH = 300
"""Letters below the announcement from which on the annex may be what stands there."""


@dataclass(frozen=True, slots=True)
class Announced:
    """The titles of the annexes (none where the text only says 见附件), and the text below the announcement."""

    titles: tuple[str, ...]
    below: str


def count_unfollowed(outline: Outline, links: Sequence[Found]) -> int:
    """How many anchors of the main part have no address and no name of a button: a script opens what they name."""
    bare = (found for found in links if not found.url and found.tag == "a" and outline.roles[found.element] == MAIN)
    return sum(len(found.text) >= _LEAST_ANCHOR and not _BUTTON.search(found.text) for found in bare)


def announced(text: str) -> Announced | None:
    """What annexes a text announces; None when it announces none, or excuses itself."""
    told = _announced(text) if "附" in text and "件" in text else None
    return None if told is None or _EXCUSED.search(text) else told


def _announced(text: str) -> Announced | None:
    lines = text.split("\n")
    for number, line in enumerate(lines):
        if "附" not in line:
            continue
        found = _HEAD.match(line.strip()[: _LONGEST * 2])
        if found is None and not (_ALONE.match(line.strip()) and _entries(lines[number + 1 : number + 3])):
            continue
        first = found.group(1).strip() if found else ""
        more = _entries(lines[number + 1 : number + 1 + _MOST])
        titles = tuple(name for name in (_name(first), *more) if len(fold(name)) >= 2)
        if titles:
            return Announced(titles, "\n".join(lines[number + 1 + len(more) :]))
    return Announced((), "") if "见附件" in text and _MENTION.search(text) else None


def _entries(lines: Sequence[str]) -> tuple[str, ...]:
    """The titles of numbered lines, up to the first that has no number."""
    names = []
    for line in lines:
        line = line.strip()
        if not _ENTRY.match(line) or len(line) > _LONGEST or line[:4].isdigit():
            break
        names.append(_name(line))
    return tuple(names)


def _name(line: str) -> str:
    return _SUFFIX.sub("", _ENTRY.sub("", line.strip(), count=1).strip(" 。；;"))


def stands_below(told: Announced) -> bool:
    """True when the annex itself may stand below its announcement: a heading of it, its title again, much text."""
    lines = [line.strip() for line in told.below.split("\n")]
    if any(_ALONE.match(line) or _HEAD.match(line) for line in lines):
        return True
    names = [fold(title) for title in told.titles]
    if any(len(name) >= _SAME and name in fold(line) for name in names for line in lines[:400] if len(line) >= _SAME):
        return True
    return sum(len(line) for line in lines if len(line) >= 12) >= _ENOUGH or "序号" in told.below


def led_to(told: Announced, facts: PageFacts) -> bool:
    """True when the page offers a file, or leads by a word or title to the annex."""
    if facts.document is not None and facts.document.attachments:
        return True
    names = [name for title in told.titles if len(name := fold(title)) >= _SAME]
    links = (*facts.links, *facts.broken_anchors)  # where those lead is another fault
    return any(_leads(link, names) for link in links) or any(offered(href) for href in facts.odd_links)


def framed(facts: PageFacts) -> bool:
    """True when the main part shows something in a frame."""
    return any(link.tag in _FRAMES and link.place not in _AROUND for link in facts.links)


def _leads(link: Link, names: list[str]) -> bool:
    if link.place is not Place.HEAD and offered(link.url):
        return True
    if link.place in _AROUND or link.tag != "a":
        return False
    shown = fold(link.text) if names else ""
    called = any(name in shown or (len(shown) >= _SAME and shown in name) for name in names)
    return called or (link.place is not Place.FOOTER and bool(_LEADS.search(link.text)))
