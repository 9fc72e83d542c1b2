"""How issues came and went month by month: what a report of a year draws as a trend.

What persons dismissed by now, and what counts as another issue, was never there: as in all reports of past months. Only
what stands against sites and accounts that are registered and to be judged counts. Months are those of Beijing.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from sqlalchemy import ColumnElement, Connection, case, func, literal, or_, select

from checks.model.registry import BEIJING, GLANCED
from results.ledger import tables
from results.ledger.issues import IssueState
from results.ledger.post_rows import months_between
from results.ledger.runs import BY_HAND, RunState

_issues, _events, _runs = tables.issues, tables.issue_events, tables.runs
_OFF = (IssueState.DISMISSED.value, IssueState.DUPLICATE.value)
_EARLIER = 0


@dataclass(frozen=True, slots=True)
class Flow:
    """A month (202609): its finished runs that visited; issues that were `found` in it for the first time, were seen
    `mended`, were there `again` after that; and how many were `standing` when it was over, or now where it is not."""

    month: int
    runs: int
    found: int
    mended: int
    again: int
    standing: int


def flows(connection: Connection, first: int, last: int, *, without: Collection[str] = ()) -> list[Flow]:
    """Every month from `first` to `last` (202601), both with them, issues of the checks `without` left out."""
    months = list(months_between(first, last))
    ends = [_begins(month + (1 if month % 100 < 12 else 89)) for month in months]
    runs = _counted(connection, _month(_runs.c.started, months, ends), _runs.c.started, ends, *_visiting())
    # Found by its column, which every issue has; the others by events of runs, along their index.
    mine = _counting(without)
    found = _counted(connection, _month(_issues.c.first_seen, months, ends), _issues.c.first_seen, ends, *mine)
    mended, again = (
        _counted(connection, _month(_events.c.at, months, ends), _events.c.at, ends, *_told(what), *mine)
        for what in (IssueState.FIXED, IssueState.REOPENED)
    )
    told, standing = [], found[_EARLIER] - mended[_EARLIER] + again[_EARLIER]
    for month in months:
        standing += found[month] - mended[month] + again[month]
        told.append(Flow(month, runs[month], found[month], mended[month], again[month], standing))
    return told


def _counted(
    connection: Connection,
    month: ColumnElement[int],
    moment: ColumnElement[datetime],
    ends: Sequence[datetime],
    *where: ColumnElement[bool],
) -> Counter[int]:
    """How many there are in each month; under `_EARLIER` those before them all."""
    told = select(month.label("month")).where(moment < ends[-1], *where).subquery()
    asked = select(told.c.month, func.count()).group_by(told.c.month)
    return Counter({number: count for number, count in connection.execute(asked)})


def _month(moment: ColumnElement[datetime], months: Sequence[int], ends: Sequence[datetime]) -> ColumnElement[int]:
    """The month of a moment as a number. Compared with the moments at which months begin: no database has to know what
    a month of Beijing is."""
    whens = [(moment < end, literal(month)) for month, end in zip(months, ends, strict=True)]
    return case((moment < _begins(months[0]), literal(_EARLIER)), *whens)


def _begins(month: int) -> datetime:
    year, number = divmod(month, 100)
    return datetime(year, number, 1, tzinfo=BEIJING).astimezone(UTC)


def _visiting() -> tuple[ColumnElement[bool], ...]:
    return _runs.c.state == RunState.FINISHED.value, _runs.c.kind != BY_HAND


def _counting(without: Collection[str]) -> tuple[ColumnElement[bool], ...]:
    """What of issues counts at all."""
    glanced = [state.value for state in GLANCED]
    judged = (select(table.c.key).where(table.c.state.not_in(glanced)) for table in (tables.sites, tables.accounts))
    counts = (_issues.c.state.not_in(_OFF), or_(*(_issues.c.subject.in_(keys) for keys in judged)))
    return (*counts, _issues.c.check.not_in(sorted(without))) if without else counts


def _told(what: IssueState) -> tuple[ColumnElement[bool], ...]:
    """Events of runs of one kind, with their issues."""
    by_runs = _events.c.run.in_(select(_runs.c.id))  # named, so that the index that begins with the run serves
    return _events.c.issue == _issues.c.id, by_runs, _events.c.what == what.value
