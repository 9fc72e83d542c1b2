"""The figures of messages: on time, at once, overdue; what cannot be told is left out and counted apart."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from random import Random

import pytest

from checks.facts.workdays import Calendar
from checks.model.registry import BEIJING
from results.complaint_figures import Clock, Figures, by_unit, clock, count, figures
from results.ledger import complaint_lists, complaints
from results.ledger.complaint_lists import Sight
from results.ledger.complaints import Complaint, ComplaintState, Truth
from results.ledger.engine import Ledger
from results.ledger.scope import WHOLE

CAME = datetime(2026, 11, 16, 2, 0, tzinfo=UTC)  # a Monday, 10:00 in Beijing
DAY = timedelta(days=1)
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


def some(number: int) -> list[Complaint]:
    """Messages of a year and a half, answered or not, some urged, some without a deadline."""
    chance, first = Random(7), datetime(2026, 1, 1, tzinfo=UTC)
    found = []
    for one in range(number):
        came = first + timedelta(minutes=chance.randrange(500 * 24 * 60))
        ended = came + timedelta(hours=chance.randrange(24 * 40)) if chance.random() < 0.8 else None
        given = {
            "unit": chance.choice(("", "甲局", "乙局", "丙局")),
            "category": chance.choice(("错别字", "其他", "信息不更新")),
            "state": ComplaintState.CLOSED if ended and chance.random() < 0.7 else ComplaintState.VERIFIED,
            "verdict": chance.choice((None, *Truth)),
            "answer_due": chance.choice((None, (came + timedelta(days=chance.randrange(9))).date())),
            "urged": chance.randrange(2),
        }
        found.append(replace(ONE, number=str(one), received=came, answered=ended, **given))  # type: ignore[arg-type]
    return found


def plainly(found: Sequence[Complaint], now: datetime) -> Figures:
    """The figures again, each by a walk of its own, workdays counted day by day."""
    told = [one for one in found if one.answered is not None]
    known = [one for one in told if one.answer_due is not None]
    spans = [by_days(day(one.received), day(one.answered)) for one in told]
    return Figures(
        received=len(found),
        closed=sum(one.state is ComplaintState.CLOSED for one in found),
        answered=len(known),
        on_time=sum(day(one.answered) <= one.answer_due for one in known),  # type: ignore[operator]
        untold=len(told) - len(known),
        overdue=sum(bool(one.answer_due) and day(now) > one.answer_due for one in found if not one.answered),  # type: ignore[operator]
        at_once=sum((one.answered - one.received) <= timedelta(hours=24) for one in told),  # type: ignore[operator]
        last_minute=sum(day(one.answered) == one.answer_due and one.urged > 0 for one in known),
        workdays=sum(span for span in spans if span is not None),
        counted=sum(span is not None for span in spans),
        verdicts=Counter(one.verdict for one in found if one.verdict),
        categories=Counter(one.category for one in found),
    )


def day(moment: datetime | None) -> date:
    assert moment is not None
    return moment.astimezone(BEIJING).date()


def by_days(start: date, end: date) -> int | None:
    told = [Calendar().is_workday(start + timedelta(days=n)) for n in range(1, (end - start).days + 1)]
    return None if None in told else sum(map(bool, told))


def test_the_quick_way_tells_what_the_plain_way_tells(ledger: Ledger) -> None:
    found, now = some(400), datetime(2027, 6, 1, tzinfo=UTC)
    with ledger.begin() as connection:
        complaints.take_in(connection, found)
        slim = list(complaint_lists.slim(connection, Sight(WHOLE)))
    told = count(slim, now, Calendar().between, 24)
    assert told.whole == plainly(found, now)
    assert told.whole.counted < told.whole.answered + told.whole.untold  # days of 2027 are arranged by nobody
    for groups, name in ((told.units, "unit"), (told.categories, "category")):
        named = dict(groups)
        assert named == {key: plainly([o for o in found if getattr(o, name) == key], now) for key in named}
        assert sum(one.received for one in named.values()) == len(found)


def test_days_of_a_hundred_thousand_messages_are_counted_once_for_each_pair() -> None:
    asked: Counter[tuple[date, date]] = Counter()

    def between(start: date, end: date) -> int | None:
        asked[start, end] += 1
        return days(start, end)

    spans = [(CAME + DAY * (n % 300), CAME + DAY * (n % 300 + n % 30)) for n in range(9_000)]
    one_year = [replace(ONE, received=came, answered=ended) for came, ended in spans]
    count([*one_year, *one_year], NOW, between, 24)
    assert set(asked.values()) == {1}
    assert len(asked) == len(set(spans))
