"""What is read of disclosure: search fields of its columns, lists of documents by their titles, issues of a gazette."""

from __future__ import annotations

import pytest

from checks.facts.gazettes import gaps_of, issues_of
from checks.facts.markup import parse
from checks.facts.papers import kinds_of_list
from checks.facts.reading import read
from checks.facts.search_fields import MOST
from checks.lexicon.columns import topics_of
from checks.lexicon.disclosure import unsaid, words_of
from checks.model.pages import Link, PageFacts, Place
from checks.model.repeals import RelationKind

_FIELD = '<input name="q" placeholder="检索文件">'

_ROUND = "".join(f'<p><a href="/{n}.html">第{n}号文件的有关情况</a></p>' for n in range(30))


def fields(body: str, title: str = "政策文件", *, home: bool = False) -> tuple[str, ...]:
    page = f"<html><head><title>{title}</title></head><body>{_ROUND}{body}</body></html>"
    return read(parse("http://a.gov.cn/x/", page.encode()), home=home).search_fields


@pytest.mark.parametrize(
    ("body", "title", "home", "found"),
    [
        (_FIELD, "政策文件_临江县", False, ("q 检索文件",)),
        (_FIELD, "临江要闻", False, ()),
        (_FIELD, "临江县人民政府", True, ("q 检索文件",)),
        (_FIELD + _FIELD, "政府公报", False, ("q 检索文件",)),
        (f"<h1>规范性文件</h1>{_FIELD}", "临江县人民政府", False, ("q 检索文件",)),
        (f'<meta name="ColumnName" content="公文">{_FIELD}', "临江县人民政府", False, ("q 检索文件",)),
        (
            f'<p>当前位置：<a href="/">首页</a> &gt; <a href="/gb/">政府公报</a></p>{_FIELD}',
            "临江县",
            False,
            ("q 检索文件",),
        ),
        ('<button onclick="go()">搜索</button>', "政策文件", False, ("go() 搜索",)),
        ('<form action="/search"></form>', "政府信息公开", False, ("/search",)),
        ('<input type="hidden" name="keyword">', "政策文件", False, ()),
        ('<input name="phone" placeholder="手机号">', "政策文件", False, ()),
        ("<form></form><input><button></button>", "政策文件", False, ()),
    ],
)
def test_search_fields(body: str, title: str, home: bool, found: tuple[str, ...]) -> None:
    assert fields(body, title, home=home) == found


def test_search_fields_are_bounded() -> None:
    many = fields("".join(f'<input name="q{n}" placeholder="{"搜索" * 500}">' for n in range(300)))
    assert len(many) == MOST
    assert max(map(len, many)) <= 200


@pytest.mark.parametrize(
    ("title", "kinds"),
    [
        ("临江县行政规范性文件清理结果", {RelationKind.CONTINUED, RelationKind.EXPIRED, RelationKind.REPEALED}),
        ("现行有效规范性文件目录", {RelationKind.CONTINUED}),
        ("关于废止和宣布失效部分规范性文件的决定", {RelationKind.EXPIRED, RelationKind.REPEALED}),
        ("废止旧版粮票的公告", set()),
        ("规范性文件管理办法", set()),
        ("关于开展规范性文件清理工作的通知", set()),
    ],
)
def test_lists_by_their_titles(title: str, kinds: set[RelationKind]) -> None:
    assert kinds_of_list(title) == kinds


def issues(*titles: str, place: Place = Place.LIST) -> PageFacts:
    links = tuple(Link(f"http://a.gov.cn/{n}", title, place=place) for n, title in enumerate(titles))
    return PageFacts("http://a.gov.cn/", links=links)


@pytest.mark.parametrize(
    ("titles", "missing"),
    [
        (("2026年第1期", "2026年第2期"), {}),
        (("2026年第1期", "2026年第4期"), {2026: (2, 3)}),
        (("2026年第1期", "临江县人民政府公报2026年第2-3期（总第99期）", "2026年第4期"), {}),
        (("2025年第12期", "2026年第3期"), {}),
        (("2026年第1期（总第99期）", "2026年总第100期", "2026年 第 2 期"), {}),
        (("2026年3月1日召开会议", "2026年第0期", "2026年第999期", "关于2026年第9批项目"), {}),
        (("2026年第1期", "临江县人民政府令（2026年第5号）", "2026年第9号公告", "公报2026年第2号"), {}),
    ],
)
def test_issues_missing_between_others(titles: tuple[str, ...], missing: dict[int, tuple[int, ...]]) -> None:
    assert gaps_of(issues_of(issues(*titles))) == missing


def test_a_navigation_names_no_issues() -> None:
    assert issues_of(issues("2026年第1期", place=Place.NAV)) == ()


@pytest.mark.parametrize(
    ("name", "topic", "told"),
    [
        ("政府信息公开", "disclosure", True),
        ("政务公开", "disclosure", True),
        ("政府信息公开指南", "disclosure", False),
        ("政府信息公开指南", "disclosure-guide", True),
        ("法定主动公开内容", "disclosure-content", True),
        ("基层政务公开标准目录", "disclosure-content", False),
        ("政府信息公开工作年度报告", "disclosure-report", True),
        ("依申请公开", "disclosure-request", True),
        ("行政规范性文件", "documents", True),
        ("政策文件解读", "documents", False),
        ("政府公报", "gazette", True),
        ("统计公报", "gazette", False),
    ],
)
def test_topics(name: str, topic: str, told: bool) -> None:
    assert (topic in topics_of(name)) is told


def test_what_has_no_words_is_looked_for_by_its_name() -> None:
    assert words_of("guide", "监督渠道") == ("监督渠道",)
    assert unsaid("guide", ["联系电话", "监督渠道"], "电话：0999-6000001") == ["监督渠道"]
