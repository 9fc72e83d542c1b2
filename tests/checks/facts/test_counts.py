"""Counts: lower bounds stay lower bounds, and what is unknown is not 0."""

from __future__ import annotations

import pytest

from checks.facts.counts import read_count
from checks.model.posts import Count


@pytest.mark.parametrize(
    ("raw", "value", "at_least"),
    [
        (0, 0, False),
        (18234, 18234, False),
        ("12", 12, False),
        ("1.2万", 12_000, False),
        ("100万+", 1_000_000, True),
        ("56.3万", 563_000, False),
        ("3.4亿", 340_000_000, False),
        ("1,234", 1_234, False),
        ("10w+", 100_000, True),
        ("12.3k", 12_300, False),
        ("2百万", 2_000_000, False),
        ("5000以上", 5_000, True),
        ("１２３", 123, False),
        (" 88.9万 ", 889_000, False),
    ],
)
def test_a_count(raw: object, value: int, at_least: bool) -> None:
    count = read_count(raw)
    assert count == Count(value, at_least, str(raw).strip())


@pytest.mark.parametrize(
    "raw", [None, True, False, -1, "", "--", "转发", "赞", "1.5", "万", "1,2", 10**13, "9" * 50, 1.5, []]
)
def test_what_is_no_count_is_unknown(raw: object) -> None:
    assert read_count(raw) is None
