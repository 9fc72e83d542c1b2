"""Links that only the office itself can follow, hosts that are gone, circles without end, certificates of nobody."""

from __future__ import annotations

from tests.county.draft import Book, Site
from tests.county.nouns import Request, Response
from tests.county.street import bare, show

SITE = "jtj"


def draw(book: Book) -> None:
    site = book.sites[SITE]
    for n, (url, why, text) in enumerate(
        (
            ("file:///D:/gongwen/tongzhi.doc", "链接指向编辑电脑上的文件", "通知附件"),
            ("file:///C:/Users/Public/biao.xls", "首页链接指向编辑电脑上的文件", "汇总表"),
            ("http://192.168.3.8/oa/login.jsp", "链接指向内网地址", "办公入口"),
            ("http://localhost/test/index.html", "链接指向本机地址", "测试页"),
            ("http://169.254.10.2/share/", "链接指向自动分配的内网地址", "共享目录"),
        )
    ):
        _put(book, site, url, url, why, text, home=n == 1)
    for key, url in (
        ("portal", "http://192.168.1.10/oa/"),
        ("fgj", "http://10.0.0.8:8080/login"),
        ("nyj", "http://127.0.0.1:9/x"),
    ):
        _put(book, book.sites[key], url, url, "链接指向内网地址，外面的人打不开", "内网系统")
    for host in ("www.linjiang-gongjiao.gov.cn", "old.linjiang-hangdao.gov.cn"):
        _nobody(book, site, host)
    for status in (500, 504):
        path = f"/cxfw/chaxun{status}.jsp"
        if _put(book, site, site.url(path), path, f"服务器错误{status}", "出行查询", suspected=True):
            site.files[path] = bare(f"{status}", f"<h1>HTTP Status {status}</h1>", status=status)
    _circles(book)
    _certificate(book, site)


def _put(
    book: Book, site: Site, url: str, href: str, why: str, text: str, *, suspected: bool = False, home: bool = False
) -> bool:
    drawn = book.fault(site, "dead-links", "home" if home else "inner", url, why, suspected=suspected)
    if home and drawn:
        site.home_extra += f'<div class="link"><a href="{href}">{text}</a></div>'
    elif not home:
        show(book, site, f'<a href="{href}">{text}</a>', drawn=drawn)
    return drawn


def _nobody(book: Book, site: Site, host: str) -> None:
    """One host that is gone, and three links to it: one fault."""
    drawn = book.fault(site, "dead-links", "inner", f"http://{host}/", "域名已注销，三个链接都指向它：一处问题")
    for path in ("", "xw/index.html", "files/biao.pdf"):
        show(book, site, f'<a href="http://{host}/{path}">原单位网站</a>', drawn=drawn)


def _circles(book: Book) -> None:
    """Ever new addresses, one leading to the next; on the one site where the network is difficult anyway."""
    site = book.sites["scjg"]
    path = "/app/next/0"
    if _put(book, site, site.url(path), path, "一个地址接一个地址，永远跳转下去", "下一步", suspected=True):
        site.handlers["/app/next/"] = _onward
    host = "ring.example-street.cn"
    if _put(book, site, f"http://{host}/a", f"http://{host}/a", "外站两个地址互相跳转", "外部平台", suspected=True):
        book.outside |= {
            f"http://{host}/a": Response(302, (("Location", "/b"),)),
            f"http://{host}/b": Response(302, (("Location", "/a"),)),
        }


def _onward(request: Request) -> Response:
    number = request.path.rpartition("/")[2]
    following = int(number) + 1 if number.isdecimal() and len(number) < 9 else 0
    return Response(302, (("Location", f"/app/next/{following}"),))


def _certificate(book: Book, site: Site) -> None:
    host = "tls-old.example-street.cn"
    url = f"https://{host}/index.html"
    if _put(book, site, url, url, "证书不可信，浏览器拦下", "合作平台", suspected=True):
        book.untrusted.add(host)
        book.doors[host] = lambda request: bare("合作平台", "<p>合作平台入口</p>")
