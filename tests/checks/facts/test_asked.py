"""What an answer of a search proves, and why it does not."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from checks.facts.asked import Kind, doubt, kind_of, unread
from checks.model.captures import Failure, SearchProbe
from checks.model.marks import THROTTLED

HOME = "http://www.linjiang.gov.cn/"
MISSED = SearchProbe(
    f"{HOME}1.html", datetime(2026, 11, 20, tzinfo=UTC), "标题", "标题", status=200, looks=2, entries=9
)
REFUSED = "搜索拒绝本次访问，不能判断"
ODD = "检索结果由脚本显示，或写法读不懂"


@pytest.mark.parametrize(
    ("change", "kind"),
    [
        ({}, Kind.MISSED),
        ({"place": 3}, Kind.FOUND),
        ({"place": 3, "looks": 1}, Kind.FOUND),
        ({"looks": 1}, Kind.UNREAD),
        ({"says_none": True, "entries": 0}, Kind.NOTHING),
        ({"says_none": True, "asks_code": True}, Kind.NOTHING),
        ({"status": 404}, Kind.ERROR),
        ({"status": 500}, Kind.ERROR),
        ({"status": 500, "looks": 1}, Kind.UNREAD),
    ],
)
def test_what_came_of_a_question(change: dict[str, object], kind: Kind) -> None:
    assert kind_of(replace(MISSED, **change)) is kind  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("change", "why"),
    [
        ({}, ""),
        ({"status": None, "failure": Failure.TIMEOUT}, Failure.TIMEOUT),
        ({"status": None, "failure": Failure.ROBOTS}, Failure.ROBOTS),
        ({"marks": ("wall:ruishu",)}, Failure.CHALLENGED),
        ({"marks": ("guard:yundun",)}, ""),
        ({"status": 429}, Failure.THROTTLED),
        ({"status": 503}, Failure.THROTTLED),
        ({"marks": (THROTTLED,)}, Failure.THROTTLED),
        ({"status": 401}, REFUSED),
        ({"status": 403}, REFUSED),
        ({"status": 202}, REFUSED),
        ({"status": 302}, REFUSED),
        ({"status": 404}, ""),
        ({"status": 500, "scripted": True}, ""),
        ({"says_none": True, "scripted": True, "entries": 0}, ""),
        ({"asks_code": True}, "搜索要填验证码"),
        ({"scripted": True}, ODD),
        ({"entries": 0}, ODD),
        ({"mentioned": 2}, ""),
        ({"mentioned": 3}, ODD),
    ],
)
def test_why_an_answer_proves_nothing(change: dict[str, object], why: str) -> None:
    assert unread(replace(MISSED, **change)) == why  # type: ignore[arg-type]


def test_every_answer_that_is_not_counted_has_its_reason() -> None:
    assert doubt(replace(MISSED, asks_code=True)) == "搜索要填验证码"
    assert doubt(replace(MISSED, looks=1)) == "只检索了一次，或两次结果不一样"
    assert doubt(replace(MISSED, status=500)) == "检索出错（HTTP 500）"
    assert doubt(MISSED) == "检索结果一条也对不上，不能判断"
