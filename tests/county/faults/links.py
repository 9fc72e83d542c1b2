"""Links that lead nowhere: own pages, attachments, pictures and foreign addresses, on home pages and below."""

from __future__ import annotations

from tests.county.draft import Article, Book, Site
from tests.county.faults.columns import MISSING
from tests.county.nouns import Response
from tests.county.outside import plain

_SITES = ("portal", "czj", "jyj", "wjj", "zrzy", "mzj", "nyj", "rsj", "fgj", "tjj")


def draw(book: Book) -> None:
    for n, key in enumerate(_SITES):
        site = book.sites[key]
        _page(book, site, n)
        _attachment(book, site, n)
        _picture(book, site, n)
        _listed(book, site)
        _on_home(book, site, n)
    for n, key in enumerate(("portal", "czj", "zrzy", "fgj")):
        _foreign(book, book.sites[key], n)
    for n, key in enumerate(("portal", "wjj", "jyj")):
        _nameless(book, book.sites[key], n)
    _server_errors(book)
    _everywhere(book)
    _later(book)


def _dead(
    book: Book, site: Site, url: str, why: str, *, home: bool = False, suspected: bool = False, night: int = 1
) -> bool:
    return book.fault(site, "dead-links", "home" if home else "inner", url, why, suspected=suspected, night=night)


def _add(article: Article, markup: str) -> None:
    article.extra += f"<p>{markup}</p>"


def _there(site: Site, slug: str) -> str:
    """The column, or the news where the column is one of those seeded as missing (also when it was mended)."""
    return "yw" if (site.key, slug) in MISSING else slug


def _page(book: Book, site: Site, n: int) -> None:
    article = book.take(site, "yw")
    path = f"/zt/{article.day.year}/zhuanti{n}/index.html"
    if _dead(book, site, site.url(path), "正文里的专题链接404"):
        _add(article, f'相关专题：<a href="{path}">专题报道</a>')


def _attachment(book: Book, site: Site, n: int) -> None:
    article = book.take(site, _there(site, "bsfw"))
    name = ("fj", "P02", "W02")[n % 3] + f"{n:03d}{('.pdf', '.doc', '.xls')[n % 3]}"
    if _dead(book, site, site.url(f"/files/{name}"), "附件404"):
        _add(article, f'附件：<a href="/files/{name}">申请表</a>')


def _picture(book: Book, site: Site, n: int) -> None:
    article = book.take(site, _there(site, "zfxxgk"))
    path = f"/images/photo{n}.jpg"
    if _dead(book, site, site.url(path), "正文图片404"):
        _add(article, f'<img src="{path}" alt="现场照片" />')


def _listed(book: Book, site: Site) -> None:
    article = book.take(site, _there(site, "hdjl"))
    if _dead(book, site, site.url(article.path), "列表里的文章页404"):
        article.gone = True


def _on_home(book: Book, site: Site, n: int) -> None:
    path = ("/zthd/index.html", "/images/ad.jpg", "/js/slide.js", "/download/app.doc", "/video/index.html")[n % 5]
    path = path.replace(".", f"{n}.")
    tag = {"jpg": f'<img src="{path}" alt="宣传图" />', "js0": ""}.get(path[-3:], f'<a href="{path}">专题活动</a>')
    if path.endswith(".js"):
        tag = f'<script src="{path}"></script>'
    if _dead(book, site, site.url(path), "首页上的链接404", home=True):
        site.home_extra += f'<div class="slide">{tag}</div>'


def _foreign(book: Book, site: Site, n: int) -> None:
    article = book.take(site, "yw")
    url = f"http://www.example-news.cn/{site.key}/{n}.html"
    status = (404, 410)[n % 2]
    if _dead(book, site, url, f"外部链接{status}"):
        book.outside[url] = plain(status, "页面已删除")
        _add(article, f'转自：<a href="{url}">某新闻网</a>')


def _nameless(book: Book, site: Site, n: int) -> None:
    article = book.take(site, "yw")
    url = f"http://www.cancelled-office{n}.gov.cn/index.html"
    if _dead(book, site, f"http://www.cancelled-office{n}.gov.cn/", "域名已注销，没有这个主机"):
        _add(article, f'<a href="{url}">原主管单位网站</a>')


def _server_errors(book: Book) -> None:
    """What a person must look at: an address that breaks its server, or that leads in a circle."""
    for key, status in (("portal", 500), ("jyj", 500), ("mzj", 502)):
        site = book.sites[key]
        article, path = book.take(site, "yw"), f"/app/query{status}.jsp"
        if _dead(book, site, site.url(path), f"服务器错误{status}", suspected=True):
            site.files[path] = plain(status, "Internal Server Error")
            _add(article, f'<a href="{path}">在线查询</a>')
    # An address without an answer makes a visit incomplete, and what is missing there only suspected: these circles
    # stand on sites where no column was seeded as missing.
    for key in ("czj", "tjj"):
        site = book.sites[key]
        article, one, two = book.take(site, "yw"), "/jump/a.html", "/jump/b.html"
        if _dead(book, site, site.url(one), "两个地址互相跳转", suspected=True):
            site.files[one] = Response(302, (("Location", two),))
            site.files[two] = Response(302, (("Location", one),))
            _add(article, f'<a href="{one}">旧版入口</a>')
    for key in ("wjj", "fgj"):
        site = book.sites[key]
        article, old = book.take(site, "yw"), "/old/moved.html"
        if _dead(book, site, site.url(old), "跳转后404"):
            site.files[old] = Response(301, (("Location", "/old/lost.html"),))
            _add(article, f'<a href="{old}">旧文</a>')


def _everywhere(book: Book) -> None:
    """One address, shown on every page of a site: one fault."""
    site = book.sites["kfq"]
    if _dead(book, site, site.url("/tsjy/index.html"), "每个页面底部都有的链接404", home=True):
        site.foot["extra"] = '<a href="/tsjy/index.html">投诉建议</a>'


def _later(book: Book) -> None:
    """What broke between the first night and the second."""
    for n, key in enumerate(("portal", "zrzy", "rsj")):
        site = book.sites[key]
        article, path = book.take(site, "yw"), f"/files/new{n}.pdf"
        if _dead(book, site, site.url(path), "第二夜才坏的附件", night=2):
            _add(article, f'附件：<a href="{path}">汇总表</a>')
