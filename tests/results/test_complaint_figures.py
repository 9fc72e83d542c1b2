"""The figures of messages: on time, at once, overdue; what cannot be told is left out and counted apart."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest

from results.complaint_figures import Clock, by_unit, clock, figures
from results.ledger.complaints import Complaint, ComplaintState, Truth

CAME = datetime(2026, 11, 16, 2, 0, tzinfo=UTC)  # a Monday, 10:00 in Beijing
DUE = date(2026, 11, 19)
ONE = Complaint("找错", "1", "http://a.gov.cn/", "错别字", "x", CAME, unit="甲局", answer_due=DUE)
NOW = datetime(2026, 11, 20, 2, 0, tzinfo=UTC)


def days(start: date, end: date) -> int | None:
    return (end - start).days


def answered(hours: int, **more: object) -> Complaint:
    given = {"state": ComplaintState.CLOSED, "verdict": Truth.TRUE, **more}
    return replace(ONE, answered=CAME + timedelta(hours=hours), **given)  # type: ignore[arg-type]


def test_every_figure() -> None:
    found = [
        answered(24),  # at once, in time
        answered(25),
        answered(24 * 3, urged=1),  # on the last day, after having been urged
        answered(24 * 4, state=ComplaintState.ANSWERED),  # too late, not closed yet
        answered(30, answer_due=None),  # nobody knows whether in time
        replace(ONE, category="其他"),  # overdue
        replace(ONE, answer_due=date(2026, 11, 20)),  # its last day is today
    ]
    told = figures(found, NOW, days, 24)
    assert (told.received, told.closed, told.answered, told.on_time) == (7, 4, 4, 3)
    assert (told.untold, told.overdue, told.at_once, told.last_minute) == (1, 1, 1, 1)
    assert told.verdicts == {Truth.TRUE: 5}
    assert told.categories == {"错别字": 6, "其他": 1}
    assert told.average == Decimal("2.0")  # 1 + 1 + 3 + 4 + 1 days of five messages


def test_nothing_has_no_average() -> None:
    assert figures([], NOW, days, 24).average is None
    assert figures([answered(24)], NOW, lambda start, end: None, 24).average is None


def test_units_come_with_the_most_overdue_first() -> None:
    found = [ONE, replace(ONE, unit="乙局", answer_due=None), replace(ONE, unit="丙局", answer_due=None), ONE]
    assert [(unit, told.overdue) for unit, told in by_unit(found, NOW, days, 24)] == [
        ("甲局", 2),
        ("丙局", 0),
        ("乙局", 0),
    ]


@pytest.mark.parametrize(
    ("one", "today", "shown"),
    [
        (ONE, date(2026, 11, 17), Clock.IN_TIME),
        (ONE, date(2026, 11, 18), Clock.SOON),
        (ONE, date(2026, 11, 19), Clock.SOON),
        (ONE, date(2026, 11, 20), Clock.OVERDUE),
        (answered(72), date(2026, 12, 1), Clock.DONE),
        (answered(96), date(2026, 12, 1), Clock.LATE_DONE),
        (replace(ONE, answer_due=None), date(2026, 12, 1), Clock.UNKNOWN),
    ],
)
def test_the_colours(one: Complaint, today: date, shown: Clock) -> None:
    assert clock(one, today, lambda day, n: day + timedelta(days=n)) is shown
