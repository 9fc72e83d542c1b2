"""The search of a site: what is asked of it, how often, and when it is left in peace."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from urllib.parse import parse_qs, urlencode

import pytest
from aiohttp import web

from checks.model import marks
from checks.model.captures import Failure, SearchProbe
from checks.model.registry import Site
from checks.model.searches import Dialect
from crawler.search import phrase
from crawler.target import Searching, Target
from crawler.visit import visit
from tests.crawler.loopback import FAST, HOME, HOST, TODAY, Answering, Kept, serving

THEMES = ("森林防火", "河道清淤", "秋粮收购", "校园安全")
TITLES = [f"{town}推进{theme}各项工作" for town in ("青溪镇", "白石乡") for theme in THEMES]
BOX = '<form action="/so"><input name="q" placeholder="请输入关键词"><input type="submit" value="搜索"></form>'
PROSE = "镇政府召开会议，听取各村情况汇报，研究下一步措施，要求各有关单位落实责任。" * 8
ALL = Searching(titles=20, questions=40)
Answers = Callable[[str], "str | int"]


def article(title: str) -> str:
    return (
        f"<html><head><title>{title}_县政府</title></head><body><div class='position'>当前位置：<a href='/'>首页</a> "
        f"&gt; <a href='/xw/'>工作动态</a></div><div class='main'><h1>{title}</h1><p>发布时间：2026-10-08</p>"
        f"<div class='article'><p>{PROSE}</p></div></div></body></html>"
    )


def results(*titles: str, said: str = "") -> str:
    rows = "".join(f'<li><a href="/xw/{TITLES.index(title) + 1}.html">{title}</a></li>' for title in titles)
    return f"<html><head><title>站内搜索</title></head><body><div><p>{said}</p><ul>{rows}</ul></div></body></html>"


def honest(words: str) -> str:
    return results(*(title for title in TITLES if words in title))


async def searched(
    answer: Answers,
    *,
    searching: Searching | None = ALL,
    box: str = BOX,
    robots: str = "",
    **more: Answering,
) -> tuple[list[SearchProbe], list[str]]:
    """The probes of a visit, and the words that the search was asked for."""
    asked: list[str] = []

    def reply(request: web.Request) -> web.Response:
        words = parse_qs(request.raw_path.partition("?")[2])["q"][0]
        asked.append(words)
        said = answer(words)
        status, text = (200, said) if isinstance(said, str) else (said, "<html><title>x</title></html>")
        return web.Response(status=status, text=text, content_type="text/html", charset="utf-8")

    links = "".join(f'<li><a href="/xw/{n}.html">{title}</a></li>' for n, title in enumerate(TITLES, 1))
    pages: dict[str, str | int | Answering] = {
        "/": f"<html><head><title>县政府</title></head><body>{box}<div><ul>{links}</ul></div></body></html>",
        "/robots.txt": robots or 404,
        "/so": results(),
        **{f"/xw/{n}.html": article(title) for n, title in enumerate(TITLES, 1)},
        **{f"/so?{urlencode({'q': words})}": reply for title in TITLES for words in (title, phrase(title))},
        **more,
    }
    kept = Kept()
    async with serving(pages) as server:
        network, site = server.network(), Site("县政府", HOME, "县政府办")
        await visit(Target(site, TODAY, (), FAST, network, kept, searching=searching))
    return [thing for thing in kept.things if isinstance(thing, SearchProbe)], asked


async def test_every_title_is_asked_for_once_and_found() -> None:
    probes, asked = await searched(honest)
    assert sorted(asked) == sorted(TITLES)
    assert {probe.title: (probe.place, probe.status, probe.looks) for probe in probes} == dict.fromkeys(
        TITLES, (1, 200, 1)
    )
    assert all(probe.whole and probe.published is not None and probe.hits for probe in probes)


async def test_what_is_missed_is_asked_for_twice_and_by_a_phrase() -> None:
    missing = TITLES[3]
    probes, asked = await searched(
        lambda words: results(*(t for t in TITLES if words in t and t != missing), TITLES[0])
    )
    assert asked.count(missing) == 2
    assert asked.count(phrase(missing)) == 1
    told = {probe.words: probe for probe in probes if probe.title == missing}
    assert (told[missing].place, told[missing].looks, told[missing].entries) == (0, 2, 1)
    assert (told[phrase(missing)].place, told[phrase(missing)].whole) == (0, False)


async def test_what_is_found_at_the_second_look_is_found() -> None:
    seen: set[str] = set()

    def late(words: str) -> str:
        first = words not in seen and words == TITLES[2]
        seen.add(words)
        return results(said="没有找到相关结果") if first else honest(words)

    probes, asked = await searched(late)
    assert {probe.title: probe.place for probe in probes} == dict.fromkeys(TITLES, 1)
    assert len(asked) == len(TITLES) + 1


async def test_a_search_that_wants_to_be_asked_later_proves_nothing() -> None:
    probes, _ = await searched(
        lambda words: results(TITLES[0], said="搜索过于频繁，请稍后再试") if words == TITLES[3] else honest(words)
    )
    assert [probe.title for probe in probes if marks.THROTTLED in probe.marks and probe.whole] == [TITLES[3]]


async def test_two_looks_are_two_where_both_say_the_same() -> None:
    seen: list[str] = []

    def once(words: str) -> str | int:
        seen.append(words)
        if words == TITLES[3]:
            return 502 if seen.count(words) > 1 else results(TITLES[0])
        if words == TITLES[4]:
            return results(TITLES[0]) if seen.count(words) > 1 else results(said="搜索过于频繁，请稍后再试")
        return honest(words)

    probes, _ = await searched(once)
    told = {probe.title: probe for probe in probes if probe.whole}
    assert [told[TITLES[n]].looks for n in (2, 3, 4)] == [1, 1, 1]


@pytest.mark.parametrize(("said", "asked_for"), [(500, 3), ("nothing", 5)])
async def test_a_search_that_does_not_work_is_asked_the_same_once_more_and_left_in_peace(
    said: str | int, asked_for: int
) -> None:
    answer = said if isinstance(said, int) else results(said="没有找到相关结果")
    probes, asked = await searched(lambda words: answer)
    assert len(asked) == 2 * asked_for
    assert {asked.count(words) for words in asked} == {2}
    assert {(probe.looks, probe.place) for probe in probes} == {(2, 0)}
    assert len(probes) == asked_for


async def test_no_more_is_asked_than_may_be() -> None:
    _, asked = await searched(honest, searching=replace(ALL, questions=2))
    assert len(asked) == 2
    _, asked = await searched(honest, searching=replace(ALL, titles=4))
    assert len(asked) == 4


async def test_what_was_missed_before_is_in_the_sample() -> None:
    again = f"{HOME}xw/7.html"
    for _ in range(2):
        _, asked = await searched(honest, searching=Searching(1, 40, frozenset((again,))))
        assert asked == [TITLES[6]]


async def test_nothing_is_asked_where_nobody_wants_it_or_nobody_may() -> None:
    assert await searched(honest, searching=None) == ([], [])
    assert await searched(honest, box="") == ([], [])
    assert await searched(honest, box=BOX.replace("<form", '<form method="post"')) == ([], [])
    probes, asked = await searched(honest, robots="User-agent: *\nDisallow: /so\n")
    assert ([probe.failure for probe in probes], asked) == ([Failure.ROBOTS], [])


async def test_the_interface_of_ucap_is_asked_by_its_own_shape() -> None:
    async def answer(request: web.Request) -> web.Response:
        sent = await request.text()
        words = parse_qs(sent)["searchWord"][0]
        assert parse_qs(sent)["siteCode"] == ["3399990001"]
        rows = [{"title": f"<em>{t}</em>", "url": f"/xw/{n}.html"} for n, t in enumerate(TITLES, 1) if words in t]
        told = {"searchResultAll": {"total": len(rows), "searchTotal": rows}}
        return web.Response(text=json.dumps(told, ensure_ascii=False), content_type="application/json")

    box = BOX.replace('"/so"', '"/search5/html/searchResult.html"')
    box = box.replace("</form>", '<input type="hidden" name="siteCode" value="3399990001"></form>')
    probes, _ = await searched(honest, box=box, **{"/search5/search/s": answer})
    assert {(probe.dialect, probe.place, probe.total) for probe in probes} == {(Dialect.UCAP, 1, 1)}
    assert {probe.asked for probe in probes} == {f"http://{HOST}/search5/search/s"}


@pytest.mark.parametrize(
    ("title", "words"),
    [
        ("关于印发《临江县粮食应急预案》的通知", "临江县粮食应急预案"),
        ("青溪镇召开秋粮收购工作会议部署各项任务", "青溪镇召开秋粮收购工作会"),
        ("县政府（扩大）会议", "县政府"),
    ],
)
def test_a_phrase_is_the_longest_part(title: str, words: str) -> None:
    assert phrase(title) == words
