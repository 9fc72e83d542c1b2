"""Which of its search boxes searches a whole site, how it is asked, and why it cannot be.

Asked are forms that are sent by GET as they stand, on a host of the site, and three interfaces whose shape is known:
search5 of 开普 (searchResultAll), jsearchfront of 大汉 (cateSearch.do), and the search of Guangdong (search.gd.gov.cn).
These take a POST that changes nothing, and are asked on hosts of the site and of governments alone: no page may make us
ask a stranger. Any other POST may change something, and is left alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from enum import StrEnum
from urllib.parse import urlencode, urlsplit, urlunsplit

from checks.facts.hosts import registrable
from checks.model.forms import Field, Form
from checks.model.pages import PageFacts
from checks.model.searches import Dialect
from checks.model.urls import host_of, normalise

PER_PAGE = "10"
"""Entries of a page of results that an interface is asked for: what its own page asks for."""
_PART = re.compile(r"办事|事项|政策文件|文件库|规范性文件|图书|馆藏|企业|商品|信件|来信|编号|地图|公交")
_GUANGDONG = re.compile(r"/search/all/(\d{1,9})/?")
_CHOICES = frozenset(("select", "radio", "checkbox"))
_ALL = re.compile(r"全|所有|不限|\ball\b", re.IGNORECASE)
_GOVERNMENT = ".gov.cn"
_WITH_CATEGORY = frozenset(("websiteid", "cateid"))


class WhyNot(StrEnum):
    """Why a search cannot be asked; `NONE` is that there is nothing to ask."""

    NONE = "首页上没有看到搜索框"
    SCRIPTED = "搜索框由脚本提交，不能代为检索"
    POST = "搜索框用 POST 提交，没有代为检索"
    CODE = "搜索要填验证码"
    ELSEWHERE = "搜索由站外的网站提供"
    PART = "首页的搜索框只搜一类内容，没有看到全站搜索"


@dataclass(frozen=True, slots=True)
class Way:
    """How a search is asked. `fields` are sent with the words, which go into `words`. `handled`: a script stands
    between the form and the question, so that what came back may not be what a reader gets. `partial`: it may search a
    part of the site only, for a choice stands with it, or another box of the page leads elsewhere. `longest`: so many
    characters can be typed, 0 for as many as one likes."""

    dialect: Dialect
    url: str
    words: str
    fields: tuple[tuple[str, str], ...] = ()
    charset: str = "utf-8"
    handled: bool = False
    partial: bool = False
    longest: int = 0


@dataclass(frozen=True, slots=True)
class Question:
    """One question as it is sent: an address by GET, or with a `form` by POST."""

    url: str
    form: tuple[tuple[str, str], ...] = ()


def way_of(home: PageFacts, hosts: Iterable[str]) -> Way | WhyNot:
    """How the site whose home page is `home` is searched; `hosts` are its own."""
    own = {registrable(host) for host in hosts}
    told = [_way(form, own) for form in home.forms]
    for form, way in zip(home.forms, told, strict=True):
        if isinstance(way, Way):
            others = any(other.action != form.action for other in home.forms)
            return replace(way, partial=others or any(_narrows(field) for field in form.fields))
    reasons = [why for why in told if isinstance(why, WhyNot)]
    return min(reasons, key=list(WhyNot).index, default=WhyNot.NONE)


def _narrows(field: Field) -> bool:
    """May the choice that stands in a field leave out a part of the site?"""
    return field.kind in _CHOICES and bool(field.value) and not _ALL.search(field.value)


def question(way: Way, words: str) -> Question | None:
    """`words` put to the search; None where they are too long for the form, or cannot be written in its charset."""
    if 0 < way.longest < len(words):
        return None
    pairs = (*way.fields, (way.words, words))
    if way.dialect is not Dialect.FORM:
        return Question(way.url, pairs)
    try:
        query = urlencode(pairs, encoding=way.charset, errors="strict")
    except (UnicodeEncodeError, LookupError):
        return None
    # What stood behind the ? of the address itself, a browser drops when it sends a form by GET.
    url = normalise(urlunsplit((*urlsplit(way.url)[:3], query, "")))
    return Question(url) if url else None


def _way(form: Form, own: set[str]) -> Way | WhyNot:
    if form.asks_code:
        return WhyNot.CODE
    known = _known(form)
    if known is not None:
        return known if _is_asked(host_of(known.url), own) else WhyNot.ELSEWHERE
    if form.scripted:
        return WhyNot.SCRIPTED
    if form.method == "post":
        return WhyNot.POST
    if registrable(host_of(form.action)) not in own:
        return WhyNot.ELSEWHERE
    if _PART.search(form.hint):
        return WhyNot.PART
    fields = tuple((field.name, field.value) for field in form.fields)
    charset = {"gb2312": "gb18030", "gbk": "gb18030"}.get(form.charset, form.charset)
    return Way(Dialect.FORM, form.action, form.words, fields, charset, form.handled, longest=form.longest)


def _is_asked(host: str, own: set[str]) -> bool:
    return registrable(host) in own or host.partition(":")[0].endswith(_GOVERNMENT)


def _known(form: Form) -> Way | None:
    """The interface behind the page to which the form leads, None where that is not known."""
    parts = urlsplit(form.action)
    sent = {field.name: field.value for field in form.fields}
    root = urlunsplit((*parts[:2], "", "", ""))
    if parts.path.endswith("/search5/html/searchResult.html") and sent.get("siteCode"):
        place = parts.path.removesuffix("/html/searchResult.html")
        fields = {"siteCode": sent["siteCode"], "column": sent.get("column", ""), "uc": sent.get("uc", "1")}
        fields |= {"left_right_index": "0", "pageSize": PER_PAGE, "pageNum": "1"}
        return Way(Dialect.UCAP, f"{root}{place}/search/s", "searchWord", tuple(fields.items()), handled=True)
    if parts.path.endswith("/jsearchfront/search.do") and sent.keys() >= _WITH_CATEGORY:
        place = parts.path.removesuffix("/search.do")
        fields = {**sent, "p": "1", "pg": PER_PAGE}
        return Way(Dialect.HANWEB, f"{root}{place}/interfaces/cateSearch.do", "q", tuple(fields.items()), handled=True)
    of_province = _GUANGDONG.fullmatch(parts.path) if parts.hostname == "search.gd.gov.cn" else None
    if of_province is not None:
        fields = {"site_id": of_province[1], "range": "site", "position": "title", "page": "1", "sort": "smart"}
        return Way(Dialect.GUANGDONG, f"{root}/api/search/all", "keywords", tuple(fields.items()), handled=True)
    return None
