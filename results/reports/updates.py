"""The section that warns of accounts over or near their day (更新预警): all that are registered, as last read."""

from __future__ import annotations

from checks.indicators.words import word
from results.due import Due, DueState, days_left
from results.reports.account_rows import AccountsPart, moment_of
from results.reports.content import Figure, Section, Table, Value, Whole, heads

_DUE = (
    "主办单位 账号名称 平台 状态 最后更新时间:moment 未更新天数:number 要求天数:number 要求 距要求 距否决线 截至:moment"
)
_UNSEEN = "主办单位 账号名称 平台 状态 原因:long"


def updates(part: AccountsPart) -> Section:
    """By unit: over first, then near; apart from them what could not be looked at."""
    rows = tuple(_row(one) for one in part.due if one.state is not DueState.UNSEEN)
    unseen = tuple(
        (one.account.unit, one.account.name, one.account.platform, word("due", one.state), one.reason)
        for one in part.due
        if one.state is DueState.UNSEEN
    )
    over = sum(one.state is DueState.OVER for one in part.due)
    names = {state: word("due", state) for state in DueState}
    numbers = {DueState.OVER: over, DueState.NEAR: len(rows) - over, DueState.UNSEEN: len(unseen)}
    tones = {DueState.OVER: "bad", DueState.NEAR: "unsure", DueState.UNSEEN: "unsure"}
    tables = {state: "due-unseen" if state is DueState.UNSEEN else "due" for state in DueState}
    return Section(
        "政务新媒体更新预警",
        (
            "台账中登记状态为正常的全部账号，按最近一次读取；期限取单项否决、本地要求、登记频次中最严的一个。",
            "超期只算到“截至”为止，即最近一次看到它没有更新的时刻；无法核查的另列，不能说没有更新。没有列出的账号在期限之内。",
        ),
        figures=tuple(
            Figure(names[state], numbers[state], tables[state], "状态", (names[state],), tone=tones[state])
            for state in DueState
        ),
        wholes=(Whole("列出的账号", len(part.due), tuple((names[state], numbers[state]) for state in DueState)),),
        tables=(
            Table("due", "更新预警", heads(_DUE), rows, empty="没有超期和将超期的账号"),
            Table("due-unseen", "更新预警中无法核查的账号", heads(_UNSEEN), unseen, empty="没有"),
        ),
    )


def _row(one: Due) -> tuple[Value, ...]:
    account = one.account
    named = (account.unit, account.name, account.platform, word("due", one.state), moment_of(one.newest), one.days)
    return (*named, one.limit, word("limit", one.limit_of), days_left(one.left), days_left(one.veto_left), one.until)
