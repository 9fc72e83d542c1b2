"""Tables on what became of things in a period: notices, the failed of last time, messages of citizens, each check."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping

from checks.model.findings import Status, SubjectType
from results.complaint_figures import Figures
from results.ledger.complaints import Truth
from results.reports.content import Figure, OutcomeRow, Share, Table, Value, Whole, heads
from results.reports.period_rows import IndicatorCount, PeriodRows
from results.reports.period_tables import NOUNS
from results.reports.phrases import short_reason
from results.reports.row_laws import RowRate, RowSum
from results.reports.sums import PLACES, percent, share
from results.scorecard import CHECKS
from results.verdicts import Verdict

IPV6, INTERPRETATION, OTHER = "IPv6", "政策解读", "其他"
INTERPRETATIONS = (
    "missing-interpretation",
    "unlinked-interpretation",
    "plain-interpretations",
    "copied-interpretations",
)
"""The checks on how policy is explained (JD-01…)."""
RESULTS = ("没有发现问题", "有问题", "待人工确认", "未测", "不适用")
"""What a check may say of a subject, as the table of checks heads its columns."""
UNSENT = "尚未派发"
_RECTIFIED = (
    "已通知问题:number 期限已到:number 期限未到或未定:number 到期已整改:number 到期未整改:number 整改后再次出现:number"
)
_CHANGES = "对象类别 上期不合格:number 现合格:number 现不合格:number 现待确认:number 现未测:number"
_NOW = ("现合格", "现不合格", "现待确认", "现未测")
_MESSAGES = (
    "单位 收到:number 办结:number 应答复:number 按期答复:number 超期未答复:number 期限不明:number 即时答复:number "
    "催办后临期答复:number 已核实:number 属实:number 办结率（%）:points 按期答复率（%）:points"
)
_CHECKED = " ".join(("检查编号:code 检查项目 主题 对象类别", *(f"{one}:number" for one in RESULTS), "合计:number"))
_UNSEEN = "检查项目 对象类别 完全未测对象:number 部分未测对象:number 主要原因:long"


def rectified_table(given: PeriodRows) -> Table:
    """What became of what units were told in the period before and in this one, in one row."""
    one = given.rectified
    row = (one.notified, one.due, one.notified - one.due, one.mended, one.due - one.mended, one.again)
    laws = (
        RowSum("已通知问题", ("期限已到", "期限未到或未定")),
        RowSum("期限已到", ("到期已整改", "到期未整改")),
    )
    note = "统计上期和本期下发整改通知的问题。整改率＝到期已整改÷期限已到。"
    return Table("rectified", "整改通知办理情况", heads(_RECTIFIED), (row,), note=note, laws=laws)


def rectified_figures(given: PeriodRows) -> tuple[tuple[Figure, ...], tuple[Share, ...]]:
    """The figures of `rectified_table`, and the rate."""
    one = given.rectified
    told = (
        ("通知问题数", one.notified, "已通知问题", ""),
        ("到期问题数", one.due, "期限已到", ""),
        ("到期已整改数", one.mended, "到期已整改", "good"),
        ("整改后再现数", one.again, "整改后再次出现", "bad"),
    )
    figures = tuple(Figure(label, n, "rectified", title, total=True, tone=tone) for label, n, title, tone in told)
    rate = share("整改率", one.mended, one.due, left_out=one.notified - one.due, why="期限未到或未定的不计入分母")
    return figures, (rate,)


def change_table(given: PeriodRows) -> Table:
    """How those stand now that were 不合格 in the period before."""
    rows: tuple[tuple[Value, ...], ...] = tuple((noun, sum(now), *now) for noun, now in _changes(given))
    laws = (RowSum("上期不合格", _NOW),)
    note = "只统计本期末仍在册的；上期不合格、现合格的为已整改到位。"
    return Table("changes", "上期不合格对象的变化", heads(_CHANGES), rows, note=note, laws=laws)


def _changes(given: PeriodRows) -> Iterator[tuple[str, list[int]]]:
    order = (Verdict.PASSED, Verdict.FAILED, Verdict.CANDIDATE, Verdict.UNKNOWN)
    for kind, rows in ((SubjectType.SITE, given.sites), (SubjectType.ACCOUNT, given.accounts)):
        now = Counter(row.verdict for row in rows if row.earlier is Verdict.FAILED)
        yield NOUNS[kind], [now[one] for one in order]


def change_figures(given: PeriodRows) -> tuple[Figure, ...]:
    """Of sites and of accounts: how many were 不合格 before, and what they are now."""
    found = []
    for noun, now in _changes(given):
        within = (("对象类别", noun),)
        told = [(f"上期不合格{noun}数", sum(now), "上期不合格")]
        told += [(f"上期不合格{noun}{title}数", n, title) for title, n in zip(_NOW, now, strict=True)]
        found += [Figure(label, n, "changes", title, total=True, within=within, quiet=True) for label, n, title in told]
    return tuple(found)


def message_tables(given: PeriodRows) -> tuple[Table, ...]:
    """Messages of 我为政府网站找错 by unit, and by what they are about; none where nothing is known of them."""
    if given.complaints is None:
        return ()
    laws = (
        RowRate("办结率（%）", ("办结",), ("收到",), PLACES),
        RowRate("按期答复率（%）", ("按期答复",), ("应答复",), PLACES),
    )
    note = (
        "应答复＝期限明确、已经答复的，加上超期还没有答复的；期限不明和尚未到期的不计入按期答复率。"
        "即时答复指收到后规定小时数内答复。"
    )
    units, kinds = (
        tuple(_message(name or blank, figures) for name, figures in some)
        for some, blank in ((given.complaints.units, UNSENT), (given.complaints.categories, "未注明类别"))
    )
    by_kind = heads(_MESSAGES.replace("单位", "类别", 1))
    return (
        Table("messages", "找错留言按单位汇总", heads(_MESSAGES), units, empty="没有收到留言", note=note, laws=laws),
        Table("message-kinds", "找错留言按类别汇总", by_kind, kinds, empty="没有收到留言", laws=laws),
    )


def _message(name: str, one: Figures) -> tuple[Value, ...]:
    due = one.answered + one.overdue
    counts = (one.received, one.closed, due, one.on_time, one.overdue, one.untold, one.at_once, one.last_minute)
    truth = (sum(one.verdicts.values()), one.verdicts.get(Truth.TRUE, 0))
    rates = (percent(one.closed, one.received), percent(one.on_time, due))
    return (name, *counts, *truth, *("—" if rate is None else rate for rate in rates))


def message_figures(given: PeriodRows) -> tuple[tuple[Figure, ...], tuple[Share, ...], tuple[Whole, ...]]:
    """The figures of `message_tables`, the rates, and how they add up; nothing where nothing is known."""
    if given.complaints is None:
        return (), (), ()
    one = given.complaints.whole
    due = one.answered + one.overdue
    told = (
        ("找错留言数", one.received, "收到"),
        ("找错办结数", one.closed, "办结"),
        ("找错应答复数", due, "应答复"),
        ("找错按期答复数", one.on_time, "按期答复"),
        ("找错超期未答复数", one.overdue, "超期未答复"),
        ("找错期限不明数", one.untold, "期限不明"),
        ("找错属实数", one.verdicts.get(Truth.TRUE, 0), "属实"),
    )
    figures = tuple(Figure(label, n, "messages", title, total=True) for label, n, title in told)
    again = Figure("找错留言按类别合计", one.received, "message-kinds", "收到", total=True, quiet=True)
    shares = (
        share("找错办结率", one.closed, one.received),
        share("找错按期答复率", one.on_time, due, left_out=one.received - due, why="期限不明或尚未到期的不计入分母"),
    )
    parts = (("应答复", due), ("期限不明或尚未到期", one.received - due))
    return (*figures, again), shares, (Whole("找错留言数", one.received, parts),)


def topic(check: str) -> str:
    """Which paragraph of a bulletin a check belongs to."""
    return IPV6 if check in CHECKS else INTERPRETATION if check in INTERPRETATIONS else OTHER


def checked_table(given: PeriodRows) -> Table:
    """How each check came out, IPv6 and interpretations first."""
    order = {name: place for place, name in enumerate((IPV6, INTERPRETATION, OTHER))}
    known = {check: place for place, check in enumerate((*CHECKS, *INTERPRETATIONS))}

    def place(one: IndicatorCount) -> tuple[object, ...]:
        return (order[topic(one.check)], one.type is not SubjectType.SITE, known.get(one.check, 0), one.check)

    rows = tuple(_checked(one) for one in sorted(given.checked, key=place))
    laws = (RowSum("合计", RESULTS),)
    note = (
        "按每个对象期内最近一次能够检查的结果统计，是机器检查和已作答的人工检查当时的结果，后来人工排除的没有扣除；"
        "未测不等于没有问题。"
    )
    return Table("checked", "各检查项目结果汇总", heads(_CHECKED), rows, empty="没有检查", note=note, laws=laws)


def _checked(one: IndicatorCount) -> tuple[Value, ...]:
    counts = (one.passed, one.failed, one.review, one.unknown, one.not_applicable)
    return (one.check, one.title, topic(one.check), NOUNS[one.type], *counts, sum(counts))


def unseen_table(given: PeriodRows) -> Table:
    """What could not be looked at, by check: how many subjects, all or in part, and the most frequent reason."""
    rows = tuple(_unseen(given))
    note = "未测不等于合格，也不等于有问题。"
    return Table("unseen", "未测项目及原因", heads(_UNSEEN), rows, empty="所有项目都已查到", note=note)


def unseen_figures(given: PeriodRows) -> tuple[Figure, ...]:
    """How many times a check could not look at a subject, not at all and in part."""
    none = sum(one.status is Status.UNKNOWN for _, one in _unlooked(given))
    part = sum(one.status is not Status.UNKNOWN for _, one in _unlooked(given))
    return (
        Figure("完全未测项次", none, "unseen", "完全未测对象", total=True, tone="unsure"),
        Figure("部分未测项次", part, "unseen", "部分未测对象", total=True, tone="unsure"),
    )


def _unlooked(given: PeriodRows) -> Iterator[tuple[SubjectType, OutcomeRow]]:
    """Outcomes that did not look at everything, of the subjects of the period."""
    types: Mapping[str, SubjectType] = {row.key: row.type for row in (*given.sites, *given.accounts)}
    for one in given.unseen:
        kind = types.get(one.site)
        if kind is not None and one.status is not Status.NOT_APPLICABLE:
            yield kind, one


def _unseen(given: PeriodRows) -> Iterator[tuple[Value, ...]]:
    none: Counter[tuple[SubjectType, str, str]] = Counter()
    part: Counter[tuple[SubjectType, str, str]] = Counter()
    reasons: defaultdict[tuple[SubjectType, str, str], Counter[str]] = defaultdict(Counter)
    for kind, one in _unlooked(given):
        what = (kind, one.check, one.title)
        (none if one.status is Status.UNKNOWN else part)[what] += 1
        reasons[what][short_reason(one.reason)] += 1
    for what in sorted(reasons, key=lambda one: (one[0] is not SubjectType.SITE, one[1], one[2])):
        why = min(reasons[what].items(), key=lambda pair: (-pair[1], pair[0]))[0]
        yield (what[2], NOUNS[what[0]], none[what], part[what], why)
