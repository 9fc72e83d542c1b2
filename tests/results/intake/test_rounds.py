"""Rounds in a file: what is written is read, what is wrong is named with its line."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from checks.model.captures import Failure, HttpProbe
from checks.model.rounds import Doubt, Round
from results.intake import rounds
from results.intake.rounds import BadRounds
from tests.results.making import HOME
from tests.results.weeks import FIRST, failed, good, round_at, status

OTHER = "http://other.gov.cn/"
ANSWERS: dict[tuple[str, str, int], HttpProbe] = {
    ("a", HOME, 0): good(FIRST + timedelta(seconds=3)),
    ("b", OTHER, 0): replace(failed(FIRST, Failure.NXDOMAIN, 0.5), subject=OTHER),
}
SECOND = round_at(FIRST + timedelta(hours=1), vantage="二号, 电信", doubt=Doubt.CLOCK, witnessed=False)
BOTH: list[tuple[Round, dict[tuple[str, str, int], HttpProbe]]] = [
    (round_at(FIRST), ANSWERS),
    (SECOND, {("a", HOME, 0): status(FIRST + timedelta(hours=1), 502, "maintenance")}),
]


@pytest.mark.parametrize("name", ["week.csv", "week.jsonl"])
def test_what_is_written_is_read(tmp_path: Path, name: str) -> None:
    assert rounds.write(tmp_path / name, BOTH) == 2
    assert list(rounds.read(tmp_path / name)) == BOTH


def test_the_family_comes_back_and_a_home_asked_twice_counts_once(tmp_path: Path) -> None:
    both = {("a", HOME, 0): good(FIRST), ("a", HOME, 6): replace(failed(FIRST), family=6)}
    rounds.write(tmp_path / "six.csv", [(round_at(FIRST, asked=1), both)])
    assert list(rounds.read(tmp_path / "six.csv")) == [(round_at(FIRST, asked=1), both)]


def test_a_file_without_rounds(tmp_path: Path) -> None:
    assert rounds.write(tmp_path / "none.csv", []) == 0
    assert list(rounds.read(tmp_path / "none.csv")) == []


def changed(tmp_path: Path, **cells: object) -> Path:
    """A file whose second line has other values; None takes a column away."""
    path = tmp_path / "week.jsonl"
    rounds.write(path, BOTH[:1])
    lines = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    lines[1] = {name: value for name, value in {**lines[1], **cells}.items() if value is not None}
    path.write_text("".join(json.dumps(line) + "\n" for line in lines), encoding="utf-8")
    return path


@pytest.mark.parametrize(
    ("cells", "says"),
    [
        ({"home": None}, "第 2 行：缺少 home"),
        ({"status": "200"}, "status 与 failure 应填且只填一个"),
        ({"failure": ""}, "status 与 failure 应填且只填一个"),
        ({"failure": "bored"}, "failure 的取值不认识：'bored'"),
        ({"failure": "", "status": "twelve"}, "status 的取值不对"),
        ({"failure": "", "status": "12"}, "status 应是 100 到 999 的整数"),
        ({"whole_ms": "1.5"}, "whole_ms 应是 -1 到"),
        ({"whole_ms": "9" * 5_000}, "whole_ms 应是 -1 到"),
        ({"asked_at": "2026-11-13 00:00"}, "asked_at 没有写时区"),
        ({"asked_at": "昨天"}, "asked_at 应是带时区的 ISO 时间"),
        ({"asked_at": "2027-01-01T00:00:00+08:00"}, "asked_at 不在本轮的时间之内"),
        ({"site": "a", "home": HOME}, "网站 a 在同一轮中重复"),
        ({"family": "5"}, "family 应是 0、4 或 6"),
        ({"marks": "<b>"}, "marks 的写法不对"),
        ({"site": "a\u202eb"}, "site 的取值不对"),
        ({"home": "x" * 2_001}, "home 的取值不对"),
        ({"vantage": ["x"]}, "缺少 vantage"),
        ({"asked": 1}, "asked、silent 与行数不符"),
    ],
)
def test_what_is_wrong_is_named(tmp_path: Path, cells: dict[str, object], says: str) -> None:
    whole = ("vantage", "asked")
    path = changed(tmp_path, **cells)
    if set(cells) & set(whole):  # a value of the round stands in its first line
        lines = path.read_text(encoding="utf-8").splitlines()
        path.write_text("\n".join([json.dumps({**json.loads(lines[0]), **cells}), lines[1]]) + "\n", encoding="utf-8")
    with pytest.raises(BadRounds, match="week") as told:
        list(rounds.read(path))
    assert says in str(told.value)


def test_the_lines_of_a_round_stand_together(tmp_path: Path) -> None:
    path = tmp_path / "week.csv"
    rounds.write(path, BOTH)
    head, first, second, third = path.read_text(encoding="utf-8-sig").splitlines()
    path.write_text("\n".join([head, first, third, second]) + "\n", encoding="utf-8")
    with pytest.raises(BadRounds, match="没有连在一起"):
        list(rounds.read(path))


@pytest.mark.parametrize(
    ("name", "data", "says"),
    [
        ("a.csv", b"\xff\xfe\x00", "不是 UTF-8"),
        ("a.csv", b"what,ever\n1,2\n", "第 2 行：缺少 vantage"),
        ("a.csv", b'vantage\n"' + b"x" * 200_000 + b'"\n', "不是 UTF-8 的 csv"),
        ("a.jsonl", b"{\n", "第 1 行不是一个 JSON 对象"),
        ("a.jsonl", b"[" * 90_000, "第 1 行不是一个 JSON 对象"),
        ("a.jsonl", b"3\n", "第 1 行不是一个 JSON 对象"),
    ],
)
def test_a_file_that_is_no_such_file(tmp_path: Path, name: str, data: bytes, says: str) -> None:
    (tmp_path / name).write_bytes(data)
    with pytest.raises(BadRounds, match=says):
        list(rounds.read(tmp_path / name))


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(BadRounds, match="读不了"):
        list(rounds.read(tmp_path / "none.csv"))
    with pytest.raises(BadRounds, match="写不了"):
        rounds.write(tmp_path / "none" / "none.csv", BOTH)
