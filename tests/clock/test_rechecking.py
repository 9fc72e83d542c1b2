"""What a recheck says of a message: true, false, or that it cannot be told."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from checks.indicators.edition import Edition, load
from checks.model.findings import Certainty, Finding, Outcome, Status, SubjectType
from checks.model.registry import Site
from checks.model.urls import page_key
from clock.jobs import Done
from clock.rechecking import Seen, checks_of, conclude, tied
from results import triage
from results.following import follow
from results.ledger import issues, runs
from results.ledger.complaints import Complaint, Truth
from results.ledger.engine import open_ledger
from results.receiving import RULE

HERE, ELSEWHERE = "http://a.gov.cn/x.html", "http://a.gov.cn/y.html"
SITE = Site("甲", "http://a.gov.cn/", "甲局")
OPENS = Seen(True, dead=False, doubtful=False, says="能打开", keys=frozenset({page_key(HERE)}))
LIST = Seen(True, dead=False, doubtful=False, says="能打开", keys=frozenset({page_key(HERE)}), column=True)
SHOWS = replace(OPENS, links=frozenset((ELSEWHERE, "http://gone.cn/z")))
HOST = Finding("inner", "http://gone.cn/", ("host", "gone.cn"), {}, ELSEWHERE)
LINK, OLD, WORD = "内容无法访问", "信息不更新", "错别字"
TRUE, FALSE, UNCLEAR = Truth.TRUE, Truth.FALSE, Truth.UNCLEAR


@pytest.fixture(scope="module")
def edition() -> Edition:
    return load("national-2019")


def outcome(check: str, status: Status, *found: Finding, unseen: tuple[str, ...] = ()) -> Outcome:
    return Outcome(check, SubjectType.SITE, SITE.key, status, found, judged=1, of=1 + len(unseen), unseen=unseen)


def found(at: str, sure: bool = True, on: str = "", code: str = "word") -> Finding:
    return Finding(code, at, (at,), {}, on, certainty=Certainty.CERTAIN if sure else Certainty.SUSPECTED)


PASSED = (outcome("dead-links", Status.PASS), outcome("stale-columns", Status.PASS), outcome("typos", Status.PASS))


@pytest.mark.parametrize(
    ("kind", "seen", "outcomes", "truth"),
    [
        (LINK, Seen(False, True, True, "404"), PASSED, TRUE),
        (LINK, Seen(False, False, True, "没有应答"), PASSED, UNCLEAR),  # perhaps it is us
        (LINK, OPENS, PASSED, FALSE),
        (LINK, Seen(True, False, True, "像是打不开", keys=OPENS.keys), PASSED, UNCLEAR),
        (LINK, Seen(True, False, False, "能打开", keys=OPENS.keys, left=3), PASSED, UNCLEAR),
        (LINK, OPENS, (outcome("dead-links", Status.FAIL, found(HERE, code="inner")),), TRUE),
        (LINK, OPENS, (outcome("dead-links", Status.FAIL, found(ELSEWHERE, on=HERE, code="inner")),), UNCLEAR),
        (LINK, OPENS, (outcome("dead-links", Status.FAIL, found(ELSEWHERE, code="inner")),), FALSE),
        (LINK, OPENS, (outcome("dead-links", Status.UNKNOWN),), UNCLEAR),  # no link was asked
        (LINK, OPENS, (replace(outcome("dead-links", Status.PASS), unplaced=3),), UNCLEAR),  # nobody says where
        (LINK, replace(OPENS, scripted=True), PASSED, UNCLEAR),
        # A link that stands on every page: the finding names other pages, but this one shows it too.
        (LINK, SHOWS, (outcome("dead-links", Status.FAIL, found(ELSEWHERE, code="inner")),), UNCLEAR),
        (LINK, SHOWS, (outcome("dead-links", Status.FAIL, HOST),), UNCLEAR),
        (WORD, SHOWS, (outcome("typos", Status.FAIL, found(ELSEWHERE)),), UNCLEAR),
        (OLD, LIST, PASSED, FALSE),
        (OLD, OPENS, PASSED, UNCLEAR),  # no column, so none was judged
        (OLD, LIST, (outcome("stale-columns", Status.PASS, unseen=(HERE,)),), UNCLEAR),
        (OLD, LIST, (outcome("stale-columns", Status.UNKNOWN),), UNCLEAR),
        (OLD, LIST, (outcome("stale-columns", Status.FAIL, found(HERE, code="news")),), TRUE),
        (OLD, LIST, (outcome("stale-columns", Status.REVIEW, found(HERE, False, code="news")),), UNCLEAR),
        (WORD, OPENS, (outcome("typos", Status.FAIL, found(HERE)),), TRUE),
        (WORD, OPENS, (outcome("typos", Status.FAIL, found(ELSEWHERE)),), UNCLEAR),
        (WORD, OPENS, PASSED, UNCLEAR),  # the lexicon does not know every wrong word
        (WORD, OPENS, (outcome("stale-columns", Status.FAIL, found(HERE, code="news")),), UNCLEAR),
        (WORD, Seen(False, True, True, "404"), PASSED, UNCLEAR),
        ("其他", OPENS, PASSED, UNCLEAR),
    ],
)
def test_the_three_answers(
    edition: Edition, kind: str, seen: Seen, outcomes: tuple[Outcome, ...], truth: Truth
) -> None:
    one = Complaint("找错", "1", HERE, kind, "x", datetime(2026, 11, 20, tzinfo=UTC))
    said = conclude(one, Done("judge", outcomes=outcomes), seen, edition, SITE)
    assert said.found is truth
    assert said.evidence["says"]
    assert {line["check"] for line in said.evidence["outcomes"]} <= set(checks_of(one, edition))


def test_every_category_leads_to_checks_that_the_edition_has(edition: Edition) -> None:
    rule = edition.rules[RULE]
    assert set(rule.param("rechecks")) | {"其他"} == set(rule.param("kinds"))
    assert set(rule.param("conclusive")) <= set(rule.param("rechecks"))
    named = {check for checks in rule.param("rechecks").values() for check in checks.split()}
    assert {check for check in named if not edition.rules[check].judged.by_check} == set()


def test_a_message_is_tied_to_the_issue_that_counts(tmp_path: Path, edition: Edition) -> None:
    at = datetime(2026, 11, 20, tzinfo=UTC)
    said = outcome("typos", Status.FAIL, found(ELSEWHERE), found(HERE))
    one = Complaint("找错", "1", HERE, WORD, "x", at, site=SITE.key)
    with open_ledger(f"sqlite:///{tmp_path / 'l.sqlite'}") as ledger, ledger.begin() as connection:
        run = runs.start(connection, kind="nightly", edition="e", code="1", moment=at)
        follow(connection, run, SITE.key, [said], lambda url: True, edition, "v", moment=at)
        named = {issue.finding.at: issue.id for issue in issues.query(connection)}
        asked = checks_of(one, edition)
        assert (issue := tied(connection, one, asked))
        assert issue.id == named[HERE]
        triage.merge(connection, named[HERE], named[ELSEWHERE], who="王", moment=at)
        assert (issue := tied(connection, one, asked))
        assert issue.id == named[ELSEWHERE]
        triage.dismiss(connection, named[ELSEWHERE], who="王", reason="不是错字", moment=at)
        assert tied(connection, one, asked) is None
