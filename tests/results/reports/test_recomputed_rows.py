"""The rows that papers are built from, against the log of what happened: told in plain loops, another way."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import timedelta

import pytest
from sqlalchemy import Connection

from checks.facts.workdays import Calendar
from results.ledger.engine import open_ledger
from results.reports.period_gather import gather_period
from results.reports.period_rows import PeriodRows, SubjectRow
from results.reports.periods import Period, Span
from tests.results.quarter import Quarter
from tests.results.quarter.counted import Counting
from tests.results.quarter.log import at
from tests.results.quarter.retold import Retold, Stretch, day_of
from tests.results.quarter.standing import Standing, Stood

MADE = at("10-08 10:00")
PERIODS = [
    Period(Span.MONTH, 2026, 7),
    Period(Span.MONTH, 2026, 8),
    Period(Span.MONTH, 2026, 9),
    Period(Span.QUARTER, 2026, 3),
    Period(Span.HALF, 2026, 2),
    Period(Span.YEAR, 2026, 1),
]


@pytest.fixture(scope="module")
def connection(quarter: Quarter) -> Iterator[Connection]:
    with open_ledger(quarter.url) as ledger, ledger.connect() as connection:
        yield connection


@pytest.fixture(scope="module", params=PERIODS, ids=lambda period: period.code)
def rows(request: pytest.FixtureRequest, quarter: Quarter, connection: Connection) -> PeriodRows:
    given = (quarter.edition, quarter.folder, Calendar())
    return gather_period(connection, request.param, "临江县人民政府办公室", MADE, *given)


@pytest.fixture(scope="module")
def standing(quarter: Quarter, connection: Connection) -> Standing:
    return Standing(connection, Retold(quarter))


@pytest.fixture(scope="module")
def counting(quarter: Quarter, connection: Connection) -> Counting:
    return Counting(connection, Retold(quarter))


def stretch_of(rows: PeriodRows) -> Stretch:
    return Stretch(rows.period.begins, min(rows.period.ends, MADE), MADE)


def told(row: SubjectRow) -> Stood:
    """What a row says, as the log says it."""
    return Stood(
        row.key,
        str(row.verdict),
        row.run,
        row.moment,
        row.looked,
        row.missed,
        {veto.title: veto.confirmed for veto in row.vetoes},
        row.once,
        row.score.low if row.score else None,
        row.score.high if row.score else None,
    )


def test_every_site_stands_as_the_log_says(rows: PeriodRows, standing: Standing) -> None:
    expected = [standing.site(one, stretch_of(rows)) for one in standing.sites()]
    assert [told(row) for row in rows.sites] == expected


def test_every_account_stands_as_the_log_says(rows: PeriodRows, standing: Standing) -> None:
    expected = {one.key: standing.account(one, stretch_of(rows)) for one in standing.accounts()}
    assert {row.key: told(row) for row in rows.accounts} == expected


def test_every_problem_stands_as_the_log_says(rows: PeriodRows, counting: Counting) -> None:
    subjects = {row.key for row in (*rows.sites, *rows.accounts)}
    found = [
        (one.number, one.subject, one.check, str(one.progress), one.confirmed, one.suspected, one.notified, one.mended)
        for one in sorted(rows.problems, key=lambda one: one.number)
    ]
    assert found == [
        (one.number, one.subject, one.check, one.progress, one.confirmed, one.suspected, one.notified, one.mended)
        for one in counting.problems(stretch_of(rows), subjects)
    ]


def test_what_became_of_notices(rows: PeriodRows, counting: Counting) -> None:
    subjects = {row.key for row in (*rows.sites, *rows.accounts)}
    told = counting.rectified(stretch_of(rows), rows.period.before().begins, subjects)
    assert (rows.rectified.notified, rows.rectified.due, rows.rectified.mended, rows.rectified.again) == told


def test_questions_to_persons(rows: PeriodRows, counting: Counting) -> None:
    assert {one.rule: (one.answered, one.open) for one in rows.tasks} == counting.asked(stretch_of(rows))


def test_messages(rows: PeriodRows, counting: Counting) -> None:
    told = list(counting.messages(stretch_of(rows)))
    assert rows.complaints is not None
    whole = rows.complaints.whole
    now = rows.made_at
    answered = [one for one in told if one["answered"]]
    assert (whole.received, whole.closed) == (len(told), sum(one["closed"] is not None for one in told))
    assert whole.on_time == sum(day_of(one["answered"]) <= one["due"] for one in answered)
    assert whole.overdue == sum(one["answered"] is None and one["due"] < day_of(now) for one in told)
    assert whole.at_once == sum(one["answered"] - one["received"] <= timedelta(hours=24) for one in answered)
    assert {str(key): count for key, count in whole.verdicts.items()} == Counter(
        str(one["truth"].value) for one in told if one["truth"]
    )
    assert dict(whole.categories) == Counter(one["category"] for one in told)
    assert dict((name, figures.received) for name, figures in rows.complaints.units) == Counter(
        one["unit"] if "dispatched" not in one else "临江县财政局" for one in told
    )
