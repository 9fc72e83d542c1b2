"""Checks are known by being there, each under one name."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from checks import catalog
from checks.catalog import Check, Scope
from checks.indicators import edition
from checks.indicators.edition import Rule
from checks.model.findings import Said
from checks.model.views import SiteView

ROOT = Path(__file__).resolve().parent.parent.parent
CHECKS = catalog.load()


def test_every_file_of_the_three_rooms_is_a_check() -> None:
    files = {
        path.stem.replace("_", "-"): room
        for room in ("page", "site", "account")
        for path in (ROOT / "checks" / room).glob("*.py")
        if path.stem != "__init__"
    }
    assert {check.id: check.scope.value for check in CHECKS.values()} == files
    assert list(CHECKS) == sorted(CHECKS)


@pytest.mark.parametrize("check", CHECKS.values(), ids=list(CHECKS))
def test_a_check_has_one_name_and_a_manual(check: Check) -> None:
    assert check.judge.__name__ == check.id.replace("-", "_")
    assert check.judge.__module__ == f"checks.{check.scope}.{check.judge.__name__}"
    assert edition.load().rules[check.id].judged.by_check
    for heading in ("How judged:", "Not counted:", "Source:"):
        assert heading in check.manual, f"{check.id}: its docstring lacks {heading}"
    assert re.match(r"[A-Z].*\.$", check.manual.splitlines()[0])


def judge(site: SiteView, rule: Rule) -> Iterator[Said]:
    yield from ()


@pytest.mark.parametrize(
    ("second", "taken"),
    [
        (Check("dead-links", Scope.SITE, judge), "dead-links"),
        (Check("broken-links", Scope.PAGE, judge), "broken-links"),
        (Check("new", Scope.SITE, judge, formerly=("dead-links",)), "dead-links"),
        (Check("new", Scope.SITE, judge, formerly=("broken-links",)), "broken-links"),
    ],
)
def test_one_name_is_one_check_for_ever(second: Check, taken: str) -> None:
    known: dict[str, Check] = {}
    first = Check("dead-links", Scope.SITE, judge, formerly=("broken-links",))
    catalog.register(first, known)
    with pytest.raises(ValueError, match=f"two checks are called {taken}"):
        catalog.register(second, known)
    assert known == {"dead-links": first}
