"""The mailboxes in which units read what is sent to them."""

from __future__ import annotations

from sqlalchemy import Connection, delete, select

from results.ledger.engine import claim
from results.ledger.outgoing_tables import unit_mail

_table = unit_mail


def of(connection: Connection, unit: str) -> list[str]:
    """The addresses of a unit."""
    return list(connection.execute(select(_table.c.address).where(_table.c.unit == unit).order_by("address")).scalars())


def page(
    connection: Connection, text: str = "", *, after: tuple[str, str] | None = None, size: int = 50
) -> list[tuple[str, str]]:
    """(unit, address), by unit: those whose unit has `text` in its name, beginning behind the pair `after`."""
    asked = select(_table.c.unit, _table.c.address).order_by(_table.c.unit, _table.c.address).limit(size)
    if text:
        asked = asked.where(_table.c.unit.icontains(text, autoescape=True))
    if after is not None:
        unit, address = after
        asked = asked.where((_table.c.unit > unit) | ((_table.c.unit == unit) & (_table.c.address > address)))
    return [(row.unit, row.address) for row in connection.execute(asked)]


def add(connection: Connection, unit: str, address: str) -> bool:
    """Another address of a unit; False where it had it."""
    return claim(connection, _table, {"unit": unit, "address": address})


def remove(connection: Connection, unit: str, address: str) -> bool:
    """Takes an address away; False where the unit did not have it."""
    gone = connection.execute(delete(_table).where(_table.c.unit == unit, _table.c.address == address))
    return gone.rowcount > 0
