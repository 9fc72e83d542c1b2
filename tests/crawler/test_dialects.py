"""Each dialect reads the paging and the script-written entries of its family, and leaves others' pages alone."""

from __future__ import annotations

from datetime import datetime

import pytest

from checks.facts.markup import Markup, parse
from checks.model.pages import Item, Paging
from checks.model.registry import BEIJING
from crawler.spiders.dialects.known import BY_NAME, dialect_of

BASE = "http://www.x.gov.cn/zwgk/"


def page(text: str, name: str = "index.html") -> Markup:
    return parse(BASE + name, text.encode(), "text/html; charset=utf-8")


def paging(text: str, dialect: str, name: str = "index.html") -> Paging:
    markup = page(text, name)
    found = dialect_of(markup)
    assert found is not None
    assert found.name == dialect
    told = found.paging(markup)
    assert told is not None
    return told


def names(told: Paging) -> list[str]:
    return [url.removeprefix(BASE) for url in told.next]


@pytest.mark.parametrize(
    ("call", "records"),
    [
        ('createPageHTML(4, 0, "index", "html")', 0),
        ('createPageHTML(4,0,"index","html","75")', 75),
        ('createPageHTML(75, 4, 0, "index", "html")', 75),
        ("new Pager({size:4, current:0, prefix:'index', suffix:'html'})", 0),
        ("var countPage = 4;//共多少页", 0),
    ],
)
def test_trs_names_its_pages_one_less_than_their_number(call: str, records: int) -> None:
    told = paging(f"<script>{call}</script>", "trs")
    assert names(told) == ["index_1.html", "index_2.html", "index_3.html"]
    assert (told.current, told.pages, told.records, told.first) == (1, 4, records, "")


def test_a_further_page_of_trs_knows_its_first() -> None:
    told = paging('<script>createPageHTML(4, 2, "index", "html")</script>', "trs", "index_2.html")
    assert (told.current, told.first) == (3, BASE + "index.html")
    assert names(told) == ["index_1.html", "index_3.html"]


def test_trs_entries_written_by_script_are_read() -> None:
    script = (
        "<script>var str_1='./202609/t20260905_1.html';var str_2='2026-09-05';var str_4='关于防汛的通知';"
        "document.write('<li>'+str_1)</script>"
    )
    markup = page(script)
    items = BY_NAME["trs"].items(markup)
    assert [(item.url, item.title, item.date) for item in items] == [
        (BASE + "202609/t20260905_1.html", "关于防汛的通知", datetime(2026, 9, 5, tzinfo=BEIJING))
    ]


def test_one_script_of_trs_may_write_a_whole_list() -> None:
    row = (
        """document.write('<li>'); var str=""; var str_1 = "./202609/t2026090%d_1.html";
        var str_4 = '关于"防汛"的第%d号通知'; var str_2 = '2026-09-0%d';
        document.write('<a href="'+str_1+'">'+str_4+'<i>'+str_2+'</i></a>'); document.write('</li>');"""
        + " " * 1_000
    )
    script = "<script>" + "".join(row % (n, n, n) for n in range(1, 9)) + "</script>"
    items = BY_NAME["trs"].items(page(script + f"<!-- {script.replace('202609/', 'old/')} -->"))
    assert [(item.url, item.title, item.date) for item in items] == [
        (
            f"{BASE}202609/t2026090{n}_1.html",
            f'关于"防汛"的第{n}号通知',
            datetime(2026, 9, n, tzinfo=BEIJING),
        )
        for n in range(1, 9)
    ]


def test_ucap_counts_from_one_and_its_first_page_may_be_called_1() -> None:
    told = paging("<script>createPageHTML('page_div',3,1,'list_1','shtml',41)</script>", "ucap", "list_1.shtml")
    assert names(told) == ["list_1_2.shtml", "list_1_3.shtml"]
    assert (told.current, told.pages, told.records) == (1, 3, 41)


def test_ucap_reads_its_interface_with_milliseconds() -> None:
    ucap = BY_NAME["ucap"]
    asked = ucap.requests(page("<script>var u='/searchList/ab12?_pageSize=2'</script>"))
    assert [ask.url for ask in asked] == ["http://www.x.gov.cn/searchList/ab12?_pageSize=2&_isJson=true&page=1"]
    row = '{"title":"通知","url":"//www.x.gov.cn/c1.shtml","publishedTime":1788652800000}'
    body = f'{{"data":{{"page":1,"rows":2,"total":3,"results":[{row}]}}}}'
    answered = ucap.read_api(asked[0].url, body.encode())
    assert answered.items[0].url == "http://www.x.gov.cn/c1.shtml"
    assert answered.items[0].date == datetime(2026, 9, 6, tzinfo=BEIJING)
    assert [ask.url[-6:] for ask in answered.asks] == ["page=2"]
    assert not ucap.read_api("http://x/", b"<html>").fetched


STORE = """<script type="text/xml"><datastore><nextgroup><![CDATA[<a
href="/module/web/jpage/dataproxy.jsp?page=2&webid=1&columnid=Xy=&unitid=9"></a>]]></nextgroup>
<recordset><record><![CDATA[<li><a href="/art/2026/9/5/art_1_2.html" title="关于灌溉的通知">关于…</a><span>2026-
09-
05</span></li>]]></record></recordset><totalrecord>60</totalrecord><totalpage>4</totalpage></datastore></script>"""


def test_hanweb_reads_its_datastore_and_asks_for_the_rest() -> None:
    hanweb, markup = BY_NAME["hanweb"], page(STORE)
    assert dialect_of(markup) is hanweb
    (item,) = hanweb.items(markup)
    assert (item.url, item.title) == ("http://www.x.gov.cn/art/2026/9/5/art_1_2.html", "关于灌溉的通知")
    assert item.date == datetime(2026, 9, 5, tzinfo=BEIJING)
    asks = [ask.url for ask in hanweb.requests(markup)]
    assert len(asks) == 2
    assert "startrecord=2&endrecord=46" in asks[0]
    assert "startrecord=47&endrecord=60" in asks[1]
    assert "unitid=9" in asks[0]
    assert "page=2" not in asks[0]


def test_an_empty_answer_of_hanweb_is_not_fetched() -> None:
    hanweb = BY_NAME["hanweb"]
    assert not hanweb.read_api("http://x/", b'<?xml version="1.0"?><datastore></datastore>').fetched
    assert len(hanweb.read_api("http://www.x.gov.cn/", STORE.encode()).items) == 1


def listed(*records: str) -> tuple[Item, ...]:
    """What Hanweb reads of an answer with these records."""
    store = "".join(f"<record><![CDATA[{record}]]></record>" for record in records)
    body = f"<datastore><recordset>{store}</recordset></datastore>".encode()
    return BY_NAME["hanweb"].read_api("http://www.x.gov.cn/", body).items


def test_a_record_of_hanweb_may_be_written_in_any_html() -> None:
    anchor = "<A target=_blank title='关于&quot;防汛&quot;的通知' href=/a?b=1&amp;c=2>关于…</A>"
    titled = f"<td><a name=top></a>{anchor}</td>2026-09-05"
    day_in_title = "<a href='/b'><font color=red>2025-01-02</font>公示</a>"
    items = listed(titled, day_in_title, "<p>没有链接</p>", "没有标签")
    assert [(item.url, item.title, item.date) for item in items] == [
        ("http://www.x.gov.cn/a?b=1&c=2", '关于"防汛"的通知', datetime(2026, 9, 5, tzinfo=BEIJING)),
        ("http://www.x.gov.cn/b", "2025-01-02公示", None),
    ]


def test_hostile_records_of_hanweb_are_passed_over() -> None:
    good = '<a href="/a">通知</a>'
    hostile = ("<a " * 1_990, "<b>" * 1_990, f"<![x {good}", f"<?xml version='1.0'?><x>{good}</x>")
    assert [item.title for item in listed(*hostile, good)] == ["通知"]
    assert len(listed(*[good] * 2_500)) == 2_000
    assert len(listed(*[good + " " * 4_979] * 200)) == 100


def test_gkmlpt_pages_begin_at_one_and_the_publication_is_in_seconds() -> None:
    gkmlpt = BY_NAME["gkmlpt"]
    shell = "<script>window._CONFIG = {SID:'755001', TREE:[]}</script>"
    markup = parse("http://www.x.gov.cn/gkmlpt/index", shell.encode(), "text/html")
    (ask,) = gkmlpt.requests(markup)
    assert ask.url == "http://www.x.gov.cn/gkmlpt/api/all/0?page=1&sid=755001"
    row = '{"title":"办法","date":1,"display_publish_time":1788652800,"url":"/gkmlpt/content/1/post_1.html"}'
    body = f'{{"total":250,"articles":[{row}]}}'
    answered = gkmlpt.read_api(ask.url, body.encode())
    assert answered.items[0].date == datetime(2026, 9, 6, tzinfo=BEIJING)
    assert [a.url.partition("?")[2] for a in answered.asks] == ["page=2&sid=755001", "page=3&sid=755001"]
    assert gkmlpt.read_api(answered.asks[0].url, body.encode()).asks == ()


def test_vsb_counts_down() -> None:
    links = '<a href="jwtz/10.htm">2</a><a href="jwtz/10.htm">下页</a><a href="jwtz/1.htm">尾页</a>'
    bar = f'<div>共260条 1/11 <span class="p_pages">{links}</span></div>'
    told = paging(bar, "vsb", "jwtz.htm")
    assert names(told) == [f"jwtz/{n}.htm" for n in range(10, 0, -1)]
    assert (told.current, told.pages, told.records, told.first) == (1, 11, 260, "")
    second = paging(bar.replace("1/11", "2/11").replace("jwtz/", ""), "vsb", "jwtz/10.htm")
    assert (second.current, second.first) == (2, BASE + "jwtz.htm")


@pytest.mark.parametrize(
    ("dialect", "name", "text", "expected"),
    [
        (
            "nfcms",
            "index.html",
            "<script>NFCMS_SITE_ID=1</script><a href=index_2.html>下一页</a>",
            ["index_2.html"],
        ),
        (
            "siteserver",
            "12.html",
            '<script src="/sitefiles/assets/a.js"></script>共 17 条 当前第 1 / 3 页<a href="12_2.html">2</a>',
            ["12_2.html", "12_3.html"],
        ),
        (
            "empire",
            "index.html",
            '<a title="Total record"><b>322</b></a><a href="index_2.html">2</a><a href="index_9.html">尾页</a>',
            ["index_2.html", "index_9.html"],
        ),
        (
            "jeecms",
            "index.jhtml",
            "<link href=/r/cms/a.css>共63条 1/4页<a onclick=\"location.href=encodeURI('index_2.jhtml');\">下一页</a>",
            ["index_2.jhtml", "index_3.jhtml", "index_4.jhtml"],
        ),
        ("epoint", "moreinfo.html", '<div class="ewb-page">1/2 <a href="2.html">下页</a></div>', ["2.html"]),
        (
            "generic",
            "list.jsp",
            '<a href="?page=2">下一页</a><a href="?page=3">3</a>',
            ["list.jsp?page=2", "list.jsp?page=3"],
        ),
    ],
)
def test_numbered_families(dialect: str, name: str, text: str, expected: list[str]) -> None:
    assert names(paging(text, dialect, name)) == expected


def test_empire_tells_its_records() -> None:
    told = paging('<a title="Total record">&nbsp;<b>322</b> </a><a href="index_2.html">2</a>', "empire")
    assert told.records == 322


def test_an_article_is_no_list() -> None:
    assert dialect_of(page("<h1>通知</h1><p>正文</p><a href='index_2.html'>附件</a>", "t20260905_1.html")) is None


def test_a_script_may_claim_any_number_of_pages() -> None:
    assert len(paging('<script>createPageHTML(9999999, 0, "index", "html")</script>', "trs").next) < 4_000
