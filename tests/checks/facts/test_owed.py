"""The office's list of what others must pass on, as it is written and miswritten."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import pytest

from checks.facts.owed import read_owed
from checks.model.registry import BEIJING

TITLE = "国务院办公厅关于做好秋粮收购工作的通知"


@pytest.mark.parametrize(
    ("published", "ends"),
    [
        ("2026-11-16 17:00", datetime(2026, 11, 17, 17, tzinfo=BEIJING)),
        ("2026-11-16", datetime(2026, 11, 18, tzinfo=BEIJING)),  # perhaps at its very end
    ],
)
def test_a_day_without_a_time_counts_to_its_end(published: str, ends: datetime) -> None:
    (owed,), unreadable = read_owed([{"title": TITLE, "published": published}])
    assert unreadable == 0
    assert owed.ends(24) == ends
    assert owed.published <= ends - timedelta(hours=24)


@pytest.mark.parametrize("levels", [["county-level"], [["county"]], [{"level": "county"}], [1], "county"])
def test_a_level_that_cannot_be_one_is_told_and_stops_nothing(levels: Any) -> None:
    assert read_owed([{"title": TITLE, "published": "2026-11-16", "levels": levels}]) == ((), 1)
