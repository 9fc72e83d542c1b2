"""Faults of the disclosure platform, of the column of documents and of the gazette."""

from __future__ import annotations

from tests.county import disclosure as honest
from tests.county.days import back, chinese
from tests.county.draft import Article, Book, Column, Site
from tests.county.outside import plain
from tests.county.paint import PDF, file

_UNPARTED = (("czj", honest.RULES), ("mzj", "依申请公开"), ("sjj", "政府信息公开年报"))
_GUIDES = (("wjj", "办公时间", "element"), ("fgj", "联系电话", "element"), ("xfj", "办公地址", "element"))
_LISTS = (
    ("tjj", "继续有效的行政规范性文件目录", ("expired", "repealed")),
    ("dsj", "废止和失效行政规范性文件目录", ("valid",)),
)
_LATE = (("portal", 45), ("mzj", 60), ("zrzy", 90))
_SILENT = ("portal", "jyj", "nyj")


def columns(book: Book) -> None:
    """Before columns and articles have addresses."""
    site = book.sites["lyj"]
    column = site.column("zfxxgk")
    why = "信息公开栏目叫“信息公开”"
    if book.fault(site, "misnamed-disclosure", "name", site.url(column.first), why, suspected=True):
        column.name = "信息公开"
    _mixed(book)
    for key, words, codes in _LISTS:
        site = book.sites[key]
        at = site.url(site.column("zcwj").first)
        faults = [("missing-catalogues", code, at) for code in codes]
        for fault in faults:
            others = tuple(other for other in faults if other != fault)
            if book.fault(site, *fault, f"只公布了{words}", suspected=True, falls_with=others):
                honest.article_of(site, "tzgg", "行政规范性文件").title = f"{site.unit}{words}"


def draw(book: Book) -> None:
    """Once they have."""
    for key, part in _UNPARTED:
        site = book.sites[key]
        column = site.column("zfxxgk")
        if book.fault(
            site, "missing-disclosure-parts", "missing", site.url(column.first), f"没有{part}", suspected=True
        ):
            column.extra = honest.tabs(site, [p for p in honest.PARTS if p != part])
            if part == honest.RULES:
                honest.article_of(site, "zfxxgk", part).title = f"{site.unit}公开工作的若干要求"
    for key, words, code in _GUIDES:
        site = book.sites[key]
        guide = honest.article_of(site, "zfxxgk", honest.GUIDE)
        if book.fault(
            site, "incomplete-disclosure-guide", code, site.url(guide.path), f"没有写明{words}", suspected=True
        ):
            guide.paragraphs = [p for p in guide.paragraphs if not p.startswith(words)]
    _own_site(book)
    _closed(book)
    _papers(book)
    _portals(book)
    _gazette(book)
    _catalogue(book)


def downloads(book: Book) -> None:
    """At the end: what an honest site offers for download."""
    for site in book.sites.values():
        at = site.url(site.column("zcwj").first)
        why = "没有一件文件可以下载"
        if site.key != "lyj" or not book.fault(site, "missing-downloads", "none", at, why, suspected=True):
            honest.offer(site)


def _own_site(book: Book) -> None:
    site = book.sites["kfq"]
    url = f"http://xxgk.{site.host}/"
    if book.fault(site, "misnamed-disclosure", "own-site", url, "另设了公开网站", suspected=True):
        site.home_extra += f'<p><a href="{url}">政府信息公开平台</a></p>'
    book.outside[url] = plain(200, "政府信息公开平台")


def _mixed(book: Book) -> None:
    site = book.sites["zrzy"]
    column = Column("gkdt", "部门动态", "news", number=91, nav=False, parent="zfxxgk")
    for n in range(4):
        title = f"青溪镇耕地保护现场推进会第{n + 1}次会议召开"
        column.articles.append(
            Article(title, back(book.today, 3 + 4 * n), ["会议通报了有关情况，部署了下一步工作。"], source=site.unit)
        )
    column.first = "/gkdt/index.html"
    if book.fault(site, "mixed-disclosure", "news-column", site.url(column.first), "公开专栏下有动态", suspected=True):
        site.columns.append(column)
        site.column("zfxxgk").extra += f'<p><a href="{column.first}">{column.name}</a></p>'


def _closed(book: Book) -> None:
    """A part whose only entrance leads nowhere is told twice: as a dead link, and as a part that cannot be opened."""
    site = book.sites["scjg"]
    column, path = site.column("zfxxgk"), "/zfxxgk/nianbao/"
    closed, dead = (("missing-disclosure-parts", "closed"), ("dead-links", "inner"))
    at, url = site.url(column.first), site.url(path)
    if book.fault(site, *closed, at, "年报的入口打不开", suspected=True, falls_with=((*dead, url),)):
        book.fault(site, *dead, url, "年报的入口打不开", falls_with=((*closed, at),))
        part = "政府信息公开年报"
        column.extra = honest.tabs(site, [p for p in honest.PARTS if p != part]) + f'<a href="{path}">{part}</a>'


def _papers(book: Book) -> None:
    for key, days in _LATE:
        site = book.sites[key]
        paper = book.take(site, "zcwj")
        written = back(paper.day, days)
        why = f"成文{days}天以后才发布"
        if book.fault(site, "late-disclosure", "late", site.url(paper.path), why, suspected=True):
            paper.signed = written
            fields = {**(paper.fields or {}), "成文日期": chinese(written)}
            fields["发文字号"] = fields["发文字号"].replace(f"〔{paper.day.year}〕", f"〔{written.year}〕")
            paper.fields = fields
    for key in _SILENT:
        site = book.sites[key]
        paper = book.take(site, "zcwj")
        why = "没有写明公开属性"
        if book.fault(site, "missing-disclosure-attribute", "missing", site.url(paper.path), why, suspected=True):
            paper.fields = {label: value for label, value in (paper.fields or {}).items() if label != "公开方式"}


def _portals(book: Book) -> None:
    site, portal = book.sites["kfq"], book.sites["portal"]
    platform, papers = site.column("zfxxgk"), site.column("zcwj")
    for check, column in (("disclosure-without-search", platform), ("missing-document-search", papers)):
        if book.fault(site, check, "search", site.url(column.first), "没有自己的搜索", suspected=True):
            column.extra = column.extra.replace(honest.SEARCH.format(slug=column.slug), "")
    if book.fault(
        site, "unsorted-documents", "way", site.url(papers.first), "不能按主题查看", label="主题", suspected=True
    ):
        papers.extra = papers.extra.replace("<span>主题：</span><b>全部</b>", "")
    platform = portal.column("zfxxgk")
    item = "行政事业性收费"
    if book.fault(
        portal, "missing-statutory-content", "item", portal.url(platform.first), f"没有{item}", suspected=True
    ):
        rest = tuple(name for name in honest.CONTENT if name != item)
        platform.extra = platform.extra.replace(honest.named(portal, honest.CONTENT), honest.named(portal, rest))


def _gazette(book: Book) -> None:
    site = book.sites["kfq"]
    column = site.column("zfgb")
    at = site.url(column.first)
    if book.fault(site, "poor-gazette", "search", at, "公报不能检索", suspected=True):
        column.extra = column.extra.replace(honest.SEARCH.format(slug="zfgb"), "")
    hidden = next(a for a in column.articles if a.title.endswith("第3期"))
    if book.fault(site, "poor-gazette", "sequence", at, "缺第3期", suspected=True):
        hidden.title = f"{site.unit}公报的出版情况和查阅办法"
    if not book.fault(site, "poor-gazette", "download", at, "公报不能下载", suspected=True):
        _files(site, column)
    _files(book.sites["portal"], book.sites["portal"].column("zfgb"))


def _files(site: Site, column: Column) -> None:
    for article in column.articles:
        path = f"/files/gb{article.title[-2]}.pdf"
        site.files[path] = file(PDF, "application/pdf", article.day)
        article.extra += f'<p><a href="{path}">下载本期公报</a></p>'


def _catalogue(book: Book) -> None:
    site = book.sites["wjj"]
    heads = [
        "序号",
        "公开事项",
        "公开内容（要素）",
        "公开依据",
        "公开时限",
        "公开主体",
        "公开渠道和载体",
        "公开对象",
        "公开方式",
    ]
    article = book.take(site, "ghjh") if site.column("ghjh").articles else book.take(site, "yw")
    article.title = "临江县医疗卫生领域基层政务公开标准目录"
    if book.fault(site, "incomplete-catalogue-fields", "field", site.url(article.path), "没有公开时限", suspected=True):
        heads.remove("公开时限")
    rows = "".join(f"<td>{n}</td>" for n in range(len(heads)))
    article.paragraphs = [f"<table><tr>{''.join(f'<th>{head}</th>' for head in heads)}</tr><tr>{rows}</tr></table>"]
