"""Which interpretation explains which documents: drawn last, for it speaks of titles that others may have changed.

The newest documents of a site are explained by the articles of its column 政策解读, and lead to each other. Where a
site has no such column, its documents lead to an interpretation on the site of the province.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import timedelta

from tests.county.draft import Article, Book, Site
from tests.county.faults import interpretations as faults
from tests.county.misses import interpretations as misses
from tests.county.outside import plain

NEWEST, AGE, YEAR = 9, 10, 365
"""So many documents of a site are explained: the newest that are `AGE` days old, and no more than a year."""
_PLAIN = 4  # every fourth interpretation is text alone


@dataclass(slots=True)
class Told:
    """An interpretation and its documents. What is False is left out: the title of the document, either link."""

    reading: Article
    papers: list[Article] = field(default_factory=list)
    rich: bool = True
    named: bool = True
    to_paper: bool = True
    from_paper: bool = True
    copied: float = 0.0  # how much of its text is the document's


def draw(book: Book) -> None:
    told = {site.key: _pairs(book, site) for site in book.sites.values() if site.has("zcjd")}
    faults.draw(book, told)
    misses.draw(book, told)
    for site in book.sites.values():
        if site.has("zcjd"):
            for each in told[site.key]:
                _apply(each)
        else:
            _elsewhere(book, site)


def papers(book: Book, site: Site) -> list[Article]:
    """The documents that owe an interpretation, the newest first."""
    last, first = book.today - timedelta(days=AGE), book.today - timedelta(days=YEAR)
    owing = [
        article
        for column in site.columns
        for article in column.articles
        if article.fields and "规" in article.fields.get("发文字号", "") and first <= article.day <= last
        if article.fields.get("有效性") not in ("已废止", "失效", "已失效")
    ]
    return sorted(owing, key=lambda article: (-article.day.toordinal(), article.path))[:NEWEST]


def _pairs(book: Book, site: Site) -> list[Told]:
    free = [article for article in site.column("zcjd").articles if not article.used and not article.gone]
    told = [Told(article, rich=n % _PLAIN > 0) for n, article in enumerate(free)]
    for n, paper in enumerate(papers(book, site)):
        told[n % len(told)].papers.append(paper)
    return told


def _apply(told: Told) -> None:
    reading = told.reading
    for article in (reading, *told.papers):
        article.used = True
    whole = [paper for paper in told.papers if paper.paragraphs]
    if whole and told.named:
        names = "".join(f"《{paper.title}》" for paper in whole)
        reading.title = f"图解：{names}" if told.rich else f"{names}政策解读"
        if told.copied:
            reading.paragraphs = whole[0].paragraphs[: max(1, round(told.copied * len(whole[0].paragraphs)))]
    elif told.rich:
        reading.title = f"图解：{reading.title}"
    for paper in told.papers:
        if told.to_paper:
            reading.extra += f'<p>原文：<a href="{paper.path}">{paper.title}</a></p>\n'
        if told.from_paper and paper in whole:
            paper.extra += f'<p>相关解读：<a href="{reading.path}">{reading.title}</a></p>\n'


def _elsewhere(book: Book, site: Site) -> None:
    for n, paper in enumerate(papers(book, site)):
        url = f"http://jd.zhe.gov.cn/{site.key}/{n}.html"
        paper.extra += f'<p><a href="{url}">政策解读</a></p>\n'
        book.outside[url] = plain(200, "政策解读")
