"""What a person may do about notices (整改通知): drawn up, reminded of, answered by the unit, reviewed, withdrawn.

A notice holds issues of one unit that a person confirmed; nothing suspected is ever sent. Whether they were mended is
what the next nights see: nobody closes a notice whose issues still stand without saying why.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Any

from sqlalchemy import Connection

from checks.indicators.words import word
from checks.model.registry import BEIJING
from results import triage
from results.complaint_figures import Clock
from results.errors import NotAllowed
from results.handling import Hand
from results.ledger import issues, notices
from results.ledger.issues import Issue, IssueState
from results.ledger.notices import Notice, NoticeState
from results.masking import mask

FROM: Mapping[str, frozenset[NoticeState]] = {
    "remind": frozenset((NoticeState.SENT,)),
    "answer": frozenset((NoticeState.SENT, NoticeState.ANSWERED)),
    "give-back": frozenset((NoticeState.ANSWERED,)),
    "accept": frozenset((NoticeState.ANSWERED,)),
    "withdraw": frozenset((NoticeState.SENT, NoticeState.ANSWERED)),
}
"""In which states of a notice an act is allowed."""
MOST = 2_000
"""Issues in one notice, at most."""


def draw(connection: Connection, unit: str, numbers: Sequence[int], hand: Hand, *, due: date | None) -> Notice:
    """A notice of these issues to `unit`; each is then notified. Without numbers: all that are confirmed
    and stand in no open notice. One that was left notified by a notice that is over may be named again.

    Raises NotAllowed for an issue of another unit, one nobody confirmed, or one that stands in an open notice.
    """
    triage.require_name(hand.who)
    notices.hold(connection)
    confirmed = [IssueState.CONFIRMED]
    chosen = [issues.get(connection, number) for number in dict.fromkeys(numbers)]
    chosen = chosen or list(issues.query(connection, units=[unit], states=[state.value for state in confirmed]))
    if not chosen:
        raise NotAllowed(f"{unit} 没有已确认的问题，不用发整改通知；请先确认问题")
    if len(chosen) > MOST:
        raise NotAllowed(f"{unit} 有 {len(chosen)} 个已确认的问题，一份通知最多 {MOST} 个；请分几份")
    for issue in chosen:
        _may_stand_in(issue, unit)
    there = notices.noticed(connection, [issue.id for issue in chosen])
    if not numbers and (rest := [issue for issue in chosen if issue.id not in there]):
        chosen, there = rest, {}  # what came back and was confirmed again stays in the notice that it has
    if there:
        issue_id, number = next(iter(there.items()))
        raise NotAllowed(f"问题 {issue_id} 已在整改通知 {number} 里，那份还没有结束")
    made = notices.make(connection, unit, [issue.id for issue in chosen], moment=hand.moment, due=due)
    (notice,) = (one for one in notices.query(connection, units=[unit]) if one.id == made)
    for issue in chosen:
        reason = f"整改通知 {notice.number}"
        triage.notify(connection, issue.id, who=hand.who, moment=hand.moment, reason=reason, again=True)
    notices.tell(connection, made, who=hand.who, what="draw", moment=hand.moment)
    return notices.get(connection, notice.number)


def clock(one: Notice, today: date, after: Callable[[date, int], date | None]) -> Clock:
    """How the notice stands to its deadline on `today` (+08:00): what was answered by the day of its answer.
    `after(day, n)` is the n-th workday after a day."""
    if one.due is None:
        return Clock.UNKNOWN
    if one.answered is not None:
        return Clock.DONE if one.answered.astimezone(BEIJING).date() <= one.due else Clock.LATE_DONE
    if today > one.due:
        return Clock.OVERDUE
    return Clock.SOON if one.due in (today, after(today, 1)) else Clock.IN_TIME


def remind(connection: Connection, number: str, hand: Hand) -> Notice:
    """Presses the unit; how often is counted."""
    one = _may(connection, number, "remind", hand)
    return _done(connection, one, "remind", hand, {"reminded": one.reminded + 1})


def answer(connection: Connection, number: str, hand: Hand, *, text: str, proof: Sequence[str] = ()) -> Notice:
    """What the unit says it mended, with proof; said again it takes the place of what was said before."""
    one = _may(connection, number, "answer", hand)
    _needs(number, "反馈", text)
    changes = {"state": NoticeState.ANSWERED.value, "answer": mask(text), "proof": list(proof), "answered": hand.moment}
    return _done(connection, one, "answer", hand, changes, text)


def give_back(connection: Connection, number: str, hand: Hand, *, reason: str) -> Notice:
    """The answer does not do: the unit owes another one."""
    one = _may(connection, number, "give-back", hand)
    _needs(number, "退回", reason)
    return _done(connection, one, "give-back", hand, {"state": NoticeState.SENT.value, "answered": None}, reason)


def accept(connection: Connection, number: str, hand: Hand, *, reason: str = "") -> Notice:
    """Closes it. While some of its issues stand, only with a reason."""
    one = _may(connection, number, "accept", hand)
    if one.standing and not reason.strip():
        raise NotAllowed(
            f"整改通知 {number} 还有 {one.standing} 个问题没有复查到已整改；等下次巡查复查，或写明销号的理由"
        )
    return _done(connection, one, "accept", hand, {"state": NoticeState.CLOSED.value, "ended": hand.moment}, reason)


def withdraw(connection: Connection, number: str, hand: Hand, *, reason: str) -> Notice:
    """Takes it back: what it had notified is confirmed again, and no more."""
    one = _may(connection, number, "withdraw", hand)
    _needs(number, "撤回", reason)
    for issue in notices.issues_of(connection, one.id):
        triage.take_back(connection, issue, who=hand.who, moment=hand.moment, reason=f"撤回整改通知 {number}")
    changes = {"state": NoticeState.WITHDRAWN.value, "ended": hand.moment}
    return _done(connection, one, "withdraw", hand, changes, reason)


def _may_stand_in(issue: Issue, unit: str) -> None:
    if issue.unit != unit:
        raise NotAllowed(f"问题 {issue.id} 的主办单位是“{issue.unit}”，不是“{unit}”；一份通知只发一个单位")
    if issue.state not in (IssueState.CONFIRMED, IssueState.NOTIFIED):
        state = word("issue", issue.state)
        raise NotAllowed(f"问题 {issue.id} 的状态是“{state}”，不是“已确认”，不能写进整改通知；请先由人确认")


def _may(connection: Connection, number: str, act: str, hand: Hand) -> Notice:
    triage.require_name(hand.who)
    one = notices.get(connection, number)
    if hand.seen is not None and hand.seen != one.version:
        raise NotAllowed(f"整改通知 {number} 刚刚被别人处理过；请重新打开后再操作")
    if one.state not in FROM[act]:
        now, what = word("notice", one.state), word("noticing", act)
        raise NotAllowed(f"整改通知 {number} 现在是“{now}”，不能{what}")
    return one


def _needs(number: str, what: str, text: str) -> None:
    if not text.strip():
        raise NotAllowed(f"整改通知 {number}：{what}必须写明情况；请补充后再提交")


def _done(
    connection: Connection, one: Notice, act: str, hand: Hand, changes: Mapping[str, Any], reason: str = ""
) -> Notice:
    told = mask(reason)
    notices.change(connection, one, changes, who=hand.who.strip(), what=act, moment=hand.moment, reason=told)
    return notices.get(connection, one.number)
