"""Links that readers do not see, foreign hosts that changed hands, sites that pass themselves off as an office's."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Iterator

from tests.county.draft import Book, Site
from tests.county.nouns import Handler, Response
from tests.county.street import always, bare, show

SITE = "lyj"
_SHOP = always(bare("诚信建材商行", "<h1>诚信建材商行</h1><p>本店经营水泥、瓷砖、门窗，欢迎来电洽谈。</p>"))
"""What stands behind hidden links: nothing that is a fault by itself."""

_WAYS = (
    ("display", '<div style="display:none">{link}</div>', "澳门娱乐城在线投注"),
    ("visibility", '<p style="visibility: hidden;">{link}</p>', "重庆时时彩投注平台"),
    ("opacity", '<span style="opacity:0">{link}</span>', "百家乐真人荷官"),
    ("fontsize", '<span style="font-size:0px">{link}</span>', "香港六合彩特码"),
    ("colour", '<div style="background:#ffffff"><a href="{url}" style="color:#fff">{text}</a></div>', "皇冠体育投注网"),
    ("offscreen", '<div style="position:absolute;left:-9999px;top:0">{link}</div>', "传奇私服发布"),
    ("indent", '<div style="text-indent:-9999px">{link}</div>', "代开发票"),
    ("tiny", '<div style="width:1px;height:1px;overflow:hidden">{link}</div>', "刻章办证"),
    ("clip", '<div style="position:absolute;clip:rect(0,0,0,0)">{link}</div>', "成人视频在线"),
    ("marquee", '<marquee height="1" width="2" scrollamount="5000">{link}</marquee>', "网上赌场开户"),
    ("rule", '<style>.fl7x{{position:absolute;left:-5000px}}</style><div class="fl7x">{link}</div>', "老虎机电子游艺"),
    ("behind", '<div style="position:absolute;z-index:-1">{link}</div>', "香港六合"),
    ("zerowidth", "{link}", "博\u200b彩\u200b公\u200b司"),
)


def draw(book: Book) -> None:
    site = book.sites[SITE]
    for n, (name, markup, text) in enumerate(_WAYS):
        url = f"http://www.example-{name}.com/index.html"
        link = f'<a href="{url}">{text}</a>'
        said = markup.format(link=link, url=url, text=text)
        # Ten pages of one folder would be one finding.
        _hidden(book, site if n < 6 else book.sites["wgj"], "styled", url, f"读者看不见的外站链接（{name}）", said)
    _herd(book, site)
    _framed(book, site)
    _scripted(book, site)
    for code, name, answer, why in _hijacked(book):
        host = f"www.example-{name}.com"
        if book.fault(site, "hijacked-links", code, f"http://{host}/", why, suspected=True):
            book.doors[host] = answer
        else:
            book.doors[host] = _SHOP  # the link stays, and leads to somebody harmless
        show(book, site, f'<a href="http://{host}/">延伸阅读</a>')
        if code == "tampered":
            show(book, site, f'<a href="http://{host}/">原文</a>')  # one host, one fault
    _fakes(book, site)
    _taken_over(book, site)


def _hidden(book: Book, site: Site, code: str, url: str, why: str, markup: str) -> None:
    article = book.take(site, "yw")
    if book.fault(site, "hidden-links", code, site.url(article.path), why, suspected=True):
        article.extra += f"<p>{markup}</p>"
    book.doors[url.split("/")[2]] = _SHOP


def _herd(book: Book, site: Site) -> None:
    """Links to many hosts in one block that was pushed off the screen, whatever they are called: one fault."""
    urls = [f"http://www.example-{name}.com/" for name in ("shuiguo", "jiaju", "wujin", "fuzhuang")]
    links = "".join(f'<a href="{url}">合作商户</a>' for url in urls)
    block = f'<div style="position:absolute;top:-3000px">{links}</div>'
    _hidden(book, site, "styled", urls[0], "一块移出屏幕的外站链接群", block)
    book.doors |= {url.split("/")[2]: _SHOP for url in urls}


def _framed(book: Book, site: Site) -> None:
    for name, size in (("frame0", 'width="0" height="0"'), ("frame1", 'style="width:1px;height:1px;border:0"')):
        url = f"http://www.example-{name}.top/t.html"
        _hidden(book, site, "framed", url, "看不见的框架里装着外站", f'<iframe src="{url}" {size}></iframe>')


def _scripted(book: Book, site: Site) -> None:
    url = "http://www.example-write.com/a.html"
    link = f"<div style='display:none'><a href='{url}'>时时彩开户</a></div>"
    _hidden(book, site, "scripted", url, "脚本写出隐藏的外站链接", f'<script>document.write("{link}");</script>')
    url = "http://www.example-referrer.com/go.html"
    jump = (
        'var r=document.referrer;if(r.indexOf("baidu")>0||r.indexOf("so.com")>0||r.indexOf("sogou")>0)'
        f'{{location.href="{url}";}}'
    )
    _hidden(book, site, "scripted", url, "从搜索引擎来的读者被转走", f"<script>{jump}</script>")
    url = "http://www.example-coded.com/b.html"
    coded = b64encode(f"document.write(\"<a href='{url}'>\")".encode()).decode()
    _hidden(book, site, "scripted", url, "编码过的脚本写出外站链接", f'<script>eval(atob("{coded}"));</script>')
    url = "http://www.example-caipiao.com/c.html"
    escaped = "".join(f"%{byte:02x}" for byte in f'<a href="{url}">六合彩</a>'.encode())
    _hidden(
        book,
        site,
        "scripted",
        url,
        "编码过的脚本写出外站链接",
        f'<script>document.write(unescape("{escaped}"));</script>',
    )


def _hijacked(book: Book) -> Iterator[tuple[str, str, Handler, str]]:
    """(code, name of the host, what it answers, why)"""
    yield (
        "parked",
        "chushou",
        always(bare("域名出售", "<h1>该域名可出售</h1><p>本域名正在出售，联系经纪人。</p>")),
        "域名在出售",
    )
    yield "parked", "forsale", always(bare("example-forsale.com", _FOR_SALE)), "英文的域名出售页"
    yield "parked", "beian", always(bare("阻断页面", _UNFILED)), "云服务商的未备案拦截页"
    book.doors["ww17.example-parking.com"] = always(bare("example-parking.com", "<p>Related Searches</p>" + _FOR_SALE))
    there = Response(302, (("Location", "http://ww17.example-parking.com/?sub1=1"),))
    yield "parked", "parking", always(there), "跳转到停放商的ww17主机"
    yield (
        "tampered",
        "storm",
        always(bare("某农机协会", _storm("<h1>某农机协会</h1><p>协会简介</p>"))),
        "同一随机id散布在几十个空标签上",
    )
    yield (
        "tampered",
        "replaced",
        always(bare("明升注册_江南行业网", _replaced())),
        "公文标题里的“关于”被整句替换成推广词",
    )
    yield "tampered", "pool", always(bare("某行业网", _POOL)), "页尾是蜘蛛池的长串地名"
    yield "tampered", "stuffed", always(bare("娱乐城官网_在线投注平台_手机版app下载", _GAMBLING)), "标题堆满揽客的词"
    yield "harmful", "dubo", always(bare("澳门金沙百家乐老虎机", _GAMBLING)), "域名被用来办赌博网站"
    yield "harmful", "seqing", always(bare("成人视频成人电影", _PORN)), "域名被用来办色情网站"


_FOR_SALE = "<h1>This domain is for sale!</h1><p>Buy this domain. The owner offers the domain name for sale.</p>"
_UNFILED = "<h1>阻断页面</h1><p>该域名当前备案状态不符合访问要求，暂时无法访问。</p><p>请网站管理员尽快办理备案。</p>"
_GAMBLING = (
    "<h1>澳门金沙娱乐城</h1><p>百家乐、老虎机、时时彩、六合彩在线投注，真人荷官二十四小时陪玩。</p>"
    "<p>立即注册开户，首存送彩金，提现秒到，手机版app下载。</p><p>皇冠体育足球投注，返水天天有。</p>"
)
_PORN = "<h1>成人视频</h1><p>成人电影、成人小说、裸聊、三级片免费观看，高清在线，点击进入。</p>"
_TOWNS = [
    "青溪县",
    "白石县",
    "云岭区",
    "大湾县",
    "松坪县",
    "柳河县",
    "桃源区",
    "石桥县",
    "红枫县",
    "竹山县",
    "望江区",
    "龙泉县",
    "南浦县",
    "雁回县",
]
_POOL = (
    "<h1>某行业网</h1><p>行业动态，市场行情，会员之家。</p>"
    f"<div>主站蜘蛛池模板: {'| '.join(_TOWNS)}| 玛纳斯县| 东丽区| 花莲市</div>"
)


_SUBJECTS = ("推进行业信息化建设", "加强会员管理工作", "规范市场秩序", "做好年度检查工作", "开展安全生产检查")


def _storm(before: str) -> str:
    tags = ("noframes", "legend", "samp", "mark", "delect", "acronym")
    return before + "".join(f'<{tag} id="bhrfl"></{tag}>' for _ in range(8) for tag in tags)


def _replaced() -> str:
    promoted = "明升注册"
    return "".join(f"<p>{promoted} {subject}的{kind}</p>" for subject in _SUBJECTS for kind in ("通知", "意见"))


def _fakes(book: Book, site: Site) -> None:
    name, code = site.name, site.code
    metas = f'<meta name="SiteName" content="{name}" /><meta name="SiteIDCode" content="{code}" />'
    foot = f"<p>主办单位：{name}　网站标识码：{code}</p>"
    for finding, host, answer, why in (
        (
            "clone",
            "www.example-linye.com",
            bare(name, f"<h1>{name}</h1>{foot}", head=metas),
            "外站冒用本站的名称和标识码",
        ),
        ("clone", "www.example-lyj.net", bare(name, f"<h1>{name}</h1><p>林业要闻</p>"), "外站的名称与本站一字不差"),
        (
            "self-styled",
            "www.example-qingxi.com",
            bare("青溪县民政局官方网站", "<h1>青溪县民政局</h1><p>工作动态</p>"),
            "不在gov.cn下，却自称机关的官方网站",
        ),
        (
            "self-styled",
            "www.example-baishi.net",
            bare("白石县人民政府门户网站", "<h1>白石县人民政府</h1><p>政务要闻</p>"),
            "不在gov.cn下，却自称政府门户网站",
        ),
    ):
        url = f"http://{host}/"
        # Mended by taking the link away: who the host belongs to is not the office's to change.
        drawn = book.fault(site, "fake-sites", finding, url, why, suspected=True)
        show(book, site, f'<a href="{url}">更多信息</a>', drawn=drawn)
        book.doors[host] = always(answer)


def _taken_over(book: Book, site: Site) -> None:
    """Own pages that somebody else has written into."""
    book.doors["hnci.net.cn"] = always(Response(200, (("Content-Type", "application/javascript"),), b"/* kb */"))
    for code, why, title, words, extra in (
        ("script", "被插入多家网站共有的外站脚本", "", [], '<script src="http://hnci.net.cn/js/kb.js"></script>'),
        ("bait", "标题被改成揽客的话", "娱乐城官网在线投注平台", [], ""),
        ("text", "公文标题前都是推广词", "", [f"明升注册 {subject}的通知。" for subject in _SUBJECTS], ""),
        ("text", "页尾是蜘蛛池的长串地名", "", [f"主站蜘蛛池模板: {'| '.join(_TOWNS)}"], ""),
        ("same-id", "同一随机id散布在几十个空标签上", "", [], _storm("")),
    ):
        article = book.take(site, "yw")
        if book.fault(site, "tampered-pages", code, site.url(article.path), why, suspected=True):
            article.title = title or article.title
            article.paragraphs += words
            article.extra += extra
