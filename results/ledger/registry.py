"""Keeps what the office registered, and gives it back."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, fields
from difflib import get_close_matches
from typing import Any, TypeVar

import msgspec
from sqlalchemy import ColumnElement, Connection, Table, select

from checks.model.registry import Account, Column, Registry, Site, Unit
from results.errors import NoSuchAccount, NoSuchSite
from results.ledger import tables
from results.ledger.engine import upsert

Noun = TypeVar("Noun", Unit, Site, Column, Account)


@dataclass(frozen=True, slots=True)
class Counted:
    """So many rows were new, changed, and the same as before."""

    new: int = 0
    changed: int = 0
    same: int = 0


def save(connection: Connection, registry: Registry) -> dict[str, Counted]:
    """Writes a registry; what is there already is replaced, what is not named stays. Doing it twice changes nothing.

    Gives what it did under "units", "sites", "columns" and "accounts".
    """
    return {
        "units": _save(connection, tables.units, registry.units),
        "sites": _save(connection, tables.sites, registry.sites),
        "columns": _save(connection, tables.columns, registry.columns),
        "accounts": _save(connection, tables.accounts, registry.accounts),
    }


def load(connection: Connection) -> Registry:
    """All that is registered, each in the order of its key."""
    return Registry(
        units=_load(connection, tables.units, Unit),
        sites=_load(connection, tables.sites, Site),
        columns=_load(connection, tables.columns, Column),
        accounts=_load(connection, tables.accounts, Account),
    )


def sites_of(connection: Connection, unit: str) -> tuple[Site, ...]:
    """The registered sites of one unit, in the order of their keys."""
    return _load(connection, tables.sites, Site, tables.sites.c.unit == unit)


def site_named(known: Registry, text: str) -> Site:
    """The site with this code, home page or name, tried in this order. Raises NoSuchSite, naming what is near."""
    given = text.strip()
    for name in ("key", "home", "name"):
        found = [site for site in known.sites if getattr(site, name).rstrip("/") == given.rstrip("/")]
        if len(found) == 1:
            return found[0]
        if found:
            named = "、".join(f"{site.name}（{site.key}）" for site in found)
            raise NoSuchSite(f"“{given}”对应几个网站：{named}；请改写网站标识码")
    near = get_close_matches(given, [name for site in known.sites for name in (site.code, site.name, site.home)], 3)
    hint = f"；相近的有 {'、'.join(near)}" if near else ""
    raise NoSuchSite(f"台账里没有网站“{given}”{hint}；请写网站标识码、首页网址或网站名称，或先用 import 导入")


def accounts_named(known: Registry, text: str) -> tuple[Account, ...]:
    """The accounts with this key, id, name or home page, tried in this order: one name may stand on many platforms.

    Raises NoSuchAccount, naming what is near.
    """
    given = text.strip()
    for name in ("key", "platform_id", "name", "home"):
        if given and (found := tuple(one for one in known.accounts if getattr(one, name) == given)):
            return found
    near = get_close_matches(given, [account.name for account in known.accounts], 3)
    hint = f"；相近的有 {'、'.join(near)}" if near else ""
    raise NoSuchAccount(f"台账里没有账号“{given}”{hint}；请写账号名称、平台账号ID或账号标识，或先用 import 导入")


def _save(connection: Connection, table: Table, nouns: Sequence[Unit | Site | Column | Account]) -> Counted:
    keys = [column.name for column in table.primary_key]
    known = {tuple(row[key] for key in keys): dict(row) for row in connection.execute(select(table)).mappings()}
    given = {tuple(row[key] for key in keys): row for row in map(_row, nouns)}
    new = [key for key in given if key not in known]
    changed = [key for key, row in given.items() if key in known and known[key] != row]
    upsert(connection, table, [given[key] for key in (*new, *changed)])
    return Counted(len(new), len(changed), len(given) - len(new) - len(changed))


def _row(noun: Unit | Site | Column | Account) -> dict[str, Any]:
    # Through json, so that it compares with what the database gives back: lists, no tuples.
    row: dict[str, Any] = msgspec.json.decode(msgspec.json.encode(noun))
    return {**row, "key": noun.key} if isinstance(noun, Site | Account) else row


def _load(
    connection: Connection, table: Table, noun: type[Noun], where: ColumnElement[bool] | None = None
) -> tuple[Noun, ...]:
    names = [field.name for field in fields(noun)]
    query = select(table) if where is None else select(table).where(where)
    rows = connection.execute(query.order_by(*table.primary_key)).mappings()
    return tuple(msgspec.convert({name: row[name] for name in names}, noun) for row in rows)
