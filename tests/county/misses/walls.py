"""What answers in the place of a page, and proves nothing of it: walls, brakes, doors, and hosts that have bad nights.

The looks of the products are those of the project's facts, 7.1 (after wafw00f and those who met them).
"""

from __future__ import annotations

from datetime import UTC, datetime, time
from email.utils import format_datetime

from tests.county.draft import Book, Site
from tests.county.nouns import Handler, Request, Response
from tests.county.paint import PDF, file
from tests.county.street import always, bare, framed, gone, hang, leading

SITE = "wgj"
ZONE = "example-street.cn"
_HTML = ("Content-Type", "text/html; charset=utf-8")

RUISHU = (
    '<!DOCTYPE html><html><head><meta id="9DhefwqGPrzGxEp9hPaoag" content="x" r="m"><script r="m">'
    "$_ts=window['$_ts'];if(!$_ts)$_ts={};$_ts.nsd=9;$_ts.cd=1;</script></head><body></body></html>"
)
_JSL = (
    "<script>document.cookie=('_')+('_')+('j')+('s')+('l')+('_')+('c')+('l')+('e')+'arance_s=1;';"
    "location.href=location.pathname+location.search</script>"
)
_JSL_TWO = (
    '<script>var go={"bts":["1","x"],"ct":"d41d8cd98f00b204e9800998ecf8427e","ha":"md5","tn":"__jsl_clearance_s",'
    '"vt":"3600","wt":"1500"};document.cookie="__jsl_clearance_s=1";location.reload();</script>'
)
_ARG1 = "<html><script>var arg1='0123456789ABCDEF0123456789ABCDEF01234567';var cookie='acw_sc__v2';</script></html>"
_C3VK = "<html><script>document.cookie='C3VK=99ab;max-age=300;path=/';location.reload();</script></html>"
_WZWS = '<html><script>var wzwschallenge="x";document.cookie="wzws_cid=1";location="/WZWSRELw==";</script></html>'

_WALLS: tuple[tuple[str, int, tuple[tuple[str, str], ...], str], ...] = (
    ("ruishu-202", 202, (("Set-Cookie", "FSSBBIl1UgzbN7N80S=x; HttpOnly"),), RUISHU),
    ("ruishu-400", 400, (("Set-Cookie", "FSSBBIl1UgzbN7NO=x; HttpOnly"),), RUISHU),
    ("ruishu-200", 200, (("Set-Cookie", "FSSBBIl1UgzbN7N443T=x"),), RUISHU),
    ("jiasule", 521, (("Set-Cookie", "__jsluid_h=x"), ("Server", "jiasule-waf")), _JSL),
    ("jiasule-two", 521, (("Set-Cookie", "__jsluid_s=x"),), _JSL_TWO),
    (
        "chuangyu",
        403,
        (),
        '<html><title>403</title><a href="http://www.365cyd.com/">创宇盾</a><script '
        'src="http://help.365cyd.com/cyd-error-help.html?code=403"></script></html>',
    ),
    ("ks-waf", 403, (), '<html><title>403</title><img src="/ks-waf-error.png"></html>'),
    ("wts", 403, (("Server", "wts/1.7"),), "<html><title>WTS-WAF</title><h1>WTS-WAF</h1></html>"),
    (
        "safedog",
        403,
        (("Server", "Safedog/4.0"), ("Set-Cookie", "safedog-flow-item=x")),
        '<html><title>网站访问报错</title><iframe src="http://404.safedog.cn/images/x.html"></iframe></html>',
    ),
    (
        "baota",
        403,
        (),
        "<html><title>网站防火墙</title><p>您的请求带有不合法参数，已被网站管理员设置拦截！</p></html>",
    ),
    (
        "baota-200",
        200,
        (),
        "<html><title>网站防火墙</title><p>您的请求带有不合法参数，已被网站管理员设置拦截！</p></html>",
    ),
    (
        "yunsuo",
        403,
        (("Set-Cookie", "yunsuo_session_verify=x"),),
        '<html><title>拦截</title><img class="yunsuologo"></html>',
    ),
    (
        "wangfang-g01",
        403,
        (),
        '<html><title>访问被拦截</title><p>网防G01</p><img class="img.logo">eventID: 9901 yunsuo</html>',
    ),
    ("wzws-493", 493, (("WZWS-Ray", "x"), ("Server", "qianxin-waf")), '<img src="/wzws-waf-cgi/x.png">'),
    ("wzws-403", 403, (("X-Powered-By-360WZB", "x"),), '<a href="http://wangshan.360.cn/">360网站卫士</a>'),
    ("wzws-challenge", 200, (("Set-Cookie", "wzws_cid=x"),), _WZWS),
    ("wzws-geo", 403, (("Server", "qianxin-waf"),), "<html><title>403</title>reason:GeoBL</html>"),
    ("panyun", 403, (("Server", "panyun"), ("X-Panyun-Request-ID", "x"), ("X-Panyun-Error-Step", "waf")), "403"),
    (
        "aliyun",
        405,
        (("Set-Cookie", "acw_tc=x"),),
        '<html><title>405</title><img src="http://errors.aliyun.com/405.png">potential threats to the server</html>',
    ),
    ("aliyun-script", 200, (("Set-Cookie", "acw_tc=x"),), _ARG1),
    (
        "tencent",
        403,
        (),
        '<html><title>拦截</title>腾讯云Web应用防火墙<img src="//waf.tencent-cloud.com/501page.png"></html>',
    ),
    ("huawei", 403, (("Set-Cookie", "HWWAFSESID=x"), ("Server", "HuaweiCloudWAF")), "<title>访问被拦截</title>"),
    (
        "yunjiasu",
        403,
        (("Server", "yunjiasu-nginx"),),
        '<title>403</title><script src="/.well-known/yunjiasu-cgi/trace"></script>',
    ),
    (
        "yundun",
        405,
        (("Server", "YUNDUN"), ("Set-Cookie", "yd_cookie=x")),
        '<title>405</title>Blocked by YUNDUN Cloud WAF<a href="/yd_http_error/">x</a>',
    ),
    ("wangsu", 403, (("X-Ws-Request-Id", "x"), ("X-Via", "1.1 x")), "<title>403 Forbidden</title>"),
    ("dbapp", 403, (), '<title>拦截</title><script src="http://admin.dbappwaf.cn/x.js"></script>'),
    (
        "safeline",
        468,
        (),
        '<title>安全检测</title><a id="safeline">SafeLine WAF</a><!-- event id: 99ab99ab99ab99ab -->',
    ),
    ("anquanbao", 403, (("X-Powered-By-Anquanbao", "MISS"),), "<title>403</title>aqb_cc/error/"),
    ("west263", 403, (("X-Cache", "MISS from WT263CDN"),), "<title>403</title>"),
    (
        "cloudflare",
        403,
        (("Server", "cloudflare"), ("CF-RAY", "x")),
        '<title>Just a moment...</title><script src="/cdn-cgi/challenge-platform/x.js"></script>',
    ),
    ("c3vk", 200, (), _C3VK),
)

_GUARDS = (
    ("aliyun", ("Set-Cookie", "acw_tc=x;path=/;HttpOnly")),
    ("huawei", ("Set-Cookie", "HWWAFSESID=x; path=/")),
    ("jiasule", ("Set-Cookie", "__jsluid_h=x; HttpOnly")),
    ("yunsuo", ("Set-Cookie", "yunsuo_session_verify=x; path=/")),
    ("wangsu", ("X-Ws-Request-Id", "x")),
    ("yundun", ("Server", "YUNDUN")),
    ("yunjiasu", ("Server", "yunjiasu-nginx")),
    ("panyun", ("Server", "panyun")),
)


def draw(book: Book) -> None:
    site = book.sites[SITE]
    for name, status, headers, body in _WALLS:
        why = f"防护产品（{name}）答{status}，后面的页面谁也没看到"
        _put(book, site, f"wall-{name}", always(Response(status, (_HTML, *headers), body.encode())), why)
    for name, header in _GUARDS:
        page = bare("江南旅游资讯", "<h1>江南旅游资讯</h1><p>景区公告、线路推荐、游客须知。</p>", header)
        _put(book, site, f"guard-{name}", always(page), "响应头带有防护产品的记号，页面本身正常")
    page = bare(
        "江南旅游资讯", "<h1>公告</h1><p>本站已接入网防G01和腾讯云Web应用防火墙，运行正常。</p>" + "<p>正文</p>" * 300
    )
    _put(book, site, "speaks-of-walls", always(page), "正常页面提到防护产品")
    page = bare("403", "<h1>景区公告</h1><p>本周末景区照常开放，游客可以网上预约。</p>" + "<p>公告正文。</p>" * 50)
    _put(book, site, "title-403", always(page), "标题是403，内容正常")
    _own(book)
    _brakes(book, site)
    _doors(book, site)
    _nights(book, site)
    own = framed(site, f"景区公告_{site.name}", "<h2>景区公告</h2><p>本周末景区照常开放。</p>")
    site.files["/jingqu/gonggao.html"] = Response(200, (*own.headers, ("X-Ws-Request-Id", "x")), own.body)
    book.miss("guard-own", site, site.url("/jingqu/gonggao.html"), "本站前面有防护产品，页面正常", "dead-links")
    hang(book, site, '<a href="/jingqu/gonggao.html">景区公告</a>')


def _own(book: Book) -> None:
    """The same walls before an own page; only on the site where own addresses may go without an answer."""
    site = book.sites["scjg"]
    for name, status, headers, body in _WALLS:
        if name in ("ruishu-202", "jiasule", "wzws-493", "aliyun", "c3vk", "safeline"):
            path = f"/wall/{name}.html"
            site.handlers[path] = always(Response(status, (_HTML, *headers), body.encode()))
            hang(book, site, f'<a href="{path}">业务系统</a>')
            book.miss(f"own-wall-{name}", site, site.url(path), "本站的防护产品拦下了检查程序", "dead-links")


def _put(book: Book, site: Site, name: str, answer: Handler, why: str, path: str = "/page.html") -> None:
    host = f"{name}.{ZONE}"
    book.doors[host] = answer
    hang(book, site, f'<a href="http://{host}{path}">外部网站</a>')
    book.miss(name, site, f"http://{host}{path}", why, "dead-links")


def _brakes(book: Book, site: Site) -> None:
    """Hosts that ask for time, in every dialect; the times they name are over or all but over."""
    morning = datetime.combine(book.today, time(0, 0), UTC)
    for name, status, headers in (
        ("seconds", 503, (("Retry-After", "1"),)),
        ("date", 503, (("Retry-After", format_datetime(morning, usegmt=True)),)),
        ("spoken", 503, (("Retry-After", "1s"),)),
        ("milliseconds", 503, (("Retry-After", "900ms"),)),
        ("reset-delta", 429, (("RateLimit-Limit", "10"), ("RateLimit-Remaining", "0"), ("RateLimit-Reset", "1"))),
        ("reset-epoch", 429, (("X-RateLimit-Reset", str(int(morning.timestamp()))),)),
        ("rate-limit", 429, (("RateLimit", "limit=10, remaining=0, reset=1"),)),
        ("garbage", 429, (("Retry-After", "soon"),)),
        ("silent", 429, ()),
    ):
        answer = bare("请稍后", "<p>访问过于频繁，请稍后再试。</p>", *headers, status=status)
        _put(book, site, f"brake-{name}", always(answer), f"对方限流（{status}），要求过一会儿再来")


def _doors(book: Book, site: Site) -> None:
    """Pages behind a login, and hosts that want their cookie back."""

    def cookies(request: Request) -> Response:
        if "seen=1" in request.headers.get("cookie", ""):
            return bare("江南文化", "<h1>江南文化</h1><p>展览预告、讲座信息。</p>")
        return Response(302, (("Location", request.path), ("Set-Cookie", "seen=1; path=/")))

    _put(book, site, "cookie-loop", cookies, "第一次发Cookie并跳回自己，带上就能打开")

    def ring(request: Request) -> Response:
        if "pass=1" in request.headers.get("cookie", ""):
            return bare("江南文化", "<h1>江南文化</h1><p>展览预告、讲座信息。</p>")
        if request.path == "/check":
            return Response(302, (("Location", "/page.html"), ("Set-Cookie", "pass=1; path=/")))
        return Response(302, (("Location", "/check"),))

    _put(book, site, "cookie-ring", ring, "绕一圈发Cookie，带上就能打开")
    site.handlers["/yuyue/ruguan.html"] = lambda request: (
        framed(site, f"入馆预约_{site.name}", "<h2>入馆预约</h2><p>请按时入馆。</p>")
        if "yuyue=1" in request.headers.get("cookie", "")
        else Response(302, (("Location", "/yuyue/ruguan.html"), ("Set-Cookie", "yuyue=1; path=/")))
    )
    hang(book, site, '<a href="/yuyue/ruguan.html">入馆预约</a>')
    book.miss("cookie-loop", site, site.url("/yuyue/ruguan.html"), "带上Cookie就能打开", "dead-links")

    login = bare("统一身份认证平台", '<form action="/login"><input name="user"><input type="password" name="p"></form>')
    lost = leading("/login?service=x")
    _put(book, site, "login-redirect", _by_path("/login", always(login), lost), "跳转到统一身份认证，里面看不到")
    site.files["/login.jsp"] = framed(
        site, "用户登录", '<form action="/login.jsp"><input type="password" name="p"></form>'
    )
    site.handlers["/geren/"] = leading("/login.jsp")
    hang(book, site, '<a href="/geren/zhongxin.html">个人中心</a>')
    book.miss("login-redirect", site, site.url("/geren/zhongxin.html"), "要登录才能看，不是打不开", "dead-links")
    site.handlers["/huiyuan/"] = always(framed(site, "用户登录", "<h2>用户登录</h2><form><input type=password></form>"))
    hang(book, site, '<a href="/huiyuan/fuwu.html">会员服务</a>')
    book.miss("login-everywhere", site, site.url("/huiyuan/fuwu.html"), "不论什么地址都显示登录页", "dead-links")


def _by_path(path: str, there: Handler, rest: Handler) -> Handler:
    return lambda request: there(request) if request.path == path else rest(request)


def _nights(book: Book, site: Site) -> None:
    """Hosts that fail on the first night and answer on the second; hosts that lie to HEAD."""
    good = bare("江南文化", "<h1>江南文化</h1><p>展览预告、讲座信息。</p>")
    for wire in ("reset", "garbage"):  # one address that hangs costs a night twenty seconds: scjg has it
        bad = Response(0, wire=wire)
        _put(book, site, f"flaky-{wire}", always(good if book.night > 1 else bad), "第一夜没有应答，第二夜正常")
    for status in (403, 404, 405, 500, 501):
        refused = bare(str(status), str(status), status=status)
        answer = _by_method(good, refused)
        _put(book, site, f"head-lies-{status}", answer, f"用HEAD问答{status}，用GET问能打开")
        path = f"/zlxz/ziliao{status}.pdf"
        answer = _by_method(file(PDF, "application/pdf", book.today), refused)
        _put(book, site, f"head-file-{status}", answer, f"附件用HEAD问答{status}，用GET问能打开", path)
    deep = _by_path("/page.html", always(good), gone)
    _put(book, site, "one-page-alive", deep, "外站别处都404，这一页好好的")


def _by_method(answer: Response, to_head: Response) -> Handler:
    return lambda request: to_head if request.method == "HEAD" else answer
