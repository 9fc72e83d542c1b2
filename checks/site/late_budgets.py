"""Budgets and final accounts that are not shown: no column of their own, or not those of the latest year.

How judged: the years in the titles of all entries, links and pages that speak of 预算 or 决算. The budget of a year is
due from `budget_due` of that year on, the final account from `final_due` of the year after (params: the law counts
from an approval that no page tells). `column`: the site of a government names no column for them anywhere. 三公 is
looked for in the text of the pages that are budgets or accounts.
Suspected only: all; the papers may stand on the platform of the level above, or be attachments.
Not counted: departments without a column of budgets (they may publish on the portal's); sites of other kinds.
Gap: a visit cut short, a column of budgets that was not read to its end or whose entries tell no year, a disclosure
platform elsewhere, 三公 where all papers are attachments.
Source: 预算法第十四条 (the days are unverified).
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from checks.catalog import site_check
from checks.facts.budgets import KINDS, Budgets, budgets_seen
from checks.facts.columns import ColumnSeen
from checks.facts.named import cannot_tell, named_topics, own_columns
from checks.indicators.edition import Rule
from checks.model.findings import Finding, Gap, Looked, Said, Value
from checks.model.registry import BEIJING, Level, SiteKind
from checks.model.urls import page_key
from checks.model.views import SiteView

TOPICS = ("budgets", "财政预决算")
"""What counts as an entrance: the second is wider (财政信息, 财政资金)."""


@site_check("late-budgets", absence=True)
def late_budgets(site: SiteView, rule: Rule) -> Iterator[Said]:
    columns = own_columns(site, "budgets")
    portal = site.site.kind is SiteKind.PORTAL and site.site.level is not Level.TOWN
    if site.site.kind is SiteKind.OTHER or not (columns or portal):
        return
    why, where = cannot_tell(site)
    if why:
        yield Gap(why, where)
        return
    if portal:
        yield Looked()
    if columns:
        yield from _years(site, rule, columns, site.derived(budgets_seen))
    elif shown_on := next(filter(None, map(site.derived(named_topics).topics.get, TOPICS)), ""):
        yield Gap("财政预决算栏目没有读到", shown_on)
    else:
        yield _finding("column", site.site.home, {})


def _years(site: SiteView, rule: Rule, columns: tuple[ColumnSeen, ...], found: Budgets) -> Iterator[Said]:
    today = site.moment.astimezone(BEIJING).date()
    first, due = columns[0].url, _due(rule, today)
    half_read = next((c for c in columns if not c.pages or c.scripted or c.cut or c.unread or _has_tabs(c)), None)
    for kind, year in due.items():
        newest = found.newest.get(kind, 0)
        if newest >= year:
            yield Looked()
        elif half_read or not newest:
            yield Gap(f"没有读到{year}年的{KINDS[kind]}，栏目没有读完或标题不写年度", (half_read or columns[0]).url)
        else:
            yield Looked()
            yield _finding(kind, first, {"year": year, "newest": newest})
    if found.told:
        yield Looked()
    elif half_read or not found.pages or found.files:
        yield Gap("“三公”经费可能在没有读到的页面或附件里", (half_read or columns[0]).url)
    else:
        yield Looked()
        yield _finding("spending", first, {})


def _due(rule: Rule, today: date) -> dict[str, int]:
    """The latest year whose budget, and whose final account, is due on `today`."""
    year = today.year
    return {
        "budget": year if today >= _day(year, rule.param("budget_due")) else year - 1,
        "final": year - 1 if today >= _day(year, rule.param("final_due")) else year - 2,
    }


def _day(year: int, month_day: str) -> date:
    month, day = map(int, month_day.split("-"))
    return date(year, month, day)


def _has_tabs(column: ColumnSeen) -> bool:
    """True for a page that only leads on, to columns that were not met as such."""
    return not column.items and column.tabs > 0


def _finding(code: str, at: str, data: dict[str, Value]) -> Finding:
    return Finding(code, at=at, key=(code, page_key(at)), data=data)
