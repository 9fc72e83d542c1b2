"""The waiting room of second looks."""

from datetime import timedelta
from pathlib import Path

from checks.model.captures import LinkProbe
from checks.model.verdicts import Reason
from results.visits.waiting import waiting_room
from tests.results.visits.making import NOW


def probe(name: str, minutes: int = 0) -> LinkProbe:
    return LinkProbe(f"http://other.gov.cn/{name}", NOW + timedelta(minutes=minutes), status=404)


def test_the_oldest_go_first_and_each_once(tmp_path: Path) -> None:
    room = tmp_path / "room"
    now = NOW + timedelta(minutes=30)
    with waiting_room(room) as waiting:
        assert waiting.span() is None
        for one in (probe("c", 9), probe("a"), probe("b", 3), probe("a", 8)):
            waiting.put(one, Reason.GONE, now)
        assert waiting.span() == (NOW, NOW + timedelta(minutes=9))
        assert waiting.take(now, 1) == {"http://other.gov.cn/a": (probe("a"), Reason.GONE)}
        assert list(waiting.take(NOW + timedelta(minutes=3), 9)) == ["http://other.gov.cn/b"]
        assert waiting.take(NOW + timedelta(minutes=8), 9) == {}
        assert list(waiting.take(now, 9)) == ["http://other.gov.cn/c"]
        assert waiting.span() is None
    assert not room.exists()


def test_a_room_left_by_a_killed_worker_is_begun_anew(tmp_path: Path) -> None:
    room = tmp_path / "room"
    room.write_bytes(b"half of something")
    with waiting_room(room) as waiting:
        waiting.put(probe("a"), Reason.GONE, NOW)
        assert waiting.span() == (NOW, NOW)


def test_a_clock_that_was_put_back_lets_nobody_wait_for_ever(tmp_path: Path) -> None:
    with waiting_room(tmp_path / "room") as waiting:
        waiting.put(probe("a", 600), Reason.GONE, NOW)
        assert waiting.span() == (NOW, NOW)
