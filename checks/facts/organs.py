"""Names of organs: which words name one, and whether two names mean the same office.

Old and new names, and offices that share a door, are in organs.toml.
"""

from __future__ import annotations

import re
import tomllib
from functools import cache, lru_cache
from importlib import resources

_PARTS = re.compile(r"[\s_\-—–|·,，>»:：《》\[\]【】“”\"'、/]{1,8}")
_WELCOME = re.compile(r"^(?:欢迎(?:访问|光临|您访问)?|首页|您好)")
_OF_SITE = re.compile(r"(?:(?:官方|门户|政务)?网站|公众信息网|信息网|官网)?(?:首页|主页)?$")
_ORGAN = re.compile(
    r"[\u4e00-\u9fff]{1,24}(?:人民政府(?:办公[厅室])?|委员会|管委会|办公[厅室]|(?<![布格结当全大开治书邮棋饭破骗僵])局|厅|[县市区省改建健资]委)"
)
_NONE = re.compile(
    r"(?:仲裁|组织|组|奥林匹克|残奥|业主|居民|村民|专家|技术|专业|学术|编辑|编|评审|管理基金|家长)委员会$"
    r"|(?:铁路|供电|电力|电信|工程|设计|勘查|勘探|地质|港务|农垦|[一二三四五六七八九十])局$|(?:餐|客|大|舞|歌|影|展|展览|音乐|美术|报告)厅$"
)
"""Commissions of associations, and enterprises that are still called a bureau: no organs of the state."""
_KIND = re.compile(r"(?:委员会|管委会|局|厅|委|办公室|办公厅|办)$")
_PLACE = re.compile(r"^.{1,12}?(?:自治区|自治州|自治县|省|(?<!城)市(?!场)|州|盟|县|区|旗)(?=.{2})")
_GOVERNMENT = re.compile(r"(?:人民)?政府$")
_OFFICIAL = re.compile(r"官方网站|门户网站|政府网站|政务网|官网")


@lru_cache(maxsize=4_096)
def organ_of(text: str) -> str:
    """The organ whose site a short text (title of a home page, text of a link) names as a whole, "" for none.

    `临江县财政局门户网站` → `临江县财政局`; `县财政局召开会议` → "".
    """
    for part in _PARTS.split(text.strip()[:200])[:6]:
        name = _OF_SITE.sub("", _WELCOME.sub("", part)) or ""
        if 4 <= len(name) <= 30 and _ORGAN.fullmatch(name) and not _NONE.search(name):
            return name
    return ""


def styled_official(text: str) -> bool:
    """Does a title call its page the site of an office (官方网站, 门户网站)?"""
    return _OFFICIAL.search(text[:200]) is not None


def is_government(name: str) -> bool:
    """True for a government as a whole, whose portal may hold the sites of its offices."""
    return _GOVERNMENT.search(name) is not None


def same_organ(one: str, other: str) -> bool:
    """May two names mean one office? By one holding the other, letter by letter in order (发改委, 发展和改革委员会),
    or by a new name or a shared door in the same place."""
    if one in other or other in one:
        return True
    short, long = sorted((_stem(one), _stem(other)), key=len)
    if _in_order(short, long):
        return True
    (place, field), (other_place, other_field) = _parts(one), _parts(other)
    places, fields = {place, other_place}, (field, other_field)
    near = len(places) == 1 or "" in places or _in_order(*sorted(places, key=len))
    return near and any(_holds(group, fields[0]) and _holds(group, fields[1]) for group in _groups())


def _holds(group: tuple[str, ...], field: str) -> bool:
    return any(word in field for word in group)


def _stem(name: str) -> str:
    return _KIND.sub("", name)


def _parts(name: str) -> tuple[str, str]:
    """(the smallest place in a name, its field): 富城市临江县教育局 → 临江县, 教育."""
    place = ""
    for _ in range(4):
        found = _PLACE.match(name)
        if found is None:
            break
        place, name = found.group(), name[found.end() :]
    return place, _stem(name)


def _in_order(short: str, long: str) -> bool:
    letters = iter(long)
    return len(short) >= 2 and all(letter in letters for letter in short)


@cache
def _groups() -> tuple[tuple[str, ...], ...]:
    sheet = tomllib.loads(resources.files(__package__).joinpath("organs.toml").read_text(encoding="utf-8"))
    return tuple(tuple(group) for group in sheet["groups"])
