"""What a period did not see: checks that could not look, and questions to persons that nobody answered."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import timedelta

from sqlalchemy import Connection

from checks.indicators.edition import Edition, Judged
from checks.indicators.words import word
from results import by_hand
from results.ledger import outcomes, task_counts
from results.ledger.spans import Span
from results.reports.content import OutcomeRow
from results.reports.period_rows import SubjectRow, TaskCount
from results.whole_score import title

_AT_ONCE = 500


def unseen(connection: Connection, edition: Edition, rows: Iterable[SubjectRow]) -> Iterator[OutcomeRow]:
    """What checks could not look at, all or in part, in the run by which each subject is told."""
    together: dict[tuple[int, str], list[SubjectRow]] = {}
    for row in rows:
        if row.run is not None:
            together.setdefault((row.run, row.type), []).append(row)
    for (run, _), some in together.items():
        for start in range(0, len(some), _AT_ONCE):
            part = some[start : start + _AT_ONCE]
            for one in outcomes.unseen(connection, run, part[0].type, [row.key for row in part]):
                reason = word("failure", one.reason) or ("检查程序出错，见 outcomes" if one.problem else "没有记下原因")
                named = (one.subject, one.check, title(edition, one.check))
                yield OutcomeRow(*named, one.status, one.judged, one.of, reason)


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
