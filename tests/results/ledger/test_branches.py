"""What is kept of units with all below them is what adding up the rows of single units gives: after a run was counted,
after a unit moved, and after runs were forgotten; on both databases, for every scope."""

from __future__ import annotations

from collections import Counter
from datetime import timedelta
from random import Random

import pytest
from alembic import command
from alembic.config import Config
from sqlalchemy import Connection, delete, insert, select, update

from checks.model.findings import SubjectType
from checks.model.registry import Account, Level, Registry, Site, Unit
from results.ledger import branches, registry, run_tallies, runs, tables, verdicts
from results.ledger.engine import Ledger
from results.ledger.run_tallies import Tally
from results.ledger.scope import WHOLE, Scope
from results.ledger.sums import KEPT
from results.ledger.verdict_tables import branch_issues, branch_verdicts, run_issues, run_verdicts
from results.ledger.verdicts import VerdictRow
from tests.results.making import NOW

UNITS = (
    Unit("省", region="全省", level=Level.PROVINCE),
    Unit("甲市", "省", region="甲地", level=Level.CITY),
    Unit("乙市", "省", level=Level.CITY),
    Unit("甲县", "甲市", region="甲县", level=Level.COUNTY),
    Unit("甲镇", "甲县"),
    Unit("甲局", "甲市", region="甲地"),
)
NAMES = [unit.name for unit in UNITS]
SITES = tuple(Site(f"站{n}", f"http://{n}/", NAMES[n % 6], code=f"{n:03}") for n in range(40))
ACCOUNTS = tuple(Account("weibo", f"号{n}", NAMES[n % 6], platform_id=f"{n}") for n in range(9))
SCOPES = (
    WHOLE,
    *(Scope(units=(name,)) for name in NAMES),
    Scope(units=("甲县", "甲市", "乙市")),
    Scope(units=("甲县", "甲局")),
    Scope(units=("甲市",), below=False),
    Scope(units=("没有",)),
    Scope(),
)


def night(ledger: Ledger, day: int) -> int:
    chance = Random(day)
    with ledger.begin() as connection:
        registry.save(connection, Registry(UNITS, SITES, (), ACCOUNTS))
        run = runs.start(connection, kind="nightly", edition="e", code="1", moment=NOW + timedelta(days=day))
        for one in (*SITES, *ACCOUNTS):
            if chance.random() < 0.8:
                kind = SubjectType.SITE if isinstance(one, Site) else SubjectType.ACCOUNT
                said, numbers = (
                    chance.choice(("passed", "failed", "unknown")),
                    (chance.randrange(2), chance.randrange(2)),
                )
                row = VerdictRow(one.key, kind, run, said, "", "complete", "", None, None, *numbers, NOW)
                verdicts.save(connection, row)
        for number in range(30):
            connection.execute(insert(tables.issues).values(issue(f"{day}-{number}", chance.choice(SITES).key)))
    run_tallies.keep(ledger, run)
    return run


def issue(name: str, subject: str) -> dict[str, object]:
    row = {"subject_type": "site", "code": "inner", "certainty": "certain", "edition": "e", "visit": "v", "times": 1}
    row |= {"first_run": 1, "last_run": 1, "first_seen": NOW, "last_seen": NOW, "changed": NOW, "finding": {}}
    row |= {"check": "dead-links", "url": "", "found_on": "", "text": "", "state": "new"}
    return {**row, "fingerprint": name, "subject": subject}


def within(connection: Connection, scope: Scope) -> set[str]:
    """The units of a scope, by walking the tree as it is registered."""
    parents = {row.name: row.parent for row in connection.execute(select(tables.units))}
    if scope.whole:
        return set(parents)

    def over(name: str) -> set[str]:
        seen: set[str] = set()
        while name in parents and name not in seen:
            seen.add(name)
            name = parents[name]
        return seen

    return {name for name in parents if set(scope.units) & (over(name) if scope.below else {name})}


def same(ledger: Ledger) -> None:
    """Every answer is what the rows of single units come to."""
    with ledger.connect() as connection:
        rows = [row for row in connection.execute(select(run_verdicts)) if row.unit != "*"]
        stood = [row for row in connection.execute(select(run_issues)) if row.unit != "*"]
        last = max(row.run for row in rows)
        for scope in SCOPES:
            units = within(connection, scope)
            own = [row for row in rows if row.unit in units and row.subject_type == "site"]
            counts: Counter[int] = Counter()
            for row in stood:
                counts[row.run] += row[2] if row.unit in units else 0
            told = {point.run: (point.sites, point.issues) for point in run_tallies.trend(connection, scope)}
            numbers = sorted({row.run for row in own})
            assert told == {run: (tally([row for row in own if row.run == run]), counts[run]) for run in numbers}, scope
            for by in ("region", "level"):
                newest = [row for row in own if row.run == last]
                places = {getattr(row, by) for row in newest}
                assert run_tallies.ranking(connection, scope, last, by) == {
                    place: tally([row for row in newest if getattr(row, by) == place]) for place in places
                }, (scope, by)
            here = {row.region for row in rows if row.unit in units and row.run == last}
            assert run_tallies.regions(connection, scope) == sorted(here - {""}), scope


def tally(rows: list[object]) -> Tally:
    counts: Counter[str] = Counter()
    for row in rows:
        counts[row.verdict] += row[6]  # type: ignore[attr-defined,index]  # `count` is a method of a row
    return Tally(dict(counts), sum(row.confirmed for row in rows), sum(row.waiting for row in rows))  # type: ignore[attr-defined]


def test_a_branch_is_what_its_units_come_to(ledger: Ledger) -> None:
    for day in range(3):
        night(ledger, day)
        same(ledger)


def test_of_a_unit_without_others_below_it_nothing_is_kept_twice(ledger: Ledger) -> None:
    night(ledger, 0)
    with ledger.connect() as connection:
        for table in branches.MADE_OF:
            assert set(connection.execute(select(table.c.unit)).scalars()) == {"省", "甲市", "甲县"}


def test_a_unit_that_moves_takes_what_is_past_with_it(ledger: Ledger) -> None:
    night(ledger, 0)
    night(ledger, 1)
    with ledger.begin() as connection:
        registry.save(connection, Registry((Unit("甲县", "乙市", region="甲县", level=Level.COUNTY),)))
    same(ledger)
    with ledger.connect() as connection:
        assert "乙市" in set(connection.execute(select(branch_verdicts.c.unit)).scalars())


def test_what_is_kept_is_what_is_read(ledger: Ledger) -> None:
    """The pages of a branch are made of what was added up, and not of its thousand units."""
    night(ledger, 0)
    with ledger.begin() as connection:
        connection.execute(update(branch_verdicts).where(branch_verdicts.c.unit == "甲市").values(count=1_000))
        connection.execute(update(branch_issues).where(branch_issues.c.unit == "甲市").values(count=77))
        (point,) = run_tallies.trend(connection, Scope(units=("甲市",)))
        assert point.issues == 77
        assert point.sites.checked > 1_000
        connection.execute(delete(branch_verdicts))
        assert run_tallies.regions(connection, Scope(units=("甲市",))) == []


def test_runs_that_are_forgotten_are_forgotten_here_too(ledger: Ledger) -> None:
    for day in range(KEPT + 2):
        night(ledger, day)
    same(ledger)
    with ledger.connect() as connection:
        for table, single in branches.MADE_OF.items():
            kept = set(connection.execute(select(single.c.run).where(single.c.unit != "*")).scalars())
            assert len(kept) == KEPT
            assert set(connection.execute(select(table.c.run)).scalars()) == kept


@pytest.mark.parametrize("step", ["0018_withdrawn"])
def test_an_older_ledger_is_added_up(ledger: Ledger, step: str) -> None:
    night(ledger, 0)
    night(ledger, 1)
    with ledger.connect() as connection:
        before = {table: sorted(map(tuple, connection.execute(select(table)))) for table in branches.MADE_OF}
        assert all(before.values())
    config = Config()
    config.set_main_option("script_location", "results.ledger:migrations")
    with ledger.begin() as connection:
        config.attributes["connection"] = connection
        command.downgrade(config, step)
        command.upgrade(config, "head")
        assert {table: sorted(map(tuple, connection.execute(select(table)))) for table in branches.MADE_OF} == before
    same(ledger)
