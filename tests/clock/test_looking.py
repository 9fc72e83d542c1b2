"""What a look says of an issue: there, gone, or that it could not be seen; by the law of the nights, and stricter."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from checks.indicators.edition import Edition, load
from checks.model.captures import Coverage, Ended, Failure, LinkProbe
from checks.model.findings import Certainty, Finding, Outcome, Status, SubjectType, fingerprint
from clock.jobs import Done
from clock.looking import conclude
from results.ledger.issues import Issue, IssueState
from results.ledger.looks import Answer
from results.visits.reader import StoredSite
from tests.results.visits.making import HOME, SITE, capture, visit

NOW = datetime(2026, 11, 20, tzinfo=UTC)
PAGE, OTHER, DEAD = f"{HOME}x.html", f"{HOME}y.html", "http://gone.example/"
THERE, GONE, UNSEEN = Answer.THERE, Answer.GONE, Answer.UNSEEN
CUT = Coverage(known=9, asked=3, pages=3, ended=Ended.PAGES)


@pytest.fixture(scope="module")
def edition() -> Edition:
    return load("national-2019")


def issue(check: str, at: str, found_on: str = "", places: tuple[str, ...] = ()) -> Issue:
    finding = Finding("x", at, (at,), {}, found_on, places=places)
    name = fingerprint(check, SITE.key, finding.key)
    state = IssueState.CONFIRMED
    return Issue(
        1, name, check, SubjectType.SITE, SITE.key, state, finding, NOW, NOW, NOW, 1, 1, 1, "e", "visits/1/x.visit"
    )


def outcome(check: str, status: Status, *found: Finding, **more: object) -> Outcome:
    told = {"judged": 1, "of": 1, **more}
    return Outcome(check, SubjectType.SITE, SITE.key, status, found, **told)  # type: ignore[arg-type]


def told(at: str, sure: bool = True, code: str = "word") -> Finding:
    return Finding(code, at, (at,), {"text": "错字"}, at, certainty=Certainty.CERTAIN if sure else Certainty.SUSPECTED)


def found(folder: Path, edition: Edition, one: Issue, *outcomes: Outcome, seen: tuple[object, ...] = ()) -> Answer:
    path = visit(folder / "visit.sqlite", *(seen or (capture(), capture("x.html"))), coverage=CUT)
    with StoredSite(path) as view:
        said = conclude(one, Done("judge", outcomes=outcomes), view, edition)
    assert said.says
    assert [place["url"] for place in said.evidence["places"]]
    return said.answer


@pytest.mark.parametrize(
    ("outcomes", "answer"),
    [
        ((outcome("typos", Status.FAIL, told(PAGE)),), THERE),
        ((outcome("typos", Status.REVIEW, told(PAGE, sure=False)),), THERE),
        ((outcome("typos", Status.PASS),), GONE),
        ((outcome("typos", Status.FAIL, told(OTHER)),), GONE),  # another fault is another issue
        ((outcome("dead-links", Status.FAIL, told(PAGE)),), UNSEEN),  # another check is another issue
        ((outcome("typos", Status.UNKNOWN, reason="timeout"),), UNSEEN),
        ((outcome("typos", Status.NOT_APPLICABLE),), UNSEEN),
        ((outcome("typos", Status.PASS, unseen=(PAGE,), of=2),), UNSEEN),
        ((outcome("typos", Status.PASS, unplaced=1, of=2),), UNSEEN),
        ((), UNSEEN),
    ],
)
def test_of_a_page(tmp_path: Path, edition: Edition, outcomes: tuple[Outcome, ...], answer: Answer) -> None:
    assert found(tmp_path, edition, issue("typos", PAGE, PAGE), *outcomes) is answer


def test_a_page_that_was_not_read_again_says_nothing(tmp_path: Path, edition: Edition) -> None:
    passed = outcome("typos", Status.PASS)
    assert found(tmp_path / "a", edition, issue("typos", OTHER), passed) is UNSEEN
    silent = LinkProbe(OTHER, NOW, failure=Failure.TIMEOUT)
    assert found(tmp_path / "b", edition, issue("typos", OTHER), passed, seen=(capture(), silent)) is UNSEEN
    removed = LinkProbe(OTHER, NOW, status=404)
    assert found(tmp_path / "c", edition, issue("typos", OTHER), passed, seen=(capture(), removed)) is GONE


def test_each_place_that_is_named_must_be_looked_at(tmp_path: Path, edition: Edition) -> None:
    one, passed = issue("typos", PAGE, PAGE, (PAGE, OTHER)), outcome("typos", Status.PASS)
    assert found(tmp_path / "a", edition, one, passed) is UNSEEN
    both = (capture(), capture("x.html"), capture("y.html"))
    assert found(tmp_path / "b", edition, one, passed, seen=both) is GONE


def test_a_link_that_its_page_no_longer_shows_is_gone_and_one_that_was_silent_is_not(
    tmp_path: Path, edition: Edition
) -> None:
    one, passed = issue("dead-links", DEAD, PAGE), outcome("dead-links", Status.PASS)
    assert found(tmp_path / "a", edition, one, passed) is GONE
    shows, silent = capture("x.html", links=(DEAD,)), LinkProbe(DEAD, NOW, failure=Failure.TIMEOUT)
    assert found(tmp_path / "b", edition, one, passed, seen=(capture(), shows, silent)) is UNSEEN
    opens = LinkProbe(DEAD, NOW, status=200)
    assert found(tmp_path / "c", edition, one, passed, seen=(capture(), shows, opens)) is GONE


def test_what_a_check_that_fell_finds_again_is_suspected(tmp_path: Path, edition: Edition) -> None:
    path = visit(tmp_path / "visit.sqlite", capture(), capture("x.html"), coverage=CUT)
    done = Done("judge", outcomes=(outcome("typos", Status.FAIL, told(PAGE)),))
    one = issue("typos", PAGE, PAGE)
    with StoredSite(path) as view:
        sure = conclude(one, done, view, edition, frozenset({"dead-links"}))
        doubtful = conclude(one, done, view, edition, frozenset({"typos"}))
    assert (sure.answer, doubtful.answer) == (THERE, THERE)
    assert ("疑似" in sure.says, "疑似" in doubtful.says) == (False, True)
    assert doubtful.evidence["outcome"]["status"] == Status.REVIEW.value
