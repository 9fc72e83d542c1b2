"""Products that stand before a site (a bot wall, a filter), and when one of them has answered in its place.

Strong marks (`wall:`) need status and body together: a status that such products refuse with and words that only their
own pages have, or a small 2xx shell that holds nothing but their script. Weak marks (`guard:`) are headers and cookies:
normal pages carry them too, so they name the product and prove nothing. 404 and 410 are never a wall: error pages of
hosting companies show the pictures of the same makers.
Source: wafw00f's recognitions and the notes of those who met them, by name of product.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from checks.model.marks import GUARD, WALL

_WINDOW = 32_768
_SHORT = 20_000  # bytes: a challenge sent with 200 is a small shell
_FEW_WORDS = 300  # bytes of text that a shell may show ("please turn scripts on")
_NOTICE = 1_500  # bytes of text of a block page sent with 200; an article that quotes one is longer
_TAGS = 40  # a page that closes more is no shell and no notice: most are told so before they are searched
_GONE = frozenset((404, 410))


def _refused(status: int, start: bytes) -> bool:
    return status == 202 or (status >= 400 and status not in _GONE)


def _shell(status: int, start: bytes) -> bool:
    return 200 <= status < 300 and b"<script" in start and len(_text(start)) <= _FEW_WORDS


def _refused_or_shell(status: int, start: bytes) -> bool:
    return _refused(status, start) or _shell(status, start)


def _refused_or_notice(status: int, start: bytes) -> bool:
    return _refused(status, start) or (200 <= status < 300 and len(_text(start)) <= _NOTICE)


def _status(*statuses: int) -> Callable[[int, bytes], bool]:
    return lambda status, start: status in statuses


@dataclass(frozen=True, slots=True)
class _Strong:
    """`needles` must all be in the body (lower case; texts in UTF-8 or GBK) of an answer that `where` accepts."""

    product: str
    where: Callable[[int, bytes], bool]
    needles: tuple[str, ...]


_STRONG: tuple[_Strong, ...] = (
    _Strong("ruishu", _refused_or_shell, ("$_ts", 'r="m"')),
    _Strong("ruishu", _refused_or_shell, ("$_ts", "r='m'")),
    _Strong("ruishu", _refused_or_shell, ("9dhefwqgprzgxep9hpaoag",)),
    _Strong("jiasule", _refused_or_shell, ("__jsl_clearance",)),
    _Strong("jiasule", _refused_or_shell, ("document.cookie=('_')+('_')+('j')",)),
    _Strong("chuangyu", _refused, ("help.365cyd.com",)),
    _Strong("chuangyu", _refused, ("www.365cyd.com",)),
    _Strong("chuangyu", _refused, ("ks-waf-error",)),
    _Strong("wts", _refused, ("<title>wts-waf",)),
    _Strong("wts", _refused, ("<h1>wts-waf",)),
    _Strong("safedog", _refused, ("404.safedog.cn",)),
    _Strong("baota", _refused_or_notice, ("网站防火墙", "不合法参数", "拦截")),
    _Strong("baota", _refused, ("网站防火墙", "不合法参数")),
    _Strong("yunsuo", _refused, ("yunsuologo",)),
    _Strong("wangfang-g01", _refused_or_notice, ("网防g01", "拦截")),
    _Strong("wangfang-g01", _refused, ("网防g01",)),
    _Strong("wzws", _refused, ("wzws-waf-cgi",)),
    _Strong("wzws", _refused, ("wangshan.360.cn",)),
    _Strong("wzws", _refused_or_shell, ("wzwschallenge",)),
    _Strong("wzws", _refused_or_shell, ("/wzwsrel",)),
    _Strong("wzws", _status(403, 493), ("reason:geobl",)),
    _Strong("aliyun", _refused, ("errors.aliyun.com",)),
    _Strong("aliyun", _status(405), ("potential threats",)),
    _Strong("aliyun", _refused_or_shell, ("aliyun_waf_aa",)),
    _Strong("tencent", _refused, ("waf.tencent-cloud.com",)),
    _Strong("tencent", _refused, ("腾讯云web应用防火墙",)),
    _Strong("edgeone", _refused_or_shell, ("eo_bot_ssid", "__tst_status")),
    _Strong("huawei", _status(403, 418), ("hws_security@",)),
    _Strong("yunjiasu", _refused, (".well-known/yunjiasu-cgi/",)),
    _Strong("yundun", _refused, ("blocked by yundun",)),
    _Strong("yundun", _refused, ("yd_http_error",)),
    _Strong("dbapp", _refused, ("admin.dbappwaf.cn",)),
    _Strong("safeline", _refused, ("safeline", "<!-- event id:")),
    _Strong("safeline", _refused, ("safeline", "<!-- event_id:")),
    _Strong("anquanbao", _refused, ("aqb_cc/error/",)),
    _Strong("safe3", _refused, ("safe3waf/",)),
    _Strong("newdefend", _refused, ("www.newdefend.com/feedback",)),
    _Strong("newdefend", _refused, ("/nd-block/",)),
    _Strong("c3vk", _shell, ("c3vk=", "document.cookie")),
    _Strong("cloudflare", _refused, ("just a moment...", "challenge-platform")),
)


def _spelt(needle: str) -> tuple[bytes, ...]:
    return tuple(dict.fromkeys((needle.encode(), needle.encode("gb18030"))))


_Spelt = tuple[_Strong, tuple[tuple[bytes, ...], ...]]
_REFUSING: tuple[_Spelt, ...] = tuple((row, tuple(map(_spelt, row.needles))) for row in _STRONG)
_ANSWERING = tuple(spelt for spelt in _REFUSING if spelt[0].where in (_shell, _refused_or_shell, _refused_or_notice))
_ALIYUN = re.compile(rb"var arg1\s{0,3}=\s{0,3}['\"][0-9a-f]{40}['\"]")

# header → (its beginning in lower case, product); "" is any value
_HEADERS: dict[str, tuple[tuple[str, str], ...]] = {
    "server": (
        ("jiasule", "jiasule"),
        ("wts/", "wts"),
        ("safedog", "safedog"),
        ("qianxin", "wzws"),
        ("panyun", "panyun"),
        ("huaweicloudwaf", "huawei"),
        ("yunjiasu", "yunjiasu"),
        ("yundun", "yundun"),
        ("yxlink", "yxlink"),
        ("nsfocus", "nsfocus"),
        ("webray", "webray"),
        ("safe3", "safe3"),
        ("newdefend", "newdefend"),
        ("cloudflare", "cloudflare"),
    ),
    "x-cache": (("yundun", "yundun"), ("wt263cdn", "west263")),
    "wzws-ray": (("", "wzws"),),
    "x-powered-by-360wzb": (("", "wzws"),),
    "x-panyun-request-id": (("", "panyun"),),
    "x-panyun-error-reason": (("", "panyun"),),
    "x-panyun-error-step": (("", "panyun"),),
    "x-ws-request-id": (("", "wangsu"),),
    "x-powered-by-anquanbao": (("", "anquanbao"),),
}
_COOKIES: tuple[tuple[str, str], ...] = (
    ("fssbbil1ugzbn7n", "ruishu"),
    ("__jsluid", "jiasule"),
    ("safedog-flow-item", "safedog"),
    ("yunsuo_session", "yunsuo"),
    ("wzws", "wzws"),
    ("acw_tc", "aliyun"),
    ("acw_sc__", "aliyun"),
    ("cdn_sec_tc", "aliyun"),
    ("eo_bot_ssid", "edgeone"),
    ("hwwafses", "huawei"),
    ("yd_cookie", "yundun"),
    ("yx_ci_session", "yxlink"),
    ("ct6t", "ct6t"),
    ("c3vk", "c3vk"),
)


_GUARDING = {name: tuple(start for start, _ in rows) for name, rows in _HEADERS.items()}
_COOKIE_STARTS = tuple(start for start, _ in _COOKIES)


def wall_marks(status: int | None, body: bytes) -> tuple[str, ...]:
    """`wall:<product>` for each product whose strong marks the answer shows; () for a normal page."""
    if status is None or status in _GONE or not body:
        return ()
    refused = status >= 400 or status == 202
    if not refused and (len(body) > _SHORT or body.count(b"</") > _TAGS):
        return ()
    start = body[:_WINDOW].lower()
    found = [
        row.product
        for row, needles in (_REFUSING if refused else _ANSWERING)
        if all(any(one in start for one in spelt) for spelt in needles) and row.where(status, start)
    ]
    if b"arg1" in start and _ALIYUN.search(start) and _refused_or_shell(status, start):
        found.append("aliyun")
    return tuple(WALL + product for product in dict.fromkeys(found))


def guard_marks(headers: Iterable[tuple[str, str]]) -> tuple[str, ...]:
    """`guard:<product>` for each product that headers or cookies name. It may stand before a page that is fine."""
    found = []
    for key, value in headers:
        name = key.lower()
        if name == "set-cookie":
            cookie = value[:40].lstrip().lower()
            if cookie.startswith(_COOKIE_STARTS):
                found += [product for start, product in _COOKIES if cookie.startswith(start)]
        elif name in _GUARDING:
            shown = value[:40].lower()
            if shown.startswith(_GUARDING[name]):
                found += [product for start, product in _HEADERS[name] if shown.startswith(start)]
    return tuple(GUARD + product for product in dict.fromkeys(found)) if found else ()


def _text(start: bytes) -> bytes:
    """The words of a small page: without scripts, styles, comments and tags. Linear in its length."""
    for opening, closing in ((b"<script", b"</script>"), (b"<style", b"</style>"), (b"<!--", b"-->"), (b"<", b">")):
        kept = []
        first, *rest = start.split(opening)
        for part in rest:
            kept.append(part.partition(closing)[2])
        start = b" ".join([first, *kept])
    return b" ".join(start.split())
