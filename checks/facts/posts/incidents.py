"""The health of sources apart from that of accounts: what fails for many at once is one incident and nobody's fault."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace

from checks.model.failures import Failure
from checks.model.posts import Incident, Reading, ReadingState, SourceReason

_OF_ONE_ACCOUNT = frozenset(
    {
        SourceReason.NO_SOURCE,
        SourceReason.BLIND_SPOT,
        SourceReason.ONE_POST,
        SourceReason.VERSION_ONLY,
        SourceReason.POST_DELETED,
        SourceReason.NO_EVIDENCE,
        SourceReason.RECORD_OLD,
        SourceReason.NOT_RECORDED,
        SourceReason.DOUBTFUL_TIME,
        SourceReason.PARTIAL,
        Failure.BAD_ADDRESS,
        Failure.PRIVATE_ADDRESS,
    }
)
"""Reasons that are no failing of a source, however often they are met."""


@dataclass(frozen=True, slots=True)
class Health:
    """When many are too many: at least `least` accounts and `share` of those asked at one source and host failed; or
    `frozen` accounts there are all silent and not one has anything new. All three are ours."""

    least: int = 5
    share: float = 0.5
    frozen: int = 20


def incidents(
    readings: Sequence[Reading], health: Health = Health()
) -> tuple[tuple[Incident, ...], tuple[Reading, ...]]:
    """The incidents, and the readings in the same order: those of an incident could not look, whatever they said.

    Something new that was seen stays seen.
    """
    asked: dict[tuple[str, str], list[Reading]] = defaultdict(list)
    for reading in readings:
        if reading.host:  # records of persons come from nowhere
            asked[(reading.source, reading.host)].append(reading)
    found = {place: made for place, group in asked.items() if (made := _incident(*place, group, health))}
    covered = tuple(_covered(reading) if (reading.source, reading.host) in found else reading for reading in readings)
    return tuple(sorted(found.values(), key=lambda incident: -len(incident.accounts))), covered


def _incident(source: str, host: str, group: Sequence[Reading], health: Health) -> Incident | None:
    # Accounts that are gone by the dozen are one source that says so: `ABNORMAL` counts as failing.
    failed = [
        reading
        for reading in group
        if not reading.judgeable and (reading.state is ReadingState.ABNORMAL or reading.reason not in _OF_ONE_ACCOUNT)
    ]
    frozen = len(group) >= health.frozen and all(one.state is ReadingState.CONFIRMED_NONE for one in group)
    if frozen:
        return Incident(source, host, tuple(one.account for one in group), len(group))
    if len(failed) < health.least or len(failed) < health.share * len(group):
        return None
    reasons = Counter(str(reading.reason) for reading in failed).most_common()
    return Incident(source, host, tuple(one.account for one in failed), len(group), tuple(reasons))


def _covered(reading: Reading) -> Reading:
    if reading.state is ReadingState.NEW or reading.reason in _OF_ONE_ACCOUNT:
        return reading
    return replace(
        reading,
        state=ReadingState.COULD_NOT_LOOK,
        reason=SourceReason.INCIDENT,
        first_reason=reading.reason,
        complete=False,
    )
