"""Each way in which a page keeps links from its readers, and what honest pages do that looks alike."""

from __future__ import annotations

import base64
import re
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from checks.facts import hidden, styles
from checks.facts.markup import parse
from checks.facts.reading import read
from checks.model.pages import HiddenLink

LINK = '<a href="http://www.shop.com/">建材</a>'


def seen(body: str, head: str = "") -> tuple[HiddenLink, ...]:
    page = f"<html><head><title>县图书馆</title>{head}</head><body><p>开放时间</p>{body}</body></html>"
    return read(parse("http://www.a.gov.cn/1.html", page.encode(), "text/html; charset=utf-8")).hidden_links


@pytest.mark.parametrize(
    ("style", "how"),
    [
        ("display:none", "display-none"),
        ("DISPLAY : none !important", "display-none"),
        ("visibility:hidden", "invisible"),
        ("opacity:0", "transparent"),
        ("filter:alpha(opacity=0)", "transparent"),
        ("font-size:0", "tiny-text"),
        ("font-size:1px", "tiny-text"),
        ("color:#fff;background:#ffffff", "same-colour"),
        ("color:white;background-color:rgb(255, 255, 255)", "same-colour"),
        ("position:absolute;left:-9999px", "off-screen"),
        ("position:fixed;top:-99em", "off-screen"),
        ("margin-left:-2000px", "off-screen"),
        ("text-indent:-9999px", "indented"),
        ("height:1px;overflow:hidden", "shrunk"),
        ("width:0;overflow:hidden", "shrunk"),
        ("clip:rect(0,0,0,0);position:absolute", "clipped"),
        ("clip-path:inset(100%)", "clipped"),
        ("position:absolute;z-index:-1", "behind"),
    ],
)
def test_styles_that_hide(style: str, how: str) -> None:
    assert [link.how for link in seen(f'<a href="http://www.shop.com/" style="{style}">建材</a>')] == [how]
    if how != "same-colour":
        assert seen(f'<div style="{style}">{LINK}</div>') == (HiddenLink("http://www.shop.com/", "建材", how, 1),)


@pytest.mark.parametrize(
    "style",
    [
        "display:block", "visibility:visible", "opacity:0.9", "opacity:1", "font-size:12px", "font-size:50%",
        "color:#fff;background:#c00", "color:#fff", "position:relative;left:-9999px", "position:absolute;left:-20px",
        "text-indent:-2em", "height:0", "overflow:hidden;width:300px", "width:0%;overflow:hidden", "z-index:-1",
        "clip:rect(0,100px,200px,0)", "", "nonsense", "left:;;:", "display",
    ],
)  # fmt: skip
def test_styles_that_do_not(style: str) -> None:
    assert seen(f'<div style="{style}">{LINK}</div><i style="display:none"></i>') == ()


def test_colour_of_the_ground_around_and_of_the_letters_inside() -> None:
    link = '<a href="http://www.shop.com/"><font color="white">建材</font></a>'
    around = f'<table bgcolor="#FFFFFF"><tr><td>{link}</td></tr></table>'
    assert [link.how for link in seen(around)] == ["same-colour"]
    assert seen(around.replace("<td>", '<td class="dark">')) == ()  # a class may give it another ground


def test_a_thing_between_may_undo_what_is_inherited() -> None:
    assert seen(f'<ul style="font-size:0"><li class="entry">{LINK}</li></ul>') == ()
    assert [link.how for link in seen(f'<ul style="display:none"><li class="entry">{LINK}</li></ul>')] == [
        "display-none"
    ]


def test_rules_of_the_page_itself() -> None:
    rule = "<style>/* x */ .zz, #yy { position:absolute; left:-9999px }</style>"
    assert [link.how for link in seen(f'<div class="zz">{LINK}</div>', rule)] == ["off-screen"]
    assert [link.how for link in seen(f'<div id="yy">{LINK}</div>', rule)] == ["off-screen"]
    assert seen(f'<div class="z">{LINK}</div>', rule) == ()
    assert seen(f'<div class="zz">{LINK}</div>', "<style>@media print { .zz { display:none } }</style>") == ()
    assert seen(f'<div class="zz">{LINK}</div>', "<style>.off .zz { display:none }</style>") == ()


def test_what_honest_pages_hide_is_in_no_block() -> None:
    off = "position:absolute;left:-9999px"
    for name in ("drop-menu", "tabCon", "friendlink", "swiper-wrapper", "sr-only", "shareBox"):
        assert [link.block for link in seen(f'<div class="{name}" style="{off}">{LINK}</div>')] == [0]
    assert [link.block for link in seen(f'<div class="box" style="display:none">{LINK}</div>')] == [0]
    assert [link.block for link in seen(f'<div class="box" style="{off}">{LINK}</div>')] == [1]
    picture = '<a href="http://www.shop.com/"><img src="/a.png" alt="建材"></a>'
    assert [link.block for link in seen(f'<div style="{off}">{picture}</div>')] == [0]


def test_two_blocks_are_told_apart() -> None:
    two = "".join(f'<div style="display:none"><a href="http://www.shop{n}.com/">建材</a></div>' for n in (1, 2))
    assert [link.block for link in seen(two)] == [1, 2]


def test_links_to_public_bodies_services_and_the_own_domain_are_left_out() -> None:
    for host in ("www.b.gov.cn", "www.pku.edu.cn", "bszs.conac.cn", "hm.baidu.com", "weibo.com", "oa.a.gov.cn"):
        assert seen(f'<div style="display:none"><a href="http://{host}/">入口</a></div>') == ()


def test_marquees_frames_and_letters_without_width() -> None:
    assert [link.how for link in seen(f'<marquee height="2" width="300">{LINK}</marquee>')] == ["marquee"]
    assert seen(f'<marquee height="200" width="300">{LINK}</marquee>') == ()
    assert [link.how for link in seen('<iframe src="http://www.x.top/" width="1" height="0"></iframe>')] == ["frame"]
    assert [link.how for link in seen('<iframe src="http://www.x.top/" style="width:0;height:0"></iframe>')] == [
        "frame"
    ]
    assert seen('<iframe src="http://www.x.top/" width="100%" height="0"></iframe>') == ()
    assert seen('<iframe src="/own.html" width="0" height="0"></iframe>') == ()
    assert [link.how for link in seen('<a href="http://www.shop.com/">六\u200b合彩</a>')] == ["zero-width"]
    assert seen('<a href="http://www.shop.com/">建材\ufeff</a>') == ()


HIDDEN_BY_SCRIPT = "<div style='text-indent:-9999px'><a href='http://www.shop.com/'>建材</a></div>"
ENCODED = '<a href="http://www.shop.com/">'


@pytest.mark.parametrize(
    ("script", "how"),
    [
        (f'document.write("{HIDDEN_BY_SCRIPT}");', "script-written"),
        (f'document.write("{HIDDEN_BY_SCRIPT[:33]}");document.write("{HIDDEN_BY_SCRIPT[33:]}");', "script-written"),
        ('if(/baidu|google/.test(document.referrer)){window.location.href="http://www.shop.com/"}', "script-referrer"),
        ('if(document.referrer.match("sogou.com"))location.replace("http://www.shop.com/")', "script-referrer"),
        (f'document.write(atob("{base64.b64encode(ENCODED.encode()).decode()}"))', "script-encoded"),
        (f'eval(String.fromCharCode({",".join(str(ord(c)) for c in ENCODED)}))', "script-encoded"),
        ('var a="{}";'.format("".join(f"\\x{ord(c):02x}" for c in ENCODED)), "script-encoded"),
        ('document.write(unescape("{}"))'.format("".join(f"%{ord(c):02X}" for c in ENCODED)), "script-escaped"),
    ],
)  # fmt: skip
def test_scripts(script: str, how: str) -> None:
    assert [(link.url, link.how) for link in seen(f"<script>{script}</script>")] == [("http://www.shop.com/", how)]


@pytest.mark.parametrize(
    "script",
    [
        "document.write(\"<a href='http://www.shop.com/'>建材</a>\")",
        'if(document.referrer.indexOf("baidu")>0){location.href="http://m.a.gov.cn/"}',
        'if(document.referrer==""){location.href="http://www.shop.com/"}',
        """document.write(unescape("%3Cscript src='http://s11.cnzz.com/stat.php'%3E%3C/script%3E"))""",
        'atob("@@@@ not base64 at all @@@@@@@@")',
        'atob("AAAAAAAAAAAAAAAAAAAAAAAAA")',
        "String.fromCharCode(1,2,3,99999999999,4,5,6,7,8,9)",
    ],
)
def test_scripts_of_honest_pages(script: str) -> None:
    assert seen(f"<script>{script}</script>") == ()


def test_links_between_two_scripts_and_things_that_a_script_hides() -> None:
    opening = "<script>document.write(\"<div style='display:none'>\")</script>"
    closing = '<script>document.write("</div>")</script>'
    assert [(link.how, link.block) for link in seen(f"{opening}<p>{LINK}</p>{closing}")] == [("script-written", 1)]
    assert seen(f"<script>document.write(\"<div class='a'>\")</script><p>{LINK}</p>{closing}") == ()
    by_id = '<script>document.getElementById("zz").style.display="none"</script>'
    assert [(link.how, link.block) for link in seen(f'<div id="zz">{LINK}</div>{by_id}')] == [("display-none", 0)]
    assert seen(f'<div id="z">{LINK}</div>{by_id}') == ()


def test_no_more_are_kept_than_needed() -> None:
    many = "".join(f'<a href="http://www.shop{n}.com/">x</a>' for n in range(300))
    assert len(seen(f'<div style="display:none">{many}</div>')) == hidden.MOST


@pytest.mark.parametrize(
    "body",
    [
        '<div style="display:none">' * 1_000 + LINK * 1_000,
        f"<style>{'.a{display:none}' * 5_000}</style><div class='a'>{LINK * 1_000}</div>",
        f"<style>{'{' * 60_000}</style>{LINK}",
        f"<div style='{'display:none;' * 20_000}'>{LINK}</div>",
        f"<script>{'document.write(' * 4_000}</script>",
        f"<script>{'fromCharCode(' + '1,' * 25_000}</script>",
        f"<script>var referrer='baidu';{'location=' * 6_000}</script>",
        f"<script>{'unescape(' * 6_000}</script>",
        "<script>document.write(\"<div style='display:none'>\")</script>" * 80 + LINK * 900,
        f"<script>'{chr(92)}x3c{chr(92) * 50_000}'</script>",
    ],
    ids=lambda body: body[:30],
)  # fmt: skip
def test_hostile_pages_are_read_in_bounded_time(body: str) -> None:
    seen(LINK)
    start = time.process_time()
    seen(body)
    assert time.process_time() - start < 1.5


@given(st.text(max_size=300))
@settings(max_examples=150, deadline=None)
def test_no_text_breaks_the_reader(text: str) -> None:
    for style in (styles.read_style(text), *styles.read_sheet(text).values()):
        assert all(re.fullmatch("[0-9a-f]{6}|", colour) for colour in (style.colour, style.background))
    page = f'<style>{text}</style><div style="{text}">{LINK}</div><script>document.write("{text}" href //</script>'
    assert {link.url for link in seen(page)} <= {"http://www.shop.com/"}
