"""Scores worked out by hand."""

from dataclasses import dataclass, field, replace
from decimal import Decimal

import msgspec
import pytest

from checks.indicators.edition import AskedOf, Edition, Grade, Judged, Kind, Param, Rule, load
from checks.model.findings import Outcome, Status, fingerprint
from checks.model.registry import SiteKind
from results.by_hand import SERVICES
from results.score import Counts, Score, as_json
from results.scoring import VetoState, rescored, score
from tests.results.making import SITE, SUSPECTED, edition, finding, outcome, rule, veto

HOMES = [finding(f"h{n}", code="home") for n in range(10)]
INNERS = [finding(f"i{n}") for n in range(10)]
DOUBT = finding("d", code="home", sure=SUSPECTED)
UNCAPPED = replace(rule(), cap=None)
SERVICE = replace(rule("broken-forms"), block=SERVICES)
HAND = rule("broken-forms", judged=Judged.BY_HAND, asked_of=(AskedOf.PORTAL,))
DEARER = replace(rule(), deduct={"home": Decimal(70), "inner": Decimal("0.1")}, cap=Decimal(90))


def name(one: object) -> str:
    return fingerprint("dead-links", SITE.key, one.key)  # type: ignore[attr-defined]  # a finding


@dataclass(frozen=True)
class Vector:
    what: str
    said: tuple[Outcome, ...]
    low: str
    high: str
    rules: tuple[Rule, ...] = (rule(),)
    services: bool = True
    people: dict[str, list[str]] = field(default_factory=dict)


VECTORS = [
    Vector("nothing found", (outcome(),), "100.00", "100.00"),
    Vector("two at 1 and three at 0.1", (outcome(*HOMES[:2], *INNERS[:3]),), "97.70", "97.70"),
    Vector("the cap", (outcome(*HOMES),), "95.00", "95.00"),
    Vector("one certain, one suspected", (outcome(HOMES[0], DOUBT),), "98.00", "99.00"),
    Vector("suspected only", (outcome(DOUBT, status=Status.REVIEW),), "99.00", "100.00"),
    Vector("suspected above the cap", (outcome(*HOMES[:4], DOUBT, replace(DOUBT, key=("e",))),), "95.00", "96.00"),
    Vector("unknown may lose the whole cap", (outcome(status=Status.UNKNOWN, judged=0, of=3),), "95.00", "100.00"),
    Vector("no answer at all is unknown", (), "95.00", "100.00"),
    Vector("unknown without a cap: each price once", (outcome(status=Status.UNKNOWN),), "98.90", "100.00", (UNCAPPED,)),
    Vector("three unseen at the dearest price", (outcome(INNERS[0], judged=9, of=12),), "96.90", "99.90"),
    Vector("unseen above the cap", (outcome(INNERS[0], judged=9, of=300),), "95.00", "99.90"),
    Vector(
        "not applicable loses nothing", (outcome(status=Status.NOT_APPLICABLE, judged=0, of=0),), "100.00", "100.00"
    ),
    Vector("75 points, 2.5 lost: 72.5 × 4/3", (outcome(*HOMES[:2], *INNERS[:5]),), "96.67", "96.67", services=False),
    Vector("75 points, 0.1 lost: half up", (outcome(*INNERS[:1]),), "99.87", "99.87", services=False),
    Vector("services are not asked of it", (outcome(),), "100.00", "100.00", (rule(), SERVICE), services=False),
    Vector("services are asked of it", (outcome(),), "95.00", "100.00", (rule(), SERVICE)),
    Vector("never below nought", (outcome(*HOMES),), "0.00", "0.00", (DEARER, replace(DEARER, id="b")), people={}),
    Vector(
        "dismissed counts nowhere", (outcome(*HOMES[:2]),), "99.00", "99.00", people={"dismissed": [name(HOMES[0])]}
    ),
    Vector("confirmed is certain", (outcome(DOUBT),), "99.00", "99.00", people={"confirmed": [name(DOUBT)]}),
    Vector("a code without a price costs nothing", (outcome(finding("x", code="other")),), "100.00", "100.00"),
]


@pytest.mark.parametrize("vector", VECTORS, ids=lambda vector: vector.what)
def test_points(vector: Vector) -> None:
    said = vector.said
    if vector.what == "never below nought":
        said = (*said, replace(said[0], check="b"))
    got = score(said, edition(*vector.rules), replace(SITE, has_services=vector.services), **vector.people)
    assert (str(got.low), str(got.high)) == (vector.low, vector.high)


def test_lines_add_up_and_say_what_was_not_judged() -> None:
    later = rule("evasive-replies", judged=Judged.LATER)
    got = score([outcome(HOMES[0], DOUBT)], edition(rule(), HAND, later), SITE)
    line, hand = got.lines
    assert (hand.rule, hand.lost, hand.may_lose, hand.status) == ("broken-forms", 0, 5, Status.UNKNOWN)
    assert (line.rule, line.lost, line.may_lose, line.cap, line.status) == ("dead-links", 1, 2, 5, Status.FAIL)
    assert (got.base, got.by_hand, got.edition, got.scored) == (100, ("broken-forms",), "test", True)
    assert got.unserved == ("evasive-replies",)
    assert not score([], edition(), replace(SITE, kind=SiteKind.DEPARTMENT)).scored
    assert score([], edition(), replace(SITE, has_services=False)).base == 75


def by_hand(*findings: object, status: Status | None = None, **more: object) -> Outcome:
    given = {"judged": 1, "of": 1, **more}
    return outcome(*findings, check="broken-forms", status=status, **given)  # type: ignore[arg-type]


HANDS = [
    ("nobody answered: may lose its cap", (), "95.00", "100.00", True),
    ("met", (by_hand(),), "100.00", "100.00", False),
    ("unmet twice", (by_hand(*HOMES[:2]),), "98.00", "98.00", False),
    ("not applicable", (by_hand(status=Status.NOT_APPLICABLE, judged=0, of=0),), "100.00", "100.00", False),
    ("a person could not tell", (by_hand(status=Status.UNKNOWN, judged=0),), "95.00", "100.00", False),
    ("unmet before, not looked at again", (by_hand(status=Status.UNKNOWN, judged=0, of=0),), "95.00", "100.00", True),
]


@pytest.mark.parametrize(("what", "said", "low", "high", "open_"), HANDS, ids=[one[0] for one in HANDS])
def test_an_answer_of_a_person_counts_like_any_other(
    what: str, said: tuple[Outcome, ...], low: str, high: str, open_: bool
) -> None:
    text = edition(HAND)
    got = score(said, text, SITE)
    assert (str(got.low), str(got.high), got.by_hand) == (low, high, ("broken-forms",) if open_ else ())
    assert rescored(score([], text, SITE), said, text, SITE) == got
    department = score(said, text, replace(SITE, kind=SiteKind.DEPARTMENT))
    assert (department.lines, department.by_hand, department.low) == ((), (), 100)


def test_other_answers_leave_the_lines_of_the_other_rules_alone() -> None:
    text = edition(replace(rule(), vetoes=(veto(1),)), replace(HAND, vetoes=(veto(1),)))
    night = [outcome(HOMES[0], DOUBT)]
    for said in (by_hand(HOMES[1]), by_hand()):
        assert rescored(score(night, text, SITE), [said], text, SITE) == score([*night, said], text, SITE)
    after = rescored(score([*night, by_hand(HOMES[1])], text, SITE), [by_hand()], text, SITE)
    assert after == score([*night, by_hand()], text, SITE)


def test_a_veto_that_a_person_judges_says_nothing_until_somebody_answered() -> None:
    text = edition(replace(HAND, deduct={}, cap=None, vetoes=(veto(1),)))
    assert score([], text, SITE).vetoes == ()
    states = [
        [line.state for line in score([said], text, SITE, confirmed=sure).vetoes]
        for said, sure in (
            (by_hand(), []),
            (by_hand(status=Status.UNKNOWN, judged=0), []),
            (by_hand(HOMES[0]), [fingerprint("broken-forms", SITE.key, HOMES[0].key)]),
        )
    ]
    assert states == [[], [VetoState.UNKNOWN], [VetoState.CONFIRMED]]


def bonus(**numbers: object) -> Edition:
    grand = replace(rule("bonus-services", judged=Judged.BY_HAND), kind=Kind.BONUS, deduct={}, cap=None)
    steep = replace(rule(), deduct={"home": Decimal(10), "inner": Decimal(1)}, cap=Decimal(50))
    made = edition(steep, grand, replace(grand, id="bonus-functions"))
    told = {"bonus_gate": 80, "bonus_total": 30, **numbers}
    return replace(made, scoring={**made.scoring, **{name: Param(value, Grade.B) for name, value in told.items()}})


GIVEN = {"bonus-services": Decimal("12.5"), "bonus-functions": Decimal(4)}
BONUSES = [
    ("above 80 it counts", (HOMES[0],), {}, GIVEN, "106.50", "106.50", Counts.COUNTED),
    ("80 itself is not above", HOMES[:2], {}, GIVEN, "80.00", "80.00", Counts.NOT_COUNTED),
    ("unless an overlay says so", HOMES[:2], {"bonus_gate_reached": True}, GIVEN, "96.50", "96.50", Counts.COUNTED),
    ("below it does not", HOMES[:3], {}, GIVEN, "70.00", "70.00", Counts.NOT_COUNTED),
    ("the gate lies in the interval", (HOMES[0], DOUBT), {}, GIVEN, "80.00", "106.50", Counts.UNSURE),
    ("no more than 30", (), {}, {**GIVEN, "bonus-functions": Decimal(25)}, "130.00", "130.00", Counts.COUNTED),
    ("nothing was given", (), {}, {}, "100.00", "100.00", Counts.NONE),
]


@pytest.mark.parametrize(
    ("what", "found", "numbers", "given", "low", "high", "counts"), BONUSES, ids=[one[0] for one in BONUSES]
)
def test_bonus_points(
    what: str,
    found: tuple[object, ...],
    numbers: dict[str, object],
    given: dict[str, Decimal],
    low: str,
    high: str,
    counts: Counts,
) -> None:
    got = score([outcome(*found)], bonus(**numbers), SITE, given=given)  # type: ignore[arg-type]
    assert (str(got.low), str(got.high), got.bonus_counts) == (low, high, counts)
    assert {one.rule: one.points for one in got.bonuses} == given


def test_a_site_that_is_not_scored_gets_no_bonus() -> None:
    got = score([outcome()], bonus(), replace(SITE, kind=SiteKind.DEPARTMENT), given=GIVEN)
    assert (got.high, got.bonus_counts) == (100, Counts.NONE)


def test_thirty_five_points_for_a_site() -> None:
    """Mianyang: 35 for the site, 20 for accounts that nobody scores here: the bonus of 44 together may be reached."""
    city = replace(bonus(), scoring=load(overlays=("mianyang",)).scoring)
    clean, half = score([outcome()], city, SITE, given=GIVEN), score([outcome(*HOMES[:5])], city, SITE, given=GIVEN)
    assert (str(clean.low), str(clean.high), clean.bonus_counts, clean.scale) == ("35.00", "51.50", Counts.UNSURE, 35)
    assert (str(half.low), str(half.high), half.bonus_counts) == ("17.50", "17.50", Counts.NOT_COUNTED)
    spare = score([outcome(HOMES[0])], city, replace(SITE, has_services=False))
    assert str(spare.high) == "30.33"  # (75 - 10) × 35 ÷ 75


VETOES = [
    ("below", 2, 0, 0, 0, Status.FAIL, None),
    ("warned", 3, 0, 0, 0, Status.FAIL, VetoState.WARNED),
    ("enough found is a candidate until persons confirm", 5, 0, 0, 0, Status.FAIL, VetoState.CANDIDATE),
    ("enough with suspected ones", 3, 2, 0, 0, Status.FAIL, VetoState.CANDIDATE),
    ("four confirmed are not five", 5, 0, 4, 0, Status.FAIL, VetoState.CANDIDATE),
    ("five confirmed", 5, 0, 5, 0, Status.FAIL, VetoState.CONFIRMED),
    ("what was not seen might be enough", 3, 0, 0, 2, Status.FAIL, VetoState.UNKNOWN),
    ("what was not seen cannot be enough", 3, 0, 0, 1, Status.FAIL, VetoState.WARNED),
    ("nothing could be looked at", 0, 0, 0, 0, Status.UNKNOWN, VetoState.UNKNOWN),
    ("nothing found", 0, 0, 0, 0, Status.PASS, None),
]


@pytest.mark.parametrize(("what", "certain", "suspected", "confirmed", "unseen", "status", "state"), VETOES)
def test_vetoes(
    what: str, certain: int, suspected: int, confirmed: int, unseen: int, status: Status, state: VetoState | None
) -> None:
    doubts = [finding(f"d{n}", sure=SUSPECTED) for n in range(suspected)]
    said = outcome(*INNERS[:certain], *doubts, HOMES[0], status=status, judged=10, of=10 + unseen)
    text = replace(rule(), vetoes=(veto(5, "inner", warn=3),))
    got = score([said], edition(text), SITE, confirmed=[name(one) for one in INNERS[:confirmed]])
    assert [line.state for line in got.vetoes] == ([state] if state else []), what
    for line in got.vetoes:
        assert (line.found, line.suspected, line.confirmed, line.unseen) == (certain, suspected, confirmed, unseen)


NEAR = [
    ("stale-columns", "news", "WV-4a", 2, None),
    ("stale-columns", "notice", "WV-4a", 3, VetoState.WARNED),
    ("stale-columns", "policy", "WV-4a", 4, VetoState.WARNED),
    ("stale-columns", "policy", "WV-4a", 5, VetoState.CANDIDATE),
    ("stale-columns", "other", "WV-4b", 7, None),
    ("stale-columns", "other", "WV-4b", 8, VetoState.WARNED),
    ("stale-columns", "other", "WV-4b", 9, VetoState.WARNED),
    ("stale-columns", "other", "WV-4b", 10, VetoState.CANDIDATE),
    ("blank-columns", "empty", "WV-4c", 2, None),
    ("blank-columns", "placeholder", "WV-4c", 3, VetoState.WARNED),
    ("blank-columns", "empty", "WV-4c", 4, VetoState.WARNED),
    ("blank-columns", "empty", "WV-4c", 5, VetoState.CANDIDATE),
]


@pytest.mark.parametrize(("check", "code", "clause", "count", "state"), NEAR)
def test_columns_warn_before_they_veto(check: str, code: str, clause: str, count: int, state: VetoState | None) -> None:
    """The official numbers include themselves (WV-4: 5, 10 and 5 columns); the warnings before them are ours."""
    said = replace(outcome(*(finding(f"c{n}", code=code) for n in range(count))), check=check)
    got = score([said], edition(load().rules[check]), SITE)
    assert [line.state for line in got.vetoes if line.code == clause] == ([state] if state else [])


@pytest.mark.parametrize(
    ("poor", "judged", "of", "state"),
    [
        (2, 3, 4, None),  # one guide is whole: not all can be poor, whatever the unread one holds
        (3, 3, 4, VetoState.UNKNOWN),
        (0, 0, 1, VetoState.UNKNOWN),
        (0, 1, 1, None),
    ],
)
def test_one_thing_as_it_should_be_settles_a_clause_about_all(
    poor: int, judged: int, of: int, state: VetoState | None
) -> None:
    text = replace(rule(), vetoes=(replace(veto(1, "inner"), all_of="home"),))
    status = Status.UNKNOWN if not judged else Status.FAIL if poor else Status.PASS
    said = replace(outcome(*HOMES[:poor]), judged=judged, of=of, status=status)
    got = [line.state for line in score([said], edition(text), SITE).vetoes]
    assert got == ([state] if state else [])


def test_a_dismissed_finding_reaches_no_veto() -> None:
    text = replace(rule(), vetoes=(veto(1),))
    assert score([outcome(HOMES[0])], edition(text), SITE, dismissed=[name(HOMES[0])]).vetoes == ()


def test_vetoes_come_gravest_first() -> None:
    text = replace(rule(), vetoes=(veto(9, warn=1), veto(1)))
    states = [line.state for line in score([outcome(HOMES[0])], edition(text), SITE).vetoes]
    assert states == [VetoState.CANDIDATE, VetoState.WARNED]


def test_a_score_in_plain_values() -> None:
    text = replace(rule(), vetoes=(veto(1),))
    got = score([outcome(HOMES[0])], edition(text), SITE)
    plain = {**as_json(got), "low": str(got.low), "high": str(got.high), "base": str(got.base)}
    assert msgspec.convert(msgspec.json.decode(msgspec.json.encode(plain)), Score) == got


def test_a_site_never_fails_by_a_clause_of_accounts() -> None:
    national = load()
    judged = [one for one in national.rules.values() if one.judged.by_check]
    passed = [outcome(check=one.id, status=Status.PASS) for one in judged if one.id not in ("silent-account",)]
    lines = score(passed, national, SITE).vetoes
    assert [line for line in lines if line.code.startswith("NV-")] == []
    assert {veto.code for one in national.rules.values() for veto in one.clauses(accounts=True)} >= {"NV-2a", "NV-3"}
