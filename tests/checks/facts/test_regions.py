"""Division codes and the places they stand for."""

from __future__ import annotations

import pytest

from checks.facts import regions, site_codes


@pytest.mark.parametrize(
    ("code", "text", "said"),
    [
        ("411424", "柘城县", True),
        ("411424", "商丘市", True),
        ("411424", "河南省", True),
        ("411424", "四川省", False),
        ("220200", "安图县", False),
        ("360421", "柴桑区", True),  # the district has a code of its own; the site keeps that of the county
        ("440000", "广东省佛山市顺德区", True),
        ("330122", "浙江省临江县", True),  # a name that is known of another province only
        ("339999", "临江县", None),
        ("330122", "经济开发区", None),
        ("330122", "临江新区", None),  # in the table 新区 is a place of its own
        ("650000", "新疆生产建设兵团", None),
        ("990000", "河南省", None),
    ],
)
def test_whether_a_code_may_be_that_of_a_place(code: str, text: str, said: bool | None) -> None:
    assert regions.agrees(code, text) is said


def test_a_place_is_named_from_the_province_down() -> None:
    assert regions.place_of("411424") == "河南省柘城县"
    assert regions.place_of("440000") == "广东省"
    assert regions.place_of("339999") == "浙江省"


@pytest.mark.parametrize(
    ("code", "good"),
    [
        ("4114240001", True),
        ("bm04000007", True),
        ("BM04000007", True),
        ("bm0400000", False),
        ("41142400010", False),
        ("411424000O", False),
        ("４１１４２４０００１", False),
        ("bmbm040007", False),
    ],
)
def test_the_structure_of_a_code(code: str, good: bool) -> None:
    assert site_codes.well_formed(code) is good


def test_a_ministry_has_no_division() -> None:
    assert site_codes.division("bm04000007") == ""
    assert site_codes.division("4114240001") == "411424"
