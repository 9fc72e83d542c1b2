"""Guides that are not shown in one place, or not sorted there.

How judged: `scattered`: at least `apart_items` pages that their titles call guides stand in no column of services, and
no such column lists them. `unsorted`: the columns of services list at least `flat_items` entries in one single list,
without further columns, several lists on the page or words that sort (个人办事, 法人办事, 按部门 …).
Suspected only: all of it, how services are sorted is seen by a person.
Not counted: sites without services to the public or without guides; lists filled by scripts or not read to the end:
gaps.
Source: 国办秘函〔2019〕19号 (WD-201).
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from checks.catalog import site_check
from checks.facts.columns import ColumnSeen
from checks.facts.services import services_seen
from checks.facts.topics import topics_seen
from checks.indicators.edition import Rule
from checks.model.findings import Certainty, Finding, Gap, Looked, Said, Value
from checks.model.urls import page_key
from checks.model.views import SiteView

UNREAD = "办事服务栏目没有读到或没有读完"
_SAMPLE = 20
_SORTS = re.compile(
    r"按(?:部门|主题|事件|对象|类别|领域|单位)|(?:个人|法人|企业|自然人)(?:办事|服务|事项)|面向(?:个人|法人|企业)|主题(?:服务|分类)|部门(?:服务|分类)|服务对象分类|事项分类"
)


@site_check("scattered-services")
def scattered_services(site: SiteView, rule: Rule) -> Iterator[Said]:
    if not site.site.has_services:
        return
    yield from _scattered(site, rule)
    columns = site.derived(topics_seen).columns.get("services", ())
    if not columns:
        return
    if unread := next((column.url for column in columns if _unread(column)), ""):
        yield Gap(UNREAD, unread)
        return
    yield Looked()
    entries = sum(column.items for column in columns)
    if entries >= rule.param("flat_items") and not _sorted(site, columns):
        longest = max(columns, key=lambda column: column.items)
        data: dict[str, Value] = {"column": longest.name, "entries": entries}
        yield Finding("unsorted", longest.url, ("unsorted", page_key(longest.url)), data, certainty=Certainty.SUSPECTED)


def _scattered(site: SiteView, rule: Rule) -> Iterator[Said]:
    guides = [one for one in site.derived(services_seen).guides if one.guide.by_title]
    apart = [one.url for one in guides if not one.sorted_in]
    yield Looked(len(guides))
    if len(apart) >= rule.param("apart_items"):
        data = {"guides": len(apart), "of": len(guides)}
        yield Finding(
            "scattered", site.site.home, ("scattered",), data, certainty=Certainty.SUSPECTED,
            places=tuple(apart[:_SAMPLE]),
        )  # fmt: skip


def _unread(column: ColumnSeen) -> bool:
    return column.scripted or column.cut or not column.pages


def _sorted(site: SiteView, columns: tuple[ColumnSeen, ...]) -> bool:
    """True when several columns share the entries, or the page of one shows that it sorts them."""
    if sum(bool(column.items) for column in columns) > 1:
        return True
    for column in columns:
        page = site.page(column.pages[0])
        if page is None:
            continue
        if len({item.block for item in page.facts.items}) > 1 or _SORTS.search(page.facts.text):
            return True
        if any(_SORTS.search(link.text) for link in page.facts.links):
            return True
    return False
