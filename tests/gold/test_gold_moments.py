"""Every labelled time is read as labelled, whatever the language of the system and the zone of the reader."""

from __future__ import annotations

import locale
import tomllib
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from checks.facts.moments import Moment, doubtful, made_up, read_moment
from checks.model.registry import BEIJING

GOLD = tomllib.loads((Path(__file__).parent / "moments.toml").read_text(encoding="utf-8"))["time"]
BASE = datetime(2026, 11, 21, 9, 30, tzinfo=BEIJING)


def shown(moment: Moment | None) -> str:
    if moment is None:
        return ""
    at = moment.at.astimezone(BEIJING)
    return at.strftime("%Y-%m-%d") if moment.day_only else at.strftime("%Y-%m-%dT%H:%M:%S")


def test_the_set_is_large_enough() -> None:
    assert len(GOLD) >= 80
    assert sum(not entry["at"] for entry in GOLD) >= 25


@pytest.mark.parametrize("base", [BASE, BASE.astimezone(UTC)], ids=["beijing", "utc"])
def test_every_time_is_read_as_labelled(base: datetime) -> None:
    differences = [
        (entry["raw"], entry["at"], ours)
        for entry in GOLD
        if (ours := shown(read_moment(entry["raw"], base))) != entry["at"]
    ]
    assert differences == []


def test_the_language_of_the_system_does_not_matter() -> None:
    before = locale.setlocale(locale.LC_TIME)
    try:
        for name in ("zh_CN.UTF-8", "de_DE.UTF-8", "C"):
            try:
                locale.setlocale(locale.LC_TIME, name)
            except locale.Error:
                continue
            assert shown(read_moment("Sun Sep 06 20:30:00 +0800 2026", BASE)) == "2026-09-06T20:30:00"
    finally:
        locale.setlocale(locale.LC_TIME, before)


@pytest.mark.parametrize("raw", [None, True, [], {}, float("nan"), float("inf"), "9" * 5_000, "1 " * 40, "\x00"])
def test_what_is_no_time_means_none(raw: object) -> None:
    assert read_moment(raw, BASE) is None


def test_yesterday_is_that_of_beijing() -> None:
    late = datetime(2026, 11, 20, 17, 0, tzinfo=UTC)  # 21 November, one in the morning in Beijing
    assert shown(read_moment("昨天 12:30", late)) == "2026-11-20T12:30:00"


def test_more_than_a_day_ahead_is_doubtful() -> None:
    assert doubtful(BASE + timedelta(days=1, seconds=1), BASE)
    assert not doubtful(BASE + timedelta(days=1), BASE)


def test_times_that_are_all_that_of_fetching_are_made_up() -> None:
    assert made_up([BASE, BASE], BASE + timedelta(seconds=60), 120)
    assert not made_up([BASE, BASE + timedelta(seconds=1)], BASE, 120)
    assert not made_up([BASE - timedelta(hours=1)] * 3, BASE, 120)
    assert not made_up([], BASE, 120)
    assert not made_up([BASE], BASE, 120)
