"""The section 信息发布情况 of a report: what units, sites, columns and accounts published, and their months of nought.

What is not known is no nought and in no sum; what was seen in part is in the sums as the lower bound that it is.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from checks.model.findings import SubjectType
from results.reports.content import Figure, Head, Section, Shape, Table, Value, Whole
from results.reports.period_rows import PeriodRows, PublishedRow
from results.reports.publication_subjects import LEAST, UNKNOWN, WHOLE, Given, Subject, label, sorted_out, total
from results.reports.row_laws import NONE, RowSum

BRIEF = 50
"""Rows of a table that a page shows."""
MOST_COLUMNS = 10_000
"""Rows of the table of columns: of more nobody would read it, and the command `published` lists them all."""
_OF_UNIT, _OF_SITE, _OF_ACCOUNT = "单位", "网站", "新媒体"
_NUMBER = Shape.NUMBER
_SAYS = (
    "网站按栏目列表和稿件标注的日期（北京时间）逐月统计：同一稿件在几个栏目出现，网站合计只算一次；没有标注日期的、日期晚于访问当日的不算；"
    "网民来信留言不算。新媒体按发布时间统计，时间不明的不算。"
)
_UNKNOWN_SAYS = (
    "没有看全、也没有看到发布的月份写“未知”，不写 0，不计入合计；没有看全、看到一部分的月份按看到的条数计入，是下限。"
    "只有全月看全而没有发布的月份才算零发布，没有结束的月份不算。"
)
_SAID_OF_ORIGIN = (
    "原创、转载只按稿件写明的来源、链接的去向和平台的标注区分；都没有写明的列为未说明，一个都没有写明的写“—”。"
)


def section(given: PeriodRows) -> Section:
    """The section, with every figure counted from its tables."""
    known = sorted_out(given)
    units, sites, columns, accounts, none = (make(known) for make in (_units, _sites, _columns, _accounts, _none))
    return Section(
        "信息发布情况",
        (_SAYS, _UNKNOWN_SAYS, _SAID_OF_ORIGIN),
        figures=(*_figures(known), *_lines(known)),
        wholes=tuple(_wholes(known)),
        tables=(units, sites, columns, accounts, none),
    )


def _units(known: Given) -> Table:
    """A row for each unit and month."""
    of: dict[str, tuple[list[Subject], list[Subject]]] = {}
    for at, some in enumerate((known.sites, known.accounts)):
        for subject in some:
            of.setdefault(subject.of.unit, ([], []))[at].append(subject)
    rows: list[tuple[Value, ...]] = []
    for unit, both in sorted(of.items()):
        for number, month in enumerate(known.months):
            told = [[subject.rows[number] for subject in kind] for kind in both]
            counts = [total(row.count for row in kind) if kind else NONE for kind in told]
            together = total(row.count for kind in told for row in kind)
            rows.append((unit, label(month), *counts, together, _remark(*told)))
    return Table(
        "published-units",
        "各单位发布数量",
        (
            Head("主办单位"),
            Head("月份", Shape.CODE),
            *_numbers("网站发布", "新媒体发布", "合计"),
            Head("说明", Shape.LONG),
        ),
        tuple(rows),
        note="“—”：没有登记的网站或账号。",
        brief=BRIEF,
        laws=(RowSum("合计", ("网站发布", "新媒体发布")),),
    )


def _sites(known: Given) -> Table:
    rows = [(one.of.unit, one.of.name, *_all_of(one)) for one in known.sites]
    return Table(
        "published-sites",
        "各网站发布数量",
        (Head("主办单位"), Head("网站名称"), *_heads_of(known, "合计", "转载")),
        tuple(rows),
        brief=BRIEF,
        laws=_laws(known, "合计", "转载"),
    )


def _accounts(known: Given) -> Table:
    rows = [
        (number, one.of.unit, one.of.name, one.of.kind, *_all_of(one)) for number, one in enumerate(known.accounts, 1)
    ]
    first = (Head("序号", _NUMBER), Head("主办单位"), Head("新媒体名称"), Head("平台"))
    return Table(
        "published-accounts",
        "各新媒体账号发布数量",
        (*first, *_heads_of(known, "发布条数", "转发")),
        tuple(rows),
        brief=BRIEF,
        laws=_laws(known, "发布条数", "转发"),
    )


def _columns(known: Given) -> Table:
    some = known.columns[:MOST_COLUMNS]
    rows = [(one.of.name, one.rows[-1].column or NONE, one.rows[-1].url, *one.counts(), one.remark) for one in some]
    full = len(some) == MOST_COLUMNS
    return Table(
        "published-columns",
        "各网站栏目发布数量",
        (
            *(Head("网站名称"), Head("栏目名称"), Head("栏目网址", Shape.LINK)),
            *_numbers(*map(label, known.months), "合计"),
            Head("说明", Shape.LONG),
        ),
        tuple(rows),
        note=f"只列出 {MOST_COLUMNS} 个栏目，全部请用 python schedule.py published --columns 列出。" if full else "",
        brief=BRIEF,
        laws=(RowSum("合计", tuple(map(label, known.months))),),
    )


def _none(known: Given) -> Table:
    """Who has months of nought: units all of whose sites and accounts have, sites, accounts."""
    rows: list[tuple[Value, ...]] = []
    units: dict[str, list[Subject]] = {}
    for one in (*known.sites, *known.accounts):
        units.setdefault(one.of.unit, []).append(one)
    for unit, some in sorted(units.items()):
        together = zip(*(one.rows for one in some), strict=True)
        runs = {rows[0].month: min(row.running for row in rows) for rows in together}
        rows += _noughts(known, unit, _OF_UNIT, "", runs)
    for kind, subjects in ((_OF_SITE, known.sites), (_OF_ACCOUNT, known.accounts)):
        for one in subjects:
            runs = {row.month: row.running for row in one.rows}
            rows += _noughts(known, one.of.unit, kind, one.of.name, runs)
    return Table(
        "published-none",
        "零发布月份",
        (Head("主办单位"), Head("类别", Shape.CODE), Head("名称"), Head("零发布的月份"), Head("连续月数", _NUMBER)),
        tuple(rows),
        note="“单位”：它的全部网站和账号都是零发布。连续月数到本期最后一个已结束的月份止，最多查到本期以前 6 个月。",
        brief=BRIEF,
    )


def _noughts(known: Given, unit: str, kind: str, name: str, runs: Mapping[int, int]) -> Iterator[tuple[Value, ...]]:
    """A row, where a month is one of nought."""
    months = [month for month in known.months if month in known.over and runs[month]]
    if months:
        yield unit, kind, name, "、".join(map(label, months)), runs[max(known.over)]


def _figures(known: Given) -> Iterator[Figure]:
    for kind, column, some in (("网站", "网站发布", known.sites), ("新媒体", "新媒体发布", known.accounts)):
        yield Figure(f"{kind}发布条数", _count(some), "published-units", column, total=True)
        for number, month in enumerate(known.months if len(known.months) in (2, 3) else ()):
            count = sum(one.rows[number].count or 0 for one in some)
            within = (("月份", label(month)),)
            yield Figure(f"{label(month)}{kind}发布条数", count, "published-units", column, total=True, within=within)
    for kind, table, some in (
        ("网站", "published-sites", known.sites),
        ("账号", "published-accounts", known.accounts),
    ):
        for state, tone in ((LEAST, ""), (UNKNOWN, "unsure")):
            count = sum(one.state == state for one in some)
            said = "有月份没有看全、按下限计的" if state == LEAST else "有月份未知的"
            yield Figure(f"{said}{kind}", count, table, "情况", (state,), tone=tone)
    rows = _none(known).rows
    for kind in (_OF_UNIT, _OF_SITE, _OF_ACCOUNT):
        count = sum(row[1] == kind for row in rows)
        yield Figure(f"有零发布月份的{kind}", count, "published-none", "类别", (kind,), tone="bad" if count else "")


def _lines(known: Given) -> Iterator[Figure]:
    """How many rows each table must have: one that is missing need not change a sum."""
    units = {one.of.unit for one in (*known.sites, *known.accounts)}
    for title, count, table in (
        ("各单位各月发布数量", len(units) * len(known.months), "published-units"),
        ("统计发布的网站", len(known.sites), "published-sites"),
        ("统计发布的栏目", min(len(known.columns), MOST_COLUMNS), "published-columns"),
        ("统计发布的账号", len(known.accounts), "published-accounts"),
    ):
        yield Figure(f"{title}的行数", count, table, quiet=True)


def _wholes(known: Given) -> Iterator[Whole]:
    sites, accounts = _count(known.sites), _count(known.accounts)
    yield Whole("发布条数", sites + accounts, (("网站", sites), ("新媒体", accounts)))
    for kind, some in (("网站", known.sites), ("账号", known.accounts)):
        parts = tuple((state, sum(one.state == state for one in some)) for state in (WHOLE, LEAST, UNKNOWN))
        yield Whole(f"统计发布的{kind}", len(some), parts)


def _count(some: Iterable[Subject]) -> int:
    return sum(row.count or 0 for one in some for row in one.rows)


def _all_of(one: Subject) -> tuple[Value, ...]:
    return (*one.counts(), *one.origins(), one.state, one.remark)


def _heads_of(known: Given, whole: str, repost: str) -> tuple[Head, ...]:
    numbers = _numbers(*map(label, known.months), whole, "原创", repost, "未说明")
    return (*numbers, Head("情况", Shape.CODE), Head("说明", Shape.LONG))


def _laws(known: Given, whole: str, repost: str) -> tuple[RowSum, ...]:
    return RowSum(whole, tuple(map(label, known.months))), RowSum(whole, ("原创", repost, "未说明"))


def _numbers(*titles: str) -> tuple[Head, ...]:
    return tuple(Head(title, _NUMBER) for title in titles)


def _remark(*kinds: Sequence[PublishedRow]) -> str:
    """How many of a unit's subjects are not known, or seen in part."""
    told = []
    for rows in kinds:
        kind = "网站" if rows and rows[0].type is SubjectType.SITE else "账号"
        unknown, least = sum(row.count is None for row in rows), sum(row.at_least for row in rows)
        told += [f"{unknown} 个{kind}未知"] if unknown else []
        told += [f"{least} 个{kind}为下限"] if least else []
    return "，".join(told)
