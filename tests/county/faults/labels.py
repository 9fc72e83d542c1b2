"""Faults of the labels of 国办发〔2017〕47号: of the site, of columns, of articles; single pages and whole sites."""

from __future__ import annotations

from datetime import timedelta

from tests.county.days import back
from tests.county.draft import Book, Column, Site

_ON_PAGES: tuple[tuple[str, str, str, str | None], ...] = (
    # site, label, code, value on the page (None = left out)
    ("portal", "SiteName", "missing", None),
    ("portal", "SiteIDCode", "invalid", "{code} "),
    ("czj", "SiteDomain", "missing", None),
    ("czj", "SiteName", "invalid", "网站名称"),
    ("jyj", "SiteDomain", "invalid", "http://{host}/"),
    ("jyj", "SiteIDCode", "mismatch", "3399990099"),
    ("wjj", "SiteIDCode", "invalid", "政府网站标识码"),
    ("zrzy", "SiteName", "mismatch", "邻江市自然资源局"),
    ("zrzy", "SiteDomain", "invalid", "网站域名"),
    ("mzj", "SiteIDCode", "missing", None),
    ("nyj", "SiteDomain", "mismatch", "www.nongye-linjiang.cn"),
    ("scjg", "SiteName", "missing", None),
    ("rsj", "SiteIDCode", "mismatch", "3399990098"),
    ("fgj", "SiteName", "invalid", ""),
)
_ON_SITES: tuple[tuple[str, str, str, str | None], ...] = (
    ("kfq", "SiteDomain", "missing", None),
    ("sjj", "SiteIDCode", "invalid", "政府网站标识码"),
    ("tjj", "SiteName", "mismatch", "临江县统计调查队"),
    ("whg", "SiteName", "missing", None),
)
_ON_COLUMNS: tuple[tuple[str, str, str, str, str | None], ...] = (
    ("portal", "gk", "ColumnDescription", "missing", None),
    ("portal", "bsfw", "ColumnType", "missing", None),
    ("czj", "gk", "ColumnName", "missing", None),
    ("czj", "zcjd", "ColumnKeywords", "invalid", ""),
    ("jyj", "jgzn", "ColumnDescription", "invalid", "null"),
    ("wjj", "gk", "ColumnType", "invalid", ""),
    ("zrzy", "jgzn", "ColumnName", "invalid", ""),
    ("mzj", "gk", "ColumnKeywords", "missing", None),
    ("nyj", "gk", "ColumnDescription", "missing", None),
    ("scjg", "gk", "ColumnType", "missing", None),
    ("rsj", "gk", "ColumnName", "missing", None),
    ("fgj", "gk", "ColumnDescription", "invalid", ""),
)
_COLUMN_LABELS = ("ColumnName", "ColumnDescription", "ColumnKeywords", "ColumnType")
_ON_ARTICLES: tuple[tuple[str, str], ...] = (
    ("portal", "ArticleTitle"),
    ("portal", "PubDate"),
    ("czj", "ContentSource"),
    ("jyj", "ArticleTitle"),
    ("wjj", "PubDate"),
    ("zrzy", "ContentSource"),
    ("mzj", "PubDate"),
    ("nyj", "ArticleTitle"),
    ("scjg", "ContentSource"),
)


def draw(book: Book) -> None:
    for key, label, code, value in _ON_PAGES:
        _site_label(book, book.sites[key], label, code, value)
    for key, label, code, value in _ON_SITES:
        site = book.sites[key]
        if book.fault(site, "site-labels", code, site.home, f"全站{label}：{code}", label=label):
            site.metas[label] = value
    for key, slug, label, code, value in _ON_COLUMNS:
        site = book.sites[key]
        column = site.column(slug)
        if book.fault(
            site, "column-labels", code, site.url(column.first), f"{column.name}的{label}：{code}", label=label
        ):
            column.metas[label] = value
    _all_columns(book, book.sites["sjj"], "ColumnKeywords")
    _all_columns(book, book.sites["tjj"], "ColumnDescription")
    for key, label in _ON_ARTICLES:
        site = book.sites[key]
        article = book.take(site, "tzgg")
        if book.fault(site, "article-labels", "missing", site.url(article.path), f"没有{label}", label=label):
            article.metas[label] = None
    _wrong_articles(book)
    _wrong_dates(book)
    _whole_sites(book)
    _twice(book)
    _addresses(book)


def _site_label(book: Book, site: Site, label: str, code: str, value: str | None) -> None:
    article = book.take(site, "tzgg")
    if book.fault(site, "site-labels", code, site.url(article.path), f"{label}：{code}", label=label):
        article.metas[label] = value.format(code=site.code, host=site.host) if value else value


def _all_columns(book: Book, site: Site, label: str) -> None:
    if book.fault(site, "column-labels", "missing", site.home, f"全部栏目页没有{label}", label=label):
        for column in site.columns:
            column.metas[label] = None
        site.sitemap_metas[label] = None


def _wrong_articles(book: Book) -> None:
    for key, other in (
        ("portal", "县委常委会召开会议"),
        ("czj", "公共页头"),
        ("rsj", "关于元旦放假安排的通知"),
        ("fgj", "关于召开年度总结会的预备通知"),
    ):
        site = book.sites[key]
        article = book.take(site, "tzgg")
        if book.fault(
            site,
            "article-labels",
            "title-differs",
            site.url(article.path),
            "标题标签与页面标题不同",
            label="ArticleTitle",
        ):
            article.metas["ArticleTitle"] = other
    for key, days in (("portal", 40), ("jyj", 9), ("nyj", 400), ("fgj", 3)):
        site = book.sites[key]
        article = book.take(site, "tzgg")
        why = f"PubDate比页面显示的日期早{days}天"
        if book.fault(
            site, "article-labels", "date-differs", site.url(article.path), why, label="PubDate", suspected=True
        ):
            article.metas["PubDate"] = f"{back(article.day, days).isoformat()} {article.clock}"


def _wrong_dates(book: Book) -> None:
    for key, days in (("wjj", 30), ("zrzy", 200)):
        site = book.sites[key]
        article = book.take(site, "tzgg")
        later = f"{(book.today + timedelta(days=days)).isoformat()} 09:00"
        if book.fault(site, "article-labels", "date-future", site.url(article.path), "PubDate在未来", label="PubDate"):
            article.metas["PubDate"] = article.shown_day = later
    for key, form in (
        ("portal", "%Y/%m/%d %H:%M"),
        ("mzj", "%Y-%m-%d"),
        ("rsj", "%Y年%m月%d日"),
        ("jyj", "%Y-%m-%d %H:%M:%S"),
    ):
        site = book.sites[key]
        article = book.take(site, "tzgg")
        if book.fault(
            site, "article-labels", "date-format", site.url(article.path), "PubDate格式不合规", label="PubDate"
        ):
            article.metas["PubDate"] = article.day.strftime(form)


def _whole_sites(book: Book) -> None:
    for key, code, label in (
        ("tjj", "missing", "ContentSource"),
        ("whg", "date-format", "PubDate"),
        ("sjj", "missing", "ArticleTitle"),
    ):
        site = book.sites[key]
        if book.fault(site, "article-labels", code, site.home, f"全部文章页{label}：{code}", label=label):
            for column in site.columns:
                _spoil(column, label, code)


def _spoil(column: Column, label: str, code: str) -> None:
    for article in column.articles:
        article.metas[label] = None if code == "missing" else f"{article.day.isoformat()} {article.clock}:00"


def _twice(book: Book) -> None:
    """A header that a page includes brings labels of its own; those of the page itself are right."""
    for key, code, labels in (
        ("rsj", "differs", '<meta name="ColumnName" content="公共头" /><meta name="SiteName" content="公共头" />'),
        ("czj", "differs", '<meta name="SiteName" content="" />'),
        ("portal", "block", '<meta name="SiteName" content="{n}" /><meta name="SiteIDCode" content="{c}" />'),
    ):
        site = book.sites[key]
        article = book.take(site, "tzgg", newest=True)
        url = site.url(article.path)
        if book.fault(site, "repeated-labels", code, url, "正文里混进公共页头的标签"):
            article.extra += labels.format(n=site.name, c=site.code)
        for check in ("site-labels", "article-labels"):
            book.miss("second-block-in-body", site, url, "正文里混进公共头的标签，头部的是对的", check)


def _addresses(book: Book) -> None:
    for key, code, value in (
        ("czj", "placeholder", "####"),
        ("wjj", "placeholder", "[%url%]"),
        ("zrzy", "differs", "http://10.3.2.1:8080{path}"),
        ("rsj", "differs", "http://rsj.elder-linjiang.cn{path}"),
    ):
        _address(book, key, code, value)
    _address(book, "nyj", "differs", "http://{host}/", suspected=True)
    _address(book, "scjg", "relative", "{path}", suspected=True)
    site = book.sites["mzj"]
    column = site.column("tzgg")
    if book.fault(site, "wrong-url-label", "placeholder", site.url(column.first), "栏目页的Url没有填", label="Url"):
        column.metas["Url"] = "####"


def _address(book: Book, key: str, code: str, value: str, suspected: bool = False) -> None:
    site = book.sites[key]
    article = book.take(site, "tzgg", newest=True)
    why = f"标签Url：{code}"
    url = site.url(article.path)
    if book.fault(site, "wrong-url-label", code, url, why, label="Url", suspected=suspected):
        article.metas["Url"] = value.format(host=site.host, path=article.path)
