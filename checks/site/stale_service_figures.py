"""Counts of services (办事统计) that are not published, or not any more.

How judged: the newest day among the entries of columns called 办事统计, 办件统计 and the like, and among entries of any
list that are called so, against the limit in calendar months. `stale`: that day lies before it. `missing`: a portal has
neither such a column nor such an entry.
Suspected only: `missing`; `stale` where only the titles of entries tell that they are counts, and of a past year's
column.
Not counted: sites without services to the public; departments without such a column, portals without any column of
services (missing-columns); where a person has exempted such a column. Counters without a day (累计办件), columns on
other hosts, filled by scripts or not read to the end: gaps.
Source: 国办秘函〔2019〕19号; 国管局 2019 年二季度自查 (WD-202).
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime

from checks.catalog import site_check
from checks.facts.columns import ColumnSeen
from checks.facts.periods import months_before
from checks.facts.services import services_seen
from checks.facts.topics import topics_seen
from checks.indicators.edition import Rule
from checks.model.findings import Certainty, Finding, Gap, Looked, Said
from checks.model.pages import PageKind
from checks.model.registry import BEIJING, SiteKind
from checks.model.urls import host_of
from checks.model.views import SiteView

OUTSIDE = "办事服务在外部平台上，统计数据没有读到"
COUNTERS = "页面上有办件数量而没有日期，看不出何时更新"
UNREAD = "办事统计栏目没有读到或没有读完"


@site_check("stale-service-figures")
def stale_service_figures(site: SiteView, rule: Rule) -> Iterator[Said]:
    if not site.site.has_services:
        return
    seen, topics = site.derived(services_seen), site.derived(topics_seen)
    columns = topics.columns.get("service-figures", ())
    if any(column.exempt for column in columns):
        return
    newest, at = _newest(columns, seen.figures)
    oldest = months_before(site.moment.astimezone(BEIJING).date(), rule.param("months"))
    if newest is not None and newest >= oldest:
        yield Looked()
    elif seen.counters:
        yield Gap(COUNTERS, seen.counters)
    elif unread := next((column.url for column in columns if _unread(column)), ""):
        yield Gap(UNREAD, unread)
    elif newest is not None and (abroad := _abroad(site)):
        yield Gap(OUTSIDE, abroad)
    elif newest is not None:
        yield Looked()
        sure = any(column.url == at and not column.rests for column in columns)
        data = {"newest": newest.isoformat()}
        certainty = Certainty.CERTAIN if sure else Certainty.SUSPECTED
        yield Finding("stale", at, ("stale",), data, certainty=certainty)
    else:
        yield from _none(site, seen.outside, [one.url for one in topics.entrances.get("service-figures", ())])


def _abroad(site: SiteView) -> str:
    """An entrance to counts of services on another host, "" when there is none."""
    entrances = site.derived(topics_seen).entrances.get("service-figures", ())
    return next((one.url for one in entrances if host_of(one.url) not in site.site.all_hosts), "")


def _none(site: SiteView, outside: str, entrances: list[str]) -> Iterator[Said]:
    """No count of services was found."""
    home = site.home
    if entrances:
        yield Gap(UNREAD, entrances[0])
    elif outside and site.site.kind is SiteKind.PORTAL:
        yield Gap(OUTSIDE, outside)
    elif site.site.kind is not SiteKind.PORTAL or not _serves(site):
        return
    elif not site.coverage.complete:
        yield Gap("访问未完成，没有找到办事统计数据", site.site.home)
    elif home is None or home.facts.kind is PageKind.STUB or home.facts.scripted:
        yield Gap("首页没有读到", site.site.home)
    else:
        yield Looked()
        yield Finding("missing", home.url, ("missing",), certainty=Certainty.SUSPECTED)


def _serves(site: SiteView) -> bool:
    """True when the site has a column of services: one that has none is told so by missing-columns."""
    return bool(site.derived(topics_seen).columns.get("services"))


def _newest(columns: tuple[ColumnSeen, ...], entry: tuple[datetime, str] | None) -> tuple[date | None, str]:
    """The newest day and where it stands: the column's address, where one has it, else that of the entry."""
    dated = [(column.newest, column.url) for column in columns if column.newest is not None]
    best = max(dated, default=None)
    if entry is not None and (best is None or entry[0].astimezone(BEIJING).date() > best[0].astimezone(BEIJING).date()):
        best = entry
    return (best[0].astimezone(BEIJING).date(), best[1]) if best else (None, "")


def _unread(column: ColumnSeen) -> bool:
    return column.scripted or column.cut or bool(column.unread) or not column.pages
