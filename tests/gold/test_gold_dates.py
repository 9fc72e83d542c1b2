"""Floors of precision and recall for days read from lines and addresses."""

from __future__ import annotations

import tomllib
from pathlib import Path

from checks.facts import dates
from checks.model.pages import DateSeen
from checks.model.registry import BEIJING

GOLD = tomllib.loads((Path(__file__).parent / "dates.toml").read_text(encoding="utf-8"))
FLOOR = 0.99


def shown(date: DateSeen | None) -> str:
    return date.value.astimezone(BEIJING).strftime("%Y-%m-%d") if date else ""


def test_precision_and_recall() -> None:
    pairs = [(entry["text"], entry["day"], shown(dates.from_lines([entry["text"]])[0])) for entry in GOLD["line"]]
    pairs += [(entry["text"], entry["day"], shown(dates.from_url(entry["text"]))) for entry in GOLD["address"]]
    right = sum(bool(truth) and truth == ours for _, truth, ours in pairs)
    differences = [pair for pair in pairs if pair[1] != pair[2]]
    assert right / sum(bool(ours) for *_, ours in pairs) >= FLOOR, differences
    assert right / sum(bool(truth) for _, truth, _ in pairs) >= FLOOR, differences
