"""No catalogue of this year's major administrative decisions (重大行政决策事项目录).

How judged: on the portal of a government, once the day of the year in `params.due` is over, a page or a link speaks of
the catalogue and of this year, or is of this year where it names none.
Suspected only: it may be called otherwise, or stand in the catalogue of another organ.
Not counted: departments and towns. Nothing is said before the day. Could not look: the home page was not read, the
visit was cut short, the column for decisions lies where it was not read.
Source: 武威市 2022 年政务公开要点 (JC-10); 国务院令第713号.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from checks.catalog import site_check
from checks.facts.decisions import CATALOGUE
from checks.facts.open_policy import catalogue_years
from checks.facts.policy import day
from checks.facts.topics import topics_seen
from checks.indicators.edition import Rule
from checks.model.findings import Certainty, Finding, Gap, Looked, Said
from checks.model.registry import Level, SiteKind
from checks.model.views import SiteView


@site_check("missing-decision-catalogue", absence=True)
def missing_decision_catalogue(site: SiteView, rule: Rule) -> Iterator[Said]:
    today = day(site.moment)
    month, last = map(int, rule.param("due").split("-"))
    if site.site.kind is not SiteKind.PORTAL or site.site.level is Level.TOWN or today <= date(today.year, month, last):
        return
    if today.year in catalogue_years(site):
        yield Looked()
        return
    if site.home is None:
        yield Gap("首页没有读到", site.site.home)
    elif not site.coverage.complete:
        yield Gap("访问未完成", site.site.home)
    elif unread := _unread(site):
        yield Gap("决策公开栏目没有读到", unread)
    else:
        yield Looked()
        data = {"year": today.year}
        yield Finding("missing", site.home.url, (f"{today.year}",), data, certainty=Certainty.SUSPECTED)


def _unread(site: SiteView) -> str:
    """The address of a column of decisions that was not read, or not to its end; "" when there is none."""
    topics = site.derived(topics_seen)
    unread = [column.url for column in topics.columns.get("decisions", ()) if column.scripted or column.cut]
    unread += [
        entrance.url
        for entrance in topics.entrances.get("decisions", ())
        if not CATALOGUE.search(entrance.text) and site.page(entrance.url) is None
    ]
    return next(iter(unread), "")
