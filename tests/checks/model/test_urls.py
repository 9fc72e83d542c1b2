"""The host of an address: the short way for plain ones gives what the long way gives."""

from __future__ import annotations

from urllib.parse import urlsplit

import pytest

from checks.model.urls import host_of


@pytest.mark.parametrize(
    "url",
    [
        "http://www.linjiang.gov.cn",
        "https://www.linjiang.gov.cn:8443/xw/1.html?a=b#c",
        "http://www.linjiang.gov.cn?x=http://b.cn/",
        "http://www.linjiang.gov.cn#top",
        "HTTP://WWW.Linjiang.gov.cn/",
        "http://user@www.linjiang.gov.cn/",
        "http://[2001:db8::1]:80/",
        "http://www.linjiang\t.gov.cn/",
        "http://www.linjiang.gov.cn\n/a",
        "http://政府.中国/",
        "http://a_b.gov.cn/",
        "//www.linjiang.gov.cn/",
        "ftp://www.linjiang.gov.cn/",
        "http:///x",
        "http://www.linjiang.gov.cn:/x",
        "x/y.html",
        "",
    ],
)
def test_host_of_any_address(url: str) -> None:
    assert host_of(url) == urlsplit(url).netloc.lower()
