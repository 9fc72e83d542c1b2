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
EACH = [*catalog.of_sites().values(), *catalog.of_accounts().values()]


def test_every_file_of_the_three_rooms_is_a_check() -> None:
    files = sorted(
        (path.stem.replace("_", "-"), room)
        for room in ("page", "site", "account")
        for path in (ROOT / "checks" / room).glob("*.py")
        if path.stem != "__init__"
    )
    assert sorted((check.id, check.scope.value) for check in EACH) == files
    assert list(CHECKS) == sorted(CHECKS)


def test_a_rule_of_sites_and_accounts_is_judged_by_the_check_of_each() -> None:
    both = CHECKS["typos"]
    assert both.also is catalog.of_accounts()["typos"]
    assert (both.scope, both.also.scope) == (Scope.SITE, Scope.ACCOUNT)
    assert both.also.manual in both.manual
    assert CHECKS["silent-account"] is catalog.of_accounts()["silent-account"]
    assert CHECKS["dead-links"].also is None
    assert "silent-account" not in catalog.of_sites()


@pytest.mark.parametrize("check", EACH, ids=[f"{check.scope}: {check.id}" for check in EACH])
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


def test_a_name_of_sites_is_no_name_of_another_rule_of_accounts() -> None:
    sites = {"dead-links": Check("dead-links", Scope.SITE, judge, formerly=("broken-links",))}
    known: dict[str, Check] = {}
    catalog.register(Check("dead-links", Scope.ACCOUNT, judge), known, sites)
    assert list(known) == ["dead-links"]
    with pytest.raises(ValueError, match="two checks are called broken-links"):
        catalog.register(Check("broken-links", Scope.ACCOUNT, judge), known, sites)
