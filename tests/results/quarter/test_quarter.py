"""The weeks hold what the reports are to be tried on; what the log says happened is what the ledger has."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

import pytest
from sqlalchemy import Connection, select

from results.ledger import notice_tables, registry, tables
from results.ledger.complaint_tables import complaints
from results.ledger.engine import open_ledger
from tests.results.quarter import Quarter
from tests.results.quarter.county import CLOSING, LATE, NEW, OLD


@pytest.fixture
def connection(quarter: Quarter) -> Iterator[Connection]:
    with open_ledger(quarter.url) as ledger, ledger.connect() as connection:
        yield connection


def test_all_kinds_of_runs_are_there(quarter: Quarter, connection: Connection) -> None:
    runs = {row.id: row for row in connection.execute(select(tables.runs)) if row.kind != "by-hand"}
    assert Counter(row.kind for row in runs.values()) == {"weekly": 13, "monthly": 3, "nightly": 6}
    assert [run["run"] for run in quarter.log.runs] == list(runs)
    assert {row.edition for row in runs.values()} == {"national-2019", "national-2019+gansu"}
    assert [row.state for row in runs.values()].count("abandoned") == 1
    started = [row.started for row in runs.values()]
    assert started == sorted(started)
    assert started == [run["at"] for run in quarter.log.runs]


def test_what_was_seen_is_what_stands(quarter: Quarter, connection: Connection) -> None:
    """Each fault that a look saw is an issue, seen as often, and no other is."""
    seen = Counter(name for look in quarter.log.looks for name in look["seen"])
    by_mark = {fault.mark: fault.name for fault in quarter.faults.values()}
    issues = [row for row in connection.execute(select(tables.issues)) if row.fingerprint in by_mark]
    assert {by_mark[row.fingerprint]: row.times for row in issues} == dict(seen)
    others = connection.execute(select(tables.issues.c.check).where(tables.issues.c.fingerprint.not_in(by_mark)))
    by_persons = {answer["rule"] for answer in quarter.log.answers}
    assert set(others.scalars()) <= {"unreachable-site", "surplus-sites", "ipv6-unsteady", *by_persons}
    states = Counter(row.state for row in issues)
    assert all(states[name] for name in ("new", "open", "confirmed", "dismissed", "notified", "fixed", "reopened"))


def test_what_persons_did_is_there(quarter: Quarter, connection: Connection) -> None:
    acts = Counter(act["what"] for act in quarter.log.acts)
    assert all(acts[what] for what in ("confirm", "dismiss", "reopen"))
    notices = list(connection.execute(select(notice_tables.notices)))
    assert [row.number for row in notices] == [told["number"] for told in quarter.log.notices]
    assert Counter(row.state for row in notices)["withdrawn"] == 1
    answered = [row for row in connection.execute(select(tables.tasks)) if row.verdict]
    assert len(answered) == len(quarter.log.answers) > 80
    assert {row.verdict for row in answered} == {"met", "unmet", "unclear", "not-applicable"}
    states = Counter(row.state for row in connection.execute(select(complaints)))
    assert {"received", "dispatched", "answered", "closed"} == set(states)


def test_the_registry_changed_meanwhile(connection: Connection) -> None:
    known = registry.load(connection)
    assert {site.key for site in known.sites if site.unit == NEW}
    assert not [site for site in known.sites if site.unit == OLD]
    assert next(site for site in known.sites if site.key == CLOSING).state.value == "closed"
    assert LATE.key in {one.key for one in known.accounts}
    assert len({site.region for site in known.sites}) == 4
