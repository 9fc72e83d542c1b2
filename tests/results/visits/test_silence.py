"""Since when an address is silent: carried from visit to visit, cleared by an answer."""

import sqlite3
from collections.abc import Iterable
from datetime import datetime, timedelta
from pathlib import Path

from checks.model.captures import Coverage, Failure, LinkProbe
from results.visits.closing import finish
from results.visits.reader import StoredSite
from tests.results.visits.making import HOME, NOW, capture, writer

LINK, OWN = "http://other.gov.cn/x", HOME + "app.jsp"
DAY = timedelta(days=1)


def night(folder: Path, number: int, answers: Iterable[LinkProbe], last: Path | None = None) -> Path:
    """A closed visit, `number` days later, with `answers` of the home page's two links."""
    path = folder / f"{number}.visit"
    made = writer(path, moment=NOW + number * DAY)
    made.keep(capture("", links=(LINK, OWN)))
    made.seal_crawl(Coverage())
    finish(path, answers, last)
    return path


def silent(number: int, *urls: str, failure: Failure = Failure.TIMEOUT) -> list[LinkProbe]:
    return [LinkProbe(url, NOW + number * DAY, failure=failure, rounds=2) for url in urls]


def since(path: Path, url: str = LINK) -> datetime | None:
    with StoredSite(path) as view:
        answer = view.answer(url)
    assert answer is not None
    return answer.failing_since


def test_silence_is_counted_from_its_first_night(tmp_path: Path) -> None:
    one = night(tmp_path, 0, silent(0, LINK, OWN))
    two = night(tmp_path, 1, silent(1, LINK, OWN, failure=Failure.RESET), one)
    three = night(tmp_path, 2, silent(2, LINK, OWN), two)
    assert since(one) is None
    assert since(two) == since(two, OWN) == NOW
    assert since(three) == since(three, OWN) == NOW
    with StoredSite(three) as view:
        kept = view.answer(LINK)
        assert kept is not None
        assert (kept.failure, kept.rounds, kept.asked_at) == (Failure.TIMEOUT, 2, NOW + 2 * DAY)


def test_an_answer_in_between_ends_it(tmp_path: Path) -> None:
    one = night(tmp_path, 0, silent(0, LINK))
    two = night(tmp_path, 1, [LinkProbe(LINK, NOW + DAY, status=200)], one)
    three = night(tmp_path, 2, silent(2, LINK), two)
    assert since(two) is None
    assert since(three) is None


def test_what_is_no_silence_is_not_carried(tmp_path: Path) -> None:
    one = night(tmp_path, 0, silent(0, LINK, failure=Failure.OUR_NETWORK))
    two = night(tmp_path, 1, silent(1, LINK), one)
    three = night(tmp_path, 2, silent(2, LINK, failure=Failure.NXDOMAIN), two)
    assert since(two) is None
    assert since(three) is None


def test_a_visit_of_another_version_remembers_nothing(tmp_path: Path) -> None:
    one = night(tmp_path, 0, silent(0, LINK))
    one.chmod(0o644)
    with sqlite3.connect(one) as connection:
        connection.execute("update visit set version = 1")
    connection.close()
    assert since(night(tmp_path, 1, silent(1, LINK), one)) is None
    broken = tmp_path / "broken.visit"
    broken.write_bytes(b"no visit at all")
    assert since(night(tmp_path, 2, silent(2, LINK), broken)) is None
    assert since(night(tmp_path, 3, silent(3, LINK), tmp_path / "nowhere.visit")) is None


def test_more_than_one_batch(tmp_path: Path) -> None:
    urls = tuple(f"http://other.gov.cn/{n}" for n in range(1_200))
    paths = []
    for number in range(2):
        path = tmp_path / f"{number}.visit"
        made = writer(path, moment=NOW + number * DAY)
        made.keep(capture("", links=urls))
        made.seal_crawl(Coverage())
        finish(path, silent(number, *urls), paths[-1] if paths else None)
        paths.append(path)
    with StoredSite(paths[1]) as view:
        assert {probe.failing_since for probe in view.probes(LinkProbe) if probe.looks and probe.failure} == {NOW}
