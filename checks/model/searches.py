"""What the search of a site answered to one question, put as a reader would put it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from checks.model.failures import Failure

HITS_KEPT = 20
"""Hits of the first page that are told of one question."""


class Dialect(StrEnum):
    """How a search is asked, and what it answers with."""

    FORM = "form"  # GET, as the form on the page says; a page of results
    UCAP = "ucap"  # search5 (开普): an interface behind the page of results
    HANWEB = "hanweb"  # jsearchfront (大汉)
    GUANGDONG = "guangdong"  # search.gd.gov.cn


@dataclass(frozen=True, slots=True)
class Hit:
    """An entry of a page of results. `url` is as the page gives it, also where it leads there over the search."""

    title: str
    url: str


@dataclass(frozen=True, slots=True)
class SearchProbe:
    """One question to the search of a site: the `words` typed to find the page `subject`, whose title is `title`.

    `asked` is the address of the question, `published` (aware) when the page came out. One `status` or one `failure`;
    `looks` answers were alike, of which the best is told (1 where a second look could not be read, or said something
    else). `place` counts from 1 where on the first page of results the page stands, 0 for nowhere; `mentioned` is how
    often its whole title stands in the text. `hits` are the first entries (at most `HITS_KEPT`), `entries` how many
    there were; `total` is how many the search says it has found, None when it says nothing; `says_none` that there is
    nothing. `scripted`: scripts make the page;
    `asks_code`: it wants a code (验证码). `marks` as of a `LinkProbe`. `elapsed` is in seconds.
    """

    subject: str
    asked_at: datetime
    title: str
    words: str
    asked: str = ""
    dialect: Dialect = Dialect.FORM
    published: datetime | None = None
    status: int | None = None
    failure: Failure | None = None
    elapsed: float = 0.0
    looks: int = 1
    place: int = 0
    mentioned: int = 0
    hits: tuple[Hit, ...] = ()
    entries: int = 0
    total: int | None = None
    says_none: bool = False
    scripted: bool = False
    asks_code: bool = False
    has_filter: bool = False
    has_sort: bool = False
    has_highlight: bool = False
    marks: tuple[str, ...] = ()

    @property
    def whole(self) -> bool:
        """Was the whole title asked for, and not a phrase of it?"""
        return self.words == self.title
