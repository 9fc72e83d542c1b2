"""Nouns made in one go are the nouns that are made one by one."""

from __future__ import annotations

from dataclasses import FrozenInstanceError

import pytest

from checks.facts.many import many
from checks.model.pages import Item, Link, Place

ROWS = [("http://a.cn/1", "一", "a", Place.NAV, 3, 8, "x"), ("http://a.cn/2", "二", "img", Place.LIST, 0, 0, "")]


def test_like_one_by_one() -> None:
    made = many(Link, ROWS)
    assert made == tuple(Link(*row) for row in ROWS)
    assert [hash(link) for link in made] == [hash(Link(*row)) for row in ROWS]
    assert many(Link, []) == ()


def test_stay_frozen() -> None:
    (link, *_) = many(Link, ROWS)
    with pytest.raises(FrozenInstanceError):
        link.text = "三"  # type: ignore[misc]  # what must not be possible


def test_a_field_left_out_is_an_error() -> None:
    with pytest.raises(ValueError, match="shorter"):
        many(Item, [("http://a.cn/1", "一", None)])


def test_rows_of_different_lengths_are_an_error() -> None:
    with pytest.raises(ValueError, match="shorter"):
        many(Link, [ROWS[0], ROWS[1][:3]])


@pytest.mark.parametrize("noun", [Link, Item])
def test_nouns_do_nothing_when_made(noun: type) -> None:
    assert not hasattr(noun, "__post_init__")
