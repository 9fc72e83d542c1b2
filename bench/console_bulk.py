"""Writes very many rows into a ledger at once: without its indices and triggers, which are laid on again afterwards."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from contextlib import contextmanager
from datetime import datetime
from itertools import islice
from typing import Any

from sqlalchemy import Connection, Table, select, text

from results.ledger import tables, word_index
from results.ledger.engine import Ledger
from results.ledger.word_index import Told

_AT_ONCE = 20_000
_BARED = ("issues", "issue_events", "jobs", "scores", "outcomes", "verdicts", "notice_items", "issue_terms")
_NAMED = ", ".join(f"'{name}'" for name in _BARED)
_INDICES = f"""select indexname as name, indexdef as sql from pg_indexes where schemaname = current_schema()
    and tablename in ({_NAMED}) and indexname like 'ix%'"""
_WITHIN = f"""select name, type, sql from sqlite_master
    where type in ('index', 'trigger') and sql is not null and tbl_name in ({_NAMED})"""


@contextmanager
def bared(ledger: Ledger, kinds: Collection[str] = ("index", "trigger")) -> Iterator[None]:
    """While this lasts the large tables have no indices but their keys, and no triggers: who fills them counts anew."""
    with ledger.begin() as connection:
        again = list(_bare(connection, kinds))
    yield
    with ledger.begin() as connection:
        for one in again:
            connection.exec_driver_sql(one)


def _bare(connection: Connection, kinds: Collection[str]) -> Iterator[str]:
    """Takes indices and triggers away; gives the SQL that lays them on again."""
    if connection.dialect.name == "sqlite":
        for name, kind, told in connection.execute(text(_WITHIN)).all():
            if kind in kinds:
                connection.exec_driver_sql(f"drop {kind} {name}")
                yield told
        return
    for name, told in connection.execute(text(_INDICES)).all() if "index" in kinds else ():
        connection.exec_driver_sql(f"drop index {name}")
        yield told
    for table in ("issues", "jobs", "scores"):
        connection.exec_driver_sql(f"alter table {table} disable trigger user")
        yield f"alter table {table} enable trigger user"


def write(connection: Connection, table: Table | str, rows: Iterable[dict[str, Any]]) -> None:
    """Writes rows as fast as the database takes them; JSON is given as text."""
    name, given = table if isinstance(table, str) else table.name, iter(rows)
    while some := list(islice(given, _AT_ONCE)):
        columns = ", ".join(f'"{column}"' for column in some[0])
        driver: Any = connection.connection.driver_connection
        if connection.dialect.name == "sqlite":
            marks = ", ".join("?" * len(some[0]))
            values = [tuple(map(_plain, row.values())) for row in some]
            driver.executemany(f'insert into "{name}" ({columns}) values ({marks})', values)
            continue
        with driver.cursor() as cursor, cursor.copy(f'copy "{name}" ({columns}) from stdin') as copy:
            for row in some:
                copy.write_row(tuple(row.values()))


def index_words(connection: Connection) -> None:
    """Enters all issues in the index of words, which is empty."""
    table, last = tables.issues, 0
    asked = select(table.c.id, table.c.text, table.c.url, table.c.found_on).order_by(table.c.id).limit(_AT_ONCE)
    sqlite = connection.dialect.name == "sqlite"
    while rows := connection.execute(asked.where(table.c.id > last)).all():
        last = rows[-1].id
        told = ((row.id, Told(row.text, row.url, row.found_on)) for row in rows)
        if sqlite:
            word_index.add(connection, told)
        else:  # what `add` writes, by COPY
            write(connection, "issue_terms", ({"issue": one, "terms": _terms(said)} for one, said in told))


def _terms(told: Told) -> list[int]:
    return list(word_index.terms(told))


def _plain(value: Any) -> Any:
    return value.replace(tzinfo=None).isoformat(" ", "microseconds") if isinstance(value, datetime) else value
