"""What a run looked at and what it did not, within a scope: the registered sites and accounts beside its jobs."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import Connection, func, select

from checks.model.registry import SubjectState
from results.ledger import tables
from results.ledger.column_kinds import metadata
from results.ledger.runs import JobState
from results.ledger.scope import Scope, of_subject, of_unit


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
    jobs, scores, accounts = tables.jobs, tables.scores, tables.accounts
    asked = select(jobs.c.state, jobs.c.detail, func.count()).where(jobs.c.run == run, jobs.c.kind == "site")
    asked = asked.where(of_subject(scope, jobs.c.subject)).group_by(jobs.c.state, jobs.c.detail)
    ends = [Why(JobState(state), reason, count) for state, reason, count in connection.execute(asked)]
    undone = sorted((why for why in ends if why.state is not JobState.DONE), key=lambda why: -why.count)
    judged = select(func.count()).select_from(scores).join(accounts, accounts.c.key == scores.c.subject)
    read = connection.execute(judged.where(scores.c.run == run, of_unit(scope, accounts.c.unit))).scalar_one()
    return Covered(
        _registered(connection, scope, "sites"),
        _registered(connection, scope, "accounts"),
        sum(why.count for why in ends if why.state is JobState.DONE),
        tuple(undone),
        read,
    )


def _registered(connection: Connection, scope: Scope, name: str) -> dict[SubjectState, int]:
    table = metadata.tables[name]
    asked = select(table.c.state, func.count()).where(of_unit(scope, table.c.unit)).group_by(table.c.state)
    return {SubjectState(state): count for state, count in connection.execute(asked)}
