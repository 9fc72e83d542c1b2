"""The search of a site: there is none, it does not work, or does not find what the site itself shows.

How judged: after a visit the search of the home page is asked for whole titles of pages of the last year. `miss`: a
title that is not on the first page of results, asked twice, one finding each, when fewer than the share of the edition
are found; certain where the same search finds at least half of them, enough were asked, it is the only box of the page,
and neither a choice nor a script stands between it and the question. `broken`: only errors, or
"nothing found" for all, asked twice. `none`: the home page shows no search box and not even the word. `unsorted`: no
page of results offers to sort, or to choose a kind. These three are suspected: a script may do what is not seen.
Not counted: POST, scripts, codes, walls, robots.txt, foreign hosts, answers that cannot be read: could not look. Pages
of the last week (an index lags), titles with odd characters, letters of citizens.
Source: 国办秘函〔2019〕19号 (WD-405); sample and share are ours.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from checks.catalog import site_check
from checks.facts.asked import Kind, doubt, kind_of, still_there
from checks.facts.excerpts import quoted
from checks.facts.searching import Way, WhyNot, way_of
from checks.indicators.edition import Rule
from checks.model.captures import SearchProbe
from checks.model.findings import Certainty, Finding, Gap, Looked, Said, Value
from checks.model.pages import PageKind
from checks.model.registry import BEIJING
from checks.model.searches import Dialect
from checks.model.urls import page_key
from checks.model.views import MissingCapture, PageView, SiteView

NOT_ASKED = "没有向站内搜索提问（已关闭，或没有可用来检索的标题）"
HANDLED = "搜索框提交前由脚本处理，得到的结果不能说明问题"
_Kinds = Sequence[tuple[Kind, SearchProbe]]
_FRAMES = ("iframe", "frame")
_FEW = 10  # links of a home page that is one


@site_check("weak-search")
def weak_search(site: SiteView, rule: Rule) -> Iterator[Said]:
    home = site.home
    if home is None:
        yield Gap("首页未能读取", site.site.home)
        return
    way = way_of(home.facts, site.site.all_hosts)
    if isinstance(way, WhyNot):
        yield from _without(home, way)
        return
    try:
        asked = still_there(site)
    except MissingCapture:
        asked = []
    kinds = [(kind_of(probe), probe) for probe in asked if probe.whole]
    if not kinds:
        yield Gap(NOT_ASKED, home.url)
    elif any(kind is Kind.FOUND for kind, _ in kinds):
        yield from _measured(home, rule, way, kinds, asked)
    else:
        yield from _fruitless(home, rule, way, kinds)


def _without(home: PageView, why: WhyNot) -> Iterator[Said]:
    """The home page shows no search that can be asked."""
    facts, tags = home.facts, Counter(link.tag for link in home.facts.links)
    # A shell that a script fills, a notice, a page that leads on: not what a reader sees as the home page.
    hollow = facts.kind is not PageKind.HOME or tags["a"] < _FEW or any(tags[tag] for tag in _FRAMES)
    if why is not WhyNot.NONE or facts.mentions_search or hollow:
        yield Gap(why, home.url)
    else:
        yield Looked()
        yield Finding("none", home.url, ("none",), certainty=Certainty.SUSPECTED)


def _measured(home: PageView, rule: Rule, way: Way, kinds: _Kinds, asked: Sequence[SearchProbe]) -> Iterator[Said]:
    """The search works: how much of what was asked for it finds."""
    missed = [probe for kind, probe in kinds if kind in (Kind.MISSED, Kind.NOTHING)]
    found = sum(kind is Kind.FOUND for kind, _ in kinds)
    judged = found + len(missed)
    yield Looked(judged)
    yield from (Gap(doubt(probe), probe.subject) for kind, probe in kinds if kind in (Kind.UNREAD, Kind.ERROR))
    enough = judged >= rule.param("least_titles")
    if found < judged * rule.param("hit_share"):
        as_asked = not way.partial and (way.dialect is not Dialect.FORM or not way.handled)
        sure = enough and 2 * found >= judged and as_asked
        by_phrase = {probe.subject for probe in asked if not (probe.whole or probe.place)}
        for probe in missed:
            yield _missed(home, probe, len(missed), judged, probe.subject in by_phrase, sure)
    shown = [probe for kind, probe in kinds if kind is Kind.FOUND and probe.dialect is Dialect.FORM]
    there = {"排序": any(probe.has_sort for probe in shown), "分类": any(probe.has_filter for probe in shown)}
    lacks = [name for name, seen in there.items() if not seen]
    if len(shown) >= rule.param("least_titles") and lacks:
        data: dict[str, Value] = {"lacks": "、".join(lacks), **_question(shown[0])}
        yield Finding("unsorted", home.url, ("unsorted",), data, certainty=Certainty.SUSPECTED)


def _fruitless(home: PageView, rule: Rule, way: Way, kinds: _Kinds) -> Iterator[Said]:
    """Nothing at all was found."""
    # Where a script makes the page, "nothing found" may only be its mould.
    dead = [p for kind, p in kinds if kind is Kind.ERROR or (kind is Kind.NOTHING and not p.scripted)]
    if way.handled or len(dead) < max(rule.param("least_broken"), len(kinds)):
        yield Gap(HANDLED if way.handled else doubt(kinds[-1][1]), home.url)
        return
    yield Looked(len(dead))
    first = dead[0]
    why = f"HTTP {first.status}" if (first.status or 0) >= 400 else "都说没有找到"
    data: dict[str, Value] = {"tried": len(dead), "why": why, **_question(first)}
    yield Finding("broken", home.url, ("broken",), data, certainty=Certainty.SUSPECTED)


def _missed(home: PageView, probe: SearchProbe, missed: int, judged: int, phrase: bool, sure: bool) -> Finding:
    data: dict[str, Value] = {"missed": missed, "judged": judged, "phrase": "换用关键词也没有" if phrase else ""}
    day = f"{probe.asked_at.astimezone(BEIJING):%Y-%m-%d}"
    certainty = Certainty.CERTAIN if sure else Certainty.SUSPECTED
    told = {**data, "day": day, **_question(probe)}
    return Finding("miss", probe.subject, ("miss", page_key(probe.subject)), told, home.url, certainty=certainty)


def _question(probe: SearchProbe) -> dict[str, Value]:
    return {"asked": probe.asked[:300], "title": quoted(probe.title, 60)}
