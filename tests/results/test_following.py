"""Issues over time, one row a case: what stood, what the run said, what stands afterwards."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime

import pytest
from sqlalchemy import Connection

from checks.model.findings import Finding, Outcome, Status, fingerprint
from results import triage
from results.errors import NoSuchRun
from results.following import Counts, follow
from results.ledger import issues, runs
from results.ledger.engine import Ledger
from results.ledger.issues import IssueState
from results.triage import Scope
from tests.results.making import DAY, HOME, NOW, SITE, SUSPECTED, edition, finding, outcome

A, B = finding("a"), finding("b")
ON_PAGE = finding("page", found_on="")


def everything(url: str) -> bool:
    return True


def nothing(url: str) -> bool:
    return False


def only(*urls: str) -> Callable[[str], bool]:
    return lambda url: url in urls


def night(
    connection: Connection,
    *outcomes: Outcome,
    looked: Callable[[str], bool] = everything,
    shown: Callable[[str], bool] = everything,
    at: datetime,
    subject: str = SITE.key,
) -> Counts:
    """One whole run over one subject."""
    run = runs.start(connection, kind="nightly", edition="test", code="1", moment=at, subjects=[subject])
    return follow(connection, run, subject, outcomes, looked, edition(), f"{run}.visit", shown=shown)


def states(connection: Connection) -> dict[str, str]:
    return {one.finding.at.removeprefix(HOME): one.state.value for one in issues.query(connection)}


@dataclass(frozen=True)
class Case:
    """`before` is made so by a first run and a person; then the second run says `outcome`."""

    name: str
    before: str
    said: Outcome
    after: str
    looked: Callable[[str], bool] = everything
    shown: Callable[[str], bool] = everything
    stood: Finding = A


CASES = [
    Case("seen again is open", "new", outcome(A), "open"),
    Case("confirmed stays confirmed while seen", "confirmed", outcome(A), "confirmed"),
    Case("notified stays notified while seen", "notified", outcome(A), "notified"),
    Case("dismissed stays dismissed when seen", "dismissed", outcome(A), "dismissed"),
    Case("dismissed stays dismissed when gone", "dismissed", outcome(), "dismissed"),
    Case("fixed and seen is reopened", "fixed", outcome(A), "reopened"),
    Case("fixed and not seen stays fixed", "fixed", outcome(), "fixed"),
    Case("PASS and looked at again is fixed", "new", outcome(), "fixed"),
    Case("FAIL for another fault and looked at again is fixed", "new", outcome(B), "fixed"),
    Case("confirmed and mended is fixed", "confirmed", outcome(), "fixed"),
    Case("notified and mended is fixed", "notified", outcome(), "fixed"),
    Case("UNKNOWN fixes nothing", "new", outcome(status=Status.UNKNOWN), "new"),
    Case(
        "suspected elsewhere, mended here", "new", outcome(finding("b", sure=SUSPECTED), status=Status.REVIEW), "fixed"
    ),
    Case("NOT_APPLICABLE fixes nothing", "new", outcome(status=Status.NOT_APPLICABLE), "new"),
    Case("another check fixes nothing", "new", outcome(check="stale-home"), "new"),
    Case("nothing was looked at", "new", outcome(), "new", looked=nothing),
    Case("the page that shows it was not read", "new", outcome(), "new", looked=only(A.at)),
    Case("the link is shown still and did not answer", "new", outcome(), "new", looked=only(HOME)),
    Case("the link is shown no more", "new", outcome(), "fixed", looked=only(HOME), shown=only(HOME)),
    Case("the link is shown no more, its page not read", "new", outcome(), "new", looked=nothing, shown=only(HOME)),
    Case("the check could not judge it", "new", outcome(judged=9, unseen=(A.at,)), "new"),
    Case("the check could not judge its page", "new", outcome(judged=9, unseen=(HOME,)), "new"),
    Case("the check could not judge another", "new", outcome(judged=9, unseen=(B.at,)), "fixed"),
    Case("a page, not looked at", "new", outcome(), "new", stood=ON_PAGE, looked=only(HOME)),
    Case("a page, no longer met", "new", outcome(), "new", stood=ON_PAGE, looked=only(HOME), shown=nothing),
    Case("a page, looked at", "new", outcome(), "fixed", stood=ON_PAGE, looked=only(ON_PAGE.at)),
    Case("a page, the check was blind somewhere", "new", outcome(judged=9, unplaced=1), "new", stood=ON_PAGE),
    Case("a page, the check does not say where", "new", outcome(judged=9), "new", stood=ON_PAGE),
    Case("a link, the check was blind somewhere", "new", outcome(judged=9, unplaced=1), "fixed"),
]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_state_after_a_second_run(ledger: Ledger, case: Case) -> None:
    with ledger.begin() as connection:
        night(connection, outcome(case.stood), at=NOW)
        _bring_to(connection, case.before)
        night(connection, case.said, looked=case.looked, shown=case.shown, at=NOW + 3 * DAY)
        assert states(connection)[case.stood.at.removeprefix(HOME)] == case.after


def _bring_to(connection: Connection, state: str) -> None:
    (issue,) = issues.query(connection)
    act = {"who": "王", "moment": NOW + DAY}
    if state in ("confirmed", "notified"):
        triage.confirm(connection, issue.id, **act)
    if state == "notified":
        triage.notify(connection, issue.id, **act)
    if state == "dismissed":
        triage.dismiss(connection, issue.id, reason="误报", **act)
    if state == "fixed":
        night(connection, outcome(), at=NOW + DAY)
    assert [one.state.value for one in issues.query(connection)] == [state]


def test_what_a_run_did_is_counted_and_told(ledger: Ledger) -> None:
    with ledger.begin() as connection:
        assert night(connection, outcome(A, B), at=NOW) == Counts(new=2)
        assert night(connection, outcome(B), at=NOW + DAY) == Counts(open=1, fixed=1)
        assert night(connection, outcome(A, B), at=NOW + 2 * DAY) == Counts(open=1, reopened=1)
        first = next(one for one in issues.query(connection) if one.finding == A)
        told = [(event.what, event.run, event.who) for event in issues.events(connection, first.id)]
        assert told == [("new", 1, ""), ("fixed", 2, ""), ("reopened", 3, "")]
        assert (first.times, first.first_seen, first.last_seen) == (2, NOW, NOW + 2 * DAY)
        assert (first.first_run, first.last_run, first.visit, first.edition) == (1, 3, "3.visit", "test")
        assert first.fingerprint == fingerprint("dead-links", SITE.key, A.key)
        assert [one.finding.at for one in issues.query(connection, run=3, what="reopened")] == [A.at]


def test_the_same_run_twice_does_nothing_more(ledger: Ledger) -> None:
    with ledger.begin() as connection:
        run = runs.start(connection, kind="nightly", edition="test", code="1", moment=NOW)
        first = follow(connection, run, SITE.key, [outcome(A)], everything, edition(), "v")
    with ledger.begin() as connection:
        assert follow(connection, run, SITE.key, [outcome(B)], everything, edition(), "v") == first == Counts(new=1)
        (issue,) = issues.query(connection)
        assert (issue.state, issue.times, len(list(issues.events(connection, issue.id)))) == (IssueState.NEW, 1, 1)


def test_a_job_that_died_is_done_again(ledger: Ledger) -> None:
    with ledger.begin() as connection:
        run = runs.start(connection, kind="nightly", edition="test", code="1", moment=NOW)

    def dies() -> None:
        with ledger.begin() as connection:
            follow(connection, run, SITE.key, [outcome(A)], everything, edition(), "v")
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        dies()
    with ledger.begin() as connection:
        assert states(connection) == {}
        assert follow(connection, run, SITE.key, [outcome(A)], everything, edition(), "v") == Counts(new=1)
        assert states(connection) == {"a": "new"}


def test_a_run_resumed_late_does_not_overrule_a_later_one(ledger: Ledger) -> None:
    with ledger.begin() as connection:
        late = runs.start(connection, kind="nightly", edition="test", code="1", moment=NOW)
        later = runs.start(connection, kind="nightly", edition="test", code="1", moment=NOW + DAY)
        night(connection, outcome(B), at=NOW - DAY)
        follow(connection, later, SITE.key, [outcome(A)], everything, edition(), "v")
        follow(connection, late, SITE.key, [outcome(B)], everything, edition(), "v")
        assert states(connection) == {"a": "new", "b": "fixed"}


def test_an_unknown_run_is_refused(ledger: Ledger) -> None:
    with pytest.raises(NoSuchRun, match="99"), ledger.begin() as connection:
        follow(connection, 99, SITE.key, [], everything, edition(), "v")


def test_one_fault_said_twice_is_one_issue(ledger: Ledger) -> None:
    with ledger.begin() as connection:
        assert night(connection, outcome(A, replace(A, code="home")), at=NOW) == Counts(new=1)


def test_subjects_do_not_touch_each_other(ledger: Ledger) -> None:
    with ledger.begin() as connection:
        night(connection, outcome(A), at=NOW)
        night(connection, replace(outcome(), subject="other"), at=NOW + DAY, subject="other")
        assert states(connection) == {"a": "new"}


def test_the_newest_look_of_a_fault_is_kept(ledger: Ledger) -> None:
    with ledger.begin() as connection:
        night(connection, outcome(A), at=NOW)
        changed = replace(A, code="home", data={"reason": "404"}, found_on=HOME + "x")
        night(connection, outcome(changed), at=NOW + DAY)
        (issue,) = issues.query(connection)
        assert issue.finding == changed


def test_personal_numbers_are_masked_before_they_are_kept(ledger: Ledger) -> None:
    seen = finding(
        "list", excerpt="张某 110101199003074514 电话13812345678", data={"shown": "110101199003074514", "n": 3}
    )
    with ledger.begin() as connection:
        night(connection, outcome(seen), at=NOW)
        (issue,) = issues.query(connection)
        assert issue.finding.excerpt == "张某 110101**********14 电话138****5678"
        assert issue.finding.data == {"shown": "110101**********14", "n": 3}


@pytest.mark.parametrize(
    ("scope", "dismissed"),
    [(Scope.THIS, {"a"}), (Scope.SITE, {"a", "b", "later"}), (Scope.EVERYWHERE, {"a", "b", "later", "elsewhere"})],
)
def test_a_dismissal_reaches_as_far_as_it_says(ledger: Ledger, scope: Scope, dismissed: set[str]) -> None:
    same = {"data": {"text": "按 时 完成"}}
    a, b, later, elsewhere = (finding(name, **same) for name in ("a", "b", "later", "elsewhere"))
    other = finding("c", data={"text": "别的"})
    with ledger.begin() as connection:
        night(connection, outcome(a, b, other), at=NOW)
        first = next(one for one in issues.query(connection) if one.finding == a)
        count = triage.dismiss(connection, first.id, who="李", reason="规范写法", moment=NOW + DAY, scope=scope)
        assert count == len(dismissed & {"a", "b"})
        night(connection, outcome(a, b, other, later), at=NOW + 2 * DAY)
        night(connection, replace(outcome(elsewhere), subject="x"), at=NOW + 2 * DAY, subject="x")
        night(connection, outcome(finding("other check", **same), check="typos"), at=NOW + 2 * DAY)
        assert {name for name, state in states(connection).items() if state == "dismissed"} == dismissed
        if "later" in dismissed:
            issue = next(one for one in issues.query(connection) if one.finding == later)
            assert [(e.what, e.who, e.reason) for e in issues.events(connection, issue.id)] == [
                ("new", "", ""),
                ("dismissed", "李", "规范写法"),
            ]
