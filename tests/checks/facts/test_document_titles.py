"""What a document is called, whatever stands round its name."""

from __future__ import annotations

import pytest

from checks.facts.document_titles import core
from checks.facts.likeness import RUN, letters, repeated


@pytest.mark.parametrize(
    "title",
    [
        "临江县停车管理办法",
        "《临江县停车管理办法》",
        "临江县停车管理办法（试行）",
        "临江县人民政府办公室关于印发《临江县停车管理办法（试行）》的通知",
        "临江县人民政府办公室关于印发临江县停车管理办法的通知",
        "县公安局 县交通局印发《临江县停车管理办法》的通知",
    ],
)
def test_the_name_of_a_document(title: str) -> None:
    assert core(title) == "临江县停车管理办法"


def test_rules_below_a_document_are_another() -> None:
    assert core("临江县停车管理办法实施细则") != core("临江县停车管理办法")


def test_what_is_repeated() -> None:
    source = letters("第一条　为了规范全县停车秩序，方便群众出行，制定本办法。")
    own = letters("新办法把路边车位分成三类，每一类收费都不一样。")
    assert repeated(source, source) == 1
    assert repeated(own, source) == 0
    assert repeated(own + source, source) == pytest.approx(len(source) / len(own + source))
    assert repeated("", source) == repeated(source, "") == 0


def test_short_lines_are_furniture() -> None:
    assert letters("打印　关闭\n" + "一" * RUN) == "一" * RUN
