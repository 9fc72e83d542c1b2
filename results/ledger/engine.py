"""Opens the ledger, brings its schema up to date, and says in Chinese what stands in the way."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from functools import lru_cache
from pathlib import Path
from typing import Any

import msgspec
from alembic import command
from alembic.config import Config
from alembic.script import ScriptDirectory
from alembic.util import CommandError
from sqlalchemy import URL, Connection, Engine, Executable, Table, create_engine, event, make_url, text, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.exc import ArgumentError, DBAPIError, NoSuchModuleError, OperationalError
from sqlalchemy.pool import ConnectionPoolEntry

from results.errors import DiskFull, LedgerError, LedgerLocked, LedgerNewer, LedgerUnreachable, ReadOnly

BUSY_SECONDS = 30.0
"""So long we wait for another process that writes: a night's job holds the ledger for well under a second."""
_TRIES = 20
_SCHEMA_LOCK = 0x7875_6E77


class Ledger:
    """An open ledger. `begin` for what writes, `connect` for what only reads; close it at the end."""

    def __init__(self, engine: Engine, shown: str) -> None:
        self.engine = engine
        self._shown = shown

    def __repr__(self) -> str:
        return f"Ledger({self._shown})"

    def __enter__(self) -> Ledger:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        self.engine.dispose()

    @contextmanager
    def begin(self) -> Iterator[Connection]:
        """One transaction that writes: kept when the block ends, undone when it raises. Raises LedgerError."""
        with (
            _telling(self._shown),
            self.engine.connect().execution_options(writes=True) as connection,
            connection.begin(),
        ):
            yield connection

    @contextmanager
    def connect(self) -> Iterator[Connection]:
        """One view of the ledger as it is now, for reading: it waits for nobody. Raises LedgerError."""
        with _telling(self._shown), self.engine.connect() as connection, connection.begin():
            yield connection


def open_ledger(url: str, *, busy_seconds: float = BUSY_SECONDS) -> Ledger:
    """The ledger at an SQLAlchemy address (sqlite:///… or postgresql://…), its schema brought up to date.

    Raises LedgerUnreachable, LedgerLocked, LedgerNewer, ReadOnly or DiskFull.
    """
    address = _address(url)
    shown = address.render_as_string(hide_password=True)
    with _telling(shown):
        engine = _engine(address, busy_seconds)
        ledger = Ledger(engine, shown)
        try:
            _migrate(engine)
        except CommandError as error:
            engine.dispose()
            raise LedgerNewer(
                f"台账 {shown} 由更新版本的程序建立；请升级本程序，或在 [ledger] url 改用别的台账"
            ) from error
        except DBAPIError:
            engine.dispose()
            raise
    return ledger


def upsert(connection: Connection, table: Table, rows: Iterable[Mapping[str, Any]]) -> None:
    """Writes rows, replacing those with the same primary key."""
    given = list(rows)
    if not given:
        return
    connection.execute(_upserting(table, connection.dialect.name, tuple(given[0])), given)


@lru_cache(maxsize=256)  # to write the statement takes longer than to run it, and a night runs it for every subject
def _upserting(table: Table, dialect: str, names: tuple[str, ...]) -> Executable:
    insert = sqlite.insert(table) if dialect == "sqlite" else postgresql.insert(table)
    keys = [column.name for column in table.primary_key]
    changed = {name: insert.excluded[name] for name in names if name not in keys}
    return insert.on_conflict_do_update(index_elements=keys, set_=changed)


def fill(connection: Connection, table: Table, rows: Iterable[Mapping[str, Any]]) -> None:
    """Writes the rows that are not there yet, told by the unique columns of the table."""
    if given := list(rows):
        insert = sqlite.insert(table) if connection.dialect.name == "sqlite" else postgresql.insert(table)
        connection.execute(insert.on_conflict_do_nothing(), given)


def renew(connection: Connection, table: Table, number: int, version: int, values: Mapping[str, Any]) -> bool:
    """Changes the row `number` as it was seen at `version`, and counts that up; False where another was quicker."""
    seen = (table.c.id == number, table.c.version == version)
    done = connection.execute(update(table).where(*seen).values(**values, version=version + 1))
    return done.rowcount == 1


def claim(connection: Connection, table: Table, row: Mapping[str, Any]) -> bool:
    """Writes a row unless one is there that it would be one with (its key, or an index of what is unique); True when it
    was written."""
    insert = sqlite.insert(table) if connection.dialect.name == "sqlite" else postgresql.insert(table)
    made = insert.values(row).on_conflict_do_nothing().returning(*table.primary_key)
    return connection.execute(made).first() is not None


def from_json(text: str | bytes) -> Any:
    """The value of a column of JSON. What only Python takes (NaN, half a surrogate pair) is read as it reads it."""
    try:
        return msgspec.json.decode(text)
    except msgspec.DecodeError:
        return json.loads(text)


def _address(url: str) -> URL:
    try:
        address = make_url(url)
    except ArgumentError as error:
        raise LedgerUnreachable(
            "[ledger] url 不是合法的数据库地址；请写成 sqlite:///data/ledger.sqlite 或 postgresql://用户:口令@主机/库名"
        ) from error
    if address.drivername in ("postgresql", "postgres"):
        return address.set(drivername="postgresql+psycopg")
    return address


def _engine(address: URL, busy_seconds: float) -> Engine:
    if address.get_backend_name() not in ("sqlite", "postgresql"):
        raise LedgerUnreachable(f"[ledger] url 的数据库类型 {address.drivername} 不支持；请用 sqlite 或 postgresql")
    if address.get_backend_name() == "postgresql":
        waits = {"connect_timeout": max(2, int(busy_seconds))}
        engine = create_engine(address, pool_pre_ping=True, connect_args=waits, json_deserializer=from_json)
        event.listen(engine, "connect", _prepare_postgresql)
        return engine
    if address.database and address.database != ":memory:":
        folder = Path(address.database).parent
        try:
            folder.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise LedgerUnreachable(
                f"不能建立台账所在的文件夹 {folder}（{error.strerror}）；请检查权限，或改 [ledger] url"
            ) from error
    engine = create_engine(address, connect_args={"timeout": busy_seconds}, json_deserializer=from_json)
    event.listen(engine, "connect", _prepare_sqlite)
    event.listen(engine, "begin", _begin_sqlite)
    return engine


def _prepare_postgresql(connection: DBAPIConnection, entry: ConnectionPoolEntry) -> None:
    # Compiled, a list that is read in milliseconds takes half a second: its cost is guessed as if all were read.
    # And how a list is best read hangs on what is asked for: one plan for any text and any scope took 7 s, not 11 ms.
    cursor = connection.cursor()
    for setting in ("jit = off", "plan_cache_mode = force_custom_plan"):
        cursor.execute(f"set {setting}")
    cursor.close()
    connection.commit()


def _prepare_sqlite(connection: DBAPIConnection, entry: ConnectionPoolEntry) -> None:
    # The driver would begin transactions on its own, and late; we begin them ourselves.
    connection.isolation_level = None
    cursor = connection.cursor()
    for pragma in ("synchronous=normal", "cache_size=-16000"):
        cursor.execute(f"pragma {pragma}")
    # SQLite does not wait for others when it changes the journal, so we wait with a transaction and try once more.
    for _ in range(_TRIES):
        try:
            cursor.execute("pragma journal_mode=wal")
            break
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode & 0xFF != sqlite3.SQLITE_BUSY:
                raise
            cursor.execute("begin immediate")
            cursor.execute("commit")
    cursor.close()


def _begin_sqlite(connection: Connection) -> None:
    # One that will write takes the lock at once: had it read first, it could be refused in the middle.
    writes = connection.get_execution_options().get("writes")
    connection.exec_driver_sql("begin immediate" if writes else "begin")


def _migrate(engine: Engine) -> None:
    config = Config()
    config.set_main_option("script_location", "results.ledger:migrations")
    head = ScriptDirectory.from_config(config).get_current_head()
    with engine.connect() as connection, connection.begin():
        if _revision(connection) == head:
            return
    with engine.connect() as connection, connection.execution_options(writes=True).begin():
        if connection.dialect.name == "postgresql":
            connection.execute(text(f"select pg_advisory_xact_lock({_SCHEMA_LOCK})"))
        config.attributes["connection"] = connection
        command.upgrade(config, "head")


def _revision(connection: Connection) -> str | None:
    if not connection.dialect.has_table(connection, "alembic_version"):
        return None
    return connection.execute(text("select version_num from alembic_version")).scalar()


@contextmanager
def _telling(shown: str) -> Iterator[None]:
    try:
        yield
    except (OperationalError, NoSuchModuleError) as error:
        raise _told(str(getattr(error, "orig", error)), shown) from error
    except DBAPIError as error:
        if "file is not a database" in str(error.orig) or "malformed" in str(error.orig):
            raise LedgerError(f"台账 {shown} 已损坏，不是数据库文件；请从备份恢复，或移走该文件后重新 init") from error
        raise


def _told(said: str, shown: str) -> Exception:
    low = said.lower()
    if "locked" in low or "busy" in low or "lock timeout" in low:
        return LedgerLocked(f"台账 {shown} 正被另一个进程占用；请等它结束后重试（检查是否有另一个 nightly 在运行）")
    if "full" in low or "no space" in low:
        return DiskFull(f"磁盘已满，无法写入台账 {shown}；请清理磁盘后用 --resume 继续")
    if "readonly" in low or "read-only" in low or "permission denied" in low:
        return ReadOnly(f"没有写入台账 {shown} 的权限；请让运行本程序的用户能写该文件和它的文件夹")
    return LedgerUnreachable(f"打不开台账 {shown}：{said.strip()}；请检查 [ledger] url、数据库是否启动、用户名和口令")
