"""How often persons agree with a check, and what follows: a check that is too often wrong is only suspicious.

A check falls when persons decided enough issues of which it was certain, and confirmed less of them than its set
precision asks for. From then on what it finds is suspected: it costs a subject nothing for certain and fails nothing by
itself, until it is better or a person resets it. What persons confirmed counts as before (`results.scoring`).

Recent decisions speak where there are enough of them; else all since the last reset. So a check does not come back by
mere lapse of time, and one that was mended comes back by what persons say of what it finds now.
"""

from __future__ import annotations

import math
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from typing import Any

from sqlalchemy import Connection

from checks.indicators.edition import Edition, Grade, Judged, Param
from checks.model.findings import Certainty, Finding, Outcome, Status
from results.errors import NotAllowed
from results.ledger import audit
from results.ledger import precision as ledger_precision
from results.ledger.audit import Act, Doer
from results.ledger.precision import DOUBTED, Count, Reset

LEAST, ENOUGH, MONTHS = "precision_least", "precision_decisions", "precision_months"
"""Names of the numbers in `scoring` of an edition; a rule may set its own `params.precision`."""
_OURS = {LEAST: Decimal("0.8"), ENOUGH: 20, MONTHS: 12}
_Z = 1.959964
"""Of an interval that holds in 95 of 100 cases."""
_MONTH = timedelta(days=365.25 / 12)
_LONGEST_REASON = 500


class Standing(StrEnum):
    """Is a check believed?"""

    TRUSTED = "trusted"
    FALLEN = "fallen"
    UNTRIED = "untried"  # too few decisions to say


@dataclass(frozen=True, slots=True)
class Demand:
    """A check owes that at least the share `least` of what it is certain of is confirmed, once persons decided
    `enough` issues; the last `months` speak first. `verified`: how well `least` is grounded."""

    least: Decimal
    enough: int
    months: int
    verified: Grade


@dataclass(frozen=True, slots=True)
class Decided:
    """So many first decisions of persons."""

    confirmed: int = 0
    dismissed: int = 0

    @property
    def total(self) -> int:
        return self.confirmed + self.dismissed

    @property
    def share(self) -> Fraction | None:
        """The share that was confirmed; None of nothing."""
        return Fraction(self.confirmed, self.total) if self.total else None

    @property
    def interval(self) -> tuple[float, float] | None:
        """Between which shares the true one lies in 95 of 100 cases (Wilson); None of nothing."""
        return wilson(self.confirmed, self.total) if self.total else None


@dataclass(frozen=True, slots=True)
class Precision:
    """What persons said of a check, or of one code of it ("" = all): ever, and recently (`recent`).

    `basis` are the decisions by which it stands: on what it was certain of, since its last reset.
    """

    check: str
    code: str
    ever: Decided
    recent: Decided
    basis: Decided
    demand: Demand
    standing: Standing
    reset: Reset | None = None


def wilson(hits: int, of: int) -> tuple[float, float]:
    """The Wilson interval of a share at 95 %; `of` is above 0."""
    share, square = hits / of, _Z * _Z
    middle = (share + square / (2 * of)) / (1 + square / of)
    reach = _Z / (1 + square / of) * math.sqrt(share * (1 - share) / of + square / (4 * of * of))
    return max(0.0, middle - reach), min(1.0, middle + reach)


def demanded(edition: Edition, check: str) -> Demand:
    """What an edition demands of a check."""
    rule = edition.rules.get(check)
    own = rule.params.get("precision") if rule else None
    least = own or _number(edition, LEAST)
    enough, months = (max(1, int(_number(edition, name).value)) for name in (ENOUGH, MONTHS))
    return Demand(Decimal(str(least.value)), enough, months, least.verified)


def standing(basis: Decided, demand: Demand) -> Standing:
    """How a check stands that persons decided so of."""
    share = basis.share
    if share is None or basis.total < demand.enough:
        return Standing.UNTRIED
    return Standing.FALLEN if share < Fraction(demand.least) else Standing.TRUSTED


def precision(connection: Connection, edition: Edition, moment: datetime, *, months: int = 0) -> list[Precision]:
    """Every check of which persons decided anything, or that was reset, by its id: the check, then its codes.

    `moment` is now (aware); `months` takes the place of what the edition calls recent.
    """
    since = moment - (months or demanded(edition, "").months) * _MONTH
    speaks = moment - demanded(edition, "").months * _MONTH
    found = _by_check(ledger_precision.counts(connection, since))
    basis = found if since == speaks else _by_check(ledger_precision.counts(connection, speaks))
    known = ledger_precision.resets(connection)
    told: list[Precision] = []
    by_hand = {rule.id for rule in edition.rules.values() if rule.judged is Judged.BY_HAND}
    for check in sorted({*found, *known} - by_hand):  # who finds something is a person, and confirms it himself
        some, demand = found.get(check, []), demanded(edition, check)
        spoken = _basis(basis.get(check, []), demand)
        stands = standing(spoken, demand)
        told.append(Precision(check, "", _sum(some), _sum(some, recent=True), spoken, demand, stands, known.get(check)))
        for code in sorted({one.code for one in some}):
            of_code = [one for one in some if one.code == code]
            its = _basis([one for one in basis.get(check, []) if one.code == code], demand)
            told.append(Precision(check, code, _sum(of_code), _sum(of_code, recent=True), its, demand, stands))
    return told


def fallen(connection: Connection, edition: Edition, moment: datetime) -> frozenset[str]:
    """The checks that are only suspicious now, `moment` (aware)."""
    told = precision(connection, edition, moment)
    return frozenset(one.check for one in told if not one.code and one.standing is Standing.FALLEN)


def doubted(outcomes: Iterable[Outcome], fallen: Collection[str]) -> tuple[Outcome, ...]:
    """Outcomes in which nothing that a fallen check said is certain, and none fails a subject. The data of a finding
    keep what the check said, so that it can be told when it is better."""
    return tuple(_doubted(one) if one.check in fallen else one for one in outcomes)


def reset(
    connection: Connection, doer: Doer, check: str, edition: Edition, *, reason: str, moment: datetime, seen: int
) -> None:
    """A person trusts a check again; what was decided of it before no longer counts against it.

    `seen` is the number of its last reset as the person saw it, 0 for none. Raises NotAllowed without a reason, for a
    check that has not fallen, or where another was quicker.
    """
    why = " ".join(reason.split())
    if not why or len(why) > _LONGEST_REASON:
        raise NotAllowed(f"恢复检查项 {check} 必须写明理由（{_LONGEST_REASON} 字以内）；请补充后再提交")
    told = precision(connection, edition, moment)
    one = next((one for one in told if one.check == check and not one.code), None)
    if one is not None and (one.reset.id if one.reset else 0) != seen:
        raise NotAllowed(f"检查项 {check} 刚刚被别人恢复过；请刷新页面看现在的情况")
    if one is None or one.standing is not Standing.FALLEN:
        raise NotAllowed(f"检查项 {check} 现在没有降为疑似，不用恢复")
    ledger_precision.reset(connection, check, who=doer.name, reason=why, moment=moment)
    before = {"confirmed": one.basis.confirmed, "dismissed": one.basis.dismissed}
    after = {"reason": why}
    audit.tell(connection, doer, Act.PRECISION_RESET, f"check:{check}", moment=moment, before=before, after=after)


def precision_line(one: Precision, title: str) -> dict[str, Any]:
    """A check, or one code of it, as one JSON line; shares are texts of four places, "" where nothing was decided."""
    return {
        "version": 1,
        "check": one.check,
        "code": one.code,
        "title": title,
        **_told("", one.ever),
        **_told("recent_", one.recent),
        "basis_confirmed": one.basis.confirmed,
        "basis_dismissed": one.basis.dismissed,
        "least": str(one.demand.least),
        "enough": one.demand.enough,
        "months": one.demand.months,
        "verified": one.demand.verified.value,
        "standing": one.standing.value,
        "reset": one.reset.at.isoformat(timespec="seconds") if one.reset else "",
    }


def _told(prefix: str, decided: Decided) -> dict[str, Any]:
    low, high = decided.interval or (None, None)
    shares = (("share", decided.share), ("low", low), ("high", high))
    return {
        f"{prefix}confirmed": decided.confirmed,
        f"{prefix}dismissed": decided.dismissed,
        **{f"{prefix}{name}": "" if value is None else f"{float(value):.4f}" for name, value in shares},
    }


def _number(edition: Edition, name: str) -> Param:
    return edition.scoring.get(name) or Param(_OURS[name], Grade.OURS)


def _by_check(found: Iterable[Count]) -> Mapping[str, list[Count]]:
    by_check: dict[str, list[Count]] = {}
    for one in found:
        by_check.setdefault(one.check, []).append(one)
    return by_check


def _sum(some: Iterable[Count], *, recent: bool = False) -> Decided:
    counted = [one for one in some if one.recent or not recent]
    agreed = sum(one.count for one in counted if one.confirmed)
    return Decided(agreed, sum(one.count for one in counted) - agreed)


def _basis(some: Iterable[Count], demand: Demand) -> Decided:
    """The decisions that speak: recent ones where there are enough, else all that were made since the last reset."""
    speaking = [one for one in some if one.certain and one.fresh]
    recent = _sum(speaking, recent=True)
    return recent if recent.total >= demand.enough else _sum(speaking)


def _doubted(outcome: Outcome) -> Outcome:
    status = Status.REVIEW if outcome.status is Status.FAIL else outcome.status
    return replace(outcome, status=status, findings=tuple(map(_suspected, outcome.findings)))


def _suspected(finding: Finding) -> Finding:
    if finding.certainty is Certainty.SUSPECTED:
        return finding
    data = {**finding.data, DOUBTED: finding.certainty.value}
    return replace(finding, certainty=Certainty.SUSPECTED, data=data)
