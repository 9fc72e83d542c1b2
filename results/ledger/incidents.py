"""Sources that failed for many accounts at once, as each run met them: nobody's fault, and somebody's work."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import Connection, delete, func, insert, select

from checks.model.posts import Incident
from results.ledger import tables
from results.ledger.runs import ACCOUNTS

LATELY = 7
"""So many runs that read accounts are looked back over."""


@dataclass(frozen=True, slots=True)
class IncidentRow:
    """A source and the host that was asked: `failed` of `of` accounts. `reasons` as in `Incident`; none when all of
    them were silent at once. `lately`: in how many of the last runs that read accounts it failed, this one included."""

    run: int
    source: str
    host: str
    failed: int
    of: int
    reasons: tuple[tuple[str, int], ...] = ()
    lately: int = 1


def save(connection: Connection, run: int, found: Iterable[Incident]) -> None:
    """Keeps the incidents of a run in place of what was kept for it; those of one source and host are one."""
    table = tables.incidents
    failed, of = Counter[tuple[str, str]](), Counter[tuple[str, str]]()
    reasons: dict[tuple[str, str], Counter[str]] = {}
    for one in found:
        place = (one.source, one.host)
        failed[place] += one.failed
        of[place] += one.of
        reasons.setdefault(place, Counter()).update(dict(one.reasons))
    connection.execute(delete(table).where(table.c.run == run))
    rows = [
        {
            "run": run,
            "source": source,
            "host": host,
            "failed": failed[source, host],
            "of": of[source, host],
            "reasons": [list(one) for one in told.most_common()],
        }
        for (source, host), told in reasons.items()
    ]
    if rows:
        connection.execute(insert(table), rows)


def of_run(connection: Connection, run: int) -> list[IncidentRow]:
    """The incidents of a run, the largest first."""
    table, jobs = tables.incidents, tables.jobs
    runs = select(jobs.c.run).where(jobs.c.kind == ACCOUNTS, jobs.c.run <= run).distinct()
    last = runs.order_by(jobs.c.run.desc()).limit(LATELY)
    counted = select(table.c.source, table.c.host, func.count()).where(table.c.run.in_(last))
    lately = {
        (source, host): n for source, host, n in connection.execute(counted.group_by(table.c.source, table.c.host))
    }
    asked = select(table).where(table.c.run == run).order_by(table.c.failed.desc(), table.c.source, table.c.host)
    return [
        IncidentRow(
            run,
            row.source,
            row.host,
            row.failed,
            row.of,
            tuple((reason, count) for reason, count in row.reasons),
            lately.get((row.source, row.host), 1),
        )
        for row in connection.execute(asked)
    ]
