"""Which registered accounts a site is judged beside, and that its visit file keeps them."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from checks.model.registry import ACCOUNTS_KEPT, Account, Registry, Unit
from checks.model.views import MissingCapture
from clock.neighbours import Neighbours, together
from results.visits.reader import StoredSite
from tests.results.visits.making import SITE, capture, visit

OFFICE, COUNTY, CITY = SITE.unit, "临江县", "富城市人民政府办公室"


def account(number: int, unit: str, **more: str) -> Account:
    return Account("新浪微博", f"第{number}号", unit, str(number), **more)


def test_the_unit_first_then_what_is_next_to_it() -> None:
    accounts = (
        account(1, "清河县财政局", region="清河县"),
        account(2, "临江县审计局", region=COUNTY),
        account(3, "临江县财政局", parent_unit=OFFICE),
        account(4, CITY),
        replace(account(5, OFFICE), notes="责任人：张三", source_url="http://gateway.example.cn/?token=1"),
        account(6, "临江县文化馆"),
    )
    units = (Unit(OFFICE, CITY, region=COUNTY), Unit("临江县文化馆", region=COUNTY))
    found = together(Neighbours(Registry(units, accounts=accounts)).of(SITE))
    assert [one.platform_id for one in found] == ["5", "4", "3", "2", "6"]
    assert found[0] == account(5, OFFICE), "notes and gateways are not handed on"


def test_accounts_of_one_region_are_one_group_for_all_its_sites() -> None:
    accounts = tuple(account(n, f"临江县第{n}中学", region=COUNTY) for n in range(ACCOUNTS_KEPT + 5))
    near = Neighbours(Registry(accounts=accounts))
    (one,), (other,) = near.of(replace(SITE, region=COUNTY)), near.of(replace(SITE, code="2", region=COUNTY))
    assert one is other
    assert len(together((one, accounts))) == ACCOUNTS_KEPT


def test_a_visit_keeps_them_and_tells_none_from_not_asked(tmp_path: Path) -> None:
    given = (account(1, OFFICE), account(2, OFFICE))
    with StoredSite(visit(tmp_path / "a.visit", capture(), accounts=given)) as view:
        assert view.accounts == given
    with StoredSite(visit(tmp_path / "b.visit", capture(), accounts=())) as view:
        assert view.accounts == ()
    with StoredSite(visit(tmp_path / "c.visit", capture())) as view, pytest.raises(MissingCapture, match="Account"):
        assert view.accounts
