"""What runs came to, added up for each unit with all below it: a page shows eight runs of a city of a thousand units.

Kept of units that have others below them, as tallies are, and made of the rows of single units alone: when a run is
counted (`results.ledger.run_tallies`), and for all runs anew when the tree of units is laid out anew, so that a unit
that moved is counted where it is now, also in what is past.
"""

from __future__ import annotations

from sqlalchemy import Connection, Table, delete, func, insert, select

from results.ledger.console_tables import unit_reach
from results.ledger.verdict_tables import branch_issues, branch_verdicts, run_issues, run_verdicts

ALL = "*"
"""In place of a unit, a region, a level: all of them."""
MADE_OF = {branch_verdicts: run_verdicts, branch_issues: run_issues}
"""What is added up, and of what."""
_NUMBERS = ("count", "confirmed", "waiting")


def add_up(connection: Connection, run: int | None = None) -> None:
    """Adds up one run, or all; and forgets those that are no longer kept."""
    for table, single in MADE_OF.items():
        gone = delete(table).where(table.c.run.not_in(select(single.c.run).where(single.c.unit != ALL)))
        connection.execute(delete(table) if run is None else gone)
        if run is not None:
            connection.execute(delete(table).where(table.c.run == run))
        _insert(connection, table, single, run)


def _insert(connection: Connection, table: Table, single: Table, run: int | None) -> None:
    reach, other = unit_reach, unit_reach.alias()
    forks = select(other.c.above).where(other.c.above != "").group_by(other.c.above).having(func.count() > 1)
    names = [column.name for column in table.primary_key if column.name != "unit"]
    keys = [reach.c.above, *(single.c[name] for name in names)]
    numbers = [name for name in _NUMBERS if name in table.c]
    asked = select(*keys, *(func.sum(single.c[name]) for name in numbers))
    asked = asked.select_from(single.join(reach, reach.c.unit == single.c.unit))
    asked = asked.where(reach.c.above.in_(forks), single.c.unit != ALL)
    if run is not None:
        asked = asked.where(single.c.run == run)
    connection.execute(insert(table).from_select(["unit", *names, *numbers], asked.group_by(*keys)))
