"""Which columns a site has, what each lists, and how new the newest entry is.

Found in this order: the columns the office registered, pages that are lists, links of the home page's navigation,
labels (ColumnName), breadcrumbs. No columns are: an article, a search, a site map, the home page, the further pages of
a list, and what lies on other sites.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

from checks.facts.column_lists import TEXT, Listing, is_file, listing_of
from checks.facts.column_months import Months, Published
from checks.facts.column_pages import Shown, Survey, Trace, first_part, is_search, meaningful, survey
from checks.lexicon.columns import CATEGORIES, category_of, category_of_type, rests
from checks.model.captures import Failure, LinkProbe
from checks.model.pages import PageKind
from checks.model.registry import BEIJING, Column, Site
from checks.model.urls import page_key
from checks.model.views import MissingCapture, SiteView

_YEAR = re.compile(r"(?<!\d)((?:19|20)\d\d)(?!\d)")
_STANDING = frozenset(("overview", "functions", "leaders", "interaction", "services"))
"""Categories of columns that tell what lasts, or what others write."""
_FROM_ABOVE = ("category", "category_by", "rests", "exempt")


@dataclass(frozen=True, slots=True)
class ColumnSeen:
    """A column. `level` 1 stands first in the breadcrumbs or, without these, in the home page's navigation; 0: unknown.

    `parent` and `children` are addresses. `items` counts its entries, `dated` those with a day of their own or on their
    page, `unread` those without a day whose own page was not read. `newest` is the newest of these days that is no more
    than a day ahead of the visit (aware, UTC or +08:00 as read).
    """

    url: str
    name: str = ""
    category: str = ""
    category_by: str = ""  # registry, name, label, parent, "" when nothing told
    level: int = 0
    parent: str = ""
    pages: tuple[str, ...] = ()  # of its list, the first one first; empty when the column was not read
    items: int = 0
    newest: datetime | None = None
    dated: int = 0
    unread: int = 0
    registered: Column | None = None
    exempt: str = ""  # a person's reason why it owes no updates
    rests: bool = False  # its name says that it owes no regular updates: an annual report, a special topic, a past year
    children: tuple[str, ...] = ()
    entries_below: int = 0  # entries of its children and theirs
    scripted: bool = False  # the list is filled by a script that was not run
    cut: bool = False  # its further pages were not read to the end
    has_text: bool = False  # something to read or see besides a list
    bare: int = 0  # characters of its own text, or enough of them (`column_pages.PLENTY`)
    sidebar: bool = False  # lists of the template stand on its page
    empty_notice: str = ""
    tabs: int = 0  # links of its page that lead below its own folder, whether anything was read there or not
    by_look: bool = False  # known only because its page looks like a list


@dataclass(frozen=True, slots=True)
class ColumnsRead:
    """What one walk over the pages of a site tells: its columns by address, and what they published by month."""

    columns: tuple[ColumnSeen, ...]
    published: Published


def columns_seen(view: SiteView) -> tuple[ColumnSeen, ...]:
    """All columns of the site, by address. To be used through `site.derived(columns_seen)`."""
    return view.derived(columns_read).columns


def columns_read(view: SiteView) -> ColumnsRead:
    """To be used through `site.derived(columns_read)`."""
    found = survey(view)
    registered = {found.key(c.url): c for c in view.columns if found.own(c.url) and found.key(c.url) != found.home}
    keys = {key for key in {*registered, *found.traces, *found.shown} if _is_column(found, key, key in registered)}
    dead = view.derived(dead_addresses)
    if not view.coverage.complete:
        keys |= {key for key, trace in found.traces.items() if _is_missed(found, key, trace)}
    parents = {key: _parent(found, key, keys) for key in keys}
    seen: dict[str, ColumnSeen] = {}
    months = Months(found, view.moment, view.coverage)
    for key in sorted(keys):
        listing = listing_of(found, key, keys, dead) if key in found.shown else None
        seen[key] = _read(found, key, registered.get(key), listing, view.moment)
        months.add(key, seen[key].url, seen[key].name, listing)
    seen = _placed(seen, parents)
    columns = {key: _inherited(key, seen, parents) for key in seen}
    return ColumnsRead(tuple(columns.values()), months.told({key: lists_news(one) for key, one in columns.items()}))


def lists_news(column: ColumnSeen) -> bool:
    """Is it one that lists what is new, or would if its list had been read? Of columns of what lasts, those are whose
    entries carry days."""
    if column.category in _STANDING:
        return bool(column.dated)
    own = column.registered is not None or bool(column.category)
    return bool(column.items) or column.scripted or (own and not (column.children or column.tabs))


def is_hollow(column: ColumnSeen) -> bool:
    """Was it read to its end, and is there nothing: no entry, no text, neither a column nor a tab below?"""
    held = column.items or column.children or column.tabs or column.has_text
    return bool(column.pages) and not (held or column.scripted or column.cut)


def _is_column(found: Survey, key: str, registered: bool) -> bool:
    if registered:
        return key not in found.moved
    shown, trace = found.shown.get(key), found.traces.get(key)
    if shown is None or key in (found.home, *found.moved) or shown.article or key in found.listed:
        return False
    if is_search(shown.url, shown.title) or (trace is None and key in found.published and found.published[key]):
        return False
    if shown.kind in (PageKind.LIST, PageKind.SECTION):
        return shown.kind is PageKind.LIST or trace is not None
    label = meaningful(shown.label, found.site)
    if trace is None:
        return bool(label and label in (shown.heading, first_part(shown.title, found.site)))
    return bool(trace.crumb or label or category_of(trace.nav))


def _is_missed(found: Survey, key: str, trace: Trace) -> bool:
    """True for what is called like a column and was not read by a visit that was cut short."""
    unseen = key not in found.published and key not in found.moved and not is_file(key)
    return unseen and bool(category_of(trace.crumb or trace.nav))


def dead_addresses(view: SiteView) -> frozenset[str]:
    """Keys of addresses that are known to lead nowhere, as far as links were asked. Meant for `SiteView.derived`."""
    try:
        return frozenset(
            page_key(p.subject)
            for p in view.probes(LinkProbe)
            if p.status in (404, 410) or p.failure is Failure.NXDOMAIN
        )
    except MissingCapture:
        return frozenset()


def _parent(found: Survey, key: str, keys: set[str]) -> str:
    """The column above: by the breadcrumbs, else by the folder its address lies in; "" when there is none."""
    trace = found.traces.get(key)
    if trace is not None and trace.trail is not None:
        return next((above for above in reversed(trace.trail) if above in keys), "")
    above = (other for other in keys if other != key and other.endswith("/") and key.startswith(other))
    return max(above, key=len, default="")


def _read(found: Survey, key: str, registered: Column | None, listing: Listing | None, moment: datetime) -> ColumnSeen:
    """The column by itself: its name, its entries."""
    shown, trace = found.shown.get(key), found.traces.get(key) or Trace("")
    name = _name(found.site, shown, trace, registered)
    above = [found.traces[other].crumb for other in reversed(trace.trail or ())]
    category, by = _category(name, shown, registered, above)
    listed = _listed(shown, listing, moment) if shown and listing else {}
    return ColumnSeen(
        url=shown.url if shown else registered.url if registered else trace.url,
        name=name,
        category=category,
        category_by=by,
        level=len(trace.trail) + 1 if trace.trail is not None else 1 if trace.nav else 0,
        registered=registered,
        exempt=registered.exempt if registered else "",
        rests=any(rests(title) for title in (name, *above)) or _is_past(name, moment),
        by_look=not (registered or trace.nav or trace.crumb or (shown and meaningful(shown.label, found.site))),
        **listed,
    )


def _is_past(name: str, moment: datetime) -> bool:
    """True for a column of a year gone by: 2024年政府公报."""
    return any(int(year) < moment.astimezone(BEIJING).year for year in _YEAR.findall(name))


def _name(site: Site, shown: Shown | None, trace: Trace, registered: Column | None) -> str:
    """Registry, label, heading where the title agrees, breadcrumb, navigation, any heading, title."""
    heading = first_part(shown.heading, site) if shown else ""
    told = (
        registered.name if registered else "",
        meaningful(shown.label, site) if shown else "",
        heading if shown and heading in shown.title else "",
        trace.crumb,
        trace.nav,
        heading,
        first_part(shown.title, site) if shown else "",
    )
    return next((name for name in told if name), "")


def _category(name: str, shown: Shown | None, registered: Column | None, above: list[str]) -> tuple[str, str]:
    """(category, what told it), from the registry, the name, the label or the breadcrumbs above, nearest first."""
    given = registered.category.strip() if registered else ""
    if told := given if given in CATEGORIES else category_of(given):
        return told, "registry"
    if told := category_of(name):
        return told, "name"
    if shown and (told := category_of_type(shown.type)):
        return told, "label"
    told = next((told for title in above if (told := category_of(title))), "")
    return told, "parent" if told else ""


def _listed(shown: Shown, listing: Listing, moment: datetime) -> dict[str, Any]:
    """Fields of `ColumnSeen`: what the pages of a column list."""
    horizon, entries = moment + timedelta(days=1), listing.entries.values()
    past = [date for entry in entries for date in entry.dates if date <= horizon]
    return dict(
        pages=tuple(page.url for page in listing.pages),
        items=len(entries),
        newest=max(past, default=None),
        dated=sum(bool(entry.dates) for entry in entries),
        unread=sum(entry.unread for entry in entries),
        scripted=not entries and any(page.scripted for page in listing.pages),
        cut=listing.cut,
        has_text=shown.bare > TEXT or bool(shown.images) or shown.embeds,
        bare=shown.bare,
        tabs=shown.below,
        sidebar=listing.sidebar,
        empty_notice=shown.notice,
    )


def _placed(seen: dict[str, ColumnSeen], parents: dict[str, str]) -> dict[str, ColumnSeen]:
    """The columns with what stands above and below them."""
    children: dict[str, list[str]] = {key: [] for key in seen}
    below = dict.fromkeys(seen, 0)
    for key, column in seen.items():
        if parents[key]:
            children[parents[key]].append(column.url)
        for above in _above(key, parents):
            below[above] += column.items
    return {
        key: replace(
            column,
            parent=seen[parents[key]].url if parents[key] else "",
            children=tuple(children[key]),
            entries_below=below[key],
        )
        if parents[key] or children[key]
        else column
        for key, column in seen.items()
    }


def _above(key: str, parents: dict[str, str]) -> tuple[str, ...]:
    """Keys of the columns above `key`, nearest first.

    They cannot run in circles: breadcrumbs count as they were first seen, and no folder lies in itself.
    """
    chain: list[str] = []
    while key := parents[key]:
        chain.append(key)
    return tuple(chain)


def _inherited(key: str, seen: dict[str, ColumnSeen], parents: dict[str, str]) -> ColumnSeen:
    """The column with what it has from those above: their rest, and their category where nothing else told one."""
    column, above = seen[key], [seen[other] for other in _above(key, parents)]
    if not above:
        return column
    told = next((other.category for other in above if other.category), "")
    own = column.category, column.category_by, column.rests, column.exempt
    had = (
        column.category or told,
        column.category_by or ("parent" if told else ""),
        column.rests or any(other.rests for other in above),
        column.exempt or next((other.exempt for other in above if other.exempt), ""),
    )
    changed: dict[str, Any] = dict(zip(_FROM_ABOVE, had, strict=True))
    return replace(column, **changed) if had != own else column  # nearly all say all of it themselves
