"""Colours, floats, what moves and who leaves, on home pages; where articles say they come from."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from checks.facts import colours, floats, layout
from checks.facts.colours import tone_of
from checks.facts.markup import parse
from checks.facts.reading import read
from checks.model.layout import Byline, Layout

ARTICLE = '<meta name="ArticleTitle" content="青溪镇部署秋粮收购工作">'


def home(body: str, head: str = "") -> Layout:
    page = f"<html><head><title>县政府</title>{head}</head><body><p>要闻</p>{body}</body></html>"
    found = read(parse("http://www.a.gov.cn/", page.encode(), "text/html; charset=utf-8"), home=True).layout
    assert found is not None
    return found


def byline(line: str, url: str = "http://www.a.gov.cn/1.html") -> Byline | None:
    title, text = "<h1>青溪镇部署秋粮收购工作</h1>", "<p>有关单位将强化责任落实、细化工作措施。</p>"
    page = f"<html><head><title>县政府</title>{ARTICLE}</head><body>{title}{line}{text}</body></html>"
    return read(parse(url, page.encode(), "text/html; charset=utf-8")).byline


@pytest.mark.parametrize(
    ("colour", "tone"),
    [
        ("cc0000", "红"), ("ff00aa", "粉"), ("ff8800", "橙"), ("ffee00", "黄"), ("00aa33", "绿"), ("00cccc", "青"),
        ("0066cc", "蓝"), ("8800ff", "紫"), ("333333", ""), ("ffffff", ""), ("000033", ""), ("f6faff", ""), ("", ""),
    ],
)  # fmt: skip
def test_colours_have_a_family_and_greys_have_none(colour: str, tone: str) -> None:
    assert tone_of(colour) == tone


def test_colours_are_counted_in_sheets_styles_and_attributes() -> None:
    told = home(
        '<p style="color:#06c; border-top-color: #06c">一</p><table bgcolor="#c00"><tr><td>一</td></tr></table>'
        '<font color="red">新</font>',
        "<style>.a{background:url(1.png) #06c}.b:hover{color:#0066CC}</style>",
    )
    assert told.tones == (("蓝", 4), ("红", 2))


def test_comments_of_a_sheet_name_no_colour() -> None:
    sheet = "/** color:#c00; * */.a{color:#06c}/* a /* b{color:#0a3} */.c{color:#06c}/*.d{color:#ff0}"
    assert home("", f"<style>{sheet}</style>").tones == (("蓝", 2),)


def test_only_home_pages_have_a_layout_and_only_articles_a_byline() -> None:
    assert read(parse("http://www.a.gov.cn/", b"<p>a</p>"), home=True).byline is None
    body = "<p>有关单位将强化责任落实、细化工作措施，让群众得到实惠。</p>"
    article = read(parse("http://www.a.gov.cn/1.html", f"<title>县政府</title>{ARTICLE}{body}".encode()))
    assert article.layout is None
    assert article.byline == Byline()


def test_sheets_are_counted_and_leaving_links_are_told_once() -> None:
    told = home(
        '<a href="http://b.com/">一</a><a href="http://b.com/">二</a><a href="/1.html">三</a><a href="http://[b">四</a>'
        '<a href="http://c.com/" onclick="go(this)">五</a>',
        '<link rel="StyleSheet" href="/a.css"><link rel="icon" href="/a.ico">',
    )
    assert (told.sheets, told.leaving, told.warns) == (1, ("http://b.com/",), False)


@pytest.mark.parametrize(
    ("line", "source"),
    [
        ("<p>来源：新华网</p>", "新华网"),
        ("<p>信息来源: 县政府办 发布时间：2026-11-06</p>", "县政府办"),
        ("<p>【来源：县政府办】【时间：2026-11-06】</p>", "县政府办"),
        ("<p>来 源：县政府办 | 字号：大</p>", "县政府办"),
        ("<p><span>来源：</span></p><p>县政府办</p>", "县政府办"),
        ("<p>来源：发布时间：2026-11-06</p>", ""),
        ("<p>来源：</p><p>时间：2026-11-06</p>", ""),
        ("<p>水资源：丰富</p>", None),
        ("<p>资源共享</p>", None),
    ],
)
def test_sources_are_read_as_they_are_written(line: str, source: str | None) -> None:
    assert byline(line) == (Byline() if source is None else Byline(True, source))


def test_a_script_that_writes_is_told() -> None:
    assert byline("<p>来源：<script>document.write(x)</script></p><p>时间：2026-11-06</p>") == Byline(True, "", True)


@settings(max_examples=60, deadline=None)
@given(st.text(alphabet="<>=\"'/ abdivstyle:;{}#来源：关x×", max_size=300))
def test_no_markup_breaks_the_readers(text: str) -> None:
    told = home(f'<div style="position:fixed">{text}<a href="/"><img src="1.png"></a></div>')
    assert len(told.floats) <= floats.MOST
    assert isinstance(byline(text), Byline | None)


@pytest.mark.parametrize(
    "many",
    [
        '<div class="floatAd1"><a href="/"><img></a></div>' * 5_000,
        '<div style="position:fixed">' * 1_000 + '<a href="/"><img></a>',
        "<marquee>一</marquee>" * 9_000,
        "<style>" + "a{color:red}" * 60_000 + "</style>",
        '<p style="color:red;' + "animation:" * 5_000 + '">',
        "".join(f'<a href="http://h{n}.com/">一</a>' for n in range(9_000)),
        "来源：" * 60_000,
    ],
    ids=["floats", "nested", "marquees", "rules", "style", "links", "words"],
)
def test_much_of_it_is_bounded(many: str) -> None:
    began = time.process_time()
    told = home(many)
    assert time.process_time() - began < 3
    assert len(told.floats) <= floats.MOST
    assert len(told.leaving) <= layout.MOST
    assert sum(uses for _, uses in told.tones) <= colours.MOST
