"""Accounts that a home page or a page of new media shows as its own."""

from __future__ import annotations

import pytest

from checks.facts.markup import parse
from checks.facts.reading import read
from checks.facts.shown_accounts import MOST, is_matrix
from checks.model.shown_accounts import Shown, ShownAccount

NEWS = (
    "<ul>"
    + "".join(f'<li><a href="/{n}.html">第{n}条工作动态的标题</a>2026-11-0{n}</li>' for n in range(1, 9))
    + "</ul>"
)
FILLED = "<p>" + "本页其他的内容，与账号没有关系。" * 40 + "</p>"


def shown(main: str = "", foot: str = "", *, title: str = "临江县人民政府", home: bool = True) -> list[ShownAccount]:
    body = (
        f"<html><head><title>{title}</title></head><body><div class=main>{NEWS}{FILLED}{main}</div>"
        f"<div class=footer><p>主办单位：临江县人民政府办公室</p>{foot}</div></body></html>"
    )
    at = "http://www.linjiang.gov.cn/" + ("" if home else "xmtjz/")
    return list(read(parse(at, body.encode()), home=home).accounts)


def test_where_links_stand() -> None:
    link = '<a href="https://weibo.com/u/9990000001">官方微博</a>'
    own = ShownAccount("新浪微博", "9990000001", "", "https://weibo.com/u/9990000001", Shown.FOOT)
    assert shown(foot=link) == [own]
    assert shown(main=link) == [], "in the middle of a page it is whatever a page shows"
    assert shown(main=f"<div><p>关注我们</p>{link}</div>") == [own._replace(place=Shown.BLOCK)]
    assert shown(main=f"<div><p>关注我们</p>{FILLED}{link}</div>") == [], "a box of accounts is small"
    assert shown(foot=link, home=False) == [], "every page has the same foot"
    assert shown(f"<h1>新媒体矩阵</h1>{link}", title="新媒体矩阵", home=False) == [own._replace(place=Shown.MATRIX)]


@pytest.mark.parametrize(
    ("said", "platform", "name"),
    [
        ("微信公众号：临江发布", "微信公众号", "临江发布"),
        ("官方微博： @临江发布", "新浪微博", "临江发布"),
        ("请关注“临江发布”微信公众号", "微信公众号", "临江发布"),
        ("临江发布官方微信二维码", "微信公众号", "临江发布"),
        ("临江融媒抖音号", "抖音", "临江融媒"),
        ("视频号：临江12345热线", "微信视频号", "临江12345热线"),
        ("学习强国号：临江融媒", "学习强国号", "临江融媒"),
    ],
)
def test_names_beside_pictures(said: str, platform: str, name: str) -> None:
    assert shown(foot=f"<p>{said}</p>") == [ShownAccount(platform, "", name, "", Shown.FOOT)]
    picture = f'<p><img src="/qr.png" alt="{said}"></p>'
    assert shown(foot=picture) == [ShownAccount(platform, "", name, "", Shown.FOOT)]


@pytest.mark.parametrize(
    "said",
    [
        *("官方微信", "扫一扫关注微信公众号", "网站官方微博", "腾讯微博", "新浪微博", "手机微信", "微信：linjiang888"),
        *("微信公众号：13800000000", "本局微信公众号", "联系电话：0999-6000000", "分享到微信"),
    ],
)
def test_captions_that_name_no_account(said: str) -> None:
    assert shown(foot=f"<p>{said}</p>") == []


def test_a_number_is_no_part_of_a_name() -> None:
    link = '<a href="https://weibo.com/u/9990000001">临江张三13800000000</a>'
    (one,) = shown(foot=link)
    assert one.name == ""
    assert [a.name for a in shown(foot="<p>微信公众号：临江张三13800000000</p>")] == ["临江张三"]


def test_one_account_is_told_once_and_so_many_at_most() -> None:
    link = '<a href="https://weibo.com/u/9990000001">临江发布微博</a>'
    assert len(shown(foot=f"{link}{link}<p>新浪微博：临江发布</p>")) == 1
    many = "".join(f'<a href="https://weibo.com/u/99900{n:05}"></a>账号' for n in range(MOST + 9))
    assert len(shown(foot=many)) == MOST


@pytest.mark.parametrize(
    ("title", "heading", "told"),
    [
        ("新媒体矩阵_临江县人民政府", "", True),
        ("临江县人民政府", "临江县政务新媒体矩阵", True),
        ("县政府召开新媒体矩阵建设推进会_临江县人民政府", "县政府召开新媒体矩阵建设推进会", False),
        ("关于政务新媒体矩阵的通知", "", False),
        ("政务微博", "政务微博", True),
    ],
)
def test_pages_of_new_media(title: str, heading: str, told: bool) -> None:
    assert is_matrix(title, heading) is told
