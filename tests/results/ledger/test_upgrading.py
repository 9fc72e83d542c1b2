"""A ledger with something in every table goes down to any older schema and up again, and keeps what it held."""

from __future__ import annotations

from datetime import UTC, date, datetime
from importlib import import_module
from pkgutil import iter_modules
from typing import Any

import pytest
from alembic import command
from alembic.config import Config
from alembic.script import ScriptDirectory
from sqlalchemy import JSON, Boolean, Column, Connection, Integer, LargeBinary, SmallInteger, insert, inspect, text
from sqlalchemy.types import Date, DateTime, TypeDecorator

from results import ledger as ledger_room
from results.ledger.column_kinds import Moment, Points, metadata
from results.ledger.engine import Ledger

NOW = datetime(2026, 11, 20, 2, 0, tzinfo=UTC)
MADE = {"tallies", "tally_moves", "unit_reach"}
"""What the databases fill by themselves."""


def config(connection: Connection | None = None) -> Config:
    made = Config()
    made.set_main_option("script_location", "results.ledger:migrations")
    made.attributes["connection"] = connection
    return made


STEPS = [one.revision for one in ScriptDirectory.from_config(config()).walk_revisions()][1:-2]
"""Every schema but the newest one and the two oldest, which nobody has any more."""


def something(column: Column[Any]) -> object:
    kind = column.type
    if isinstance(kind, Moment | DateTime):
        return NOW
    if isinstance(kind, Date):
        return date(2026, 11, 20)
    if isinstance(kind, Points):
        return "1.5"
    if isinstance(kind, LargeBinary):
        return b"sealed"
    if isinstance(kind, Boolean):
        return True
    if isinstance(kind, JSON):
        return {"文": ["字"]}
    if isinstance(kind, Integer | SmallInteger):
        return 1
    if isinstance(kind, TypeDecorator):
        return something(Column("x", kind.impl_instance))
    return "甲" if not getattr(kind, "length", None) else "a"


for _module in iter_modules(ledger_room.__path__):
    if _module.name.endswith("tables"):
        import_module(f"{ledger_room.__name__}.{_module.name}")


def filled(connection: Connection) -> None:
    """A row in every table."""
    for table in metadata.sorted_tables:
        if table.name not in MADE:
            connection.execute(insert(table).values({column.name: something(column) for column in table.columns}))


def held(connection: Connection) -> dict[str, list[dict[str, str]]]:
    """All rows of all tables, as text."""
    tables = [name for name in inspect(connection).get_table_names() if not name.startswith(("alembic", "issue_terms"))]
    found = {}
    for name in tables:
        rows = connection.execute(text(f'select * from "{name}"')).mappings()
        # A tally is told by what it counts, not by the order in which it was told of.
        found[name] = [
            {key: str(value) for key, value in row.items() if (name, key) != ("tally_moves", "id")} for row in rows
        ]
    return found


def counted(found: dict[str, list[dict[str, str]]]) -> dict[tuple[str, ...], int]:
    """Tallies with what is to be added to them."""
    sums: dict[tuple[str, ...], int] = {}
    for row in (*found.get("tallies", []), *found.get("tally_moves", [])):
        key = tuple(row[name] for name in ("unit", "kind", "run", "what", "state"))
        sums[key] = sums.get(key, 0) + int(row["count"])
    return {key: count for key, count in sums.items() if count}


@pytest.mark.parametrize("step", STEPS)
def test_down_and_up_again_with_something_in_every_table(ledger: Ledger, step: str) -> None:
    with ledger.begin() as connection:
        filled(connection)
        before = held(connection)
        assert all(before[name] for name in set(before) - MADE), "a table without a row"
    with ledger.begin() as connection:
        command.downgrade(config(connection), step)
        older = held(connection)
        command.upgrade(config(connection), "head")
        after = held(connection)
    assert set(after) == set(before)
    for name in set(older) - MADE:
        kept = set(older[name][0])
        assert [{key: row[key] for key in row if key in kept} for row in before[name]] == older[name], name
        assert [{key: row[key] for key in row if key in kept} for row in after[name]] == older[name], name
    gone = set(before) - set(older)
    assert all(not after[name] for name in gone - MADE)
    of_issues = [{key: count for key, count in counted(one).items() if key[1] == "issue"} for one in (before, after)]
    assert of_issues[0] == of_issues[1]
