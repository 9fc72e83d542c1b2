"""Attachments that are not what they are called, links to another office than they name, anchors that are not there."""

from __future__ import annotations

from tests.county.attachments import docx, pdf, served, xlsx
from tests.county.draft import Book, Site
from tests.county.nouns import Response
from tests.county.street import always, bare, show

SITE = "jtj"


def draw(book: Book) -> None:
    site = book.sites[SITE]
    _files(book, site)
    _foreign(book, site)
    _organs(book, site)
    _anchors(book, site)


def _wrong(book: Book, site: Site, code: str, url: str, why: str, text: str, *, certain: bool = False) -> bool:
    drawn = book.fault(site, "wrong-links", code, url, why, suspected=not certain)
    show(book, site, f'<a href="{url.removeprefix(site.root)}">{text}</a>', drawn=drawn)
    return drawn


def _files(book: Book, site: Site) -> None:
    page = "<html><head><title>提示信息</title></head><body><p>操作超时，请稍后重试。</p></body></html>".encode()
    for code, name, answer, why in (
        ("empty-file", "kongbai.pdf", served(b"", "pdf"), "附件是0字节的空文件"),
        ("empty-file", "kongbiao.xlsx", served(b"", "xlsx"), "表格是0字节的空文件"),
        ("not-the-file", "shenqing.pdf", served(page, "pdf"), "叫PDF，打开却是网页"),
        ("not-the-file", "mingdan.docx", served(page, "docx"), "叫Word文档，打开却是网页"),
        ("broken-file", "jieduan.pdf", served(pdf()[:150], "pdf"), "PDF只剩前半截"),
        ("broken-file", "jieduan.docx", served(docx()[:300], "docx"), "Word文档只剩前半截"),
        ("broken-file", "huai.xlsx", served(b"PK\x03\x04" + xlsx()[200:320], "xlsx"), "表格文件的目录读不出来"),
    ):
        path = f"/fujian/{name}"
        if _wrong(book, site, code, site.url(path), why, "附件：申请材料", certain=code == "empty-file"):
            site.files[path] = answer


def _foreign(book: Book, site: Site) -> None:
    host = "www.example-xiazai.com"
    kind = ("Content-Type", "text/html; charset=utf-8")
    page = "<html><head><title>下载中心</title></head><body><p>操作超时，请稍后重试。</p></body></html>".encode()
    for code, name, answer, why in (
        ("not-the-file", "biaoge.xlsx", Response(200, (kind,), page), "外站的表格打开却是网页"),
        ("empty-file", "shuoming.pdf", served(b"", "pdf"), "外站的附件是0字节"),
    ):
        url = f"http://{host}/{name}"
        if _wrong(book, site, code, url, why, "下载说明", certain=code == "empty-file"):
            book.outside[url] = answer


def _organs(book: Book, site: Site) -> None:
    for text, host, other in (
        ("临江县水利局", "www.qingxixianly.gov.cn", "青溪县林业局"),
        ("临江市人民政府门户网站", "www.baishixianmz.gov.cn", "白石县民政局"),
    ):
        url = f"http://{host}/"
        if _wrong(book, site, "other-organ", url, f"写的是{text}，打开的是{other}的网站", text):
            book.doors[host] = always(bare(f"{other}门户网站", f"<h1>{other}</h1><p>主办单位：{other}</p>"))


def _anchors(book: Book, site: Site) -> None:
    """Links to a place of their own page that the page does not have."""
    for slug, fragment in (("tzgg", "fujian9"), ("bsfw", "liucheng")):
        article = book.take(site, slug)
        url = site.url(article.path)
        if book.fault(site, "broken-fragments", "missing", url, f"页面里没有锚点“{fragment}”", suspected=True):
            article.extra += f'<p><a href="#{fragment}">详见附件</a></p>'
