"""Attachments that look odd and open, and anchors that lead somewhere; and answers that try the client's patience."""

from __future__ import annotations

import zlib
from functools import cache

from tests.county.attachments import archive, docx, ole, pdf, served, xlsx
from tests.county.draft import Book, Site
from tests.county.nouns import ENDLESS, Response
from tests.county.street import always, framed, hang, show

SITE = "jtj"
_MEGABYTES = 100


def draw(book: Book) -> None:
    site = book.sites[SITE]
    _files(book, site)
    _anchors(book, site)
    _hostile(book)


def _files(book: Book, site: Site) -> None:
    page = framed(site, f"填表说明_{site.name}", "<h2>填表说明</h2><p>请用正楷填写，一式两份。</p>")
    for name, answer, why in (
        ("xiao.pdf", served(pdf(), "pdf"), "很小但完好的PDF"),
        ("xiao.docx", served(docx(), "docx"), "很小但完好的Word文档"),
        ("xiao.xlsx", served(xlsx(), "xlsx"), "很小但完好的表格"),
        ("jiami.pdf", served(pdf(locked=True), "pdf"), "加了密码的PDF不是坏的"),
        ("jiami.zip", served(archive({"a.txt": b"x" * 40}, locked=True), "zip"), "加了密码的压缩包不是坏的"),
        ("dabao.zip", served(archive({"a.docx": docx(), "b.pdf": pdf()}), "zip"), "正常的压缩包"),
        ("kong.zip", served(archive({}), "zip"), "没有文件的压缩包本身完好"),
        ("jiuban.doc", served(ole(), "doc"), "旧格式的Word文档"),
        ("jiuban.xls", served(ole(), "xls"), "旧格式的表格"),
        (
            "xiazai.pdf",
            Response(200, (("Content-Type", "application/octet-stream"),), pdf()),
            "类型写得笼统，文件是好的",
        ),
        ("shuoming.html", page, "叫网页，也是网页"),
    ):
        path = f"/xiazai/{name}"
        site.files[path] = answer
        hang(book, site, f'<a href="{path}">附件下载</a>')
        book.miss("good-file", site, site.url(path), why, "wrong-links")
    site.handlers["/xiazai/get"] = always(
        Response(200, (("Content-Type", "application/pdf"), ("Content-Disposition", "attachment")), pdf())
    )
    hang(book, site, '<a href="/xiazai/get?id=7">附件下载</a>')
    book.miss("good-file", site, site.url("/xiazai/get?id=7"), "由程序送出的文件", "wrong-links")


def _anchors(book: Book, site: Site) -> None:
    places = '<a name="maodian"></a><h3 id="zhize">主要职责</h3><p id="中文锚点">内设机构</p>'
    for name, fragments, why in (
        ("anchor-found", ("maodian", "zhize", "%E4%B8%AD%E6%96%87%E9%94%9A%E7%82%B9", "中文锚点"), "锚点就在页面里"),
        ("anchor-top", ("", "top", "TOP"), "回到页首，不用锚点"),
        ("anchor-of-script", ("!/list", "/route"), "写给脚本的地址，不是锚点"),
    ):
        links = "".join(f'<a href="#{fragment}">职责</a>' for fragment in fragments)
        path = show(book, site, places + links)
        book.miss(name, site, site.url(path), why, "broken-fragments")
    far = book.take(site, "jgzn")
    far.extra += places
    path = show(
        book, site, f'<a href="{far.path}#zhize">职责</a><a href="http://www.example-news.cn/a.html#pinglun">评论</a>'
    )
    book.miss("anchor-elsewhere", site, site.url(path), "锚点在别的页面里", "broken-fragments")
    path = show(book, site, '<a href="#tab2" onclick="return open_tab(2)">第二页</a>')
    book.miss("anchor-with-handler", site, site.url(path), "点击由脚本处理", "broken-fragments")


def _hostile(book: Book) -> None:
    """Answers that would fill a careless client: on the one site where the network is difficult anyway."""
    site = book.sites["scjg"]
    page = framed(site, f"监管公告_{site.name}", "<h2>监管公告</h2><p>公告正文。</p>")
    endless = (("Content-Type", "text/html"), ("Content-Length", str(ENDLESS)))
    many = tuple((f"X-Flood-{n}", "x" * 60) for n in range(1000))
    cookies = tuple(("Set-Cookie", f"c{n}={'x' * 40}; path=/app/cookies") for n in range(1000))
    for name, path, answer in (
        ("endless-body", "/app/endless.html", always(Response(200, endless, b"", "endless"))),
        ("gzip-bomb", "/app/bomb.html", lambda request: _bomb(page.body)),
        ("many-headers", "/app/headers.html", always(Response(200, (*page.headers, *many), page.body))),
        (
            "long-header",
            "/app/header.html",
            always(Response(200, (*page.headers, ("X-Flood", "x" * 100_000)), page.body)),
        ),
        ("many-cookies", "/app/cookies.html", always(Response(200, (*page.headers, *cookies), page.body))),
    ):
        site.handlers[path] = answer
        hang(book, site, f'<a href="{path}">业务系统</a>')
        book.miss(name, site, site.url(path), "对方的回答不像话，点名记下，访问继续，不断定打不开", "dead-links")


@cache
def _bomb(page: bytes) -> Response:
    """A page with `_MEGABYTES` of blanks behind it: a hundred kilobytes on the wire."""
    packer = zlib.compressobj(9, zlib.DEFLATED, 31)
    blanks = b" " * 1_000_000
    body = packer.compress(page) + b"".join(packer.compress(blanks) for _ in range(_MEGABYTES)) + packer.flush()
    return Response(200, (("Content-Type", "text/html; charset=utf-8"), ("Content-Encoding", "gzip")), body)
