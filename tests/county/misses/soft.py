"""Pages that look like soft 404s and are none, or of which nobody can tell."""

from __future__ import annotations

from tests.county.draft import Book, Site
from tests.county.nouns import Request, Response
from tests.county.street import always, bare, beside, framed, gone, hang, leading

SITE = "jtj"
ZONE = "example-street.cn"
_SHELL = Response(
    200,
    (("Content-Type", "text/html; charset=utf-8"),),
    b'<!DOCTYPE html><html><head></head><body><div id="app"></div><script src="/js/jquery.js"></script></body></html>',
)


def draw(book: Book) -> None:
    site = book.sites[SITE]
    _traps(book, site)
    _quotes(book, site)
    _moves(book, site)
    _foreign(book, site)


def _put(book: Book, site: Site, name: str, path: str, why: str, text: str = "查看") -> None:
    hang(book, site, f'<a href="{path}">{text}</a>')
    book.miss(name, site, site.url(path), why, "dead-links")


def _traps(book: Book, site: Site) -> None:
    """Places where a made-up address cannot tell a page that is there from one that is not."""
    says = framed(site, f"提示_{site.name}", "<h2>您访问的页面不存在</h2>")
    site.handlers["/ts/"] = beside("/ts/tishi.html", says, leading("/ts/tishi.html"))
    _put(book, site, "made-up-leads-here", "/ts/tishi.html", "不存在的地址也跳转到这一页，分不清真假")

    title = f"办事指南_{site.name}"
    chosen = framed(site, title, "<h2>您访问的信息不存在</h2>")
    others = framed(site, title, "<h2>办事指南</h2><p>请从左侧选择要办理的事项，或者拨打窗口电话咨询。</p>")
    site.handlers["/zn/"] = beside("/zn/shixiang.html", chosen, always(others))
    _put(book, site, "same-title", "/zn/shixiang.html", "标题处处相同，正文不同，不能断定")

    site.handlers["/spa/"] = always(_SHELL)
    _put(book, site, "one-shell", "/spa/chaxun.html", "任何地址都是同一个脚本外壳，内容由脚本填写")
    _put(book, site, "one-shell", "/spa/yuyue.html", "任何地址都是同一个脚本外壳，内容由脚本填写")

    def item(request: Request) -> Response:
        name = request.path.rpartition("/")[2].removesuffix(".html")
        return framed(
            site,
            f"路况_{site.name}",
            f"<h2>路段{name}路况</h2><p>本路段通行正常，无施工，无管制。路面干燥，能见度良好。</p>"
            "<p>请过往车辆按限速标志行驶，保持车距。遇雨雪天气，请提前查询路况，合理安排出行时间。</p>",
        )

    site.handlers["/lk/"] = item
    _put(book, site, "answers-anything", "/lk/luduan.html", "这个栏目对任何地址都有回答，这一页自己的内容是好的")


def _quotes(book: Book, site: Site) -> None:
    for title, words in (
        ("打开网站提示“404”“页面不存在”怎么办", "请检查地址是否正确，或者拨打咨询电话。"),
        ("关于清理“页面不存在”“找不到网页”链接的通知", "各单位要在本周内完成排查。"),
        ("公路404线养护工程完工", "工程提前完工，通行恢复正常。"),
        ("网民留言：办事页面已被删除", "答复：您反映的页面不存在问题已经解决。"),
    ):
        article = book.take(site, "yw")
        article.title, article.paragraphs = title, [words]
        book.miss("quotes-not-found", site, site.url(article.path), f"标题“{title}”只是谈到错误", "dead-links")
    site.handlers["/sousuo"] = always(
        framed(site, f"站内搜索_{site.name}", "<h2>站内搜索</h2><p>没有找到与“桥梁”相关的内容，请换个词再试。</p>")
    )
    _put(book, site, "search-without-hits", "/sousuo?q=qiaoliang", "搜索没有结果，不是页面不存在", "桥梁")
    faq = framed(site, f"常见问题_{site.name}", "<h2>页面不存在怎么办？</h2><p>请检查地址，或者致电咨询。</p>")
    site.files["/wenda/wangzhan.html"] = faq
    _put(book, site, "question-about-it", "/wenda/wangzhan.html", "常见问题里的一问一答")
    short = framed(site, f"联系电话_{site.name}", "<p>0999-6000018</p>")
    site.files["/lianxi/dianhua.html"] = short
    _put(book, site, "short-page", "/lianxi/dianhua.html", "页面很短，但说的就是它该说的")


def _moves(book: Book, site: Site) -> None:
    for path, target, name, text in (
        ("/index.jsp", "/", "old-home", "返回首页"),
        ("/default.html", "/", "old-home", "首页"),
        ("/jiu/gaikuang.html", site.column("gk").first, "moved-page", "概况"),
    ):
        site.files[path] = Response(301, (("Location", target),))
        _put(book, site, name, path, "跳转到该去的地方", text)


def _foreign(book: Book, site: Site) -> None:
    empty = Response(200, (("Content-Type", "text/html; charset=utf-8"),), b"")
    news = bare(
        "“404页面不存在”背后：一次链接排查",
        "<h1>“404页面不存在”背后</h1><p>11月3日，江南新闻记者走访多家单位。</p>" + "<p>报道正文。</p>" * 200,
    )
    article = "<h1>该文章谈养护</h1>" + "<p>页面上的路段一览。</p>" * 40
    for name, answer, why in (
        ("foreign-empty", always(empty), "外站答200而没有内容，不能断定"),
        ("foreign-shell", always(_SHELL), "外站由脚本填写"),
        ("foreign-quotes", beside("/page.html", news, gone), "新闻标题引用了错误提示"),
        ("foreign-home", always(bare("江南公路资讯", article)), "外站对任何地址都显示同一页，这一页没说自己不存在"),
        ("foreign-moved", beside("/new.html", bare("江南公路", article), leading("/new.html")), "外站的页面搬了家"),
    ):
        host = f"{name}.{ZONE}"
        book.doors[host] = answer
        hang(book, site, f'<a href="http://{host}/page.html">外部网站</a>')
        book.miss(name, site, f"http://{host}/page.html", why, "dead-links")
