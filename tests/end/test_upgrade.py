"""A night after the program was changed for a later one: what older ones left behind stops nothing."""

from __future__ import annotations

import sqlite3
from datetime import datetime
from pathlib import Path

from checks.model.registry import BEIJING
from tests import county as fake
from tests.end.office import Office, timeless

ONE = "3399990013"
STEADY = ("check", "url", "key", "status", "certainty", "state")


def test_files_of_another_version_are_told_of_once(tmp_path: Path) -> None:
    county = fake.build(datetime.now(BEIJING).date())
    with fake.serve(county) as served:
        office = Office.opened(tmp_path / "office", county, served)
        office.run("import", *office.sheets)
        office.run("nightly", "--site", ONE)
        found = sorted(timeless({**row, "state": "open"}, STEADY) for row in office.lines("issues"))
        assert found
        for visit in office.visits:
            visit.chmod(0o644)
            with sqlite3.connect(visit) as connection:
                connection.execute("update visit set version = 1")
            connection.close()
        (office.folder / "data/memory.sqlite").write_bytes(b"SQLite format 3\0" + b"\xff" * 500)
        said = office.run("nightly", "--site", ONE)
        assert said.count("这些网站这次从头访问") == 1
        assert said.count("从头积累") == 1
        assert sorted(timeless(row, STEADY) for row in office.lines("issues")) == found
        again = office.run("nightly", "--site", ONE)
        assert "从头" not in again
