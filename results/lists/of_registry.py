"""The lists of what the office registered: sites, accounts, units."""

from __future__ import annotations

from sqlalchemy import select

from checks.model.registry import Account, Level, Site, SiteKind, SubjectState, Unit
from results.ledger import tables
from results.ledger.registry import of_row
from results.ledger.scope import of_unit
from results.lists.arguments import Argument, Given, Meaning
from results.lists.listing import Listing, Reader, Walk
from results.lists.schemas import MAYBE, TEXTS, TRUTH, fields, one_of
from results.lists.strand import Strand, below, has, same
from results.register_lines import account_line, site_line, unit_line
from results.reports import columns

_STATES = Argument("state", "登记状态", Meaning.CHOICE, tuple(map(str, SubjectState)), many=True)
_LEVEL = Argument("level", "行政级别", Meaning.CHOICE, tuple(map(str, Level)))
_UNIT = Argument("unit", "单位名称的一部分，连同下级")
_REGION = Argument("region", "所属地区的一部分")


def _sites(reader: Reader, given: Given) -> Walk:
    table = tables.sites.c
    asked = select(tables.sites).where(
        of_unit(reader.scope, table.unit),
        *below(given.get("unit"), table.unit),
        *has(given.get("text"), table.name, table.home, table.code),
        *has(given.get("region"), table.region),
        *(one for name in ("kind", "level", "state") for one in same(table[name], given.get(name))),
    )
    return Strand(reader.connection, asked, (table.key,), lambda rows: [site_line(of_row(row, Site)) for row in rows])


def _accounts(reader: Reader, given: Given) -> Walk:
    table = tables.accounts.c
    asked = select(tables.accounts).where(
        of_unit(reader.scope, table.unit),
        *below(given.get("unit"), table.unit),
        *has(given.get("text"), table.name, table.home, table.platform_id),
        *has(given.get("region"), table.region),
        *(one for name in ("platform", "level", "state") for one in same(table[name], given.get(name))),
    )
    return Strand(
        reader.connection, asked, (table.key,), lambda rows: [account_line(of_row(row, Account)) for row in rows]
    )


def _units(reader: Reader, given: Given) -> Walk:
    table = tables.units.c
    asked = select(tables.units).where(
        of_unit(reader.scope, table.name),
        *below(given.get("unit"), table.name),
        *has(given.get("region"), table.region),
        *(one for name in ("parent", "level") for one in same(table[name], given.get(name))),
    )
    return Strand(reader.connection, asked, (table.name,), lambda rows: [unit_line(of_row(row, Unit)) for row in rows])


SITES = Listing(
    "sites",
    "网站",
    (
        Argument("text", "名称、网址或标识码的一部分"),
        _UNIT,
        _REGION,
        Argument("kind", "网站类型", Meaning.CHOICE, tuple(map(str, SiteKind))),
        _LEVEL,
        _STATES,
    ),
    fields(
        "subject code name home unit region",
        kind=one_of(SiteKind),
        level=one_of(Level),
        state=one_of(SubjectState),
        has_services=TRUTH,
        hosts=TEXTS,
    ),
    columns.SITES,
    (str,),
    _sites,
)
ACCOUNTS = Listing(
    "accounts",
    "政务新媒体账号",
    (
        Argument("text", "名称、主页或平台账号ID的一部分"),
        _UNIT,
        _REGION,
        Argument("platform", "平台"),
        _LEVEL,
        _STATES,
    ),
    fields(
        "subject platform name unit platform_id home parent_unit region verified_as source",
        level=one_of(Level),
        state=one_of(SubjectState),
        days=MAYBE,
        main=TRUTH,
    ),
    columns.ACCOUNTS,
    (str,),
    _accounts,
)
UNITS = Listing(
    "units",
    "单位",
    (_UNIT, Argument("parent", "上级单位的全称"), _REGION, _LEVEL),
    fields("name parent region", level=one_of(Level)),
    columns.UNITS,
    (str,),
    _units,
)
