"""Lists where the reader sees many subjects, and those that hold nothing."""

from __future__ import annotations

import pytest
from sqlalchemy import Connection

from checks.indicators.edition import load
from checks.model.findings import Outcome, Status, SubjectType
from checks.model.registry import Account, Registry, Site, Unit
from results.ledger import outcomes, registry, runs, tasks
from results.ledger.engine import Ledger
from results.ledger.scope import FEW, Scope
from results.ledger.tasks import Asked
from results.lists.catalog import READ
from results.lists.listing import Reader
from tests.results.making import NOW

UNITS = (Unit("县"), Unit("东镇", "县"), Unit("西镇"))


def listed(connection: Connection, name: str, scope: Scope) -> set[str]:
    reader = Reader(connection, scope, load(), NOW, lambda day, count: None, lambda one: one)
    lines, _ = READ[name].walk(reader, {}).page(None, 500)
    return {line["subject"] for line in lines}


@pytest.mark.parametrize("name", ["tasks", "outcomes", "coverage"])
def test_who_sees_many_subjects_sees_his_own_alone(ledger: Ledger, name: str) -> None:
    many = tuple(Account("weibo", f"a{n}", "东镇", str(n)) for n in range(FEW))
    sites = (Site("东", "http://east/", "东镇"), Site("西", "http://west/", "西镇"))
    with ledger.begin() as connection:
        registry.save(connection, Registry(UNITS, sites, (), many))
        keys = [site.key for site in sites]
        run = runs.start(connection, kind="nightly", edition="e", code="c", moment=NOW, subjects=keys)
        outcomes.save(connection, run, [Outcome("dead-links", SubjectType.SITE, key, Status.PASS) for key in keys])
        asked = [Asked("inaccurate-overview", SubjectType.SITE, key, "2026-Q4") for key in keys]
        tasks.ask(connection, asked, edition="e", moment=NOW)
        assert listed(connection, name, Scope(units=("县",))) == {"http://east/"}
        assert listed(connection, name, Scope(units=("县", "西镇"))) == set(keys)
        assert listed(connection, name, Scope(units=("西镇",))) == {"http://west/"}


@pytest.mark.parametrize("name", READ)
def test_of_nothing_nothing_is_listed(ledger: Ledger, name: str) -> None:
    with ledger.connect() as connection:
        assert listed(connection, name, Scope(whole=True)) == set()
