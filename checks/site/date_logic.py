"""Documents whose dates and numbers contradict each other.

How judged: `published-before-written`: the day of publication shown lies before the day of writing. `number-year`:
the year in the number is not that of the day of writing. `written-in-future`: the day of writing lies after the day
the page was fetched. `same-number`: two documents with different titles carry one number; said of the later,
suspected. A day of writing that was taken from the text, not from a metadata table, makes the finding suspected.
Not counted: papers of January to March numbered in the year before, and of December numbered in the year after; one
document shown under several columns or titled more fully in one place; numbers without a year; drafts, explanations
of a document that only quote its number, lists.
Source: 通报用语“文件发布逻辑错误” (GF-11).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from checks.catalog import site_check
from checks.facts.excerpts import quoted
from checks.facts.folding import fold
from checks.facts.policy import day, document_of, has_table, published_on, same_paper, title_of
from checks.indicators.edition import Rule
from checks.model.findings import Certainty, Finding, Looked, Said, Value
from checks.model.pages import Document
from checks.model.urls import page_key
from checks.model.views import PageView, SiteView

_YEAR = re.compile(r"〔((?:19|20)\d\d)〕")
_TURN_OF_YEAR = (12, 3)  # an office's numbering of one year may run into the next: from December to March


@dataclass(frozen=True, slots=True)
class _Paper:
    """What is kept of a document to tell it from others of the same number."""

    url: str
    title: str
    number: str
    on: date


@site_check("date-logic")
def date_logic(site: SiteView, rule: Rule) -> Iterator[Said]:
    numbered: dict[str, list[_Paper]] = {}  # by the number, folded
    for page in site.pages():
        document = document_of(page)
        if document is None or not (document.number or document.written):
            continue
        yield Looked()
        published = published_on(page, document, unlabelled=False)
        yield from _dates(page, document, published, site)
        if _YEAR.search(document.number):
            on = published or (day(document.written) if document.written else date.max)
            paper = _Paper(page.url, title_of(page, document), document.number, on)
            numbered.setdefault(fold(document.number), []).append(paper)
    for papers in numbered.values():
        yield from _twice(papers)


def _dates(page: PageView, document: Document, published: date | None, site: SiteView) -> Iterator[Finding]:
    if document.written is None:
        return
    written = day(document.written)
    year = _YEAR.search(document.number)
    shown, on = f"{published:%Y-%m-%d}" if published else "", f"{written:%Y-%m-%d}"
    faults = {
        "published-before-written": (published is not None and published < written, shown, on),
        "number-year": (year is not None and not _agrees(int(year.group(1)), written), document.number, on),
        "written-in-future": (written > max(day(site.moment), day(page.page.fetched_at)), on, ""),
    }
    certainty = Certainty.CERTAIN if has_table(document) else Certainty.SUSPECTED
    for code, (wrong, seen, expected) in faults.items():
        if wrong:
            data: dict[str, Value] = {"title": quoted(title_of(page, document), 100), "number": document.number}
            data |= {"shown": seen, "expected": expected}
            excerpt = quoted(f"{document.number} {on} {shown}")
            yield Finding(code, page.url, (code, page_key(page.url)), data, excerpt=excerpt, certainty=certainty)


def _agrees(year: int, written: date) -> bool:
    first, last = _TURN_OF_YEAR
    if year == written.year - 1:
        return written.month <= last
    return year == written.year or (year == written.year + 1 and written.month >= first)


def _twice(papers: list[_Paper]) -> Iterator[Finding]:
    """Every paper but the first of its number, once for each title that is not that of an earlier one."""
    told: list[_Paper] = []
    for paper in sorted(papers, key=lambda paper: (paper.on, paper.url)):
        if any(same_paper(paper.title, other.title) for other in told):
            continue
        told.append(paper)
        if len(told) > 1:
            first = told[0]
            titles = {"title": quoted(paper.title, 100), "other_title": quoted(first.title, 100)}
            data = {"number": paper.number, "target": first.url, **titles}
            key = ("same-number", page_key(paper.url))
            yield Finding("same-number", paper.url, key, data, certainty=Certainty.SUSPECTED, places=(first.url,))
