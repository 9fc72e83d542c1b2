"""A hostile page made harmless: whatever it is made of, nothing acts, and it takes no longer than its length."""

import re
import time
from collections.abc import Callable

import pytest

from checks.model.findings import Finding
from results.harmless import DEEPEST, decoded, harmless
from results.pointing import marked, source_around, words_of

URL = "http://a.gov.cn/dir/page.html"
NAMES = "p|div|span|table|tbody|tr|td|th|mark|br|h[1-6]|ul|ol|li|article|section|pre"
KNOWN = re.compile(f'</?(?:{NAMES})(?: class="(?:link|picture)"| id="here"| (?:col|row)span="[0-9]+")*>')


def shown(text: str, wanted: Callable[[str], bool] = lambda url: False, excerpt: str = "") -> str:
    words = words_of(Finding("x", URL, (), {}, URL, excerpt))
    return str(marked(harmless(text, URL, wanted), words).html)


@pytest.mark.parametrize(
    "text",
    [
        "<script>alert(1)</script>",
        "<scr<script>ipt>alert(1)</script>",
        "<svg/onload=alert(1)>",
        "<svg><style><img src=x onerror=alert(1)></style></svg>",
        "<img src=x onerror=alert(1)>",
        "<img alt='\"><script>alert(1)</script>' src=x>",
        "<a href='java\nscript:alert(1)'>x</a>",
        "<a href=javascript&colon;alert(1)>x</a>",
        '<p style="background:url(http://e/)" onclick=alert(1)>x',
        "<base href=http://e/><meta http-equiv=refresh content=0;url=http://e/>",
        "<object data=x><embed src=y><iframe srcdoc='<script>alert(1)</script>'>",
        "<math><mtext><table><mglyph><style><!--</style><img title='--&gt;&lt;img src=x onerror=alert(1)&gt;'>",
        "<noscript><p title='</noscript><img src=x onerror=alert(1)>'>",
        "<textarea></textarea><script>alert(1)</script>",
        "<template><script>alert(1)</script></template>",
        "<!--><script>alert(1)</script-->",
        "<![CDATA[<script>alert(1)</script>]]>",
        "<td colspan='2\" onmouseover=\"alert(1)'>x",
        "<xmp><script>alert(1)</script></xmp><plaintext><script>alert(1)</script>",
        "\ue0f1script\ue0f2alert(1)\ue0f1/script\ue0f2",
        "<p>" + "&lt;script&gt;alert(1)&lt;/script&gt;" + "<p>&#60;img src=x onerror=alert(1)&#62;",
        "<mark id=here></div></body></html><script>alert(1)</script>",
    ],
)
def test_nothing_is_left_that_acts(text: str) -> None:
    page = shown(text, lambda url: True, "alert")
    assert re.search("[<>]", KNOWN.sub("", page)) is None, page
    assert page.count("<mark") == page.count("</mark>")


def test_what_is_text_stays_text() -> None:
    assert shown("<p>1 &lt; 2 &amp;&amp; &quot;x&quot; A&B &nbsp;&copy;</p>") == (
        "<p>1 &lt; 2 &amp;&amp; &#34;x&#34; A&amp;B \xa0©</p>"
    )


N = 1_000_000
HARD = {
    "deep": "<div>" * N,
    "deeper": "<x-y>" * N,
    "closed by others": "<li><ul>" * N,
    "opened anew": "".join(f"<p><b a={n}></p>" for n in range(70_000)),
    "attributes": "<p " + " ".join(f"a{n}=1" for n in range(110_000)) + ">",
    "never closed": "<p " * N,
    "ampersands": "&" * N,
    "angles": "<" * N,
    "tables": "<table><td>" * N,
    "comments": "<!--" * N,
    "bases": "<base " * N,
}


@pytest.mark.parametrize("name", HARD)
def test_a_page_that_is_hard_to_read_takes_its_length_and_no_more(name: str) -> None:
    text = HARD[name][:N]
    began = time.process_time()
    shown(text + "<p>end", excerpt="end")
    assert time.process_time() - began < 10  # 1 to 4 seconds on a machine with nothing else to do; minutes unguarded


def test_depth_is_bounded() -> None:
    assert shown("<div>" * 5_000 + "x").count("<div>") == DEEPEST


def test_only_the_link_that_is_asked_for_is_marked_and_none_leads_anywhere() -> None:
    text = '<base href="/sub/"><a href="a.html?x=1&amp;y=2">甲</a><a href="b.html">乙</a><a href="#here">丙</a>'
    page = shown(text, lambda url: url == "http://a.gov.cn/sub/a.html?x=1&y=2")
    assert page == (
        '<span class="link"><mark id="here">甲</mark></span><span class="link">乙</span><span class="link">丙</span>'
    )
    assert "图片：标" in shown("<img alt=标 src=a.png>")
    assert '<mark id="here">图片</mark>' in shown("<img src=a.png>", lambda url: url.endswith("/dir/a.png"))


@pytest.mark.parametrize(
    ("text", "excerpt", "found"),
    [
        ("关于<b>加强</b> 政府\n网站的通知", "…加强【政府】网站…", "加强 政府\n网站"),
        ("甲政府乙，丙政府丁", "丙【政府】丁", "丙政府丁"),
        ("只有政府两字", "前面【政府】后面", "政府"),
        ("身份证110101199003074477号", "身份证1101************77号", "身份证110101**********77号"),
        ("没有", "别的【东西】", ""),
    ],
)
def test_the_words_are_found_whatever_stands_between(text: str, excerpt: str, found: str) -> None:
    page = shown(f"<p>{text}</p>", excerpt=excerpt)
    assert "".join(re.findall("<mark[^>]*>(.*?)</mark>", page, re.DOTALL)) == found


def test_the_source_around_a_place() -> None:
    text = "\n".join(f"<p>第 {n} 行</p>" for n in range(1, 101)) + f"\n<i>{'长' * 5_000}词{'尾' * 5_000}</i>"
    by_line = source_around(text, [], [], 50, lines=2)
    assert [line.number for line in by_line] == [48, 49, 50, 51, 52]
    (last,) = source_around(text, ["长词尾"], [], lines=0)
    assert last.cut
    assert ("长词尾", True) in last.pieces
    assert sum(len(piece) for piece, _ in last.pieces) == 400
    assert source_around(text, ["没有这些字"], []) == []
    (masked,) = source_around('<p title="13812345678">138<b>1234</b>5678 &#49;3812345678</p>', ["<p"], [])
    assert "".join(piece for piece, _ in masked.pieces) == '<p title="138****5678">138<b>****</b>5678 138****5678</p>'


def test_bytes_are_read_by_the_charset_of_the_visit() -> None:
    assert decoded("政府".encode("gb18030"), "gb18030") == "政府"
    assert decoded(b"\xef\xbb\xbf\xe6\x94\xbf\xff", "utf-8") == "政\ufffd"
    assert decoded(b"x", "rot13") == decoded(b"x", "no-such") == decoded(b"x", "") == "x"


def test_a_tag_of_many_attributes_is_left_none() -> None:
    few, many = (f'<a href="a.html" {"x " * count}>甲</a>' for count in (100, 5_000))
    assert '<mark id="here">甲' in shown(few, lambda url: True)
    assert shown(many, lambda url: True) == '<span class="link">甲</span>'
