"""A part of a text is met whatever the case of ASCII letters, and signs of patterns mean themselves."""

from __future__ import annotations

import pytest
from sqlalchemy import insert, select

from results.ledger.alike import begins, holds, in_address
from results.ledger.engine import Ledger
from results.ledger.tables import units

_NAME = "甲县 WWW.S1_x.Gov%/局"


@pytest.mark.parametrize("part", ["甲县", "www.s1", "S1_X", "gov%", "%/局", _NAME])
def test_a_part_is_met(ledger: Ledger, part: str) -> None:
    assert _met(ledger, part) == (True, _NAME.lower().startswith(part.lower()))


@pytest.mark.parametrize("other", ["甲_", "s1%x", "sx_", "甲局", "/%"])
def test_what_is_no_part_is_not_met(ledger: Ledger, other: str) -> None:
    assert _met(ledger, other) == (False, False)


def _met(ledger: Ledger, part: str) -> tuple[bool, bool]:
    with ledger.begin() as connection:
        connection.execute(insert(units).values(name=_NAME, parent="", level="county", region=""))
        held, begun = connection.execute(select(holds(units.c.name, part), begins(units.c.name, part))).one()
    return bool(held), bool(begun)


@pytest.mark.parametrize("part", ["www.x", "WWW.X.gov", "/Gw/", "gov.cn/Gw", "a_1%"])
def test_a_part_of_an_address_is_met_as_typed_or_in_small_letters(ledger: Ledger, part: str) -> None:
    with ledger.begin() as connection:
        connection.execute(insert(units).values(name="http://www.x.gov.cn/Gw/a_1%", parent="", level="", region=""))
        assert connection.execute(select(in_address(units.c.name, part))).scalar_one()
        assert not connection.execute(select(in_address(units.c.name, f"{part}2"))).scalar_one()
