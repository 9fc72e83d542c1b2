"""Scores worked out by hand."""

from dataclasses import dataclass, field, replace
from decimal import Decimal

import msgspec
import pytest

from checks.indicators.edition import Judged, Rule
from checks.model.findings import Outcome, Status, fingerprint
from checks.model.registry import SiteKind
from results.scoring import SERVICES, Score, VetoState, as_json, score
from tests.results.making import SITE, SUSPECTED, edition, finding, outcome, rule, veto

HOMES = [finding(f"h{n}", code="home") for n in range(10)]
INNERS = [finding(f"i{n}") for n in range(10)]
DOUBT = finding("d", code="home", sure=SUSPECTED)
UNCAPPED = replace(rule(), cap=None)
SERVICE = replace(rule("broken-forms"), block=SERVICES)
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
    hand = rule("evasive-replies", judged=Judged.BY_HAND)
    got = score([outcome(HOMES[0], DOUBT)], edition(rule(), hand), SITE)
    (line,) = got.lines
    assert (line.rule, line.lost, line.may_lose, line.cap, line.status) == ("dead-links", 1, 2, 5, Status.FAIL)
    assert (got.base, got.by_hand, got.edition, got.scored) == (100, ("evasive-replies",), "test", True)
    assert not score([], edition(), replace(SITE, kind=SiteKind.DEPARTMENT)).scored
    assert score([], edition(), replace(SITE, has_services=False)).base == 75


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
