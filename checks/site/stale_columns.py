"""Columns that have not been updated within their time.

How judged: the newest day in a column, over all pages of its list and the articles behind them, against the limit of
its category: news in days, first-level notices and policy documents and all other columns in calendar months (params),
or the rhythm that the office registered where that is shorter. The limit day itself still counts as updated. Days in
the future do not make a column fresh. Notices and policy documents below the first level are judged as `other`.
Suspected only: the entries carry no date; the column is owed only when something happens, or is the page of an office;
the category of the short limit is taken from the column above; the column is known only because its page looks like a
list.
Not counted: overview, functions, leaders, interaction, services; disclosure as a mere way in; columns whose children
hold the entries; what a person has exempted; empty columns.
Gap: not read to the end; and, one for the site, the columns whose names say that they rest (annual reports, special
topics, past years): out of date they are no fault, but it takes a person's record to exempt them, and they have none.
Source: 国办秘函〔2019〕19号; 2015 年全国政府网站普查口径.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from checks.catalog import site_check
from checks.facts.columns import ColumnSeen, columns_seen
from checks.facts.periods import months_before
from checks.indicators.edition import Rule
from checks.lexicon.columns import is_occasional
from checks.model.findings import Certainty, Finding, Gap, Looked, Said
from checks.model.registry import BEIJING
from checks.model.urls import page_key
from checks.model.views import SiteView

NEVER_OWED = frozenset(("overview", "functions", "leaders", "interaction", "services"))
NAMED = 5  # columns, where one gap stands for many
FIRST_LEVEL = frozenset(("notice", "policy"))


@site_check("stale-columns")
def stale_columns(site: SiteView, rule: Rule) -> Iterator[Said]:
    today = site.moment.astimezone(BEIJING).date()
    resting: list[ColumnSeen] = []
    for column in site.derived(columns_seen):
        if owes_nothing(column):
            continue
        if column.rests:
            resting += [column] if column.items and not _is_within(column, today, rule.param("other_months")) else []
            continue
        if not column.pages:
            yield Gap("栏目页没有读到", column.url)
            continue
        if column.scripted:
            yield Gap("列表由脚本生成，没有读到", column.url)
            continue
        if not column.items:
            continue
        code = code_of(column)
        oldest, limit = limit_of(column, code, today, rule)
        newest = column.newest.astimezone(BEIJING).date() if column.newest else None
        if newest is not None and newest >= oldest:
            yield Looked()
        elif column.cut or column.unread:
            yield Gap("列表没有读完", column.url)
        else:
            yield Looked()
            yield _finding(column, code, newest, limit, today)
    if resting:
        yield _ungranted(resting)


def _ungranted(resting: list[ColumnSeen]) -> Gap:
    """One for all: what rests is no fault, and must not outweigh what was not seen of the others."""
    names = "、".join(column.name[:20] for column in resting[:NAMED]) + ("等" if len(resting) > NAMED else "")
    return Gap(f"{names} {len(resting)} 个栏目没有登记免更新理由，待人工确认", resting[0].url)


def _is_within(column: ColumnSeen, today: date, months: int) -> bool:
    """Was it updated so lately that there is nothing to exempt?"""
    return column.newest is not None and column.newest.astimezone(BEIJING).date() >= months_before(today, months)


def owes_nothing(column: ColumnSeen) -> bool:
    """Is nothing asked of it, or of what stands below it instead?"""
    way_in = column.category == "disclosure" and not column.dated
    never = column.category in NEVER_OWED or way_in
    return never or bool(column.exempt) or bool(column.entries_below)


def code_of(column: ColumnSeen) -> str:
    """By which of the limits it is judged."""
    if column.category == "news" or (column.category in FIRST_LEVEL and column.level == 1):
        return column.category
    return "other"


def limit_of(column: ColumnSeen, code: str, today: date, rule: Rule) -> tuple[date, str]:
    """The oldest day that still counts as updated, and the limit in words."""
    if code == "news":
        days = rule.param("news_days")
        oldest, words = today - timedelta(days=days), f"{days} 天"
    else:
        months = rule.param(f"{code}_months")
        oldest, words = months_before(today, months), f"{months} 个月"
    promised = column.registered.days if column.registered else None
    if promised and (own := today - timedelta(days=promised)) > oldest:
        return own, f"{promised} 天"
    return oldest, words


def _finding(column: ColumnSeen, code: str, newest: date | None, limit: str, today: date) -> Finding:
    borrowed = column.category_by == "parent" and code != "other"
    doubtful = newest is None or borrowed or column.by_look or is_occasional(column.name)
    data: dict[str, str | int] = {"column": column.name, "limit": limit, "items": column.items}
    if newest is not None:
        data |= {"newest": newest.isoformat(), "days": (today - newest).days}
    return Finding(
        code,
        at=column.url,
        key=(page_key(column.url),),
        data=data,
        certainty=Certainty.SUSPECTED if doubtful else Certainty.CERTAIN,
    )
