"""What a person may do to an issue, and who did it when: each act is an event, none is undone silently."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum

from sqlalchemy import Connection, insert, select, update

from results.errors import NotAllowed
from results.ledger import tables
from results.ledger.issues import STANDING, Issue, IssueState, get


class Scope(StrEnum):
    """How far a dismissal reaches."""

    THIS = "this"  # this issue alone
    SITE = "text-on-site"  # wherever this check finds the same text on the same subject
    EVERYWHERE = "everywhere"  # wherever this check finds the same text


def confirm(connection: Connection, number: int, *, who: str, moment: datetime, reason: str = "") -> Issue:
    """A person looked and agrees; also after a dismissal. Raises NoSuchIssue, NotAllowed for what is fixed."""
    issue = get(connection, number)
    require_name(who)
    if issue.state is IssueState.FIXED:
        raise NotAllowed(f"问题 {number} 已整改，不能再确认；如再次出现，程序会重新打开它")
    if issue.state not in (IssueState.CONFIRMED, IssueState.NOTIFIED):
        _settle(connection, [number], IssueState.CONFIRMED, who, reason, moment)
    return get(connection, number)


def dismiss(
    connection: Connection, number: int, *, who: str, reason: str, moment: datetime, scope: Scope = Scope.THIS
) -> int:
    """A person looked and does not agree; gives how many issues that dismissed.

    With a wider scope the standing issues of the same check and text are dismissed too, and those found later as well.
    Raises NoSuchIssue; NotAllowed without a reason, or when there is no text to tell the same by.
    """
    issue = get(connection, number)
    require_name(who)
    if not reason.strip():
        raise NotAllowed(f"排除问题 {number} 必须写明理由；请补充理由后再提交")
    numbers = [] if issue.state is IssueState.DISMISSED else [number]
    if scope is not Scope.THIS:
        text = connection.execute(select(tables.issues.c.text).where(tables.issues.c.id == number)).scalar_one()
        if not text:
            raise NotAllowed(f"问题 {number} 没有可比对的文字，只能单独排除；请把范围改为“仅此一条”")
        subject = issue.subject if scope is Scope.SITE else ""
        decision = {"check": issue.check, "subject": subject, "text": text, "scope": scope.value}
        connection.execute(insert(tables.decisions).values(**decision, who=who, reason=reason, at=moment))
        numbers += [other for other in _alike(connection, issue.check, text, subject) if other != number]
    _settle(connection, numbers, IssueState.DISMISSED, who, reason, moment)
    return len(numbers)


def notify(
    connection: Connection, number: int, *, who: str, moment: datetime, reason: str = "", again: bool = False
) -> Issue:
    """The office was told; `again`: perhaps not for the first time. Raises NoSuchIssue; NotAllowed unless a person had
    confirmed it."""
    issue = get(connection, number)
    require_name(who)
    if issue.state is not IssueState.CONFIRMED and not (again and issue.state is IssueState.NOTIFIED):
        raise NotAllowed(f"问题 {number} 尚未经人工确认，不能发出通知；请先确认")
    _settle(connection, [number], IssueState.NOTIFIED, who, reason, moment)
    return get(connection, number)


def take_back(connection: Connection, number: int, *, who: str, moment: datetime, reason: str) -> Issue:
    """Told too early: what was notified is confirmed again; any other state stays. Raises NoSuchIssue."""
    issue = get(connection, number)
    require_name(who)
    if issue.state is IssueState.NOTIFIED:
        _settle(connection, [number], IssueState.CONFIRMED, who, reason, moment)
    return get(connection, number)


def comment(connection: Connection, number: int, *, who: str, text: str, moment: datetime) -> None:
    """A remark; the issue stays as it is. Raises NoSuchIssue; NotAllowed for an empty one."""
    get(connection, number)
    require_name(who)
    if not text.strip():
        raise NotAllowed("备注不能为空；请写上内容")
    _tell(connection, [number], "comment", who, text, moment)


def require_name(who: str) -> None:
    """Nobody acts without a name. Raises NotAllowed."""
    if not who.strip():
        raise NotAllowed("必须注明是谁作出的处理；请填写姓名或账号")


def _alike(connection: Connection, check: str, text: str, subject: str) -> list[int]:
    table = tables.issues
    asked = select(table.c.id).where(
        table.c.check == check, table.c.text == text, table.c.state.in_([state.value for state in STANDING])
    )
    return list(connection.execute(asked.where(table.c.subject == subject) if subject else asked).scalars())


def _settle(
    connection: Connection, numbers: list[int], state: IssueState, who: str, reason: str, moment: datetime
) -> None:
    if numbers:
        changed = {"state": state.value, "changed": moment}
        connection.execute(update(tables.issues).where(tables.issues.c.id.in_(numbers)).values(**changed))
        _tell(connection, numbers, state.value, who, reason, moment)


def _tell(connection: Connection, numbers: list[int], what: str, who: str, reason: str, moment: datetime) -> None:
    row = {"at": moment, "who": who, "what": what, "reason": reason, "run": None}
    connection.execute(insert(tables.issue_events), [{**row, "issue": number} for number in numbers])
