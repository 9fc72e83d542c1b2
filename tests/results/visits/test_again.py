"""When a place counts as looked at again, and which visits are kept."""

from dataclasses import replace
from pathlib import Path

import pytest

from checks.model.captures import Coverage, Ended, Failure, LinkProbe
from results.visits.again import Again
from results.visits.keeping import prune
from results.visits.reader import StoredSite
from tests.results.visits.making import HOME, NOW, capture, visit

LINK = "http://other.gov.cn/x"

ANSWERS = [
    (LinkProbe(LINK, NOW, status=200), True),
    (LinkProbe(LINK, NOW, status=302), True),
    (LinkProbe(LINK, NOW, status=404), True),
    (LinkProbe(LINK, NOW, status=410), True),
    (LinkProbe(LINK, NOW, failure=Failure.NXDOMAIN), True),
    (LinkProbe(LINK, NOW, status=200, marks=("wall:ruishu",)), False),
    (LinkProbe(LINK, NOW, status=403), False),
    (LinkProbe(LINK, NOW, status=412), False),
    (LinkProbe(LINK, NOW, status=503), False),
    (LinkProbe(LINK, NOW, failure=Failure.TIMEOUT), False),
    (LinkProbe(LINK, NOW, failure=Failure.OUR_NETWORK), False),
    (None, False),
]


@pytest.mark.parametrize(("answer", "looked"), ANSWERS)
def test_only_a_conclusive_answer_is_a_look(tmp_path: Path, answer: LinkProbe | None, looked: bool) -> None:
    path = visit(tmp_path / "a.visit", capture("", links=(LINK,)), *([answer] if answer else []))
    with StoredSite(path) as view:
        assert Again(view).looked(LINK) is looked
        assert Again(view).shown(LINK)
        assert Again(view).looked(HOME)


@pytest.mark.parametrize(
    ("coverage", "gone"),
    [
        (Coverage(), True),
        (Coverage(ended=Ended.PAGES), False),
        (Coverage(failed=1), False),
        (Coverage(skipped={"trap": 1}), False),
        (Coverage(asked=20, skipped={"robots": 1}), True),
        (Coverage(asked=19, skipped={"robots": 1}), False),
        (Coverage(asked=39, failed=1, skipped={"robots": 1}), False),
        (Coverage(ended=Ended.ROBOTS), False),
    ],
)
def test_what_was_never_met_is_gone_only_after_a_complete_visit(tmp_path: Path, coverage: Coverage, gone: bool) -> None:
    path = visit(tmp_path / "a.visit", capture(), coverage=coverage)
    with StoredSite(path) as view:
        assert Again(view).looked(HOME + "never") is gone
        assert not Again(view).shown(HOME + "never")


def test_a_page_that_answered_an_error_was_not_looked_at(tmp_path: Path) -> None:
    path = visit(tmp_path / "a.visit", capture("a", status=500), replace(capture("b", status=404)))
    with StoredSite(path) as view:
        assert not Again(view).looked(HOME + "a")
        assert Again(view).looked(HOME + "b")


def _nights(folder: Path) -> None:
    for night, sites in enumerate(["ab", "a", "ab", "a"], start=1):
        for site in sites:
            visit(folder / f"{night:06}" / f"{site}.visit", capture())
        (folder / f"{night:06}" / "answers-0.sqlite").touch()
        (folder / f"{night:06}" / "again-0.sqlite").touch()
    (folder / "000001" / "c.visit.part").touch()


def _visits(folder: Path) -> list[str]:
    return sorted(str(path.relative_to(folder)) for path in folder.rglob("*.visit*"))


def test_the_newest_visits_of_each_site_are_kept(tmp_path: Path) -> None:
    _nights(tmp_path)
    assert prune(tmp_path, keep=2) == 2
    assert _visits(tmp_path) == [
        "000001/b.visit",
        "000001/c.visit.part",
        "000003/a.visit",
        "000003/b.visit",
        "000004/a.visit",
    ]
    assert not (tmp_path / "000002").exists()
    assert not (tmp_path / "000001/a.warc.gz").exists()
    assert (tmp_path / "000001/b.warc.gz").exists()
    assert (tmp_path / "000004/answers-0.sqlite").exists()
    assert prune(tmp_path, keep=2) == 0


def test_answers_beside_readings_go_with_them(tmp_path: Path) -> None:
    for night in ("000001", "000002"):
        (tmp_path / night).mkdir()
        for name in ("accounts-00.visit", "accounts-00.links"):
            (tmp_path / night / name).touch()
    assert prune(tmp_path, keep=1) == 1
    assert not (tmp_path / "000001").exists()
    assert (tmp_path / "000002/accounts-00.links").exists()


def test_keeping_none_is_no_order_to_remove_all(tmp_path: Path) -> None:
    _nights(tmp_path)
    assert prune(tmp_path, keep=0) == 0
    assert len(_visits(tmp_path)) == 7
    assert prune(tmp_path / "none", keep=1) == 0
