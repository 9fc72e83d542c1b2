"""What persons answer becomes issues, events and a score, and can be mended by a later answer."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest
from sqlalchemy import Connection

from checks.indicators.edition import AskedOf, Grade, Judged, Kind, Param
from checks.model.findings import Outcome, Status
from checks.model.registry import Registry
from results import answering, by_hand
from results.answering import Given, Recorded, record
from results.errors import NotAllowed
from results.ledger import issues, outcomes, registry, runs, tasks
from results.ledger.engine import Ledger
from results.ledger.issues import IssueState
from results.ledger.tasks import Answer, Task, Verdict
from results.score import from_row, keep
from results.scoring import VetoState, score
from tests.results.making import DAY, HOME, NOW, SITE, edition, finding, outcome, rule, veto

ASKED = {"judged": Judged.BY_HAND, "asked_of": (AskedOf.PORTAL,)}
HAND = rule("broken-forms", **ASKED)  # type: ignore[arg-type]
OUTCRY = replace(HAND, id="public-outcry", deduct={}, cap=None, says={}, vetoes=(veto(1),))
BONUS = replace(HAND, id="bonus-services", kind=Kind.BONUS, deduct={}, cap=None, says={})
NUMBERS = {"bonus_gate": 80, "bonus_total": 30}
TEXT = edition(rule(), HAND, OUTCRY, BONUS)
TEXT = replace(TEXT, scoring={**TEXT.scoring, **{name: Param(value, Grade.B) for name, value in NUMBERS.items()}})
UNMET = Answer(Verdict.UNMET, 2, "home", (HOME + "xx/",), "验证码不显示，电话 13912345678")


@pytest.fixture
def asked(ledger: Ledger) -> Ledger:
    """A portal that a night visited, with its three tasks."""
    with ledger.begin() as connection:
        registry.save(connection, Registry(sites=(SITE,)))
        night = runs.start(connection, kind="nightly", edition=TEXT.version, code="1", moment=NOW - DAY)
        keep(connection, night, SITE.key, score([outcome(finding("a"))], TEXT, SITE))
        ((_, due),) = by_hand.due(connection, [SITE], TEXT, NOW)
        tasks.ask(connection, due, edition=TEXT.version, moment=NOW)
    return ledger


def task(connection: Connection, name: str) -> Task:
    (found,) = tasks.query(connection, rules=[name])
    return found


def say(ledger: Ledger, name: str, answer: Answer, who: str = "王", days: int = 0) -> Recorded:
    with ledger.begin() as connection:
        given = [Given(task(connection, name), answer, who)]
        return record(connection, given, TEXT, moment=NOW + days * DAY, code="1")


def test_a_fault_that_a_person_found_is_a_confirmed_issue(asked: Ledger) -> None:
    assert say(asked, "broken-forms", UNMET) == Recorded(new=1)
    with asked.connect() as connection:
        first, second = issues.query(connection)
        for issue in (first, second):
            assert (issue.check, issue.state, issue.subject) == ("broken-forms", IssueState.CONFIRMED, SITE.key)
            assert (issue.finding.at, issue.finding.certainty, issue.times) == (HOME + "xx/", "certain", 1)
            assert issue.finding.excerpt == "验证码不显示，电话 139****5678"
        kept = task(connection, "broken-forms").answer
        assert kept
        assert kept.remark == "验证码不显示，电话 139****5678"
        told = [(one.what, one.who) for one in issues.events(connection, first.id)]
        assert told == [("new", ""), ("confirmed", "王")]
        (row,) = [one for one in outcomes.query(connection, first.first_run) if one.check == "broken-forms"]
        assert (row.status, row.findings) == (Status.FAIL, 2)
        assert runs.latest(connection, runs.BY_HAND) == runs.get(connection, first.first_run)
        newest = runs.latest(connection, state=None)
        assert newest
        assert newest.kind == "nightly"


def test_the_score_is_counted_anew_beside_the_last_one(asked: Ledger) -> None:
    say(asked, "broken-forms", UNMET)
    with asked.connect() as connection:
        row = outcomes.latest_score(connection, SITE.key)
        assert row
        before = outcomes.latest_score(connection, SITE.key, upto=row.run - 1)
        assert before
        old, new = from_row(before), from_row(row)
    assert (old.low, old.high, old.by_hand) == (Decimal("94.90"), Decimal("99.90"), ("broken-forms",))
    assert (new.low, new.high, new.by_hand) == (Decimal("97.90"), Decimal("97.90"), ())
    say(asked, "bonus-services", Answer(Verdict.MET, points=Decimal("1.5")))
    with asked.connect() as connection:
        row = outcomes.latest_score(connection, SITE.key)
        assert row
        assert (row.low, row.high) == (Decimal("99.40"), Decimal("99.40"))


def test_a_later_answer_mends_it_and_another_fault_breaks_it_again(asked: Ledger) -> None:
    say(asked, "broken-forms", UNMET)
    assert say(asked, "broken-forms", Answer(Verdict.MET), days=1) == Recorded(changed=1)
    with asked.connect() as connection:
        assert [one.state for one in issues.query(connection)] == [IssueState.FIXED] * 2
        latest = outcomes.latest_score(connection, SITE.key)
        assert latest
        assert latest.high == Decimal("99.90")
    say(asked, "broken-forms", replace(UNMET, faults=1), days=2)
    with asked.connect() as connection:
        assert sorted(one.state for one in issues.query(connection)) == [IssueState.CONFIRMED, IssueState.FIXED]


def test_a_fault_that_is_not_named_again_is_mended_and_a_new_one_is_new(asked: Ledger) -> None:
    say(asked, "broken-forms", replace(UNMET, faults=1))
    say(asked, "broken-forms", replace(UNMET, faults=1, urls=(HOME + "yy/",)), days=1)
    with asked.connect() as connection:
        assert {one.finding.at: one.state for one in issues.query(connection)} == {
            HOME + "xx/": IssueState.FIXED,
            HOME + "yy/": IssueState.CONFIRMED,
        }


def test_a_person_who_says_so_again_overrules_a_dismissal(asked: Ledger) -> None:
    one = replace(UNMET, faults=1)
    say(asked, "broken-forms", one)
    with asked.begin() as connection:
        (issue,) = issues.query(connection)
        answering.triage.dismiss(connection, issue.id, who="李", reason="误报", moment=NOW + DAY)
    say(asked, "broken-forms", replace(one, remark="再次核实"), who="李", days=2)
    with asked.connect() as connection:
        assert [one.state for one in issues.query(connection)] == [IssueState.CONFIRMED]


def test_a_veto_that_a_person_answers_is_confirmed(asked: Ledger) -> None:
    say(asked, "public-outcry", Answer(Verdict.UNMET, urls=(HOME,), remark="见报"))
    with asked.connect() as connection:
        row = outcomes.latest_score(connection, SITE.key)
        assert row
        assert [line.state for line in from_row(row).vetoes] == [VetoState.CONFIRMED]


def test_the_same_answer_again_changes_nothing(asked: Ledger) -> None:
    say(asked, "broken-forms", UNMET)
    with asked.connect() as connection:
        before = (task(connection, "broken-forms"), list(issues.query(connection)), runs.latest(connection, "by-hand"))
    for who in ("王", "李"):
        assert say(asked, "broken-forms", UNMET, who, days=1) == Recorded(same=1)
    with asked.connect() as connection:
        after = (task(connection, "broken-forms"), list(issues.query(connection)), runs.latest(connection, "by-hand"))
        assert after == before
        assert len(list(tasks.events(connection, before[0].id))) == 1


def test_two_answers_of_one_subject_in_one_go(asked: Ledger) -> None:
    with asked.begin() as connection:
        given = [
            Given(task(connection, "broken-forms"), UNMET, "王"),
            Given(task(connection, "public-outcry"), Answer(Verdict.UNMET, urls=(HOME,), remark="见报"), "王"),
        ]
        assert record(connection, given, TEXT, moment=NOW, code="1") == Recorded(new=2)
        found = list(issues.query(connection))
        assert [one.check for one in found] == ["broken-forms", "broken-forms", "public-outcry"]
        assert {one.state for one in found} == {IssueState.CONFIRMED}


def test_a_score_of_another_edition_is_left_to_the_next_night(asked: Ledger) -> None:
    other = replace(TEXT, name="other")
    with asked.begin() as connection:
        given = [Given(task(connection, "broken-forms"), UNMET, "王")]
        record(connection, given, other, moment=NOW, code="1")
        row = outcomes.latest_score(connection, SITE.key)
        assert row
        assert (row.edition, row.high) == (TEXT.version, Decimal("99.90"))


@pytest.mark.parametrize(
    ("answer", "who", "says"),
    [
        (UNMET, " ", "检查人"),
        (replace(UNMET, faults=0), "王", "没有填写处数"),
        (replace(UNMET, remark=""), "王", "没有填写说明"),
    ],
)
def test_an_answer_that_cannot_be_used_is_refused_whole(asked: Ledger, answer: Answer, who: str, says: str) -> None:
    with pytest.raises(NotAllowed, match=says):
        say(asked, "broken-forms", answer, who)
    with asked.connect() as connection:
        assert task(connection, "broken-forms").answer is None
        assert list(issues.query(connection)) == []


def test_a_rule_that_the_edition_does_not_have_any_more(asked: Ledger) -> None:
    with asked.begin() as connection, pytest.raises(NotAllowed, match="broken-forms 不在现用的规则版本"):
        record(connection, [Given(task(connection, "broken-forms"), UNMET, "王")], edition(), moment=NOW, code="1")


CLASHES = [
    ("nobody answered", None, "", 0, 0, False),
    ("the same answer of another person", UNMET, "李", 1, 0, False),
    ("another answer of the same person", Answer(Verdict.MET), "王", 1, 0, False),
    ("another answer, seen before", Answer(Verdict.MET), "李", 1, 1, False),
    ("another answer, not seen", Answer(Verdict.MET), "李", 2, 1, True),
]


@pytest.mark.parametrize(("what", "there", "who", "version", "seen", "clashes"), CLASHES, ids=[c[0] for c in CLASHES])
def test_what_somebody_else_answered_meanwhile(
    asked: Ledger, what: str, there: Answer | None, who: str, version: int, seen: int, clashes: bool
) -> None:
    with asked.connect() as connection:
        held = replace(task(connection, "broken-forms"), answer=there, who=who, version=version)
    said = answering.clash(Given(held, UNMET, "王"), seen)
    assert said == ("李 已答“达标”，与本次的“不达标”不同" if clashes else "")


def test_the_answer_of_a_night_after_is_the_same_score(asked: Ledger) -> None:
    say(asked, "broken-forms", UNMET)
    with asked.connect() as connection:
        row = outcomes.latest_score(connection, SITE.key)
        told = by_hand.answers(connection, SITE, TEXT, NOW + DAY)
        said: tuple[Outcome, ...] = (outcome(finding("a")), *told.outcomes)
        night = score(said, TEXT, SITE, **by_hand.decided(connection, SITE.key, told))
        assert row
        assert from_row(row) == night
