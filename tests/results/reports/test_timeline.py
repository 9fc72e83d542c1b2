"""A week as a picture: what each stretch is shown as, what the lines pass through, and that it is one small whole."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime, timedelta
from xml.etree import ElementTree

from checks.indicators import edition
from checks.model.captures import Failure, HttpProbe
from checks.model.rounds import Heard
from results import availability
from results.reports.timeline import State, cells, summary, timeline
from tests.results.weeks import FIRST, failed, failing, good, status, week

RULE = edition.load().rules[availability.CHECK]
UNTIL = FIRST + timedelta(days=7)
SVG = "{http://www.w3.org/2000/svg}"


def answer(number: int, at: datetime) -> HttpProbe | None:
    """The first hours of a week: fails, is slow, is walled off, was not asked; then good."""
    if number == 3:
        return None
    told = {
        0: failed(at),
        1: good(at, 16.0),
        2: status(at, 200, "wall:aliyun"),
        4: replace(good(at), marks=("stalled",)),
    }
    return told.get(number, good(at, 0.5 + number % 2))


def drawn(any_way: Iterable[Heard], over: Iterable[Heard] = ()) -> ElementTree.Element:
    return ElementTree.fromstring(timeline(any_way, over, RULE, FIRST, UNTIL))


def test_a_stretch_is_shown_as_it_is_judged() -> None:
    found = cells(week(answer), RULE, FIRST, UNTIL)
    assert len(found) == 168
    assert [(one.state, one.why, one.whole) for one in found[:6]] == [
        (State.FAILED, "超时", None),
        (State.FAILED, "用时过长", 16.0),
        (State.LEFT_OUT, "被防护设备拦截", None),
        (State.UNSEEN, "", None),
        (State.LEFT_OUT, "本机繁忙，用时不可信", None),
        (State.GOOD, "", 1.5),
    ]
    assert {one.state for one in found[5:]} == {State.GOOD}
    assert found[5].first == 0.1
    assert summary(found) == "打开 163 个时段，打不开或过慢 2 个时段，不计 2 个时段，没有观察 1 个时段"


def test_the_shares_of_picture_and_verdict_are_the_same() -> None:
    heard = list(week(failing(*range(9))))
    verdict = availability.week_of(heard, RULE)
    found = Counter(one.state for one in cells(heard, RULE, FIRST, UNTIL))
    assert (found[State.FAILED], found[State.GOOD]) == (len(list(verdict.failed())), 168 - 9)


def test_a_stretch_fails_only_when_all_places_fail() -> None:
    both = [*week(failing(0, 1)), *week(failing(1, 2), vantage="二号")]
    found = cells(both, RULE, FIRST, UNTIL)
    assert [one.state for one in found[:3]] == [State.GOOD, State.FAILED, State.GOOD]
    assert found[0].why == "部分观察点打不开：超时"


def test_what_lies_outside_the_window_is_not_shown() -> None:
    outside = [*week(failing(), since=FIRST - timedelta(days=7)), *week(failing(), since=UNTIL)]
    assert {one.state for one in cells(outside, RULE, FIRST, UNTIL)} == {State.UNSEEN}


def test_the_picture_says_when_and_why() -> None:
    root = drawn(week(answer), (replace(one, probe=replace(one.probe, family=6)) for one in week(failing())))
    titles = [title.text for title in root.iter(f"{SVG}title")]
    assert titles[0] == root.get("aria-label") == summary(cells(week(answer), RULE, FIRST, UNTIL))
    assert titles[1:6] == [
        "11-13 00:00—01:00 打不开或过慢：超时",
        "11-13 01:00—02:00 打不开或过慢：用时过长",
        "11-13 02:00—03:00 不计：被防护设备拦截",
        "11-13 04:00—05:00 不计：本机繁忙，用时不可信",
        "11-13 05:00—11-19 24:00 打开",
    ]
    words = [text.text for text in root.iter(f"{SVG}text")]
    for word in ("可用性", "经 IPv6", "11-13 周五", "11-19 周四", "15 秒", "首字节", "没有观察"):
        assert word in words


def test_lines_break_where_nothing_was_measured() -> None:
    root = drawn(week(lambda n, at: good(at) if n not in (1, 5) else failed(at, Failure.RESET)))
    (whole,) = [path.get("d") or "" for path in root.iter(f"{SVG}path") if path.get("class") == "line aw"][:1]
    assert whole.count("M") == 3
    assert re.match(r"M94.5 [\d.]+h.1M", whole)  # the first stands alone: a dot


def test_six_rounds_a_day_over_ipv6_are_one_line() -> None:
    over = week(lambda n, at: replace(good(at), family=6) if n % 4 == 0 else None)
    root = drawn(week(failing()), over)
    (line,) = [path.get("d") or "" for path in root.iter(f"{SVG}path") if path.get("class") == "line sw"][:1]
    assert (line.count("M"), line.count("L")) == (1, 41)


def test_it_is_small_and_brings_nothing_along() -> None:
    text = timeline(week(answer), week(failing(*range(0, 168, 5))), RULE, FIRST, UNTIL)
    assert len(text) < 40_000
    assert not re.search(r"<script|<image|href|url\((?!#)|http(?!://www.w3.org/2000/svg)", text)


def test_an_empty_week_is_a_picture_too() -> None:
    root = drawn(())
    assert root.get("aria-label") == "没有观察 168 个时段"
    assert not [
        path for path in root.iter(f"{SVG}path") if path.get("class") == "line aw" and "L" in (path.get("d") or "")
    ]
