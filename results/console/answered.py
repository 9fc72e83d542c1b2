"""How the checks of a run ended, and the commonest reasons why some could not look."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from checks.model.findings import Status, SubjectType
from results.ledger import sums

_REASONS = 10


@dataclass(frozen=True, slots=True)
class Answered:
    """How the checks of a run ended for one kind of subject, and the commonest reasons why some could not look."""

    subject_type: SubjectType
    statuses: dict[Status, int]
    reasons: tuple[sums.Sum, ...]
    other_reasons: int

    @property
    def total(self) -> int:
        return sum(self.statuses.values())


def answered(found: list[sums.Sum]) -> tuple[Answered, ...]:
    """The sums of a run, by kind of subject."""
    return tuple(
        _of_kind(kind, of_kind)
        for kind in SubjectType
        if (of_kind := [one for one in found if one.subject_type is kind])
    )


def _of_kind(kind: SubjectType, found: list[sums.Sum]) -> Answered:
    statuses: Counter[Status] = Counter()
    for one in found:
        statuses[one.status] += one.count
    reasons = [one for one in found if one.status is Status.UNKNOWN]
    return Answered(kind, statuses, tuple(reasons[:_REASONS]), sum(one.count for one in reasons[_REASONS:]))
