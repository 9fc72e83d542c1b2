"""Subsidies for the people and for farmers (惠民惠农补贴) that are not told: no column, or no list of the policies.

How judged: governments of the levels in `levels`. `column`: nothing on the site is called so, neither a column nor a
link, however deep. `list`: the columns were read to their end, and neither an entry nor the text of their pages speaks
of a list (the words of `words`). Its fields (名称, 依据 …) mostly stand in an attachment and are for a person.
Suspected only: all.
Not counted: an empty column (blank-columns tells it); departments.
Gap: a visit cut short, a column that was not read to its end or stands on another site, a platform elsewhere.
Source: 武威市、武清区、西湖镇政务公开要点.
"""

from __future__ import annotations

from collections.abc import Iterator

from checks.catalog import site_check
from checks.facts.columns import ColumnSeen
from checks.facts.named import cannot_tell, named_topics, own_columns
from checks.indicators.edition import Rule
from checks.model.findings import Finding, Gap, Looked, Said
from checks.model.pages import PageFacts, Place
from checks.model.registry import SiteKind
from checks.model.urls import page_key
from checks.model.views import SiteView

TOPICS = ("subsidies", "涉农补贴")


@site_check("missing-subsidy-lists", absence=True)
def missing_subsidy_lists(site: SiteView, rule: Rule) -> Iterator[Said]:
    if site.site.kind is not SiteKind.PORTAL or site.site.level.value not in rule.param("levels"):
        return
    why, where = cannot_tell(site)
    if why:
        yield Gap(why, where)
        return
    columns, named = own_columns(site, "subsidies"), site.derived(named_topics).topics
    shown_on = next((named[topic] for topic in TOPICS if topic in named), "")
    if not shown_on:
        yield Looked()
        yield Finding("column", at=site.site.home, key=("column", page_key(site.site.home)))
        return
    half_read = next((c for c in columns if _is_half_read(c)), None)
    if _has_list(site, columns, rule.param("words")):
        yield Looked()
    elif not columns or half_read:
        yield Gap("惠民惠农补贴栏目没有读完", half_read.url if half_read else shown_on)
    elif any(column.items or column.has_text for column in columns):
        yield Looked()
        at = columns[0].url
        yield Finding("list", at=at, key=("list", page_key(at)), data={"column": columns[0].name})


def _is_half_read(column: ColumnSeen) -> bool:
    leads_on = not column.items and column.tabs > 0  # to columns that were not met as such
    return not column.pages or column.scripted or column.cut or leads_on


def _has_list(site: SiteView, columns: tuple[ColumnSeen, ...], words: list[str]) -> bool:
    views = [view for column in columns for url in column.pages if (view := site.page(url))]
    told = (text for view in views for text in (*_titles(view.facts), view.facts.text))
    return any(word in text for text in told for word in words)


def _titles(facts: PageFacts) -> Iterator[str]:
    """What the page and its entries are called; menus name other lists (权责清单, 公开目录)."""
    yield from (facts.title, facts.heading, *(item.title for item in facts.items))
    yield from (link.text for link in facts.links if link.place not in (Place.NAV, Place.HEAD, Place.FOOTER))
