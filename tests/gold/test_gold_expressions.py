"""Floors of precision and recall for wrong expressions, on sentences written for them."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from checks.facts.expressions import finder
from checks.facts.misprints import holds

GOLD = tomllib.loads((Path(__file__).parent / "expressions.toml").read_text(encoding="utf-8"))
DAY = "2026-05-01"
LEAST = 400
GRAVE = ("L1", "L2")
FLOORS = {"L1 and L2": (GRAVE, 0.98, 0.9), "L3": (("L3",), 0.9, 0.85)}


def found(entry: Mapping[str, Any]) -> list[tuple[str, int, int]]:
    """(level, first sign, sign behind the last) of every hit, as a page of that day would be judged."""
    on = date.fromisoformat(entry.get("date", DAY))
    hits = (hit for hit in finder()(entry["text"]) if holds(hit.expression, on))
    return [(hit.expression.level.value, hit.start, hit.start + len(hit.expression.wrong)) for hit in hits]


def wanted(entry: Mapping[str, Any]) -> list[tuple[str, int, int]]:
    told = []
    for level, _, form in (hit.partition(" ") for hit in entry.get("hits", ())):
        assert form in entry["text"], entry
        place = entry["text"].index(form)
        told.append((level, place, place + len(form)))
    return told


def overlap(one: tuple[str, int, int], others: Iterable[tuple[str, int, int]]) -> bool:
    return any(one[0] == other[0] and one[1] < other[2] and other[1] < one[2] for other in others)


def counted(levels: tuple[str, ...]) -> tuple[int, int, int, int, list[Any]]:
    """Hits, right ones, wanted ones, found ones; and what differs."""
    hits = right = asked = met = 0
    differs: list[Any] = []
    for entry in (*GOLD["wrong"], *GOLD["right"]):
        ours = [hit for hit in found(entry) if hit[0] in levels]
        theirs = [hit for hit in wanted(entry) if hit[0] in levels]
        good = [hit for hit in ours if overlap(hit, theirs)]
        reached = [hit for hit in theirs if overlap(hit, ours)]
        hits, right, asked, met = hits + len(ours), right + len(good), asked + len(theirs), met + len(reached)
        if len(good) < len(ours) or len(reached) < len(theirs):
            differs.append((entry["text"], ours, theirs))
    return hits, right, asked, met, differs


def test_the_set_is_large_and_half_of_it_right() -> None:
    texts = [(entry["text"], entry.get("date", DAY)) for entry in (*GOLD["wrong"], *GOLD["right"])]
    assert len(set(texts)) == len(texts) >= LEAST
    assert len(GOLD["right"]) >= len(texts) // 2
    assert not any(entry.get("hits") for entry in GOLD["right"])


@pytest.mark.parametrize("name", FLOORS)
def test_precision_and_recall(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    levels, precise, complete = FLOORS[name]
    hits, right, asked, met, differs = counted(levels)
    with capsys.disabled():
        print(f"\n{name}: precision {right}/{hits} = {right / hits:.3f}, recall {met}/{asked} = {met / asked:.3f}")
    assert right / hits >= precise, differs
    assert met / asked >= complete, differs
