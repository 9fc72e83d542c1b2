"""Every labelled number of `personal.toml`: found where it is a citizen's, left alone where it is not.

Run with `-s` to read how many there are, and precision and recall by kind. Numbers are made here: identity numbers by
their check digit (GB 11643), cards by Luhn, codes of organisations by GB 32100 and GB 11714.
"""

from __future__ import annotations

import re
import tomllib
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from checks.facts.personal import hits_in, masked_at, scan
from tests.planted import made

SHEET = tomllib.loads((Path(__file__).parent / "personal.toml").read_text(encoding="utf-8"))
_MARK = re.compile(r"\{(\w+)([+-])\}")


@dataclass(frozen=True, slots=True)
class Text:
    """A text with its numbers filled in. `numbers`: (as written, kind, whether it is a citizen's)."""

    title: str
    text: str
    numbers: tuple[tuple[str, str, bool], ...]


def texts() -> Iterator[Text]:
    count = 0
    for block in SHEET["text"]:
        for said in block["say"]:
            filled, numbers = "", []
            last = 0
            for mark in _MARK.finditer(said):
                count += 1
                number = made(mark[1], count)
                filled += said[last : mark.start()] + number
                last = mark.end()
                numbers.append((number, mark[1], mark[2] == "+"))
            yield Text(block.get("title", ""), filled + said[last:], tuple(numbers))


TEXTS = tuple(texts())


def judged(text: Text) -> Iterator[tuple[str, bool, bool]]:
    """(kind, is a citizen's, was found) of every number; what was found and stands nowhere in the labels comes last."""
    spans = {(hit.start, hit.end) for hit in hits_in(text.text, text.title)}
    at = 0
    for number, kind, personal in text.numbers:
        start = text.text.index(number, at)
        at = start + len(number)
        found = {span for span in spans if span[0] < at and span[1] > start}
        spans -= found
        yield kind, personal, bool(found)
    for _ in spans:
        yield "unlabelled", False, True


def test_precision_is_one_and_recall_is_near(capsys: pytest.CaptureFixture[str]) -> None:
    told: Counter[tuple[str, bool, bool]] = Counter(one for text in TEXTS for one in judged(text))
    right, wrong, missed = (
        sum(count for (_, personal, found), count in told.items() if (personal, found) == wanted)
        for wanted in ((True, True), (False, True), (True, False))
    )
    all_numbers = sum(told.values())
    precision, recall = right / (right + wrong), right / (right + missed)
    with capsys.disabled():
        print(f"\n{all_numbers} numbers, {right + missed} of citizens: precision {precision:.4f}, recall {recall:.4f}")
    assert [text for text in TEXTS if any(found and not personal for _, personal, found in judged(text))] == []
    assert [text for text in TEXTS if any(personal and not found for _, personal, found in judged(text))] == []
    assert all_numbers >= 300
    assert precision == 1.0
    assert recall >= 0.99


def test_near_misses_outnumber_what_must_be_found() -> None:
    told = [personal for text in TEXTS for _, _, personal in text.numbers]
    assert told.count(False) > told.count(True) > 120


@pytest.mark.parametrize("text", TEXTS, ids=range(len(TEXTS)))
def test_what_is_found_is_masked_and_nothing_else_is_touched(text: Text) -> None:
    hits = hits_in(text.text, text.title)
    clean = masked_at(text.text, hits)
    assert len(clean) == len(text.text)
    for number, _, personal in text.numbers:
        if personal:
            assert number not in clean
        else:
            assert number in clean
    assert scan(text.text, title=text.title).text == clean
    assert hits_in(clean, text.title) == []  # what is masked is not found again
