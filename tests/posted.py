"""What sources answer, made for tests: every shape by the names of its fields, with accounts and words of our own."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from typing import Any

from checks.model.registry import BEIJING

NOW = datetime(2026, 11, 21, 1, 30, tzinfo=UTC)
SINCE = NOW - timedelta(days=14)
FRESH, STALE = (NOW - timedelta(days=2), NOW - timedelta(days=9)), (NOW - timedelta(days=20), NOW - timedelta(days=31))
MID, UID = "2026", "1234567890"


def packed(value: object) -> bytes:
    return json.dumps(value, ensure_ascii=False).encode()


def rfc(moment: datetime) -> str:
    return format_datetime(moment.astimezone(UTC), usegmt=True)


def rss(
    moments: Iterable[datetime | str | None], *, generator: str = "", built: datetime | None = None, more: str = ""
) -> bytes:
    """RSS 2.0 in the manner of RSSHub."""
    items = ""
    for number, moment in enumerate(moments):
        raw = moment if isinstance(moment, str) else rfc(moment) if moment else ""
        date = f"<pubDate>{raw}</pubDate>" if moment is not None else ""
        items += (
            f"<item><title>防汛提示第{number}期</title><link>https://mp.weixin.qq.com/s/p{number}</link>"
            f"<description>&lt;p&gt;请看&lt;a href=&quot;https://www.ljx.gov.cn/{number}.html&quot;&gt;通告&lt;/a&gt;&lt;/p&gt;</description>"
            f'<guid isPermaLink="false">p{number}</guid>{date}<author>临江发布</author></item>'
        )
    head = f"<generator>{generator}</generator>" if generator else ""
    head += f"<lastBuildDate>{rfc(built)}</lastBuildDate>" if built else ""
    return (
        '<?xml version="1.0" encoding="UTF-8"?><rss version="2.0"><channel><title>临江发布</title>'
        f"<link>https://mp.weixin.qq.com/</link><description>县政府办</description>{head}{items}{more}</channel></rss>"
    ).encode()


def atom(moments: Iterable[datetime]) -> bytes:
    entries = "".join(
        f'<entry><id>tag:ljx,{n}</id><title>动态{n}</title><link href="https://w.cn/{n}"/>'
        f"<updated>{moment.isoformat()}</updated><summary>摘要</summary></entry>"
        for n, moment in enumerate(moments)
    )
    return f'<feed xmlns="http://www.w3.org/2005/Atom"><title>临江发布</title>{entries}</feed>'.encode()


def json_feed(moments: Iterable[datetime], **more: Any) -> bytes:
    items = [
        {"id": f"j{n}", "url": f"https://w.cn/{n}", "title": f"动态{n}", "content_html": "<p>正文</p>",
         "date_published": moment.astimezone(BEIJING).isoformat(), "authors": [{"name": "临江发布"}], **more}
        for n, moment in enumerate(moments)
    ]  # fmt: skip
    return packed({"version": "https://jsonfeed.org/version/1.1", "title": "临江发布", "items": items})


def blog(moment: object, identity: str = "5201", **more: Any) -> dict[str, Any]:
    user = {
        "id": int(UID), "screen_name": "临江发布", "verified": True, "verified_type": 1,
        "verified_reason": "临江县人民政府新闻办公室官方微博", "followers_count": "56.3万", "statuses_count": 18234,
        "description": "县政府办",
    }  # fmt: skip
    return {
        "id": identity, "mid": identity, "bid": f"P{identity}", "created_at": moment,
        "text": "<a href='https://weibo.cn/t'>#防汛#</a> 今晚有雨", "isLongText": True,
        "reposts_count": 12, "comments_count": "1.2万", "attitudes_count": "100万+", "user": user, **more,
    }  # fmt: skip


def weibo_time(moment: datetime) -> str:
    at = moment.astimezone(BEIJING)
    days = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
    months = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
    return f"{days[at.weekday()]} {months[at.month - 1]} {at:%d %H:%M:%S} +0800 {at.year}"


def cards(*blogs: Mapping[str, Any], pinned: int = 0) -> bytes:
    made = [
        {"card_type": 9, "profile_type_id": "proweibotop_1" if n < pinned else "proweibo_", "mblog": one}
        for n, one in enumerate(blogs)
    ]
    info = {"containerid": f"107603{UID}", "total": 3654}
    return packed({"ok": 1, "data": {"cardlistInfo": info, "cards": [{"card_type": 11}, *made]}})


def weibo(moments: Iterable[datetime]) -> bytes:
    return cards(*(blog(weibo_time(moment), str(5201 + n)) for n, moment in enumerate(moments)))


def toutiao(moments: Iterable[datetime], cell: int = 60) -> bytes:
    rows = [
        {
            "cell_type": cell, "id": f"74{n}", "group_id": f"74{n}", "title": f"动态{n}", "abstract": "摘要",
            "publish_time": int(moment.timestamp()), "behot_time": int(NOW.timestamp()), "is_original": True,
            "read_count": 3200, "comment_count": None, "digg_count": 18, "forward_info": {"forward_count": 1},
            "user_info": {
                "name": "临江融媒", "user_id": "123", "user_verified": True, "verified_content": "临江融媒体中心",
            },
            "itemCell": {"itemCounter": {"commentCount": 4}},
        }
        for n, moment in enumerate(moments)
    ]  # fmt: skip
    return packed({"data": rows})


def dynamic(moment: datetime, kind: str = "DYNAMIC_TYPE_AV", identity: str = "9901", **more: Any) -> dict[str, Any]:
    archive = {"type": "MAJOR_TYPE_ARCHIVE", "archive": {"bvid": "BV1xx411c7mD", "title": "临江一分钟"}}
    author = {
        "mid": int(MID), "name": "临江县政府", "pub_ts": int(moment.timestamp()), "pub_time": "昨天 20:30",
        "official_verify": {"type": 1, "desc": "临江县人民政府官方账号"},
    }  # fmt: skip
    said = {"desc": {"text": "看临江"}, "major": archive if kind.endswith("AV") else None}
    stat = {"like": {"count": 80}, "comment": {"count": 3}, "forward": {"count": 1}}
    modules = {"module_author": author, "module_dynamic": said, "module_stat": stat, **more.pop("modules", {})}
    return {"id_str": identity, "type": kind, "modules": modules, "orig": None, **more}


def bilibili(moments: Iterable[datetime]) -> bytes:
    items = [dynamic(moment, identity=str(9901 + n)) for n, moment in enumerate(moments)]
    return packed({"code": 0, "data": {"has_more": True, "offset": "99", "items": items}})


def xuexi(moments: Iterable[datetime]) -> bytes:
    return packed(
        [
            {"itemId": f"x{n}", "title": f"动态{n}", "url": f"https://www.xuexi.cn/lgpage/detail/x{n}.html",
             "publishTime": moment.astimezone(BEIJING).strftime("%Y-%m-%d %H:%M:%S"), "type": "tuwen"}
            for n, moment in enumerate(moments)
        ]
    )  # fmt: skip


def lookup(moment: datetime) -> bytes:
    found = {
        "trackName": "临江政务", "bundleId": "cn.gov.ljx", "version": "4.2.1", "releaseNotes": "修复已知问题",
        "currentVersionReleaseDate": moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"), "trackId": 1234567890,
        "releaseDate": "2019-06-01T07:00:00Z", "sellerName": "临江县大数据局", "trackViewUrl": "https://apps.apple.com/cn/app/id1",
    }  # fmt: skip
    return packed({"resultCount": 1, "results": [found]})


def published(moments: Iterable[datetime], total: int = 312) -> bytes:
    items = [
        {
            "article_id": f"ART_{n}", "update_time": int(moment.timestamp()),
            "content": {"news_item": [
                {"title": f"通告{n}", "author": "县融媒体中心", "digest": "摘要", "content": "",
                 "content_source_url": "https://www.ljx.gov.cn/1.html", "url": f"https://mp.weixin.qq.com/s/a{n}",
                 "is_deleted": False},
                {"title": "删掉的", "url": "https://mp.weixin.qq.com/s/gone", "is_deleted": True},
            ]},
        }
        for n, moment in enumerate(moments)
    ]  # fmt: skip
    return packed({"total_count": total, "item_count": len(items), "item": items})


def article(moment: datetime, body: str = "正文" * 80, source: str = "") -> bytes:
    shared = f'<div id="js_share_source" data-url="{source}">省发布</div>' if source else ""
    return (
        '<html><head><meta property="og:title" content="关于防汛的通告"></head>'
        f'<body><strong class="wx_follow_nickname">临江发布</strong><div id="js_content"><p>{body}</p>'
        f'<a href="https://www.ljx.gov.cn/a.html">通告</a></div>{shared}<script>var ct = "{int(moment.timestamp())}";'
        "var item_show_type = \"0\"; var msg_source_url = 'https://www.ljx.gov.cn/1.html';</script></body></html>"
    ).encode()


def notice(words: str) -> bytes:
    return f"<html><head><title>提示</title></head><body><div class='weui-msg'>{words}</div></body></html>".encode()
