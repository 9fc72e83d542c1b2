"""How often persons agree with a check, row by row; and that one which fell fails nothing by itself."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from decimal import Decimal

import pytest
from sqlalchemy import Connection

from checks.indicators.edition import Edition, Grade, Judged, Param
from checks.model.findings import Certainty, Finding, Status, fingerprint
from results import triage
from results.errors import NotAllowed
from results.following import follow
from results.ledger import audit, issues, runs
from results.ledger.audit import Act, Doer
from results.ledger.engine import Ledger
from results.ledger.issues import IssueState
from results.precision import Decided, Precision, Standing, doubted, fallen, precision, precision_line, reset, wilson
from results.score import VetoState
from results.scoring import score
from results.triage import Scope
from tests.results.making import DAY, HOME, NOW, SITE, SUSPECTED, edition, finding, outcome, rule, veto

CHECK = "dead-links"
DOER = Doer("boss")


def strict(enough: int = 4, least: object = 0.8, months: int = 12) -> Edition:
    """An edition that asks for so much."""
    made = edition()
    numbers = {"precision_least": least, "precision_decisions": enough, "precision_months": months}
    return replace(made, scoring={**made.scoring, **{name: Param(v, Grade.OURS) for name, v in numbers.items()}})


def found(connection: Connection, *findings: Finding, at: datetime = NOW, drop: frozenset[str] = frozenset()) -> None:
    run = runs.start(connection, kind="nightly", edition="test", code="1", moment=at, subjects=[SITE.key])
    said = doubted([outcome(*findings)], drop)
    follow(connection, run, SITE.key, said, lambda url: True, edition(), f"{run}.visit")


def numbers(connection: Connection) -> dict[str, int]:
    return {one.finding.at.removeprefix(HOME): one.id for one in issues.query(connection)}


def decide(connection: Connection, said: str, *, at: datetime = NOW, who: str = "王") -> None:
    """`said`: "+a -b": confirms a, dismisses b."""
    known = numbers(connection)
    for word in said.split():
        number = known[word[1:]]
        if word[0] == "+":
            triage.confirm(connection, number, who=who, moment=at)
        else:
            triage.dismiss(connection, number, who=who, reason=f"不是{word}", moment=at)


def told(
    connection: Connection, rules: Edition | None = None, *, at: datetime = NOW + DAY, months: int = 0
) -> Precision:
    (one,) = [one for one in precision(connection, rules or strict(), at, months=months) if not one.code]
    return one


FOUR = tuple(finding(name, data={"text": name}) for name in "abcd")


@pytest.mark.parametrize(
    ("said", "ever", "stands"),
    [
        ("", None, None),
        ("-a -b -c", (0, 3), Standing.UNTRIED),
        ("-a -b -c -d", (0, 4), Standing.FALLEN),
        ("+a +b +c -d", (3, 1), Standing.FALLEN),
        ("+a +b +c +d", (4, 0), Standing.TRUSTED),
    ],
)
def test_what_persons_decided_is_counted(
    ledger: Ledger, said: str, ever: tuple[int, int] | None, stands: object
) -> None:
    with ledger.begin() as connection:
        found(connection, *FOUR)
        decide(connection, said)
        if ever is None:
            assert precision(connection, strict(), NOW) == []
            return
        one = told(connection)
        assert (one.ever, one.recent, one.basis) == (Decided(*ever),) * 3
        assert one.standing is stands
        assert fallen(connection, strict(), NOW + DAY) == ({CHECK} if stands is Standing.FALLEN else set())


def test_exactly_what_is_asked_for_is_enough(ledger: Ledger) -> None:
    with ledger.begin() as connection:
        found(connection, *FOUR)
        decide(connection, "+a +b +c -d")
        assert told(connection, strict(least=0.75)).standing is Standing.TRUSTED
        assert told(connection, strict(least=0.76)).standing is Standing.FALLEN


def test_a_rule_may_ask_for_less_than_the_edition(ledger: Ledger) -> None:
    made = strict()
    own = replace(made.rules[CHECK], params={"precision": Param(0.5, Grade.C)})
    with ledger.begin() as connection:
        found(connection, *FOUR)
        decide(connection, "+a +b +c -d")
        one = told(connection, replace(made, rules={CHECK: own}))
        assert (one.standing, one.demand.least, one.demand.verified) == (Standing.TRUSTED, Decimal("0.5"), Grade.C)


def test_the_first_decision_counts(ledger: Ledger) -> None:
    with ledger.begin() as connection:
        found(connection, *FOUR)
        decide(connection, "+a -b")
        decide(connection, "-a +b", at=NOW + DAY / 2)
        triage.comment(connection, numbers(connection)["c"], who="王", text="备注", moment=NOW)
        assert told(connection).ever == Decided(1, 1)
        triage.dismiss(connection, numbers(connection)["a"], who="李", reason="不", moment=NOW + DAY / 2)
        assert told(connection).ever == Decided(1, 1)


@pytest.mark.parametrize("scope", [Scope.SITE, Scope.EVERYWHERE])
def test_a_dismissal_with_a_wider_reach_counts_once(ledger: Ledger, scope: Scope) -> None:
    same = tuple(finding(name, data={"text": "同样的字"}) for name in "abc")
    with ledger.begin() as connection:
        found(connection, *same, finding("d", data={"text": "另外的字"}))
        number = numbers(connection)["b"]
        assert triage.dismiss(connection, number, who="王", reason="是这样写的", moment=NOW, scope=scope) == 3
        assert told(connection).ever == Decided(0, 1)
        decide(connection, "-d")
        assert told(connection).ever == Decided(0, 2)
        found(connection, *same, finding("e", data={"text": "同样的字"}), at=NOW + DAY)  # dismissed by the program
        assert told(connection).ever == Decided(0, 2)


def test_many_dismissed_one_by_one_at_the_same_moment_count_each(ledger: Ledger) -> None:
    with ledger.begin() as connection:
        found(connection, *(finding(name, data={"text": "同样的字"}) for name in "abc"))
        for number in numbers(connection).values():
            triage.dismiss(connection, number, who="王", reason="不是", moment=NOW)
        assert told(connection).ever == Decided(0, 3)


def test_codes_are_counted_apart_and_together(ledger: Ledger) -> None:
    with ledger.begin() as connection:
        found(connection, finding("a", code="home"), *FOUR[1:])
        decide(connection, "+a -b -c +d")
        rows = {one.code: one.ever for one in precision(connection, strict(), NOW + DAY)}
        assert rows == {"": Decided(2, 2), "home": Decided(1, 0), "inner": Decided(1, 2)}


def test_what_was_only_suspected_speaks_against_no_check(ledger: Ledger) -> None:
    with ledger.begin() as connection:
        found(connection, *(finding(name, sure=SUSPECTED) for name in "abcd"))
        decide(connection, "-a -b -c -d")
        one = told(connection)
        assert (one.ever, one.basis, one.standing) == (Decided(0, 4), Decided(), Standing.UNTRIED)


def test_recent_decisions_speak_first_and_lapse_of_time_mends_nothing(ledger: Ledger) -> None:
    later = NOW + timedelta(days=400)
    with ledger.begin() as connection:
        found(connection, *FOUR, *(finding(name) for name in "efgh"))
        decide(connection, "-a -b -c -d")
        assert told(connection, at=later).standing is Standing.FALLEN
        decide(connection, "+e +f +g", at=later)
        one = told(connection, at=later + DAY)
        assert (one.recent, one.basis, one.standing) == (Decided(3, 0), Decided(3, 4), Standing.FALLEN)
        decide(connection, "+h", at=later)
        one = told(connection, at=later + DAY)
        assert (one.ever, one.basis, one.standing) == (Decided(4, 4), Decided(4, 0), Standing.TRUSTED)
        assert told(connection, at=later + DAY, months=24).recent == Decided(4, 4)
        assert told(connection, at=later + DAY, months=24).standing is Standing.TRUSTED


def test_a_fallen_check_comes_back_by_what_it_finds_while_it_is_doubted(ledger: Ledger) -> None:
    more = tuple(finding(name) for name in "efgh")
    with ledger.begin() as connection:
        found(connection, *FOUR)
        decide(connection, "-a -b -c -d")
        later = NOW + timedelta(days=400)
        found(connection, *FOUR, *more, at=later, drop=fallen(connection, strict(), later))
        certainties = {one.finding.at.removeprefix(HOME): one.finding.certainty for one in issues.query(connection)}
        assert set(certainties.values()) == {Certainty.SUSPECTED}
        decide(connection, "+e +f +g +h", at=later)
        assert fallen(connection, strict(), later + DAY) == frozenset()


def test_a_person_resets_a_check_and_says_why(ledger: Ledger) -> None:
    with ledger.begin() as connection:
        found(connection, *FOUR, *(finding(name) for name in "efgh"))
        decide(connection, "-a -b -c -d")
        for why, reason, seen in (("理由", " ", 0), ("刷新", "词库已改", 7)):
            with pytest.raises(NotAllowed, match=why):
                reset(connection, DOER, CHECK, strict(), reason=reason, moment=NOW + DAY, seen=seen)
        reset(connection, DOER, CHECK, strict(), reason=" 词库 已改 ", moment=NOW + DAY, seen=0)
        one = told(connection)
        assert (one.ever, one.basis, one.standing) == (Decided(0, 4), Decided(), Standing.UNTRIED)
        assert one.reset
        assert (one.reset.who, one.reset.reason) == ("boss", "词库 已改")
        (entry,) = audit.query(connection, act=Act.PRECISION_RESET)
        assert (entry.who, entry.object, entry.before) == ("boss", f"check:{CHECK}", {"confirmed": 0, "dismissed": 4})
        with pytest.raises(NotAllowed, match="刷新"):  # a second click
            reset(connection, DOER, CHECK, strict(), reason="词库已改", moment=NOW + DAY, seen=0)
        with pytest.raises(NotAllowed, match="不用恢复"):
            reset(connection, DOER, CHECK, strict(), reason="词库已改", moment=NOW + DAY, seen=one.reset.id)
        decide(connection, "-e -f -g -h", at=NOW + 2 * DAY)
        assert told(connection, at=NOW + 3 * DAY).standing is Standing.FALLEN


def test_a_fallen_check_fails_no_site_by_itself_and_what_was_confirmed_counts() -> None:
    dear = rule(deduct={"inner": Decimal(50)}, cap=Decimal(60), vetoes=(veto(2),))
    rules = edition(dear)
    said = [outcome(*FOUR[:2])]
    before, after = score(said, rules, SITE), score(doubted(said, {CHECK}), rules, SITE)
    assert (before.low, before.high) == (40, 40)
    assert (after.low, after.high) == (40, 100)
    assert after.vetoes[0].state is VetoState.CANDIDATE
    (one,) = doubted(said, {CHECK})
    assert one.status is Status.REVIEW
    assert {f.certainty for f in one.findings} == {Certainty.SUSPECTED}
    assert [f.key for f in one.findings] == [f.key for f in FOUR[:2]]
    agreed = [fingerprint(CHECK, SITE.key, f.key) for f in FOUR[:2]]
    kept = score([one], rules, SITE, confirmed=agreed)
    assert (kept.low, kept.high, kept.vetoes[0].state) == (40, 40, VetoState.CONFIRMED)
    assert score([one], rules, SITE, confirmed=agreed[:1]).high == 50


def test_checks_that_did_not_fall_are_left_as_they_are() -> None:
    said = (outcome(*FOUR), outcome(status=Status.UNKNOWN, check="other"), outcome(check="third"))
    assert doubted(said, {"fourth"}) == said
    assert doubted(said, {"other", "third"}) == said  # nothing certain was said


def test_a_confirmed_issue_stays_confirmed_when_its_check_falls(ledger: Ledger) -> None:
    with ledger.begin() as connection:
        found(connection, *FOUR)
        decide(connection, "+a -b -c -d")
        found(connection, *FOUR, at=NOW + DAY, drop=frozenset({CHECK}))
        states = {one.finding.at.removeprefix(HOME): one.state for one in issues.query(connection)}
        assert states == {"a": IssueState.CONFIRMED, **dict.fromkeys("bcd", IssueState.DISMISSED)}
        found(connection, *FOUR, at=NOW + 2 * DAY)  # believed again
        assert {one.finding.certainty for one in issues.query(connection)} == {Certainty.CERTAIN}


@pytest.mark.parametrize(
    ("hits", "of", "low", "high"), [(0, 10, 0.0, 0.2775), (10, 10, 0.7225, 1.0), (8, 10, 0.4902, 0.9433)]
)
def test_the_interval_is_that_of_wilson(hits: int, of: int, low: float, high: float) -> None:
    assert wilson(hits, of) == pytest.approx((low, high), abs=1e-4)


def test_a_line_has_both_shares_and_says_nothing_of_nothing(ledger: Ledger) -> None:
    with ledger.begin() as connection:
        found(connection, *FOUR)
        decide(connection, "+a")
        line = precision_line(told(connection, at=NOW + timedelta(days=400)), "链接")
    assert (line["share"], line["confirmed"], line["recent_share"], line["recent_confirmed"]) == ("1.0000", 1, "", 0)


def test_what_a_person_found_speaks_of_no_check(ledger: Ledger) -> None:
    by_hand = replace(strict(), rules={CHECK: rule(judged=Judged.BY_HAND)})
    with ledger.begin() as connection:
        found(connection, *FOUR)
        decide(connection, "-a -b -c -d")
        assert fallen(connection, strict(), NOW + DAY) == {CHECK}
        assert precision(connection, by_hand, NOW + DAY) == []
        assert fallen(connection, by_hand, NOW + DAY) == frozenset()
