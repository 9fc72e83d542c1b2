"""How many questions to persons were answered and open at the end of a span of time, by rule."""

from __future__ import annotations

from collections.abc import Mapping

from sqlalchemy import Connection, and_, distinct, func, or_, select, tuple_

from results.ledger import tables
from results.ledger.spans import Span

_table, _events = tables.tasks, tables.task_events


def at_the_end(connection: Connection, span: Span, periods: Mapping[str, str]) -> dict[str, tuple[int, int]]:
    """By rule: so many questions were answered first in the span, or before it for the period that holds its end, and
    so many were open then. `periods` has the rules with the name of that period (2026-Q3).

    A question that nobody answered has moved into a later period under its number (`tasks.ask`), and nobody kept that
    it was asked before: it was, where its subject was followed in the span and it has no answer for the period.
    """
    if not periods:
        return {}
    first = select(_events.c.task, func.min(_events.c.at).label("at")).group_by(_events.c.task).subquery()
    current = tuple_(_table.c.rule, _table.c.period).in_(list(periods.items()))
    known = _table.c.rule.in_(list(periods))
    in_time = and_(first.c.at < span.until, or_(first.c.at >= span.since, current))
    asked = select(_table.c.rule, func.count()).join(first, first.c.task == _table.c.id).where(known, in_time)
    answered = {rule: count for rule, count in connection.execute(asked.group_by(_table.c.rule))}
    other, given = _table.alias(), first.alias()
    settled = (
        select(other.c.id)
        .join(given, given.c.task == other.c.id)
        .where(other.c.subject == _table.c.subject, other.c.rule == _table.c.rule, given.c.at < span.until)
        .where(tuple_(other.c.rule, other.c.period).in_(list(periods.items())))
    )
    within = select(tables.runs.c.id).where(tables.runs.c.started >= span.since, tables.runs.c.started < span.until)
    followed = select(tables.followed.c.run).where(
        tables.followed.c.subject == _table.c.subject, tables.followed.c.run.in_(within)
    )
    late = and_(_table.c.asked >= span.until, followed.exists())
    waiting = select(_table.c.rule, func.count(distinct(_table.c.subject))).where(known, ~settled.exists())
    unanswered = ~select(_events.c.id).where(_events.c.task == _table.c.id, _events.c.at < span.until).exists()
    waiting = waiting.where(or_(_table.c.asked < span.until, late), unanswered).group_by(_table.c.rule)
    left = {rule: count for rule, count in connection.execute(waiting)}
    return {rule: (answered.get(rule, 0), left.get(rule, 0)) for rule in periods}
