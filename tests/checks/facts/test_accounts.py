"""Which accounts are of one unit, and which names are one."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

import pytest

from checks.facts.accounts import best, in_order, name_stem, near_names, one_unit, peers, plain
from checks.model.posts import Post, Profile, Reading, ReadingState, SourceReason
from checks.model.registry import BEIJING, Account, SubjectState
from checks.model.views import GatheredAccount

MOMENT = datetime(2026, 11, 20, 10, tzinfo=BEIJING)
ONE = Account("新浪微博", "临江发布", "办公室", "1", parent_unit="临江县人民政府", region="临江县")
OTHER = replace(ONE, name="临江在线", platform_id="2")
ENDINGS = ("发布", "官微", "微博", "官方")


def test_an_office_that_only_shares_its_name_is_another() -> None:
    assert one_unit(ONE, OTHER)
    assert one_unit(ONE, replace(OTHER, parent_unit="", region=""))
    assert not one_unit(ONE, replace(OTHER, unit="财政局"))
    assert not one_unit(ONE, replace(OTHER, parent_unit="清河县人民政府"))
    assert not one_unit(ONE, replace(OTHER, region="清河县"))


def test_peers_are_in_use() -> None:
    beside = tuple(replace(OTHER, platform_id=state.value, state=state) for state in SubjectState)
    view = GatheredAccount(ONE, MOMENT, siblings=(*beside, replace(OTHER, region="清河县")))
    assert [one.platform_id for one in peers(view)] == ["normal"]


def test_the_main_account_comes_first_and_a_weak_one_last() -> None:
    weak, main = replace(ONE, platform_id="", name="A"), replace(ONE, platform_id="9", main=True)
    assert in_order([weak, OTHER, main, ONE]) == [main, ONE, OTHER, weak]


@pytest.mark.parametrize(
    ("name", "stem"),
    [
        ("临江发布", "临江"),
        ("临江官方微博", "临江"),
        ("ＬＪ 临江·发布", "lj临江"),
        ("官微发布", "官微"),  # nothing would be left
        ("发布", "发布"),
        ("发布临江", "发布临江"),
        ("", ""),
    ],
)
def test_what_a_name_says_of_its_owner(name: str, stem: str) -> None:
    assert name_stem(name, ENDINGS) == stem


@pytest.mark.parametrize(
    ("one", "other", "near"),
    [
        ("临江", "临江", True),
        ("临江", "临江县人民政府", True),
        ("临江", "平安临江", False),
        ("临江文旅", "临江县文化和旅游局", True),
        ("临江公安", "平安临江", False),
        ("临江县公安局", "县公安局", True),
        ("政", "政在临江", False),
        ("", "临江", False),
    ],
)
def test_names_that_are_one(one: str, other: str, near: bool) -> None:
    assert near_names(one, other) is near_names(other, one) is near


def test_a_name_is_compared_bounded() -> None:
    assert plain("临" * 5_000) == "临" * 100


def test_the_reading_that_tells_most() -> None:
    blind = Reading("k", "s", MOMENT, ReadingState.COULD_NOT_LOOK, SourceReason.LOGIN, posts=(Post("1"), Post("2")))
    short = Reading("k", "s", MOMENT, ReadingState.NEW, posts=(Post("1"),))
    long = replace(short, posts=(Post("1"), Post("2")))
    told = replace(short, profile=Profile("临江发布"))
    assert best(GatheredAccount(ONE, MOMENT, read=(blind,))) is None
    assert best(GatheredAccount(ONE, MOMENT, read=(blind, short, long))) is long
    assert best(GatheredAccount(ONE, MOMENT, read=(long, told))) is told
