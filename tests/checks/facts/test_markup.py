"""Bytes to text: what is declared wrong, missing or cut is still read."""

from __future__ import annotations

import pytest
from selectolax.lexbor import LexborHTMLParser

from checks.facts.markup import DEEPEST, decode, parse

TEXT = "<html><head><title>通知公告</title></head><body>" + "政府信息公开" * 40 + "</body></html>"


@pytest.mark.parametrize(
    ("body", "content_type", "charset"),
    [
        (TEXT.encode(), "text/html", "utf-8"),
        (TEXT.encode(), "text/html; charset=gbk", "utf-8"),
        (TEXT.encode("gb18030"), "text/html; charset=gb2312", "gb18030"),
        (TEXT.encode("gb18030"), "text/html; charset=utf-8", "gb18030"),
        (TEXT.encode("gb18030"), "text/html", "gb18030"),
        (b"\xef\xbb\xbf" + TEXT.encode(), "text/html; charset=gbk", "utf-8"),
        (b"\xff\xfe" + TEXT.encode("utf-16-le"), "", "utf-16-le"),
        (TEXT.encode("utf-16-be"), "", "utf-16-be"),
        (f"<html><!--{'x' * 9000}--><meta charset=big5>{TEXT.replace('开', '')}".encode("big5", "ignore"), "", "big5"),
    ],
)
def test_decode_finds_the_charset(body: bytes, content_type: str, charset: str) -> None:
    text, found = decode(body, content_type)
    assert found == charset
    assert "通知公告" in text


def test_utf8_with_a_cut_character_is_still_utf8() -> None:
    text, charset = decode(TEXT.encode() + "公".encode()[:2], "text/html; charset=gb2312")
    assert charset == "utf-8"
    assert "政府信息公开" in text


def test_base_href_is_resolved_against_the_page() -> None:
    assert parse("http://a.gov.cn/x/y.html", b"<base href='../z/'><a href=1.html>1</a>").base == "http://a.gov.cn/z/"


def test_markup_deeper_than_any_page_is_cut() -> None:
    assert parse("http://a.gov.cn/", b"<div>" * 50_000).text.count("<div>") <= DEEPEST + 1


def test_a_tag_with_thousands_of_attributes_is_cut() -> None:
    bomb = "<p>before</p><a " + " ".join(f"a{n}=1" for n in range(4_000)) + ">after</a>"
    assert parse("http://a.gov.cn/", bomb.encode()).text == "<p>before</p>"


def test_a_long_script_is_no_swarm_of_attributes() -> None:
    page = "<script>if (i<n ) {" + " x = 1 ;" * 900 + "}</script><p>after</p>"
    assert "after" in parse("http://a.gov.cn/", page.encode()).text


@pytest.mark.parametrize(
    "body",
    [
        TEXT.encode(),
        b"\xef\xbb\xbf" + TEXT.encode(),
        TEXT.encode("gb18030"),
        TEXT.encode().replace(b"<body>", b"<body>\xff"),
        TEXT.encode() + b"<p>\xe4\xb8",
    ],
    ids=["utf-8", "bom", "gb18030", "bad byte", "cut"],
)
def test_the_tree_is_that_of_the_text(body: bytes) -> None:
    page = parse("http://a.gov.cn/", body)
    assert page.tree.html == LexborHTMLParser(page.text).html


def test_what_was_cut_is_not_in_the_tree() -> None:
    page = parse("http://a.gov.cn/", b"<p>before</p><a " + b"a=1 " * 4_000 + b">after</a>")
    assert page.tree.body is not None
    assert page.tree.body.text() == "before"
