"""Keeps what the office registered, and gives it back."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import datetime
from difflib import get_close_matches
from typing import Any, TypeVar

import msgspec
from sqlalchemy import ColumnElement, Connection, RowMapping, Table, Text, cast, false, or_, select

from checks.model.findings import SubjectType
from checks.model.registry import Account, Column, Registry, Site, Unit
from results.errors import NoSuchAccount, NoSuchSite, NoSuchUnit
from results.ledger import registry_moves, tables, tallies
from results.ledger.engine import upsert

Noun = TypeVar("Noun", Unit, Site, Column, Account)
_SITE_NAMES = ("key", "home", "name")
_HOSTS = 20
_NEAREST, _CANDIDATES = 3, 10
"""So many names are offered when none is met, and when several are."""


@dataclass(frozen=True, slots=True)
class Counted:
    """So many rows were new, changed, and the same as before."""

    new: int = 0
    changed: int = 0
    same: int = 0


def save(connection: Connection, registry: Registry, moment: datetime | None = None) -> dict[str, Counted]:
    """Writes a registry; what is there already is replaced, what is not named stays. Doing it twice changes nothing.

    `moment` (aware) is when it was imported: who came to another unit or state is kept with it (`registry_moves`), and
    is not known later where there is none. Gives what it did under "units", "sites", "columns" and "accounts".
    """
    stood = registry_moves.standing(connection, registry)
    moved = _moved(stood, registry)
    if moment is not None:
        registry_moves.keep(connection, stood, registry, moment)
    saved = {
        "units": _save(connection, tables.units, registry.units),
        "sites": _save(connection, tables.sites, registry.sites),
        "columns": _save(connection, tables.columns, registry.columns),
        "accounts": _save(connection, tables.accounts, registry.accounts),
    }
    if saved["units"].new or saved["units"].changed or tallies.any_tallied(connection, moved):
        tallies.lay_out(connection)
    elif any(saved[name].new or saved[name].changed for name in ("sites", "accounts")):
        tallies.count_registered(connection)
    return saved


def load(connection: Connection) -> Registry:
    """All that is registered, each in the order of its key."""
    return Registry(
        units=_load(connection, tables.units, Unit),
        sites=_load(connection, tables.sites, Site),
        columns=_load(connection, tables.columns, Column),
        accounts=_load(connection, tables.accounts, Account),
    )


def site(connection: Connection, key: str) -> Site | None:
    """The registered site with this key; None where there is none."""
    return next(iter(_load(connection, tables.sites, Site, tables.sites.c.key == key)), None)


def account(connection: Connection, key: str) -> Account | None:
    """The registered account with this key; None where there is none."""
    return next(iter(_load(connection, tables.accounts, Account, tables.accounts.c.key == key)), None)


def sites_of(connection: Connection, unit: str) -> tuple[Site, ...]:
    """The registered sites of one unit, in the order of their keys."""
    return _load(connection, tables.sites, Site, tables.sites.c.unit == unit)


def sites_on(connection: Connection, hosts: Collection[str]) -> tuple[Site, ...]:
    """The sites that may stand on one of these hosts, others among them: all, where so many hosts are asked for that to
    read all is quicker."""
    if len(hosts) > _HOSTS or not all(host.isascii() for host in hosts):
        return _load(connection, tables.sites, Site)
    table = tables.sites
    places = (table.c.home, cast(table.c.hosts, Text))
    named = (place.icontains(host, autoescape=True) for host in hosts for place in places)
    return _load(connection, table, Site, or_(false(), *named))


def site_keyed(connection: Connection, key: str) -> tuple[Site | None, tuple[Column, ...]]:
    """The site with this key, None where none is registered, and the columns that name it as theirs."""
    found = _load(connection, tables.sites, Site, tables.sites.c.key == key)
    if not found:
        return None, ()
    (site,) = found
    theirs = tables.columns.c.site.in_((site.code or site.home, site.home))
    return site, _load(connection, tables.columns, Column, theirs)


def of_row(row: RowMapping, noun: type[Noun]) -> Noun:
    """The noun of a row of its table."""
    return msgspec.convert({field.name: row[field.name] for field in fields(noun)}, noun)


def site_named(known: Registry, text: str) -> Site:
    """The site with this code, home page or name, tried in this order. Raises NoSuchSite, naming what is near."""
    given = text.strip()
    found = _sites_named(known, given)
    if len(found) == 1:
        return found[0]
    if found:
        named = "、".join(f"{site.name}（{site.key}）" for site in found)
        raise NoSuchSite(f"“{given}”对应几个网站：{named}；请改写网站标识码")
    hint = _near(given, (name for site in known.sites for name in (site.code, site.name, site.home)))
    raise NoSuchSite(f"台账里没有网站“{given}”{hint}；请写网站标识码、首页网址或网站名称，或先用 import 导入")


def accounts_named(known: Registry, text: str) -> tuple[Account, ...]:
    """The accounts with this key, id, platform:name, name or home page, tried in this order: several where a name is
    used on several platforms. Raises NoSuchAccount, naming what is near, when there is none."""
    given = text.strip()
    if found := _accounts_named(known, given):
        return tuple(found)
    hint = _near(given, (account.name for account in known.accounts))
    raise NoSuchAccount(f"台账里没有账号“{given}”{hint}；请写账号名称、平台账号ID或账号标识，或先用 import 导入")


def subject_named(known: Registry, text: str) -> Site | Account:
    """The one site or account that is meant, as for `site_named` and `accounts_named`. Raises NoSuchAccount, naming all
    that may be meant, or what is near."""
    given = text.strip()
    sites, accounts = _sites_named(known, given), _accounts_named(known, given)
    if len(sites) + len(accounts) == 1:
        return sites[0] if sites else accounts[0]
    if sites or accounts:
        named = [f"网站 {site.name}（写 {site.key}）" for site in sites]
        named += [f"账号 {one.name}（{one.platform}，{one.unit}，写 {one.key}）" for one in accounts]
        more = f"等 {len(named)} 个" if len(named) > _CANDIDATES else ""
        raise NoSuchAccount(f"“{given}”对应几个对象：{'、'.join(named[:_CANDIDATES])}{more}；请改写括号中的标识")
    names = (name for site in known.sites for name in (site.code, site.name, site.home))
    hint = _near(given, (*names, *(account.name for account in known.accounts)))
    how = "请写网站标识码、首页网址或名称，账号标识、平台:名称或名称，或先用 import 导入"
    raise NoSuchAccount(f"台账里没有网站“{given}”，也没有这样的账号{hint}；{how}")


def unit_named(known: Registry, text: str) -> Unit:
    """The unit of this name, also one that only a site or an account names. Raises NoSuchUnit, naming what is near."""
    given = text.strip()
    units = {unit.name: unit for unit in known.units}
    owners = (*(site.unit for site in known.sites), *(account.unit for account in known.accounts))
    names = dict.fromkeys((*units, *owners))
    if given and given in names:
        return units.get(given) or Unit(given)
    within = [name for name in names if given and given in name][:_NEAREST]
    hint = f"；相近的有 {'、'.join(within)}" if within else _near(given, names)
    raise NoSuchUnit(f"台账里没有单位“{given}”{hint}；请写单位的全称，或先用 import 导入")


def children(units: Iterable[Unit]) -> dict[str, list[str]]:
    """The names of the units right below each unit."""
    found: dict[str, list[str]] = {}
    for unit in units:
        if unit.parent and unit.parent != unit.name:
            found.setdefault(unit.parent, []).append(unit.name)
    return found


def tree(below: Mapping[str, Sequence[str]], name: str) -> list[str]:
    """A unit and all that is below it; `below` as `children` gives it. Nobody is named twice, also in a circle."""
    found, waiting = {name: None}, [name]
    while waiting:
        new = [one for one in below.get(waiting.pop(), ()) if one not in found]
        found |= dict.fromkeys(new)
        waiting += new
    return list(found)


def _sites_named(known: Registry, given: str) -> list[Site]:
    bare = given.rstrip("/")
    tried = ([site for site in known.sites if getattr(site, name).rstrip("/") == bare] for name in _SITE_NAMES)
    return next((found for found in tried if found), []) if bare else []


def _accounts_named(known: Registry, given: str) -> list[Account]:
    tried = ([one for one in known.accounts if getattr(one, name) == given] for name in ("key", "platform_id"))
    platform, colon, name = given.replace("：", ":", 1).partition(":")
    both = (one for one in known.accounts if colon and (one.platform, one.name) == (platform.strip(), name.strip()))
    last = ([one for one in known.accounts if getattr(one, name) == given] for name in ("name", "home"))
    return next((found for found in (*tried, list(both), *last) if found), []) if given else []


def _near(given: str, names: Iterable[str]) -> str:
    near = get_close_matches(given, list(names), _NEAREST)
    return f"；相近的有 {'、'.join(near)}" if near else ""


def _save(connection: Connection, table: Table, nouns: Sequence[Unit | Site | Column | Account]) -> Counted:
    keys = [column.name for column in table.primary_key]
    known = {tuple(row[key] for key in keys): dict(row) for row in connection.execute(select(table)).mappings()}
    given = {tuple(row[key] for key in keys): row for row in map(_row, nouns)}
    new = [key for key in given if key not in known]
    changed = [key for key, row in given.items() if key in known and known[key] != row]
    upsert(connection, table, [given[key] for key in (*new, *changed)])
    return Counted(len(new), len(changed), len(given) - len(new) - len(changed))


def _moved(stood: registry_moves.Standing, registry: Registry) -> list[str]:
    """The keys of sites and accounts that are new or come to another unit."""
    sites = ((SubjectType.SITE, one) for one in registry.sites)
    accounts = ((SubjectType.ACCOUNT, one) for one in registry.accounts)
    both: Iterable[tuple[SubjectType, Site | Account]] = (*sites, *accounts)
    return [one.key for kind, one in both if stood.get((kind, one.key), (None,))[0] != one.unit]


def _row(noun: Unit | Site | Column | Account) -> dict[str, Any]:
    # Through json, so that it compares with what the database gives back: lists, no tuples.
    row: dict[str, Any] = msgspec.json.decode(msgspec.json.encode(noun))
    return {**row, "key": noun.key} if isinstance(noun, Site | Account) else row


def _load(
    connection: Connection, table: Table, noun: type[Noun], where: ColumnElement[bool] | None = None
) -> tuple[Noun, ...]:
    query = select(table) if where is None else select(table).where(where)
    rows = connection.execute(query.order_by(*table.primary_key)).mappings()
    return tuple(of_row(row, noun) for row in rows)
