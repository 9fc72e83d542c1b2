"""The health of sources apart from that of accounts: what fails for many at once is one incident and nobody's fault."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace

from checks.model.failures import Failure
from checks.model.posts import Incident, Reading, ReadingState, Reason, SourceReason

_Ended = tuple[str, ReadingState, Reason | None]
"""How a reading ended: the key of its account, its state and its reason."""
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


class Watch:
    """Sees the readings of many accounts one by one, and keeps of each only how it ended: their posts may go to disk
    meanwhile."""

    def __init__(self, health: Health = Health()) -> None:
        self._health = health
        self._seen: dict[tuple[str, str], list[_Ended]] = defaultdict(list)

    def see(self, reading: Reading) -> None:
        """Takes note of one reading."""
        if reading.host:  # records of persons come from nowhere
            ended = (reading.account, reading.state, reading.reason)
            self._seen[(reading.source, reading.host)].append(ended)

    def found(self) -> tuple[Incident, ...]:
        """The incidents among all that was seen, the largest first."""
        made = (_incident(*place, group, self._health) for place, group in self._seen.items())
        return tuple(sorted((one for one in made if one), key=lambda incident: -len(incident.accounts)))

    def asked(self, incident: Incident) -> tuple[str, ...]:
        """The keys of all accounts that were asked for at the place of an incident."""
        return tuple(account for account, _, _ in self._seen[(incident.source, incident.host)])


def incidents(
    readings: Sequence[Reading], health: Health = Health()
) -> tuple[tuple[Incident, ...], tuple[Reading, ...]]:
    """The incidents, and the readings in the same order: those of an incident could not look, whatever they said."""
    watch = Watch(health)
    for reading in readings:
        watch.see(reading)
    found = watch.found()
    places = {(one.source, one.host) for one in found}
    return found, tuple(covered(one) if (one.source, one.host) in places else one for one in readings)


def covered(reading: Reading) -> Reading:
    """A reading at the place of an incident: it could not look. Something new that was seen stays seen."""
    if reading.state is ReadingState.NEW or reading.reason in _OF_ONE_ACCOUNT:
        return reading
    return replace(
        reading,
        state=ReadingState.COULD_NOT_LOOK,
        reason=SourceReason.INCIDENT,
        first_reason=reading.reason,
        complete=False,
    )


def _incident(source: str, host: str, group: Sequence[_Ended], health: Health) -> Incident | None:
    # Accounts that are gone by the dozen are one source that says so: `ABNORMAL` counts as failing.
    failed = [(account, reason) for account, state, reason in group if _failed(state, reason)]
    if len(group) >= health.frozen and all(state is ReadingState.CONFIRMED_NONE for _, state, _ in group):
        return Incident(source, host, tuple(account for account, _, _ in group), len(group))
    if len(failed) < health.least or len(failed) < health.share * len(group):
        return None
    reasons = Counter(str(reason) for _, reason in failed).most_common()
    return Incident(source, host, tuple(account for account, _ in failed), len(group), tuple(reasons))


def _failed(state: ReadingState, reason: Reason | None) -> bool:
    if state is ReadingState.ABNORMAL:
        return True
    return state is ReadingState.COULD_NOT_LOOK and reason not in _OF_ONE_ACCOUNT
