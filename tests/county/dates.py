"""Columns 基层动态 of some sites: articles whose days are told twice, documents that stand on two pages, and who signs.

Every article has a role, by which faults and near misses find it; `AGES` says how many days ago it was published.
"""

from __future__ import annotations

from random import Random

from tests.county.days import back
from tests.county.dialects.known import DIALECTS
from tests.county.draft import Article, Book, Column, Site
from tests.county.plan import draw_article
from tests.county.prose import Writer

SLUG, NUMBER = "jcdt", 75
_FRESH = (2, 9, 17, 33, 48, 61, 75, 90)
NEWS: dict[str, dict[str, int]] = {
    "mzj": {
        "again-old": 150,
        "again-new": 20,
        "fortnight-old": 40,
        "fortnight-new": 26,
        "line-old": 170,
        "line-new": 60,
    },
    "nyj": {
        **{"again-old": 160, "again-new": 22, "title-old": 150, "title-new": 64, "misspelt": 12, "full": 14},
        **{"elsewhere": 16},
    },
    "scjg": {
        **{"again-old": 140, "again-new": 24, "text-old": 130, "text-new": 66, "misspelt": 12, "city": 14, "short": 16},
        **{"moment": 70},
    },
    "xfj": {"address": 200, "loaded": 280, "changed": 210},
    "dsj": {"address": 190, "kept-up": 220, "elsewhere": 12, "passed-on": 14, "county": 16},
}
LATE: dict[str, dict[str, int]] = {
    "xfj": {"late": 25, "yesterday": 1},
    "dsj": {"late": 31, "history": 500},
    "nyj": {f"burst-{n}": 12 + 2 * n for n in range(5)},
    "scjg": {"late-paper": 40},
}
"""What comes on the second night alone."""
PAPERS: dict[str, dict[str, int]] = {
    "mzj": {"number": 430, "figure": 470, "spelt": 510, "year": 550},
    "nyj": {"day": 440, "figure": 480, "same": 520, "revised": 560},
    "scjg": {"brackets": 450, "same": 490},
}
"""Documents that are put up a second time ten days later: by role and by role + "-copy"."""


def furnish(book: Book) -> None:
    """Before columns have addresses."""
    for key, roles in NEWS.items():
        site = book.sites[key]
        column = Column(SLUG, "基层动态", "other", number=NUMBER)
        site.columns.append(column)
        writer = Writer(Random(f"{book.seed}/{key}/{SLUG}"))
        told = {**{f"fresh-{age}": age for age in _FRESH}, **roles}
        for n, (role, age) in enumerate(told.items()):
            _add(book, site, column, writer, role, n, age)
        paper = Column("zcwj", "政策文件", "policy")
        for n, (role, age) in enumerate(PAPERS.get(key, {}).items()):
            _add(book, site, column, writer, role, 600 + n, age, paper)
            _second(site, column, role)
        for n, (role, age) in enumerate(LATE.get(key, {}).items() if book.night > 1 else ()):
            kind = paper if role == "late-paper" else column
            _add(book, site, column, Writer(Random(f"{book.seed}/{key}/{role}")), role, 700 + n, age, kind)
            column.articles[-1].stored = book.today


def _add(
    book: Book, site: Site, column: Column, writer: Writer, role: str, n: int, age: int, kind: Column | None = None
) -> None:
    article = draw_article(book, site, kind or column, writer, n, age)
    article.kind, article.used = role, True
    article.path = DIALECTS[site.dialect].article(column, NUMBER * 1000 + n, article.day)
    column.articles.append(article)


def _second(site: Site, column: Column, role: str) -> None:
    """The same document once more, ten days later."""
    paper = column.articles[-1]
    paper.paragraphs[1] += "符合条件的每户给予1200元的补助，由县级财政统筹安排。"
    day = back(paper.day, -10)
    copy = Article(paper.title, day, list(paper.paragraphs), source=paper.source, kind=f"{role}-copy", used=True)
    copy.fields = {**(paper.fields or {}), "发布日期": day.isoformat()}
    copy.signed, copy.clock = paper.signed, paper.clock
    number = NUMBER * 1000 + 500 + len(column.articles)
    copy.path = DIALECTS[site.dialect].article(column, number, day)
    column.articles.append(copy)


def article(book: Book, key: str, role: str) -> tuple[Site, Article]:
    """The site and its article in that role."""
    site = book.sites[key]
    return site, next(one for one in site.column(SLUG).articles if one.kind == role)


def repeat(old: Article, new: Article, *, title: bool = True, text: bool = True) -> None:
    """Makes the later article what the earlier one was."""
    new.title = old.title if title else new.title
    new.paragraphs = list(old.paragraphs) if text else new.paragraphs
