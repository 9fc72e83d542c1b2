"""Hidden markup, foreign hosts and sites of other offices that look like danger and are none."""

from __future__ import annotations

from tests.county.draft import Book, Site
from tests.county.nouns import Response
from tests.county.street import always, bare, framed, hang, show

SITE = "lyj"
PORTAL_ZONE = "linjiangxian.gov.cn"
FRIEND = "http://www.example-youlian.org.cn/"
_PIXEL = Response(200, (("Content-Type", "image/gif"),), b"GIF89a\x01\x00\x01\x00\x00\x00\x00;")


def draw(book: Book) -> None:
    site = book.sites[SITE]
    _hidden(book, site)
    _hosts(book, site)
    _names(book, site)
    _own_pages(book, site)


def _hidden(book: Book, site: Site) -> None:
    book.doors[FRIEND.split("/")[2]] = always(bare("江南林业学会", "<h1>江南林业学会</h1><p>学术动态。</p>"))
    book.doors["s4.cnzz.com"] = always(_PIXEL)
    own = site.column("gk").first
    site.files["/tongji/count.html"] = framed(site, f"访问统计_{site.name}", "<p>访问统计</p>")
    for name, url, markup, why in (
        (
            "menu",
            site.url(own),
            f'<ul class="sub" style="display:none"><li><a href="{own}">概况</a></li></ul>',
            "下拉菜单",
        ),
        (
            "tab",
            FRIEND,
            f'<div class="tab-content" style="display:none"><a href="{FRIEND}">江南林业学会</a></div>',
            "没有翻到的选项卡里有一个正常外站",
        ),
        (
            "friends",
            "http://www.example-news.cn/",
            '<div class="yqlj" style="display: none;"><a href="http://www.example-news.cn/">新闻</a></div>',
            "收起的友情链接",
        ),
        (
            "lightbox",
            site.home,
            '<div class="lightbox" style="visibility:hidden;opacity:0"><a href="/">关闭</a></div>',
            "还没打开的图片灯箱",
        ),
        (
            "statistics",
            "http://s4.cnzz.com/z_stat.php?id=1",
            '<div style="display:none"><script src="http://s4.cnzz.com/z_stat.php?id=1"></script></div>',
            "访问统计的脚本",
        ),
        (
            "pixel",
            "http://s4.cnzz.com/stat.gif",
            '<img src="http://s4.cnzz.com/stat.gif" style="display:none" width="0" height="0" alt="" />',
            "访问统计的小图",
        ),
        (
            "own-frame",
            site.url("/tongji/count.html"),
            '<iframe src="/tongji/count.html" width="0" height="0"></iframe>',
            "框架里是本站的页面",
        ),
        (
            "skip-link",
            site.url(own),
            f'<a href="{own}" style="position:absolute;left:-9999px">跳到正文</a>',
            "给读屏软件的跳转链接",
        ),
        (
            "marquee",
            "http://www.example-news.cn/gundong.html",
            '<marquee height="30" width="600"><a href="http://www.example-news.cn/gundong.html">滚动新闻</a></marquee>',
            "看得见的滚动新闻",
        ),
        (
            "written",
            site.url(own),
            f"<script>document.write(\"<a href='{own}'>概况</a>\");</script>",
            "脚本写出的本站链接",
        ),
    ):
        path = show(book, site, markup)
        for place in dict.fromkeys((url, site.url(path))):
            if (name, place) not in {(m.name, m.url) for m in book.misses if m.check == "hidden-links"}:
                book.miss(name, site, place, why, "hidden-links")
    article = book.take(site, "yw")
    article.title = "全县开展打击网络赌博、清理暗链专项行动"
    article.paragraphs = ["公安机关打掉一个开设赌场的团伙，涉案网站自称“娱乐城”，以百家乐等方式招揽。"]
    book.miss("news-on-gambling", site, site.url(article.path), "本站报道打击赌博，没有暗链", "hidden-links")


def _hosts(book: Book, site: Site) -> None:
    filler = "<p>正文第一段，交代时间、地点和经过。</p>" * 10
    for name, title, text, why in (
        (
            "news-on-gambling",
            "警方打掉一个跨境网络赌博团伙_江南新闻",
            f"<h1>警方打掉一个跨境网络赌博团伙</h1><p>嫌疑人开设赌博网站，以百家乐、时时彩招揽，已被抓获。</p>{filler}",
            "新闻报道打击赌博",
        ),
        (
            "state-lottery",
            "江南省福利彩票发行中心",
            f"<h1>江南省福利彩票发行中心</h1><p>双色球开奖公告、彩票公益金使用情况公示、投注站查询。</p>{filler}",
            "国家发行的彩票",
        ),
        (
            "news-on-names",
            "该域名可出售？有人拿过期域名设骗局_江南新闻",
            f"<h1>有人拿过期域名设骗局</h1><p>11月5日，记者调查发现，有的单位域名到期后被人抢注出售。</p>{filler}",
            "新闻谈到域名出售",
        ),
        (
            "ordinary-business",
            "江南苗木有限公司",
            f"<h1>江南苗木有限公司</h1><p>供应香樟、桂花、银杏等绿化苗木，欢迎选购。</p>{filler}",
            "普通企业网站",
        ),
        (
            "adult-education",
            "江南成人教育学院",
            f"<h1>江南成人教育学院</h1><p>成人高考报名、成人自考辅导、函授站名单。</p>{filler}",
            "成人教育，不是色情",
        ),
        (
            "chess-club",
            "江南棋牌协会",
            f"<h1>江南棋牌协会</h1><p>象棋、围棋、桥牌比赛通知，段位评定办法。</p>{filler}",
            "体育协会，不是赌博",
        ),
        (
            "pinyin-lesson",
            "识字课堂：林业用字注音",
            f"<h1>林业用字注音</h1><p>桦(huà)树、榉(jǔ)树、楸(qiū)树。</p>{filler}",
            "几个生字注了拼音",
        ),
    ):
        host = f"www.example-{name}.cn"
        book.doors[host] = always(bare(title, text))
        hang(book, site, f'<a href="http://{host}/a.html">外部网站</a>')
        book.miss(name, site, f"http://{host}/", why, "hijacked-links")
    host = "www.example-guarded.cn"
    wall = bare("访问被拦截", "<p>您的请求带有不合法参数，已被网站管理员设置拦截！</p><p>网站防火墙</p>", status=403)
    book.doors[host] = always(wall)
    hang(book, site, f'<a href="http://{host}/a.html">外部网站</a>')
    for check, url in (("hijacked-links", f"http://{host}/"), ("dead-links", f"http://{host}/a.html")):
        book.miss("block-page", site, url, "防护产品的拦截页，不是被劫持", check)


def _names(book: Book, site: Site) -> None:
    """Whoever writes the name of an office is not the office; who stands under gov.cn does not pass for one."""
    name, portal = site.name, book.sites["portal"].name
    for miss, host, title, text, why in (
        ("mirror", f"jiu.{PORTAL_ZONE}", name, f"<h1>{name}</h1><p>旧版网站</p>", "gov.cn下的旧版网站"),
        (
            "other-office",
            "www.qingxixianczj.gov.cn",
            "青溪县财政局门户网站",
            "<h1>青溪县财政局</h1>",
            "另一个机关自己的网站",
        ),
        (
            "encyclopedia",
            "www.example-baike.cn",
            f"{name}_江南百科",
            f"<h1>{name}</h1><p>{name}是临江县人民政府的工作部门，本词条由网友编辑。</p>",
            "百科词条",
        ),
        (
            "news",
            "www.example-xinwen.cn",
            f"{name}官方网站改版上线_江南新闻",
            f"<h1>{name}官方网站改版上线</h1><p>11月1日，{name}网站改版上线，栏目更清楚。</p>",
            "新闻报道",
        ),
        (
            "institute",
            "www.example-linkesuo.org.cn",
            "江南林业科学研究所",
            "<h1>江南林业科学研究所</h1><p>科研动态</p>",
            "事业单位，不在gov.cn下也不冒充机关",
        ),
        (
            "hospital",
            "www.example-renminyiyuan.cn",
            "青溪县人民医院官方网站",
            "<h1>青溪县人民医院</h1><p>门诊安排</p>",
            "医院不是机关",
        ),
    ):
        book.doors[host] = always(bare(title, text))
        hang(book, site, f'<a href="http://{host}/">相关网站</a>')
        book.miss(miss, site, f"http://{host}/", why, "fake-sites")
    for text, host, title, why in (
        ("临江县人民政府", "www.example-portal.gov.cn", f"{portal}门户网站", "名称只差“门户网站”四个字"),
        ("临江县林业局网站", "ly.example-portal.gov.cn", "临江县林业局", "名称只差“网站”两个字"),
        ("临江县财政局", "cz.example-portal.gov.cn", f"{portal}_临江县财政局", "门户网站里的部门子站"),
        ("查询", "cx.example-portal.gov.cn", "青溪县税务局", "链接文字不是机关名称"),
    ):
        url = f"http://{host}/"
        book.doors[host] = always(bare(title, f"<h1>{title}</h1><p>政务动态</p>"))
        hang(book, site, f'<a href="{url}">{text}</a>')
        book.miss("organ-named-alike", site, url, why, "wrong-links")


def _own_pages(book: Book, site: Site) -> None:
    """Own pages that have something of what copies by spam rings have."""
    letters = "，".join(f"{letter}({sound})" for letter, sound in zip("桦榉楸椴榆槐柞栎杉柏松柳", _SOUNDS, strict=True))
    for name, title, words, extra, why in (
        ("pinyin-lesson", "林业用字注音", [letters + "。"], "", "生字注音，都是规范字"),
        (
            "on-link-farms",
            "清理蜘蛛池、寄生虫程序工作情况",
            ["各单位排查网站，清理被蜘蛛池利用的页面。"],
            "",
            "公文谈到蜘蛛池",
        ),
        ("same-id", "", [], "<ul>" + '<li id="item">树种</li>' * 20 + "</ul>", "同一id重复，但都是列表项"),
        (
            "many-papers",
            "",
            [
                "关于推进造林绿化的通知。",
                "关于加强森林防火的通知。",
                "关于规范采伐管理的意见。",
                "关于林权登记的公告。",
            ],
            "",
            "一连串真正的公文标题",
        ),
        ("service-words", "林业服务平台在线办事入口使用说明", [], "", "标题里的平台、在线、入口是办事用语"),
    ):
        article = book.take(site, "yw")
        article.title = title or article.title
        article.paragraphs += words
        article.extra += extra
        book.miss(name, site, site.url(article.path), why, "tampered-pages")


_SOUNDS = ["huà", "jǔ", "qiū", "duàn", "yú", "huái", "zuò", "lì", "shān", "bǎi", "sōng", "liǔ"]
