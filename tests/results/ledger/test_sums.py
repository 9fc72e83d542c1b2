"""Sums of a run: by unit, with reasons folded to what they have in common; and what a run covered."""

from __future__ import annotations

from decimal import Decimal

import pytest

from checks.model.findings import Outcome, Status, SubjectType
from checks.model.registry import Account, Registry, Site, SubjectState, Unit
from results.ledger import coverage, outcomes, registry, runs, sums
from results.ledger.coverage import Why
from results.ledger.engine import Ledger
from results.ledger.runs import JobState
from results.ledger.scope import WHOLE, Scope
from results.ledger.sums import Sum
from tests.results.making import NOW

UNITS = (Unit("甲"), Unit("乙"))
SITES = tuple(
    Site(f"站{n}", f"http://{n}.gov.cn/", "甲" if n < 3 else "乙", code=f"{n}", state=state)
    for n, state in enumerate([*[SubjectState.NORMAL] * 4, SubjectState.CLOSED])
)
ACCOUNT = Account("weibo", "发布", "乙", platform_id="w")


def night(ledger: Ledger) -> int:
    """A run, summed up, over three of the five sites, one of which failed, and the account."""
    with ledger.begin() as connection:
        registry.save(connection, Registry(UNITS, SITES, (), (ACCOUNT,)))
        run = runs.start(connection, kind="nightly", edition="e", code="1", moment=NOW, subjects=["0", "1", "3"])
        told = [
            Outcome("a", SubjectType.SITE, "0", Status.PASS, reason="剔除 3 次"),
            Outcome("b", SubjectType.SITE, "0", Status.UNKNOWN, reason="超时（3）；拒绝（1）"),
            Outcome("a", SubjectType.SITE, "1", Status.UNKNOWN, reason="超时（17）"),
            Outcome(
                "b", SubjectType.SITE, "1", Status.UNKNOWN, reason="首页没有读到（1）；访问未完成：跳转到 http://x/y"
            ),
            Outcome("c", SubjectType.SITE, "gone", Status.FAIL),
            Outcome("a", SubjectType.ACCOUNT, ACCOUNT.key, Status.UNKNOWN, reason="超时（2 次）"),
        ]
        outcomes.save(connection, run, told)
        row = outcomes.ScoreRow(run, ACCOUNT.key, *[Decimal(0)] * 3, "e", {})
        outcomes.save_score(connection, row)
        runs.finish_job(connection, run, "0", moment=NOW, visit="v")
        runs.finish_job(connection, run, "3", moment=NOW, state=JobState.FAILED, detail="磁盘满")
    sums.keep(ledger, run)
    return run


def test_they_tell_units_apart_and_fold_reasons(ledger: Ledger) -> None:
    run = night(ledger)
    site, unknown = SubjectType.SITE, Status.UNKNOWN
    with ledger.connect() as connection:
        found = sums.of(connection, WHOLE, run)
        assert found[0] == Sum(site, unknown, "超时", 2)
        assert set(found[1:]) == {
            Sum(site, Status.FAIL, "", 1),
            Sum(site, Status.PASS, "", 1),
            Sum(SubjectType.ACCOUNT, unknown, "超时", 1),
            Sum(site, unknown, "访问未完成：跳转到 其他地址", 1),
        }
        assert {one.subject_type for one in sums.of(connection, Scope(units=("乙",)), run)} == {SubjectType.ACCOUNT}
        assert sum(one.count for one in sums.of(connection, Scope(units=("甲",)), run)) == 4
        assert sums.of(connection, Scope(), run) == []


def test_again_gives_the_same(ledger: Ledger) -> None:
    run = night(ledger)
    with ledger.connect() as connection:
        before = sums.of(connection, WHOLE, run)
    sums.keep(ledger, run)
    with ledger.connect() as connection:
        assert sums.of(connection, WHOLE, run) == before


def test_sums_of_runs_long_past_are_forgotten(ledger: Ledger) -> None:
    numbers = [night(ledger) for _ in range(sums.KEPT + 2)]
    with ledger.connect() as connection:
        kept = [number for number in numbers if sums.of(connection, WHOLE, number)]
    assert kept == numbers[2:]


@pytest.mark.parametrize(
    ("scope", "registered", "done", "undone", "read"),
    [
        (WHOLE, 5, 1, (Why(JobState.FAILED, "磁盘满", 1), Why(JobState.WAITING, "", 1)), 1),
        (Scope(units=("甲",)), 3, 1, (Why(JobState.WAITING, "", 1),), 0),
        (Scope(), 0, 0, (), 0),
    ],
)
def test_what_a_run_covered(
    ledger: Ledger, scope: Scope, registered: int, done: int, undone: tuple[Why, ...], read: int
) -> None:
    run = night(ledger)
    with ledger.connect() as connection:
        found = coverage.covered(connection, scope, run)
    assert (found.registered, found.done, found.read) == (registered, done, read)
    assert sorted(found.undone, key=str) == sorted(undone, key=str)
    assert found.due == done + len(undone)
    assert found.sites.get(SubjectState.CLOSED, 0) == (1 if scope.whole else 0)
