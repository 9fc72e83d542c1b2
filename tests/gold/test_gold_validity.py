"""The first and the last day of documents from what they say themselves: all of them right."""

from __future__ import annotations

import tomllib
from datetime import date, datetime
from pathlib import Path

from checks.facts.terms import read_term
from checks.model.registry import BEIJING

GOLD = tomllib.loads((Path(__file__).parent / "validity.toml").read_text(encoding="utf-8"))["phrase"]
LEAST = 120
"""Phrases that the set has at least."""


def day(text: str) -> datetime | None:
    return datetime.combine(date.fromisoformat(text), datetime.min.time(), BEIJING) if text else None


def shown(moment: datetime | None) -> str:
    return f"{moment:%Y-%m-%d}" if moment else ""


def test_every_day_is_right() -> None:
    assert len(GOLD) >= LEAST
    wrong = []
    for entry in GOLD:
        term = read_term(entry["text"], day(entry["written"]), day(entry["published"]))
        told = shown(term.effective), shown(term.last_day)
        if told != (entry["start"], entry["last"]):
            wrong.append((entry["text"], (entry["start"], entry["last"]), told))
    assert not wrong, "\n" + "\n".join(map(str, wrong))
