"""The short way to an address gives what the long way gives."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from checks.facts.addresses import address
from checks.model.urls import resolve

BASE = "http://www.linjiang.gov.cn/zwgk/zcwj/"
BASES = (
    BASE,
    "https://www.linjiang.gov.cn:8443/",
    "http://WWW.linjiang.gov.cn/a/",
    "http://www.linjiang.gov.cn:80/a/b/",
    "http://www.linjiang.gov.cn/a//b/",
    "http://www.linjiang.gov.cn/a/../b/",
    "http://www.linjiang.gov.cn/中/",
    "http://www.linjiang.gov.cn/a;jsessionid=1/b/",
)


@pytest.mark.parametrize(
    ("href", "meant"),
    [
        ("http://a.cn/b.html?c=d&e", "http://a.cn/b.html?c=d&e"),
        ("http://a.cn:443/b", "http://a.cn:443/b"),
        ("http://a.cn:80/b", "http://a.cn/b"),
        ("https://a.cn:443/b", "https://a.cn/b"),
        ("http://a.cn:8800/b", "http://a.cn:8800/b"),
        ("http://a.cn:59999/b", "http://a.cn:59999/b"),
        ("http://a.cn:0443/b", "http://a.cn:443/b"),
        ("http://A.cn/b", "http://a.cn/b"),
        ("http://a.cn", "http://a.cn/"),
        ("http://a.cn/b?", "http://a.cn/b"),
        ("http://a.cn/b?&c=1", "http://a.cn/b?c=1"),
        ("http://a.cn/b?c=1&PHPSESSID=2", "http://a.cn/b?c=1"),
        ("http://a.cn/b;jsessionid=1", "http://a.cn/b"),
        ("http://a.cn/b#c", "http://a.cn/b"),
        ("./t1_2.html", f"{BASE}t1_2.html"),
        ("t1_2.html?a=1", f"{BASE}t1_2.html?a=1"),
        ("t1.html?SessionId=1", f"{BASE}t1.html"),
        ("../../x/t1.html", "http://www.linjiang.gov.cn/x/t1.html"),
        ("../../../x/t1.html", "http://www.linjiang.gov.cn/x/t1.html"),
        ("a/../b.html", f"{BASE}b.html"),
        ("a//b.html", f"{BASE}a/b.html"),
        ("/a/./b.html", "http://www.linjiang.gov.cn/a/b.html"),
        ("/a/b.html", "http://www.linjiang.gov.cn/a/b.html"),
        ("//a.cn/b", "http://a.cn/b"),
        ("a b.html", f"{BASE}a%20b.html"),
        ("mailto:a@b.cn", None),
        ("javascript:void(0)", None),
        ("file:///c:/a", ""),
        ("http:/a.cn", ""),
        ("http:///a.cn", ""),
        ("httpdocs/a.html", f"{BASE}httpdocs/a.html"),
    ],
)
def test_what_an_href_means(href: str, meant: str | None) -> None:
    assert address(BASE, href) == meant


_PIECES = st.sampled_from(
    (
        *"/.?&=#:;%~+,@!-_\\ ",
        *("a", "Z9", "中", "..", "./", "../", "//", "http://", "https:", "a.cn", ":80", ":8080", "http", "[", "%E4"),
        *("/index.html", ";jsessionid=1", "?sid=1", "session_id=2", "?a=b"),
    )
)


@given(st.sampled_from(BASES), st.lists(_PIECES, min_size=1, max_size=7).map("".join))
def test_both_ways_agree(base: str, href: str) -> None:
    short = address(base, href)
    assert short == "" or short == resolve(base, href)


def test_a_scheme_alone_leads_nowhere() -> None:
    assert [address("http://a.gov.cn/x/y.html", href) for href in ("http://", "https:", "http:/")] == ["", "", ""]
