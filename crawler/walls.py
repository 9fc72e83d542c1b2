"""Marks of the products that stand before a site and answer in its place (a bot wall, a filter).

Only strong marks count: a status that such products use and words of their own in the body. Headers and cookies of the
same products are on normal pages too and prove nothing.
Source: wafw00f's recognitions and the notes of those who met them, by name of product.
"""

from __future__ import annotations

import re

_WINDOW = 32_768
_SHORT = 20_000  # a challenge sent with 200 is a small shell

# product, needles of which all must be in the body
_BLOCKS: tuple[tuple[str, tuple[bytes, ...]], ...] = (
    ("ruishu", (b"$_ts", b'r="m"')),
    ("ruishu", (b"9dhefwqgprzgxep9hpaoag",)),
    ("jiasule", (b"__jsl_clearance",)),
    ("jiasule", (b"document.cookie=('_')+('_')+('j')",)),
    ("chuangyu", (b"help.365cyd.com",)),
    ("chuangyu", (b"www.365cyd.com",)),
    ("safedog", (b"404.safedog.cn",)),
    ("baota", ("网站防火墙".encode(), "不合法参数".encode())),
    ("yunsuo", (b"yunsuologo",)),
    ("wangfang-g01", ("网防g01".encode(),)),
    ("wzws", (b"wzws-waf-cgi",)),
    ("wzws", (b"wangshan.360.cn",)),
    ("wzws", (b"wzwschallenge",)),
    ("aliyun", (b"errors.aliyun.com",)),
    ("tencent", (b"waf.tencent-cloud.com",)),
    ("tencent", ("腾讯云web应用防火墙".encode(),)),
    ("yundun", (b"blocked by yundun",)),
    ("yunjiasu", (b".well-known/yunjiasu-cgi/",)),
    ("dbapp", (b"admin.dbappwaf.cn",)),
    ("safeline", (b"safeline", b"<!-- event id:")),
    ("wts", (b"<title>wts-waf",)),
    ("cloudflare", (b"just a moment...", b"challenge-platform")),
)
_CHALLENGES: tuple[tuple[str, tuple[bytes, ...]], ...] = (
    ("ruishu", (b"$_ts", b'r="m"')),
    ("jiasule", (b"document.cookie=('_')+('_')+('j')",)),
    ("wzws", (b"wzwschallenge",)),
    ("c3vk", (b"c3vk=", b"document.cookie")),
)
_ALIYUN = re.compile(rb"var arg1\s{0,3}=\s{0,3}['\"][0-9a-f]{40}['\"]")


def wall_marks(status: int | None, body: bytes) -> tuple[str, ...]:
    """`wall:<product>` for each product whose strong marks the answer shows; () for a normal page."""
    if status is None:
        return ()
    start = body[:_WINDOW].lower()
    if status >= 400 or status == 202:
        rules = _BLOCKS
    elif len(body) <= _SHORT:
        rules = _CHALLENGES
    else:
        return ()
    found = [product for product, needles in rules if all(needle in start for needle in needles)]
    if b"arg1" in start and _ALIYUN.search(start):
        found.append("aliyun")
    return tuple(f"wall:{product}" for product in dict.fromkeys(found))
