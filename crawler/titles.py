"""A sample of the titles that a site shows, to be looked for with its own search.

Of each kind of article (policy, services, news, leaders, the rest) those come first whose address has the smallest
hash, so that the sample is the same in whatever order the pages arrive, and for a month. Only plain titles that stand
alike on the page and in its <title>, of articles with a date that its page tells; letters of citizens are left out.
"""

from __future__ import annotations

import re
from bisect import insort
from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256

from checks.facts.folding import fold
from checks.model.pages import DateSource, PageFacts, PageKind
from checks.model.registry import BEIJING

OLDEST = timedelta(days=365)
"""Titles of the last year are looked for."""
NEWEST = timedelta(days=7)
"""An index that is filled once a week is no fault (ours)."""
_STRATA = (
    ("policy", ("政策", "文件", "法规", "解读")),
    ("services", ("办事", "服务", "指南")),
    ("leaders", ("领导",)),
    ("news", ("要闻", "动态", "新闻", "公告", "通知")),
)
"""Kinds of articles, by words in the name of their column: it is enough that a sample is of more than one."""
_PLAIN = re.compile(r"[\u4e00-\u9fff0-9A-Za-z（）《》“”、，：]{8,40}")
"""No letters that mean something to a search, and no more of them than a box takes."""
_LETTERS = re.compile(r"信箱|来信|留言|咨询|投诉|互动|信访")


@dataclass(frozen=True, slots=True, order=True)
class Titled:
    """An article to be looked for: `drawn` orders (small first), `ended` is where redirects from `url` led."""

    drawn: str
    url: str
    title: str
    ended: str
    published: datetime


class Titles:
    """Takes the pages of a visit as they come, in bounded memory. `salt` is of the site; `moment` its today."""

    def __init__(self, salt: str, moment: datetime, size: int, again: frozenset[str] = frozenset()) -> None:
        self._salt = f"{salt} {moment.astimezone(BEIJING):%Y-%m}"
        self._moment, self._size, self._again = moment, size, again
        self._kinds: dict[str, list[Titled]] = {}
        self._first: list[Titled] = []

    def saw(self, url: str, ended: str, facts: PageFacts) -> None:
        """Takes an html page that answered 200."""
        title, when = " ".join(facts.heading.split()), facts.published
        if facts.kind is not PageKind.ARTICLE or when is None or when.source is DateSource.URL:
            return
        if not _PLAIN.fullmatch(title) or not NEWEST <= self._moment - when.value <= OLDEST:
            return
        column = _column(facts)
        if _LETTERS.search(column) or not fold(facts.title).startswith(fold(title)):
            return
        drawn = sha256(f"{self._salt} {url}".encode()).hexdigest()[:16]
        one = Titled(drawn, url, title, ended, when.value)
        if url in self._again:
            self._first.append(one)
            return
        kept = self._kinds.setdefault(_kind(column), [])
        insort(kept, one)
        del kept[self._size :]

    def drawn(self) -> list[Titled]:
        """The sample, at most `size`: what is asked again, as many of each kind, then what is left."""
        each = self._size // len(_STRATA)
        chosen = [*sorted(self._first), *(one for kind, _ in _STRATA for one in self._kinds.get(kind, ())[:each])]
        rest = sorted(one for kept in self._kinds.values() for one in kept)
        once: dict[str, Titled] = {}  # two pages of one title cannot be told apart
        for one in (*chosen, *rest):
            once.setdefault(one.title, one)
        return sorted(list(once.values())[: self._size])  # kinds mixed: the first few stand for all


def _column(facts: PageFacts) -> str:
    """The names of the columns in which an article stands, as its own page tells."""
    labels = (meta.content for meta in facts.metas if meta.name.lower() in ("columnname", "columntype"))
    return " ".join((*(crumb.text for crumb in reversed(facts.crumbs)), *labels))[:500]


def _kind(column: str) -> str:
    return next((kind for kind, words in _STRATA if any(word in column for word in words)), "")
