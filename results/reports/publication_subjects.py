"""The sites, columns and accounts of a report with what each published in the months of its period."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from checks.model.findings import SubjectType
from checks.model.registry import BEIJING
from results.reports.content import Value
from results.reports.period_rows import PeriodRows, PublishedRow, SubjectRow
from results.reports.row_laws import NONE

UNKNOWN = "未知"
WHOLE, LEAST = "看全", "下限"


@dataclass(frozen=True, slots=True)
class Subject:
    """A site, a column of it or an account, with a row for each month of the period."""

    of: SubjectRow
    rows: tuple[PublishedRow, ...]

    def counts(self) -> list[Value]:
        """By month, then their sum."""
        return [*map(shown, self.rows), total(row.count for row in self.rows)]

    def origins(self) -> list[Value]:
        """Originals, reposts, and those of which nobody says which; of months whose count is known."""
        whole = total(row.count for row in self.rows)
        said = [row for row in self.rows if row.originals is not None or row.reposts is not None]
        if not said or not isinstance(whole, int):
            return [NONE, NONE, whole]
        originals, reposts = (sum(getattr(row, name) or 0 for row in said) for name in ("originals", "reposts"))
        return [originals, reposts, whole - originals - reposts]

    @property
    def state(self) -> str:
        if any(row.count is None for row in self.rows):
            return UNKNOWN
        return LEAST if any(row.at_least for row in self.rows) else WHOLE

    @property
    def remark(self) -> str:
        """Which months are not whole, and why; months of one reason together."""
        told: dict[str, list[str]] = {}
        for row in self.rows:
            if row.count is None or row.at_least:
                told.setdefault(f"{'未知' if row.count is None else '为下限'}：{row.why}", []).append(label(row.month))
        return "；".join(f"{'、'.join(months)}{why}" for why, months in told.items())


@dataclass(frozen=True, slots=True)
class Given:
    """The subjects of a period, by unit and name; `over` are its months that are over."""

    sites: tuple[Subject, ...]
    accounts: tuple[Subject, ...]
    columns: tuple[Subject, ...]
    months: tuple[int, ...]
    over: frozenset[int]


def sorted_out(given: PeriodRows) -> Given:
    """The subjects of a period; who has no row in a month has one that says so."""
    months = given.period.months
    rows: dict[tuple[SubjectType, str, str], dict[int, PublishedRow]] = {}
    for row in given.published:
        if row.month in months:
            rows.setdefault((row.type, row.subject, row.url), {})[row.month] = row
    columns: dict[str, list[str]] = {}
    for _, subject, url in rows:
        if url:
            columns.setdefault(subject, []).append(url)
    today = given.made_at.astimezone(BEIJING).date()

    def of(subject: SubjectRow, url: str = "") -> Subject:
        by_month = rows.get((subject.type, subject.key, url), {})
        empty = (PublishedRow(subject.key, subject.type, month, None, why="没有统计") for month in months)
        return Subject(subject, tuple(by_month.get(one.month, one) for one in empty))

    sites, accounts = (sorted(some, key=lambda one: (one.unit, one.name)) for some in (given.sites, given.accounts))
    return Given(
        sites=tuple(map(of, sites)),
        accounts=tuple(map(of, accounts)),
        columns=tuple(of(site, url) for site in sites for url in columns.get(site.key, ())),
        months=months,
        over=frozenset(month for month in months if month < today.year * 100 + today.month),
    )


def shown(row: PublishedRow) -> Value:
    """How many were published, or UNKNOWN."""
    return UNKNOWN if row.count is None else row.count


def total(counts: Iterable[int | None]) -> Value:
    """Their sum, as far as they are known; UNKNOWN where none is, or none but noughts: that is no nought."""
    told = list(counts)
    known = [one for one in told if one is not None]
    return sum(known) if known and (len(known) == len(told) or sum(known)) else UNKNOWN


def label(month: int) -> str:
    """A month (202609) as tables head it: 9月. A report is of one year."""
    return f"{month % 100}月"
