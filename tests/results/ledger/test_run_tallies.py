"""What a run came to: by unit, region and level, within a scope. What is closed is not counted, the old forgotten."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import func, select

from checks.indicators.edition import load
from checks.model.findings import Finding, Outcome, Status, SubjectType
from checks.model.registry import Account, Level, Registry, Site, SubjectState, Unit
from results.following import follow
from results.ledger import outcomes, registry, run_history, run_tallies, runs, verdicts
from results.ledger.engine import Ledger
from results.ledger.run_history import Stood
from results.ledger.run_tallies import Tally, Unknown
from results.ledger.scope import WHOLE, Scope
from results.ledger.sums import KEPT
from results.ledger.verdict_tables import run_issues, run_unknowns, run_verdicts
from results.ledger.verdicts import NEVER, VerdictRow
from tests.results.making import DAY, NOW

UNITS = (Unit("省", region="全省", level=Level.PROVINCE), Unit("甲", "省", region="甲地"), Unit("乙", "省"))
SITES = (
    Site("a", "http://a/", "甲", code="a", level=Level.COUNTY),
    Site("b", "http://b/", "甲", code="b", region="别处"),
    Site("c", "http://c/", "乙", code="c"),
    Site("d", "http://d/", "省", code="d", state=SubjectState.CLOSED),
    Site("e", "http://e/", "省", code="e"),
)
ACCOUNT = Account("weibo", "号", "乙", platform_id="w")
A, B = Scope(units=("甲",)), Scope(units=("乙",))


def stands(key: str, verdict: str, confirmed: int = 0, waiting: int = 0) -> VerdictRow:
    return VerdictRow(key, SubjectType.SITE, 1, verdict, "", "complete", "", None, None, confirmed, waiting, NOW)


def night(ledger: Ledger) -> int:
    with ledger.begin() as connection:
        registry.save(connection, Registry(UNITS, SITES, (), (ACCOUNT,)))
        run = runs.start(connection, kind="nightly", edition="e", code="1", moment=NOW)
        given = (stands("a", "passed"), stands("b", "failed", confirmed=2, waiting=1), stands("d", "passed"))
        for row in (*given, stands("c", "unknown", waiting=1)):
            verdicts.save(connection, row)
        told = [
            Outcome("x", SubjectType.SITE, key, Status.UNKNOWN, reason=f"超时（{number}）")
            for number, key in enumerate(("a", "c"))
        ]
        told.append(Outcome("y", SubjectType.SITE, "a", Status.PASS, reason="超时"))
        outcomes.save(connection, run, told)
        for key in ("a", "c"):
            found = Outcome(
                "dead-links", SubjectType.SITE, key, Status.FAIL, (Finding("home", "http://x/", ("k",)),), 1, 1
            )
            follow(connection, run, key, [found], lambda url: True, load(), "", moment=NOW)
    run_tallies.keep(ledger, run)
    return run


def test_sites_are_counted_by_place_and_what_is_closed_is_not(ledger: Ledger) -> None:
    run = night(ledger)
    with ledger.connect() as connection:
        regions = run_tallies.ranking(connection, WHOLE, run, "region")
        assert regions == {
            "甲地": Tally({"passed": 1}),
            "别处": Tally({"failed": 1}, 1, 1),
            "": Tally({"unknown": 1}, 0, 1),
            "全省": Tally({NEVER: 1}),
        }
        assert regions["全省"].checked == 0
        levels = run_tallies.ranking(connection, WHOLE, run, "level")
        assert {name: sum(one.verdicts.values()) for name, one in levels.items()} == {
            "county": 1, "unknown": 2, "province": 1
        }  # fmt: skip
        assert run_tallies.ranking(connection, A, run, "region").keys() == {"甲地", "别处"}
        assert run_tallies.ranking(connection, Scope(), run, "region") == {}
        assert set(run_tallies.regions(connection, WHOLE)) == {"甲地", "别处", "全省"}
        assert set(run_tallies.regions(connection, A)) == {"甲地", "别处"}
        assert run_tallies.regions(connection, B) == []
        with pytest.raises(ValueError, match="kind"):
            run_tallies.ranking(connection, WHOLE, run, "kind")


def test_the_trend_is_that_of_the_scope(ledger: Ledger) -> None:
    run = night(ledger)
    with ledger.begin() as connection:
        later = runs.start(connection, kind="weekly", edition="e", code="1", moment=NOW + timedelta(days=1))
        verdicts.save(connection, stands("c", "passed"))
    run_tallies.keep(ledger, later)
    with ledger.connect() as connection:
        first, second = run_tallies.trend(connection, WHOLE)
        assert (first.run, second.run, second.kind) == (run, later, "weekly")
        assert first.sites == Tally({"passed": 1, "failed": 1, "unknown": 1, NEVER: 1}, 1, 2)
        assert second.sites.verdicts == {"passed": 2, "failed": 1, NEVER: 1}
        assert (first.issues, second.issues) == (2, 2)
        assert [point.issues for point in run_tallies.trend(connection, A)] == [1, 1]
        assert [point.sites.verdicts for point in run_tallies.trend(connection, B)] == [{"unknown": 1}, {"passed": 1}]
        assert run_tallies.latest(connection) == later


def test_checks_that_could_not_look_are_counted_with_their_reason(ledger: Ledger) -> None:
    run = night(ledger)
    with ledger.connect() as connection:
        assert run_tallies.unknowns(connection, WHOLE, run) == [Unknown(SubjectType.SITE, "x", "超时", 2)]
        assert run_tallies.unknowns(connection, A, run) == [Unknown(SubjectType.SITE, "x", "超时", 1)]
        assert run_tallies.unknowns(connection, Scope(), run) == []
        assert run_tallies.unknowns(connection, WHOLE, run + 1) is None  # nobody counted it


def test_counting_again_changes_nothing_and_old_runs_are_forgotten(ledger: Ledger) -> None:
    run = night(ledger)
    with ledger.connect() as connection:
        before = run_tallies.trend(connection, WHOLE)
    run_tallies.keep(ledger, run)
    with ledger.connect() as connection:
        assert run_tallies.trend(connection, WHOLE) == before
    for _ in range(KEPT):
        with ledger.begin() as connection:
            number = runs.start(connection, kind="nightly", edition="e", code="1", moment=NOW)
            outcomes.save(connection, number, [Outcome("x", SubjectType.SITE, "a", Status.UNKNOWN)])
        run_tallies.keep(ledger, number)
    with ledger.connect() as connection:
        by_unit = (run_verdicts.c.region != "*", run_issues.c.unit != "*", run_unknowns.c.count > 0)
        for table, here in zip((run_verdicts, run_issues, run_unknowns), by_unit, strict=True):
            assert connection.execute(select(func.min(table.c.run)).where(here)).scalar() == run + 1
            assert connection.execute(select(func.max(table.c.run)).where(here)).scalar() == run + KEPT
        assert [point.run for point in run_tallies.trend(connection, WHOLE)] == [*range(run + 1, run + KEPT + 1)]
        stood = run_history.in_all(connection, [run, run + KEPT, run + 99])  # what a run came to in all is kept
        assert stood[run] == Stood(run, "nightly", NOW, None, before[0].sites, Tally({NEVER: 1}), before[0].issues)
        assert stood.keys() == {run, run + KEPT}
        assert run_history.units_of(connection, [run]) == frozenset()
        assert run_history.units_of(connection, [run + 1]) == {"甲", "乙", "省"}


def test_how_all_stood_is_kept_of_every_run(ledger: Ledger) -> None:
    first = night(ledger)
    for number in range(1, KEPT + 3):
        with ledger.begin() as connection:
            verdicts.save(connection, stands("c", "passed"))
            later = NOW + timedelta(days=number)
            run = runs.start(connection, kind="weekly", edition="e", code="1", moment=later)
            runs.finish(connection, run, later)
        run_tallies.keep(ledger, run)
    with ledger.begin() as connection:
        runs.start(connection, kind="nightly", edition="e", code="1", moment=NOW + timedelta(days=2))  # never counted
        told = run_history.history(connection, NOW, NOW + timedelta(days=KEPT + 2))
        assert [one.run for one in told] == list(range(first, first + KEPT + 2))
        assert told[0].sites == Tally({"passed": 1, "failed": 1, "unknown": 1, NEVER: 1}, 1, 2)
        assert told[0].accounts == Tally({NEVER: 1})
        assert (told[1].kind, told[1].started, told[1].ended) == ("weekly", NOW + DAY, NOW + DAY)
        assert told[1].sites.verdicts == {"passed": 2, "failed": 1, NEVER: 1}
        assert [one.run for one in run_history.history(connection, NOW + DAY, NOW + 2 * DAY)] == [first + 1]
        kept = select(func.count()).select_from(run_verdicts).where(run_verdicts.c.run == first)
        assert connection.execute(kept).scalar() == 5  # a row for each verdict, and nothing by place
