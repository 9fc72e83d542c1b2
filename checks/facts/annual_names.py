"""Titles of yearly papers: which paper it is, of which year, of which office."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import NamedTuple

from checks.facts.organs import is_government
from checks.model.annual import AnnualKind
from checks.model.registry import Level, Site, SiteKind, Unit

LONGEST = 90
"""Characters of the longest title that is read."""
_REPORT = re.compile(r"(?:政府信息(?:公开)?|信息公开|政务公开)(?:工作)?(?:情况)?的?(?:年报|年度(?:工作)?报告|工作报告)")
_FORM = re.compile(r"(?:政府)?(?:门户)?网站.{0,6}年度.{0,4}报表|(?:政府)?网站(?:工作|监管)?年报")
_ABOUT = re.compile(r"解读|图解|图说|一图|读懂|召开|举办|部署|启动|开展|做好|推进|印发|转发|学习|加强|规范|半年|季度")
"""Words before the name of a paper that make it a title about one, or the paper one of a shorter time."""
_AFTER = re.compile(
    r"通知|通报|解读|图|培训|会|编制|格式|模板|方案|要求|总结|统计|评估|办法|工作的|问答|发布工作|半年|季度"
)
"""And behind it."""
_YEAR = re.compile(r"(?<!\d)(20\d\d)(?!\d)年?度?")
_CHINESE_YEAR = re.compile(r"二[〇○零0Oo]([〇○零一二三四五六七八九])([〇○零一二三四五六七八九])年度?")
_DIGITS = {c: str(n) for n, c in enumerate("〇一二三四五六七八九")} | {"零": "0", "○": "0"}
_CUT = re.compile(r"政府信息公开|政府信息|(?:政府)?网站|信息公开|政务公开")
_DRESS = re.compile(r"[()（）\[\]【】〔〕《》“”\"'·,，:：—\-]")
_PLACE = re.compile(r"(?:自治区|省|市|州|盟|县|区|旗)$")
_PARTS = re.compile(r"[_|｜]|\s[-–—]\s")
_REST = re.compile(r"(?:(?:人民)?政府(?:办公[厅室])?|管理委员会|管委会)$")
"""What a government may be called behind the name of its place: 临江县, 临江县人民政府办公室."""
_CORRECTED = re.compile(r"更正|订正|修订|修改|修正|勘误|补充|重新|新版")


class Named(NamedTuple):
    """What a title says; `year` is 0 and `unit` "" where it does not."""

    kind: AnnualKind
    year: int = 0
    unit: str = ""


def read_name(*titles: str) -> Named | None:
    """What the first of `titles` (heading, title of the page, text of a link) that names a yearly paper says of it."""
    for title in titles:
        if not ("年报" in title or "年度报" in title or "公开工作" in title or "年度工作报" in title):
            continue  # almost every title
        if named := _named(_PARTS.split(title[: 4 * LONGEST], maxsplit=1)[0]):
            return named
    return None


@lru_cache(maxsize=4_096)
def _named(title: str) -> Named | None:
    name = "".join(unicodedata.normalize("NFKC", title).split())
    if len(name) > LONGEST:
        return None
    year, name = _without_year(name)
    name = _DRESS.sub("", name)
    if found := _FORM.search(name):
        kind = AnnualKind.SUPERVISION if "监管" in found.group(0) else AnnualKind.WORK
    elif (found := _REPORT.search(name)) and (year or not found.group(0).endswith("工作报告")):
        kind = AnnualKind.REPORT
    else:
        return None
    if _ABOUT.search(name[: found.start()]) or _AFTER.search(name[found.end() :]):
        return None
    return Named(kind, year, _unit(name[: found.start()] or name[: found.end()]))


def _without_year(name: str) -> tuple[int, str]:
    """(the first year that `name` says, 0 for none, `name` without it)."""
    if found := _YEAR.search(name):
        return int(found.group(1)), name[: found.start()] + name[found.end() :]
    if found := _CHINESE_YEAR.search(name):
        year = int("20" + "".join(_DIGITS[c] for c in found.groups()))
        return year, name[: found.start()] + name[found.end() :]
    return 0, name


def _unit(before: str) -> str:
    cut = _CUT.search(before)
    name = (
        (before[: cut.start()] if cut else before)
        .removeprefix("关于")
        .removesuffix("关于")
        .removesuffix("的")
        .removesuffix("本级")
    )
    name = name.removesuffix("年度")
    return (name + "政府" if name.endswith("人民") else name)[:40]


def is_of_government(unit: str) -> bool:
    """Does the name of a unit mean a government as a whole: 临江县人民政府, 临江县?"""
    return is_government(unit) or _PLACE.search(unit) is not None


def may_be_own(unit: str, site: Site, owner: Unit) -> bool:
    """May a paper of `unit` be that of the office whose site it is? True in doubt: to tell that one is there."""
    if not unit or is_own(unit, site, owner):
        return True
    if _is_portal(site):
        return is_of_government(unit) or any(name.startswith(unit) for name in _names(site, owner))
    return not is_of_government(unit)


def is_own(unit: str, site: Site, owner: Unit) -> bool:
    """Is a paper of `unit` surely that of the office whose site it is?"""
    names = _names(site, owner)
    if _is_portal(site):  # towns and streets, and the region above, begin with the same words
        return bool(unit) and any(_REST.sub("", name) == _REST.sub("", unit) for name in names)
    if is_of_government(unit):
        return False
    return bool(unit) and any(name.endswith(unit) or unit.endswith(name) for name in names)


def is_corrected(title: str) -> bool:
    """Does a title say that its paper was published before, with other words or figures?"""
    return _CORRECTED.search(title) is not None


def _is_portal(site: Site) -> bool:
    """Is it the portal of a government? Those of the nation are portals of departments."""
    return site.kind is SiteKind.PORTAL and site.level is not Level.NATION


def _names(site: Site, owner: Unit) -> list[str]:
    shown = site.name.removesuffix("门户网站").removesuffix("网站")
    return [name for name in (_DRESS.sub("", shown), _DRESS.sub("", owner.name)) if name]
