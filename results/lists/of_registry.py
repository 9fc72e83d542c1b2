"""The lists of what the office registered: sites, accounts, units."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select

from checks.model.findings import SubjectType
from checks.model.registry import Account, Level, Site, SiteKind, SubjectState, Unit
from results.ledger import subjects, tables
from results.ledger.registry import of_row
from results.ledger.scope import of_unit
from results.ledger.subjects import Order, Wanted
from results.ledger.verdicts import IDLE, NEVER
from results.lists.arguments import Argument, Given, Meaning
from results.lists.listing import Key, Listing, Reader, Walk
from results.lists.schemas import MAYBE, TEXTS, TRUTH, fields, one_of
from results.lists.strand import Strand, below, has, same
from results.register_lines import account_line, site_line, unit_line
from results.reports import columns
from results.reports.rows import Line
from results.verdicts import Verdict

_STATES = Argument("state", "登记状态", Meaning.CHOICE, tuple(map(str, SubjectState)), many=True)
_LEVEL = Argument("level", "行政级别", Meaning.CHOICE, tuple(map(str, Level)))
_UNIT = Argument("unit", "单位名称的一部分，连同下级")
_REGION = Argument("region", "所属地区，与登记表里写的一样；没有登记地区的看它的单位")
_VERDICT = Argument(
    "verdict", "最近一次评判的结果", Meaning.CHOICE, (*(verdict.code for verdict in Verdict), NEVER, IDLE)
)


@dataclass(frozen=True, slots=True)
class _Subjects:
    """Sites or accounts, those that the page of the console lists for the same words, in the same order."""

    reader: Reader
    kind: SubjectType
    wanted: Wanted
    lines: Callable[[list[str]], list[Line]]

    def page(self, after: Key | None, size: int) -> tuple[Sequence[Line], Key | None]:
        begins = str(after[0]) if after else None
        told = (self.reader.connection, self.reader.scope, self.kind, self.wanted)
        found = subjects.page(*told, after=begins, size=size)
        return self.lines([line.key for line in found.lines]), None if found.after is None else (found.after,)

    def left(self, after: Key) -> int:
        return subjects.left(self.reader.connection, self.reader.scope, self.kind, self.wanted, str(after[0]))


def _wanted(given: Given) -> Wanted:
    told: dict[str, Any] = {**given, "states": given.get("state", ()), "order": Order(given.get("order", Order.KEY))}
    told.pop("state", None)
    return Wanted(**told)


def _sites(reader: Reader, given: Given) -> Walk:
    table = tables.sites

    def lines(keys: list[str]) -> list[Line]:
        rows = reader.connection.execute(select(table).where(table.c.key.in_(keys))).mappings()
        found = {row["key"]: site_line(of_row(row, Site)) for row in rows}
        return [found[key] for key in keys]

    return _Subjects(reader, SubjectType.SITE, _wanted(given), lines)


def _accounts(reader: Reader, given: Given) -> Walk:
    table = tables.accounts

    def lines(keys: list[str]) -> list[Line]:
        rows = reader.connection.execute(select(table).where(table.c.key.in_(keys))).mappings()
        found = {row["key"]: account_line(of_row(row, Account)) for row in rows}
        return [found[key] for key in keys]

    return _Subjects(reader, SubjectType.ACCOUNT, _wanted(given), lines)


def _units(reader: Reader, given: Given) -> Walk:
    table = tables.units.c
    asked = select(tables.units).where(
        of_unit(reader.scope, table.name),
        *below(given.get("unit"), table.name),
        *has(given.get("text"), table.name),
        *(one for name in ("parent", "level", "region") for one in same(table[name], given.get(name))),
    )
    return Strand(reader.connection, asked, (table.name,), lambda rows: [unit_line(of_row(row, Unit)) for row in rows])


SITES = Listing(
    "sites",
    "网站",
    (
        Argument("text", "名称、网址的一部分，或标识码的开头"),
        _UNIT,
        _REGION,
        Argument("kind", "网站类型", Meaning.CHOICE, tuple(map(str, SiteKind))),
        _LEVEL,
        _STATES,
        _VERDICT,
        Argument("order", "顺序；按得分时只列有得分的", Meaning.CHOICE, tuple(map(str, Order))),
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
        Argument("text", "名称、主页的一部分，或平台账号ID的开头"),
        _UNIT,
        _REGION,
        Argument("platform", "平台"),
        _LEVEL,
        _STATES,
        _VERDICT,
        Argument("order", "顺序", Meaning.CHOICE, (Order.KEY.value, Order.NAME.value)),
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
    (
        Argument("text", "单位名称的一部分"),
        _UNIT,
        Argument("parent", "上级单位的全称"),
        Argument("region", "所属地区，与登记表里写的一样"),
        _LEVEL,
    ),
    fields("name parent region", level=one_of(Level)),
    columns.UNITS,
    (str,),
    _units,
)
