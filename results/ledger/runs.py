"""Runs and their jobs: what is to be done, what is done, and what a killed run left to do."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import Connection, Row, RowMapping, insert, select, update

from results.errors import NoSuchRun
from results.ledger import tables
from results.ledger.engine import upsert


class RunState(StrEnum):
    RUNNING = "running"
    FINISHED = "finished"
    ABANDONED = "abandoned"  # a later run was begun in its place


class JobState(StrEnum):
    WAITING = "waiting"
    DONE = "done"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class Run:
    """`started` and `ended` are aware, UTC; `edition` and `code` are the versions it judged by; `notes` is free."""

    id: int
    kind: str
    edition: str
    code: str
    state: RunState
    started: datetime
    ended: datetime | None
    notes: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class RunJob:
    """One subject of a run. `visit` names its visit file; `detail` says in Chinese why it failed, or of a site that was
    visited why nothing can be said of it (its home page was not read); "" otherwise."""

    run: int
    subject: str
    kind: str
    state: JobState
    visit: str
    detail: str
    ended: datetime | None


def start(
    connection: Connection,
    *,
    kind: str,
    edition: str,
    code: str,
    moment: datetime,
    subjects: Iterable[str] = (),
    job_kind: str = "site",
    notes: Mapping[str, Any] | None = None,
) -> int:
    """Begins a run with a waiting job for each of `subjects`; gives its number."""
    row = {"kind": kind, "edition": edition, "code": code, "state": RunState.RUNNING.value, "started": moment}
    number: int = connection.execute(
        insert(tables.runs).values(**row, notes=dict(notes or {})).returning(tables.runs.c.id)
    ).scalar_one()
    add_jobs(connection, number, subjects, kind=job_kind)
    return number


def add_jobs(connection: Connection, run: int, subjects: Iterable[str], *, kind: str = "site") -> None:
    """Adds waiting jobs; a subject that has a job of that kind in this run keeps it as it is."""
    known = {job.subject for job in jobs(connection, run, kind=kind)}
    blank = {"run": run, "kind": kind, "state": JobState.WAITING.value, "visit": "", "detail": "", "ended": None}
    upsert(connection, tables.jobs, [{**blank, "subject": one} for one in dict.fromkeys(subjects) if one not in known])


def resume(connection: Connection, kind: str) -> Run | None:
    """The newest run of a kind that was begun and not finished; None when there is none."""
    asked = select(tables.runs).where(tables.runs.c.kind == kind, tables.runs.c.state == RunState.RUNNING.value)
    row = connection.execute(asked.order_by(tables.runs.c.id.desc()).limit(1)).one_or_none()
    return _run(row) if row else None


def get(connection: Connection, run: int) -> Run:
    """A run by its number. Raises NoSuchRun."""
    row = connection.execute(select(tables.runs).where(tables.runs.c.id == run)).one_or_none()
    if row is None:
        raise NoSuchRun(f"台账中没有编号为 {run} 的检查；可用 outcomes 命令不带 --run 查看最近一次")
    return _run(row)


ACCOUNTS = "accounts"
"""The kind of job that read a share of the accounts; its visit is the file of the readings."""
BY_HAND = "by-hand"
"""The kind of run that answers of persons make: nothing was visited."""


def latest(connection: Connection, kind: str = "", state: RunState | None = RunState.FINISHED) -> Run | None:
    """The newest run of a kind in a state (None = any); "" = any that visited. None when there is none."""
    asked = select(tables.runs).order_by(tables.runs.c.id.desc()).limit(1)
    asked = asked.where(tables.runs.c.kind == kind if kind else tables.runs.c.kind != BY_HAND)
    if state is not None:
        asked = asked.where(tables.runs.c.state == state.value)
    row = connection.execute(asked).one_or_none()
    return _run(row) if row else None


def before(connection: Connection, number: int | None, size: int) -> list[Run]:
    """`size` runs, newest first, that are older than the one numbered `number`; the newest when None."""
    asked = select(tables.runs).order_by(tables.runs.c.id.desc()).limit(size)
    if number is not None:
        asked = asked.where(tables.runs.c.id < number)
    return [_run(row) for row in connection.execute(asked)]


def jobs(
    connection: Connection, run: int, *, state: JobState | None = None, kind: str | None = None
) -> Iterator[RunJob]:
    """The jobs of a run, in the order of their subjects."""
    asked = select(tables.jobs).where(tables.jobs.c.run == run).order_by(tables.jobs.c.subject, tables.jobs.c.kind)
    if state is not None:
        asked = asked.where(tables.jobs.c.state == state.value)
    if kind is not None:
        asked = asked.where(tables.jobs.c.kind == kind)
    for row in connection.execute(asked):
        yield _job(row)


def finish_job(
    connection: Connection,
    run: int,
    subject: str,
    *,
    moment: datetime,
    visit: str = "",
    state: JobState = JobState.DONE,
    detail: str = "",
    kind: str = "site",
) -> None:
    """Says what became of a job. Done again, it says the same."""
    row = {"run": run, "subject": subject, "kind": kind, "state": state.value, "visit": visit, "detail": detail}
    upsert(connection, tables.jobs, [{**row, "ended": moment}])


def finish(connection: Connection, run: int, moment: datetime, *, state: RunState = RunState.FINISHED) -> None:
    """Ends a run. Raises NoSuchRun."""
    changed = connection.execute(
        update(tables.runs).where(tables.runs.c.id == run).values(state=state.value, ended=moment)
    )
    if changed.rowcount != 1:
        raise NoSuchRun(f"台账中没有编号为 {run} 的检查")


def last_visits(connection: Connection) -> dict[str, str]:
    """For each subject the visit file of its newest finished job: what the next visit leans on."""
    asked = select(tables.jobs.c.subject, tables.jobs.c.visit).where(
        tables.jobs.c.visit != "", tables.jobs.c.state == JobState.DONE.value
    )
    return {row.subject: row.visit for row in connection.execute(asked.order_by(tables.jobs.c.run))}


def account_files(connection: Connection, since: datetime) -> list[str]:
    """The files of accounts of runs that began at `since` or later, the newest run first."""
    jobs, table = tables.jobs, tables.runs
    asked = select(jobs.c.visit).join(table, table.c.id == jobs.c.run)
    asked = asked.where(jobs.c.kind == ACCOUNTS, jobs.c.visit != "", table.c.started >= since)
    return list(connection.execute(asked.order_by(jobs.c.run.desc(), jobs.c.subject)).scalars())


def last_of(connection: Connection, subject: str) -> int | None:
    """The newest run in which a job of the subject was done; None when there is none."""
    job = last_job(connection, subject)
    return job.run if job else None


def last_job(connection: Connection, subject: str) -> RunJob | None:
    """The newest job of the subject that was done; None when there is none."""
    table = tables.jobs
    # The key begins with the run: naming all of them makes a few seeks of what would read the whole table.
    within = table.c.run.in_(select(tables.runs.c.id))
    asked = select(table).where(within, table.c.subject == subject, table.c.state == JobState.DONE.value)
    row = connection.execute(asked.order_by(table.c.run.desc()).limit(1)).one_or_none()
    return _job(row) if row else None


def _job(row: Row[Any]) -> RunJob:
    return RunJob(row.run, row.subject, row.kind, JobState(row.state), row.visit, row.detail, row.ended)


def _run(row: Row[Any]) -> Run:
    state = RunState(row.state)
    return Run(row.id, row.kind, row.edition, row.code, state, row.started, row.ended, row.notes)


def of_row(row: RowMapping) -> Run:
    """The run of a row of its table."""
    return Run(**{**row, "state": RunState(row["state"])})


def job_of_row(row: RowMapping) -> RunJob:
    """The job of a row that has the columns of its table."""
    given = {name: row[name] for name in RunJob.__slots__}
    return RunJob(**{**given, "state": JobState(row["state"])})
