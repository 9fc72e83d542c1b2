"""What is remembered of foreign addresses: good answers for a while, the first class of a host for good."""

import sqlite3
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from checks.model import marks
from checks.model.captures import Failure, LinkProbe
from results.visits import remembered
from results.visits.remembered import Remembered, ready, remember
from tests.results.visits.making import NOW

URL = "http://other.gov.cn/x"
DAYS = timedelta(days=3)
GOOD = LinkProbe(URL, NOW, status=200, title="通知", marks=("class:government",))


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "memory.sqlite"
    assert "还没有" in ready(path)
    assert ready(path) == ""
    return path


def good(file: Path | None, now: datetime = NOW, url: str = URL) -> LinkProbe | None:
    with Remembered(file, DAYS, now) as memory:
        return memory.good(url)


def test_a_good_answer_serves_as_it_came_until_it_is_old(file: Path) -> None:
    remember(file, [GOOD], DAYS, NOW)
    assert good(file) == good(file, NOW + DAYS) == GOOD
    assert good(file, NOW + DAYS + timedelta(seconds=1)) is None
    assert good(file, NOW - timedelta(days=1)) is None  # a clock that was put back
    assert good(file, url=URL + "y") is None


@pytest.mark.parametrize(
    "answer",
    [
        LinkProbe(URL, NOW, status=404),
        LinkProbe(URL, NOW, status=403),
        LinkProbe(URL, NOW, failure=Failure.TIMEOUT),
        LinkProbe(URL, NOW, status=200, marks=("wall:ruishu",)),
        LinkProbe(URL, NOW, status=200, marks=(marks.WORDS,)),
        LinkProbe(URL, NOW, status=200, marks=("class:business", "was:government")),
        LinkProbe(URL, NOW, failure=Failure.BUDGET, looks=0),
    ],
)
def test_only_good_answers_are_kept(file: Path, answer: LinkProbe) -> None:
    remember(file, [answer], DAYS, NOW)
    assert good(file) is None


def test_the_newest_good_answer_counts_and_old_ones_are_forgotten(file: Path) -> None:
    newer = LinkProbe(URL, NOW + timedelta(days=1), status=200)
    remember(file, [newer, GOOD], DAYS, NOW + DAYS)
    assert good(file, NOW + DAYS) == newer
    remember(file, [], DAYS, NOW + timedelta(days=9))
    with sqlite3.connect(file) as connection:
        assert connection.execute("select count(*) from good").fetchone() == (0,)
    connection.close()


def test_the_file_stays_bounded(file: Path) -> None:
    many = [
        LinkProbe(f"http://h{n}.cn/", NOW + timedelta(seconds=n), status=200, marks=("class:news",)) for n in range(30)
    ]
    remember(file, many, DAYS, NOW + DAYS, most_answers=10, most_hosts=7)
    with sqlite3.connect(file) as connection:
        kept = {url for (url,) in connection.execute("select url from good")}
        assert kept == {f"http://h{n}.cn/" for n in range(20, 30)}
        assert connection.execute("select count(*) from hosts").fetchone() == (7,)
    connection.close()


def test_a_host_that_became_another_is_marked(file: Path) -> None:
    remember(file, [GOOD], DAYS, NOW)
    changed = LinkProbe(URL, NOW + DAYS, status=200, marks=("class:gambling",))
    remember(file, [LinkProbe(URL, NOW + DAYS, status=200, marks=("class:business",))], DAYS, NOW + DAYS)
    with Remembered(file, DAYS, NOW + DAYS) as memory:
        assert memory.compared(changed).marks == ("class:gambling", "was:government")
        assert memory.compared(GOOD) == GOOD
        other = LinkProbe("http://new.cn/", NOW, status=200, marks=("class:news",))
        assert memory.compared(other) == other
        assert memory.compared(LinkProbe(URL, NOW, status=200)).marks == ()


def test_no_file_remembers_nothing(tmp_path: Path) -> None:
    assert good(None) is None
    assert good(tmp_path / "nowhere.sqlite") is None
    with Remembered(None, DAYS, NOW) as memory:
        assert memory.compared(GOOD) == GOOD


def _garbage(file: Path) -> None:
    file.write_bytes(b"SQLite format 3\0" + b"\xff" * 5_000)


def _torn(file: Path) -> None:
    whole = file.read_bytes()
    file.write_bytes(whole[: len(whole) // 2])


def _other_version(file: Path) -> None:
    with sqlite3.connect(file) as connection:
        connection.execute(f"pragma user_version = {remembered.VERSION + 1}")
    connection.close()


def _other_tables(file: Path) -> None:
    with sqlite3.connect(file) as connection:
        connection.execute("drop table hosts")
    connection.close()


@pytest.mark.parametrize(
    ("spoil", "says"),
    [(_garbage, "已损坏"), (_torn, "已损坏"), (_other_tables, "已损坏"), (_other_version, "别的版本")],
)
def test_a_file_that_is_no_use_is_begun_anew_and_told_once(file: Path, spoil: object, says: str) -> None:
    remember(file, [GOOD], DAYS, NOW)
    spoil(file)  # type: ignore[operator]
    assert good(file) is None or spoil is _torn
    assert says in ready(file)
    assert ready(file) == ""
    assert good(file) is None
    remember(file, [GOOD], DAYS, NOW)
    assert good(file) == GOOD


def test_a_row_that_cannot_be_read_is_none(file: Path) -> None:
    remember(file, [GOOD], DAYS, NOW)
    with sqlite3.connect(file) as connection:
        connection.execute("update good set answer = x'c1'")
    connection.close()
    assert good(file) is None
