"""Faults of services: guides that lack what they must tell, or tell what cannot be right; forms, figures, sorting."""

from __future__ import annotations

from random import Random

from tests.county.days import back
from tests.county.dialects.known import DIALECTS
from tests.county.draft import Article, Book, Column, Site
from tests.county.plan import draw_article, fill, refresh
from tests.county.prose import Writer
from tests.county.services import SHAPES

FIGURES = "全县政务服务办件情况统计"
_EMPTY = (
    # site, shape, element with nothing in its cell
    ("jyj", "table", "联系电话"),
    ("wjj", "list", "办理地点"),
    ("nyj", "above", "办理流程"),
    ("scjg", "unclosed", "设定依据"),
    ("jyj", "copied", "办理材料"),
)
_SILENT = (
    # site, shape, element of which nothing tells
    ("mzj", "colons", "联系电话"),
    ("wjj", "headings", "设定依据"),
)
_FOUR = ("办理地点", "办理时间", "联系电话", "办理流程")
_SEVEN = ("设定依据", "申请条件", "办理材料", *_FOUR)
_PHONES = (("jtj", "0000-0000000"), ("sjj", "0999-xxxxxxx"), ("rsj", "待补充"))
_FLAT = 30


def draw_columns(book: Book) -> None:
    """Before articles have addresses."""
    _figures(book)
    site = book.sites["wgj"]
    column = site.column("bsfw")
    why = f"{_FLAT}条事项列成一个列表"
    if book.fault(site, "scattered-services", "unsorted", site.url(column.first), why, suspected=True):
        column.count = _FLAT
        fill(book, site, column, 260)


def _figures(book: Book) -> None:
    site = book.sites["scjg"]
    column = Column("bstj", "办事统计", "data", number=70, count=4, step=31)
    column.first = DIALECTS[site.dialect].first(column, 1000 + column.number)
    site.columns.append(column)
    fill(book, site, column, 120)
    why = f"最新一期在{back(book.today, 120).isoformat()}，超过3个月"
    if not book.fault(site, "stale-service-figures", "stale", site.url(column.first), why):
        refresh(book, site, column, 3)
    site = book.sites["kfq"]
    if not book.fault(site, "stale-service-figures", "missing", site.home, "没有办事统计数据", suspected=True):
        publish(book, site, "tzgg", FIGURES, 30)


def publish(book: Book, site: Site, slug: str, title: str, age: int) -> Article:
    """One more article of a column, `age` days ago."""
    column = site.column(slug)
    article = draw_article(book, site, column, Writer(Random(f"{book.seed}/{site.key}/{slug}/{title}")), 700, age)
    article.title, article.used = title, True
    column.articles.append(article)
    return article


def draw(book: Book) -> None:
    _elements(book)
    _poor(book)
    _doubtful(book)
    _forms(book)
    _scattered(book)


def guide_of(book: Book, key: str, shape: str = "") -> tuple[Site, Article, dict[str, str]]:
    """A guide of the site that nothing was drawn into yet."""
    site = book.sites[key]
    article = book.take(site, "bsfw")
    assert article.guide is not None
    article.shape = shape if shape in (*SHAPES, "unclosed") else article.shape
    return site, article, article.guide


def _elements(book: Book) -> None:
    for key, shape, element in _EMPTY:
        site, article, guide = guide_of(book, key, "table" if shape == "copied" else shape)
        why = f"{element}的格子是空的" + ("，注释里另有一份" if shape == "copied" else "")
        if book.fault(site, "incomplete-guides", "element", site.url(article.path), why):
            article.extra += f"<!-- <table><tr><td>{element}</td><td>{guide[element]}</td></tr></table> -->"
            guide[element] = ""
    for key, shape, element in _SILENT:
        site, article, guide = guide_of(book, key, shape)
        why = f"没有写{element}"
        if book.fault(site, "incomplete-guides", "element", site.url(article.path), why, suspected=True):
            del guide[element]


def _poor(book: Book) -> None:
    site, article, guide = guide_of(book, "rsj", "table")
    if book.fault(site, "incomplete-guides", "poor", site.url(article.path), "四类要素的格子是空的"):
        guide |= dict.fromkeys(_FOUR, "")
    site, article, guide = guide_of(book, "czj")
    if book.fault(site, "incomplete-guides", "poor", site.url(article.path), "只有标题和一段话", suspected=True):
        article.guide = None
    site = book.sites["xfj"]
    poor = []
    for article in site.column("bsfw").articles:
        article.used, article.shape = True, "colons"
        poor.append(("incomplete-guides", "poor", site.url(article.path)))
        if book.fault(site, *poor[-1], "除名称外一类要素也没有", suspected=True):
            article.guide = {k: v for k, v in (article.guide or {}).items() if k not in _SEVEN}
    why = "指南不足5个，每个都缺4类以上"
    book.fault(site, "incomplete-guides", "all-poor", site.home, why, suspected=True, falls_with=tuple(poor))


def _doubtful(book: Book) -> None:
    for key, phone in _PHONES:
        site, article, guide = guide_of(book, key)
        why = f"电话写的是{phone}"
        if book.fault(site, "doubtful-guides", "phone", site.url(article.path), why, suspected=True):
            guide["联系电话"] = phone
    for key, time in (("mzj", "每年一次，截至2019年6月30日"), ("dsj", "2020年3月1日至2020年5月31日")):
        site, article, guide = guide_of(book, key)
        if book.fault(site, "doubtful-guides", "deadline", site.url(article.path), time, suspected=True):
            guide["办理时间"] = time
    for key in ("czj", "nyj"):
        site, article, guide = guide_of(book, key)
        number = _repealed(site)
        why = f"依据{number}在本站标为已失效"
        if book.fault(site, "doubtful-guides", "basis", site.url(article.path), why, suspected=True):
            guide["设定依据"] = f"《临江县有关管理办法》（{number}）"


def _repealed(site: Site) -> str:
    """The number of a document that the site itself shows as expired: the last, for mending makes earlier ones so."""
    papers = (article.fields or {} for article in reversed(site.column("zcwj").articles))
    return next(fields["发文字号"] for fields in papers if fields.get("有效性") == "已失效")


def _forms(book: Book) -> None:
    for key, form in (("nyj", "农机购置补贴申请表"), ("sjj", "审计档案查阅登记表")):
        site, article, guide = guide_of(book, key)
        why = f"要求提交{form}，没有提供"
        if book.fault(site, "missing-forms", "missing", site.url(article.path), why, suspected=True):
            guide["办理材料"] = f"居民身份证、《{form}》"


def _scattered(book: Book) -> None:
    """Three guides among the notices."""
    site = book.sites["mzj"]
    if not book.fault(site, "scattered-services", "scattered", site.home, "三个指南在通知公告里", suspected=True):
        return
    whole = next(article for article in site.column("bsfw").articles if article.guide and not article.used)
    for item in ("低保申请", "高龄津贴", "临时救助"):
        article = book.take(site, "tzgg")
        article.title = f"{item}事项办事指南"
        article.guide, article.shape = {**(whole.guide or {}), "事项名称": item}, "table"
