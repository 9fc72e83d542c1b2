"""Feeds of every format, careless ones and hostile ones."""

from __future__ import annotations

import time
from datetime import timedelta

import pytest

from checks.facts.posts.feeds import Feed, read_feed, read_opml
from checks.facts.posts.gateways import (
    Gateway,
    alive_at,
    blind_spot,
    filtered,
    gateway_of,
    wechat2rss_down,
    wewe_feed_id,
    wewe_synced,
)
from checks.facts.posts.parsed import Asked, Sync, conclude
from checks.model.failures import Failure
from checks.model.posts import PostKind, Reading, ReadingState, SourceReason
from tests.posted import FRESH, NOW, SINCE, STALE, atom, json_feed, packed, rss

ASKED = Asked("k", "feed", NOW, SINCE, "w.cn", 200)


def read(body: bytes, content_type: str = "") -> Feed:
    return read_feed(body, NOW, content_type)


def concluded(body: bytes, sync: Sync | None = None) -> Reading:
    return conclude(ASKED, read(body).parsed, sync)


def test_rss() -> None:
    feed = read(rss(FRESH, generator="RSSHub", built=NOW))
    first = feed.parsed.posts[0]
    assert (first.id, first.title, first.text) == ("p0", "防汛提示第0期", "请看通告")
    assert first.url == "https://mp.weixin.qq.com/s/p0"
    assert first.links == ("https://www.ljx.gov.cn/0.html",)
    assert first.moment == FRESH[0]
    assert first.counts.likes is None, "unknown is not 0"
    assert (feed.generator, feed.built) == ("RSSHub", NOW)
    assert feed.parsed.profile is not None
    assert feed.parsed.profile.name == "临江发布"


@pytest.mark.parametrize("made", [rss, atom, json_feed])
def test_every_format_tells_new_from_none(made: object) -> None:
    assert concluded(made(FRESH)).state is ReadingState.NEW  # type: ignore[operator]
    silent = concluded(made(STALE))  # type: ignore[operator]
    assert silent.state is ReadingState.CONFIRMED_NONE
    assert silent.newest is not None
    assert silent.newest.moment == STALE[0]


def test_rss_one_with_dublin_core() -> None:
    body = (
        '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/"><channel><title>t</title></channel><item rdf:about="u">'
        "<title>动态</title><link>https://w.cn/1</link><dc:date>2026-11-20T08:00:00</dc:date></item></rdf:RDF>"
    )
    assert [str(post.moment) for post in read(body.encode()).parsed.posts] == ["2026-11-20 08:00:00+08:00"]


def test_no_zone_is_that_of_beijing() -> None:
    body = rss(["Sun, 15 Nov 2026 08:00:00 "])  # the zone of older we-mp-rss is empty
    assert str(read(body).parsed.posts[0].moment) == "2026-11-15 08:00:00+08:00"


def test_charsets_other_than_utf8() -> None:
    body = rss(FRESH).decode().replace("UTF-8", "gb2312").encode("gb18030")
    assert read(body).parsed.posts[0].title == "防汛提示第0期"


def test_reposts_of_weibo_as_rsshub_writes_them() -> None:
    item = (
        "<item><title>转给大家 - 转发 @省发布: 全文</title><guid>r</guid><description>&lt;blockquote&gt;省发布: "
        "原文&lt;/blockquote&gt;</description><pubDate>Fri, 20 Nov 2026 00:00:00 GMT</pubDate></item>"
        "<item><title>[原微博不可访问]</title><description>[原微博不可访问]</description><guid>d</guid></item>"
    )
    first, gone = read(rss([], more=item)).parsed.posts
    assert first.kind is gone.kind is PostKind.REPOST
    assert first.repost_of is not None
    assert (first.repost_of.account, first.repost_of.text, first.repost_of.deleted) == ("省发布", "省发布: 原文", False)
    assert first.text == "", "what is passed on is not said"
    assert gone.repost_of is not None
    assert gone.repost_of.deleted


def test_a_post_that_only_its_title_names_is_named_without_numbers() -> None:
    item = "<item><title>失主110105199003078515</title><pubDate>Fri, 20 Nov 2026 00:00:00 GMT</pubDate></item>"
    assert [post.id for post in read(rss([], more=item)).parsed.posts] == ["失主110105**********15"]


@pytest.mark.parametrize(
    ("html", "cut"),
    [
        ("今天晴。", False),
        ("今天，县政府召开会议…", True),
        ("<p>今天，县政府召开会议...</p>", True),
        ("<p>今天晴。<a href='http://w.cn/1'>阅读全文</a></p>", True),
        ("“等等……”老人说。", False),
        ("x" * 40_001, True),
    ],
)
def test_a_post_says_where_a_feed_only_begins_it(html: str, cut: bool) -> None:
    items = [{"id": "1", "content_html": html, "date_published": FRESH[0].isoformat()}]
    body = packed({"version": "https://jsonfeed.org/version/1.1", "items": items})
    assert [post.cut for post in read(body).parsed.posts] == [cut]


CARELESS = {
    "bare ampersand": lambda text: text.replace("临江发布</title>", "A & B</title>"),
    "entities of html": lambda text: text.replace("临江发布</title>", "临江&nbsp;发布&mdash;</title>"),
    "markup that nobody escaped": lambda text: text.replace("&lt;p&gt;", "<br><img src='https://w.cn/a.png'>"),
    "halves of characters": lambda text: text.replace("临江发布</title>", "临&#xD83D;江&#57343;发布</title>"),
    "control characters": lambda text: text.replace("临江发布</title>", "临\x08江&#8;发布</title>"),
    "blanks before the declaration": lambda text: "\n  " + text,
    "byte order mark": lambda text: "\ufeff" + text,
    "no declaration": lambda text: text.partition("?>")[2],
}


@pytest.mark.parametrize("name", CARELESS)
def test_careless_feeds_are_read_all_the_same(name: str) -> None:
    feed = read(CARELESS[name](rss(STALE).decode()).encode())
    assert [post.moment for post in feed.parsed.posts] == list(STALE)
    assert feed.parsed.posts[0].url == "https://mp.weixin.qq.com/s/p0"
    assert conclude(ASKED, feed.parsed).state is ReadingState.CONFIRMED_NONE


@pytest.mark.parametrize("keep", [0.9, 0.6])
def test_a_feed_that_breaks_off_proves_no_silence(keep: float) -> None:
    stale, fresh = rss(STALE * 5), rss(FRESH * 5)
    cut = concluded(stale[: int(len(stale) * keep)])
    assert cut.state is ReadingState.COULD_NOT_LOOK
    assert cut.reason is SourceReason.PARTIAL
    assert cut.newest is None
    assert concluded(fresh[: int(len(fresh) * keep)]).state is ReadingState.NEW, "what was seen was seen"


BOMB = (
    '<?xml version="1.0"?><!DOCTYPE r [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>'
    "<rss version='2.0'><channel><item><title>&b;</title></item></channel></rss>"
)
HOSTILE = {
    "entity bomb": (BOMB.encode(), SourceReason.MALFORMED),
    "entity bomb in UTF-16": (
        BOMB.replace('"1.0"', '"1.0" encoding="utf-16"').encode("utf-16"),
        SourceReason.MALFORMED,
    ),
    "foreign file": (
        b'<!DOCTYPE r SYSTEM "file:///etc/passwd"><rss version="2.0"><channel/></rss>',
        SourceReason.MALFORMED,
    ),
    "page of a login": (b"<!doctype html><html><title>login</title></html>", SourceReason.MALFORMED),
    "page without doctype": ("<html><body>请登录</body></html>".encode(), SourceReason.MALFORMED),
    "nothing": (b"", SourceReason.MALFORMED),
    "blanks": (b" " * 100_000, SourceReason.MALFORMED),
    "bytes": (bytes(range(256)) * 100, SourceReason.MALFORMED),
    "json of something else": (packed({"err": "no"}), SourceReason.MALFORMED),
    "json cut off": (json_feed(FRESH)[:-20], SourceReason.MALFORMED),
    "json very deep": (b"[" * 200_000, SourceReason.MALFORMED),
    "too many entries": (rss([]).replace(b"</channel>", b"<item/>" * 1_001 + b"</channel>"), Failure.TOO_LARGE),
    "too many items of json": (json_feed([NOW] * 1_001), Failure.TOO_LARGE),
    "a tag of many attributes": (b"<rss " + b"a='1' " * 100_000 + b"/>", Failure.TOO_LARGE),
    "very deep": (b"<rss><channel>" + b"<a>" * 100_000, SourceReason.EMPTY_FEED),
    "angle brackets": (b"<rss><channel><item><title>" + b"<" * 1_000_000, None),
    "open declarations": (b"<!" * 500_000, SourceReason.MALFORMED),
    "ampersands": (b"<rss><channel><item><title>" + b"&amp;" * 400_000, None),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_feeds_cost_little_and_prove_nothing(name: str) -> None:
    body, reason = HOSTILE[name]
    began = time.process_time()
    reading = concluded(body)
    assert time.process_time() - began < 5.0
    assert reading.state is ReadingState.COULD_NOT_LOOK
    assert reading.newest is None
    assert reason is None or reading.reason is reason
    assert all(len(post.title) <= 300 and len(post.text) <= 4_000 for post in reading.posts)


def test_an_empty_feed_proves_nothing() -> None:
    assert concluded(rss([])).reason is SourceReason.EMPTY_FEED


def test_posts_without_times_prove_nothing() -> None:
    assert concluded(rss([None, None])).reason is SourceReason.NO_TIME
    assert concluded(rss([None, STALE[0]])).reason is SourceReason.NO_TIME
    assert concluded(rss([None, FRESH[0]])).state is ReadingState.NEW


def test_times_that_are_all_that_of_fetching_are_no_times() -> None:
    reading = concluded(rss([NOW - timedelta(seconds=3)] * 5))
    assert (reading.state, reading.reason) == (ReadingState.COULD_NOT_LOOK, SourceReason.NO_TIME)
    assert reading.newest_seen is None


def test_a_time_in_the_future_is_not_believed() -> None:
    ahead = concluded(rss([NOW + timedelta(days=30), *STALE]))
    assert (ahead.state, ahead.reason) == (ReadingState.COULD_NOT_LOOK, SourceReason.DOUBTFUL_TIME)
    assert concluded(rss([NOW + timedelta(days=30), *FRESH])).newest is not None


def test_a_day_at_the_edge_of_the_window_is_in_favour_of_the_account() -> None:
    edge = SINCE.astimezone(NOW.tzinfo).strftime("%Y-%m-%d")
    assert concluded(rss([edge])).state is ReadingState.NEW


def test_opml() -> None:
    body = (
        "<opml version='2.0'><body><outline text='微信'><outline title='临江发布' xmlUrl='http://gw.cn/feeds/1.rss'/>"
        "<outline text='乙' xmlUrl='http://gw.cn/feeds/2.rss'/><outline xmlUrl='javascript:1'/>"
        "<outline text='again' xmlUrl='http://gw.cn/feeds/1.rss'/></outline></body></opml>"
    )
    assert read_opml(body.encode()) == (("临江发布", "http://gw.cn/feeds/1.rss"), ("乙", "http://gw.cn/feeds/2.rss"))
    assert read_opml(rss(FRESH)) == read_opml(BOMB.encode()) == read_opml(b"") == ()


@pytest.mark.parametrize(
    ("url", "generator", "kind"),
    [
        ("http://gw.cn/feeds/MP_WXS_123.rss", "", Gateway.WEWE_RSS),
        ("http://gw.cn/feeds/MP_WXS_123.atom", "", Gateway.WEWE_RSS),
        ("http://gw.cn/weibo/user/1", "RSSHub", Gateway.RSSHUB),
        ("http://gw.cn/feed/1.xml", "Wechat2RSS", Gateway.WECHAT2RSS),
        ("http://gw.cn/feed/1.xml", "WeRSS", Gateway.WE_MP_RSS),
        ("http://gw.cn/feeds/all.rss", "", None),
        ("http://www.ljx.gov.cn/rss.xml", "TRS", None),
    ],
)
def test_gateways_are_told_apart(url: str, generator: str, kind: Gateway | None) -> None:
    assert gateway_of(url, generator) is kind


@pytest.mark.parametrize(
    ("kind", "path", "blind"),
    [
        (Gateway.WECHAT2RSS, "/feed/1.xml", True),
        (Gateway.WEWE_RSS, "/feeds/MP_WXS_1.rss", True),
        (Gateway.WE_MP_RSS, "/rss/MP_WXS_1", False),
        (Gateway.RSSHUB, "/weibo/user/1234567890", False),
        (Gateway.RSSHUB, "/weibo/user/1234567890/showRetweeted=true&readable=1", False),
        (Gateway.RSSHUB, "/weibo/user/1234567890/readable=1", True),
        (Gateway.RSSHUB, "/wechat/mp/msgalbum/biz/1", True),
        (Gateway.RSSHUB, "/wechat/mp/homepage/biz/1", True),
        (Gateway.RSSHUB, "/wechat/sogou/ljfb", True),
        (Gateway.RSSHUB, "/bilibili/user/dynamic/1", False),
        (Gateway.RSSHUB, "/bilibili/user/dynamic/1?filter=x", True),
    ],
)
def test_blind_spots(kind: Gateway, path: str, blind: bool) -> None:
    assert (blind_spot(kind, f"http://gw.cn{path}") is SourceReason.BLIND_SPOT) is blind


def test_filters_of_gateways() -> None:
    assert filtered("http://gw.cn/feeds/MP_WXS_1.rss?title_include=防汛")
    assert filtered("http://gw.cn/feed/search/x/1.rss")
    assert not filtered("http://gw.cn/feeds/MP_WXS_1.rss?limit=20")


def test_health_of_gateways() -> None:
    stamp = int(STALE[0].timestamp())
    listed = packed([{"id": "MP_WXS_1", "name": "甲", "syncTime": stamp}, {"id": "MP_WXS_2", "syncTime": None}])
    assert wewe_feed_id("http://gw.cn/x/feeds/MP_WXS_1.json?limit=5") == "MP_WXS_1"
    assert wewe_synced(listed, NOW) == {"MP_WXS_1": STALE[0]}
    assert wewe_synced(b"x", NOW) == {}
    assert wechat2rss_down(packed({"err": "", "data": [{"available": False}, {"available": False}]})) is True
    assert wechat2rss_down(packed({"available": True, "needCheck": False, "waitTime": 0})) is False
    assert wechat2rss_down(packed({"data": [{"available": False}, {"available": True}]})) is False
    assert wechat2rss_down(b"<html>") is wechat2rss_down(packed({})) is None
    assert alive_at(read(rss([*STALE, *FRESH]))) == FRESH[0]
    assert alive_at(read(rss([]))) is None


@pytest.mark.parametrize(
    ("sync", "reason"),
    [
        (Sync(NOW - timedelta(hours=47)), None),
        (Sync(NOW - timedelta(hours=49)), SourceReason.GATEWAY_STALE),
        (Sync(None), SourceReason.GATEWAY_STALE),
        (Sync(NOW + timedelta(days=3)), SourceReason.GATEWAY_STALE),
        (Sync(NOW, down=True), SourceReason.GATEWAY_DOWN),
    ],
)
def test_a_gateway_that_does_not_ask_proves_no_silence(sync: Sync, reason: SourceReason | None) -> None:
    reading = concluded(rss(STALE), sync)
    assert reading.reason is reason
    assert reading.state is (ReadingState.COULD_NOT_LOOK if reason else ReadingState.CONFIRMED_NONE)
    assert concluded(rss(FRESH), sync).state is ReadingState.NEW
