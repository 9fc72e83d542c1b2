"""What a person may do to a message of 我为政府网站找错, and in which state of it (standards.md 8, ZC-02…ZC-06).

收到 → 派发 → 核实 → 整改 → 答复 → 复核 → 办结. Each act is an event; none is undone silently. What is true must be
mended before it is answered, what is answered is reviewed before it is closed.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import Connection

from checks.indicators.words import word
from checks.model.registry import BEIJING
from results.errors import NotAllowed
from results.ledger import complaints, issues
from results.ledger.complaints import OPEN, Complaint, ComplaintState, Truth
from results.masking import mask
from results.triage import require_name

_S = ComplaintState


class Handling(StrEnum):
    """What may be done to a message."""

    DISPATCH = "dispatch"  # 派发, 改派
    VERIFY = "verify"  # 核实
    MEND = "mend"  # 整改
    ANSWER = "answer"  # 答复
    APPROVE = "approve"  # 复核通过，办结
    RETURN = "return"  # 复核不通过，退回
    REOPEN = "reopen"  # 办结后重新办理
    URGE = "urge"  # 催办
    SORT = "sort"  # 改类别
    TIE = "tie"  # 与已知问题关联
    ASK = "ask"  # 要求复验
    RECHECK = "recheck"  # 复验
    COMMENT = "comment"  # 备注


FROM: Mapping[Handling, frozenset[ComplaintState]] = {
    Handling.DISPATCH: frozenset((_S.RECEIVED, _S.DISPATCHED)),
    Handling.VERIFY: frozenset((_S.DISPATCHED, _S.VERIFIED)),
    Handling.MEND: frozenset((_S.VERIFIED, _S.MENDED)),
    Handling.ANSWER: frozenset((_S.VERIFIED, _S.MENDED)),
    Handling.APPROVE: frozenset((_S.ANSWERED,)),
    Handling.RETURN: frozenset((_S.ANSWERED,)),
    Handling.REOPEN: frozenset((_S.CLOSED,)),
    Handling.URGE: frozenset(OPEN),
    Handling.SORT: frozenset(OPEN),
    Handling.TIE: frozenset(OPEN),
    Handling.ASK: frozenset(OPEN),
    Handling.RECHECK: frozenset(OPEN),
    Handling.COMMENT: frozenset(ComplaintState),
}
"""In which states of a message an act is allowed."""


@dataclass(frozen=True, slots=True)
class Hand:
    """Who acts, and when (aware). `seen` is the version that they saw, None where they saw the newest."""

    who: str
    moment: datetime
    seen: int | None = None


def dispatch(connection: Connection, number: int, hand: Hand, *, unit: str, reason: str = "") -> Complaint:
    """Gives it to a unit; to another one only with a reason."""
    one = _may(connection, number, Handling.DISPATCH, hand)
    if not unit.strip():
        raise NotAllowed(f"留言 {number} 要派发给哪个单位？请写明责任单位")
    if one.state is _S.DISPATCHED:
        _needs(number, "改派", reason)
    changes = {"state": _S.DISPATCHED, "unit": unit.strip(), "dispatched": one.dispatched or hand.moment}
    return _done(connection, one, Handling.DISPATCH, hand, changes, reason)


def verify(connection: Connection, number: int, hand: Hand, *, verdict: Truth, note: str) -> Complaint:
    """Says whether it is true. What is not, or cannot be told, needs a word on why."""
    one = _may(connection, number, Handling.VERIFY, hand)
    if verdict is not Truth.TRUE:
        _needs(number, "核实为不属实或无法判定", note)
    return _done(connection, one, Handling.VERIFY, hand, {"state": _S.VERIFIED, "verdict": verdict, "note": mask(note)})


def mend(connection: Connection, number: int, hand: Hand, *, text: str) -> Complaint:
    """Says what was mended; only of what is true."""
    one = _may(connection, number, Handling.MEND, hand)
    if one.verdict is not Truth.TRUE:
        raise NotAllowed(f"留言 {number} 核实为“不属实”或“无法判定”，不用登记整改；请直接答复，或改正核实结论")
    _needs(number, "登记整改", text)
    return _done(connection, one, Handling.MEND, hand, {"state": _S.MENDED, "mended": mask(text)})


def answer(connection: Connection, number: int, hand: Hand, *, text: str) -> Complaint:
    """Answers the sender. What is true is mended first."""
    one = _may(connection, number, Handling.ANSWER, hand)
    if one.verdict is Truth.TRUE and one.state is not _S.MENDED:
        raise NotAllowed(f"留言 {number} 核实为属实，还没有登记整改情况；请先登记整改再答复")
    _needs(number, "答复", text)
    changes = {"state": _S.ANSWERED, "answer": mask(text), "answered": hand.moment}
    return _done(connection, one, Handling.ANSWER, hand, changes)


def approve(connection: Connection, number: int, hand: Hand) -> Complaint:
    """Reviews the answer and closes the message."""
    one = _may(connection, number, Handling.APPROVE, hand)
    return _done(connection, one, Handling.APPROVE, hand, {"state": _S.CLOSED, "closed": hand.moment})


def give_back(connection: Connection, number: int, hand: Hand, *, reason: str) -> Complaint:
    """Reviews the answer and does not agree: it is verified, mended and answered anew."""
    one = _may(connection, number, Handling.RETURN, hand)
    _needs(number, "退回", reason)
    return _done(connection, one, Handling.RETURN, hand, _anew(), reason)


def reopen(connection: Connection, number: int, hand: Hand, *, reason: str) -> Complaint:
    """Takes up again what was closed."""
    one = _may(connection, number, Handling.REOPEN, hand)
    _needs(number, "重新办理", reason)
    return _done(connection, one, Handling.REOPEN, hand, {**_anew(), "closed": None}, reason)


def urge(connection: Connection, number: int, hand: Hand, *, reason: str = "") -> Complaint:
    """Presses the unit; how often is counted (ZC-06)."""
    one = _may(connection, number, Handling.URGE, hand)
    return _done(connection, one, Handling.URGE, hand, {"urged": one.urged + 1}, reason)


def sort(connection: Connection, number: int, hand: Hand, *, category: str, known: tuple[str, ...]) -> Complaint:
    """Gives it another category, one of `known`."""
    one = _may(connection, number, Handling.SORT, hand)
    if category not in known:
        raise NotAllowed(f"没有“{category}”这一类；可用：{'、'.join(known)}")
    return _done(connection, one, Handling.SORT, hand, {"category": category})


def tie(connection: Connection, number: int, hand: Hand, *, issue: int | None) -> Complaint:
    """Says that it is one with a known issue, or with none. Raises NoSuchIssue."""
    one = _may(connection, number, Handling.TIE, hand)
    if issue is not None:
        issues.get(connection, issue)
    return _done(connection, one, Handling.TIE, hand, {"issue": issue})


def ask_recheck(connection: Connection, number: int, hand: Hand) -> Complaint:
    """Puts it among those whose address is to be visited again (`complaints.waiting_recheck`)."""
    one = _may(connection, number, Handling.ASK, hand)
    if one.waiting is not None:
        raise NotAllowed(f"留言 {number} 已在等待复验；请稍后刷新页面看结果")
    return _done(connection, one, Handling.ASK, hand, {"waiting": hand.moment})


def recheck(
    connection: Connection, number: int, hand: Hand, *, found: Truth, evidence: Mapping[str, Any], issue: int | None
) -> Complaint:
    """Keeps what a machine found at the address; the verdict stays a person's. An issue tied by a person stays."""
    one = _may(connection, number, Handling.RECHECK, hand)
    tied = one.issue if one.issue is not None else issue
    changes = {"machine": found, "evidence": evidence, "issue": tied, "waiting": None}
    return _done(connection, one, Handling.RECHECK, hand, changes, str(evidence.get("says", "")))


def comment(connection: Connection, number: int, hand: Hand, *, text: str) -> Complaint:
    """A remark; the message stays as it is."""
    one = _may(connection, number, Handling.COMMENT, hand)
    _needs(number, "备注", text)
    return _done(connection, one, Handling.COMMENT, hand, {}, text)


def possible(one: Complaint) -> frozenset[Handling]:
    """The acts that the message as it stands allows."""
    allowed = {act for act in Handling if one.state in FROM[act]}
    if one.verdict is not Truth.TRUE:
        allowed.discard(Handling.MEND)
    elif one.state is _S.VERIFIED:
        allowed.discard(Handling.ANSWER)
    if one.waiting is not None:
        allowed.discard(Handling.ASK)
    return frozenset(allowed)


def due(one: Complaint, after: Callable[[date, int], date | None], forward: int, answered: int) -> Complaint:
    """The message with its deadlines: `forward` and `answered` workdays after the day of receipt; one that its sheet
    named stays. `after(day, n)` is the n-th workday after a day, None where that is not known."""
    if one.forward_due and one.answer_due:
        return one
    day = one.received.astimezone(BEIJING).date()
    return replace(
        one,
        forward_due=one.forward_due or after(day, forward),
        answer_due=one.answer_due or after(day, answered),
    )


def _anew() -> dict[str, Any]:
    return {"state": _S.DISPATCHED, "verdict": None, "note": "", "mended": "", "answer": "", "answered": None}


def _may(connection: Connection, number: int, act: Handling, hand: Hand) -> Complaint:
    """The message, where `act` may be done to it. Raises NoSuchComplaint, NotAllowed."""
    require_name(hand.who)
    one = complaints.get(connection, number)
    if hand.seen is not None and hand.seen != one.version:
        raise NotAllowed(f"留言 {number} 刚刚被别人处理过；请重新打开后再操作")
    if one.state not in FROM[act]:
        allowed = "、".join(f"“{word('complaint', state)}”" for state in ComplaintState if state in FROM[act])
        what, now = word("handling", act), word("complaint", one.state)
        raise NotAllowed(f"留言 {number} 现在是“{now}”，不能{what}；{what}只用于{allowed}的留言")
    return one


def _needs(number: int, what: str, text: str) -> None:
    if not text.strip():
        raise NotAllowed(f"留言 {number}：{what}必须写明情况；请补充后再提交")


def _done(
    connection: Connection, one: Complaint, act: Handling, hand: Hand, changes: Mapping[str, Any], reason: str = ""
) -> Complaint:
    return complaints.change(
        connection, one, changes, who=hand.who.strip(), what=act.value, moment=hand.moment, reason=mask(reason)
    )
