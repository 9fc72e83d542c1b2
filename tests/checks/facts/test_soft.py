"""Pages that say that they are not there: which words count, which never, and what a made-up address adds."""

from __future__ import annotations

import time
from dataclasses import replace
from datetime import UTC, datetime
from itertools import product

import pytest

from checks.facts.doors import asks_who, names_door
from checks.facts.markup import parse
from checks.facts.reading import read
from checks.facts.soft import (
    HONEST,
    LEADS_HERE,
    SAME,
    SAME_TITLE,
    SHELL,
    Glance,
    alike,
    glance,
    is_hollow,
    page_says_not_found,
    says_not_found,
    shows_home,
    sibling_mark,
)
from checks.facts.target import WINDOW, read_target
from checks.model import marks
from checks.model.captures import Failure, SiblingProbe
from checks.model.pages import Item, PageFacts

PAGE = "http://www.x.gov.cn/xw/7.html"
MADE = "http://www.x.gov.cn/xw/987654321.html"
NOW = datetime(2026, 11, 20, tzinfo=UTC)
GONE = "抱歉，您访问的页面不存在或已被删除！"

SAYS = [
    ("404", "您访问的页面不存在\n返回首页"),
    ("ERROR 404 您访问的页面不存在", "您访问的页面不存在或已被删除！"),
    ("临江县人民政府", f"{GONE}\n5秒后自动返回首页"),
    ("临江县人民政府", "对不起，您请求的页面不存在或已被删除。\n请检查您输入的网址是否正确"),
    ("出错了", "您访问的页面地址有误，或者该页面不存在"),
    ("404", "404!页面找不到了！"),
    ("", "您所请求的页面不存在或已被移除"),
    ("提示信息", "文章已被删除"),
    ("", "该内容已被发布者删除"),
    ("", "您访问的文章已被移动、更名或删除"),
    ("", "您访问的页面可能已被删除、更名或暂时不可用"),
    ("错误提示", "参数错误"),
    ("提示", "信息不存在"),
    ("系统提示", "对不起，没有该信息！"),
    ("", "链接已过期"),
    ("404 Not Found", "404 Not Found\nnginx/1.18.0"),
    ("404 Not Found", "Not Found\nThe requested URL /xw/2018-07-06/1.html was not found on this server."),
    ("HTTP Status 404 – Not Found", "HTTP Status 404 – Not Found\nThe requested resource is not available"),
    ("Page Not Found", "Sorry, the page you are looking for could not be found."),
    ("", "No input file specified."),
    ("没有找到站点", "您的请求在Web服务器中没有找到对应的站点！\n可能原因：\n您没有将此域名或IP绑定到对应站点!"),
    ("无法找到该页", "无法找到该页\n您正在搜索的页面可能已经删除、更名或暂时不可用。"),
    ("４０４", "４０４\n您访问的页面不存在"),
]
SILENT = [
    ("页面不存在怎么办_常见问题", "页面不存在怎么办\n请拨打电话 12345"),
    ("", "点击链接后，页面不存在，怎么办？"),
    ("", "您访问的页面不存在？"),
    ("临江", "如果页面不存在，请联系我们"),
    ("关于开展“页面不存在”专项整治的通知", "各单位：\n您访问的页面不存在。\n凡出现的限期改正"),
    ("网页不存在_互动交流", "网页不存在\n网友：点开后页面不存在。\n回复：您好，已修复。"),
    ("网页不存在", "网页不存在。\n2026-11-18"),
    ("搜索", "没有找到相关信息"),
    ("", "没有找到与“预算”相关的内容"),
    ("查询结果", "未找到信息"),
    ("通知公告", "暂无数据"),
    ("", "网站建设中"),
    ("", "系统维护中"),
    ("404路公交线路调整", "404路公交线路调整"),
    ("404", "404\n" + "县政府办公室地址在中山路，欢迎前来办理业务，窗口工作时间为上午九点至下午五点"),
    ("404", ""),
    ("", ""),
    ("公开", "本机关不存在该信息"),
    ("公告", "本单位不存在国有资产"),
    ("关于印发管理办法的通知", "该文件已失效"),
    ("公告", "该公告已撤销"),
    ("", "本栏目已取消"),
    ("拦截", "您的请求带有不合法参数，已被网站管理员设置拦截！"),
    ("404", GONE + "县政府" * 140),
    ("县政府", "您访问的页面不存在。\n县政府办公室地址在中山路，欢迎前来办理业务，窗口工作时间为上午九点至下午五点"),
]


@pytest.mark.parametrize(("title", "text"), SAYS)
def test_whole_sentences_that_say_it(title: str, text: str) -> None:
    assert says_not_found(title, text)


@pytest.mark.parametrize(("title", "text"), SILENT)
def test_what_only_speaks_of_it_stays_silent(title: str, text: str) -> None:
    assert not says_not_found(title, text)


def test_no_text_costs_more_than_a_few_milliseconds() -> None:
    bits = [
        "抱歉",
        "404",
        "error",
        "页面",
        "不存在",
        "已被删除",
        "或者",
        "您访问的",
        "the",
        "-",
        "没有",
        "notfound",
        "，",
        " ",
    ]
    slowest = 0.0
    for one, other in product(bits, bits):
        for text in ((one + other) * 200, one * 60 + other * 60, (one + "，" + other + "，") * 60):
            began = time.process_time()
            says_not_found(text[:300], text[:400])
            slowest = max(slowest, time.process_time() - began)
    assert slowest < 0.1


def facts_of(body: str, title: str = "") -> PageFacts:
    return read(parse(PAGE, f"<html><head><title>{title}</title></head><body>{body}</body></html>".encode()))


LIST = "<ul>" + "".join(f'<li><a href="/xw/{n}.html">第{n}次会议召开</a>2026-11-1{n}</li>' for n in range(5)) + "</ul>"


def test_a_page_with_a_list_or_a_date_of_its_own_never_says_it() -> None:
    assert page_says_not_found(facts_of(f"<p>{GONE}</p>"))
    assert not page_says_not_found(facts_of(f"<p>{GONE}</p>{LIST}"))
    listed = replace(facts_of(f"<p>{GONE}</p>"), items=(Item("http://www.x.gov.cn/a.html", "县医院新址启用"),))
    assert not page_says_not_found(listed)
    assert not page_says_not_found(facts_of(f"<p>发布时间：2026-11-18 09:00</p><p>{GONE}</p>"))


def test_a_template_that_a_script_fills_never_says_it() -> None:
    script = "<script>new Vue({el: '#app'})</script>"
    assert not page_says_not_found(facts_of(f'<div id="app"><p>{GONE}</p></div>{script}'))
    assert marks.WORDS in read_target(PAGE, f"<p>{GONE}</p>".encode()).marks
    assert marks.WORDS not in read_target(PAGE, f"<p>{GONE}</p>{script}".encode()).marks
    assert marks.WORDS not in read_target(PAGE, f"<p>{GONE}</p>{'<!-- -->' * WINDOW}".encode()).marks


def test_a_target_is_read_without_its_scripts() -> None:
    shown = read_target(PAGE, "<title>页</title><script>var a = 1;</script><p>正文</p><style>p {}</style>".encode())
    assert (shown.title, shown.text) == ("页", "正文")


def test_what_shows_next_to_nothing() -> None:
    assert is_hollow(facts_of('<div id="root"></div>'))
    assert is_hollow(facts_of("<p>亲，您好像迷路啦</p>"))
    assert not is_hollow(facts_of('<iframe src="http://zwfw.x.gov.cn/"></iframe>'))
    assert not is_hollow(facts_of('<img src="a.jpg">'))
    assert not is_hollow(facts_of("<p>暂无数据</p>"))
    assert not is_hollow(facts_of(LIST))
    links = [f'<a href="/{n}.html">第{n}篇</a> ' for n in range(4)]
    assert is_hollow(facts_of("<div>" + "".join(links[:3]) + "</div>"))
    assert not is_hollow(facts_of("<div>" + "".join(links) + "</div>"))
    assert not is_hollow(facts_of("<p>" + "县政府办公室负责起草文件。" * 8 + "</p>"))


def page(
    text: str = GONE, title: str = "出错了", *, says: bool = True, hollow: bool = False, ended: str = PAGE
) -> Glance:
    return Glance(PAGE, ended, title, text, hollow=hollow, says=says)


def made(text: str = GONE, title: str = "出错了", status: int | None = 200, **more: object) -> SiblingProbe:
    return SiblingProbe(MADE, "www.x.gov.cn/xw/*.html", NOW, status, title=title, text=text, **more)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("shown", "sibling", "mark"),
    [
        (page(), made(), SAME),
        (page("/xw/7.html 不存在，编号 7"), made("/xw/987654321.html 不存在，编号 987654321"), SAME),
        (page(title="7.html 不存在"), made(title="987654321.html 不存在"), SAME),
        (page(), made("系统繁忙，请稍后再试"), SAME_TITLE),
        (page(), made("您请求的信息已移除", marks=(marks.WORDS,)), ""),  # both say it: nothing speaks for the page
        (page(), made(title="县政府"), ""),
        (page(title=""), made("系统繁忙，请稍后再试", title=""), ""),
        (page(), made(final_url=PAGE), LEADS_HERE),
        (page(), made(final_url="https://www.x.gov.cn/xw/7.html"), LEADS_HERE),
        (page(ended="http://www.x.gov.cn/404.html"), made("", "", final_url="http://www.x.gov.cn/404.html"), SAME),
        (page("", says=False, hollow=True), made("", scripted=True), SHELL),
        (page("", says=False, hollow=True), made("", title="县政府"), ""),
        (page("亲", says=False, hollow=True), made("亲"), SHELL),
        (page(says=False), made(), ""),
        (page(), made(status=404), HONEST),
        (page(), made(status=410), HONEST),
        (page(), made(status=500), ""),
        (page(), made(status=302), ""),
        (page(), made(status=None, failure=Failure.TIMEOUT), ""),
        (page(), made(marks=("wall:ruishu",)), ""),
        (page(), made(marks=(marks.LOGIN,)), ""),
    ],
)
def test_what_a_made_up_address_says_of_a_page_under_suspicion(shown: Glance, sibling: SiblingProbe, mark: str) -> None:
    assert sibling_mark(shown, sibling) == mark


def test_two_texts_are_one_when_only_numbers_and_addresses_differ() -> None:
    text = "您访问的页面不存在，请返回首页重新选择栏目"
    assert alike(f"{text} 2026-11-20 10:00:05", f"{text} 2026-11-20 10:11:09")
    assert not alike(text, "县图书馆自本月起延长开放时间，欢迎前来阅读")
    assert alike("", "")
    assert not alike("", text)


def test_a_page_like_the_home_page_is_told_only_where_that_shows_something() -> None:
    text = "县政府召开常务会议研究部署森林防火工作。" * 6
    home = Glance("http://www.x.gov.cn/", "http://www.x.gov.cn/", "县政府", text)
    assert shows_home(Glance(PAGE, PAGE, "县政府", text), home)
    assert not shows_home(Glance(PAGE, PAGE, "要闻", text), home)
    assert not shows_home(Glance(PAGE, PAGE, "县政府", "县图书馆延长开放时间" * 20), home)
    bare = Glance("http://www.x.gov.cn/", "http://www.x.gov.cn/", "县政府", "欢迎")
    assert not shows_home(Glance(PAGE, PAGE, "县政府", "欢迎"), bare)
    assert not shows_home(Glance(PAGE, PAGE, "县政府", text), None)


def test_a_glance_keeps_no_more_than_is_compared() -> None:
    facts = facts_of("<p>" + "县政府办公室负责起草文件。" * 400 + "</p>", title="职能")
    assert len(glance(PAGE, "", facts).text) == 2_000


@pytest.mark.parametrize(
    "url", ["http://a.cn/login.jsp", "http://a.cn/sso/x", "https://sso.x.gov.cn/", "http://a.cn/user/login?service=1"]
)
def test_doors(url: str) -> None:
    assert asks_who(url)


@pytest.mark.parametrize(
    "url",
    [
        "http://a.cn/xw/1.html",
        "http://a.cn/jssolution/",
        "http://a.cn/cash/",
        "http://www.cas.cn/a.html",
        "http://cas.cn/",
    ],
)
def test_no_doors(url: str) -> None:
    assert not asks_who(url)
    assert not asks_who(url, "关于做好登录工作的通知")
    assert asks_who(url, "用户登录-县政府")
    assert names_door("用户登录")


def test_an_interface_that_answers_in_place_of_a_page() -> None:
    assert says_not_found("", '{"code":404,"msg":"页面不存在"}')
    assert not says_not_found("", '{"code":200,"msg":"成功"}')
    assert not says_not_found("", '{"code":404,')
    assert not says_not_found("", '{"data":{"msg":"页面不存在"}}')
