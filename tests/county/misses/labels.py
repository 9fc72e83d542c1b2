"""Labels, feet and charsets in the spellings that honest sites use."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from html import escape

from tests.county.days import back, chinese
from tests.county.draft import Article, Book, Site


def draw(book: Book) -> None:
    _spellings(book)
    _titles(book)
    _dates(book)
    _columns(book)
    _charsets(book)
    _feet(book)
    _addresses(book)


def _next(book: Book, key: str) -> tuple[Site, Article]:
    site = book.sites[key]
    return site, book.take(site, "tzgg", newest=True)


def _spellings(book: Book) -> None:
    """The same labels, written otherwise."""
    for key, name, form in (
        ("portal", "label-lower-case", '<meta name="sitename" content="{v}" />'),
        ("czj", "label-content-first", '<meta content="{v}" name="SiteName" />'),
        ("jyj", "label-single-quotes", "<meta name='SiteName' content='{v}'>"),
        ("wjj", "label-no-blank", '<meta name="SiteName"content="{v}">'),
        ("zrzy", "label-upper-case", '<META NAME="SiteName" CONTENT="{v}">'),
        ("scjg", "label-doubled", '<meta name="SiteName" content="{v}"><meta name="SiteName" content="{v}">'),
    ):
        site, article = _next(book, key)
        article.metas["SiteName"] = None
        article.script += form.format(v=site.name)
        for check in ("site-labels", "repeated-labels"):
            book.miss(name, site, site.url(article.path), "标签写法不同，但写了", check)


def _titles(book: Book) -> None:
    spelt: tuple[tuple[str, str, Callable[[str], str]], ...] = (
        ("portal", "title-full-width", lambda t: t.replace("的", " 的 ")),
        ("czj", "title-line-break", lambda t: f"{escape(t[:8])}<br/>{escape(t[8:])}"),
        ("jyj", "title-entities", lambda t: f"{escape(t)}&nbsp;"),
        ("fgj", "title-spans", lambda t: f"<span>{escape(t[:5])}</span><span>{escape(t[5:])}</span>"),
    )
    for key, name, change in spelt:
        site, article = _next(book, key)
        article.shown_title = change(article.title)
        book.miss(name, site, site.url(article.path), "只差空白和换行，标题相同", "article-labels")
    site, article = _next(book, "rsj")
    article.metas["ArticleTitle"] = article.title[:12] + "..."
    book.miss("title-cut", site, site.url(article.path), "标签里的标题被截短", "article-labels")
    site, article = _next(book, "wjj")
    article.title, article.metas["ArticleTitle"] = "关于“便民服务”月的通知", '关于"便民服务"月的通知'
    book.miss("title-quotes", site, site.url(article.path), "引号全角半角不同", "article-labels")


def _dates(book: Book) -> None:
    spelt: tuple[tuple[str, str, Callable[[Article], str]], ...] = (
        ("portal", "date-chinese", lambda a: f"{chinese(a.day)} {a.clock}"),
        ("czj", "date-slashes", lambda a: f"{a.day.year}/{a.day.month}/{a.day.day} {a.clock}"),
        ("nyj", "date-blanks", lambda a: f"{a.day.year}- {a.day.month:02d}- {a.day.day:02d} 10: 54"),
        ("scjg", "date-seconds", lambda a: f"{a.day.isoformat()} {a.clock}:27"),
    )
    for key, name, form in spelt:
        site, article = _next(book, key)
        article.shown_day = form(article)
        book.miss(name, site, site.url(article.path), "页面显示的日期写法不同，是同一天", "article-labels")
    for key, days in (("zrzy", 1), ("fgj", -1)):
        site, article = _next(book, key)
        article.metas["PubDate"] = f"{(article.day + timedelta(days=days)).isoformat()} {article.clock}"
        book.miss("date-one-day", site, site.url(article.path), "相差正好一天，不算不一致", "article-labels")
    site, article = _next(book, "jyj")
    article.metas["PubDate"] = f"{article.day.isoformat()} 23:59"
    book.miss("date-late-hour", site, site.url(article.path), "同一天的不同钟点", "article-labels")
    site, article = _next(book, "mzj")
    article.paragraphs.append(f"截止时间：{chinese(back(book.today, 400))}；公示时间：2019年3月1日至3月7日")
    book.miss("deadline-is-no-date", site, site.url(article.path), "正文里的截止时间不是发布时间", "article-labels")


def _columns(book: Book) -> None:
    for key, slug, label, value in (
        ("portal", "zfxxgk", "ColumnType", "信息公开，政策文件"),
        ("czj", "zfxxgk", "ColumnKeywords", "公开；指南；年报"),
        ("jyj", "zfxxgk", "ColumnDescription", "政府信息公开"),
    ):
        site = book.sites[key]
        site.column(slug).metas[label] = value
        book.miss(
            "column-many-values",
            site,
            site.url(site.column(slug).first),
            f"{label}写“{value}”是允许的",
            "column-labels",
        )
    for key, form in (
        ("fgj", "https://{host}{path}"),
        ("mzj", "{host}{path}"),
        ("jyj", "//{host}{path}#top"),
    ):
        site, article = _next(book, key)
        article.metas["Url"] = form.format(host=site.host, path=article.path)
        book.miss("url-other-spelling", site, site.url(article.path), "Url写法不同，是同一网址", "wrong-url-label")


def _charsets(book: Book) -> None:
    for check in ("site-labels", "dead-links", "article-labels", "column-labels"):
        site = book.sites["mzj"]
        book.miss("header-charset-wrong", site, site.home, "响应头说ISO-8859-1，实际是UTF-8", check)
    site, article = _next(book, "wjj")
    article.paragraphs.append("参会人员：朱镕某、李喆某、王堃某。")
    book.miss("gbk-called-gb2312", site, site.url(article.path), "声明gb2312，用了GBK的字", "article-labels")
    site, article = _next(book, "portal")
    article.charset = "utf-16"
    for check in ("site-labels", "article-labels", "footer-identity"):
        book.miss("utf-16-page", site, site.url(article.path), "整页UTF-16（有BOM），内容齐全", check)


def _feet(book: Book) -> None:
    words = {
        1: ("foot-other-words", "“政府网站标识码”、备案号中有空格、找错是一段脚本"),
        2: ("foot-by-script", "“主办”“承办”、找错和党政机关标识都由脚本写出"),
        3: ("foot-terse", "标识码前没有冒号，联系方式只有电话和邮箱"),
    }
    for site in book.sites.values():
        if site.foot_style in words and not site.foot and site.key not in ("yjj", "slj"):
            name, why = words[site.foot_style]
            book.miss(name, site, site.home, why, "footer-identity")


def _addresses(book: Book) -> None:
    tjj, portal, fgj, czj = (book.sites[k] for k in ("tjj", "portal", "fgj", "czj"))
    tjj.dns["failure"] = "servfail"
    book.miss("dns-servfail", tjj, tjj.home, "域名服务器答SERVFAIL，不能说没有IPv6", "ipv6-address")
    portal.dns["aaaa"] = ("fd00:99::1", "2409:8c00:9999::1")
    book.miss("one-of-two-public", portal, portal.home, "两个AAAA中有一个是公网地址", "ipv6-address")
    fgj.dns["alias"] = "fgj.cdn.linjiangxian.gov.cn"
    book.miss("address-behind-alias", fgj, fgj.home, "AAAA在CNAME后面", "ipv6-address")
    czj.dns["zone"] = czj.host
    czj.dns["servers_v6"] = "one"
    book.miss("one-server-with-v6", czj, czj.home, "两台域名服务器里一台有IPv6", "ipv6-address")
    for key, wire, why in (("yjj", "refused", "整站连接被拒绝"), ("slj", "garbage", "服务器答的不是HTTP")):
        site = book.sites[key]
        site.wire = wire
        for check in (
            "stale-home",
            "stale-columns",
            "blank-columns",
            "missing-columns",
            "footer-identity",
            "dead-links",
        ):
            book.miss(f"site-{wire}", site, site.home, f"{why}：看不到，不下结论", check)
