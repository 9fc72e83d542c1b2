"""What a page does for the old and the disabled, read from its markup."""

from __future__ import annotations

import time

import pytest

from checks.facts.aids import KEPT, contrast, read_aids
from checks.facts.markup import parse
from checks.model.aids import Aids


def aids(markup: str, *scripts: str) -> Aids:
    return read_aids(parse("http://www.linjiang.gov.cn/", f"<html><body>{markup}".encode()), list(scripts))


@pytest.mark.parametrize(
    ("markup", "entrances"),
    [
        ('<a href="/zzb/">长者模式</a>', (("长者模式", "http://www.linjiang.gov.cn/zzb/"),)),
        ('<a href="#" onclick="x()">进入无障碍</a>', (("进入无障碍", ""),)),
        ('<span id="wza" title="无障碍浏览"><img src="a.png"></span>', (("无障碍浏览", ""),)),
        ('<a href="/a/"><font>适老化浏览</font></a>', (("适老化浏览", "http://www.linjiang.gov.cn/a/"),)),
        ('<li class="x">|&nbsp;<a href="/k/">关怀版</a>&nbsp;|</li>', (("关怀版", "http://www.linjiang.gov.cn/k/"),)),
        ('<a href="/n/1.html">关怀困难群众</a>', ()),
        ("<p>无障碍</p>", ()),
        ('<!-- <a href="/zzb/">长者模式</a> -->', ()),
        ('<div style="display:none"><a href="/zzb/">长者模式</a></div>', ()),
    ],
)
def test_ways_in(markup: str, entrances: tuple[tuple[str, str], ...]) -> None:
    assert aids(markup).entrances == entrances


@pytest.mark.parametrize("src", ["/js/esdToolsInit.js", "/images/barrier.free.min.js", "aria.js", "/jsq/wza.js"])
def test_scripts_that_draw_a_toolbar(src: str) -> None:
    assert aids(f'<script src="{src}"></script>').toolbars == (src,)


@pytest.mark.parametrize("src", ["/js/variant.js", "/js/jquery.js", "/js/swiper.js"])
def test_other_scripts(src: str) -> None:
    assert aids(f'<script src="{src}"></script>').toolbars == ()


def test_names_of_fields() -> None:
    named = '<input name="b" placeholder="词"><input id="c"><label for="c">c</label><label><input name="d"></label>'
    assert aids(f'<input name="a">{named}').unnamed_fields == ("a",)


def test_windows_that_open_by_themselves() -> None:
    assert aids("", 'window.open("/a")').popups
    assert not aids("", 'function a(){window.open("/a")}').popups
    assert not aids("", '$("#a").click(() => window.open("/a"))').popups


def test_contrast_is_that_of_wcag() -> None:
    assert contrast("000000", "ffffff") == 21.0
    assert contrast("767676", "ffffff") == 4.54
    assert contrast("ffffff", "ffffff") == 1.0


def test_samples_are_bounded() -> None:
    many = "".join(f'<a href="/{n}/">长者模式{"　" * n}</a><p id="x{n}">a</p><p id="x{n}">b</p>' for n in range(60))
    found = aids(many)
    assert len(found.repeated_ids) == KEPT
    assert len(found.entrances) <= KEPT


@pytest.mark.parametrize("of", ["<div>", '<div style="color:#111;background:#fff">', '<div class="floatad">'])
def test_a_deep_page_is_not_read_a_thousand_times(of: str) -> None:
    page = parse("http://www.linjiang.gov.cn/", f"<body>{of * 1_200}{'字' * 300_000}".encode())
    begun = time.perf_counter()
    read_aids(page, [])
    assert time.perf_counter() - begun < 2  # 5 s when every element was read to its end


@pytest.mark.parametrize(
    ("words", "lures"),
    [
        ("立即下载APP", True),
        ("点击下载", True),
        ("点击下载附件", False),
        ("立即下载申请表", False),
        ("下载中心", False),
    ],
)
def test_what_lures_to_press(words: str, lures: bool) -> None:
    assert bool(aids(f'<a href="/x">{words}</a>').lures) is lures


@pytest.mark.parametrize("words", ["大字版", "关爱版", "老人模式", "长者专版"])
def test_other_names_of_the_way_in(words: str) -> None:
    assert aids(f'<a href="/x/">{words}</a>').entrances


def test_a_code_that_is_sent_by_message_is_no_matter_of_sight() -> None:
    picture = '<form><img src="/captcha.jpg">%s</form>'
    assert aids(picture % "<a>短信验证</a>").captcha_heard
    assert not aids(picture % "<a>换一张</a>").captcha_heard
