"""Articles whose labels are missing or do not say what the page shows.

How judged: an article carries the metas named in the edition (ArticleTitle, PubDate, ContentSource), filled
(`missing`); its ArticleTitle is the title shown (`title-differs`); its PubDate is written YYYY-MM-DD HH:MM
(`date-format`), is not later than the day after the page was fetched (`date-future`), and is no more days from the
date shown than the edition allows (`date-differs`: a person must look). A title that only lacks or adds a part, or
whose shown form may have been misread, is suspected.
Not counted: pages without a visible date and without any such label (they are no articles); blanks, quotes, entities,
widths, punctuation; a title cut in the label; a subtitle behind a dash; a PubDate with no visible date to compare it
with; further pages of an article, stubs, interface answers, framed fragments, error messages.
Source: 国办发〔2017〕47号 附件《网页设计规范》第四部分 (TAG-04 … TAG-07).
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from datetime import date, timedelta

from checks.catalog import site_check
from checks.facts.excerpts import quoted
from checks.facts.folding import fold, part_of_title, same_title
from checks.facts.labelled import filled, label_day, values_of
from checks.facts.proper import is_continuation, proper_pages
from checks.facts.spread import spread
from checks.indicators.edition import Rule
from checks.model.findings import Certainty, Finding, Looked, Said, Value
from checks.model.pages import DateSource, PageKind
from checks.model.registry import BEIJING
from checks.model.urls import page_key
from checks.model.views import PageView, SiteView

_VISIBLE = (DateSource.LABEL, DateSource.SCRIPT, DateSource.BARE)
_HEAD = 200  # characters of the main text: a date without a label below them is the day under a letter
_FORMAT = re.compile(r"\d{4}-\d{2}-\d{2} (?:[01]\d|2[0-3]):[0-5]\d")
_ZONES = timedelta(days=1)  # a server that writes its dates in another zone is at most this far ahead
_TOP = 300  # folded characters of the main text in which a title is shown
_WORDY = 6  # folded characters: anything shorter stands on a page by chance


@site_check("article-labels")
def article_labels(site: SiteView, rule: Rule) -> Iterator[Said]:
    labels: list[str] = rule.param("labels")
    joined: list[Finding] = []
    judged: Counter[str] = Counter()
    for page in proper_pages(site):
        if not _article(page, labels):
            continue
        yield Looked()
        judged.update(labels)
        joined += (_finding("missing", label, page) for label in labels if not _value(page, label))
        if "PubDate" in labels and (written := _value(page, "PubDate")):
            if not _well_formed(written):
                joined.append(_finding("date-format", "PubDate", page, written))
            yield from _date(page, written, rule.param("date_days"))
        if "ArticleTitle" in labels and (written := _value(page, "ArticleTitle")):
            yield from _title(page, written)
    yield from spread(joined, judged, rule.param("sitewide_share"), rule.param("sitewide_pages"), site.site.home)


def _article(page: PageView, labels: list[str]) -> bool:
    if page.facts.kind is not PageKind.ARTICLE or is_continuation(page):
        return False
    return bool(_shown_days(page)) or any(values_of(page, label) for label in labels)


def _value(page: PageView, label: str) -> str:
    """The first filled value of a label, "" where there is none."""
    for value in values_of(page, label):
        if filled(label, value):
            return value.strip()
    return ""


def _shown_days(page: PageView) -> list[date]:
    """Days of publication that a reader sees; one without a label only near the top, and not that of writing."""
    head, document = page.facts.text[:_HEAD], page.facts.document
    written = document.written.astimezone(BEIJING).date() if document and document.written else None
    shown = [(seen, seen.value.astimezone(BEIJING).date()) for seen in page.facts.dates if seen.source in _VISIBLE]
    return [day for seen, day in shown if seen.source is not DateSource.BARE or (seen.raw in head and day != written)]


def _well_formed(written: str) -> bool:
    return _FORMAT.fullmatch(written) is not None and label_day(written) is not None


def _date(page: PageView, written: str, days: int) -> Iterator[Finding]:
    """A date in the future is said once, as that; only one in the past is held against what the page shows."""
    day, shown = label_day(written), _shown_days(page)
    if day is None:
        return
    fetched = page.page.fetched_at.astimezone(BEIJING).date()
    if day > fetched + _ZONES:
        yield _finding("date-future", "PubDate", page, written, f"{fetched:%Y-%m-%d}")
    elif shown and all(abs((day - other).days) > days for other in shown):
        yield _finding("date-differs", "PubDate", page, written, f"{shown[0]:%Y-%m-%d}", suspected=True)


def _title(page: PageView, written: str) -> Iterator[Finding]:
    shown = page.facts.heading
    if not shown or same_title(written, shown) or _stands_at_top(page, fold(written)):
        return
    surely_read = fold(shown) in fold(page.facts.title)
    doubtful = part_of_title(written, shown) or not surely_read
    yield _finding("title-differs", "ArticleTitle", page, written, shown, suspected=doubtful)


def _stands_at_top(page: PageView, title: str) -> bool:
    """The heading was that of a topic or a banner, and the title stands below it."""
    return len(title) >= _WORDY and title in fold(page.facts.text)[:_TOP]


def _finding(
    code: str, label: str, page: PageView, shown: str = "", expected: str = "", suspected: bool = False
) -> Finding:
    data: dict[str, Value] = {"label": label, "shown": quoted(shown, 100), "expected": quoted(expected, 100)}
    certainty = Certainty.SUSPECTED if suspected else Certainty.CERTAIN
    excerpt = f"{label}={quoted(shown, 150)}" if shown else ""
    return Finding(code, page.url, (label, code, page_key(page.url)), data, excerpt=excerpt, certainty=certainty)
