"""Faults of columns: out of date, empty, not there; and home pages on which nothing moves."""

from __future__ import annotations

from tests.county.days import back, months_back
from tests.county.draft import Book, Column, Site
from tests.county.plan import fill, refresh

CODES = {"news": "news", "notice": "notice", "policy": "policy"}

AGED = (
    # site, column, days beyond the limit
    ("czj", "yw", 1),
    ("jyj", "yw", 16),
    ("kfq", "yw", 7),
    ("nyj", "yw", 26),
    ("rsj", "yw", 2),
    ("tjj", "tzgg", 1),
    ("sjj", "tzgg", 12),
    ("wjj", "tzgg", 20),
    ("zrzy", "tzgg", 120),
    ("fgj", "tzgg", 31),
    ("jyj", "zcwj", 1),
    ("mzj", "zcwj", 70),
    ("nyj", "zcwj", 9),
    ("scjg", "zcwj", 220),
    ("portal", "xczx", 1),
    ("portal", "ghjh", 40),
    ("czj", "rsxx", 3),
    ("wjj", "ghjh", 90),
    ("zrzy", "aqsc", 15),
    ("rsj", "tjsj", 200),
    ("fgj", "xczx", 33),
    ("mzj", "rsxx", 60),
)
_STILL = (
    ("mzj", {"yw": 22, "tzgg": 19, "zcjd": 30, "hdjl": 27, "tjsj": 33}),
    ("whg", {"yw": 45, "tzgg": 60, "zcwj": 80, "zcjd": 90}),
)
EMPTY = (
    ("jyj", "xczx", ""),
    ("portal", "aqsc", ""),
    ("wjj", "rsxx", ""),
    ("zrzy", "ghjh", ""),
    ("nyj", "aqsc", ""),
    ("fgj", "rsxx", ""),
    ("czj", "aqsc", "栏目建设中，敬请期待"),
    ("mzj", "xczx", "暂无数据"),
    ("rsj", "ghjh", "暂无内容"),
    ("jyj", "ghjh", "内容更新中"),
    ("portal", "rsxx", "正在建设中"),
    ("zrzy", "xczx", "暂无相关信息"),
)
MISSING = (
    ("portal", "zcjd"),
    ("portal", "ldxx"),
    ("jyj", "hdjl"),
    ("wjj", "ldxx"),
    ("zrzy", "bsfw"),
    ("nyj", "zfxxgk"),
    ("mzj", "jgzn"),
    ("rsj", "hdjl"),
    ("fgj", "bsfw"),
    ("kfq", "gk"),
    ("kfq", "zcjd"),
    ("sjj", "ldxx"),
)


def draw(book: Book) -> None:
    """Before articles have addresses: a column's age is part of them."""
    for key, slug, over in AGED:
        _age(book, book.sites[key], book.sites[key].column(slug), over)
    for key, ages in _STILL:
        _still(book, book.sites[key], ages)
    for key, slug, words in EMPTY:
        _empty(book, book.sites[key], book.sites[key].column(slug), words)
    for key, slug in MISSING:
        _remove(book, book.sites[key], book.sites[key].column(slug))
    _promised(book)


def limit(book: Book, category: str) -> int:
    """How many days ago the last day on which an article still keeps a column of a category up to date is."""
    if category == "news":
        return 14
    months = 6 if category in ("notice", "policy") else 12
    return (book.today - months_back(book.today, months)).days


def _age(book: Book, site: Site, column: Column, over: int) -> None:
    age = limit(book, column.category) + over
    why = f"{column.name}最新一篇在{back(book.today, age).isoformat()}，超过期限{over}天"
    fill(book, site, column, age)
    if not book.fault(site, "stale-columns", CODES.get(column.category, "other"), site.url(column.first), why):
        refresh(book, site, column, 2)


def _still(book: Book, site: Site, ages: dict[str, int]) -> None:
    """Nothing of the home page is younger than fourteen days; the news column is out of date with it."""
    news = site.column("yw")
    aged = ("stale-columns", "news", site.url(news.first))  # the home page shows the news: fresh ones mend it as well
    newest = f"首页各栏目最新一篇在{min(ages.values())}天前"
    stale = book.fault(site, "stale-home", "stale", site.home, newest, falls_with=(aged,))
    late = book.fault(site, *aged, f"{news.name}最新一篇在{ages['yw']}天前")
    for slug, age in ages.items():
        fill(book, site, site.column(slug), age)
        if (slug == "yw" and not late) or (slug == "tzgg" and not stale):
            refresh(book, site, site.column(slug), 3)


def _empty(book: Book, site: Site, column: Column, words: str) -> None:
    why = f"{column.name}没有一条内容" + (f"，只写着“{words}”" if words else "")
    url = site.url(column.first)
    field = (
        "missing-grassroots-fields",
        "empty",
        url,
    )  # where the column is that of a field: one empty list, two rules
    if book.fault(site, "blank-columns", "placeholder" if words else "empty", url, why, falls_with=(field,)):
        column.articles, column.words = [], words


def _remove(book: Book, site: Site, column: Column) -> None:
    if book.fault(site, "missing-columns", column.category, site.home, f"没有{column.name}类栏目"):
        site.columns.remove(column)


def _promised(book: Book) -> None:
    """The office itself registered a shorter rhythm than the rule demands, and did not keep it."""
    site = book.sites["portal"]
    column = site.column("tjsj")
    column.registered, column.days = True, 20
    if not book.fault(site, "stale-columns", "other", site.url(column.first), "登记的更新期限是20天，最新一篇在25天前"):
        refresh(book, site, column, 3)
