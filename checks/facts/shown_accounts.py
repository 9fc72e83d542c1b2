"""Accounts that a page shows as its office's own: links to them and names beside pictures to scan (二维码).

Looked for where offices show them: at the foot and the head of the home page, in a box of it that says 关注我们 or
新媒体矩阵, and on the page that has that title. What an article cites, and buttons to share a page, are none. A name
counts where the platform is told with it (`微信公众号：临江发布`, `“临江发布”微博`, or a caption that is nothing else);
a caption that names only the platform tells no account.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from checks.facts.accounts import plain
from checks.facts.footer import foot_start
from checks.facts.links import Found
from checks.facts.outline import FOOT, HEAD, MAIN, NAV, Outline
from checks.facts.profiles import handle_of
from checks.model.pages import PageKind
from checks.model.shown_accounts import Shown, ShownAccount

MOST = 100
"""Accounts kept of one page."""
_BOX, _UP = 300, 4  # letters, and elements above its title, that a box of accounts has at most
_LONGEST = 300  # characters of a line that are read
_CALLED = (
    r"新媒体矩阵|新媒体平台|新媒体集群|政务新媒体|官方新媒体|两微一端|微博微信|微信微博|政务微博|政务微信"
    r"|官方微博|官方微信"
)
_MATRIX = re.compile(rf"^[\u4e00-\u9fff]{{0,12}}?(?:{_CALLED}|政务新媒体矩阵)$")
_PARTS = re.compile(r"[\s_|｜—–-]+")
_FOLLOW = re.compile(
    rf"^(?:请|欢迎)?(?:扫码|扫一扫|扫描二维码)?(?:关注我们|关注微信|{_CALLED}|政务新媒体矩阵|新媒体)[:：]?$"
)
_PLATFORMS = {
    "微信视频号": "微信视频号", "视频号": "微信视频号",
    "微信公众平台": "微信公众号", "微信公众号": "微信公众号", "微信订阅号": "微信公众号", "微信服务号": "微信公众号",
    "公众号": "微信公众号", "微信号": "微信公众号", "微信": "微信公众号",
    "新浪微博": "新浪微博", "微博": "新浪微博", "抖音号": "抖音", "抖音": "抖音", "快手号": "快手", "快手": "快手",
    "今日头条号": "今日头条", "今日头条": "今日头条", "头条号": "今日头条", "哔哩哔哩": "B站", "B站": "B站",
    "学习强国号": "学习强国号", "人民号": "人民号", "百家号": "百家号",
}  # fmt: skip
_WORD = "|".join(_PLATFORMS)
_NAME = r"[\u4e00-\u9fff](?:[A-Za-z\u4e00-\u9fff·-]|\d(?!\d{5})){1,19}"
_NUMBER = re.compile(r"\d{6}")  # may be a citizen's: no name of an account has one
_PLATFORM = re.compile(_WORD)
_LABELLED = re.compile(rf"(?P<word>{_WORD})(?:名称|账号)?\s?[:：]\s?[“\"「『@]?(?P<name>{_NAME})")
_QUOTED = re.compile(rf"[“\"「『](?P<name>{_NAME})[”\"」』](?:官方|政务)?(?P<word>{_WORD})")
_CAPTION = re.compile(rf"^(?P<name>[\u4e00-\u9fff]{{2,16}}?)(?:官方|政务)?(?P<word>{_WORD})(?:二维码)?$")
_DRESS = re.compile(
    rf"{_WORD}|官方|政务|政府|网站|门户|本站|本局|本单位|我们|我局|我县|我市|关注|欢迎|扫一扫|扫码|扫描|二维码|点击|进入|访问|查看|更多|平台|账号"
    r"|腾讯|新浪|搜狐|网易|凤凰|新华|人民|分享|转发|新媒体|矩阵|手机|移动|微门户|客户端|小程序|请|号|版|的"
)
_FOLLOWED = ("a", "area")


def is_matrix(title: str, heading: str) -> bool:
    """Is a page of this title one of accounts (新媒体矩阵)?"""
    return any(_MATRIX.match(part) for part in (heading, *_PARTS.split(title, maxsplit=1)[:1]) if len(part) <= 24)


def read_shown_accounts(
    outline: Outline, lines: list[str], links: list[Found], what: PageKind, matrix: bool
) -> tuple[ShownAccount, ...]:
    """The accounts that a home page or a matrix page shows, at most `MOST`, each once. Pure; never raises."""
    places = _Places(outline, lines, what, matrix)
    found: dict[tuple[str, str], ShownAccount] = {}
    for one in (*_linked(links, places), *_named(outline, lines, links, places)):
        keys = {(one.platform, one.id), (one.platform, plain(one.name))} - {(one.platform, "")}
        if keys.isdisjoint(found) and len(found) < 2 * MOST:
            found |= dict.fromkeys(keys, one)
    return tuple(dict.fromkeys(found.values()))[:MOST]


class _Places:
    """Where accounts are shown as the page's own."""

    def __init__(self, outline: Outline, lines: list[str], what: PageKind, matrix: bool) -> None:
        self._outline, self._matrix = outline, matrix
        self._foot = foot_start(outline, lines) if what is PageKind.HOME else len(lines)
        self._home = what is PageKind.HOME
        self._boxes = [_around(outline, run) for run in _titles(outline)] if self._home else []

    def of(self, element: int, run: int) -> Shown | None:
        """That of an element whose text begins with the run of this number, None where it is none."""
        outline, role = self._outline, self._outline.roles[element]
        if not self._home:
            return Shown.MATRIX if self._matrix and role == MAIN else None
        if any(outline.inside(element, box) for box in self._boxes):
            return Shown.BLOCK
        line = outline.run_lines[run] if run < len(outline.run_lines) else len(outline.run_lines)
        if role == FOOT or line >= self._foot:
            return Shown.FOOT
        return Shown.HEAD if role in (HEAD, NAV) else None


def _linked(links: list[Found], places: _Places) -> Iterator[ShownAccount]:
    for found in links:
        handle = handle_of(found.url) if found.tag in _FOLLOWED and found.url else None
        if handle is not None and (place := places.of(found.element, found.first)):
            yield ShownAccount(handle.platform, handle.id, _bare(found.text), found.url, place)


def _named(outline: Outline, lines: list[str], links: list[Found], places: _Places) -> Iterator[ShownAccount]:
    """By words: in lines, and in what stands for a picture."""
    seen: set[int] = set()
    for run, (line, element) in enumerate(zip(outline.run_lines, outline.run_elements, strict=True)):
        if line not in seen and (place := places.of(element, run)) not in (None, Shown.HEAD):
            seen.add(line)
            yield from _told(lines[line], place)
    for found in links:
        if found.tag == "img" and found.text and (place := places.of(found.element, found.first)) is not None:
            yield from _told(found.text, place)


def _told(text: str, place: Shown | None) -> Iterator[ShownAccount]:
    text = text.strip()[:_LONGEST]
    for pattern in (_LABELLED, _QUOTED, _CAPTION):
        for told in pattern.finditer(text) if place else ():
            if (name := _bare(told["name"])) and not _PLATFORM.search(name):
                yield ShownAccount(_PLATFORMS[told["word"]], "", name, "", place or Shown.FOOT)


def _bare(text: str) -> str:
    """What words say of whose account it is: "" where they only name the platform, or ask to follow."""
    name = re.sub(rf"(?:官方|政务)?(?:{_WORD})$|^(?:{_WORD})\s?[:：]?|[“”\"「」『』@]", "", text.strip()[:60]).strip()
    return name[:30] if len(plain(_DRESS.sub("", name))) >= 2 and not _NUMBER.search(name) else ""


def _titles(outline: Outline) -> Iterator[int]:
    """The runs that are the title of a box of accounts, and no link themselves."""
    for number, run in enumerate(outline.runs):
        if len(run) <= 20 and ("关注" in run or "新媒体" in run or "微" in run) and _FOLLOW.match(run.strip()):
            element = outline.run_elements[number]
            if "a" not in (outline.tags[element], outline.tags[outline.parents[element]]):
                yield number


def _around(outline: Outline, run: int) -> int:
    """The largest element that is still one box around a run."""
    element = outline.run_elements[run]
    for _ in range(_UP):
        above = outline.parents[element]
        if not above or outline.tags[above] in ("body", "html", "form") or _length(outline, above, run) > _BOX:
            break
        element = above
    return element


def _length(outline: Outline, element: int, run: int) -> int:
    """Letters of an element that holds the run, counted no further than is asked."""
    total, elements = 0, outline.run_elements
    for numbers in (range(run, len(elements)), range(run - 1, -1, -1)):
        for number in numbers:
            if not outline.inside(elements[number], element) or total > _BOX:
                break
            total += len(outline.runs[number])
    return total
