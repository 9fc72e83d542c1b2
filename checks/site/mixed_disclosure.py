"""Columns of news inside the disclosure platform, which is for what the law has published.

How judged: `news-column`: a column whose breadcrumbs or address place it below one called by the name of the rule, and
whose own name is one of news. Always suspected: what such a column holds, only a person can say.
Not counted: platforms of other names (信息公开, 政务公开 of before were menus of the whole site); news of the law's own
subjects (政策解读, 公示).
Source: 国办公开办函〔2019〕61号 (GK-02, “专栏姓专”).
"""

from __future__ import annotations

from collections.abc import Iterator

from checks.catalog import site_check
from checks.facts.columns import ColumnSeen, columns_seen
from checks.facts.disclosure import platform_of
from checks.facts.excerpts import quoted
from checks.indicators.edition import Rule
from checks.lexicon.columns import folded
from checks.model.findings import Certainty, Finding, Gap, Looked, Said
from checks.model.urls import page_key
from checks.model.views import SiteView


@site_check("mixed-disclosure")
def mixed_disclosure(site: SiteView, rule: Rule) -> Iterator[Said]:
    columns = {column.url: column for column in site.derived(columns_seen)}
    platforms = {url for url, column in columns.items() if rule.param("name") in folded(column.name)}
    if not platforms:
        unread = site.derived(platform_of).unread
        if unread:
            yield Gap(unread, site.site.home)
        return
    for column in columns.values():
        above = _above(columns, column)
        if platforms.isdisjoint(above):
            continue
        yield Looked()
        if folded(column.name) in rule.param("names"):
            platform = next(url for url in above if url in platforms)
            yield Finding(
                "news-column",
                column.url,
                (page_key(column.url),),
                {"column": quoted(column.name, 40), "platform": quoted(columns[platform].name, 40)},
                found_on=platform,
                certainty=Certainty.SUSPECTED,
            )


def _above(columns: dict[str, ColumnSeen], column: ColumnSeen) -> list[str]:
    """Addresses of the columns above, nearest first."""
    found: list[str] = []
    while column.parent in columns:
        found.append(column.parent)
        column = columns[column.parent]
    return found
