"""What a person may do to an issue, and who did it: each act is an event, none is undone silently.

An act that would change nothing is no act: a second press of a button does nothing. Which act is allowed in which state
stands in docs/findings.md.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import Connection, insert, select, update

from checks.indicators.words import word
from results.errors import NotAllowed
from results.ledger import issues, tables
from results.ledger.issues import STANDING, WAITING, Issue, IssueState
from results.masking import mask

_AT_ONCE = 1_000


class Scope(StrEnum):
    """How far a dismissal reaches."""

    THIS = "this"  # this issue alone
    SITE = "text-on-site"  # wherever this check finds the same text on the same subject
    EVERYWHERE = "everywhere"  # wherever this check finds the same text


def confirm(connection: Connection, number: int, *, who: str, moment: datetime, reason: str = "") -> Issue:
    """A person looked and agrees; also after a dismissal. Raises NoSuchIssue; NotAllowed for what is fixed or a
    duplicate."""
    issue = _held(connection, number, who)
    if issue.state is IssueState.FIXED:
        raise NotAllowed(f"问题 {number} 已整改，不能再确认；如再次出现，程序会重新打开它")
    _require_no_duplicate(issue, "确认")
    if issue.state not in (IssueState.CONFIRMED, IssueState.NOTIFIED):
        _settle(connection, [number], IssueState.CONFIRMED, who, reason, moment)
    return issues.get(connection, number)


def dismiss(
    connection: Connection, number: int, *, who: str, reason: str, moment: datetime, scope: Scope = Scope.THIS
) -> int:
    """A person looked and does not agree; gives how many issues that dismissed.

    With a wider scope the standing issues of the same check and text are dismissed too, and those found later as well.
    Raises NoSuchIssue; NotAllowed without a reason, for a duplicate, or when there is no text to tell the same by.
    """
    if not reason.strip():
        raise NotAllowed(f"排除问题 {number} 必须写明理由；请补充理由后再提交")
    others = _alike(connection, number, scope) if scope is not Scope.THIS else []
    issues.hold(connection, [number, *others])
    issue = _held(connection, number, who)
    _require_no_duplicate(issue, "排除")
    if scope is not Scope.THIS:
        others = [other for other in _alike(connection, number, scope) if other != number]  # as they stand when held
        _remember(connection, issue, scope, who, reason, moment)
    numbers = [number, *others] if issue.state is not IssueState.DISMISSED else others
    _settle(connection, numbers, IssueState.DISMISSED, who, reason, moment)
    return len(numbers)


def merge(connection: Connection, number: int, into: int, *, who: str, moment: datetime, reason: str = "") -> Issue:
    """The issue is the same as `into`, which counts in its place, over all runs to come; so do its own duplicates.

    Raises NoSuchIssue; NotAllowed for two subjects, for what does not stand or was notified, and where a confirmed one
    would be lost in one that nobody confirmed.
    """
    issues.hold(connection, [number, into])
    issue, main = _held(connection, number, who), issues.get(connection, into)
    if issue.state is IssueState.DUPLICATE and issue.duplicate_of == into:
        return issue
    _require_mergeable(issue, main)
    _settle(connection, [number], IssueState.DUPLICATE, who, f"并入问题 {into}；{reason}".rstrip("；"), moment, into)
    table = tables.issues
    of_this = (table.c.subject == issue.subject, table.c.duplicate_of == number)
    connection.execute(update(table).where(*of_this).values(duplicate_of=into))
    _tell(connection, [into], "absorbed", who, f"问题 {number}", moment)
    return issues.get(connection, number)


def reopen(connection: Connection, number: int, *, who: str, moment: datetime, reason: str) -> Issue:
    """Takes back what a person decided (confirmed, dismissed, duplicate): the issue waits for judgement again.

    What a wider dismissal made the program remember stays remembered. Raises NoSuchIssue; NotAllowed without a reason,
    for what was notified and for what is fixed.
    """
    issue = _held(connection, number, who)
    if not reason.strip():
        raise NotAllowed(f"撤销对问题 {number} 的判断必须写明理由；请补充理由后再提交")
    if issue.state is IssueState.NOTIFIED:
        raise NotAllowed(f"问题 {number} 已写进整改通知；请先撤回那份通知，再撤销判断")
    if issue.state is IssueState.FIXED:
        raise NotAllowed(f"问题 {number} 已整改，没有可撤销的判断；如再次出现，程序会重新打开它")
    if issue.state not in WAITING:
        _settle(connection, [number], IssueState.OPEN, who, reason, moment, what="reconsidered")
    return issues.get(connection, number)


def assign(connection: Connection, number: int, to: str, *, who: str, moment: datetime) -> Issue:
    """Says which user is to judge it, by name; "" is nobody. Raises NoSuchIssue."""
    issue = _held(connection, number, who)
    if issue.assigned != to:
        _change(connection, [number], assigned=to)
        _tell(connection, [number], "assigned" if to else "unassigned", who, to, moment)
    return issues.get(connection, number)


def notify(
    connection: Connection, number: int, *, who: str, moment: datetime, reason: str = "", again: bool = False
) -> Issue:
    """The office was told; `again`: perhaps not for the first time. Raises NoSuchIssue; NotAllowed unless a person had
    confirmed it."""
    issue = _held(connection, number, who)
    if issue.state is not IssueState.CONFIRMED and not (again and issue.state is IssueState.NOTIFIED):
        raise NotAllowed(f"问题 {number} 尚未经人工确认，不能发出通知；请先确认")
    _settle(connection, [number], IssueState.NOTIFIED, who, reason, moment)
    return issues.get(connection, number)


def take_back(connection: Connection, number: int, *, who: str, moment: datetime, reason: str) -> Issue:
    """Told too early: what was notified is confirmed again; any other state stays. Raises NoSuchIssue."""
    issue = _held(connection, number, who)
    if issue.state is IssueState.NOTIFIED:
        _settle(connection, [number], IssueState.CONFIRMED, who, reason, moment)
    return issues.get(connection, number)


def comment(connection: Connection, number: int, *, who: str, text: str, moment: datetime) -> bool:
    """A remark; the issue stays as it is. False where the same person has just said the same.

    Raises NoSuchIssue; NotAllowed for an empty one.
    """
    _held(connection, number, who)
    if not text.strip():
        raise NotAllowed("备注不能为空；请写上内容")
    told = [(event.what, event.who, event.reason) for event in issues.events(connection, number)]
    if told[-1:] == [("comment", who, mask(text))]:
        return False
    _tell(connection, [number], "comment", who, text, moment)
    return True


def require_name(who: str) -> None:
    """Nobody acts without a name. Raises NotAllowed."""
    if not who.strip():
        raise NotAllowed("必须注明是谁作出的处理；请填写姓名或账号")


def _held(connection: Connection, number: int, who: str) -> Issue:
    """The issue as nobody else changes it until the transaction ends."""
    require_name(who)
    issues.hold(connection, [number])
    return issues.get(connection, number)


def _require_no_duplicate(issue: Issue, what: str) -> None:
    if issue.state is IssueState.DUPLICATE:
        raise NotAllowed(
            f"问题 {issue.id} 是问题 {issue.duplicate_of} 的重复，不能单独{what}；"
            f"请处理问题 {issue.duplicate_of}，或先撤销合并"
        )


def _require_mergeable(issue: Issue, main: Issue) -> None:
    number, into = issue.id, main.id
    if number == into:
        raise NotAllowed(f"问题 {number} 不能并入它自己；请写另一个问题的编号")
    if issue.subject != main.subject:
        raise NotAllowed(f"问题 {number} 和问题 {into} 不是同一个网站或账号的；请核对编号")
    if issue.state not in STANDING or issue.state is IssueState.NOTIFIED:
        state = word("issue", issue.state)
        raise NotAllowed(f"问题 {number} 现在是“{state}”，不能合并；请核对编号，或先撤销原来的处理")
    if main.state not in STANDING:
        state = word("issue", main.state)
        raise NotAllowed(f"问题 {into} 现在是“{state}”，不能再并入别的问题；请换一个没有整改的问题")
    if issue.state is IssueState.CONFIRMED and main.state in WAITING:
        raise NotAllowed(f"问题 {number} 已确认，问题 {into} 还没有；请先确认问题 {into}，或反过来合并")


def alike(connection: Connection, numbers: Collection[int], scope: Scope) -> list[int]:
    """The standing issues that dismissals of all these would reach, and perhaps some more."""
    table, said = tables.issues, dict[str, list[tuple[str, str]]]()
    given = select(table.c.check, table.c.text, table.c.subject).where(
        table.c.id.in_(list(numbers)), table.c.text != ""
    )
    for check, text, subject in connection.execute(given):
        said.setdefault(check, []).append((text, subject))
    found: list[int] = []
    for check, told in said.items():  # of a check there may be very many: they are read once
        same = [table.c.check == check, table.c.text.in_({text for text, _ in told})]
        if scope is Scope.SITE:
            same.append(table.c.subject.in_({subject for _, subject in told}))
        standing = table.c.state.in_([state.value for state in STANDING])
        found += connection.execute(select(table.c.id).where(*same, standing)).scalars()
    return found


def _alike(connection: Connection, number: int, scope: Scope) -> list[int]:
    """The standing issues that a dismissal of this one reaches, itself left in. Raises NotAllowed."""
    issue, table = issues.get(connection, number), tables.issues
    text = connection.execute(select(table.c.text).where(table.c.id == number)).scalar_one()
    if not text:
        raise NotAllowed(f"问题 {number} 没有可比对的文字，只能单独排除；请把范围改为“仅此一条”")
    asked = select(table.c.id).where(
        table.c.check == issue.check, table.c.text == text, table.c.state.in_([state.value for state in STANDING])
    )
    return list(
        connection.execute(asked.where(table.c.subject == issue.subject) if scope is Scope.SITE else asked).scalars()
    )


def _remember(connection: Connection, issue: Issue, scope: Scope, who: str, reason: str, moment: datetime) -> None:
    """Keeps a decision that holds for what is found later, once."""
    table = tables.decisions
    text = select(tables.issues.c.text).where(tables.issues.c.id == issue.id).scalar_subquery()
    subject = issue.subject if scope is Scope.SITE else ""
    same = (table.c.check == issue.check, table.c.subject == subject, table.c.text == text)
    if connection.execute(select(table.c.id).where(*same)).first() is None:
        decision = {"check": issue.check, "subject": subject, "text": text, "scope": scope.value}
        connection.execute(insert(table).values(**decision, who=who, reason=mask(reason), at=moment))


def _settle(
    connection: Connection,
    numbers: Collection[int],
    state: IssueState,
    who: str,
    reason: str,
    moment: datetime,
    duplicate_of: int | None = None,
    *,
    what: str = "",
) -> None:
    _change(connection, numbers, state=state.value, changed=moment, duplicate_of=duplicate_of)
    _tell(connection, numbers, what or state.value, who, reason, moment)


def _change(connection: Connection, numbers: Collection[int], **values: Any) -> None:
    table = tables.issues
    for some in _parts(numbers):
        changed = update(table).where(table.c.id.in_(some)).values(**values, version=table.c.version + 1)
        connection.execute(changed)


def _tell(connection: Connection, numbers: Collection[int], what: str, who: str, reason: str, moment: datetime) -> None:
    row = {"at": moment, "who": who, "what": what, "reason": mask(reason), "run": None}
    for some in _parts(numbers):
        connection.execute(insert(tables.issue_events), [{**row, "issue": number} for number in some])


def _parts(numbers: Collection[int]) -> Iterable[list[int]]:
    """So many as one question may name."""
    given = list(numbers)
    return (given[start : start + _AT_ONCE] for start in range(0, len(given), _AT_ONCE))
