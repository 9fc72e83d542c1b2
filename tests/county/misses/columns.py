"""Columns that look out of date, empty or missing, and are not."""

from __future__ import annotations

from html import escape

from tests.county.days import back
from tests.county.dialects.known import DIALECTS
from tests.county.draft import Article, Book, Column
from tests.county.faults.columns import limit
from tests.county.nouns import Response
from tests.county.plan import fill

_ON_THE_LIMIT = (
    ("wjj", "yw"),
    ("scjg", "yw"),
    ("scjg", "tzgg"),
    ("czj", "zcwj"),
    ("tjj", "zcwj"),
    ("czj", "ghjh"),
    ("jyj", "rsxx"),
    ("nyj", "ghjh"),
    ("zrzy", "rsxx"),
)
_NEVER_OWED = (
    ("portal", "gk"),
    ("portal", "jgzn"),
    ("portal", "bsfw"),
    ("czj", "ldxx"),
    ("czj", "zfxxgk"),
    ("jyj", "gk"),
    ("wjj", "jgzn"),
    ("mzj", "ldxx"),
    ("rsj", "bsfw"),
    ("fgj", "gk"),
)
_NAMES = (
    ("scjg", "ldxx", "领导之窗"),
    ("scjg", "jgzn", "机构设置"),
    ("fgj", "hdjl", "局长信箱"),
    ("czj", "bsfw", "政务服务"),
    ("kfq", "jgzn", "内设机构"),
    ("portal", "gk", "县情概况"),
    ("tjj", "yw", "统计要闻"),
    ("sjj", "hdjl", "在线咨询"),
    ("nyj", "ldxx", "领导分工"),
    ("mzj", "bsfw", "办事指南"),
)
_TOPICS = ((1, "营商环境专题"), (2, "防灾减灾专题"))
_SHELL = (
    '<div class="ewb-list"><input type="hidden" id="categorynum" value="031001" /><ul id="list"></ul>'
    '<div id="page"></div></div>'
    '<script src="/js/webBuilderCommon.js"></script><script src="/js/mricode.pagination.js"></script>'
    '<script>$.ajax({{url: "/EpointWebBuilder/getInfoList.action?categoryNum={slug}", success: show}});</script>'
)


def draw(book: Book) -> None:
    """Before articles have addresses."""
    for key, slug in _ON_THE_LIMIT:
        site, column = book.sites[key], book.sites[key].column(slug)
        age = limit(book, column.category)
        fill(book, site, column, age)
        why = f"最新一篇在{back(book.today, age).isoformat()}，正好是期限的最后一天"
        book.miss(f"last-day-{column.category}", site, site.url(column.first), why, "stale-columns")
    book.miss("home-last-day", book.sites["wjj"], book.sites["wjj"].home, "首页最新一条正好是14天前", "stale-home")
    for key, slug in _NEVER_OWED:
        site, column = book.sites[key], book.sites[key].column(slug)
        book.miss(
            f"never-owed-{column.category}", site, site.url(column.first), f"{column.name}没有更新期限", "stale-columns"
        )
    for key, slug, name in _NAMES:
        site, column = book.sites[key], book.sites[key].column(slug)
        column.name = name
        book.miss(
            f"other-name-{column.category}",
            site,
            site.home,
            f"栏目叫“{name}”，不是没有",
            "missing-columns",
            column.category,
        )
    _pinned(book)
    _shells(book)
    _undated(book)
    _single(book)
    _sections(book)
    _leaves(book)
    site = book.sites["tjj"]
    site.home_listed = False
    book.miss("navigation-only-home", site, site.home, "首页只是导航，二级页面有更新", "stale-home")


def _pinned(book: Book) -> None:
    for key, slug in (("portal", "tzgg"), ("fgj", "yw"), ("nyj", "tzgg")):
        site, column = book.sites[key], book.sites[key].column(slug)
        old = column.articles[-1]
        old.pinned = old.used = True
        book.miss("pinned-old-first", site, site.url(column.first), "置顶的旧文排在最前，下面有新文章", "stale-columns")


def _shells(book: Book) -> None:
    for key in ("scjg", "rsj"):
        for script in ("webBuilderCommon", "mricode.pagination"):
            book.sites[key].files[f"/js/{script}.js"] = Response(
                200, (("Content-Type", "application/javascript"),), b"/**/"
            )
    for key, slug in (("scjg", "aqsc"), ("rsj", "rsxx")):
        site, column = book.sites[key], book.sites[key].column(slug)
        column.articles, column.markup = [], _SHELL.format(slug=slug)
        book.miss(
            "script-filled-blank", site, site.url(column.first), "列表由脚本填充，看不到不等于没有", "blank-columns"
        )
        book.miss(
            "script-filled-stale", site, site.url(column.first), "列表由脚本填充，看不到不等于没有更新", "stale-columns"
        )


def _undated(book: Book) -> None:
    for key, slug in (("scjg", "xczx"), ("czj", "xczx"), ("wjj", "xczx")):
        site, column = book.sites[key], book.sites[key].column(slug)
        for article in column.articles:
            article.shown_day = "list-"
        book.miss("dated-articles-only", site, site.url(column.first), "列表不写日期，文章页写了", "stale-columns")


def _sections(book: Book) -> None:
    """A column that only leads to other columns: what it has stands in its children."""
    for key in ("portal", "zrzy", "scjg"):
        site = book.sites[key]
        above = Column("zl", "专题专栏", "other", number=60)
        below = [Column(f"zl{n}", name, "other", number=60 + n, parent="zl", nav=False) for n, name in _TOPICS]
        for column in (above, *below):
            column.first = DIALECTS[site.dialect].first(column, 1000 + column.number)
            site.columns.append(column)
        for column in below:
            column.count = 4
            fill(book, site, column, 20)
        above.markup = "".join(f'<h3><a href="{escape(c.first)}">{c.name}</a></h3>' for c in below)
        for check in ("blank-columns", "stale-columns"):
            book.miss("section-of-columns", site, site.url(above.first), "只是下级栏目的入口，内容在下级栏目里", check)


def _leaves(book: Book) -> None:
    """The last leaf of a list shows the oldest entries, and is no column of its own."""
    for key, path in (
        ("wjj", "/tzgg/1.htm"),
        ("zrzy", "/channels/1001_3.html"),
        ("scjg", "/list.php?cid=1001&page=3"),
        ("portal", "/yw/index_2.html"),
    ):
        site = book.sites[key]
        for check in ("stale-columns", "column-labels"):
            book.miss("last-leaf", site, site.url(path), "列表的最后一页，不是另一个栏目", check)


def _single(book: Book) -> None:
    for key, slug in (("fgj", "ghjh"), ("mzj", "ghjh")):
        site, column = book.sites[key], book.sites[key].column(slug)
        column.articles = column.articles[:1]
        book.miss("single-entry", site, site.url(column.first), "栏目只有一条，但不是空的", "blank-columns")
    for key, words in (
        ("portal", "关于整治网站“栏目建设中”“暂无数据”问题的通报"),
        ("zrzy", "“更新中”的村史馆：松坪乡老屋修缮记"),
    ):
        site, column = book.sites[key], book.sites[key].column("yw")
        article: Article = column.articles[3]
        article.title, article.used = words, True
        book.miss(
            "empty-words-in-title", site, site.url(column.first), f"标题“{words}”里有空栏目常用的词", "blank-columns"
        )
