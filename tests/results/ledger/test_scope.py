"""Who sees what: units given and all below, by the registered tree."""

import pytest
from sqlalchemy import select

from checks.model.registry import Account, Registry, Site, Unit
from results.ledger import registry, scope, tables
from results.ledger.engine import Ledger
from results.ledger.scope import WHOLE, Scope

UNITS = (
    Unit("省"),
    Unit("甲市", "省"),
    Unit("乙市", "省"),
    Unit("甲县", "甲市"),
    Unit("甲镇", "甲县"),
    Unit("圈一", "圈二"),
    Unit("圈二", "圈一"),
)
SITES = tuple(Site(f"{unit.name}网", f"http://{n}.gov.cn/", unit.name, code=f"{n}") for n, unit in enumerate(UNITS))
ACCOUNT = Account("wechat", "甲镇发布", "甲镇", platform_id="x")


@pytest.fixture
def filled(ledger: Ledger) -> Ledger:
    with ledger.begin() as connection:
        registry.save(connection, Registry(UNITS, SITES, (), (ACCOUNT,)))
    return ledger


@pytest.mark.parametrize(
    ("given", "units", "subjects"),
    [
        (WHOLE, {unit.name for unit in UNITS}, {*(site.key for site in SITES), ACCOUNT.key}),
        (Scope(units=("甲市",)), {"甲市", "甲县", "甲镇"}, {"1", "3", "4", ACCOUNT.key}),
        (Scope(units=("甲市",), below=False), {"甲市"}, {"1"}),
        (Scope(units=("乙市", "甲县")), {"乙市", "甲县", "甲镇"}, {"2", "3", "4", ACCOUNT.key}),
        (Scope(units=("圈一",)), {"圈一", "圈二"}, {"5", "6"}),
        (Scope(), set(), set()),
        (Scope(units=("没有",)), set(), set()),
    ],
)
def test_the_units_and_what_they_own(filled: Ledger, given: Scope, units: set[str], subjects: set[str]) -> None:
    with filled.connect() as connection:
        assert set(connection.execute(scope.units(given)).scalars()) == units
        assert set(connection.execute(scope.subjects(given)).scalars()) == subjects
        keys = connection.execute(select(tables.sites.c.key).where(scope.of_subject(given, tables.sites.c.key)))
        assert set(keys.scalars()) == subjects - {ACCOUNT.key}
        for key in (*(site.key for site in SITES), ACCOUNT.key):
            assert scope.sees(connection, given, key) is (key in subjects)
        assert scope.counted(connection, given) == len(subjects)
        assert scope.counted(connection, given, upto=1) == min(2, len(subjects))
