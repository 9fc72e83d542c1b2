"""地区汇总表: how the sites and accounts of each region stand, what citizens told of them, and who is at which place.

The place goes by the shown rate of all subjects of the region, sites and accounts together: what reads alike ties.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from results.complaint_figures import Figures
from results.reports.content import Figure, Table, Value, Whole, heads
from results.reports.period_rows import PeriodRows, SubjectRow
from results.reports.period_tables import ACCOUNT, SITE, group_of, verdict_counts
from results.reports.row_laws import NONE, RowRank, RowRate, RowSum
from results.reports.sums import PLACES, percent, ranks
from results.verdicts import Verdict

_OF = "总数 检查数 合格数 不合格数 待确认数 未测数"
_RATE = "合计合格率（%）"
_ASKED, _DUE, _IN_TIME = "找错留言数", "应答复数", "按期答复数"
_IN_TIME_RATE = "按期答复率（%）"
_ALONE = "未归入地区"


def _titles(noun: str) -> str:
    return " ".join(f"{noun}{title}:number" for title in _OF.split()) + f" {_rate(noun)}:points"


def _rate(noun: str) -> str:
    return f"{noun}合格率（%）"


_HEADS = (
    f"地区（部门） {_titles(SITE)} {_titles(ACCOUNT)} {_ASKED}:number {_DUE}:number {_IN_TIME}:number "
    f"{_IN_TIME_RATE}:points {_RATE}:points 位次:number"
)
_NUMBERS = ("总数", "检查数", "不合格数", "待确认数", "合格率（%）")
"""Who waits stands on paper too: without it the rate would not follow from what is beside it."""
_ON_PAPER = (
    "地区（部门）",
    *(f"{noun}{title}" for noun in (SITE, ACCOUNT) for title in _NUMBERS),
    *(_ASKED, _IN_TIME_RATE, _RATE, "位次"),
)
_LAWS: tuple[RowSum | RowRate | RowRank, ...] = (
    *(RowSum(f"{noun}总数", (f"{noun}检查数", f"{noun}未测数")) for noun in (SITE, ACCOUNT)),
    *(RowSum(f"{noun}检查数", tuple(f"{noun}{one}" for one in _OF.split()[2:5])) for noun in (SITE, ACCOUNT)),
    *(
        RowRate(_rate(noun), (f"{noun}合格数",), (f"{noun}合格数", f"{noun}不合格数"), PLACES)
        for noun in (SITE, ACCOUNT)
    ),
    RowRate(_IN_TIME_RATE, (_IN_TIME,), (_DUE,), PLACES),
    RowRate(
        _RATE,
        (f"{SITE}合格数", f"{ACCOUNT}合格数"),
        tuple(f"{noun}{one}" for noun in (SITE, ACCOUNT) for one in ("合格数", "不合格数")),
        PLACES,
    ),
    RowRank("位次", _RATE),
)
_NOTE = (
    "合格率＝合格数÷（合格数＋不合格数），未测和待人工确认的不计入。位次按“合计合格率”（网站和账号合计，按表中四舍五入后的数）"
    "从高到低排，相同的并列同一位次，其后的位次顺延（1、1、3）；没有可计算合格率的不排位次（—）。没有登记地区的按所属部门列。"
    "应答复数＝期内留言中按期答复、逾期答复和已逾期未答复的，期限不明的不计入；"
    "单位的网站和账号分属几个地区的，其留言不归入任何一个地区。"
)


@dataclass(frozen=True, slots=True)
class _Group:
    name: str
    sites: list[SubjectRow]
    accounts: list[SubjectRow]

    @property
    def rate(self) -> Decimal | None:
        counts = verdict_counts([*self.sites, *self.accounts])
        return percent(counts[Verdict.PASSED], counts[Verdict.PASSED] + counts[Verdict.FAILED])


def region_table(given: PeriodRows) -> Table:
    """One row for each region, the best first; who has no place comes last."""
    groups = _groups(given)
    places = ranks([group.rate for group in groups])
    told = _messages(given)
    ordered = sorted(zip(groups, places, strict=True), key=lambda pair: (pair[1] is None, pair[1] or 0, pair[0].name))
    rows = tuple(_row(group, place, told) for group, place in ordered)
    return Table(
        "regions",
        "地区汇总表",
        heads(_HEADS),
        rows,
        empty="没有登记网站和账号",
        note=_NOTE,
        laws=_LAWS,
        paper=_ON_PAPER,
    )


def region_sums(given: PeriodRows, table: Table) -> tuple[tuple[Figure, ...], tuple[Whole, ...]]:
    """That nothing was lost between the regions: their sums, as figures of the table, and the messages apart."""
    figures = (
        Figure("地区（部门）数", len(table.rows), table.id),
        *(
            Figure(f"各地区{noun}合计", len(rows), table.id, f"{noun}总数", total=True, quiet=True)
            for noun, rows in ((SITE, given.sites), (ACCOUNT, given.accounts))
        ),
    )
    if given.complaints is None:
        return figures, ()
    index, homes = table.column(_ASKED), _homes(given)
    placed = sum(value for row in table.rows if isinstance(value := row[index], int))
    received = given.complaints.whole.received
    alone = sum(figures.received for unit, figures in given.complaints.units if unit not in homes)
    return figures, (Whole(_ASKED, received, (("归入各地区", placed), (_ALONE, alone))),)


def _groups(given: PeriodRows) -> list[_Group]:
    sites: defaultdict[str, list[SubjectRow]] = defaultdict(list)
    accounts: defaultdict[str, list[SubjectRow]] = defaultdict(list)
    for rows, into in ((given.sites, sites), (given.accounts, accounts)):
        for row in rows:
            into[group_of(row)].append(row)
    return [_Group(name, sites[name], accounts[name]) for name in sorted({*sites, *accounts})]


def _row(group: _Group, place: int | None, told: Mapping[str, list[Figures]] | None) -> tuple[Value, ...]:
    cells = (*_verdicts(group.sites), *_verdicts(group.accounts), *_citizens(group.name, told))
    return (group.name, *cells, NONE if group.rate is None else group.rate, NONE if place is None else place)


def _verdicts(rows: list[SubjectRow]) -> tuple[Value, ...]:
    counts = verdict_counts(rows)
    passed, failed = counts[Verdict.PASSED], counts[Verdict.FAILED]
    unknown, rate = counts[Verdict.UNKNOWN], percent(passed, passed + failed)
    numbers = (len(rows), len(rows) - unknown, passed, failed, counts[Verdict.CANDIDATE], unknown)
    return (*numbers, NONE if rate is None else rate)


def _citizens(name: str, told: Mapping[str, list[Figures]] | None) -> tuple[Value, ...]:
    if told is None:
        return (NONE,) * 4
    some = told.get(name, [])
    in_time, due = sum(one.on_time for one in some), sum(one.answered + one.overdue for one in some)
    rate = percent(in_time, due)
    return (sum(one.received for one in some), due, in_time, NONE if rate is None else rate)


def _messages(given: PeriodRows) -> Mapping[str, list[Figures]] | None:
    """What citizens told, by the group of the unit that it was sent to; None where nothing is known of it."""
    if given.complaints is None:
        return None
    homes, found = _homes(given), defaultdict[str, list[Figures]](list)
    for unit, figures in given.complaints.units:
        if unit in homes:
            found[homes[unit]].append(figures)
    return found


def _homes(given: PeriodRows) -> Mapping[str, str]:
    """The group of each unit whose subjects are all in one; the others cannot be told."""
    found: defaultdict[str, set[str]] = defaultdict(set)
    for row in (*given.sites, *given.accounts):
        found[row.unit].add(group_of(row))
    return {unit: next(iter(groups)) for unit, groups in found.items() if len(groups) == 1}
