"""What stays of accounts when a run is long past: how each stood at the end of a month, as far as it could be read."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Connection, select

from checks.model.findings import Outcome, Status, SubjectType
from checks.model.posts import ReadingState
from checks.model.registry import BEIJING, Account, Registry
from results.ledger import outcomes, registry, runs, tables
from results.ledger.engine import Ledger
from results.score import Look, keep, look_of
from results.scoring import verdict
from tests.results.making import SITE, edition

READ, UNREAD = ReadingState.NEW.value, ReadingState.COULD_NOT_LOOK.value
ONE, TWO = Account("weibo", "甲", "单位", platform_id="1"), Account("weibo", "乙", "单位", platform_id="2")


def night(connection: Connection, month: int, day: int, **ended: str) -> int:
    """A run that judged the accounts named by their id, each with how its reading ended."""
    at = datetime(2026 + (month - 1) // 12, (month - 1) % 12 + 1, day, 1, tzinfo=BEIJING)
    run = runs.start(connection, kind="nightly", edition="test", code="1", moment=at)
    for account in (ONE, TWO):
        if (how := ended.get(f"a{account.platform_id}")) is not None:
            said = Outcome("silent-account", SubjectType.ACCOUNT, account.key, Status.PASS)
            outcomes.save(connection, run, [said])
            keep(connection, run, account.key, verdict([said], edition(), account), Look(how))
    return run


def kept(connection: Connection, key: str) -> list[int]:
    """The runs whose score and outcome of an account are there."""
    scored, said = (
        list(connection.execute(select(table.c.run).where(table.c.subject == key).order_by(table.c.run)).scalars())
        for table in (tables.scores, tables.outcomes)
    )
    assert scored == said
    return scored


def furnished(connection: Connection) -> None:
    registry.save(connection, Registry(units=(), sites=(SITE,), columns=(), accounts=(ONE, TWO)))


def test_the_last_run_of_a_month_stays_and_the_last_that_could_read(ledger: Ledger) -> None:
    with ledger.begin() as connection:
        furnished(connection)
        first = night(connection, 9, 1, a1=READ, a2=READ)
        second = night(connection, 9, 2, a1=READ, a2=UNREAD)
        third = night(connection, 9, 30, a1=READ, a2=UNREAD)
        later = night(connection, 10, 1, a1=READ, a2=READ)
        assert outcomes.forget_accounts(connection, later) == 3
        assert kept(connection, ONE.key) == [third, later]
        assert kept(connection, TWO.key) == [first, third, later]  # what it could not read says less than what it read
        assert outcomes.forget_accounts(connection, later) == 0
        assert second not in (first, third)


def test_runs_that_are_not_past_are_left_whole(ledger: Ledger) -> None:
    with ledger.begin() as connection:
        furnished(connection)
        first, second = (night(connection, 9, day, a1=READ) for day in (1, 2))
        assert outcomes.forget_accounts(connection, first) == 0
        assert kept(connection, ONE.key) == [first, second]


def test_what_is_told_of_sites_stays(ledger: Ledger) -> None:
    with ledger.begin() as connection:
        furnished(connection)
        first = night(connection, 9, 1, a1=READ)
        outcomes.save(connection, first, [Outcome("dead-links", SubjectType.SITE, SITE.key, Status.PASS)])
        last = night(connection, 9, 2, a1=READ)
        outcomes.forget_accounts(connection, last + 1)
        assert kept(connection, ONE.key) == [last]
        assert [row.subject for row in outcomes.query(connection, first)] == [SITE.key]


def test_after_two_years_all_of_it_goes(ledger: Ledger) -> None:
    with ledger.begin() as connection:
        furnished(connection)
        numbers = [night(connection, month, 1, a1=READ) for month in range(1, outcomes.MONTHS + 2)]
        assert outcomes.forget_accounts(connection, numbers[-1]) == 1
        assert kept(connection, ONE.key) == numbers[1:]


def test_a_score_tells_how_the_look_ended(ledger: Ledger) -> None:
    with ledger.begin() as connection:
        furnished(connection)
        run = night(connection, 9, 1, a1=UNREAD)
        keep(connection, run, TWO.key, verdict([], edition(), TWO))
        one, two = (outcomes.latest_score(connection, key) for key in (ONE.key, TWO.key))
    assert one is not None
    assert look_of(one) == Look(UNREAD)
    assert two is not None
    assert look_of(two) is None
