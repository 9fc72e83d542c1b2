"""Outcomes and an edition make a score: an interval, because what could not be looked at may or may not be a fault.

How: the total of the edition, less for each rule its findings times their price, at most its cap. The high end counts
what is certain, the low end also what is suspected, and what could not be looked at, each thing at the dearest price of
the rule. A rule without an answer may lose its whole cap (each of its prices once, where no cap is known), also one
that a person judges and nobody answered in this period. Where a site owes no services, the rules of that block are left
out, the smaller total is used, and the result is stretched to the full one; an overlay may convert it to another scale.
A veto stands only once persons confirmed enough findings: until then it is a candidate. Bonus points are those that
persons gave, and an end of the interval gets them only where it lies above the gate; what nobody declared adds nothing.
Every number comes from the edition; points are rounded once, half up.

Not counted: rules no check serves yet (`unserved`), and vetoes that a person judges as long as nobody answered: told as
unknown they would make every site unknown.
"""

from __future__ import annotations

import operator
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from checks.indicators.edition import Edition, Judged, Rule, Veto
from checks.model.findings import Certainty, Finding, Outcome, Status, fingerprint
from checks.model.registry import Account, Site, SiteKind
from results.by_hand import SERVICES, applies
from results.score import Bonus, Counts, Line, Priced, Score, VetoLine, VetoState, as_json

__all__ = ["SERVICES", "Line", "Score", "VetoLine", "VetoState", "as_json", "rescored", "score", "verdict"]

_HUNDREDTH = Decimal("0.01")
_NOUGHT = Decimal(0)


def score(
    outcomes: Iterable[Outcome],
    edition: Edition,
    site: Site,
    *,
    confirmed: Collection[str] = (),
    dismissed: Collection[str] = (),
    given: Mapping[str, Decimal] | None = None,
) -> Score:
    """The score of a site.

    `confirmed` and `dismissed` are fingerprints that persons decided on (`ledger.issues.settled`): a dismissed finding
    counts nowhere, a confirmed one counts as certain. `given` are the points that persons gave for bonuses, by rule.
    """
    answers = {one.check: one for one in outcomes}
    rules = [rule for rule in edition.rules.values() if site.has_services or rule.block != SERVICES]
    tallies = {rule.id: _tally(rule, answers.get(rule.id), site, confirmed, dismissed) for rule in rules}
    of_sites = ((rule, veto) for rule in rules for veto in rule.clauses(accounts=False))
    priced = [rule for rule in rules if rule.deduct and (rule.judged.by_check or applies(rule, site))]
    vetoes = (line for rule, veto in of_sites if (line := _veto(rule, veto, tallies[rule.id])))
    open_ = (rule.id for rule in priced if rule.judged is Judged.BY_HAND and not _answered(answers.get(rule.id)))
    blank = Score(
        _NOUGHT,
        _NOUGHT,
        base=_number(edition, "total" if site.has_services else "no_service_total"),
        scored=site.kind is SiteKind.PORTAL,
        edition=edition.version,
        lines=tuple(_line(rule, tallies[rule.id]) for rule in priced),
        vetoes=_sorted(vetoes),
        by_hand=tuple(open_),
        unserved=tuple(rule.id for rule in rules if rule.deduct and rule.judged is Judged.LATER),
    )
    return _summed(blank, edition, given or {})


def verdict(
    outcomes: Iterable[Outcome],
    edition: Edition,
    account: Account,
    *,
    confirmed: Collection[str] = (),
    dismissed: Collection[str] = (),
) -> Score:
    """What an account comes to: its vetoes, and what a person was to judge. The official text gives it no points."""
    answers = {one.check: one for one in outcomes}
    asked = {rule.id: rule for rule in edition.rules.values() if applies(rule, account)}
    rules = [rule for rule in edition.rules.values() if rule.id in answers or rule.id in asked]
    tallies = {rule.id: _tally(rule, answers.get(rule.id), account, confirmed, dismissed) for rule in rules}
    of_accounts = ((rule, veto) for rule in rules for veto in rule.clauses(accounts=True))
    vetoes = (line for rule, veto in of_accounts if (line := _veto(rule, veto, tallies[rule.id])))
    return Score(
        _NOUGHT,
        _NOUGHT,
        base=_NOUGHT,
        scored=False,
        edition=edition.version,
        vetoes=_sorted(vetoes),
        by_hand=tuple(name for name in asked if not _answered(answers.get(name))),
    )


def rescored(old: Score, new: Iterable[Outcome], edition: Edition, subject: Site | Account, **decided: Any) -> Score:
    """`old` with other answers to some rules, of the same edition; `decided` as for `score` and `verdict`."""
    fresh = list(new)
    rules = {one.check for one in fresh}
    if isinstance(subject, Site):
        part = score(fresh, edition, subject, **decided)
    else:
        part = verdict(fresh, edition, subject, **decided)
    lines = {line.rule: line for line in part.lines if line.rule in rules}
    vetoes = [line for line in old.vetoes if line.rule not in rules]
    kept = replace(
        old,
        lines=tuple(lines.get(line.rule, line) for line in old.lines),
        vetoes=_sorted((*vetoes, *(line for line in part.vetoes if line.rule in rules))),
        by_hand=tuple(name for name in old.by_hand if name not in rules or name in part.by_hand),
    )
    # The official text gives accounts no points.
    return _summed(kept, edition, decided.get("given") or {}) if isinstance(subject, Site) else kept


@dataclass(frozen=True, slots=True)
class _Tally:
    """What counts of one rule on one site."""

    status: Status
    certain: tuple[Finding, ...] = ()
    suspected: tuple[Finding, ...] = ()
    confirmed: tuple[Finding, ...] = ()
    unseen: int = 0
    asked: bool = True
    judged: int = 0


def _tally(
    rule: Rule, outcome: Outcome | None, subject: Site | Account, confirmed: Collection[str], dismissed: Collection[str]
) -> _Tally:
    if outcome is None:
        return _Tally(Status.NOT_APPLICABLE if rule.judged is Judged.LATER else Status.UNKNOWN, asked=False)
    certain: list[Finding] = []
    suspected: list[Finding] = []
    agreed: list[Finding] = []
    for finding in outcome.findings:
        name = fingerprint(outcome.check, outcome.subject or subject.key, finding.key)
        if name in dismissed:
            continue
        if name in confirmed:
            agreed.append(finding)
        sure = name in confirmed or finding.certainty is Certainty.CERTAIN
        (certain if sure else suspected).append(finding)
    unseen = max(outcome.of - outcome.judged, 0)
    return _Tally(outcome.status, tuple(certain), tuple(suspected), tuple(agreed), unseen, judged=outcome.judged)


def _line(rule: Rule, tally: _Tally) -> Line:
    lost = _price(rule, tally.certain)
    worst = lost + _price(rule, tally.suspected) + tally.unseen * max(rule.deduct.values())
    if tally.status is Status.UNKNOWN and rule.cap is not None:
        worst = max(worst, rule.cap)
    elif tally.status is Status.UNKNOWN:
        worst = max(worst, sum(rule.deduct.values(), _NOUGHT))
    lost, worst = (min(points, rule.cap) if rule.cap is not None else points for points in (lost, worst))
    sure, doubtful = (Counter(finding.code for finding in one) for one in (tally.certain, tally.suspected))
    counted = tuple(
        Priced(code, sure[code], doubtful[code], rule.deduct.get(code, _NOUGHT)) for code in sorted({*sure, *doubtful})
    )
    return Line(
        rule.id,
        rule.code,
        rule.title,
        tally.status,
        lost,
        worst,
        rule.cap,
        rule.prices_verified,
        counted,
        tally.unseen,
        rule.judged,
    )


def _price(rule: Rule, findings: Iterable[Finding]) -> Decimal:
    return sum((rule.deduct.get(finding.code, _NOUGHT) for finding in findings), _NOUGHT)


def _veto(rule: Rule, veto: Veto, tally: _Tally) -> VetoLine | None:
    if rule.judged is Judged.BY_HAND and not tally.asked:
        return None
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
    unseen = 0 if _settled(veto, tally) else tally.unseen
    if tally.status is Status.UNKNOWN or found + suspected + unseen >= veto.at_least:
        return VetoState.UNKNOWN
    return VetoState.WARNED if veto.warn and found + suspected >= veto.warn else None


def _settled(veto: Veto, tally: _Tally) -> bool:
    """True where a clause speaks of all things, and one of those that were judged is as it should be."""
    alike = sum(finding.code == veto.all_of for finding in (*tally.certain, *tally.suspected))
    return bool(veto.all_of) and tally.judged > alike


def _counted(veto: Veto, findings: Iterable[Finding]) -> Iterator[Finding]:
    return (finding for finding in findings if not veto.counts or finding.code in veto.counts)


def _answered(outcome: Outcome | None) -> bool:
    """Did a person say something in this period? Nothing was asked anew of what stands from the period before."""
    return outcome is not None and not (outcome.status is Status.UNKNOWN and not outcome.of)


def _sorted(vetoes: Iterable[VetoLine]) -> tuple[VetoLine, ...]:
    return tuple(sorted(vetoes, key=lambda line: list(VetoState).index(line.state)))


def _summed(score: Score, edition: Edition, given: Mapping[str, Decimal]) -> Score:
    """The score with its points, from its lines and the points given."""
    scale = _number(edition, "scale", Decimal(100))
    low = _points(score.base - sum((line.may_lose for line in score.lines), _NOUGHT), score.base, scale)
    high = _points(score.base - sum((line.lost for line in score.lines), _NOUGHT), score.base, scale)
    rules = ((edition.rules[name], points) for name, points in given.items() if name in edition.rules)
    bonuses = tuple(Bonus(rule.id, rule.title, points) for rule, points in rules)
    bonus = min(sum((one.points for one in bonuses), _NOUGHT), _number(edition, "bonus_total", _NOUGHT))
    counts = _counts(low, high, edition) if bonus and score.scored else Counts.NONE
    return replace(
        score,
        low=low + bonus if counts is Counts.COUNTED else low,
        high=high + bonus if counts in (Counts.COUNTED, Counts.UNSURE) else high,
        scale=scale,
        bonuses=bonuses,
        bonus=bonus,
        bonus_counts=counts,
    )


def _counts(low: Decimal, high: Decimal, edition: Edition) -> Counts:
    # Where accounts have points of their own, both parts decide together; nobody gives those points here yet.
    gate, accounts = _number(edition, "bonus_gate", Decimal(100)), _number(edition, "accounts_total", _NOUGHT)
    reached = edition.scoring.get("bonus_gate_reached")
    enough = operator.ge if reached and reached.value else operator.gt
    if enough(low, gate):
        return Counts.COUNTED
    return Counts.UNSURE if enough(high + accounts, gate) else Counts.NOT_COUNTED


def _points(left: Decimal, base: Decimal, scale: Decimal) -> Decimal:
    # Stretched by scale / base: 4/3 of the official text is no decimal number.
    return (max(left, _NOUGHT) * scale / base).quantize(_HUNDREDTH, ROUND_HALF_UP)


def _number(edition: Edition, name: str, without: Decimal | None = None) -> Decimal:
    numbers: Mapping[str, Any] = edition.scoring
    if without is not None and name not in numbers:
        return without
    return Decimal(str(numbers[name].value))
