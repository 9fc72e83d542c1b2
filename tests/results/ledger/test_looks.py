"""The queue of looks: one open for each issue, taken once, ended once, given up where nobody ends it."""

from __future__ import annotations

import threading
from datetime import UTC, datetime, timedelta

from results.ledger import issues, looks
from results.ledger.engine import Ledger
from results.ledger.looks import Answer, Look, LookState

NOW = datetime(2026, 11, 20, 2, 0, tzinfo=UTC)
HOUR = timedelta(hours=1)


def put(ledger: Ledger, issue: int = 1, who: str = "li", moment: datetime = NOW) -> bool:
    with ledger.begin() as connection:
        return looks.put(connection, issue, who=who, moment=moment)


def take(ledger: Ledger, moment: datetime = NOW) -> Look | None:
    with ledger.begin() as connection:
        return looks.take(connection, moment)


def newest(ledger: Ledger, issue: int = 1) -> list[Look]:
    with ledger.connect() as connection:
        return looks.newest(connection, issue, 9)


def test_one_is_open_for_each_issue(ledger: Ledger) -> None:
    assert [put(ledger), put(ledger), put(ledger, who="wu"), put(ledger, issue=2)] == [True, False, False, True]
    taken = take(ledger)
    assert taken
    assert (taken.issue, taken.who, taken.state, taken.started) == (1, "li", LookState.RUNNING, NOW)
    assert not put(ledger)
    with ledger.begin() as connection:
        assert looks.end(connection, taken, Answer.GONE, "看了", {"a": [1]}, NOW + HOUR)
        (event,) = issues.events(connection, 1)
    assert (event.what, event.who, event.reason, event.run) == ("look-gone", "li", "看了", None)
    assert put(ledger)
    assert [one.state for one in newest(ledger)] == [LookState.WAITING, LookState.DONE]
    assert (newest(ledger)[1].answer, newest(ledger)[1].evidence) == (Answer.GONE, {"a": [1]})


def test_two_who_ask_and_two_who_take_at_once_get_one(ledger: Ledger) -> None:
    asked: list[bool] = []
    taken: list[Look | None] = []
    for act in (lambda: asked.append(put(ledger)), lambda: taken.append(take(ledger))):
        threads = [threading.Thread(target=act) for _ in range(6)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    assert sorted(asked) == [False] * 5 + [True]
    assert len([one for one in taken if one]) == 1


def test_the_oldest_is_taken_first(ledger: Ledger) -> None:
    for issue in (3, 1, 2):
        put(ledger, issue)
    assert [one.issue for _ in range(3) if (one := take(ledger))] == [3, 1, 2]
    assert take(ledger) is None


def test_what_nobody_ends_is_given_up_and_answers_no_more(ledger: Ledger) -> None:
    for issue in (1, 2, 3):
        put(ledger, issue)
    one, two = take(ledger), take(ledger, NOW + HOUR)
    assert one
    assert two
    with ledger.begin() as connection:
        assert looks.settle(connection, started=NOW + HOUR, asked=NOW, moment=NOW + 2 * HOUR) == 1
        assert not looks.end(connection, one, Answer.THERE, "晚了", {}, NOW + 2 * HOUR)
        assert not looks.give_up(connection, one, "晚了", NOW + 2 * HOUR)
        assert looks.give_up(connection, two, "网络不通", NOW + 2 * HOUR)
        assert list(issues.events(connection, 1)) == []
        assert looks.settle(connection, started=NOW, asked=NOW + HOUR, moment=NOW + 2 * HOUR) == 1  # waited too long
    assert [newest(ledger, issue)[0].state for issue in (1, 2, 3)] == [LookState.FAILED] * 3
    assert (newest(ledger)[0].says, newest(ledger, 2)[0].says) == (looks.INTERRUPTED, "网络不通")
    assert put(ledger)


def test_how_often_one_has_asked(ledger: Ledger) -> None:
    for n in range(4):
        put(ledger, n, moment=NOW + n * HOUR)
    put(ledger, 9, who="wu")
    with ledger.connect() as connection:
        assert looks.asked_by(connection, "li", NOW + HOUR) == 3
