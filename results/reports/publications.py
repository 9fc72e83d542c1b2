"""What was published in a period, by unit, site, column, account and month: nought is told from what was not seen.

Sites by what their columns list (`results.ledger.column_months`), accounts by their posts (`results.ledger.posts`).
Months are those of Beijing.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from itertools import groupby

from sqlalchemy import Connection

from checks.model.findings import SubjectType
from results.ledger import column_months, contents, posts
from results.ledger.column_months import GONE, ColumnMonth
from results.ledger.contents import ColumnLook, Fresh
from results.ledger.post_rows import months_between
from results.ledger.posts import Month
from results.months import UNTOLD, days_over, told_of
from results.reports.content import Section
from results.reports.period_rows import FreshRow, PeriodRows, PublishedRow
from results.reports.periods import Period
from results.reports.publication_tables import MOST_COLUMNS, section

BACK = 6
"""Months before those that are asked for in which nought may have begun to run."""
UNSEEN, COLUMN_UNSEEN, ACCOUNT_UNSEEN = "没有看过", "没有看到这个栏目", "当月没有看过"
NOT_BEGUN, BEGUN_TODAY = "还没有开始", "当天才开始"
_AT_ONCE = 500  # sites asked for in one question
_FEW = 100  # sites whose columns are asked for at once, where there may be enough of them
_GRAVEST = (Fresh.STALE, Fresh.EMPTY, Fresh.UNSEEN, Fresh.FRESH, Fresh.FREE)


def published(
    connection: Connection, sites: Sequence[str], accounts: Sequence[str], period: Period, today: date
) -> tuple[PublishedRow, ...]:
    """For each of `sites` and `accounts` (keys) each month of the period, and the columns that were read of a site, of
    as many sites as together have no more than `MOST_COLUMNS` and a site more.

    `today` in Beijing: a month that is not over is told as far as it went.
    """
    first, last = period.months[0], period.months[-1]
    rows: list[PublishedRow] = []
    columns, part = 0, 0
    while part < len(sites) and columns < MOST_COLUMNS:
        some = list(published_in(connection, sites[part : part + _FEW], (), first, last, today))
        columns += sum(bool(row.url) for row in some) // len(period.months)
        rows += some
        part += _FEW
    rows += published_in(connection, sites[part:], accounts, first, last, today, columns=False)
    return tuple(rows)


def published_in(
    connection: Connection,
    sites: Sequence[str],
    accounts: Sequence[str],
    first: int,
    last: int,
    today: date,
    *,
    columns: bool = True,
) -> Iterator[PublishedRow]:
    """As `published`, from month `first` to `last` (202609), streaming: sites first, each before all its columns, which
    come only with `columns`."""
    back = _months_before(first, BACK)
    for start in range(0, len(sites), _AT_ONCE):
        yield from _of_sites(connection, sites[start : start + _AT_ONCE], (back, first, last), today, columns)
    months = posts.published(connection, accounts, back, last)
    for _, some in groupby(months, lambda one: one.account):
        yield from _running([_of_account(one, today) for one in some], first, today)


def freshness(connection: Connection, keys: Sequence[str], period: Period) -> tuple[FreshRow, ...]:
    """How the columns of the sites `keys` stood, by site and category, where the newest look at a site lies in the
    period: of looks before it nothing is kept."""
    looks = contents.within(connection, keys, period.begins, period.ends)
    return tuple(row for site, columns in looks for row in _fresh(site, columns))


def without_freshness(keys: Sequence[str], rows: Iterable[FreshRow], period: Period) -> str:
    """A sentence in Chinese for `left_out`: of how many of the sites `keys` nothing can be told; "" for none."""
    told = {row.site for row in rows}
    missing = sum(key not in told for key in keys)
    if not missing:
        return ""
    why = f"{missing} 个网站最近一次访问不在{period.name}内，或没有读到栏目，没有列入"
    return f"栏目更新程度只保留每个网站最近一次访问所见：{why}"


def publications(given: PeriodRows) -> Section:
    """The section 信息发布情况: sums by unit, by site and column, by account; months of nought by name."""
    return section(given)


def _of_sites(
    connection: Connection, sites: Sequence[str], months: tuple[int, int, int], today: date, columns: bool
) -> Iterator[PublishedRow]:
    back, first, last = months
    known: dict[str, dict[str, dict[int, ColumnMonth]]] = {site: {"": {}} for site in sites}
    earlier = column_months.seen_in(connection, sites, back, _months_before(first, 1), columns=False)
    for asked in (earlier, column_months.seen_in(connection, sites, first, last, columns=columns)):
        for site, one in asked:
            known[site].setdefault(one.url, {})[one.month] = one
    for site in sites:
        for url, seen in known[site].items():
            span = months_between(first if url else back, last)
            rows = [_of_column(site, url, month, seen, today) for month in span]
            yield from rows if url else _running(rows, first, today)


def _of_column(site: str, url: str, month: int, seen: Mapping[int, ColumnMonth], today: date) -> PublishedRow:
    one, over = seen.get(month), days_over(month, today)
    name = "" if not url else one.name if one else seen[max(seen)].name
    if month > _month(today) or one is None:
        why = NOT_BEGUN if month > _month(today) else COLUMN_UNSEEN if url else UNSEEN
        return PublishedRow(site, SubjectType.SITE, month, None, name, url, why=why)
    whole = one.whole >= over
    if not one.count and not (whole and over):
        return PublishedRow(site, SubjectType.SITE, month, None, name, url, why=_why(one) if over else BEGUN_TODAY)
    said = _said(one.count, one.originals, one.reposts)
    why = "" if whole else _why(one)
    return PublishedRow(site, SubjectType.SITE, month, one.count, name, url, not whole, *said, why)


def _said(count: int, originals: int, reposts: int) -> tuple[int | None, int | None]:
    """Originals and reposts; None for both where nobody says it of any."""
    return (originals, reposts) if originals + reposts or not count else (None, None)


def _why(one: ColumnMonth) -> str:
    return f"{one.whole} 日以后没有看全" if one.whole and one.why != GONE else one.why


def _of_account(one: Month, today: date) -> PublishedRow:
    told = told_of(one, today)
    if told.state in UNTOLD:
        why = _missing(one, told.days, told.of, today)
        return PublishedRow(one.account, SubjectType.ACCOUNT, one.month, None, why=why)
    return PublishedRow(
        one.account,
        SubjectType.ACCOUNT,
        one.month,
        one.published,
        "",
        "",
        told.at_least,
        *_said(one.published, one.originals, one.reposts),
        _missing(one, told.days, told.of, today) if told.at_least else "",
    )


def _missing(one: Month, days: int, of: int, today: date) -> str:
    """What was not seen of an account in a month."""
    if not of:
        return BEGUN_TODAY if one.month == _month(today) else NOT_BEGUN
    if not (one.looked or days):
        return f"{one.missed} 次核查都没有成功" if one.missed else ACCOUNT_UNSEEN
    timeless = f"{one.timeless} 条内容时间不明" if one.timeless else ""
    part = f"只看全了 {days}/{of} 天" if days < of else ""
    return "，".join(filter(None, (part, timeless)))


def _running(rows: Sequence[PublishedRow], first: int, today: date) -> Iterator[PublishedRow]:
    """The rows from `first` on, each with how many months of nought end with it."""
    running, now = 0, _month(today)
    for row in rows:
        running = running + 1 if row.count == 0 and row.month < now else 0
        if row.month >= first:
            yield replace(row, running=running) if running else row


def _fresh(site: str, columns: Sequence[ColumnLook]) -> Iterator[FreshRow]:
    """A row for each category, by its gravest columns."""
    found: dict[str, list[ColumnLook]] = {}
    for look in columns:
        found.setdefault(look.category, []).append(look)
    for category, looks in sorted(found.items()):
        gravest = min((look.state for look in looks), key=_GRAVEST.index)
        days = [look.days for look in looks if look.state is gravest]
        known = [day for day in days if day is not None]
        yield FreshRow(site, category, len(looks), gravest, max(known) if len(known) == len(days) else None)


def _month(day: date) -> int:
    return day.year * 100 + day.month


def _months_before(month: int, back: int) -> int:
    year, place = divmod(month // 100 * 12 + month % 100 - 1 - back, 12)
    return year * 100 + place + 1
