"""What the page of a site tells of a judged visit beside its faults: columns and how fresh they are, documents."""

from __future__ import annotations

from collections import Counter
from datetime import date

from checks.facts.columns import ColumnSeen, columns_seen
from checks.facts.policy import document_of
from checks.facts.proper import proper_pages
from checks.indicators.edition import Edition, Rule
from checks.model.registry import BEIJING
from checks.model.views import SiteView
from checks.site.stale_columns import code_of, limit_of, owes_nothing
from results.ledger.contents import ColumnLook, Contents, Fresh

MOST = 500
"""So many columns are kept of a site: of more nobody would read the list."""
_CHECK = "stale-columns"


def contents_of(view: SiteView, edition: Edition) -> Contents:
    """The columns of a site, the longest overdue first, and its documents by the validity that they show."""
    rule, today = edition.rules.get(_CHECK), view.moment.astimezone(BEIJING).date()
    looks = sorted((_look(column, rule, today) for column in view.derived(columns_seen)), key=_urgency)
    papers = Counter(
        document.validity.value if document.validity else ""
        for page in proper_pages(view)
        if (document := document_of(page)) is not None
    )
    return Contents(tuple(looks[:MOST]), dict(papers))


def _look(column: ColumnSeen, rule: Rule | None, today: date) -> ColumnLook:
    newest = column.newest.astimezone(BEIJING).date() if column.newest else None
    free = _free(column)
    oldest, limit = (today, "") if free or rule is None else limit_of(column, code_of(column), today, rule)
    state, why = (Fresh.FREE, free) if free or not limit else _state(column, newest, oldest)
    return ColumnLook(
        url=column.url,
        name=column.name,
        category=column.category,
        state=state,
        items=column.items,
        newest=newest.isoformat() if newest else "",
        days=(today - newest).days if newest else None,
        limit=limit,
        why=why,
    )


def _free(column: ColumnSeen) -> str:
    """Why a column owes no updates, in Chinese; "" where it does."""
    if column.exempt:
        return f"登记为免更新：{column.exempt}"
    if column.rests:
        return "名称表明不要求经常更新，没有登记免更新理由"
    if not owes_nothing(column):
        return ""
    return "更新看它的下级栏目" if column.entries_below else "这一类栏目没有更新期限"


def _state(column: ColumnSeen, newest: date | None, oldest: date) -> tuple[Fresh, str]:
    """As [stale-columns] judges it."""
    if not column.pages:
        return Fresh.UNSEEN, "栏目页没有读到"
    if column.scripted:
        return Fresh.UNSEEN, "列表由脚本生成，没有读到"
    if not column.items:
        return Fresh.EMPTY, "有文字或图片，没有列表" if column.has_text else ""
    if newest is not None and newest >= oldest:
        return Fresh.FRESH, ""
    if column.cut or column.unread:
        return Fresh.UNSEEN, "列表没有读完"
    return Fresh.STALE, "" if newest else "条目都没有日期"


def _urgency(look: ColumnLook) -> tuple[int, int, str]:
    order = (Fresh.STALE, Fresh.EMPTY, Fresh.UNSEEN, Fresh.FRESH, Fresh.FREE)
    return order.index(look.state), -(look.days or 0), look.url
