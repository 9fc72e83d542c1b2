"""Walls by strong marks, guards by weak ones: a row a product, and pages that only look like a wall."""

from __future__ import annotations

import pytest

from crawler.walls import guard_marks, wall_marks

_RUISHU = '<html><head><meta id="9DhefwqGPrzGxEp9hPaoag" content="a"><script r=\'m\'>$_ts={};</script></head></html>'
_EDGEONE = "<script>document.cookie='__tst_status='+a;document.cookie='EO_Bot_Ssid='+b;location.reload()</script>"

STRONG = [
    ("ruishu", 412, _RUISHU),
    ("ruishu", 202, '<script r="m">$_ts=window["$_ts"]</script>'),
    ("ruishu", 400, _RUISHU),
    ("ruishu", 200, _RUISHU),
    ("jiasule", 521, "<script>document.cookie=('_')+('_')+('j')+('s')+('l')</script>"),
    ("jiasule", 521, '<script>go({"bts":["1"],"ct":"x","ha":"md5","tn":"__jsl_clearance_s"})</script>'),
    ("chuangyu", 403, "<a href='http://help.365cyd.com/cyd-error-help.html?code=403'>"),
    ("chuangyu", 403, "<img src='/ks-waf-error.png'>"),
    ("wts", 403, "<title>WTS-WAF</title>"),
    ("safedog", 403, "<img src=http://404.safedog.cn/images/safedogsite/broswer_logo.jpg>"),
    ("baota", 403, "<title>网站防火墙</title>您的请求带有不合法参数，已被网站管理员设置拦截！"),
    ("baota", 200, "<title>网站防火墙</title>您的请求带有不合法参数，已被网站管理员设置拦截！"),
    ("yunsuo", 403, "<img class='yunsuologo'>"),
    ("wangfang-g01", 403, "<div>网防G01 eventID: 1</div>"),
    ("wangfang-g01", 200, "<div>您的访问已被网防G01拦截</div>"),
    ("wzws", 403, "<img src='/wzws-waf-cgi/x.png'>"),
    ("wzws", 493, "<p>reason:GeoBL</p>"),
    ("wzws", 200, "<script>var dynamicurl='/WZWSRELw==';var wzwschallenge='R';</script>"),
    ("aliyun", 405, "<img src=//errors.aliyun.com/x>"),
    ("aliyun", 405, "<p>Sorry, your request has been blocked as it may cause potential threats</p>"),
    ("aliyun", 200, "<html><script>var arg1='" + "A" * 40 + "';</script>"),
    ("tencent", 403, "<iframe src='https://waf.tencent-cloud.com/501page.html'>"),
    ("tencent", 403, "<p>腾讯云Web应用防火墙</p>"),
    ("edgeone", 200, _EDGEONE),
    ("edgeone", 567, _EDGEONE),
    ("huawei", 418, "<a href='mailto:hws_security@huawei.com'>"),
    ("yunjiasu", 403, "<link href='/.well-known/yunjiasu-cgi/x.css'>"),
    ("yundun", 403, "<p>Blocked by YUNDUN Cloud WAF</p>"),
    ("dbapp", 403, "<a href='http://admin.dbappwaf.cn'>"),
    ("safeline", 403, "<p>SafeLine</p><!-- event id: 1 -->"),
    ("anquanbao", 405, "<script src='/aqb_cc/error/x.js'></script>"),
    ("safe3", 403, "<p>Safe3waf/10.1</p>"),
    ("newdefend", 403, "<img src='/nd-block/x.png'>"),
    ("c3vk", 200, "<script>document.cookie='C3VK=1;max-age=300';location.reload()</script>"),
    ("cloudflare", 403, "<title>Just a moment...</title><script src='/cdn-cgi/challenge-platform/x'></script>"),
]


@pytest.mark.parametrize(("product", "status", "body"), STRONG)
def test_a_wall_is_told_by_status_and_body(product: str, status: int, body: str) -> None:
    assert wall_marks(status, body.encode()) == (f"wall:{product}",)
    assert wall_marks(status, body.encode("gb18030")) == (f"wall:{product}",)
    assert wall_marks(404, body.encode()) == ()  # an error page of a host that shows such a picture is an error page
    article = (body + "<p>" + "关于做好网站安全防护工作的通知。" * 100 + "</p>").encode()
    assert wall_marks(200, article) == ()  # the same words, or the product's own script, on a page that is there


ARTICLE = "<p>" + "各单位要加强网站安全防护，防止网页被篡改。" * 40 + "</p>"
NEAR = [
    ("an article on firewalls", 200, "<title>网防G01</title>网站防火墙 不合法参数 拦截" + ARTICLE),
    ("a title that says 403", 200, "<title>403 Forbidden</title>" + ARTICLE),
    ("an error page with a badge", 404, "<title>404</title><a href='http://www.365cyd.com'>创宇盾</a>网防G01"),
    ("a plain refusal", 403, "<title>403 Forbidden</title><center>nginx</center>"),
    ("a plain error", 500, "<title>500</title>网站防火墙"),
    ("a badge on a good page", 200, "<script src=/wzws-waf-cgi/x></script>"),
    ("a shell of one's own", 200, "<script>location.href='/index.html'</script>"),
    ("an argument of that name", 200, "<script>var arg1='" + "a" * 40 + "'</script>" + ARTICLE),
    ("a page that is long", 200, "<script>document.cookie='C3VK=1'</script>" + "<!-- -->" * 4_000),
    ("a page full of links", 200, "<script>document.cookie='C3VK=1'</script>" + "<a href=x></a>" * 50),
    ("no answer", None, ""),
]


@pytest.mark.parametrize(("status", "body"), [row[1:] for row in NEAR], ids=[row[0] for row in NEAR])
def test_what_only_looks_like_a_wall_is_none(status: int | None, body: str) -> None:
    assert wall_marks(status, body.encode()) == ()


GUARDS = [
    ("ruishu", "Set-Cookie", "FSSBBIl1UgzbN7N80S=x; Path=/"),
    ("jiasule", "Set-Cookie", "__jsluid_s=x"),
    ("jiasule", "Server", "jiasule-WAF"),
    ("wts", "Server", "wts/1.6"),
    ("safedog", "Server", "Safedog/4.0.0"),
    ("safedog", "Set-Cookie", "safedog-flow-item=x"),
    ("yunsuo", "Set-Cookie", "yunsuo_session_verify=x"),
    ("wzws", "WZWS-Ray", "1234"),
    ("wzws", "X-Powered-By-360WZB", "wangzhan.360.cn"),
    ("wzws", "Server", "qianxin-waf"),
    ("wzws", "Set-Cookie", "wzws_cid=x"),
    ("panyun", "Server", "panyun/1.4"),
    ("panyun", "X-Panyun-Request-ID", "1"),
    ("aliyun", "Set-Cookie", "acw_tc=x;path=/"),
    ("aliyun", "set-cookie", "cdn_sec_tc=x"),
    ("huawei", "Set-Cookie", "HWWAFSESID=x"),
    ("huawei", "Server", "HuaweiCloudWAF"),
    ("yunjiasu", "Server", "yunjiasu-nginx"),
    ("yundun", "Server", "YUNDUN"),
    ("yundun", "X-Cache", "YUNDUN-HIT"),
    ("yundun", "Set-Cookie", "yd_cookie=x"),
    ("wangsu", "X-Ws-Request-Id", "1"),
    ("anquanbao", "X-Powered-By-Anquanbao", "MISS"),
    ("west263", "X-Cache", "WT263CDN-1"),
    ("nsfocus", "Server", "NSFocus"),
    ("yxlink", "Server", "Yxlink-WAF"),
    ("webray", "Server", "WebRay-WAF"),
    ("safe3", "Server", "Safe3 Web Firewall"),
    ("newdefend", "Server", "NewDefend"),
    ("edgeone", "Set-Cookie", "EO_Bot_Ssid=1"),
    ("ct6t", "Set-Cookie", "CT6T=1"),
]


@pytest.mark.parametrize(("product", "header", "value"), GUARDS)
def test_a_guard_is_named_by_headers_and_is_no_wall(product: str, header: str, value: str) -> None:
    assert guard_marks([("Date", "today"), (header, value), (header, value)]) == (f"guard:{product}",)


def test_ordinary_headers_name_nobody() -> None:
    assert guard_marks([("Server", "nginx"), ("Set-Cookie", "JSESSIONID=wzws"), ("X-Cache", "HIT")]) == ()
