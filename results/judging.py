"""What users of the console do to issues, many at once: all of those named or none, each told in the audit log.

What a person may do to one issue is `results.triage`; here stands who may do it to which. An issue carries the number
of acts of persons that the user saw (`Seen.version`). Where somebody acted meanwhile the act is still done if it would
change nothing (a second press of the button, two who agree); else nothing at all is done, and it is said who was
quicker.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection

from checks.indicators.words import word
from results import triage
from results.errors import ChangedMeanwhile, NoSuchIssue, NotAllowed
from results.ledger import audit, issues, users
from results.ledger.audit import Act, Doer
from results.ledger.issues import Issue
from results.ledger.scope import Scope, above, sees
from results.ledger.users import Role, User
from results.masking import mask
from results.triage import Scope as Reach

LONGEST = 500
"""Characters of a reason or a comment."""
_NAMED = 5
_CHANGING_NOTHING = ("comment", "look-", "absorbed")
"""So begin the names of events that tell of nothing that was decided of the issue."""
_JUDGES = frozenset((Role.ADMINISTRATOR, Role.INSPECTOR))


@dataclass(frozen=True, slots=True)
class Judge:
    """Who acts, what he sees, and when (aware)."""

    doer: Doer
    scope: Scope
    moment: datetime

    @property
    def named(self) -> Mapping[str, Any]:
        """As `triage` wants it."""
        return {"who": self.doer.name, "moment": self.moment}


@dataclass(frozen=True, slots=True)
class Seen:
    """An issue as it stood when the user chose it; without a version: as it stands now."""

    number: int
    version: int | None = None


@dataclass(frozen=True, slots=True)
class Done:
    """The issues that an act changed, those that stood so already, and how many others it reached."""

    changed: tuple[int, ...] = ()
    same: tuple[int, ...] = ()
    others: int = 0


def confirm(connection: Connection, judge: Judge, seen: Sequence[Seen], *, reason: str = "") -> Done:
    """Agrees with all of them. Raises NoSuchIssue, ChangedMeanwhile, NotAllowed."""

    def one(issue: Issue) -> int:
        triage.confirm(connection, issue.id, reason=reason, **judge.named)
        return 0

    return _each(connection, judge, seen, Act.ISSUE_CONFIRMED, one, _with_reason(reason))


def dismiss(connection: Connection, judge: Judge, seen: Sequence[Seen], *, reason: str, reach: Reach) -> Done:
    """Agrees with none of them, for good; as far as `reach`, everywhere only for who sees all units.

    Raises NoSuchIssue, ChangedMeanwhile, NotAllowed.
    """
    if reach is Reach.EVERYWHERE and not judge.scope.whole:
        raise NotAllowed("只有能看全部单位的人可以对所有网站（账号）排除；请把范围改小，或请管理员处理")

    def one(issue: Issue) -> int:
        count = triage.dismiss(connection, issue.id, reason=reason, scope=reach, **judge.named)
        return count - (issue.state is not issues.IssueState.DISMISSED)

    if reach is not Reach.THIS:  # all at once, in order: who held some and waited for others could wait for ever
        numbers = [one.number for one in seen]
        issues.hold(connection, [*numbers, *triage.alike(connection, numbers, reach)])
    told = {**_with_reason(reason), "dismissal": reach.value}
    return _each(connection, judge, seen, Act.ISSUE_DISMISSED, one, told)


def merge(connection: Connection, judge: Judge, seen: Sequence[Seen], into: int, *, reason: str = "") -> Done:
    """Says that they are the same as `into`; that one may be among them, and stays.

    Raises NoSuchIssue, ChangedMeanwhile, NotAllowed.
    """
    issues.hold(connection, [into, *(one.number for one in seen)])
    try:
        _visible(connection, judge, [into])
    except NoSuchIssue as nowhere:  # typed by hand: what was typed beside it is not lost over it
        raise NotAllowed(nowhere.message) from nowhere
    others = [one for one in seen if one.number != into]
    if not others:
        raise NotAllowed(f"问题 {into} 不能并入它自己；请选中与它重复的问题，或写另一个编号")

    def one(issue: Issue) -> int:
        triage.merge(connection, issue.id, into, reason=reason, **judge.named)
        return 0

    return _each(connection, judge, others, Act.ISSUE_MERGED, one, {**_with_reason(reason), "into": into})


def reopen(connection: Connection, judge: Judge, seen: Sequence[Seen], *, reason: str) -> Done:
    """Takes back what was decided of them. Raises NoSuchIssue, ChangedMeanwhile, NotAllowed."""

    def one(issue: Issue) -> int:
        triage.reopen(connection, issue.id, reason=reason, **judge.named)
        return 0

    return _each(connection, judge, seen, Act.ISSUE_RECONSIDERED, one, _with_reason(reason))


def assign(connection: Connection, judge: Judge, seen: Sequence[Seen], to: str) -> Done:
    """Gives them to a user who may judge them, "" to nobody. Raises NoSuchIssue, ChangedMeanwhile, NotAllowed."""
    may: dict[str, bool] = {}

    def one(issue: Issue) -> int:
        if to and issue.subject not in may:
            may[issue.subject] = to in {user.name for user in judges_of(connection, issue.subject)}
        if to and not may[issue.subject]:
            raise NotAllowed(f"{to} 不能处理问题 {issue.id}（不是检查员，已停用，或看不到这个单位）；请另选一人")
        triage.assign(connection, issue.id, to, **judge.named)
        return 0

    return _each(connection, judge, seen, Act.ISSUE_ASSIGNED, one, {})


def comment(connection: Connection, judge: Judge, seen: Sequence[Seen], *, text: str) -> Done:
    """A remark on each; it changes nothing that somebody else could have decided meanwhile.

    Raises NoSuchIssue, NotAllowed.
    """
    _require_short(text)
    said, same = [], []
    for issue in _visible(connection, judge, [one.number for one in seen]):
        if triage.comment(connection, issue.id, text=text, **judge.named):
            said.append(issue.id)
            told = {"text": mask(text)}
            audit.tell(connection, judge.doer, Act.ISSUE_COMMENTED, _object(issue), moment=judge.moment, after=told)
        else:
            same.append(issue.id)
    return Done(tuple(said), tuple(same))


def judges_of(connection: Connection, subject: str) -> list[User]:
    """The users to whom an issue of a subject can be given: they may judge, may enter, and see it."""
    over = above(connection, subject)
    return [
        user
        for user in users.query(connection)
        if user.active and user.role in _JUDGES and (user.scope.whole or over & set(user.units))
    ]


def _each(
    connection: Connection,
    judge: Judge,
    seen: Sequence[Seen],
    act: Act,
    do: Callable[[Issue], int],
    told: Mapping[str, Any],
) -> Done:
    """Does it to each and tells what was changed; `do` gives how many others it reached."""
    _require_short(str(told.get("reason", "")))
    found = _visible(connection, judge, [one.number for one in seen])
    versions = {one.number: one.version for one in seen}
    stale = [issue for issue in found if versions[issue.id] not in (None, issue.version)]
    quicker = _quicker(connection, stale)  # asked now: what is done below is told beside it
    changed, same, others = [], [], 0
    for issue in found:
        current = issues.get(connection, issue.id)
        try:
            reached = do(current)
        except NotAllowed as refused:
            raise (ChangedMeanwhile(quicker) if issue in stale else refused) from refused
        now = issues.get(connection, issue.id)
        if now.version == issue.version and not reached:
            same.append(issue.id)
            continue
        if issue in stale:
            raise ChangedMeanwhile(quicker)
        changed.append(issue.id)
        others += reached - (current.version != issue.version)  # this one was reached by one before it
        after = {**_told(now, issue), **told, **({"others": reached} if reached else {})}
        given = {"before": _told(issue, now), "after": after}
        audit.tell(connection, judge.doer, act, _object(issue), moment=judge.moment, **given)
    return Done(tuple(changed), tuple(same), others)


def _visible(connection: Connection, judge: Judge, numbers: Sequence[int]) -> list[Issue]:
    """The issues as nobody else changes them until the transaction ends, each once. Raises NoSuchIssue for all where
    one is not there or is of a unit that the user does not see: he is not told which of the two."""
    wanted = list(dict.fromkeys(numbers))
    issues.hold(connection, wanted)
    found = issues.numbered(connection, wanted)
    may = {subject: sees(connection, judge.scope, subject) for subject in {issue.subject for issue in found}}
    there = {issue.id for issue in found if may[issue.subject]}
    if missing := [number for number in wanted if number not in there]:
        raise NoSuchIssue(f"没有编号为 {missing[0]} 的问题，或者不在你能看的单位里；本次一个也没有处理，请核对编号")
    return found


def _quicker(connection: Connection, stale: Sequence[Issue]) -> str:
    """Who did what to the issues meanwhile."""
    told = []
    for issue in stale[:_NAMED]:
        told_of = (event for event in issues.events(connection, issue.id) if event.who and event.run is None)
        persons = [event.who for event in told_of if not event.what.startswith(_CHANGING_NOTHING)]
        who = persons[-1] if persons else "别人"
        told.append(f"问题 {issue.id} 刚刚由 {who} 处理过，现在是“{word('issue', issue.state)}”")
    more = f"；另有 {len(stale) - _NAMED} 个也是" if len(stale) > _NAMED else ""
    return f"{'；'.join(told)}{more}。本次一个也没有处理，请看过后再提交"


def _require_short(text: str) -> None:
    if len(text) > LONGEST:
        raise NotAllowed(f"理由或备注最多 {LONGEST} 个字，写了 {len(text)} 个；请缩短")


def _with_reason(reason: str) -> Mapping[str, Any]:
    return {"reason": mask(reason)} if reason.strip() else {}


def _told(issue: Issue, other: Issue) -> Mapping[str, Any]:
    """How the one stands where the other stands otherwise."""
    state = {"issue_state": issue.state.value} if issue.state is not other.state else {}
    whose = {"assigned": issue.assigned} if issue.assigned != other.assigned else {}
    return {**state, **whose}


def _object(issue: Issue) -> str:
    return f"issue:{issue.id}"
