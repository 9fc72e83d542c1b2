"""What persons do about notices, told: each act of `noticing` with its entry in the audit log and, where a way out is
open, its message; all in one transaction.

Nothing is looked at again because a unit answered: every standing issue is looked at by the next night anyway, which
alone may say that it is mended.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from pathlib import Path
from typing import Any

from sqlalchemy import Connection

from results import noticing, proof
from results.errors import NotAllowed
from results.handling import Hand
from results.ledger import audit, notice_files, notice_lists, notices
from results.ledger.audit import Doer
from results.ledger.notices import Notice
from results.masking import mask
from results.messages import Channels, Event, tell_notice
from results.proof import Given

PROGRAM = "程序"
_TOLD = {"remind": Event.REMINDED, "answer": Event.ANSWERED}
_LATE_AT_ONCE = 500


class Act(StrEnum):
    """What may be done about a notice, by the names of `noticing.FROM`."""

    REMIND = "remind"
    ANSWER = "answer"
    GIVE_BACK = "give-back"
    ACCEPT = "accept"
    WITHDRAW = "withdraw"


@dataclass(frozen=True, slots=True)
class Doing:
    """Who does it: `hand` is how he stands in the notice, `doer` how in the audit log; over which `channels` it is
    told."""

    hand: Hand
    doer: Doer
    channels: Channels = field(default_factory=Channels)


def draw(connection: Connection, doing: Doing, unit: str, numbers: Sequence[int], *, due: date | None) -> Notice:
    """As `noticing.draw`. Raises what it raises."""
    one = noticing.draw(connection, unit, numbers, doing.hand, due=due)
    _note(connection, doing, "draw", one, None, {"issues": one.standing})
    tell_notice(connection, doing.channels, Event.DRAWN, one, moment=doing.hand.moment)
    return one


def act(connection: Connection, doing: Doing, act: Act, number: str, **told: Any) -> Notice:
    """One act of `noticing` with the arguments that it takes. Raises what it raises."""
    before = notices.get(connection, number)
    one: Notice = getattr(noticing, act.value.replace("-", "_"))(connection, number, doing.hand, **told)
    _note(connection, doing, act.value, one, before, {"reason": mask(told["reason"])} if told.get("reason") else {})
    if act.value in _TOLD:
        tell_notice(connection, doing.channels, _TOLD[act.value], one, moment=doing.hand.moment)
    return one


def hand_in(
    connection: Connection,
    doing: Doing,
    number: str,
    text: str,
    *,
    addresses: Sequence[str] = (),
    files: Sequence[Given] = (),
    folder: Path,
) -> Notice:
    """The unit's answer with addresses and files as proof, the files kept below `folder`.

    Raises NotAllowed, also for a file that is not taken and for more files than a notice has; StorageError.
    """
    checked = proof.checked(files, who=doing.hand.who, moment=doing.hand.moment)
    one = act(connection, doing, Act.ANSWER, number, text=text, proof=tuple(addresses))
    if notice_files.count(connection, one.id) + len(checked) > proof.MOST_OF_NOTICE:
        raise NotAllowed(f"整改通知 {number} 的佐证文件最多 {proof.MOST_OF_NOTICE} 个；请改为填写网址")
    notice_files.add(connection, one.id, checked)
    proof.keep(folder, files)
    return one


def tell_late(connection: Connection, channels: Channels, *, today: date, moment: datetime) -> int:
    """Tells once of every notice that is over its deadline without an answer; how many were told now."""
    late = notice_lists.late_untold(connection, today, limit=_LATE_AT_ONCE)
    for one in late:
        notices.tell(connection, one.id, who=PROGRAM, what="overdue", moment=moment)
        tell_notice(connection, channels, Event.OVERDUE, one, moment=moment)
    return len(late)


def _note(
    connection: Connection, doing: Doing, what: str, one: Notice, before: Notice | None, more: dict[str, Any]
) -> None:
    told = {"before": _told(before) if before else {}, "after": {**_told(one), **more}}
    moment = doing.hand.moment
    audit.tell(connection, doing.doer, audit.Act(f"notice-{what}"), f"notice:{one.number}", moment=moment, **told)


def _told(one: Notice) -> dict[str, Any]:
    due = one.due.isoformat() if one.due else ""
    return {"unit": one.unit, "notice_state": one.state.value, "due": due, "reminded": one.reminded}
