"""Which sites the county has, with which columns, before anything is wrong with them."""

from __future__ import annotations

from dataclasses import dataclass
from random import Random

from tests.county.days import back
from tests.county.documents import draw as draw_document
from tests.county.draft import Article, Book, Column, Site, Tls
from tests.county.prose import Writer
from tests.county.services import draw as draw_guide

ZONE = "linjiangxian.gov.cn"


@dataclass(frozen=True, slots=True)
class Sort:
    """A kind of column: its names on a portal and elsewhere, the age of its newest article, the days between."""

    slug: str
    category: str
    portal: str
    department: str
    newest: int
    step: int
    count: int


SORTS = (
    Sort("yw", "news", "临江要闻", "工作动态", 2, 3, 20),
    Sort("tzgg", "notice", "通知公告", "通知公告", 5, 8, 18),
    Sort("zcwj", "policy", "政策文件", "政策文件", 24, 21, 16),
    Sort("zcjd", "interpretation", "政策解读", "政策解读", 18, 16, 8),
    Sort("gk", "overview", "走进临江", "走进我局", 700, 30, 3),
    Sort("jgzn", "functions", "机构职能", "机构职能", 500, 20, 4),
    Sort("ldxx", "leaders", "领导信息", "领导信息", 300, 15, 4),
    Sort("hdjl", "interaction", "互动交流", "互动交流", 12, 14, 6),
    Sort("bsfw", "services", "办事服务", "办事服务", 260, 9, 7),
    Sort("zfxxgk", "disclosure", "政府信息公开", "政府信息公开", 210, 90, 4),
    Sort("tjsj", "data", "统计数据", "统计数据", 25, 31, 6),
    Sort("rsxx", "personnel", "人事信息", "人事信息", 70, 45, 5),
    Sort("ghjh", "planning", "规划计划", "规划计划", 90, 60, 4),
    Sort("xczx", "other", "乡村振兴", "乡村振兴", 40, 30, 5),
    Sort("aqsc", "other", "安全生产", "安全生产", 33, 28, 5),
)

_SMALL = ("yw", "tzgg", "zcwj", "zcjd", "gk", "jgzn", "ldxx", "hdjl", "bsfw", "zfxxgk")


@dataclass(frozen=True, slots=True)
class Plot:
    """A site to be: `foot` chooses the wording of its foot, `box` how its documents show their fields."""

    key: str
    name: str
    host: str
    kind: str
    dialect: str
    foot: int = 0
    box: str = "table"
    charset: str = "utf-8"
    header_charset: str = "utf-8"
    small: bool = False
    secure: bool = False  # read over https
    code: str = ""  # what the registry says, where it is not the next one of the county


PLOTS = (
    Plot("portal", "临江县人民政府", f"www.{ZONE}", "门户网站", "trs", 0, "box"),
    Plot("czj", "临江县财政局", f"czj.{ZONE}", "部门网站", "ucap", 1),
    Plot("jyj", "临江县教育局", f"jyj.{ZONE}", "部门网站", "hanweb", 2, "list"),
    Plot("wjj", "临江县卫生健康局", f"wjj.{ZONE}", "部门网站", "vsb", 3, "table", "gb18030", ""),
    Plot("zrzy", "临江县自然资源局", f"zrzy.{ZONE}", "部门网站", "siteserver", 0, "list"),
    Plot("mzj", "临江县民政局", f"mzj.{ZONE}", "部门网站", "empire", 1, "box", "utf-8", "ISO-8859-1"),
    Plot("nyj", "临江县农业农村局", f"nyj.{ZONE}", "部门网站", "jeecms", 2),
    Plot("scjg", "临江县市场监督管理局", f"scjg.{ZONE}", "部门网站", "query", 3, "box", "utf-8", ""),
    Plot("rsj", "临江县人力资源和社会保障局", f"rsj.{ZONE}", "部门网站", "trs-script", 0, "table"),
    Plot("fgj", "临江县发展和改革局", f"fgj.{ZONE}", "部门网站", "nfcms", 1, "table"),
    Plot("kfq", "临江经济开发区管理委员会", f"kfq.{ZONE}", "门户网站", "trs", 2, "list", small=True, code="3399000011"),
    Plot("sjj", "临江县审计局", "www.linjiangxiansjj.gov.cn", "部门网站", "empire", 3, small=True),
    Plot("whg", "临江县文化馆", "www.linjiangxianwhg.cn", "其他", "siteserver", 0, small=True),
    Plot("tjj", "临江县统计局", f"tjj.{ZONE}", "部门网站", "jeecms", 1, small=True, code="3301220014"),
    Plot("yjj", "临江县应急管理局", f"yjj.{ZONE}", "部门网站", "trs", small=True),
    Plot("slj", "临江县水利局", f"slj.{ZONE}", "部门网站", "trs", small=True),
    # The street of traps: links that lie (jtj), links that shame (lyj), walls that answer in another's place (wgj).
    Plot("jtj", "临江县交通运输局", f"jtj.{ZONE}", "部门网站", "siteserver", 1, small=True),
    Plot("lyj", "临江县林业局", f"lyj.{ZONE}", "部门网站", "jeecms", 2, small=True),
    Plot("wgj", "临江县文化广电和旅游局", f"wgj.{ZONE}", "部门网站", "empire", 0, small=True),
    Plot("tyj", "临江县体育局", f"tyj.{ZONE}", "部门网站", "jeecms", 1, small=True),  # has IPv6 and nothing else
    # Read over https: as it should be (dsj), and carelessly (xfj).
    Plot("dsj", "临江县大数据发展管理局", f"dsj.{ZONE}", "部门网站", "trs", small=True, secure=True),
    Plot("xfj", "临江县信访局", f"xfj.{ZONE}", "部门网站", "trs", small=True, secure=True),
)

_SMALL_SITES = frozenset(plot.key for plot in PLOTS if plot.small)


def lay_out(book: Book) -> None:
    """Draws every site with its columns and articles, all in order."""
    for index, plot in enumerate(PLOTS, 1):
        site = Site(
            key=plot.key,
            code=plot.code or f"339999{index:04d}",
            name=plot.name,
            host=plot.host,
            kind=plot.kind,
            dialect=plot.dialect,
            unit="临江县人民政府办公室" if plot.key == "portal" else plot.name,
            charset=plot.charset,
            header_charset=plot.header_charset,
            foot_style=plot.foot,
            box=plot.box,
            level="" if plot.kind == "部门网站" else "县级",
        )
        if plot.secure:
            site.tls = Tls("good", home=True, hsts="max-age=31536000; includeSubDomains")
        book.sites[plot.key] = site
        for sort in SORTS:
            if not plot.small or sort.slug in _SMALL:
                column = Column(sort.slug, sort.portal if site.kind == "门户网站" else sort.department, sort.category)
                column.number = SORTS.index(sort) + 1
                site.columns.append(column)
                _vary(site, column)
                fill(book, site, column, sort.newest)


def ghost(book: Book, key: str, office: str, state: str) -> Site:
    """A registered site in `state` of which no page is left; what its host answers stands in `book.doors`."""
    name = f"临江县{office}"
    site = Site(key, f"339999{9001 + len(book.ghosts)}", name, f"{key}.{ZONE}", "部门网站", "", name, state=state)
    book.ghosts.append(site)
    return site


def fill(book: Book, site: Site, column: Column, newest: int) -> None:
    """(Re)draws the articles of a column, the newest of them published `newest` days before today."""
    sort = next((s for s in SORTS if s.slug == column.slug), SORTS[-1])
    small = site.key in _SMALL_SITES
    count = column.count or (max(3, sort.count // 3) if small else sort.count)
    step = column.step or sort.step
    writer = Writer(Random(f"{book.seed}/{site.key}/{column.slug}"))
    column.articles = [draw_article(book, site, column, writer, n, newest + n * step) for n in range(count)]
    if column.slug == "zcwj" and not small:
        _old_papers(book, site, column)


def refresh(book: Book, site: Site, column: Column, age: int) -> None:
    """Publishes one more article, `age` days ago: how a column that was out of date is mended. No other one moves."""
    writer = Writer(Random(f"{book.seed}/{site.key}/{column.slug}/fresh"))
    article = draw_article(book, site, column, writer, 800, age)
    article.used = True
    column.articles.append(article)


def _vary(site: Site, column: Column) -> None:
    """What one column of one family does otherwise than its fellows."""
    match site.key, column.slug:
        case "portal", "zcwj":
            column.variant = "pager"
        case "portal", "bsfw":
            column.variant, column.per_page = "count", 3
        case "czj", "yw":
            column.variant = "numbered"
        case "jtj" | "lyj", "yw":
            column.count = 60
        case "wgj", "yw":
            column.count = 32
        case "fgj", "zcwj":
            column.variant, column.count, column.step = "gkmlpt", 116, 5
    column.registered = site.key in ("portal", "fgj", "wjj")


def draw_article(book: Book, site: Site, column: Column, writer: Writer, n: int, age: int) -> Article:
    """A faultless article, the `n`th of its column, published `age` days before today."""
    day = back(book.today, age)
    title = writer.title(column.category, site.unit, day.year)
    article = Article(title, day, writer.paragraphs(title[-8:]), source=site.unit, kind=column.category)
    article.clock = f"{8 + n % 9:02d}:{n * 7 % 60:02d}"
    if column.category == "policy":
        draw_document(site, article, n + 1)
    elif column.category == "services":
        draw_guide(site, article)
    elif column.category == "interaction":
        came, office = back(day, 3).isoformat(), site.unit
        article.paragraphs[0] = f"答复内容：{article.paragraphs[0]}"
        article.paragraphs.insert(0, f"来信时间：{came}　答复单位：{office}　答复时间：{day.isoformat()}")
    return article


def _old_papers(book: Book, site: Site, column: Column) -> None:
    """Two documents of more than six years ago, whose five years are over and which say so."""
    writer = Writer(Random(f"{book.seed}/{site.key}/old"))
    for n in range(2):
        article = draw_article(book, site, column, writer, 900 + n, 2300 + 100 * n)
        article.title += "（试行）" if n else ""
        article.fields = {**(article.fields or {}), "标题": article.title, "有效性": "已失效"}
        article.used = True
        column.articles.append(article)
