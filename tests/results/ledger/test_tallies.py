"""Tallies are what counting gives, whoever changed what: on both databases, for every scope."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from pathlib import Path
from threading import Thread

import pytest
from sqlalchemy import Connection, delete, event, insert, select, update

from checks.model.registry import Account, Registry, Site, SubjectState, Unit
from results import triage
from results.following import follow
from results.ledger import coverage, outcomes, registry, runs, sums, tables, tallies
from results.ledger.console_tables import run_sums, tally_moves, unit_reach
from results.ledger.console_tables import tallies as kept
from results.ledger.engine import Ledger, open_ledger
from results.ledger.runs import JobState
from results.ledger.scope import WHOLE, Scope
from results.ledger.tallies import Kind
from tests.results.making import NOW, edition, finding, outcome

UNITS = (Unit("省"), Unit("甲市", "省"), Unit("甲县", "甲市"), Unit("乙市", "省"))
SITES = tuple(Site(f"站{unit.name}", f"http://{n}.gov.cn/", unit.name, code=f"{n:010}") for n, unit in enumerate(UNITS))
ACCOUNT = Account("weibo", "甲县发布", "甲县", platform_id="w")
BELOW = {
    WHOLE: None,
    Scope(units=("省",)): {"省", "甲市", "甲县", "乙市"},
    Scope(units=("甲市",)): {"甲市", "甲县"},
    Scope(units=("甲县", "甲市", "乙市")): {"甲市", "甲县", "乙市"},
    Scope(units=("甲市",), below=False): {"甲市"},
    Scope(units=("乙市",)): {"乙市"},
    Scope(units=("没有",)): set(),
    Scope(): set(),
}


def counted(connection: Connection, kind: Kind, run: int, below: set[str] | None) -> Counter[tuple[str, str]]:
    """By looking at every row."""
    owners = {
        row.key: row.unit for table in (tables.sites, tables.accounts) for row in connection.execute(select(table))
    }
    accounts = set(connection.execute(select(tables.accounts.c.key)).scalars())
    rows = {
        Kind.ISSUE: [(row.subject, row.check, row.state) for row in connection.execute(select(tables.issues))],
        Kind.SITE: [(row.key, "", row.state) for row in connection.execute(select(tables.sites))],
        Kind.ACCOUNT: [(row.key, "", row.state) for row in connection.execute(select(tables.accounts))],
        Kind.JOB: [
            (row.subject, row.detail, row.state)
            for row in connection.execute(select(tables.jobs).where(tables.jobs.c.run == run))
            if row.kind == "site"
        ],
        Kind.SCORE: [
            (row.subject, "", "")
            for row in connection.execute(select(tables.scores).where(tables.scores.c.run == run))
            if row.subject in accounts
        ],
    }
    known = set(connection.execute(select(tables.units.c.name)).scalars())
    within = (row for row in rows[kind] if below is None or owners.get(row[0]) in below & known)
    return Counter((what, state) for _, what, state in within)


def same(ledger: Ledger, run: int) -> None:
    with ledger.connect() as connection:
        for scope, below in BELOW.items():
            for kind in Kind:
                number = run if kind in (Kind.JOB, Kind.SCORE) else 0
                assert tallies.of(connection, scope, kind, run=number) == counted(connection, kind, number, below), (
                    scope,
                    kind,
                )


def night(connection: Connection, names: str, day: int) -> int:
    keys = [one.key for one in SITES]
    at = NOW + timedelta(days=day)
    run = runs.start(connection, kind="nightly", edition="test", code="1", moment=at, subjects=keys)
    for key in (*keys, ACCOUNT.key, "nobody's"):
        follow(connection, run, key, [outcome(*map(finding, names))], lambda url: True, edition(), "v", moment=at)
    for key in (keys[0], ACCOUNT.key):
        row = outcomes.ScoreRow(run, key, Decimal(1), Decimal(2), Decimal(100), "e", {})
        outcomes.save_score(connection, row)
        outcomes.save_score(connection, row)  # said again, it is the same one
    runs.finish_job(connection, run, keys[0], moment=at)
    runs.finish_job(connection, run, keys[1], moment=at, state=JobState.FAILED, detail="超时")
    runs.finish_job(connection, run, keys[1], moment=at, state=JobState.FAILED, detail="拒绝")
    runs.finish_job(connection, run, "0", moment=at, kind="accounts")
    return run


def test_whatever_happens_tallies_are_what_counting_gives(ledger: Ledger) -> None:
    with ledger.begin() as connection:
        registry.save(connection, Registry(UNITS, SITES, (), (ACCOUNT,)))
        run = night(connection, "ab", 0)
    same(ledger, run)
    with ledger.begin() as connection:
        later = night(connection, "bc", 1)  # a is fixed, b open, c new
        numbers = list(connection.execute(select(tables.issues.c.id).order_by(tables.issues.c.id)).scalars())
        for number in numbers[::4]:
            triage.dismiss(connection, number, who="王", reason="误报", moment=NOW)
    same(ledger, run)
    same(ledger, later)
    with ledger.begin() as connection:
        connection.execute(delete(tables.issues).where(tables.issues.c.id.in_(numbers[:3])))
        connection.execute(update(tables.issues).where(tables.issues.c.id == numbers[5]).values(check="another"))
        connection.execute(delete(tables.scores).where(tables.scores.c.run == later))
    same(ledger, later)


def test_the_registry_moves_what_is_tallied(ledger: Ledger) -> None:
    with ledger.begin() as connection:
        registry.save(connection, Registry(UNITS[:2], SITES))
        run = night(connection, "ab", 0)
    same(ledger, run)  # the account, two units and those below them are not known yet
    with ledger.begin() as connection:
        registry.save(connection, Registry(UNITS, (), (), (ACCOUNT,)))
    same(ledger, run)
    moved = Site(SITES[0].name, SITES[0].home, "甲县", code=SITES[0].code, state=SubjectState.CLOSED)
    with ledger.begin() as connection:
        registry.save(connection, Registry(sites=(moved, Site("新站", "http://new.gov.cn/", "甲县"))))
    same(ledger, run)
    with ledger.begin() as connection:
        registry.save(
            connection, Registry(sites=(Site("新站", "http://new.gov.cn/", "甲县", state=SubjectState.CLOSED),))
        )
    same(ledger, run)


def test_a_circle_of_units_ends(ledger: Ledger) -> None:
    with ledger.begin() as connection:
        registry.save(connection, Registry((Unit("甲市", "乙市"), Unit("乙市", "甲市")), SITES[1:2]))
        run = night(connection, "ab", 0)
        for name in ("甲市", "乙市"):
            found = tallies.of(connection, Scope(units=("甲市", name)), Kind.ISSUE)
            assert found.total() == 2
            assert tallies.of(connection, Scope(units=(name,)), Kind.JOB, run=run).total() == 1
        reached = {(row.above, row.unit) for row in connection.execute(select(unit_reach))}
        assert reached == {(one, other) for one in ("甲市", "乙市") for other in ("甲市", "乙市")}


def test_writers_do_not_wait_for_each_other(ledger_url: str) -> None:
    """Two transactions find something under one province; on PostgreSQL neither waits until the other has ended."""
    if ledger_url.startswith("sqlite"):
        pytest.skip("SQLite has one writer")
    with open_ledger(ledger_url) as ledger:
        with ledger.begin() as connection:
            registry.save(connection, Registry(UNITS, SITES))
            run = runs.start(connection, kind="nightly", edition="test", code="1", moment=NOW)

        def second() -> None:
            with ledger.begin() as connection:
                found = [outcome(finding("x"))]
                follow(connection, run, SITES[2].key, found, lambda url: True, edition(), "v", moment=NOW)

        with ledger.begin() as connection:
            found = [outcome(finding("x"))]
            follow(connection, run, SITES[1].key, found, lambda url: True, edition(), "v", moment=NOW)
            other = Thread(target=second)
            other.start()
            other.join(20)
            assert not other.is_alive()
        same(ledger, run)


def test_moves_are_added_up_now_and_then(ledger: Ledger) -> None:
    row = {"subject_type": "site", "code": "inner", "certainty": "certain", "edition": "e", "visit": "v", "times": 1}
    row |= {"first_run": 1, "last_run": 1, "first_seen": NOW, "last_seen": NOW, "changed": NOW, "finding": {}}
    row |= {"check": "dead-links", "url": "", "found_on": "", "text": "", "state": "new"}
    with ledger.begin() as connection:
        registry.save(connection, Registry(UNITS, SITES))
        rows = [{**row, "fingerprint": str(n), "subject": SITES[n % 4].key} for n in range(1_500)]
        connection.execute(insert(tables.issues), rows)
        connection.execute(update(tables.issues).values(state="open"))
    same(ledger, 0)
    with ledger.connect() as connection:
        waiting = len(connection.execute(select(tally_moves.c.id)).all())
        assert waiting < 4_096
        held = connection.execute(select(kept.c.count).where(kept.c.unit == "", kept.c.state == "open")).scalar()
        assert held  # some are added up


def test_runs_long_past_are_counted_when_asked_for(tmp_path: Path) -> None:
    with open_ledger(f"sqlite:///{tmp_path / 'l.sqlite'}") as ledger:
        with ledger.begin() as connection:
            registry.save(connection, Registry(UNITS, SITES, (), (ACCOUNT,)))
            first = night(connection, "a", 0)
            for day in range(1, tallies.RUNS + 1):
                night(connection, "a", day)
            connection.execute(delete(kept).where(kept.c.run == first))
        same(ledger, first)


def test_a_scope_reads_as_few_sums_as_can_be(tmp_path: Path) -> None:
    with open_ledger(f"sqlite:///{tmp_path / 'l.sqlite'}") as ledger:
        with ledger.begin() as connection:
            registry.save(connection, Registry(UNITS, SITES, (), (ACCOUNT,)))
            run = night(connection, "ab", 0)
            outcomes.save(connection, run, [replace(outcome(finding("a")), subject=one.key) for one in SITES])
        sums.keep(ledger, run)
        with ledger.begin() as connection:
            for scope, below in BELOW.items():
                expected = len(SITES) if below is None else len(below)
                assert sum(one.count for one in sums.of(connection, scope, run)) == expected, scope
            connection.execute(delete(run_sums).where(run_sums.c.unit.startswith("*")))
            assert (
                sum(one.count for one in sums.of(connection, Scope(units=("省",)), run)) == 4
            )  # as older versions kept


def test_an_overview_reads_no_issue(tmp_path: Path) -> None:
    with open_ledger(f"sqlite:///{tmp_path / 'l.sqlite'}") as ledger:
        with ledger.begin() as connection:
            registry.save(connection, Registry(UNITS, SITES, (), (ACCOUNT,)))
            run = night(connection, "ab", 0)
        asked: list[str] = []
        event.listen(ledger.engine, "before_cursor_execute", lambda *given: asked.append(given[2]))
        with ledger.connect() as connection:
            tallies.of(connection, Scope(units=("甲市",)), Kind.ISSUE)
            coverage.covered(connection, Scope(units=("甲市",)), run)
        assert asked
        assert not [one for one in asked if "FROM issues" in one or "FROM sites" in one]


def test_a_site_without_issues_moves_with_what_was_visited(ledger: Ledger) -> None:
    with ledger.begin() as connection:
        registry.save(connection, Registry(UNITS, SITES, (), (ACCOUNT,)))
        run = runs.start(
            connection, kind="nightly", edition="test", code="1", moment=NOW, subjects=[one.key for one in SITES]
        )
        outcomes.save_score(
            connection, outcomes.ScoreRow(run, ACCOUNT.key, Decimal(1), Decimal(2), Decimal(9), "e", {})
        )
    same(ledger, run)
    with ledger.begin() as connection:
        registry.save(connection, Registry(sites=(replace(SITES[2], unit="乙市"),)))
    same(ledger, run)
    with ledger.begin() as connection:
        registry.save(connection, Registry(accounts=(replace(ACCOUNT, unit="乙市"),)))
    same(ledger, run)
