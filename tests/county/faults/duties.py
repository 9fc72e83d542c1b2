"""Faults of what an office must show: of its leaders, its budgets, its subsidies and the fields of grass-roots work."""

from __future__ import annotations

from tests.county.draft import Article, Book
from tests.county.duties import (
    FIELDS,
    PHOTO,
    add_budgets,
    add_fields,
    add_subsidies,
    draw_leader,
    entitle,
)

UNTOLD = ("户籍管理", "市政服务")
OTHER_NAMES = {"扶贫": "乡村振兴", "社会保险": "社保信息", "国有土地上房屋征收": "房屋征收补偿", "救灾": "灾害救助"}
_BUDGETS = (
    # site, code, years behind
    ("czj", "budget", {"budget": 2}),
    ("fgj", "final", {"final": 2}),
    ("rsj", "spending", {"told": "公用"}),
)
_LEADERS = (("czj", "photo"), ("jyj", "resume"), ("zrzy", "duties"))


def draw_columns(book: Book) -> None:
    """Before articles have addresses."""
    for site in book.sites.values():
        if site.has("ldxx"):
            for article in site.column("ldxx").articles:
                draw_leader(article)
    _portal(book)
    _zone(book)
    for key, code, behind in _BUDGETS:
        site = book.sites[key]
        column = add_budgets(book, site, site.name)
        if book.fault(
            site, "late-budgets", code, site.url(column.first), "预决算没有最近一年的，或没有三公", suspected=True
        ):
            site.columns.remove(column)
            add_budgets(book, site, site.name, **behind)  # type: ignore[arg-type]  # one keyword each


def draw(book: Book) -> None:
    for key, element in _LEADERS:
        site = book.sites[key]
        article = book.take(site, "ldxx")
        why = f"一位负责人的页面没有{element}"
        if book.fault(site, "incomplete-leaders", element, site.url(article.path), why, suspected=True):
            _without(article, element)
    site = book.sites["mzj"]
    column = site.column("ldxx")
    if book.fault(site, "incomplete-leaders", "photo", site.url(column.first), "负责人都没有照片", suspected=True):
        for article in column.articles:
            _without(article, "photo")


def _without(article: Article, element: str) -> None:
    """Takes one element off a leader's page."""
    resume, duties = article.paragraphs
    plain = "个人基本情况公布如下，供社会各界查阅。"
    if element == "photo":
        article.extra = article.extra.replace(PHOTO, "")
    else:
        article.paragraphs = [plain if element == "resume" else resume, plain if element == "duties" else duties]


def _portal(book: Book) -> None:
    site = book.sites["portal"]
    entitle(site, "zfxxgk", 1, f"临江县{book.today.year - 1}年法治政府建设年度报告")
    add_budgets(book, site, "临江县")
    column = add_subsidies(book, site)
    if book.fault(site, "missing-subsidy-lists", "list", site.url(column.first), "没有补贴政策清单", suspected=True):
        site.columns.remove(column)
        add_subsidies(book, site, listed=False)
    told = [OTHER_NAMES.get(field, field) for field in FIELDS]
    for field in UNTOLD:
        why = f"没有{field}领域的栏目"
        if book.fault(site, "missing-grassroots-fields", "missing", site.home, why, label=field, suspected=True):
            told.remove(field)
    add_fields(book, site, told)
    empty = site.column("aqsc")
    blank = ("blank-columns", "empty", site.url(empty.first))
    book.fault(
        site,
        "missing-grassroots-fields",
        "empty",
        site.url(empty.first),
        "安全生产栏目没有内容",
        suspected=True,
        falls_with=(blank,),
    )


def _zone(book: Book) -> None:
    """The site of the development zone has hardly anything that the portal of a county owes."""
    site = book.sites["kfq"]
    home = site.home
    named = (("missing-grassroots-fields", "most", home),)  # a page that names all fields names subsidies, too
    title = "临江经济开发区法治政府建设年度报告"
    if not book.fault(site, "missing-columns", "law-reports", home, "没有法治政府建设年度报告", suspected=True):
        entitle(site, "zfxxgk", 1, title)
    if not book.fault(site, "missing-grassroots-fields", "most", home, "没有基层政务公开栏目", suspected=True):
        add_fields(book, site, FIELDS)
    if not book.fault(
        site, "missing-subsidy-lists", "column", home, "没有惠民惠农补贴栏目", suspected=True, falls_with=named
    ):
        add_subsidies(book, site)
