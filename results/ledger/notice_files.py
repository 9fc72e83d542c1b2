"""Files that units handed in as proof with an answer to a notice: what they are called and where their bytes lie."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, func, insert, select

from results.ledger import notice_tables

_table = notice_tables.notice_files


@dataclass(frozen=True, slots=True)
class Proof:
    """A file as it was handed in. `name` is what its owner called it (hostile text), `kind` its ending, `digest` the
    sha-256 of its bytes, `at` aware, UTC."""

    id: int
    notice: int
    name: str
    kind: str
    size: int
    digest: str
    who: str
    at: datetime


def add(connection: Connection, notice: int, given: Sequence[Proof]) -> None:
    """Keeps that these were handed in; their `id` and `notice` are given here."""
    names = ("name", "kind", "size", "digest", "who", "at")
    if given:
        rows = [{name: getattr(one, name) for name in names} for one in given]
        connection.execute(insert(_table), [{**row, "notice": notice} for row in rows])


def of(connection: Connection, notice: int) -> list[Proof]:
    """The files of a notice, in the order in which they came."""
    asked = select(_table).where(_table.c.notice == notice).order_by(_table.c.id)
    return [Proof(**row) for row in connection.execute(asked).mappings()]


def get(connection: Connection, notice: int, number: int) -> Proof | None:
    """The file `number` of a notice; None where the notice has no such file."""
    asked = select(_table).where(_table.c.notice == notice, _table.c.id == number)
    row = connection.execute(asked).mappings().one_or_none()
    return Proof(**row) if row else None


def count(connection: Connection, notice: int) -> int:
    """How many files a notice has."""
    asked = select(func.count()).select_from(_table).where(_table.c.notice == notice)
    return connection.execute(asked).scalar_one()


def kept(connection: Connection, digest: str) -> bool:
    """Is a file with these bytes handed in anywhere?"""
    return connection.execute(select(_table.c.id).where(_table.c.digest == digest).limit(1)).first() is not None
