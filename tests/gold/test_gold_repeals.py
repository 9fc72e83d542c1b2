"""Floors of precision and recall for what lists and sentences say of other documents."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

from checks.facts.repeals import told_in

GOLD = tomllib.loads((Path(__file__).parent / "repeals.toml").read_text(encoding="utf-8"))["fragment"]
FLOOR = 0.99
LEAST = 60


def told(fragment: dict[str, Any]) -> list[str]:
    found = told_in(fragment["title"], fragment["text"], document=fragment.get("document", True))
    return [f"{one.kind}|{one.number}|{one.title}|{one.on or ''}" for one in found]


def test_precision_and_recall() -> None:
    pairs = [(fragment["text"][:60], set(fragment["told"]), set(told(fragment))) for fragment in GOLD]
    assert len(pairs) >= LEAST
    right = sum(len(truth & ours) for _, truth, ours in pairs)
    differences = [pair for pair in pairs if pair[1] != pair[2]]
    assert right / sum(len(ours) for *_, ours in pairs) >= FLOOR, differences
    assert right / sum(len(truth) for _, truth, _ in pairs) >= FLOOR, differences
