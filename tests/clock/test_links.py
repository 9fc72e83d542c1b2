"""The jobs over the links of a run, and what is remembered of them."""

from datetime import UTC, datetime
from pathlib import Path

from checks.model.captures import Coverage, LinkProbe
from clock.links import Links
from clock.settings import Data, RunSettings, Settings
from results.visits.answers import AnswerFile
from results.visits.remembered import FILE, Remembered
from tests.results.visits.making import capture, visit, writer

URL = "http://other.gov.cn/x"


def run(data: Path, *visits: Path) -> Links:
    settings = Settings(data=Data(str(data)), run=RunSettings(workers=3))
    return Links(settings, data / "run", visits, {})


def sealed(path: Path) -> Path:
    made = writer(path)
    made.keep(capture("", links=(URL,)))
    made.seal_crawl(Coverage())
    return path


def answered(path: Path, *probes: LinkProbe) -> None:
    file = AnswerFile(path)
    for probe in probes:
        file.keep(probe)
    file.close()


def test_what_was_done_is_not_done_again(tmp_path: Path) -> None:
    links = run(tmp_path, sealed(tmp_path / "a.visit"))
    answered(tmp_path / "run/answers-1.sqlite")
    (tmp_path / "run/answers-2.sqlite.part").touch()
    assert [(job.name, job.share, job.shares) for job in links.first()] == [("links-0", 0, 3), ("links-2", 2, 3)]
    assert {job.memory for job in links.first()} == {tmp_path / FILE}
    answered(tmp_path / "run/again-0.sqlite")
    assert [job.name for job in links.again()] == ["again-1", "again-2"]
    assert all(job.answers == (tmp_path / "run/answers-1.sqlite",) for job in links.again())
    judge = links.judge("a", tmp_path / "a.visit", tmp_path / "last.visit")
    assert judge.again == (tmp_path / "run/again-0.sqlite",)
    assert judge.last == tmp_path / "last.visit"


def test_closed_visits_want_no_answers(tmp_path: Path) -> None:
    links = run(tmp_path, visit(tmp_path / "a.visit", capture()))
    assert list(links.first()) == []
    assert list(links.again()) == []


def test_good_answers_of_both_looks_are_remembered(tmp_path: Path) -> None:
    links, now = run(tmp_path), datetime.now(UTC)
    assert "还没有" in links.ready()
    answered(tmp_path / "run/answers-0.sqlite", LinkProbe(URL, now, status=404), LinkProbe(URL + "y", now, status=200))
    answered(tmp_path / "run/again-0.sqlite", LinkProbe(URL, now, status=200))
    assert links.remember() == ""
    with Remembered(tmp_path / FILE, links.settings.run.good_for, datetime.now(UTC)) as memory:
        assert memory.good(URL) is not None
        assert memory.good(URL + "y") is not None


def test_a_memory_that_cannot_be_used_is_told_of_and_stops_nothing(tmp_path: Path) -> None:
    (tmp_path / FILE).mkdir()
    links = run(tmp_path)
    assert "用不了" in links.ready()
    assert "没有存下" in links.remember()
