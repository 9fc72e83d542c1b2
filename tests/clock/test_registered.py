"""What the ledger alone says of a site stands beside what the checks say."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from pathlib import Path

from checks.indicators import edition
from checks.indicators.edition import Judged
from checks.model.findings import Status
from checks.model.registry import BEIJING, Registry, Site
from clock.registered import counted, from_ledger
from results.ledger import registry
from results.ledger.engine import open_ledger

NIGHT = datetime(2026, 11, 20, 2, tzinfo=BEIJING)
SITES = tuple(Site(f"站{n}", f"http://{n}.x.gov.cn/", "临江市水利局", f"339900000{n}") for n in range(2))


def test_rounds_and_registry_are_both_heard(tmp_path: Path) -> None:
    national = edition.load()
    with open_ledger(f"sqlite:///{tmp_path / 'ledger.sqlite'}") as ledger, ledger.begin() as connection:
        registry.save(connection, Registry(sites=SITES))
        first = {o.check: o.status for o in from_ledger(connection, SITES[0], national, NIGHT)}
        second = {o.check: o.status for o in from_ledger(connection, SITES[1], national, NIGHT)}
    unheard = {"unreachable-site": Status.UNKNOWN, "ipv6-unsteady": Status.UNKNOWN}
    assert first == {**unheard, "surplus-sites": Status.PASS}
    assert second == {**unheard, "surplus-sites": Status.REVIEW}


def test_an_edition_that_does_not_ask_is_not_answered(tmp_path: Path) -> None:
    national = edition.load()
    by_hand = replace(national.rules["surplus-sites"], judged=Judged.BY_HAND)
    with open_ledger(f"sqlite:///{tmp_path / 'ledger.sqlite'}") as ledger, ledger.begin() as connection:
        for rules in ({}, {"surplus-sites": by_hand}):
            assert counted(connection, SITES[0], replace(national, rules=rules)) == ()
