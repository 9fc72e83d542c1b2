"""What is in no sum of a period, or counts otherwise than a reader would think, and why: Chinese, for the first page.

Who came to another unit and who was closed is told from the moves that imports keep (`period_moves`). A ledger from
before they did has none: there it is told from what runs and notices kept, units that had something then and have
nothing now, sites that were visited and are closed now; and so are subjects that no run of the period ever took up.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from sqlalchemy import Connection

from checks.indicators.words import word
from checks.model.findings import SubjectType
from checks.model.registry import BEIJING, GLANCED, Account, Registry, Site, SubjectState
from results.ledger import notice_items, run_history, spans
from results.ledger.runs import Run, RunState
from results.ledger.spans import Span
from results.reports.period_moves import Moved, moved, named
from results.reports.period_rows import SubjectRow
from results.reports.period_subjects import Subjects


@dataclass(frozen=True, slots=True)
class Looked:
    """What was gathered already: `runs` of the period, `rows` of all subjects; `edition` is the version in force,
    `undated` counts issues of notices without a deadline."""

    known: Registry
    runs: Sequence[Run]
    rows: Sequence[SubjectRow]
    subjects: Subjects
    edition: str
    undated: int = 0


def left_out(connection: Connection, span: Span, given: Looked) -> Iterator[str]:
    """Each a sentence."""
    told = moved(connection, span, given.known)
    yield from told.says
    yield from _gone(connection, span, given, told)
    yield from _closed(given, told)
    if gone := spans.unregistered(connection, span):
        yield f"本期检查过、现在台账里已没有登记的网站 {len(gone)} 个，没有计入：{named(gone)}"
    for noun, kind in (("网站", "site"), ("账号", "account")):
        untried = (row for row in given.rows if row.type == kind and row.run is None)
        if never := [row.name for row in untried if row.state is SubjectState.NORMAL]:
            why = "可能是本期内或期后新登记的"
            yield f"本期没有一次检查看过的{noun} {len(never)} 个（{why}），列为未测：{named(never)}"
    yield from _runs(connection, span, given.runs)
    if len(editions := list(dict.fromkeys(_rules(run.edition) for run in given.runs))) > 1:
        yield f"本期先后按 {len(editions)} 个规则版本检查（{'、'.join(editions)}），期内前后的数字不完全可比"
    yield from _judged_by(given)
    if given.undated:
        yield f"已通知的问题中有 {given.undated} 个没有整改期限（没有该年的节假日安排），不计入整改率"


def _judged_by(given: Looked) -> Iterator[str]:
    """Where the rules in force are not those of the runs: pass marks, and what is decided after a run, go by them."""
    now, then = _rules(given.edition), {_rules(run.edition) for run in given.runs}
    if now not in then:
        by = "合格分数线和检查以后人工确认、排除的问题按现行规则版本"
        yield f"本期检查都不是按现行规则版本做的：{by}（{now}）计算，与检查时的规则可能不同"


def _gone(connection: Connection, span: Span, given: Looked, told: Moved) -> Iterator[str]:
    """Units that had something in the period and have nothing now, and no move says why."""
    judged = run_history.units_of(connection, [run.id for run in given.runs])
    then = judged | notice_items.told(connection, span.since, min(span.until, span.told))
    owners = {site.unit for site in given.known.sites} | {account.unit for account in given.known.accounts}
    if gone := sorted(then - owners - told.units):
        had = f"本期有网站、账号或整改通知、现在名下没有网站和账号的单位 {len(gone)} 个（可能已更名或撤并）"
        yield f"{had}：{named(gone)}；台账里没有它们变更的记录，网站和账号一律按现在登记的主办单位统计"


def _closed(given: Looked, told: Moved) -> Iterator[str]:
    """What was judged in the period and is closed, paused or given up now, and no move says since when."""
    of = given.subjects
    sites = [one for one in given.known.sites if (look := of.site_looks.get(one.key)) is not None and look.looked]
    accounts = [one for one in given.known.accounts if of.account_looks.get(one.key, (0, 0))[0]]
    both: tuple[tuple[str, SubjectType, Sequence[Site | Account]], ...] = (
        ("网站", SubjectType.SITE, sites),
        ("账号", SubjectType.ACCOUNT, accounts),
    )
    for noun, kind, found in both:
        shut = (one for one in found if one.state in GLANCED and (kind, one.key) not in told.closed)
        if gone := [f"{one.name}（{word('state', one.state)}）" for one in shut]:
            yield f"本期检查过、现登记为关停、注销或临时下线的{noun} {len(gone)} 个，不计入各数：{named(gone)}"


def _runs(connection: Connection, span: Span, runs: Sequence[Run]) -> Iterator[str]:
    """Runs that were cut off, and runs that brought nothing."""
    got = spans.reached(connection, span)
    cut = [run for run in runs if run.state is not RunState.FINISHED]
    empty = [run for run in runs if run not in cut and (one := got.get(run.id)) and not (one.done or one.shares)]
    if cut:
        yield f"没有做完的检查 {len(cut)} 次，做完的部分已计入：{named(map(_run, cut))}"
    if empty:
        yield f"什么也没有看成的检查 {len(empty)} 次（我方网络不通或网站都打不开）：{named(map(_run, empty))}"


def _run(run: Run) -> str:
    return f"第 {run.id} 次（{run.started.astimezone(BEIJING):%m月%d日}）"


def _rules(version: str) -> str:
    """A version without the office's own lists: they change often, and no rule with them."""
    return "+".join(part for part in version.split("+") if "@" not in part)
