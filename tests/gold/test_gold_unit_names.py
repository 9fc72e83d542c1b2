"""Every office under a text, and every misspelt name, of the labelled ones."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from checks.facts.unit_names import misspelt, place_and_office, signature
from checks.indicators import edition

GOLD = tomllib.loads((Path(__file__).parent / "unit_names.toml").read_text(encoding="utf-8"))
RULE = edition.load().rules["wrong-unit-names"]


@pytest.mark.parametrize("entry", GOLD["signed"], ids=lambda entry: str(entry["text"])[-20:])
def test_who_signed(entry: dict[str, str]) -> None:
    assert signature(entry["text"]) == entry["office"]


@pytest.mark.parametrize("entry", GOLD["name"], ids=lambda entry: f"{entry['shown']}-{entry['own']}")
def test_what_is_misspelt(entry: dict[str, str]) -> None:
    assert misspelt(entry["shown"], entry["own"], RULE.param("phrases"), RULE.param("others")) == entry["wrong"]


@pytest.mark.parametrize(
    ("name", "parts"),
    [
        ("临江县财政局", ("临江县", "财政局")),
        ("富城市临江县财政局", ("临江县", "财政局")),
        ("富城市财政局", ("", "富城市财政局")),
        ("青溪镇人民政府", ("青溪镇", "人民政府")),
        ("财政局", ("", "财政局")),
    ],
)
def test_a_name_is_a_place_and_an_office(name: str, parts: tuple[str, str]) -> None:
    assert place_and_office(name) == parts
