"""Addresses of accounts on platforms: which platform, and which account there.

Not those: buttons to share a page, single posts and articles, short addresses that tell nothing until they are
followed, channels of 学习强国 (one account has many). Platforms are called as in the registry.
"""

from __future__ import annotations

import re
from typing import NamedTuple
from urllib.parse import parse_qs, unquote, urlsplit


class Handle(NamedTuple):
    """An account as its address names it. Compared without capitals, but for WeChat, where these differ."""

    platform: str
    id: str


WEIBO, WECHAT, APP = "新浪微博", "微信公众号", "移动客户端"
_NO_NAMES = frozenset(
    (
        *("share", "login", "signup", "hot", "tv", "ttarticle", "ajax", "search", "home", "message", "set", "settings"),
        *("mygroups", "newlogin", "register", "reg", "a", "p", "n", "u", "d", "s", "status", "statuses", "sinalogin"),
        *("help", "about", "app", "mobile", "video", "live", "rss", "index"),
    )
)
_WEIBO_HOSTS = frozenset(("weibo.com", "www.weibo.com", "e.weibo.com", "m.weibo.cn", "weibo.cn", "www.weibo.cn"))
_WEIBO = re.compile(
    r"^/(?:(?:u|profile)/(?P<uid>\d{5,12})|p/\d{6}(?P<page>\d{10})|n/(?P<screen>[^/]{1,90})|(?P<own>\d{5,12})"
    r"|(?:d/)?(?P<name>[A-Za-z0-9_]{3,30}))(?:/(?:home|profile|info)?)?$"
)
_ROWS = tuple(
    (frozenset(hosts.split()), platform, re.compile(path))
    for hosts, platform, path in (
        ("www.toutiao.com toutiao.com", "今日头条", r"^/c/user/(?:token/)?([\w.-]{4,120})/?$"),
        ("m.toutiao.com", "今日头条", r"^/profile/(\d{4,30})/?$"),
        ("www.douyin.com douyin.com", "抖音", r"^/user/([\w-]{6,120})/?$"),
        ("www.kuaishou.com kuaishou.com", "快手", r"^/profile/([\w-]{4,60})/?$"),
        ("live.kuaishou.com", "快手", r"^/(?:profile|u)/([\w-]{4,60})/?$"),
        ("space.bilibili.com", "B站", r"^/(\d{1,20})(?:/(?:dynamic|video))?/?$"),
        ("m.bilibili.com", "B站", r"^/space/(\d{1,20})/?$"),
        ("author.baidu.com", "百家号", r"^/home/(\d{4,30})/?$"),
        ("apps.apple.com itunes.apple.com", APP, r"^/(?:[a-z]{2}/)?app/(?:[^/]{1,200}/)?id(\d{5,12})/?$"),
    )
)
_WECHAT_PATHS = frozenset(("/mp/profile_ext", "/mp/getmasssendmsg", "/mp/homepage"))
_OWN_IDS = {"抖音": re.compile(r"ms4wlj", re.IGNORECASE), "快手": re.compile(r"3x[0-9a-z]{8,20}$", re.IGNORECASE)}
"""How the ids begin that these make up for addresses."""
HOSTS = ("weibo.", "weixin.qq.", "toutiao.", "douyin.", "kuaishou.", "bilibili.", "author.baidu.", ".apple.com")
"""Parts of addresses by one of which each of these is known: what has none is not taken apart."""


def handle_of(url: str) -> Handle | None:
    """The account that a normalised address leads to, None where it leads to none."""
    if not any(part in url for part in HOSTS):
        return None
    parts = urlsplit(url)
    host = parts.netloc
    if host in _WEIBO_HOSTS:
        return _weibo(parts.path)
    if host in ("mp.weixin.qq.com", "open.weixin.qq.com"):
        return _wechat(host, parts.path, parts.query)
    for hosts, platform, path in _ROWS:
        if host in hosts and (found := path.match(parts.path)):
            return Handle(platform, found.group(1).casefold())
    return None


def _weibo(path: str) -> Handle | None:
    found = _WEIBO.match(path)
    if found is None:
        return None
    if screen := found["screen"]:
        return Handle(WEIBO, f"@{unquote(screen)}")
    number = found["uid"] or found["page"] or found["own"]
    if number:
        return Handle(WEIBO, number)
    name = found["name"].casefold()
    return None if name in _NO_NAMES else Handle(WEIBO, name)


def _wechat(host: str, path: str, query: str) -> Handle | None:
    asked = parse_qs(query)
    name = "username" if host == "open.weixin.qq.com" and path.rstrip("/") == "/qr/code" else ""
    name = "__biz" if host == "mp.weixin.qq.com" and path in _WECHAT_PATHS else name
    value = asked.get(name, [""])[0] if name else ""
    return Handle(WECHAT, value[:120]) if value else None


def kind_of(handle: Handle) -> str:
    """What sort of id it is: only ids of one sort can be told apart (gh_… and __biz name one account differently; so do
    the 抖音号 or 快手号 that people see, and the id in addresses)."""
    id = handle.id
    if handle.platform == WECHAT:
        return "gh" if id.startswith("gh_") else "biz" if re.fullmatch(r"M[A-Za-z0-9+/]{8,30}={0,2}", id) else "name"
    if id.startswith("@"):
        return "screen"
    if handle.platform == "今日头条":
        return "number" if id.isdigit() else "token"
    if (own := _OWN_IDS.get(handle.platform)) and own.match(id):
        return "address"
    return "number" if id.isdigit() else "name"
