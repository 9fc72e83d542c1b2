"""What a site shows of the persons who lead the office: by column, the pages of single persons and what stands there.

The elements are those of GL-42: photo, résumé (简历) and duties (分工). The name is the title of the page.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from checks.facts.columns import ColumnSeen, columns_seen
from checks.lexicon.columns import folded, is_entrance, topics_of
from checks.model.pages import PageFacts, Place
from checks.model.urls import page_key
from checks.model.views import SiteView

ELEMENTS = ("photo", "resume", "duties")
LONGEST_TITLE = 24
"""Characters of the longest title that a page about one person has: 县委副书记、县长张某某."""
_FRAME = (Place.NAV, Place.FOOTER, Place.HEAD)
_WORDY = 60  # characters of a page that is more than a picture under a title
MOST = 60
"""So many persons of one column are looked at."""

_RESUME = re.compile(
    r"简历|履历|出生|\d{4}年\d{0,2}月?[生参入]|\d{4}[.．]\d{1,2}|参加工作|学历|文化程度|毕业|籍贯|入党|加入中国共产党|[汉满回壮苗]族|学士|硕士|博士"
)
_DUTIES = re.compile(r"分工|分管|主管|主持|负责|协助|协管|联系\S{0,20}工作|工作职责|领导\S{0,10}全面")
_NO_PERSON = re.compile(
    r"讲话|会议|调研|通知|强调|公示|任免|公告|报告|致辞|慰问|召开|出席|活动|动态|信箱|接待|工作(?:安排|部署)|意见|贯彻|督导|开展"
    r"|简历|分工|详情|详细|[\d]页|^\W*$"
)


@dataclass(frozen=True, slots=True)
class Portrait:
    """One person's page, and which of `ELEMENTS` it shows."""

    url: str
    shows: frozenset[str]


@dataclass(frozen=True, slots=True)
class Gallery:
    """A column of leaders: `shows` is what its own pages show, `persons` the pages that it lists, `unread` how many of
    these were not read. `blind`: the column itself was not read, or a script fills it."""

    column: ColumnSeen
    shows: frozenset[str] = frozenset()
    persons: tuple[Portrait, ...] = ()
    unread: int = 0
    blind: bool = False


def galleries(site: SiteView) -> tuple[Gallery, ...]:
    """The columns of leaders, each with those below it; by address. To be used through `site.derived(galleries)`."""
    columns = {column.url: column for column in site.derived(columns_seen)}
    below: dict[str, list[ColumnSeen]] = {}  # by the highest column of leaders: it and those below it
    for column in columns.values():
        line = [column, *(columns[up] for up in _above(column, columns))]
        if top := next(filter(_of_leaders, reversed(line)), None):
            below.setdefault(top.url, []).append(column)
    return tuple(_gallery(site, columns[top], [c for c in below[top] if c.url != top]) for top in sorted(below))


def elements(facts: PageFacts) -> frozenset[str]:
    """Which of `ELEMENTS` a page shows."""
    text = facts.text[:20_000]
    shown = {
        "photo": facts.images > 0,
        "resume": bool(_RESUME.search(text)),
        "duties": bool(_DUTIES.search(text)),
    }
    return frozenset(element for element, there in shown.items() if there)


def _of_leaders(column: ColumnSeen) -> bool:
    return "leader-pages" in topics_of(column.name)


def _above(column: ColumnSeen, columns: dict[str, ColumnSeen]) -> Iterator[str]:
    while column.parent:
        yield column.parent
        column = columns[column.parent]


def _gallery(site: SiteView, top: ColumnSeen, below: list[ColumnSeen]) -> Gallery:
    if not top.pages or top.scripted:
        return Gallery(top, blind=True)
    own = [view.facts for column in (top, *below) for url in column.pages if (view := site.page(url))]
    keys = {page_key(url) for column in (top, *below) for url in (column.url, *column.pages)}
    views = {url: site.page(url) for url in list(_persons(own, keys))[:MOST]}
    persons = tuple(Portrait(url, elements(view.facts)) for url, view in views.items() if view)
    shows = frozenset(element for facts in own for element in elements(facts))
    if not persons and any(facts.images and facts.text_length < _WORDY for facts in own):
        return Gallery(top, blind=True)  # what stands in pictures was not read
    if sum(facts.images for facts in own) < len(persons):
        shows -= {"photo"}  # one banner is no gallery
    return Gallery(top, shows, persons, sum(view is None for view in views.values()))


def _persons(own: list[PageFacts], columns: set[str]) -> dict[str, str]:
    """Addresses of the persons' pages that the pages of the columns list: entries, and links into their own folders."""
    folders = tuple(folder for key in columns if (folder := key[: key.rfind("/") + 1]).count("/") > 1)
    found: dict[str, str] = {}
    for facts in own:
        listed = {item.url: item.title for item in facts.items}
        links = {link.url: link.text for link in facts.links if link.tag == "a" and link.place not in _FRAME}
        for url, text in {**links, **listed}.items():
            key = page_key(url)
            inside = url in listed or key.startswith(folders)
            # An entry whose link leads nowhere has no address.
            if url and inside and key not in columns and _is_person(text):
                found.setdefault(url, text)
    return found


def _is_person(title: str) -> bool:
    plain = folded(title)
    return 2 <= len(plain) <= LONGEST_TITLE and not is_entrance(title) and not _NO_PERSON.search(plain)
