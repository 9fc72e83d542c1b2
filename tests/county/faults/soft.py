"""Pages that answer 200 and are not there: kinds of soft 404, in places where every address answers so, and alone."""

from __future__ import annotations

from dataclasses import dataclass

from tests.county.draft import Book, Site
from tests.county.nouns import Handler, Response
from tests.county.paint import home
from tests.county.street import always, bare, beside, framed, gone, leading, show

SITE = "jtj"
OUTSIDE = "soft.example-street.cn"


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of soft 404: the folder it has to itself, the page that is linked there, and what it says."""

    folder: str
    page: str
    why: str
    text: str
    home: bool = False


_OWN = (
    Kind("zwfw", "banli.html", "标题和正文都说页面不存在，状态却是200", "办理入口", home=True),
    Kind("wzsc", "jieshao.html", "文章已被删除，状态却是200", "工作介绍"),
    Kind("cwym", "daohang.html", "带本站导航的“ERROR 404”页，状态却是200", "出行导航"),
    Kind("tzsy", "gonggao.html", "说页面找不到，3秒后跳回首页", "停航公告"),
    Kind("cwtz", "luxian.html", "跳转到状态200的/404.html", "公交线路"),
    Kind("hsy", "zhandian.html", "不论什么地址都跳转到首页", "站点查询"),
    Kind("tsy", "piaojia.html", "不论什么地址都显示首页的内容", "票价查询", home=True),
)
_FOREIGN = (
    Kind("short", "notice.html", "标题正常，正文只有一句“您访问的页面不存在或已被删除”", "转载通知"),
    Kind("json", "detail.html", "正文是一段说404的数据，类型却是网页", "数据详情"),
    Kind("english", "report.html", "英文默认页“Page Not Found”，状态却是200", "英文报告"),
)


def draw(book: Book) -> None:
    site = book.sites[SITE]
    answers = _own(site)
    for kind in _OWN:
        path = f"/{kind.folder}/{kind.page}"
        if _soft(book, site, site.url(path), kind.why, kind):
            site.handlers[f"/{kind.folder}/"] = answers[kind.folder]
    site.files["/404.html"] = framed(site, "404_页面找不到了", "<h2>404</h2><p>页面找不到了！您访问的页面不存在。</p>")
    _alone(book, site)
    _foreign(book, site)


def _soft(book: Book, site: Site, url: str, why: str, kind: Kind, *, suspected: bool = False) -> bool:
    code = "home" if kind.home else "inner"
    drawn = book.fault(site, "dead-links", code, url, why, suspected=suspected)
    href = url.removeprefix(site.root)
    if not kind.home:
        show(book, site, f'<a href="{href}">{kind.text}</a>', drawn=drawn)
    elif drawn:
        site.home_extra += f'<div class="link"><a href="{href}">{kind.text}</a></div>'
    return drawn


def _own(site: Site) -> dict[str, Handler]:
    refresh = '<meta http-equiv="refresh" content="3;url=/" />'
    error = "<h1>ERROR 404</h1><p>您访问的页面不存在，请检查地址是否正确。</p>"
    return {
        "zwfw": always(framed(site, f"页面不存在_{site.name}", "<h2>您访问的页面不存在或已被删除</h2>")),
        "wzsc": always(framed(site, f"提示信息_{site.name}", "<h2>提示信息</h2><p>该文章已被删除！</p>")),
        "cwym": always(framed(site, "ERROR 404 您访问的页面不存在", error)),
        "tzsy": always(framed(site, "页面找不到了", "<p>页面找不到了，3秒后返回首页。</p>", script=refresh)),
        "cwtz": leading("/404.html"),
        "hsy": leading("/"),
        "tsy": lambda request: framed_home(site),
    }


def framed_home(site: Site) -> Response:
    """What the home page shows, made when it is asked for: by then all is drawn."""
    return Response(200, (("Content-Type", "text/html; charset=utf-8"),), home(site).encode(site.charset))


def _alone(book: Book, site: Site) -> None:
    """One address each in a folder that answers 404 to all others: no made-up address confirms it."""
    said = framed(site, f"文章已删除_{site.name}", "<h2>文章已删除</h2><p>您访问的文章已被删除。</p>")
    for folder, answer, why, text in (
        ("lszl", said, "只有这一页自己说已被删除", "历史资料"),
        ("jgzy", Response(302, (("Location", "/"),)), "内页地址跳转到首页", "监管专页"),
    ):
        path = f"/{folder}/ziliao.html"
        if _soft(book, site, site.url(path), why, Kind(folder, "", why, text), suspected=True):
            site.files[path] = answer


def _foreign(book: Book, site: Site) -> None:
    data = Response(
        200, (("Content-Type", "text/html; charset=utf-8"),), '{"code":404,"msg":"页面不存在","data":null}'.encode()
    )
    answers = {
        "short": always(bare("江南交通资讯", "<p>您访问的页面不存在或已被删除。</p>")),
        "json": always(data),
        "english": always(
            bare("Page Not Found", "<h1>Page Not Found</h1><p>The page you requested was not found.</p>")
        ),
    }
    for kind in _FOREIGN:
        host = f"{kind.folder}.{OUTSIDE}"
        if _soft(book, site, f"http://{host}/{kind.folder}/{kind.page}", kind.why, kind):
            book.doors[host] = answers[kind.folder]
    host = f"alone.{OUTSIDE}"
    kind = Kind("wz", "yuanwen.html", "外站只有这一页自己说已被删除", "原文")
    if _soft(book, site, f"http://{host}/wz/yuanwen.html", kind.why, kind, suspected=True):
        said = bare("文章已被删除", "<h1>文章已被删除</h1><p>您访问的文章已被删除。</p>")
        book.doors[host] = beside("/wz/yuanwen.html", said, gone)
