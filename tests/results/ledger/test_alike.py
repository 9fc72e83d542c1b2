"""A part of a text is met whatever the case of ASCII letters, and signs of patterns mean themselves."""

from __future__ import annotations

import pytest
from sqlalchemy import insert, select

from results.ledger.alike import begins, holds
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
