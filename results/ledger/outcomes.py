"""What every check answered on every subject of a run, and what the subject scored."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import ColumnElement, Connection, FromClause, RowMapping, Select, delete, func, or_, select

from checks.model.findings import Outcome, Status, SubjectType
from checks.model.posts import ReadingState
from checks.model.registry import BEIJING
from results.ledger import tables
from results.ledger.engine import upsert

_AT_ONCE = 500
"""Subjects that one question names."""
MONTHS = 25
"""For so many months the ledger keeps how accounts stood at their ends: a year, and the one before it to compare."""


READ = frozenset((ReadingState.NEW, ReadingState.CONFIRMED_NONE))
"""How the reading of an account ends that shows what may be judged."""


@dataclass(frozen=True, slots=True)
class OutcomeRow:
    """An outcome of a run judged by `edition`; its findings are counted here and followed as issues.

    `unit`, `name`, `site_code` and `platform` are those of its subject as registered now, "" where there are none.
    """

    run: int
    check: str
    subject_type: SubjectType
    subject: str
    status: Status
    judged: int
    of: int
    reason: str
    problem: str
    findings: int
    edition: str = ""
    unit: str = ""
    name: str = ""
    site_code: str = ""
    platform: str = ""


@dataclass(frozen=True, slots=True)
class ScoreRow:
    """What a subject scored in a run; `detail` is the whole score as `results.scoring.as_json` writes it, with
    how the look behind it ended (`results.score.Look`)."""

    run: int
    subject: str
    low: Decimal
    high: Decimal
    base: Decimal
    edition: str
    detail: dict[str, Any]


def save(connection: Connection, run: int, outcomes: Iterable[Outcome]) -> None:
    """Keeps outcomes; those of the same check and subject in the same run are replaced."""
    upsert(
        connection,
        tables.outcomes,
        [
            {
                "run": run,
                "subject_type": one.subject_type.value,
                "subject": one.subject,
                "check": one.check,
                "status": one.status.value,
                "judged": one.judged,
                "of": one.of,
                "reason": one.reason,
                "problem": one.problem,
                "findings": len(one.findings),
            }
            for one in outcomes
        ],
    )


def query(
    connection: Connection,
    run: int,
    *,
    subjects: Collection[str] = (),
    kind: SubjectType | None = None,
    status: Status | None = None,
) -> Iterator[OutcomeRow]:
    """The outcomes of a run by subject and check; streaming. An empty choice means all."""
    table = tables.outcomes
    asked = choosing(run).order_by(table.c.subject_type, table.c.subject, table.c.check)
    if subjects:
        asked = asked.where(table.c.subject.in_(list(subjects)))
    if kind is not None:
        asked = asked.where(table.c.subject_type == kind.value)
    if status is not None:
        asked = asked.where(table.c.status == status.value)
    with connection.execute(asked.execution_options(yield_per=1_000)) as found:
        for row in found.mappings():
            yield _row(dict(row))


def choosing(run: int) -> Select[Any]:
    """What a list of outcomes of a run is chosen from."""
    table, sites, accounts = tables.outcomes, tables.sites, tables.accounts
    whose = (
        func.coalesce(sites.c.unit, accounts.c.unit, "").label("unit"),
        func.coalesce(sites.c.name, accounts.c.name, "").label("name"),
        func.coalesce(sites.c.code, "").label("site_code"),
        func.coalesce(accounts.c.platform, "").label("platform"),
    )
    asked = select(table, tables.runs.c.edition, *whose).join(tables.runs, tables.runs.c.id == table.c.run)
    asked = asked.outerjoin(sites, sites.c.key == table.c.subject)
    return asked.outerjoin(accounts, accounts.c.key == table.c.subject).where(table.c.run == run)


def of_row(row: RowMapping) -> OutcomeRow:
    """The outcome of a row of `choosing`."""
    return _row(dict(row))


def save_score(connection: Connection, row: ScoreRow) -> None:
    """Keeps a score; that of the same subject in the same run is replaced."""
    upsert(connection, tables.scores, [{name: getattr(row, name) for name in ScoreRow.__slots__}])


def scores(connection: Connection, run: int) -> Iterator[ScoreRow]:
    """The scores of a run by subject."""
    asked = select(tables.scores).where(tables.scores.c.run == run).order_by(tables.scores.c.subject)
    for row in connection.execute(asked).mappings():
        yield ScoreRow(**row)


def latest_score(connection: Connection, subject: str, *, upto: int | None = None) -> ScoreRow | None:
    """The newest score of a subject, of the run `upto` or before it; None when it was never scored."""
    table, runs = tables.scores, select(tables.runs.c.id)
    # As in `newest`: the key begins with the run.
    within = table.c.run.in_(runs if upto is None else runs.where(tables.runs.c.id <= upto))
    asked = select(table).where(within, table.c.subject == subject).order_by(table.c.run.desc()).limit(1)
    row = connection.execute(asked).mappings().one_or_none()
    return ScoreRow(**row) if row else None


def newest(connection: Connection, subject: str, *, upto: int | None = None) -> list[OutcomeRow]:
    """For each check its newest outcome on a subject, of the run `upto` or before it, of any when None, by check."""
    table = tables.outcomes
    # The key begins with run and kind: naming all of them makes a few seeks of what would read the whole table.
    runs, kinds = select(tables.runs.c.id), list(SubjectType)
    within = table.c.run.in_(runs if upto is None else runs.where(tables.runs.c.id <= upto))
    last = (
        select(func.max(table.c.run).label("run"), table.c.check)
        .where(within, table.c.subject_type.in_(kinds), table.c.subject == subject)
        .group_by(table.c.check)
        .subquery()
    )
    asked = (
        select(table, tables.runs.c.edition)
        .join(last, (last.c.run == table.c.run) & (last.c.check == table.c.check))
        .join(tables.runs, tables.runs.c.id == table.c.run)
        .where(table.c.subject_type.in_(kinds), table.c.subject == subject)
        .order_by(table.c.check)
    )
    return [_row(dict(row)) for row in connection.execute(asked).mappings()]


def of(
    connection: Connection, run: int, kind: SubjectType, subjects: Collection[str], checks: Collection[str]
) -> Iterator[OutcomeRow]:
    """What these checks answered on these subjects in a run."""
    table, keys, named = tables.outcomes, sorted(subjects), sorted(checks)
    for start in range(0, len(keys), _AT_ONCE):
        here = (table.c.run == run, table.c.subject_type == kind.value, table.c.check.in_(named))
        asked = select(table).where(*here, table.c.subject.in_(keys[start : start + _AT_ONCE]))
        for row in connection.execute(asked).mappings():
            yield _row(dict(row))


def unseen(connection: Connection, run: int, kind: SubjectType, subjects: Collection[str]) -> Iterator[OutcomeRow]:
    """What checks could not look at, all or in part, on these subjects (some hundreds) in a run; by subject, check."""
    table = tables.outcomes
    here = (table.c.run == run, table.c.subject_type == kind.value, table.c.subject.in_(list(subjects)))
    asked = select(table).where(*here, _not_whole(), table.c.status != Status.NOT_APPLICABLE.value)
    for row in connection.execute(asked.order_by(table.c.subject, table.c.check)).mappings():
        yield _row(dict(row))


def _not_whole() -> ColumnElement[bool]:
    table = tables.outcomes
    return or_(table.c.status == Status.UNKNOWN.value, table.c.judged < table.c.of)


def lately(
    connection: Connection, subject_type: SubjectType, subject: str, check: str, among: int
) -> list[tuple[OutcomeRow, datetime]]:
    """What a check answered on a subject in the newest `among` runs, newest first, and when
    each run began (aware, UTC). A run that did not ask it is left out."""
    table, runs = tables.outcomes, tables.runs
    last = select(runs.c.id).order_by(runs.c.id.desc()).limit(among)
    asked = select(table, runs.c.edition, runs.c.started).join(runs, runs.c.id == table.c.run)
    here = (table.c.subject_type == subject_type.value, table.c.subject == subject, table.c.check == check)
    rows = connection.execute(asked.where(table.c.run.in_(last), *here).order_by(table.c.run.desc())).mappings()
    return [(_row({name: row[name] for name in OutcomeRow.__slots__ if name in row}), row["started"]) for row in rows]


def _row(row: Mapping[str, Any]) -> OutcomeRow:
    return OutcomeRow(**{**row, "subject_type": SubjectType(row["subject_type"]), "status": Status(row["status"])})


def forget_accounts(connection: Connection, before: int) -> int:
    """Removes what runs before the number `before` said of accounts, in the caller's transaction; how many outcomes.

    There are as many accounts as a province has, and what is wrong with them is followed as issues. Of each calendar
    month (+08:00) what the last run said stays, and of an account that it could not read what the last that could said:
    reports of past months are made of it. After `MONTHS` all of it goes.
    """
    months = _months(connection)
    ordered = sorted(months)
    gone = 0
    for month in (*ordered[:-MONTHS], *ordered[-2:]):  # those between are done with
        for run in (number for number in months[month] if number < before):
            later = None if month in ordered[:-MONTHS] else [number for number in months[month] if number > run]
            gone += _forget(connection, run, later)
    return gone


def _months(connection: Connection) -> dict[tuple[int, int], list[int]]:
    """The runs of each month that said something of accounts."""
    table, said = tables.runs, tables.outcomes
    kind = SubjectType.ACCOUNT.value
    some = select(said.c.run).where(said.c.run == table.c.id, said.c.subject_type == kind).exists()
    found: dict[tuple[int, int], list[int]] = {}
    for run, started in connection.execute(select(table.c.id, table.c.started).where(some).order_by(table.c.id)):
        day = started.astimezone(BEIJING)
        found.setdefault((day.year, day.month), []).append(run)
    return found


def _forget(connection: Connection, run: int, later: list[int] | None) -> int:
    """Removes what a run said of accounts of which one of the runs `later` knows as much; of all when None."""
    outcomes, scores, kind = tables.outcomes, tables.scores, SubjectType.ACCOUNT.value
    of_accounts = scores.c.subject.in_(select(tables.accounts.c.key))
    here: tuple[ColumnElement[bool], ...] = (scores.c.run == run, of_accounts)
    if later is not None:
        other = scores.alias()
        better = (other.c.subject == scores.c.subject, or_(_read(other), ~_read(scores)))
        here = (*here, select(other.c.run).where(other.c.run.in_(later), *better).exists())
    connection.execute(delete(scores).where(*here))
    mine = (outcomes.c.run == run, outcomes.c.subject_type == kind)
    stays = select(scores.c.run).where(scores.c.run == run, scores.c.subject == outcomes.c.subject).exists()
    return connection.execute(delete(outcomes).where(*mine, ~stays)).rowcount


def _read(table: FromClause) -> ColumnElement[bool]:
    """Was the account read? Nobody said so of scores of old."""
    ended = func.coalesce(table.c.detail[("look", "ended")].as_string(), ReadingState.NEW.value)
    return ended.in_([state.value for state in READ])


def unseen_of_accounts(connection: Connection, run: int) -> list[tuple[str, Status, str, int]]:
    """What checks could not look at, all or in part, among the accounts of a run: check, status, reason, how many."""
    table = tables.outcomes
    where = (table.c.run == run, table.c.subject_type == SubjectType.ACCOUNT.value, _not_whole())
    told = (table.c.check, table.c.status, table.c.reason)
    asked = select(*told, func.count()).where(*where, table.c.status != Status.NOT_APPLICABLE.value)
    found = connection.execute(asked.group_by(*told).order_by(*told))
    return [(check, Status(status), reason, count) for check, status, reason, count in found]


def accounts_of(connection: Connection, run: int) -> frozenset[str]:
    """The accounts that a run has entered: each has a score."""
    scores = tables.scores
    asked = select(scores.c.subject).join(tables.accounts, tables.accounts.c.key == scores.c.subject)
    return frozenset(connection.execute(asked.where(scores.c.run == run)).scalars())
