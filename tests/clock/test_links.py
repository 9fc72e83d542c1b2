"""The jobs over the links of a run, and what is remembered of them."""

from datetime import UTC, datetime
from pathlib import Path

from checks.model.captures import Coverage, LinkProbe
from checks.model.urls import host_of
from clock.links import Links
from clock.settings import Data, RunSettings, Settings
from clock.shares import to_ask
from results.visits.answers import AnswerFile
from results.visits.posted import answered as beside_answers
from results.visits.posted import lay_beside, posted_links
from results.visits.readings import LINKS, ReadingFile
from results.visits.remembered import FILE, Remembered
from tests.results.visits.making import HOME, capture, visit, writer

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


def test_every_attempt_writes_files_of_its_own_and_knows_those_before(tmp_path: Path) -> None:
    visits = (sealed(tmp_path / "a.visit"), visit(tmp_path / "closed.visit", capture()))
    links, folder = run(tmp_path, *visits), tmp_path / "run"
    assert [(job.name, job.path.name, job.known) for job in links.first()] == [
        (f"links-{n}", f"answers-000-{n}.sqlite", ()) for n in range(3)
    ]
    answered(folder / "answers-000-1.sqlite")
    (folder / "answers-000-2.sqlite.part").touch()
    assert [(job.path.name, job.known) for job in links.first()] == [
        (f"answers-001-{n}.sqlite", (folder / "answers-000-1.sqlite",)) for n in range(3)
    ]
    assert {job.memory for job in links.first()} == {tmp_path / FILE}
    assert {job.visits for job in (*links.first(), *links.again())} == {visits[:1]}
    answered(folder / "answers-001-0.sqlite")
    answered(folder / "again-000-0.sqlite")
    answered(folder / "again-001-0.sqlite")
    assert [(job.path.name, job.share, job.shares) for job in links.again()] == [
        (f"again-002-{n}.sqlite", n, 3) for n in range(3)
    ]
    newest_first = (folder / "again-001-0.sqlite", folder / "again-000-0.sqlite")
    for job in links.again():
        assert job.answers == (folder / "answers-001-0.sqlite", folder / "answers-000-1.sqlite")
        assert job.known == newest_first
    judge = links.judge("a", tmp_path / "a.visit", tmp_path / "last.visit")
    assert judge.again == newest_first
    assert judge.last == tmp_path / "last.visit"


def test_closed_visits_want_no_answers(tmp_path: Path) -> None:
    links = run(tmp_path, visit(tmp_path / "a.visit", capture()))
    assert list(links.first()) == []
    assert list(links.again()) == []


def posted(path: Path, *urls: str) -> Path:
    file = ReadingFile(path, datetime.now(UTC), "1", (), ())
    file.link(urls)
    file.close()
    return path


def test_links_of_posts_are_asked_without_any_visit(tmp_path: Path) -> None:
    settings = Settings(data=Data(str(tmp_path)), run=RunSettings(workers=2))
    mine = posted(tmp_path / "accounts-00.visit", URL, URL + "y")
    links = Links(settings, tmp_path / "run", (), {}, (mine,))
    assert [job.posted for job in links.first()] == [(mine,)] * 2
    assert len(list(links.again())) == 2
    asked = [url for job in links.first() for url in to_ask((), (), {}, job.share, job.shares, job.posted)]
    assert sorted(asked) == [URL, URL + "y"]
    answered(
        tmp_path / "run/answers-0.sqlite", *(LinkProbe(u, datetime.now(UTC), status=404) for u in (URL, URL + "y"))
    )
    answered(tmp_path / "run/again-0.sqlite", LinkProbe(URL, datetime.now(UTC), status=404, rounds=2))
    lay_beside(mine, links.answers_of_posts(mine))
    assert [probe.rounds for probe in beside_answers(mine, (URL, URL + "y", URL + "z"))] == [2, 1]


def test_what_a_registered_site_was_asked_serves_its_posts_too(tmp_path: Path) -> None:
    own = HOME
    owner = visit(tmp_path / "a.visit", capture())
    mine = posted(tmp_path / "accounts-00.visit", own)
    links = Links(Settings(data=Data(str(tmp_path))), tmp_path / "run", (), {host_of(own): owner}, (mine,))
    assert list(to_ask((), (), links.owners, 0, 1, (mine,))) == []
    assert [probe.subject for probe in links.answers_of_posts(mine)] == [own]


def test_no_more_links_of_a_file_than_a_night_can_ask(tmp_path: Path) -> None:
    mine = posted(tmp_path / "accounts-00.visit", *(f"{URL}{n}" for n in range(LINKS + 5)))
    assert len(posted_links(mine)) == LINKS


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
