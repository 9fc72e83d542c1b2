"""Links that look dead and are not, or that nobody can judge from here."""

from __future__ import annotations

from urllib.parse import parse_qs, quote

from tests.county.draft import Book, Site
from tests.county.frame import page
from tests.county.nouns import Handler, Request, Response
from tests.county.outside import MUTE, TROUBLED, plain
from tests.county.paint import DOC, PDF, file, html

_RUISHU = (
    b'<!DOCTYPE html><html><head><meta id="9DhefwqGPrzGxEp9hPaoag" content="a" r="m">'
    b"<script r=\"m\">$_ts=window['$_ts'];"
    b"if(!$_ts)$_ts={};$_ts.nsd=1;$_ts.cd=2;</script></head><body></body></html>"
)
_JSL = (
    b"<script>document.cookie=('_')+('_')+('j')+('s')+('l')+('_');"
    b"location.href=location.pathname+location.search</script>"
)
_HTML = ("Content-Type", "text/html; charset=utf-8")

_WALLS: tuple[tuple[str, Response], ...] = (
    ("wall-412", Response(412, (_HTML, ("Set-Cookie", "FSSBBIl1UgzbN7NS=x; HttpOnly")), _RUISHU)),
    ("wall-521", Response(521, (_HTML, ("Set-Cookie", "__jsluid_s=x")), _JSL)),
    (
        "wall-405",
        Response(
            405,
            (_HTML, ("Set-Cookie", "acw_tc=x")),
            b"<html><title>405</title>errors.aliyun.com potential threats</html>",
        ),
    ),
    ("forbidden-403", plain(403, "403 Forbidden")),
    ("login-401", plain(401, "401", ("WWW-Authenticate", "Basic"))),
    ("throttled-429", plain(429, "Too Many Requests", ("Retry-After", "1"))),
    ("busy-503", plain(503, "Service Unavailable", ("Retry-After", "1"))),
    ("wall-493", plain(493, "WZWS", ("WZWS-Ray", "x"))),
    ("wall-418", plain(418, "418")),
    ("wall-200-shell", Response(200, (_HTML,), b"<script>document.cookie='C3VK=1';location.reload()</script>")),
)


def draw(book: Book) -> None:
    for n, key in enumerate(("portal", "czj", "wjj", "zrzy", "nyj")):
        _comment(book, book.sites[key], n)
        _redirect(book, book.sites[key], n)
    for n, (name, answer) in enumerate(_WALLS):
        _wall(book, book.sites[("portal", "czj", "jyj", "rsj", "fgj")[n % 5]], name, answer)
    _rough(book)
    _no_links(book)
    _odd_but_good(book)
    _soft_words(book)
    _fragments(book)


def _put(book: Book, site: Site, name: str, url: str, markup: str, why: str) -> None:
    article = book.take(site, "yw", newest=True)
    article.extra += f"<p>{markup}</p>"
    book.miss(name, site, url, why, "dead-links")


def _comment(book: Book, site: Site, n: int) -> None:
    path = f"/old/banner{n}.html"
    _put(
        book,
        site,
        "link-in-comment",
        site.url(path),
        f'<!-- <a href="{path}">旧专题</a> -->',
        "链接在HTML注释里，没人看得到",
    )


def _redirect(book: Book, site: Site, n: int) -> None:
    path = f"/old/news{n}.html"
    target = site.column("gk" if site.has("gk") else "tzgg").first
    site.files[path] = Response((301, 302, 307)[n % 3], (("Location", target),))
    _put(book, site, "redirect-works", site.url(path), f'<a href="{path}">旧地址</a>', "跳转后能打开")


def _wall(book: Book, site: Site, name: str, answer: Response) -> None:
    url = f"http://{name}.example-news.cn/page.html"
    book.outside[url] = answer
    _put(book, site, name, url, f'<a href="{url}">外部网站</a>', f"对方防护墙或限流答{answer.status}，不是死链")


def _rough(book: Book) -> None:
    """One site where the network itself is difficult: only here do own addresses go unanswered."""
    site = book.sites["scjg"]
    for name, path, answer in (
        ("own-403", "/sjzx/", plain(403, "403 Forbidden")),
        ("own-405", "/app/submit.php", plain(405, "Method Not Allowed")),
        ("own-429", "/app/rate.php", plain(429, "Too Many Requests", ("Retry-After", "1"))),
        ("reset", "/app/reset.php", Response(0, wire="reset")),
        ("garbage", "/app/garbage.php", Response(0, wire="garbage")),
        ("hang", "/app/slow.php", Response(0, wire="hang")),
        ("robots", "/neibu/lost.html", plain(404, "404")),
    ):
        site.files[path] = answer
        _put(book, site, name, site.url(path), f'<a href="{path}">业务系统</a>', "没有得到能判断的回答")
    site.handlers["/rili.php"] = _calendar(site)
    _put(
        book,
        site,
        "calendar-trap",
        site.url("/rili.php?y=2026&m=1"),
        '<a href="/rili.php?y=2026&amp;m=1">日历</a>',
        "日历翻不完",
    )
    first = site.column("gk").first
    _put(
        book,
        site,
        "session-id",
        site.url(first),
        f'<a href="{first}&amp;PHPSESSID=99ab">概况</a>',
        "会话号不是另一个页面",
    )
    _foreign(book, site)


def _foreign(book: Book, site: Site) -> None:
    """Hosts that answer in no way that proves anything."""
    url = "https://tls.example-news.cn/"
    book.outside[url] = Response(0, wire="reset")  # never asked in plain: a TLS greeting is hung up on
    _put(book, site, "tls-unknown", url, f'<a href="{url}">加密站点</a>', "TLS握手失败，说不清是谁的错")
    for name, host in (("foreign-servfail", TROUBLED), ("foreign-no-address", MUTE)):
        url = f"http://{host}/"
        _put(book, site, name, url, f'<a href="{url}">外部网站</a>', "域名解析出错，不能说没有这个主机")
    url = "http://hang.example-news.cn/"
    book.outside[url] = Response(0, wire="reset")
    _put(book, site, "foreign-reset", url, f'<a href="{url}">外部系统</a>', "连接被重置，不能断定打不开")


def _calendar(site: Site) -> Handler:
    def answer(request: Request) -> Response:
        asked = {k: v[-1] for k, v in parse_qs(request.query).items()}
        try:
            months = int(asked.get("y", "2026")) * 12 + int(asked.get("m", "1")) - 1
        except ValueError:
            months = 2026 * 12
        links = "".join(
            f'<a href="/rili.php?y={m // 12}&amp;m={m % 12 + 1}">{words}</a> '
            for m, words in ((months - 1, "上月"), (months + 1, "下月"))
        )
        text = page(site, f"日历_{site.name}", {}, f"<h2>{months // 12}年{months % 12 + 1}月</h2>{links}")
        return Response(200, (("Content-Type", "text/html; charset=utf-8"),), text.encode())

    return answer


def _no_links(book: Book) -> None:
    """Markup that looks like a link and is none."""
    for key, name, markup in (
        ("portal", "script-scheme", '<a href="javascript:void(0)">打印</a>'),
        ("portal", "mail-scheme", '<a href="mailto:office@example.gov.cn">写信</a>'),
        ("czj", "phone-scheme", '<a href="tel:0999-6000001">拨打</a>'),
        ("czj", "bare-fragment", '<a href="#top">顶部</a><a href="">更多</a>'),
        ("jyj", "avalon-attribute", '<a ms-attr-href="logoutUrl">退出</a>'),
        ("jyj", "misspelt-attribute", '<a hhref="/no/such.html">说明</a>'),
        ("wjj", "address-in-text", "旧网址 http://www.example-news.cn/nothing.html 已停用"),
        ("wjj", "address-in-script", '<script>var u = "/ajax/" + 7 + ".html";</script>'),
        ("zrzy", "data-picture", '<img src="data:image/gif;base64,R0lGODlhAQABAAAAACw=" alt="" />'),
        ("zrzy", "link-in-textarea", '<textarea><a href="/no/textarea.html">样例</a></textarea>'),
    ):
        site = book.sites[key]
        article = book.take(site, "yw", newest=True)
        article.extra += f"<p>{markup}</p>"
        book.miss(name, site, site.url(article.path), "不是能点开的链接", "dead-links")


def _fragments(book: Book) -> None:
    """Links to places of their own page that are there, or that a script knows."""
    for key, name, markup in (
        ("czj", "fragment-there", '<a href="#fj1">附件1</a><a name="fj1"></a>'),
        ("jyj", "fragment-of-a-tab", '<a href="#tab2" data-toggle="tab">第二页</a>'),
        ("wjj", "fragment-of-a-script", '<a href="#xq">详情</a><script>var more = "xq";</script>'),
    ):
        site = book.sites[key]
        article = book.take(site, "yw", newest=True)
        article.extra += f"<p>{markup}</p>"
        book.miss(name, site, site.url(article.path), "能跳到的位置，或由脚本处理", "broken-fragments")


def _odd_but_good(book: Book) -> None:
    """Addresses in an odd spelling that lead somewhere."""
    for n, (key, name, path, href) in enumerate(
        (
            ("fgj", "chinese-file-name", quote("/files/附件.pdf"), "/files/附件.pdf"),
            ("fgj", "blanks-round-href", "/files/a1.pdf", "  /files/a1.pdf "),
            ("nyj", "line-break-in-href", "/files/a2.pdf", "/files/\na2.pdf"),
            ("nyj", "backslashes", "/files/a3.pdf", "\\files\\a3.pdf"),
            ("mzj", "upper-case-host", "/files/a4.doc", "HTTP://{HOST}/files/a4.doc"),
            ("mzj", "fragment", "/files/a5.doc", "/files/a5.doc#page=2"),
            ("rsj", "default-port", "/files/a6.doc", "http://{host}:80/files/a6.doc"),
            ("rsj", "head-refused", "/files/a7.pdf", "/files/a7.pdf"),
            ("tjj", "no-scheme", "/files/a8.pdf", "//{host}/files/a8.pdf"),
        )
    ):
        site = book.sites[key]
        body, kind = (DOC, "application/msword") if path.endswith(".doc") else (PDF, "application/pdf")
        answer = file(body, kind, book.today)
        site.files[path] = Response(200, answer.headers, answer.body, "no-head" if name == "head-refused" else "")
        spelt = href.format(host=site.host, HOST=site.host.upper())
        _put(book, site, name, site.url(path), f'<a href="{spelt}">附件{n + 1}</a>', "写法特别，但打得开")


def _soft_words(book: Book) -> None:
    for key, title in (
        ("portal", "开展“页面不存在”问题专项整治"),
        ("jyj", "“404”不再有：全县政务网站完成链接排查"),
        ("wjj", "“十个禁止”！进入林区请注意"),
    ):
        site = book.sites[key]
        article = book.take(site, "tzgg")
        article.title = title
        book.miss("error-words-in-title", site, site.url(article.path), f"标题“{title}”只是谈到错误", "dead-links")
    site = book.sites["portal"]
    site.files["/dwgk/"] = html(site, '<meta http-equiv="Refresh" content="0;URL=../gk/index.html">', book.today)
    site.home_extra += '<a href="/dwgk/">县情</a>'
    for check in ("blank-columns", "site-labels", "footer-identity", "dead-links"):
        book.miss("refresh-stub", site, site.url("/dwgk/"), "只有一行跳转的入口页，不是空页面", check)
