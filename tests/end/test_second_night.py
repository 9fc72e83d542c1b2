"""A second night on a county that did not change finds what the first found: nothing new, nothing mended."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from checks.model.registry import BEIJING
from tests import county as fake
from tests.end.office import Office, timeless

STEADY = ("check", "site_code", "code", "url", "key", "found_on", "status", "certainty", "says")


def found(office: Office, state: str) -> list[list[str]]:
    """The issues in the ledger, every one of them in `state`: one that counts as mended would not be."""
    rows = office.lines("issues")
    assert {row["state"] for row in rows} == {state}
    return sorted(timeless(row, STEADY) for row in rows)


def judged(office: Office) -> list[tuple[str, ...]]:
    """How every check of the latest night ended, and on how much it could look.

    Not how fast pages came: those that did not change are answered without their text, and are not timed.
    """
    fields = ("subject", "check", "status", "judged", "of", "reason", "findings")
    rows = (row for row in office.lines("outcomes") if row["check"] != "slow-pages")
    return sorted(tuple(str(row[name]) for name in fields) for row in rows)


def test_a_second_night_finds_the_same(tmp_path: Path) -> None:
    county = fake.build(datetime.now(BEIJING).date())
    with fake.serve(county) as served:
        office = Office.opened(tmp_path / "office", county, served)
        office.furnish()
        office.run("nightly")
        first, outcomes, visits = found(office, "new"), judged(office), office.visits
        office.run("nightly")
        assert office.visits != visits
        assert len(first) == len(served.answers)
        assert found(office, "open") == first
        assert judged(office) == outcomes
