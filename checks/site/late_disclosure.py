"""Documents that were published later than twenty workdays after they were written.

How judged: `late`: a document of the site's own office whose metadata table shows both days; more workdays lie between
them than `params.workdays`. Always suspected: a page put up again after a change shows its new day.
Not counted: documents of other offices, of revision, or from before `params.since`; a document that another page of the
site published in time. Could not look: more than `params.stock_days` days between the two, or `params.bulk` late ones
published on one day (a stock taken over from an older site); years whose workdays are not known.
Source: 政府信息公开条例第二十六条 (GK-07).
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from checks.catalog import site_check
from checks.facts.excerpts import quoted
from checks.facts.folding import fold
from checks.facts.papers import is_own
from checks.facts.policy import day, document_of, has_table, published_on, title_of
from checks.facts.workdays import Calendar
from checks.indicators.edition import Rule
from checks.model.findings import Certainty, Finding, Gap, Looked, Said, Value
from checks.model.pages import Document
from checks.model.urls import page_key
from checks.model.views import PageView, SiteView

_AGAIN = re.compile(r"修订|修正|修改|重新(?:公布|发布|印发)|转发|废止|失效")


@dataclass(frozen=True, slots=True)
class _Late:
    url: str
    title: str
    number: str
    written: date
    published: date
    took: int


@site_check("late-disclosure")
def late_disclosure(site: SiteView, rule: Rule) -> Iterator[Said]:
    late: list[_Late] = []
    first: dict[str, date] = {}  # by number: the day on which it was first published
    since = date.fromisoformat(rule.param("since"))
    calendar = Calendar.of(rule.param("days_off"), rule.param("days_worked"))
    for page in site.pages():
        document = document_of(page)
        if document is None or document.written is None or not _owes(site, page, document):
            continue
        written, published = day(document.written), published_on(page, document, unlabelled=False)
        if published is None or written < since or published < written:
            continue
        number = fold(document.number)
        first[number] = min(published, first.get(number, published))
        stock = (published - written).days > rule.param("stock_days")  # told first: counting years of days takes long
        took = None if stock else calendar.between(written, published)
        if took is None:
            yield Gap("相隔太久或没有当年的工作日安排，可能是补录的旧文件", page.url)
        elif took > rule.param("workdays"):
            late.append(_Late(page.url, title_of(page, document), document.number, written, published, took))
        else:
            yield Looked()
    once = [paper for paper in late if not paper.number or first[fold(paper.number)] == paper.published]
    yield Looked(len(late) - len(once))
    yield from _told(once, rule.param("bulk"))


def _told(late: list[_Late], bulk: int) -> Iterator[Said]:
    days = Counter(paper.published for paper in late)
    for paper in late:
        if days[paper.published] >= bulk:
            yield Gap("同一天集中发布的旧文件，可能是网站迁移", paper.url)
            continue
        yield Looked()
        on = {"written": paper.written.isoformat(), "published": paper.published.isoformat()}
        data: dict[str, Value] = {"title": quoted(paper.title, 100), "number": paper.number, "took": paper.took, **on}
        excerpt = quoted(f"成文 {on['written']} 发布 {on['published']}")
        key = (page_key(paper.url),)
        yield Finding("late", paper.url, key, data, excerpt=excerpt, certainty=Certainty.SUSPECTED)


def _owes(site: SiteView, page: PageView, document: Document) -> bool:
    """True for a first edition with a table that the office of the site, or one of its place, issued."""
    return has_table(document) and not _AGAIN.search(title_of(page, document)) and is_own(site, page, document)
