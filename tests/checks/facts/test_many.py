"""Nouns made in one go are the nouns that are made one by one."""

from __future__ import annotations

from dataclasses import FrozenInstanceError
from datetime import UTC, datetime

import pytest

from checks.facts.many import many
from checks.model.pages import Item

ROWS = [("http://a.cn/1", "一", None, 3), ("http://a.cn/2", "二", datetime(2026, 9, 1, tzinfo=UTC), 0)]


def test_like_one_by_one() -> None:
    made = many(Item, ROWS)
    assert made == tuple(Item(*row) for row in ROWS)
    assert [hash(entry) for entry in made] == [hash(Item(*row)) for row in ROWS]
    assert many(Item, []) == ()


def test_stay_frozen() -> None:
    (entry, *_) = many(Item, ROWS)
    with pytest.raises(FrozenInstanceError):
        entry.title = "三"  # type: ignore[misc]  # what must not be possible


def test_a_field_left_out_is_an_error() -> None:
    with pytest.raises(ValueError, match="shorter"):
        many(Item, [("http://a.cn/1", "一", None)])


def test_rows_of_different_lengths_are_an_error() -> None:
    with pytest.raises(ValueError, match="shorter"):
        many(Item, [ROWS[0], ROWS[1][:2]])


def test_nouns_do_nothing_when_made() -> None:
    assert not hasattr(Item, "__post_init__")
