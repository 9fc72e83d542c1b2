"""The sections on accounts (政务新媒体): how many were read and how, which sources failed, what may be said of each.

An account that could not be looked at is 未测 with its reason and in no divisor. A source that fails for many accounts
is a line of its own, and nobody is judged by it.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence

from checks.indicators.words import word
from checks.model.posts import ReadingState
from results.incidents import incident_advice, incident_reason
from results.ledger.incidents import LATELY
from results.ledger.outcomes import READ
from results.reports.account_rows import AccountRow, AccountsPart, moment_of, state_word
from results.reports.content import Figure, IssueRow, Section, Table, Value, Weekly, Whole, heads
from results.reports.pass_rate import pass_rate
from results.reports.problems import EVIDENCE, FIXED, SUSPECTED, issue_cells, progress, standing
from results.reports.sums import share
from results.verdicts import NOT_READ, Verdict, of_account

PREFIX = "account-"
SAID = 5
"""So many issues are named in the row of an account; the rest are counted."""
_UNREAD = "主办单位 账号名称 平台 读取结果 原因:long"
_INCIDENTS = f"来源 主机 读取失败账号:number 读取账号:number 最近{LATELY}次巡查中出现:number 原因:long 怎么办:long"
_ACCOUNTS = (
    "序号:number 主办单位 账号名称 平台 最后更新时间:moment 距检查日天数:number 本期发布条数:number 检查结果 问题:long "
    "未整改问题:number 理由:long 读取结果 账号主页:link 读取记录:long"
)
_ISSUES = f"主办单位 账号名称 平台 编号:evidence 状态 {EVIDENCE}"
_UNSEEN = "检查项目 程度 账号项次:number 原因:long"


def coverage(part: AccountsPart) -> Section:
    """How the reading of each account of the sample ended, why the rest say nothing, and the sources that failed."""
    counts = Counter(state_word(row) for row in part.rows)
    states = [(word("reading", state), "good" if state in READ else "unsure") for state in ReadingState]
    told = [*states, *([(NOT_READ, "unsure")] if counts[NOT_READ] else [])]
    unread = tuple(
        (row.unit, row.name, row.platform, state_word(row), row.reason) for row in part.rows if row.state not in READ
    )
    total = len(part.rows)
    return Section(
        "政务新媒体检查范围与覆盖情况",
        (
            "抽中的账号按登记的方式读取；账号异常须由人核实，无法核查的没有读到，不能说没有更新，都不下结论。",
            "来源事件是读取来源出了问题，涉及的账号一律按无法核查处理，不据此判断任何账号。",
        ),
        figures=(
            Figure("抽查账号", total, "accounts"),
            *(Figure(name, counts[name], "accounts", "读取结果", (name,), tone=tone) for name, tone in told),
            Figure("来源事件", len(part.incidents), "incidents", tone="unsure" if part.incidents else ""),
        ),
        shares=(share("读到内容的账号", total - len(unread), total),),
        wholes=(
            Whole("抽查账号", total, tuple((name, counts[name]) for name, _ in told)),
            Whole("抽查账号", total, (("读到内容", total - len(unread)), ("没有读到内容", len(unread))), quiet=True),
        ),
        tables=(
            _incidents(part),
            Table("unread", "没有读到内容的账号及原因", heads(_UNREAD), unread, empty="抽中的账号都已读到"),
        ),
    )


def _incidents(part: AccountsPart) -> Table:
    rows = tuple(
        (one.source, one.host, one.failed, one.of, one.lately, incident_reason(one), incident_advice(one))
        for one in part.incidents
    )
    note = "为了分清是来源还是账号的问题，同一来源未抽中的一些账号也读取，不作判断；“读取账号”包括它们。"
    return Table("incidents", "来源事件", heads(_INCIDENTS), rows, empty="没有来源事件", note=note)


def verdicts(part: AccountsPart, given: Weekly) -> Section:
    """The table of accounts (新媒体检查情况表)."""
    left: dict[str, list[IssueRow]] = defaultdict(list)
    for issue in part.issues:
        if progress(issue, given) != FIXED:
            left[issue.site].append(issue)
    said = [(row, *of_account(row)) for row in part.rows]
    counts = Counter(kind for _, kind, _ in said)
    rows = tuple(_row(number, *one, left[one[0].key]) for number, one in enumerate(said, 1))
    tones = {Verdict.PASSED: "good", Verdict.FAILED: "bad", Verdict.CANDIDATE: "bad", Verdict.UNKNOWN: "unsure"}
    return Section(
        "政务新媒体检查结论",
        (
            "“合格”只表示机器检查和已作答的人工检查没有触发单项否决；单项否决在人工确认之前只是候选。",
            "天数从最后一条内容算到读取时；空白表示不知道，不表示没有。",
        ),
        figures=tuple(
            Figure(str(kind), counts[kind], "accounts", "检查结果", (str(kind),), tone=tones[kind]) for kind in Verdict
        ),
        shares=(pass_rate("账号合格率", counts, "账号"),),
        wholes=(Whole("抽查账号", len(said), tuple((str(kind), counts[kind]) for kind in Verdict)),),
        tables=(Table("accounts", "新媒体检查情况表", heads(_ACCOUNTS), rows, empty="没有抽到账号"),),
    )


def _row(number: int, row: AccountRow, kind: Verdict, why: str, issues: Sequence[IssueRow]) -> tuple[Value, ...]:
    told = [f"{_doubt(one)}{one.says}" for one in issues[:SAID]]
    if len(issues) > SAID:
        told.append(f"……共 {len(issues)} 个，见明细")
    named = (number, row.unit, row.name, row.platform, moment_of(row.newest), row.days, row.posts)
    judged = (str(kind), "\n".join(told), len(issues), why, state_word(row))
    return (*named, *judged, row.home, row.visit)


def _doubt(issue: IssueRow) -> str:
    return "（疑似）" if issue.certainty == "suspected" else ""


def problems(part: AccountsPart, given: Weekly) -> Section:
    """By kind, each naming its unit and its account."""
    section = standing("政务新媒体问题与整改情况", part.issues, given, PREFIX)
    whose: Mapping[str, AccountRow] = {row.key: row for row in part.rows}
    ordered = sorted(part.issues, key=lambda one: (one.check, whose[one.site].unit, one.site, one.number))
    rows = tuple(_issue(one, whose[one.site], given) for one in ordered)
    table = Table(
        f"{PREFIX}issues",
        "新媒体问题明细",
        heads(_ISSUES),
        rows,
        empty="没有发现问题",
        group="检查项目",
        note=SUSPECTED,
    )
    return Section(section.title, (), section.figures, wholes=section.wholes, tables=(*section.tables, table))


def _issue(issue: IssueRow, row: AccountRow, given: Weekly) -> tuple[Value, ...]:
    return (row.unit, row.name, row.platform, issue.number, progress(issue, given), *issue_cells(issue))


def unseen(part: AccountsPart) -> Section:
    """For each check at how many accounts it could not look, and why."""
    rows = tuple(
        (one.title, "未测" if one.none else "部分未测", one.count, one.reason or "没有记下原因") for one in part.unseen
    )
    total = sum(one.count for one in part.unseen)
    none = sum(one.count for one in part.unseen if one.none)
    return Section(
        "政务新媒体未测项目",
        ("未测不等于合格，也不等于有问题。",),
        figures=(Figure("未测账号项次", total, "account-unseen", "账号项次", total=True, tone="unsure"),),
        wholes=(Whole("未测账号项次", total, (("完全未测", none), ("部分未测", total - none))),),
        tables=(Table("account-unseen", "新媒体未测项目及原因", heads(_UNSEEN), rows, empty="所有项目都已查到"),),
    )
