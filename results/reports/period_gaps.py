"""How checks came out in a period, what they could not look at, and questions to persons that nobody answered."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import timedelta

from sqlalchemy import Connection

from checks.indicators.edition import Edition, Judged
from checks.indicators.words import word
from checks.model.findings import Status, SubjectType
from results import by_hand
from results.ledger import outcome_counts, outcomes, task_counts
from results.ledger.spans import Span
from results.reports.content import OutcomeRow
from results.reports.period_rows import IndicatorCount, SubjectRow, TaskCount
from results.whole_score import title

MUTE = "mute-account"
"""The rule by which a person judges how an account answers the public."""
_AT_ONCE = 500


def unseen(connection: Connection, edition: Edition, rows: Iterable[SubjectRow]) -> Iterator[OutcomeRow]:
    """What checks could not look at, all or in part, in the run by which each subject is told."""
    for (run, kind), keys in _together(rows).items():
        for start in range(0, len(keys), _AT_ONCE):
            for one in outcomes.unseen(connection, run, kind, keys[start : start + _AT_ONCE]):
                reason = word("failure", one.reason) or ("检查程序出错，见 outcomes" if one.problem else "没有记下原因")
                named = (one.subject, one.check, title(edition, one.check))
                yield OutcomeRow(*named, one.status, one.judged, one.of, reason)


def checked(connection: Connection, edition: Edition, rows: Iterable[SubjectRow]) -> tuple[IndicatorCount, ...]:
    """How each check came out in the runs by which the subjects are told, that looked; sites before accounts."""
    found: Counter[tuple[str, SubjectType, Status]] = Counter()
    for (run, kind), keys in _together(row for row in rows if row.looked).items():
        for (check, status), count in outcome_counts.counted(connection, run, kind, keys).items():
            found[check, kind, status] += count
    named = sorted({(kind is not SubjectType.SITE, check, kind) for check, kind, _ in found})
    return tuple(
        IndicatorCount(
            check,
            title(edition, check),
            passed=found[check, kind, Status.PASS],
            failed=found[check, kind, Status.FAIL],
            review=found[check, kind, Status.REVIEW],
            unknown=found[check, kind, Status.UNKNOWN],
            not_applicable=found[check, kind, Status.NOT_APPLICABLE],
            type=kind,
        )
        for _, check, kind in named
    )


def interaction(connection: Connection, span: Span, rows: Iterable[SubjectRow]) -> dict[str, Status]:
    """What persons found of the ways in which accounts answer the public (NV-3), as far as anybody looked."""
    found: dict[str, Status] = {}
    runs = {row.key: row.run for row in rows}
    for (run, kind), keys in _together(rows).items():
        found |= outcome_counts.statuses(connection, run, kind, keys, MUTE)
    later = outcome_counts.answered(connection, span, SubjectType.ACCOUNT, MUTE)
    return found | {key: status for key, (run, status) in later.items() if run > (runs.get(key) or 0)}


def _together(rows: Iterable[SubjectRow]) -> dict[tuple[int, SubjectType], list[str]]:
    """The keys of the subjects by the run that they are told by, and their type."""
    found: dict[tuple[int, SubjectType], list[str]] = {}
    for row in rows:
        if row.run is not None:
            found.setdefault((row.run, row.type), []).append(row.key)
    return found


def task_rows(connection: Connection, span: Span, edition: Edition) -> tuple[TaskCount, ...]:
    """Questions to persons by rule, as they stood at the end of the span: answered in it or for the time in which its
    end lies, and open then. Rules in the order of the edition; those of which nothing was asked are left out."""
    last = span.until - timedelta(seconds=1)
    rules = [rule for rule in edition.rules.values() if rule.judged is Judged.BY_HAND]
    periods = {rule.id: by_hand.period(rule, edition, last) for rule in rules}
    counted = task_counts.at_the_end(connection, span, periods)
    return tuple(
        TaskCount(rule.id, rule.title, *counted[rule.id]) for rule in rules if counted.get(rule.id, (0, 0)) != (0, 0)
    )
