"""What is said of a subject is kept beside its score, and follows it when persons answer."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from checks.indicators.edition import load
from checks.model.findings import SubjectType
from checks.model.registry import Account, Site, SiteKind, SubjectState
from results.ledger import verdicts
from results.ledger.engine import Ledger
from results.score import Score, VetoLine, VetoState
from results.verdicts import Verdict, keep_account, keep_rescored, keep_site
from tests.results.making import NOW

SITE = Site("站", "http://a/", "甲", code="a", kind=SiteKind.PORTAL)
ACCOUNT = Account("weibo", "号", "甲", platform_id="w")
EDITION = load()


def score(low: str, high: str, *states: VetoState) -> Score:
    grade = next(iter(EDITION.rules.values())).verified
    vetoes = tuple(VetoLine("WV-1", f"r{n}", f"规则{n}", state, 1, 0, 0, 0, 1, grade) for n, state in enumerate(states))
    return Score(Decimal(low), Decimal(high), Decimal(100), True, EDITION.version, vetoes=vetoes)


@pytest.mark.parametrize(
    ("given", "ended", "verdict", "counts"),
    [
        (score("80", "90.5"), "complete", Verdict.PASSED, (8000, 9050, 0, 0)),
        (score("50", "90"), "complete", Verdict.UNKNOWN, (5000, 9000, 0, 0)),
        (score("80", "90", VetoState.CANDIDATE), "complete", Verdict.CANDIDATE, (8000, 9000, 0, 1)),
        (score("80", "90", VetoState.CONFIRMED, VetoState.CANDIDATE), "complete", Verdict.FAILED, (8000, 9000, 1, 1)),
        (score("80", "90", VetoState.CONFIRMED), "home-failed", Verdict.UNKNOWN, (8000, 9000, 1, 0)),
        (score("80", "90"), "budget-pages", Verdict.UNKNOWN, (8000, 9000, 0, 0)),
        (replace(score("1", "2"), scored=False), "complete", Verdict.PASSED, (None, None, 0, 0)),
    ],
)
def test_a_site(ledger: Ledger, given: Score, ended: str, verdict: Verdict, counts: tuple[int, ...]) -> None:
    with ledger.begin() as connection:
        keep_site(connection, 3, SITE, given, EDITION, ended=ended, detail="停", at=NOW)
        row = verdicts.get(connection, SITE.key)
    assert row is not None
    assert (row.run, row.subject_type, row.ended, row.detail, row.at) == (3, SubjectType.SITE, ended, "停", NOW)
    assert row.verdict == verdict.code
    assert (row.low, row.high, row.confirmed, row.waiting) == counts


def test_a_site_that_is_scored_anew_keeps_how_its_visit_ended(ledger: Ledger) -> None:
    with ledger.begin() as connection:
        keep_rescored(connection, 1, SITE, score("80", "90"), EDITION)
        assert verdicts.get(connection, SITE.key) is None  # nobody visited it
        keep_site(connection, 1, SITE, score("50", "90"), EDITION, ended="complete", detail="", at=NOW)
        keep_rescored(connection, 2, SITE, score("80", "90"), EDITION)
        row = verdicts.get(connection, SITE.key)
    assert row is not None
    assert (row.run, row.verdict, row.ended, row.at) == (2, "passed", "complete", NOW)


@pytest.mark.parametrize(
    ("account", "state", "verdict", "why"),
    [
        (ACCOUNT, "new", Verdict.PASSED, ""),
        (ACCOUNT, "could-not-look", Verdict.UNKNOWN, "无法核查"),
        (ACCOUNT, "", Verdict.UNKNOWN, "没有读取"),
        (replace(ACCOUNT, state=SubjectState.CANCELLED), "new", Verdict.UNKNOWN, "登记状态为注销，没有评判"),
    ],
)
def test_an_account(ledger: Ledger, account: Account, state: str, verdict: Verdict, why: str) -> None:
    with ledger.begin() as connection:
        keep_account(connection, 3, account, replace(score("0", "0"), scored=False), state=state, at=NOW)
        row = verdicts.get(connection, account.key)
    assert row is not None
    assert (row.verdict, row.why, row.low, row.subject_type) == (verdict.code, why, None, SubjectType.ACCOUNT)
