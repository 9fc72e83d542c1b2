"""The world outside the county: the hosts that every government site links to, and what an unknown address answers."""

from __future__ import annotations

from tests.county.nouns import Response

_HTML = (("Content-Type", "text/html; charset=utf-8"),)


def plain(status: int, words: str, *headers: tuple[str, str]) -> Response:
    """A small page with `words` for title and text."""
    body = f"<html><head><title>{words}</title></head><body><h1>{words}</h1></body></html>"
    return Response(status, (*_HTML, *headers), body.encode())


def not_found(host: str) -> Response:
    return plain(404, "404 Not Found")


WITNESS = "www.example-news.cn"
"""A host that always answers: whoever reaches it has a working network."""
TROUBLED = "servfail.example-news.cn"
"""A host whose name servers are in trouble."""
MUTE = "mute.example-news.cn"
"""A host that exists and has no address."""

OUTSIDE: dict[str, Response] = {
    "beian.miit.gov.cn": plain(200, "备案管理系统"),
    "beian.mps.gov.cn": plain(200, "联网备案服务"),
    "bszs.conac.cn": plain(200, "党政机关网站标识"),
    "dcs.conac.cn": Response(200, (("Content-Type", "application/javascript"),), b"/* mark */"),
    "pucha.kaipuyun.cn": plain(200, "我为政府网站找错"),
    "zfwzgl.www.gov.cn": plain(200, "我为政府网站找错"),
    WITNESS: plain(200, "新闻"),
}
"""Hosts that answer the same to every path."""
