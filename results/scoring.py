"""Outcomes and an edition make a score: an interval, because what could not be looked at may or may not be a fault.

How: the total of the edition, less for each rule its findings times their price, at most its cap. The high end counts
what is certain, the low end also what is suspected, and what could not be looked at, each thing at the dearest price of
the rule. A rule without an answer may lose its whole cap (each of its prices once, where no cap is known). Where a site
owes no services, the rules of that block are left out, the smaller total is used, and the result is stretched to the
full one. A veto stands only once persons confirmed enough findings: until then it is a candidate. Every number comes
from the edition; points are rounded once, half up.

Not counted: rules that only a person judges, and rules no check serves yet; they are named in `by_hand`.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum
from typing import Any

import msgspec

from checks.indicators.edition import Edition, Grade, Judged, Rule, Veto
from checks.model.findings import Certainty, Finding, Outcome, Status, fingerprint
from checks.model.registry import Site, SiteKind

SERVICES = "办事服务"
"""The block of rules that a site without services does not owe."""
_HUNDREDTH = Decimal("0.01")
_NOUGHT = Decimal(0)


class VetoState(StrEnum):
    CONFIRMED = "confirmed"  # persons confirmed enough findings
    CANDIDATE = "candidate"  # enough findings, a person must look
    WARNED = "warned"  # not enough yet, but the edition warns
    UNKNOWN = "unknown"  # what could not be looked at might be enough


@dataclass(frozen=True, slots=True)
class VetoLine:
    """A veto clause that is reached or may be: `found` findings of the kind (certain, not dismissed), `suspected` ones,
    `confirmed` by persons, `unseen` things that could not be looked at; `at_least` fail the subject."""

    code: str
    rule: str
    title: str
    state: VetoState
    found: int
    suspected: int
    confirmed: int
    unseen: int
    at_least: int
    verified: Grade


@dataclass(frozen=True, slots=True)
class Line:
    """What one rule takes off: `lost` for certain, `may_lose` with what is suspected or unseen; `cap` None = none."""

    rule: str
    code: tuple[str, ...]
    title: str
    status: Status
    lost: Decimal
    may_lose: Decimal
    cap: Decimal | None
    verified: Grade


@dataclass(frozen=True, slots=True)
class Score:
    """Points between `low` and `high` of `base` (the total before stretching).

    `scored` is False for a site whose kind the official text does not score: then the points are for orientation only.
    `vetoes` are those reached or possible, gravest first. `by_hand` names rules with a price that no machine judged.
    """

    low: Decimal
    high: Decimal
    base: Decimal
    scored: bool
    edition: str
    lines: tuple[Line, ...] = ()
    vetoes: tuple[VetoLine, ...] = ()
    by_hand: tuple[str, ...] = ()


def score(
    outcomes: Iterable[Outcome],
    edition: Edition,
    site: Site,
    *,
    confirmed: Collection[str] = (),
    dismissed: Collection[str] = (),
) -> Score:
    """The score of a site.

    `confirmed` and `dismissed` are fingerprints that persons decided on (`ledger.issues.settled`): a dismissed finding
    counts nowhere, a confirmed one counts as certain.
    """
    answers = {one.check: one for one in outcomes}
    rules = [rule for rule in edition.rules.values() if site.has_services or rule.block != SERVICES]
    tallies = {rule.id: _tally(rule, answers.get(rule.id), site, confirmed, dismissed) for rule in rules}
    lines = tuple(_line(rule, tallies[rule.id]) for rule in rules if rule.deduct and rule.judged is Judged.MACHINE)
    total = _number(edition, "total")
    base = total if site.has_services else _number(edition, "no_service_total")
    vetoes = [line for rule in rules for veto in rule.vetoes if (line := _veto(rule, veto, tallies[rule.id]))]
    return Score(
        low=_points(base - sum((line.may_lose for line in lines), _NOUGHT), base, total),
        high=_points(base - sum((line.lost for line in lines), _NOUGHT), base, total),
        base=base,
        scored=site.kind is SiteKind.PORTAL,
        edition=edition.version,
        lines=lines,
        vetoes=tuple(sorted(vetoes, key=lambda line: list(VetoState).index(line.state))),
        by_hand=tuple(rule.id for rule in rules if rule.deduct and rule.judged is not Judged.MACHINE),
    )


def as_json(score: Score) -> dict[str, Any]:
    """A score in plain values, points as text; what the ledger keeps."""
    return {key: value for key, value in msgspec.to_builtins(score).items() if key not in ("low", "high", "base")}


@dataclass(frozen=True, slots=True)
class _Tally:
    """What counts of one rule on one site."""

    status: Status
    certain: tuple[Finding, ...] = ()
    suspected: tuple[Finding, ...] = ()
    confirmed: tuple[Finding, ...] = ()
    unseen: int = 0


def _tally(
    rule: Rule, outcome: Outcome | None, site: Site, confirmed: Collection[str], dismissed: Collection[str]
) -> _Tally:
    if outcome is None:
        return _Tally(Status.UNKNOWN if rule.judged in (Judged.MACHINE, Judged.LEDGER) else Status.NOT_APPLICABLE)
    certain: list[Finding] = []
    suspected: list[Finding] = []
    agreed: list[Finding] = []
    for finding in outcome.findings:
        name = fingerprint(outcome.check, outcome.subject or site.key, finding.key)
        if name in dismissed:
            continue
        if name in confirmed:
            agreed.append(finding)
        sure = name in confirmed or finding.certainty is Certainty.CERTAIN
        (certain if sure else suspected).append(finding)
    unseen = max(outcome.of - outcome.judged, 0)
    return _Tally(outcome.status, tuple(certain), tuple(suspected), tuple(agreed), unseen)


def _line(rule: Rule, tally: _Tally) -> Line:
    lost = _price(rule, tally.certain)
    worst = lost + _price(rule, tally.suspected) + tally.unseen * max(rule.deduct.values())
    if tally.status is Status.UNKNOWN and rule.cap is not None:
        worst = max(worst, rule.cap)
    elif tally.status is Status.UNKNOWN:
        worst = max(worst, sum(rule.deduct.values(), _NOUGHT))
    lost, worst = (min(points, rule.cap) if rule.cap is not None else points for points in (lost, worst))
    return Line(rule.id, rule.code, rule.title, tally.status, lost, worst, rule.cap, rule.prices_verified)


def _price(rule: Rule, findings: Iterable[Finding]) -> Decimal:
    return sum((rule.deduct.get(finding.code, _NOUGHT) for finding in findings), _NOUGHT)


def _veto(rule: Rule, veto: Veto, tally: _Tally) -> VetoLine | None:
    found, suspected, agreed = (
        len(list(_counted(veto, findings))) for findings in (tally.certain, tally.suspected, tally.confirmed)
    )
    state = _veto_state(veto, tally, found, suspected, agreed)
    if state is None:
        return None
    numbers = (found, suspected, agreed, tally.unseen, veto.at_least)
    return VetoLine(veto.code, rule.id, rule.title, state, *numbers, veto.verified)


def _veto_state(veto: Veto, tally: _Tally, found: int, suspected: int, agreed: int) -> VetoState | None:
    if agreed >= veto.at_least:
        return VetoState.CONFIRMED
    if found + suspected >= veto.at_least:
        return VetoState.CANDIDATE
    if tally.status is Status.UNKNOWN or found + suspected + tally.unseen >= veto.at_least:
        return VetoState.UNKNOWN
    return VetoState.WARNED if veto.warn and found + suspected >= veto.warn else None


def _counted(veto: Veto, findings: Iterable[Finding]) -> Iterator[Finding]:
    return (finding for finding in findings if not veto.counts or finding.code in veto.counts)


def _points(left: Decimal, base: Decimal, total: Decimal) -> Decimal:
    # Stretched by total / base: 4/3 of the official text is no decimal number.
    return (max(left, _NOUGHT) * total / base).quantize(_HUNDREDTH, ROUND_HALF_UP)


def _number(edition: Edition, name: str) -> Decimal:
    numbers: Mapping[str, Any] = edition.scoring
    return Decimal(str(numbers[name].value))
