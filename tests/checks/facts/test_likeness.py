"""How far two texts are apart: what passes is left out, what stays is counted, and no text takes long."""

from __future__ import annotations

import time
from random import Random

import pytest

from checks.facts.likeness import apart, lasting, restless
from checks.model.captures import TEXT_KEPT


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("第0012345位访问者", "第位访问者"),
        ("2026年11月20日 08:00:01", "年月日::"),
        ("１２３ 号", "号"),
        ("会话 4f1d2c3b4a5968778695a4b3c2d1e0f9 结束", "会话结束"),
        ("/wEPDwUKMTY3NzE5MjIyMGRk== 表单", "表单"),
        ("internationalization", "internationalization"),  # long, and a word
        ("abc123", "abc"),
    ],
)
def test_what_passes_is_left_out(text: str, left: str) -> None:
    assert lasting(text) == left


def test_the_nearest_two_count() -> None:
    assert apart(["甲乙丙丁"], ["甲乙丙丁"]) == 0.0
    assert apart(["甲乙丙丁"], ["戊己庚辛"]) == 1.0
    assert apart(["甲乙丙丁", "戊己庚辛"], ["戊己庚辛"]) == 0.0
    assert apart(["甲乙丙丁"], [""]) == 1.0
    assert apart([""], [""]) == 0.0
    assert apart([], ["甲"]) == 0.0


def test_how_far_one_side_changes_by_itself() -> None:
    assert restless(["甲乙丙丁"]) == 0.0
    assert restless(["甲乙丙丁", "甲乙丙丁", "戊己庚辛"]) == 1.0


def test_the_longest_texts_take_no_time_to_speak_of() -> None:
    dice = Random(1)
    texts = ["".join(chr(0x4E00 + dice.randrange(3_000)) for _ in range(TEXT_KEPT)) for _ in range(4)]
    hostile = ["a1" * (TEXT_KEPT // 2), "=" * TEXT_KEPT, "9 " * (TEXT_KEPT // 2)]
    began = time.perf_counter()
    assert apart(texts[:2], texts[2:]) > 0.5
    assert [len(lasting(text)) for text in hostile] == [0, TEXT_KEPT, 0]
    assert time.perf_counter() - began < 5
