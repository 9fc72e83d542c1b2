"""曾不合格: who was 不合格 at any time of a year, though mended since (standards.md 13.2, 沈阳)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from checks.model.findings import SubjectType
from results.reports.content import Figure, Section, Table, Value, heads
from results.reports.period_rows import PeriodRows, SubjectRow
from results.reports.period_tables import ACCOUNT, NOUNS, SITE
from results.reports.problem_tables import called
from results.reports.quarter_tables import Quarter
from results.verdicts import Verdict

GONE = "期末已不在册"
_EVER = "序号:number 对象类别 名称 主办单位 所属地区 单项否决项:long 发现时期 期末检查结果"


@dataclass(frozen=True, slots=True)
class Ever:
    """A subject that was 不合格 at some time: by what, in which quarters ("" = the year alone tells), and what is said
    of it at the end (`GONE` where it is registered no more)."""

    row: SubjectRow
    vetoes: tuple[str, ...]
    quarters: tuple[str, ...]
    now: str


def ever_failed(given: PeriodRows, quarters: Sequence[Quarter]) -> list[Ever]:
    """Who was 不合格 at any time of the period though mended since (standards.md 13.2, 沈阳): sites first."""
    last = {row.key: row for row in (*given.sites, *given.accounts)}
    rows, vetoes, when = dict[str, SubjectRow](), dict[str, dict[str, None]](), dict[str, list[str]]()
    for name, some in (*((one.name, one.rows) for one in quarters), ("", given)):
        for row in (*some.sites, *some.accounts) if some else ():
            if reached := failed_by(row):
                rows.setdefault(row.key, last.get(row.key, row))
                vetoes.setdefault(row.key, {}).update(dict.fromkeys(reached))
                when.setdefault(row.key, []).extend([name] if name else [])
    told = [
        Ever(row, tuple(vetoes[key]), tuple(when[key]), str(last[key].verdict) if key in last else GONE)
        for key, row in rows.items()
    ]
    return sorted(told, key=_place)


def _place(one: Ever) -> tuple[object, ...]:
    row = one.row
    return (row.type is not SubjectType.SITE, row.region, row.unit, row.name, row.key)


def failed_by(row: SubjectRow) -> tuple[str, ...]:
    """The vetoes that persons confirmed of it in its period, mended or not; none where it was never 不合格."""
    now = [one.title for one in row.vetoes if one.confirmed] if row.verdict is Verdict.FAILED else []
    return tuple(dict.fromkeys((*row.once, *now))) or (("",) if row.verdict is Verdict.FAILED else ())


def ever_section(given: PeriodRows, quarters: Sequence[Quarter]) -> Section:
    """曾不合格: one row for each subject."""
    found = ever_failed(given, quarters)
    rows = tuple(_ever(number, one) for number, one in enumerate(found, 1))
    note = "期内任何时候经人工确认触发过单项否决的都在内，不论现在是否已经整改。发现时期按季度记，空白的为全期记录。"
    table = Table("ever", "曾不合格名单", heads(_EVER), rows, empty="没有", note=note)
    figures: list[Figure] = []
    for noun in (SITE, ACCOUNT):
        within, some = (("对象类别", noun),), [one for one in found if NOUNS[one.row.type] == noun]
        still = sum(one.now == Verdict.FAILED for one in some)
        figures.append(Figure(f"曾不合格{noun}数", len(some), "ever", within=within, tone="bad"))
        failed = (str(Verdict.FAILED),)
        figures.append(Figure(f"曾不合格{noun}期末仍不合格数", still, "ever", "期末检查结果", failed, within=within))
    return Section("曾不合格的网站和账号", figures=tuple(figures), tables=(table,))


def _ever(number: int, one: Ever) -> tuple[Value, ...]:
    row = one.row
    whose = (number, NOUNS[row.type], called(row), row.unit, row.region)
    return (*whose, "、".join(filter(None, one.vetoes)), "、".join(one.quarters), one.now)
