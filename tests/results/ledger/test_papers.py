"""The queue of papers: one open for each period, taken once, ended once, given up where nobody ends it."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from results.ledger import papers
from results.ledger.engine import Ledger
from results.ledger.papers import INTERRUPTED, Paper, PaperState

NOW = datetime(2026, 11, 20, 2, 0, tzinfo=UTC)
HOUR = timedelta(hours=1)


def put(ledger: Ledger, span: str = "quarter", period: str = "2026Q3") -> bool:
    with ledger.begin() as connection:
        return papers.put(connection, span, period, who="li", moment=NOW)


def take(ledger: Ledger) -> Paper | None:
    with ledger.begin() as connection:
        return papers.take(connection, NOW)


def states(ledger: Ledger) -> list[tuple[str, PaperState]]:
    with ledger.connect() as connection:
        return [(one.period, one.state) for one in papers.newest(connection, 9)]


def test_one_is_open_for_each_period_and_the_oldest_is_taken_first(ledger: Ledger) -> None:
    asked = [put(ledger), put(ledger), put(ledger, "month", "2026-09"), put(ledger, period="2026Q2")]
    assert asked == [True, False, True, True]
    taken = take(ledger)
    assert taken
    assert (taken.span, taken.period, taken.who, taken.started) == ("quarter", "2026Q3", "li", NOW)
    assert not put(ledger)
    with ledger.begin() as connection:
        assert papers.end(connection, taken, ["季通报-2026Q3.docx"], "未结束", NOW + HOUR)
        assert not papers.give_up(connection, taken, "x", NOW + HOUR)
    assert put(ledger)
    with ledger.connect() as connection:
        done = papers.newest(connection, 9)[-1]
    assert (done.state, done.files, done.says, done.ended) == (
        PaperState.DONE,
        ("季通报-2026Q3.docx",),
        "未结束",
        NOW + HOUR,
    )
    assert [one.period for one in (take(ledger), take(ledger), take(ledger)) if one] == ["2026-09", "2026Q2", "2026Q3"]
    assert take(ledger) is None


def test_what_was_interrupted_is_given_up_and_may_be_asked_for_again(ledger: Ledger) -> None:
    put(ledger)
    assert take(ledger)
    for started, count in ((NOW, 0), (NOW + HOUR, 1), (NOW + HOUR, 0)):
        with ledger.begin() as connection:
            assert papers.settle(connection, started=started, moment=NOW + HOUR) == count
    with ledger.connect() as connection:
        (one,) = papers.newest(connection, 9)
    assert (one.state, one.says, one.ended) == (PaperState.FAILED, INTERRUPTED, NOW + HOUR)
    assert put(ledger)
    assert states(ledger) == [("2026Q3", PaperState.WAITING), ("2026Q3", PaperState.FAILED)]
