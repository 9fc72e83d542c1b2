"""The columns in which a site asks its public (征集调查), and what they list."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from checks.facts.columns import ColumnSeen
from checks.facts.consultations import tells_result
from checks.facts.policy import day
from checks.facts.topics import topics_seen
from checks.model.urls import page_key
from checks.model.views import SiteView


@dataclass(frozen=True, slots=True)
class Listed:
    """What the columns list: key of an entry → the day it shows, or its page, None where neither does.

    `elsewhere` is true when an entrance leads to where nothing was read. `unread` says in Chinese why the list is not
    whole, "" when it is. `at` is the first column, "" when there is none.
    """

    columns: int = 0
    elsewhere: bool = False
    at: str = ""
    unread: str = ""
    entries: Mapping[str, date | None] = field(default_factory=dict)


def listed_consultations(site: SiteView) -> Listed:
    """To be used through `site.derived(listed_consultations)`."""
    topics = site.derived(topics_seen)
    columns = topics.columns.get("consultations", ())
    elsewhere = any(site.page(entrance.url) is None for entrance in topics.entrances.get("consultations", ()))
    entries: dict[str, date | None] = {}
    for column in columns:
        _take(site, column, entries)
    halls = [] if columns else topics.entrances.get("interaction", ())
    far = elsewhere or any(site.page(entrance.url) is None for entrance in halls)
    unread = "征集栏目在别的网站或没有读到" if far else ""
    if any(column.scripted or column.cut or not column.pages for column in columns):
        unread = "征集栏目没有读完"
    return Listed(len(columns), elsewhere, columns[0].url if columns else "", unread, entries)


def _take(site: SiteView, column: ColumnSeen, entries: dict[str, date | None]) -> None:
    for url in column.pages:
        page = site.page(url)
        for item in page.facts.items if page else ():
            if tells_result(item.title) or item.block:
                continue
            shown = item.date
            if shown is None and (own := site.page(item.url)) and own.facts.published:
                shown = own.facts.published.value
            entries[page_key(item.url)] = day(shown) if shown else None
