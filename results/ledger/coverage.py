"""What a run looked at and what it did not, within a scope: the registered sites and accounts beside its jobs."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import Connection

from checks.model.registry import SubjectState
from results.ledger import tallies
from results.ledger.runs import JobState
from results.ledger.scope import Scope
from results.ledger.tallies import Kind


@dataclass(frozen=True, slots=True)
class Why:
    """So many sites were not done, for a reason in Chinese ("" where none was kept)."""

    state: JobState
    reason: str
    count: int


@dataclass(frozen=True, slots=True)
class Covered:
    """`sites` and `accounts` are counted as registered now, by state; `done` sites were visited and judged, `undone`
    were to be and are not; `read` accounts were judged. A run of chosen sites has jobs for those alone."""

    sites: Mapping[SubjectState, int]
    accounts: Mapping[SubjectState, int]
    done: int
    undone: tuple[Why, ...]
    read: int

    @property
    def due(self) -> int:
        """How many sites the run was to visit."""
        return self.done + sum(why.count for why in self.undone)

    @property
    def registered(self) -> int:
        return sum(self.sites.values())


def covered(connection: Connection, scope: Scope, run: int) -> Covered:
    """What the run `run` covered of the subjects in a scope."""
    found = tallies.several(connection, scope, {Kind.JOB: run, Kind.SITE: 0, Kind.ACCOUNT: 0, Kind.SCORE: run})
    ends = [Why(JobState(state), reason, count) for (reason, state), count in found[Kind.JOB].items()]
    undone = sorted((why for why in ends if why.state is not JobState.DONE), key=lambda why: (-why.count, why.reason))
    return Covered(
        {SubjectState(state): count for (_, state), count in found[Kind.SITE].items()},
        {SubjectState(state): count for (_, state), count in found[Kind.ACCOUNT].items()},
        sum(why.count for why in ends if why.state is JobState.DONE),
        tuple(undone),
        found[Kind.SCORE].total(),
    )
