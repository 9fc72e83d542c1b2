"""The table of the states of an issue: what a run says and what persons do, row by row; as docs/findings.md has it.

And the known faults of DefectDojo, whose life of a finding this one is modelled on, each with a test that would notice.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from itertools import count
from pathlib import Path
from threading import Thread

import pytest
from sqlalchemy import Connection

from checks.model.findings import Finding, Outcome, Status, fingerprint
from results import triage
from results.errors import NotAllowed
from results.following import Counts, follow
from results.ledger import issues, runs
from results.ledger.engine import Ledger
from results.ledger.issues import Issue, IssueState, Settled, settled
from results.triage import Scope
from tests.results.making import DAY, HOME, NOW, SITE, SUSPECTED, edition, finding, outcome

MANUAL = Path(__file__).resolve().parents[2] / "docs/findings.md"
A, MAIN = finding("a"), finding("main")
S = IssueState
NO = "no"
"""The act is refused, and the issue stays as it is."""


@dataclass
class Story:
    """Nights and acts on one subject, a day apart: A is the issue that is watched, MAIN another one that stands."""

    connection: Connection

    def __post_init__(self) -> None:
        self.days = count()

    def night(self, *told: Outcome, looked: Callable[[str], bool] = lambda url: True) -> Counts:
        moment = NOW + next(self.days) * DAY
        run = runs.start(self.connection, kind="nightly", edition="test", code="1", moment=moment)
        return follow(self.connection, run, SITE.key, told, looked, edition(), "v", moment=moment)

    def one(self, which: Finding = A) -> Issue:
        return next(one for one in issues.query(self.connection) if one.finding.key == which.key)

    @property
    def act(self) -> dict[str, object]:
        return {"who": "王", "moment": NOW + next(self.days) * DAY}

    def bring_to(self, state: IssueState) -> None:
        """A in this state, MAIN confirmed and seen by every night."""
        self.night(outcome(A, MAIN))
        triage.confirm(self.connection, self.one(MAIN).id, **self.act)  # type: ignore[arg-type]
        number = self.one().id
        if state in (S.FIXED, S.REOPENED):
            self.night(outcome(MAIN))
        if state in (S.OPEN, S.REOPENED):
            self.night(outcome(A, MAIN))
        if state in (S.CONFIRMED, S.NOTIFIED):
            triage.confirm(self.connection, number, **self.act)  # type: ignore[arg-type]
        if state is S.NOTIFIED:
            triage.notify(self.connection, number, **self.act)  # type: ignore[arg-type]
        if state is S.DISMISSED:
            triage.dismiss(self.connection, number, reason="误报", **self.act)  # type: ignore[arg-type]
        if state is S.DUPLICATE:
            triage.merge(self.connection, number, self.one(MAIN).id, **self.act)  # type: ignore[arg-type]
        assert self.one().state is state


SAYS: dict[str, Callable[[Story], object]] = {
    "found again": lambda story: story.night(outcome(A, MAIN)),
    "not found, looked at": lambda story: story.night(outcome(MAIN)),
    "not found, not looked at": lambda story: story.night(outcome(MAIN), looked=lambda url: False),
    "UNKNOWN": lambda story: story.night(outcome(status=Status.UNKNOWN)),
    "check gone": lambda story: story.night(outcome(finding("x"), check="stale-home")),
}
RUNS: dict[IssueState, tuple[IssueState, ...]] = {
    S.NEW: (S.OPEN, S.FIXED, S.NEW, S.NEW, S.NEW),
    S.OPEN: (S.OPEN, S.FIXED, S.OPEN, S.OPEN, S.OPEN),
    S.CONFIRMED: (S.CONFIRMED, S.FIXED, S.CONFIRMED, S.CONFIRMED, S.CONFIRMED),
    S.DISMISSED: (S.DISMISSED,) * 5,
    S.NOTIFIED: (S.NOTIFIED, S.FIXED, S.NOTIFIED, S.NOTIFIED, S.NOTIFIED),
    S.FIXED: (S.REOPENED, S.FIXED, S.FIXED, S.FIXED, S.FIXED),
    S.REOPENED: (S.REOPENED, S.FIXED, S.REOPENED, S.REOPENED, S.REOPENED),
    S.DUPLICATE: (S.DUPLICATE,) * 5,
}

Doing = Callable[[Connection, int, int, dict[str, object]], object]
ACTS: dict[str, Doing] = {
    "confirm": lambda c, n, main, act: triage.confirm(c, n, **act),  # type: ignore[arg-type]
    "dismiss": lambda c, n, main, act: triage.dismiss(c, n, reason="误报", **act),  # type: ignore[arg-type]
    "merge into another": lambda c, n, main, act: triage.merge(c, n, main, **act),  # type: ignore[arg-type]
    "have another merged into it": lambda c, n, main, act: triage.merge(c, _third(c), n, **act),  # type: ignore[arg-type]
    "reopen": lambda c, n, main, act: triage.reopen(c, n, reason="看错了", **act),  # type: ignore[arg-type]
    "notify": lambda c, n, main, act: triage.notify(c, n, **act),  # type: ignore[arg-type]
    "take back a notice": lambda c, n, main, act: triage.take_back(c, n, reason="撤回", **act),  # type: ignore[arg-type]
    "assign": lambda c, n, main, act: triage.assign(c, n, "li", **act),  # type: ignore[arg-type]
    "comment": lambda c, n, main, act: triage.comment(c, n, text="备注", **act),  # type: ignore[arg-type]
}
WAITS = (S.CONFIRMED, S.DISMISSED, S.DUPLICATE)
DONE: dict[IssueState, tuple[IssueState | str, ...]] = {
    S.NEW: (*WAITS, S.NEW, S.NEW, NO, S.NEW, S.NEW, S.NEW),
    S.OPEN: (*WAITS, S.OPEN, S.OPEN, NO, S.OPEN, S.OPEN, S.OPEN),
    S.CONFIRMED: (*WAITS, S.CONFIRMED, S.OPEN, S.NOTIFIED, S.CONFIRMED, S.CONFIRMED, S.CONFIRMED),
    S.DISMISSED: (S.CONFIRMED, S.DISMISSED, NO, NO, S.OPEN, NO, S.DISMISSED, S.DISMISSED, S.DISMISSED),
    S.NOTIFIED: (S.NOTIFIED, S.DISMISSED, NO, S.NOTIFIED, NO, NO, S.CONFIRMED, S.NOTIFIED, S.NOTIFIED),
    S.FIXED: (NO, S.DISMISSED, NO, NO, NO, NO, S.FIXED, S.FIXED, S.FIXED),
    S.REOPENED: (*WAITS, S.REOPENED, S.REOPENED, NO, S.REOPENED, S.REOPENED, S.REOPENED),
    S.DUPLICATE: (NO, NO, S.DUPLICATE, NO, S.OPEN, NO, S.DUPLICATE, S.DUPLICATE, S.DUPLICATE),
}


def _third(connection: Connection) -> int:
    """One more issue of the subject, that nobody has judged."""
    story = Story(connection)
    moment = NOW - DAY
    run = runs.start(connection, kind="nightly", edition="test", code="1", moment=moment)
    third = finding("third")
    never = lambda url: False  # noqa: E731
    follow(connection, run, SITE.key, [outcome(third)], never, edition(), "v", moment=moment)
    return story.one(third).id


@pytest.mark.parametrize("state", IssueState)
def test_what_a_run_makes_of_it(ledger: Ledger, state: IssueState) -> None:
    with ledger.begin() as connection:
        story = Story(connection)
        story.bring_to(state)
        before = story.one()
        for (says, night), expected in zip(SAYS.items(), RUNS[state], strict=True):
            undone = connection.begin_nested()
            night(story)
            after = story.one()
            assert after.state is expected, says
            # What persons did is as it was, whatever a run says; and a run that did not see it did not see it.
            kept = [(one.version, one.assigned, one.duplicate_of) for one in (before, after)]
            assert kept[0] == kept[1], says
            assert (after.times > before.times) is (says == "found again"), says
            undone.rollback()


@pytest.mark.parametrize("state", IssueState)
def test_what_an_act_makes_of_it(ledger: Ledger, state: IssueState) -> None:
    with ledger.begin() as connection:
        story = Story(connection)
        story.bring_to(state)
        for (name, act), expected in zip(ACTS.items(), DONE[state], strict=True):
            undone = connection.begin_nested()
            _act(story, name, act, expected)
            undone.rollback()


def _act(story: Story, name: str, act: Doing, expected: IssueState | str) -> None:
    connection, before = story.connection, story.one()
    told = list(issues.events(connection, before.id))
    if expected == NO:
        with pytest.raises(NotAllowed, match=r"请|程序会"):
            act(connection, before.id, story.one(MAIN).id, story.act)
        assert (story.one(), list(issues.events(connection, before.id))) == (before, told), name
        return
    act(connection, before.id, story.one(MAIN).id, story.act)
    after = story.one()
    assert after.state is expected, name
    changes = after.state is not before.state
    assert (after.version != before.version) is (changes or name == "assign"), name
    assert (after.changed != before.changed) is changes, name
    speaks = changes or name in ("assign", "comment", "have another merged into it")
    assert (len(list(issues.events(connection, before.id))) > len(told)) is speaks, name
    story.night(outcome(A, MAIN))  # what was decided stands when it is found again
    assert story.one().state is RUNS[IssueState(expected)][0], name


def test_the_manual_has_the_same_tables() -> None:
    lines = MANUAL.read_text(encoding="utf-8").splitlines()

    def row(state: IssueState, cells: tuple[IssueState | str, ...]) -> str:
        return f"| {state.value} | {' | '.join('–' if cell is state else str(cell) for cell in cells)} |"

    for table, names in ((RUNS, SAYS), (DONE, ACTS)):
        assert f"| stood | {' | '.join(names)} |" in lines
        for state in IssueState:
            assert row(state, table[state]) in lines  # type: ignore[index]


def test_a_duplicate_that_is_seen_keeps_its_issue_from_being_fixed(ledger: Ledger) -> None:
    with ledger.begin() as connection:
        story = Story(connection)
        story.bring_to(S.DUPLICATE)
        assert story.night(outcome(A)) == Counts()
        assert story.one(MAIN).state is S.CONFIRMED
        name = fingerprint("dead-links", SITE.key, A.key)
        assert name in settled(connection, SITE.key).confirmed  # it alone shows the fault now
        story.night(outcome(A, MAIN))
        assert settled(connection, SITE.key) == Settled(
            frozenset({fingerprint("dead-links", SITE.key, MAIN.key)}), frozenset({name})
        )
        assert story.night(outcome()) == Counts(fixed=1)
        assert (story.one(MAIN).state, story.one().state) == (S.FIXED, S.DUPLICATE)
        assert story.night(outcome(A)) == Counts(reopened=1)
        assert (story.one(MAIN).state, story.one().state) == (S.REOPENED, S.DUPLICATE)


def test_duplicates_of_what_is_merged_go_with_it(ledger: Ledger) -> None:
    with ledger.begin() as connection:
        story = Story(connection)
        third = finding("third")
        story.night(outcome(A, MAIN, third))
        one, main, last = (story.one(which).id for which in (A, MAIN, third))
        triage.merge(connection, one, main, **story.act)  # type: ignore[arg-type]
        triage.merge(connection, main, last, **story.act)  # type: ignore[arg-type]
        assert [story.one(which).duplicate_of for which in (A, MAIN, third)] == [last, last, None]
        assert [e.what for e in issues.events(connection, last)] == ["new", "absorbed"]
        triage.reopen(connection, one, reason="不一样", **story.act)  # type: ignore[arg-type]
        assert (story.one().state, story.one().duplicate_of) == (S.OPEN, None)


def test_what_may_not_be_merged(ledger: Ledger) -> None:
    with ledger.begin() as connection:
        story = Story(connection)
        story.bring_to(S.CONFIRMED)
        elsewhere = replace(outcome(A), subject="other")
        run = runs.start(connection, kind="nightly", edition="test", code="1", moment=NOW)
        follow(connection, run, "other", [elsewhere], lambda url: True, edition(), "v")
        (other,) = issues.query(connection, sites=["other"])
        one, third = story.one().id, _third(connection)
        for number, into, says in (
            (one, one, "它自己"),
            (one, other.id, "不是同一个网站"),
            (one, third, "先确认"),
        ):
            with pytest.raises(NotAllowed, match=says):
                triage.merge(connection, number, into, **story.act)  # type: ignore[arg-type]


def test_a_decision_made_while_a_run_reads_is_not_written_over(ledger: Ledger) -> None:
    """A run that has read the issues of a subject before a person decided must not write the old state back."""
    with ledger.begin() as connection:
        Story(connection).night(outcome(A))
        (issue,) = issues.query(connection)
        run = runs.start(connection, kind="nightly", edition="test", code="1", moment=NOW + DAY)

    def goes_on() -> None:
        with ledger.begin() as connection:
            follow(connection, run, SITE.key, [outcome(A)], lambda url: True, edition(), "v")

    nightly = Thread(target=goes_on)
    with ledger.begin() as connection:
        triage.dismiss(connection, issue.id, who="王", reason="误报", moment=NOW)
        nightly.start()
        nightly.join(0.5)  # it has read by now, or waits to
    nightly.join(20)
    with ledger.connect() as connection:
        assert issues.get(connection, issue.id).state is S.DISMISSED


@pytest.mark.parametrize("state", [state for state in IssueState if state not in (S.NEW, S.FIXED)])
def test_defectdojo_4663_8100_12924_the_same_report_again_changes_no_state(ledger: Ledger, state: IssueState) -> None:
    with ledger.begin() as connection:
        story = Story(connection)
        story.bring_to(state)
        before = story.one(), list(issues.events(connection, story.one().id))
        for _ in range(3):
            story.night(outcome(A, MAIN))
        after = story.one()
        assert (after.state, after.changed, after.version) == (
            before[0].state,
            before[0].changed,
            before[0].version,
        )
        assert list(issues.events(connection, after.id)) == before[1]


def test_defectdojo_5166_5339_11227_what_changes_from_day_to_day_is_not_in_the_fingerprint(ledger: Ledger) -> None:
    with ledger.begin() as connection:
        story = Story(connection)
        story.night(outcome(A))
        number = story.one().id
        for volatile in (
            {"data": {"days": 41, "reason": "连接超时"}},
            {"excerpt": "浏览 1024 次"},
            {"code": "home"},
            {"certainty": SUSPECTED},
            {"found_on": HOME + "list_2"},
            {"places": (HOME + "x", HOME + "y")},
            {"at": HOME + "a?session=1"},
        ):
            assert story.night(outcome(replace(A, **volatile))) == Counts(open=1)  # type: ignore[arg-type]
        assert [one.id for one in issues.query(connection)] == [number]


def test_defectdojo_14910_14935_duplicates_are_not_reactivated(ledger: Ledger) -> None:
    with ledger.begin() as connection:
        story = Story(connection)
        story.bring_to(S.DUPLICATE)
        for told in ((A, MAIN), (MAIN,), (A,), (), (A, MAIN), (A,)):  # gone and back, with the other and without
            story.night(outcome(*told))
            assert story.one().state is S.DUPLICATE
            assert story.one().duplicate_of == story.one(MAIN).id
        assert story.one(MAIN).state is S.REOPENED


@pytest.mark.parametrize("reach", Scope)
def test_defectdojo_2525_2526_false_positives_are_not_reopened(ledger: Ledger, reach: Scope) -> None:
    said = replace(A, data={"text": "按时完成"})
    with ledger.begin() as connection:
        story = Story(connection)
        story.night(outcome(said))
        triage.dismiss(connection, story.one().id, reason="误报", scope=reach, **story.act)  # type: ignore[arg-type]
        for told in ((said,), (), (said,), (replace(said, code="home", data={"text": "别的"}),)):
            story.night(outcome(*told))
            assert story.one().state is S.DISMISSED
        name = fingerprint("dead-links", SITE.key, A.key)
        assert settled(connection, SITE.key) == Settled(dismissed=frozenset({name}))


def test_defectdojo_5483_no_one_way_to_tell_faults_apart_for_all_checks(ledger: Ledger) -> None:
    """Each check names what makes its faults the same: alike words are not the same fault, other words may be."""
    alike = {"excerpt": "同一句话", "data": {"text": "同一句话"}, "found_on": HOME}
    with ledger.begin() as connection:
        story = Story(connection)
        here, there = finding("a", **alike), finding("b", **alike)
        story.night(outcome(here, there), outcome(here, check="typos"))
        assert len(list(issues.query(connection))) == 3
        moved = replace(here, at=HOME + "moved", excerpt="换了说法", data={"text": "换了说法"})
        assert story.night(outcome(moved, there), outcome(here, check="typos")) == Counts(open=3)
