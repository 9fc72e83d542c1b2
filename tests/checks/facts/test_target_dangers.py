"""What the page behind a foreign link shows of its fate: parked, taken over, what it is about, whose it says it is."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from checks.facts.target import WINDOW, read_target

URL = "http://www.shop.com/"


def marks(title: str, body: str = "", url: str = URL, head: str = "") -> tuple[str, ...]:
    page = f"<html><head><meta charset=utf-8><title>{title}</title>{head}</head><body>{body}</body></html>"
    return read_target(url, page.encode(), "text/html; charset=utf-8").marks


@pytest.mark.parametrize(
    ("title", "body", "by"),
    [
        ("shop.com", "<p>该域名可出售，请联系我们</p>", "words"),
        ("shop.com", "<p>The domain name is for sale. Buy this domain!</p>", "words"),
        ("域名已过期", "<p>请续费</p>", "words"),
        ("温馨提示", "<p>该域名当前备案状态不符合访问要求</p>", "no-record"),
        ("未备案提示", "<p>网站暂时无法访问</p>", "no-record"),
        ("shop.com", "<script src='//d.parkingcrew.net/a.js'></script>", "parts"),
        ("shop.com", "<iframe src='http://www.sedoparking.com/x'></iframe>", "parts"),
    ],
)
def test_parked(title: str, body: str, by: str) -> None:
    assert f"parked:{by}" in marks(title, body)


def test_parked_by_the_host_that_answered() -> None:
    assert "parked:host" in marks("shop.com", url="http://ww17.shop.com/")
    assert "parked:host" in marks("shop.com", url="http://www.hugedomains.com/x")
    assert not any(mark.startswith("parked:") for mark in marks("县政府", url="http://www2.a.gov.cn/"))


@pytest.mark.parametrize(
    ("title", "body"),
    [
        ("规范域名管理的通知", f"<p>{'政府网站不得将该域名出售给他人。' * 120}</p>"),
        ("临江宾馆", "<p>域名：hotel.cn 备案号：赣ICP备1号</p>"),
        ("临江宾馆", "<a href='http://www.sedo.com/'>合作</a>"),
        ("网站备案须知", "<p>尚未备案的网站应当及时办理备案手续。</p>"),
    ],
)
def test_not_parked(title: str, body: str) -> None:
    assert not any(mark.startswith("parked:") for mark in marks(title, body))


STORM = "".join(f'<{tag} id="bhrfl"></{tag}>' for tag in ("noframes", "legend", "samp", "mark") * 3)
PROMOTED = "".join(f"<p>华夏登录 推进第{n}项工作的意见</p><p>关于某事的通知</p>" for n in range(4))
SOUNDS = "".join(f"{letter}({sound})，" for letter, sound in zip("實關報導學習單位網頁為無", ["shí"] * 12, strict=True))


@pytest.mark.parametrize(
    ("title", "body", "sign"),
    [
        ("临江旅游", STORM, "same-id"),
        ("文件汇编", PROMOTED, "promotion"),
        ("临江旅游", f"<p>{SOUNDS}</p>", "sounds"),
        ("临江旅游", "<p>主站蜘蛛池模板: 玛纳斯县| 东丽区| 花莲市</p>", "link-farm"),
        ("真人下注_官网登录入口_ios手机版app下载", "", "title"),
        ("临江旅游", "<script src='https://hnci.net.cn/js/kb.js'></script>", "script"),
    ],
)
def test_tampered(title: str, body: str, sign: str) -> None:
    assert f"tampered:{sign}" in marks(title, body)


@pytest.mark.parametrize(
    ("title", "body"),
    [
        ("临江旅游", "<ul>" + '<li id="item">景点</li>' * 30 + "</ul>"),
        ("临江旅游", STORM[: STORM.index("</mark>") + 7]),
        ("文件汇编", "".join(f"<p>关于用户注册 登记第{n}项工作的通知</p>" for n in range(2))),
        ("小学语文", "<p>" + "".join(f"{letter}(zì)，" for letter in "学习汉字拼音读书写字好") + "</p>"),
        ("什么是黑帽", "<p>警方介绍，蜘蛛池是一种作弊手段。</p>"),
        ("国家反诈中心app下载_官网最新版手机版下载安装", ""),
        ("临江体育局官网", ""),
        ("临江旅游", "<script src='https://hm.baidu.com/hm.js'></script>"),
    ],
)
def test_not_tampered(title: str, body: str) -> None:
    assert not any(mark.startswith("tampered:") for mark in marks(title, body))


@pytest.mark.parametrize(
    ("title", "body", "what"),
    [
        ("bet365官网_体育投注", "<p>bet365 体育投注，真人娱乐，注册即送</p>", "gambling"),
        ("游戏", "<p>六合彩 时时彩 百家乐 北京赛车 老虎机 平台注册下载</p>", "gambling"),
        ("成人视频在线免费观看", "<p>成人视频 无码视频 高清</p>", "porn"),
        ("警方打掉六合彩赌博平台", "<p>六合彩 百家乐 注册 下载 平台</p>", ""),
        ("以案释法", "<p>六合彩 时时彩 百家乐 老虎机 平台注册下载，民警提醒：警惕骗局</p>", ""),
        ("中国福利彩票官网", "<p>快三官网 彩票平台 开奖</p>", ""),
        ("临江县财政局", "<p>工作动态</p>", "government"),
        ("临江县人民政府门户网站", "<p>工作动态</p>", "government"),
        ("临江大学", "", "education"),
        ("临江日报", "", "news"),
        ("临江建材有限公司", "", "business"),
        ("临江风光", "", ""),
    ],
)
def test_class(title: str, body: str, what: str) -> None:
    found = [mark for mark in marks(title, body) if mark.startswith("class:")]
    assert found == ([f"class:{what}"] if what else [])


def test_code_and_organ() -> None:
    head = '<meta name="SiteName" content="临江县财政局"><meta name="SiteIDCode" content="3399990001">'
    assert {"code:3399990001", "organ:临江县财政局"} <= set(marks("首页", head=head))
    foot = "<p>主办单位：某局　网站标识码：BM12345678</p>"
    assert "code:bm12345678" in marks("首页", foot)
    assert not any(mark.startswith(("code:", "organ:")) for mark in marks("县财政局召开会议", "<p>电话 3399990001</p>"))


@pytest.mark.parametrize(
    "body",
    [
        "<i id=a>" * 4_000,
        "关" * WINDOW,
        "注册 " * 8_000,
        "实(shí)" * 5_000,
        "域名" * 10_000,
        "百家乐" * 6_000,
        "<script src=//a.com>" * 1_500,
        "<" * WINDOW,
        "(" * WINDOW,
        "网站标识码" + " " * WINDOW,
    ],
    ids=lambda body: body[:12],
)
def test_any_page_is_read_in_bounded_time(body: str) -> None:
    marks("临江")
    start = time.process_time()
    marks(body[:200], body)
    assert time.process_time() - start < 0.5


@given(st.binary(max_size=400), st.text(max_size=60))
@settings(max_examples=150, deadline=None)
def test_no_body_breaks_it(body: bytes, title: str) -> None:
    shown = read_target(URL, body)
    assert shown.title == " ".join(shown.title.split())
    assert len(marks(title, title)) == len(set(marks(title, title)))
