"""A home page on which nothing new appeared.

How judged: the newest of the days that the home page shows beside its entries and of the publication dates of the pages
it links to. Where the home page is a mere way in (no entry with a day, on it or behind it) the lists of all second-
level pages are looked at too. The last day of the limit still counts as updated. Days in the future are left out.
Suspected only: entries without a day lead to pages that were not read, or scripts fill the home page.
Not counted: a home page that could not be read, or nothing on it and below that carries a date.
Source: 国办秘函〔2019〕19号.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta

from checks.catalog import site_check
from checks.indicators.edition import Rule
from checks.model.findings import Certainty, Finding, Gap, Looked, Said
from checks.model.registry import BEIJING
from checks.model.urls import host_of, page_key
from checks.model.views import PageView, SiteView


@site_check("stale-home")
def stale_home(site: SiteView, rule: Rule) -> Iterator[Said]:
    home = site.home
    if home is None:
        yield Gap("首页没有读到", site.site.home)
        return
    linked = {page_key(link.url) for link in home.facts.links} | {page_key(item.url) for item in home.facts.items}
    below = [page for page in site.pages() if page.url != home.url and linked & _keys(page)]
    dates = [*_entries(home, below), *(page.facts.published.value for page in below if page.facts.published)]
    if not any(_entries(home, below)):
        dates += [item.date for page in below for item in page.facts.items if item.date]
    horizon = site.moment + timedelta(days=1)
    newest = max((date for date in dates if date <= horizon), default=None)
    if newest is None:
        yield Gap("首页及其下级页面都没有日期", home.url)
        return
    yield Looked()
    doubtful = home.facts.scripted or _unread(site, home, below)
    days = (site.moment.astimezone(BEIJING).date() - newest.astimezone(BEIJING).date()).days
    if days > rule.param("days"):
        yield Finding(
            "stale",
            at=home.url,
            key=("home",),
            data={"newest": f"{newest.astimezone(BEIJING):%Y-%m-%d}", "days": days, "limit": rule.param("days")},
            certainty=Certainty.SUSPECTED if doubtful else Certainty.CERTAIN,
        )


def _keys(page: PageView) -> set[str]:
    return {page_key(page.url), page_key(page.page.final_url or page.url)}


def _entries(home: PageView, below: Iterable[PageView]) -> Iterator[datetime]:
    """The days of the home page's entries: those shown beside them, and those on their own pages."""
    listed = {page_key(item.url) for item in home.facts.items}
    yield from (item.date for item in home.facts.items if item.date)
    yield from (page.facts.published.value for page in below if page.facts.published and listed & _keys(page))


def _unread(site: SiteView, home: PageView, below: list[PageView]) -> bool:
    """True when an entry without a day leads to a page of the site that the visit did not reach."""
    if site.coverage.complete:
        return False
    read = {key for page in below for key in _keys(page)}
    return any(
        item.date is None and host_of(item.url) in site.site.all_hosts and page_key(item.url) not in read
        for item in home.facts.items
    )
