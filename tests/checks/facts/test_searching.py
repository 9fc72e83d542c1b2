"""Search boxes as real home pages have them, the question that is put to each, and what pages of results show."""

from __future__ import annotations

import json
from urllib.parse import quote

import pytest

from checks.facts.hits import Hit, Results, mentioned, place_of, read_results
from checks.facts.markup import parse
from checks.facts.reading import read
from checks.facts.searching import Question, Way, WhyNot, question, way_of
from checks.model.pages import PageFacts
from checks.model.searches import Dialect

HOST = "www.linjiang.gov.cn"
HOME = f"http://{HOST}/"
WORDS = "秋粮收购"
ASKED = quote(WORDS)
TEXT = '<input type="text" name="q" placeholder="请输入关键词">'
GO = '<input type="submit" value="搜索">'


def home(box: str, charset: str = "utf-8") -> PageFacts:
    head = f'<head><meta charset="{charset}"><title>县政府</title></head>'
    text = f'<html>{head}<body>{box}<a href="/xw/">要闻</a></body></html>'
    return read(parse(HOME, text.encode(charset), f"text/html; charset={charset}"), home=True)


def form(action: str = "/so", more: str = "", attributes: str = "", text: str = TEXT, go: str = GO) -> str:
    return f'<form action="{action}" {attributes}>{text}{more}{go}</form>'


@pytest.mark.parametrize(
    ("box", "asked"),
    [
        (form(), f"{HOME}so?q={ASKED}"),
        (form(attributes='method="GET"'), f"{HOME}so?q={ASKED}"),
        (form("/so?old=1"), f"{HOME}so?q={ASKED}"),
        (form("//so.linjiang.gov.cn/s"), f"http://so.linjiang.gov.cn/s?q={ASKED}"),
        (form(more='<input type="hidden" name="siteId" value="9">'), f"{HOME}so?siteId=9&q={ASKED}"),
        (form(more='<input type="hidden" name="a" value="1" disabled>'), f"{HOME}so?q={ASKED}"),
        (
            form(more='<select name="t"><option value="1">标题<option value="0" selected>全文</select>'),
            f"{HOME}so?t=0&q={ASKED}",
        ),
        (form(more='<select name="t"><option>标题</select>'), f"{HOME}so?t={quote('标题')}&q={ASKED}"),
        (form(more='<select name="t"></select>'), f"{HOME}so?q={ASKED}"),
        (
            form(more='<input type="radio" name="r" value="1"><input type="radio" name="r" value="2" checked>'),
            f"{HOME}so?r=2&q={ASKED}",
        ),
        (form(go='<button name="b" value="go">搜索</button>'), f"{HOME}so?b=go&q={ASKED}"),
        (form(go='<input type="image" src="/s.png">'), f"{HOME}so?q={ASKED}"),
        (form(go='<input type="image" src="/s.png" name="i">'), f"{HOME}so?q={ASKED}"),
        (form("/search5/html/searchResult.html"), f"{HOME}search5/html/searchResult.html?q={ASKED}"),
        (form("/search/all/12"), f"{HOME}search/all/12?q={ASKED}"),
        (form(text='<input name="date">' + TEXT), f"{HOME}so?date=&q={ASKED}"),
        (form(text='<input type="text" name="word" readonly>' + TEXT), f"{HOME}so?word=&q={ASKED}"),
        (form("/search", text='<input name="x">', go="<button>Go</button>"), f"{HOME}search?x={ASKED}"),
    ],
)
def test_a_form_is_asked_as_a_browser_sends_it(box: str, asked: str) -> None:
    way = way_of(home(box), (HOST,))
    assert isinstance(way, Way)
    assert (way.dialect, way.handled) == (Dialect.FORM, False)
    assert question(way, WORDS) == Question(asked)


def test_words_are_sent_in_the_charset_of_the_page_or_of_the_form() -> None:
    gbk, utf8 = (
        way_of(home(form(), "gb18030"), (HOST,)),
        way_of(home(form(attributes='accept-charset="UTF-8"'), "gb18030"), (HOST,)),
    )
    assert isinstance(gbk, Way)
    assert isinstance(utf8, Way)
    assert question(gbk, WORDS) == Question(f"{HOME}so?q={quote(WORDS.encode('gb18030'))}")
    assert question(utf8, WORDS) == Question(f"{HOME}so?q={ASKED}")
    odd = way_of(home(form(attributes='accept-charset="ascii"')), (HOST,))
    assert isinstance(odd, Way)
    assert question(odd, WORDS) is None


@pytest.mark.parametrize(
    ("said", "asks"), [("4", True), ("3", False), ("many", True), ("", True), ("０", True), ("3" * 5_000, True)]
)
def test_no_more_is_typed_than_the_box_takes(said: str, asks: bool) -> None:
    way = way_of(home(form(text=f'<input name="q" placeholder="关键词" maxlength="{said}">')), (HOST,))
    assert isinstance(way, Way)
    assert (question(way, WORDS) is not None) is asks


@pytest.mark.parametrize(
    ("box", "why"),
    [
        ("", WhyNot.NONE),
        (form("/login", text=TEXT + '<input type="password" name="p">'), WhyNot.NONE),
        (form(text=TEXT + '<input type="password" name="w">'), WhyNot.NONE),
        (form("/reg", text='<input name="phone" placeholder="手机号码">'), WhyNot.NONE),
        (form("/chaxun", text='<input name="code" placeholder="请输入您的查询编号">'), WhyNot.NONE),
        (form("/mail", text='<input name="title" placeholder="信件标题">', go='<input type="submit">'), WhyNot.NONE),
        (form(text=""), WhyNot.NONE),
        (form(attributes='method="post"'), WhyNot.POST),
        (form(""), WhyNot.SCRIPTED),
        (form("#"), WhyNot.SCRIPTED),
        (form("javascript:so()"), WhyNot.SCRIPTED),
        (form("{{ url }}"), WhyNot.SCRIPTED),
        (form(attributes='onsubmit="so();return false"'), WhyNot.SCRIPTED),
        (form(attributes='ms-attr-action="action"'), WhyNot.SCRIPTED),
        (form(go='<input type="button" value="搜索" onclick="so()">'), WhyNot.SCRIPTED),
        (form(text='<input placeholder="请输入关键词">'), WhyNot.SCRIPTED),
        ('<input id="keyword" type="text"><a onclick="so()">搜</a>', WhyNot.SCRIPTED),
        ('<input id="phone" type="text">', WhyNot.NONE),
        (form(more='<input name="vcode">'), WhyNot.CODE),
        (form("http://www.search-street.cn/s"), WhyNot.ELSEWHERE),
        (form(text='<input name="q" placeholder="请输入办事指南关键字">'), WhyNot.PART),
    ],
)
def test_why_a_search_is_not_asked(box: str, why: WhyNot) -> None:
    assert way_of(home(box), (HOST,)) == why


@pytest.mark.parametrize(
    "action",
    [
        "http://www.street.cn/search5/html/searchResult.html",
        "http://www.gov.cn.street.cn/search5/html/searchResult.html",
    ],
)
def test_no_page_makes_us_ask_a_stranger(action: str) -> None:
    assert way_of(home(form(action, hidden(siteCode="3399990001"))), (HOST,)) == WhyNot.ELSEWHERE


def test_of_several_boxes_the_one_that_can_be_asked_is() -> None:
    way = way_of(home(form("/a", attributes='method="post"') + form(go="") + form("/b")), (HOST,))
    assert isinstance(way, Way)
    assert way.url == f"{HOME}b"
    assert way_of(home(form(attributes='method="post"') + form(go="")), (HOST,)) == WhyNot.SCRIPTED


@pytest.mark.parametrize(
    ("box", "partial"),
    [
        (form(), False),
        (form() + form(text='<input name="q2" placeholder="搜索">'), False),
        (form() + form("/policy"), True),
        (form() + '<form action="/whole" method="post">' + TEXT + GO + "</form>", True),
        (form(more='<select name="t"><option value="news">新闻<option value="">全部</select>'), True),
        (form(more='<select name="t"><option value="">全部<option value="news">新闻</select>'), False),
        (form(more='<select name="t"><option>全文<option>标题</select>'), False),
        (form(more='<input type="radio" name="r" value="ALL" checked>'), False),
        (form(more='<input type="radio" name="r" value="2" checked>'), True),
    ],
)
def test_a_box_that_may_search_a_part_only(box: str, partial: bool) -> None:
    way = way_of(home(box), (HOST,))
    assert isinstance(way, Way)
    assert way.partial is partial


def test_a_script_that_sees_the_form_first_is_told() -> None:
    for box in (
        form(attributes='onsubmit="return check()"'),
        form(go='<button onclick="check()">搜索</button>'),
    ):
        way = way_of(home(box), (HOST,))
        assert isinstance(way, Way)
        assert way.handled


def test_boxes_are_read_on_home_pages_only_and_bounded() -> None:
    many = home(form() * 200)
    assert len(many.forms) == 10
    assert read(parse(f"{HOME}xw/", form().encode(), "text/html")).forms == ()
    assert home("<p>站内检索</p>").mentions_search
    assert not home("<p>公开</p>").mentions_search


@pytest.mark.parametrize(
    "box",
    [
        form(attributes='accept-charset=" "'),
        form(attributes="action method accept-charset onsubmit name id class"),
        form("http://[::1", attributes='accept-charset="%s"' % ("x" * 9_000)),
        form(text='<input name placeholder type value maxlength>搜索<input name="q" id="search">'),
        form(more='<select name="t"><option selected><option value></select><button name></button>'),
        "<form>" * 2_000 + TEXT * 500,
        TEXT * 5_000,
    ],
)
def test_no_markup_breaks_the_reader(box: str) -> None:
    shown = home(box)
    assert len(shown.forms) <= 10
    way = way_of(shown, (HOST,))
    if isinstance(way, Way):
        question(way, WORDS)


def hidden(**values: str) -> str:
    return "".join(f'<input type="hidden" name="{name}" value="{value}">' for name, value in values.items())


@pytest.mark.parametrize(
    ("box", "dialect", "url", "sent"),
    [
        (
            form("/search5/html/searchResult.html", hidden(siteCode="3399990001", column="全部")),
            Dialect.UCAP,
            f"{HOME}search5/search/s",
            {"siteCode": "3399990001", "searchWord": WORDS, "column": "全部", "pageNum": "1"},
        ),
        (
            form("http://www.zhe.gov.cn/jsearchfront/search.do", hidden(websiteid="33", cateid="29", tpl="38")),
            Dialect.HANWEB,
            "http://www.zhe.gov.cn/jsearchfront/interfaces/cateSearch.do",
            {"websiteid": "33", "cateid": "29", "tpl": "38", "q": WORDS, "p": "1"},
        ),
        (
            form("http://search.gd.gov.cn/search/all/166"),
            Dialect.GUANGDONG,
            "http://search.gd.gov.cn/api/search/all",
            {"site_id": "166", "keywords": WORDS, "range": "site", "page": "1"},
        ),
    ],
)
def test_the_interfaces_that_are_known(box: str, dialect: Dialect, url: str, sent: dict[str, str]) -> None:
    way = way_of(home(box), (HOST,))
    assert isinstance(way, Way)
    assert (way.dialect, way.url) == (dialect, url)
    asked = question(way, WORDS)
    assert asked is not None
    assert asked.url == url
    assert sent.items() <= dict(asked.form).items()


@pytest.mark.parametrize(
    "action", ["http://search.gd.gov.cn/search/local_msg/166", "http://www.zhe.gov.cn/jsearchfront/search.do"]
)
def test_an_interface_of_another_shape_is_not_guessed(action: str) -> None:
    assert way_of(home(form(action, hidden(websiteid="33"))), (HOST,)) == WhyNot.ELSEWHERE


UCAP = {
    "searchResultAll": {
        "total": 2,
        "searchTotal": [{"title": "<em>秋粮</em>收购", "url": "/a.html"}, {"title": 3}, "x"],
    }
}
HANWEB = {"total": 9, "result": ['<div><a href="/a.html"><em>秋粮</em>收购</a></div>']}
GUANGDONG = {"data": {"news": {"total": 1, "list": [{"title": "秋粮收购", "url": f"{HOME}a.html"}]}}}


@pytest.mark.parametrize(
    ("dialect", "told"), [(Dialect.UCAP, UCAP), (Dialect.HANWEB, HANWEB), (Dialect.GUANGDONG, GUANGDONG)]
)
def test_answers_of_the_interfaces(dialect: Dialect, told: dict[str, object]) -> None:
    found = read_results(dialect, HOME, json.dumps(told).encode(), "application/json")
    assert found.hits[0] == Hit("秋粮收购", f"{HOME}a.html")
    assert (found.says_none, found.scripted) == (False, False)


@pytest.mark.parametrize("dialect", [Dialect.UCAP, Dialect.HANWEB, Dialect.GUANGDONG])
@pytest.mark.parametrize(
    "body", [b"", b"[]", b"{}", b"null", b'{"total": "x", "result": 3}', b"<html>", b"[" * 9_000, b'{"data": 1}']
)
def test_what_is_no_answer_of_an_interface_is_not_read(dialect: Dialect, body: bytes) -> None:
    assert read_results(dialect, HOME, body, "") == Results(scripted=True)


def test_an_interface_says_that_there_is_nothing_or_shows_nothing() -> None:
    odd = read_results(Dialect.HANWEB, HOME, b'{"total": 0, "result": ["<a href=/a.html>a</a>"]}', "")
    assert (odd.says_none, len(odd.hits)) == (False, 1)
    none = read_results(Dialect.UCAP, HOME, b'{"searchResultAll": {"total": 0, "searchTotal": null}}', "")
    assert (none.says_none, none.total, none.scripted) == (True, 0, False)
    silent = read_results(Dialect.HANWEB, HOME, b'{"total": 7, "result": []}', "")
    assert (silent.says_none, silent.scripted) == (False, True)


def page(main: str) -> Results:
    text = f"""<html><head><meta charset="utf-8"><title>站内搜索</title></head><body><div class="nav"><ul><li>
    <a href="/">网站首页县政府</a></li></ul></div><div class="main">{main}</div>
    <div class="footer"><a href="/map.html">网站地图在这里</a></div></body></html>"""
    return read_results(Dialect.FORM, f"{HOME}so?q=x", text.encode(), "text/html")


def test_a_page_of_results() -> None:
    found = page(
        '<p>找到 12 条结果</p><p>排序：按时间</p><p>分类：政策</p><a href="/so?q=x&p=2">下一页的检索结果</a>'
        '<a href="/so?q=x">青溪镇秋粮收购的检索结果</a><img src="/p.png" alt="青溪镇部署秋粮收购工作的图片">'
        '<ul><li><a href="/a.html">青溪镇部署<em>秋粮收购</em>工作</a></li><li><a href="/b.html">更多</a></li></ul>'
    )
    assert [hit.title for hit in found.hits if hit.url == f"{HOME}a.html"] == ["青溪镇部署秋粮收购工作"]
    assert {hit.url for hit in found.hits} == {f"{HOME}a.html", f"{HOME}so?q=x&p=2"}
    assert (found.total, found.says_none) == (12, False)
    assert (found.has_sort, found.has_filter, found.has_highlight) == (True, True, True)
    bare = page("<p>共 3 条</p>")
    assert (bare.has_sort, bare.has_filter, bare.has_highlight, bare.asks_code) == (False, False, False, False)


@pytest.mark.parametrize(
    ("said", "none"),
    [
        ("没有找到相关结果", True),
        ("抱歉，未检索到符合条件的内容", True),
        ("为您找到相关结果约 0 条", True),
        ("暂无相关数据", True),
        ("找到相关结果 7 条", False),
        ("没有您要的？找到 7 条结果，没有相关问题", False),
        ("请输入关键词", False),
    ],
)
def test_when_a_search_says_that_there_is_nothing(said: str, none: bool) -> None:
    assert page(f"<p>{said}</p>").says_none is none


def test_a_code_is_asked_for() -> None:
    assert page("<p>请输入验证码后继续</p>").asks_code


@pytest.mark.parametrize("said", ["您的搜索过于频繁，请稍后再试", "操作太快，请10秒后再搜索", "访问过于频繁"])
def test_a_search_that_wants_to_be_asked_later(said: str) -> None:
    assert page(f"<p>{said}</p>").busy
    assert not page("<p>找到 3 条结果</p><a href='/1.html'>频繁降雨过后青溪镇再次检查河道</a>").busy


TITLE = "青溪镇部署秋粮收购和仓储保障工作"


@pytest.mark.parametrize(
    ("hit", "found"),
    [
        (Hit(TITLE, f"{HOME}other.html"), True),
        (Hit(f"[动态] {TITLE} 2026-10-08", ""), True),
        (Hit("青溪镇部署 秋粮收购 和仓储保障工作", ""), True),
        (Hit("青溪镇部署秋粮收购和仓储……", ""), True),
        (Hit("青溪镇部署……", ""), False),
        (Hit("白石乡检查森林防火和防汛备汛……", ""), False),
        (Hit("青溪镇部署秋粮收购和仓储", ""), False),
        (Hit("青溪镇部署秋粮收购和仓储保障工", ""), True),
        (Hit("镇部署秋粮收购和仓储保障工作会", ""), False),
        (Hit("别的标题", f"{HOME}xw/1.html"), True),
        (Hit("别的标题", f"{HOME}xw/2.html"), False),
        (Hit("别的标题", f"https://{HOST}/xw/9.html"), True),
    ],
)
def test_a_page_is_found_by_its_title_or_by_its_address(hit: Hit, found: bool) -> None:
    urls = (f"{HOME}xw/1.html", f"{HOME}xw/9.html", "")
    assert place_of((Hit("x", ""), hit), TITLE, urls) == (2 if found else 0)


def test_how_often_a_title_is_mentioned() -> None:
    assert mentioned(page(f"<p>您搜索的是 {TITLE}</p><h3>{TITLE}</h3>"), TITLE) == 2
    assert mentioned(page(""), TITLE) == 0
