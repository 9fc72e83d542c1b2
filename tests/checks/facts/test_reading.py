"""One page after another as sites write them, and what is read from each."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from checks.facts.markup import parse
from checks.facts.reading import read
from checks.model.pages import DateSource, Item, PageFacts, PageKind, Paging, Place
from checks.model.registry import BEIJING

URL = "http://www.a.gov.cn/xwzx/tzgg/index.html"


def facts(body: str, url: str = URL, **given_: object) -> PageFacts:
    return read(parse(url, body.encode(), "text/html; charset=utf-8"), **given_)  # type: ignore[arg-type]  # as a caller spells them


def days(page: PageFacts) -> list[tuple[str, str]]:
    return [(item.title, item.date.strftime("%Y-%m-%d") if item.date else "") for item in page.items]


@pytest.mark.parametrize(
    "row",
    [
        '<li><a href="{n}.html">关于第{n}号事项的通知</a><span>2026-01-0{n}</span></li>',
        '<li><span>[2026/01/0{n}]</span><a href="{n}.html">关于第{n}号事项的通知</a></li>',
        '<li><a href="{n}.html">\n关于第{n}号事项的通知\n</a><br>2026.1.{n}</li>',
        '<tr><td>{n}</td><td><a href="{n}.html">关于第{n}号事项的通知</a></td><td>2026年1月{n}日</td></tr>',
        '<div class=row><h4><a href="{n}.html">关于第{n}号事项的通知</a></h4><p>摘要摘要</p><i>2026-01-0{n}</i></div>',
        '<a href="{n}.html">关于第{n}号事项的通知</a> 2026-01-0{n}<br>',
        '2026-01-0{n} <a href="{n}.html">关于第{n}号事项的通知</a><br>',
        '<li><b>0{n}</b><em>2026-01</em><a href="{n}.html">关于第{n}号事项的通知</a></li>',
        '<li><a href="{n}.html">关于第{n}号事项的通知</a>2026-\n01-\n0{n}</li>',
        '<li><a href="{n}.html" title="关于第{n}号事项的通知">关于第{n}号…</a><span>2026-01-0{n}</span></li>',
        '<li><a href="t2026010{n}_{n}.html">关于第{n}号事项的通知</a><span>01-0{n}</span></li>',
        '<li><a href="javascript:;">关于第{n}号事项的通知</a><span>2026-01-0{n}</span></li>',
    ],
)
def test_entries_of_a_list(row: str) -> None:
    rows = "".join(row.format(n=n) for n in range(1, 6))
    wrapped = (
        f"<table>{rows}</table>" if row.startswith("<tr") else f"<ul>{rows}</ul>" if row.startswith("<li") else rows
    )
    page = facts(f"<body><div class=main>{wrapped}</div></body>")
    assert days(page) == [(f"关于第{n}号事项的通知", f"2026-01-0{n}") for n in range(1, 6)]
    assert page.kind is PageKind.LIST
    assert page.published is None


def test_a_month_and_day_without_a_year_stays_undated() -> None:
    rows = "".join(f"<li><a href='{n}.html'>关于第{n}号事项的通知</a>01-0{n}</li>" for n in range(1, 5))
    assert {day for _, day in days(facts(f"<ul>{rows}</ul>"))} == {""}


def test_pop_up_entries_inside_an_entry_are_not_entries() -> None:
    popup = "<div><ul><li><a href='/jd/9.html'>相关政策解读的文章一篇</a></li></ul></div>"
    rows = "".join(f"<li><a href='{n}.html'>关于第{n}号事项的通知</a>2026-01-0{n}{popup}</li>" for n in range(1, 5))
    assert [item.url.rpartition("/")[2] for item in facts(f"<ul>{rows}</ul>").items] == [
        f"{n}.html" for n in range(1, 5)
    ]


def test_a_pinned_entry_without_a_date_is_kept() -> None:
    rows = "<li><a href='0.html'>置顶的一条没有日期</a></li>" + "".join(
        f"<li><a href='{n}.html'>关于第{n}号事项的通知</a>2026-01-0{n}</li>" for n in range(1, 5)
    )
    page = facts(f"<ul>{rows}</ul>")
    assert days(page)[0] == ("置顶的一条没有日期", "")
    assert len(page.items) == 5


def test_entries_given_by_a_dialect_come_first() -> None:
    given_ = (Item("http://www.a.gov.cn/1.html", "脚本写出的条目"),)
    page = facts("<div></div>", items=given_, paging=Paging("trs", pages=3))
    assert page.items == given_
    assert page.kind is PageKind.LIST


def test_links_with_their_places() -> None:
    page = facts(
        "<head><link href=/s.css rel=stylesheet></head><body><div class=nav><a href=/zwgk/>政务公开</a></div>"
        "<!-- <a href=/old/>旧站</a> --><a hhref=/no/>无</a>"
        "<a ms-attr-href=logoutUrl>退出</a><a href='{{url}}'>模板</a>"
        "<select><option value='http://www.b.gov.cn/'>友情链接</option></select><img src=a.png srcset='b.png 2x'>"
        "<a href='file:///C:/x.doc'>附件</a><a href=' /blank/ '>空白</a>"
        "<script>document.write('<a href=\"/w.html\">')</script>"
        "<div class=footer><a href=/map/>网站地图</a>主办单位：某某县人民政府</div></body>"
    )
    found = {link.url.removeprefix("http://www.a.gov.cn"): link for link in page.links}
    assert set(found) == {
        "/s.css",
        "/zwgk/",
        "http://www.b.gov.cn/",
        "/xwzx/tzgg/a.png",
        "/xwzx/tzgg/b.png",
        "/blank/",
        "/w.html",
        "/map/",
    }
    assert found["/zwgk/"].place is Place.NAV
    assert found["/map/"].place is Place.FOOTER
    assert found["/s.css"].place is Place.HEAD
    assert page.odd_links == ("file:///C:/x.doc",)


ARTICLE = "<h1>关于某事项的通知公告</h1><div class=info>{info}</div><div id=zoom><p>{text}</p></div>"


@pytest.mark.parametrize(
    ("info", "head", "day", "source"),
    [
        (
            "发布时间：2017-05-15 10:00",
            "<meta name=PubDate content='2022-04-24 10:00'>",
            "2017-05-15",
            DateSource.LABEL,
        ),
        (
            "<b>成文日期：</b>2017-05-15",
            "<meta name=PubDate content='2022-04-24 10:00'>",
            "2022-04-24",
            DateSource.META,
        ),
        ("", "<script>var pubdata='2017年08月11日';</script>", "2017-08-11", DateSource.SCRIPT),
        ("<span alt='时间：2017-11-08'><i>时间：</i>2019-09-18 06:23</span>", "", "2019-09-18", DateSource.LABEL),
        ("发布日期：<b><publishtime>2017-05-15 10:49:00</publishtime></b>", "", "2017-05-15", DateSource.LABEL),
        ("&nbsp;2009-07-07&#32;15:30", "", "2009-07-07", DateSource.BARE),
        ("", "", "2026-09-05", DateSource.URL),
    ],
)
def test_date_of_publication(info: str, head: str, day: str, source: DateSource) -> None:
    page = facts(
        f"<head>{head}</head>" + ARTICLE.format(info=info, text="正文" * 200), "http://www.a.gov.cn/t20260905_1.html"
    )
    assert page.kind is PageKind.ARTICLE
    assert page.published is not None
    assert page.published.value.astimezone(BEIJING).strftime("%Y-%m-%d") == day
    assert page.published.source is source


def test_a_hard_blank_before_an_attribute_hides_no_label() -> None:
    page = facts('<meta name="PubDate"\u00a0content="2026-01-05 09:30"><meta \u00a0name="SiteName" content="临江县">')
    assert [(meta.name, meta.content) for meta in page.metas] == [
        ("PubDate", "2026-01-05 09:30"),
        ("SiteName", "临江县"),
    ]


def test_labels_also_those_in_the_body() -> None:
    page = facts(
        '<head><meta name="SiteName"content="某县"><meta content="123 " name=SiteIDCode></head>'
        "<body><p>x</p><meta name=ColumnName content=公共头>"
    )
    assert [(meta.name, meta.content, meta.in_body) for meta in page.metas] == [
        ("SiteName", "某县", False),
        ("SiteIDCode", "123 ", False),
        ("ColumnName", "公共头", True),
    ]


@pytest.mark.parametrize(
    "text",
    ["网站标识码：4114240001", "政府网站标识码 ：4114240001", "网站标识码4114240001", "网站标识码： <b>4114240001</b>"],
)
def test_foot(text: str) -> None:
    foot = facts(
        f"<p>正文</p><div>主办单位：某某县人民政府办公室 联系电话：0370-1234567<br>{text}<br>豫ICP备 09002870号-1 "
        "<a href=http://www.beian.gov.cn/?recordcode=41142402000001>豫公网安备 41142402000001号</a>"
        "<a href=http://bszs.conac.cn/sitename?method=show><img src=/red.png></a>"
        "<script id=_jiucuo_ sitecode=4114240001 src=https://zfwzgl.www.gov.cn/exposure/jiucuo.js></script>"
        "<a href=/map.html>网站地图</a></div>"
    ).footer
    assert (foot.site_code, foot.find_error_code) == ("4114240001", "4114240001")
    assert foot.icp == "豫ICP备 09002870号-1"
    assert "41142402000001" in foot.police
    assert foot.party_mark.startswith("http://bszs.conac.cn")
    assert foot.find_error.endswith("jiucuo.js")
    assert foot.sponsor == "某某县人民政府办公室"
    assert foot.contact
    assert foot.sitemap == "http://www.a.gov.cn/map.html"


@pytest.mark.parametrize(
    ("text", "icp"),
    [
        ("ICP证：桂B2-20040022-5　网警备案号：45010302000153", "ICP证：桂B2-20040022-5"),
        ("粤ICP备05018469", "粤ICP备05018469"),
        ("京ICP备2021012345号", "京ICP备2021012345号"),
        ("备案编号：ICP备05018469号", "ICP备05018469号"),
        ("ICP备案号：京ICP备2021012345号", "京ICP备2021012345号"),
        ("ICP证件照要求：B2-2", ""),
    ],
)
def test_numbers_of_the_ministry_in_a_foot(text: str, icp: str) -> None:
    assert facts(f"<p>正文</p><div class=footer>主办单位：某某县人民政府办公室<br>{text}</div>").footer.icp == icp


def test_a_filing_is_no_sponsor() -> None:
    text = "版权所有：北京市公安局朝阳分局备案编号：110105<br>主办单位：某某县广播电视大学"
    assert facts(f"<p>正文</p><div class=footer>{text}</div>").footer.sponsor == "某某县广播电视大学"


def test_a_foot_in_a_comment_is_no_foot() -> None:
    assert (
        facts("<p>正文</p><!-- 网站标识码：4114240001 <a href=/exposure/jiucuo.html>x</a> -->").footer.site_code == ""
    )


@pytest.mark.parametrize(
    ("body", "target"),
    [
        ("<meta http-equiv=Refresh content='0;URL=./dwzn/'>", "http://www.a.gov.cn/xwzx/tzgg/dwzn/"),
        (
            "<script>setTimeout(function(){location.href='http://www.b.gov.cn/';},1000)</script>网站域名变更公告",
            "http://www.b.gov.cn/",
        ),
        (
            "<script>location.href='/search?q='+word</script><p>本页提供全站搜索，请输入关键词后回车，稍候即可看到结果</p>",
            "",
        ),
        ("<script>location.href='/m/'</script>" + "<a href=/x>栏目</a>" * 30, ""),
    ],
)
def test_stubs(body: str, target: str) -> None:
    page = facts(body)
    assert page.refresh == target
    assert (page.kind is PageKind.STUB) is bool(target)


@pytest.mark.parametrize(
    ("body", "notice"),
    [
        ("<p>此栏目暂无任何新增信息</p>", True),
        ("<p>栏目建设中，敬请期待</p>", True),
        (f"<p>{'城市建设中的问题，' * 30}</p>", False),
    ],
)
def test_empty_notice(body: str, notice: bool) -> None:
    assert bool(facts(f"<div class=main>{body}</div>").empty_notice) is notice


@pytest.mark.parametrize(
    "notice",
    [
        *("栏目正在建设中", "网站升级改造中", "系统维护", "敬请期待", "暂无相关信息", "没有找到任何数据"),
        *("目前没有内容", "无符合条件的记录", "内容更新中", "资料整理中", "栏目完善中"),
        *("Under Construction", "under construction"),
    ],
)
def test_every_way_to_say_that_there_is_nothing_is_heard(notice: str) -> None:
    assert facts(f"<div class=main><p>{notice}</p></div>").empty_notice == notice


def test_scripted_lists_are_said_to_be_so() -> None:
    assert facts("<div id=list></div><script>$.ajax({url:'/api'})</script>").scripted
    assert not facts("<div id=list></div>").scripted


def test_crumbs() -> None:
    page = facts("<div>当前位置：<a href=/>首页</a> &gt; <a href=/zwgk/>政务公开</a></div><p>正文</p>")
    assert [crumb.text for crumb in page.crumbs] == ["首页", "政务公开"]


@settings(max_examples=150, deadline=None)
@given(st.binary(max_size=3_000))
def test_random_bytes_never_raise(body: bytes) -> None:
    assert read(parse(URL, body, "text/html")).url == URL


PIECES = st.sampled_from(
    [
        "<div>",
        "</div>",
        "<li>",
        "</li>",
        "<a href=/x>",
        "</a>",
        "2026-01-01",
        "01-02",
        "发布时间：",
        "文号",
        "：",
        "<td>",
        "<br>",
        "<!--",
        "-->",
        "有效期五年",
        "〔2020〕1号",
        "<script>",
        "</script>",
        "location.href='x'",
        "\0",
        "<ul>",
        "<base href=//x>",
        "05",
        "2026-",
        "\ufffd",
    ]
)


@settings(max_examples=150, deadline=None)
@given(st.lists(PIECES, max_size=120))
def test_random_markup_never_raises(pieces: list[str]) -> None:
    assert facts("".join(pieces)).url == URL


@pytest.mark.parametrize(
    "body",
    [
        "<div>" * 50_000,
        "<p><div>" * 30_000,
        "<ul><li><a href=/x>2020-01-01 标题</a>" * 20_000,
        "\0" * 1_000_000,
        "2020-" * 200_000,
        "发布时间 " * 100_000,
        "<a " + " ".join(f"a{n}=1" for n in range(400_000)) + ">",
        '<a href="' + "x" * 5_000_000 + '">2020-01-01</a>',
        "<div>" + "<a href=/a>标题标题标题</a> 2020-01-01<br>" * 14_000,
        "<select>" + "<option value=/x>" * 50_000,
        "自2020年1月1日起" * 50_000,
    ],
    ids=["deep", "blocks", "lists", "nul", "years", "labels", "attributes", "href", "rows", "options", "terms"],
)
def test_hostile_pages_take_little_time(body: str) -> None:
    start = time.process_time()
    facts(body)
    assert time.process_time() - start < 5


@pytest.mark.parametrize("heading", ["第一章 总则", "来源： 某省林业厅 日期：2017-11-14"])
def test_a_chapter_is_not_the_title(heading: str) -> None:
    meta = '<meta name="ArticleTitle" content="某某管理条例">'
    assert facts(f"<html><head>{meta}</head><body><h2>{heading}</h2><p>正文</p>").heading == "某某管理条例"


def test_the_sponsor_may_stand_behind_the_years_of_a_copyright() -> None:
    foot = facts("<p>正文</p><div>版权所有©2002-2021某某县人民政府办公室 网站标识码：4114240001</div>").footer
    assert foot.sponsor == "某某县人民政府办公室"
