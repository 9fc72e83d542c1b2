"""What a clerk at the console does to messages: the acts of `handling`, of what he may see, told in the audit log.

Who sent a form from a page that is no longer true is told so and nothing is done; who sent the same form twice is told
that it was done already. Nobody gives a message to a unit, or ties it to an issue, that he may not see.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime

from sqlalchemy import Connection

from checks.indicators.edition import Edition
from results import handling
from results.errors import NoSuchComplaint, NotAllowed
from results.handling import Hand, Handling
from results.ledger import audit, complaint_lists, complaints, issues
from results.ledger.audit import Doer
from results.ledger.complaint_lists import Sight
from results.ledger.complaints import Complaint, Truth
from results.ledger.engine import Ledger
from results.ledger.scope import has_unit
from results.ledger.scope import sees as sees_subject
from results.masking import mask
from results.messages import Channels, tell_dispatch
from results.receiving import kinds_of, ready
from results.sealing import Seal, Sender
from results.workdays import Workdays


@dataclass(frozen=True, slots=True)
class Clerk:
    """Who works: `doer` for the audit log, `name` as it stands in what was done, `sight` what he sees; over which
    `channels` units are told."""

    doer: Doer
    name: str
    sight: Sight
    channels: Channels = field(default_factory=Channels)


@dataclass(frozen=True, slots=True)
class Said:
    """What the form of an act said; each act takes what it needs of it."""

    text: str = ""
    unit: str = ""
    verdict: Truth | None = None
    category: str = ""
    issue: int | None = None


@dataclass(frozen=True, slots=True)
class Done:
    """The message after an act; `again`: the same form had done it already."""

    complaint: Complaint
    again: bool = False


@dataclass(frozen=True, slots=True)
class Taken:
    """The numbers of the messages that are new, and how many were there before; `unseen`: new ones that the clerk
    himself may not see."""

    made: tuple[int, ...]
    known: int
    unseen: int


def message(connection: Connection, clerk: Clerk, number: int) -> Complaint:
    """The message, where the clerk may see it. Raises NoSuchComplaint, the same for one that he may not."""
    one = complaints.get(connection, number)
    if not complaint_lists.sees(connection, clerk.sight, one):
        raise NoSuchComplaint(f"台账中没有编号为 {number} 的找错留言")
    return one


def act(
    connection: Connection,
    clerk: Clerk,
    number: int,
    what: Handling,
    said: Said,
    *,
    seen: int,
    moment: datetime,
    edition: Edition,
) -> Done:
    """Does one act to the message as it was `seen`. Raises NoSuchComplaint, NotAllowed."""
    one = message(connection, clerk, number)
    if _repeated(connection, clerk, one, what, said, seen):
        return Done(one, again=True)
    hand = Hand(clerk.name, moment, seen)
    if what is Handling.SORT:
        done = handling.sort(connection, number, hand, category=said.category, known=kinds_of(edition).known)
    else:
        done = _ACTS[what](connection, clerk, number, hand, said)
    told = complaint_lists.last_act(connection, number)
    if told is None:
        raise AssertionError("an act leaves an event")
    after = {"what": what.value, "reason": told.reason, **told.after}
    audit.tell(
        connection,
        clerk.doer,
        audit.Act.COMPLAINT_HANDLED,
        f"complaint:{number}",
        moment=moment,
        before=_spoken(told.before),
        after=_spoken({name: value for name, value in after.items() if value != ""}),
    )
    return Done(done)


def reveal(connection: Connection, clerk: Clerk, number: int, seal: Seal, moment: datetime) -> Sender:
    """Who sent the message, whole; that he looked is told. Raises NoSuchComplaint, NotReadable."""
    one = message(connection, clerk, number)
    sender = seal.open(one.sender)
    audit.tell(connection, clerk.doer, audit.Act.SENDER_SHOWN, f"complaint:{number}", moment=moment)
    return sender


def take_in(
    ledger: Ledger,
    clerk: Clerk,
    given: tuple[Complaint, ...],
    edition: Edition,
    workdays: Workdays,
    *,
    moment: datetime,
    file: str = "",
) -> Taken:
    """Takes in messages, of a `file` or one that was typed; those that are new wait to be rechecked."""
    with ledger.connect() as connection:
        whole = [replace(one, waiting=moment) for one in ready(connection, given, edition, workdays)]
    with ledger.begin() as connection:
        made = complaints.take_in(connection, whole)
        unseen = sum(not complaint_lists.sees(connection, clerk.sight, complaints.get(connection, n)) for n in made)
        if file:
            told = {"file": mask(file), "made": len(made), "known": len(given) - len(made)}
            what = audit.Act.COMPLAINTS_IMPORTED
            audit.tell(connection, clerk.doer, what, "complaints", moment=moment, after=told)
        for number in () if file else made:
            after = {"unit": complaints.get(connection, number).unit}
            what = audit.Act.COMPLAINT_ADDED
            audit.tell(connection, clerk.doer, what, f"complaint:{number}", moment=moment, after=after)
    return Taken(tuple(made), len(given) - len(made), unseen)


def _repeated(connection: Connection, clerk: Clerk, one: Complaint, what: Handling, said: Said, seen: int) -> bool:
    """Is it the form that was sent a moment ago? Then nobody else acted, and the last act was his and said the same."""
    last = complaint_lists.last_act(connection, one.id) if one.version == seen + 1 else None
    if last is None or (last.who, last.what) != (clerk.name, what.value):
        return False
    told = {last.reason, *(str(value) for value in last.after.values())}
    asked = (mask(said.text), said.unit, said.verdict or "", said.category, said.issue or "")
    return {str(one) for one in asked if one != ""} <= told


def _dispatch(connection: Connection, clerk: Clerk, number: int, hand: Hand, said: Said) -> Complaint:
    if said.unit.strip() and not has_unit(connection, clerk.sight.scope, said.unit.strip()):
        raise NotAllowed(f"“{said.unit.strip()}”不是登记过的单位，或不在你能看的单位里；请写登记表里的单位全称")
    one = handling.dispatch(connection, number, hand, unit=said.unit, reason=said.text)
    tell_dispatch(connection, clerk.channels, one, moment=hand.moment)
    return one


def _verify(connection: Connection, clerk: Clerk, number: int, hand: Hand, said: Said) -> Complaint:
    if said.verdict is None:
        raise NotAllowed("请选一个核实结论：属实、不属实、无法判定")
    return handling.verify(connection, number, hand, verdict=said.verdict, note=said.text)


def _tie(connection: Connection, clerk: Clerk, number: int, hand: Hand, said: Said) -> Complaint:
    if said.issue is not None:
        found = issues.numbered(connection, [said.issue])
        if not found or not sees_subject(connection, clerk.sight.scope, found[0].subject):
            raise NotAllowed(f"没有编号为 {said.issue} 的问题；请核对问题编号")
    return handling.tie(connection, number, hand, issue=said.issue)


def _spoken(values: Mapping[str, object]) -> dict[str, object]:
    """As the audit log names them: what a state or a verdict is of, is told by its name."""
    names = {"state": "stage", "verdict": "truth"}
    return {names.get(name, name): value for name, value in values.items() if name not in _MOMENTS}


_MOMENTS = frozenset(("dispatched", "answered", "closed", "waiting"))
"""Told by the moment of the entry itself."""
_ACTS: Mapping[Handling, Callable[[Connection, Clerk, int, Hand, Said], Complaint]] = {
    Handling.DISPATCH: _dispatch,
    Handling.VERIFY: _verify,
    Handling.MEND: lambda c, _, n, h, said: handling.mend(c, n, h, text=said.text),
    Handling.ANSWER: lambda c, _, n, h, said: handling.answer(c, n, h, text=said.text),
    Handling.APPROVE: lambda c, _, n, h, said: handling.approve(c, n, h),
    Handling.RETURN: lambda c, _, n, h, said: handling.give_back(c, n, h, reason=said.text),
    Handling.REOPEN: lambda c, _, n, h, said: handling.reopen(c, n, h, reason=said.text),
    Handling.URGE: lambda c, _, n, h, said: handling.urge(c, n, h, reason=said.text),
    Handling.TIE: _tie,
    Handling.ASK: lambda c, _, n, h, said: handling.ask_recheck(c, n, h),
    Handling.COMMENT: lambda c, _, n, h, said: handling.comment(c, n, h, text=said.text),
}
"""All but SORT, which knows the edition, and RECHECK, which is the machine's."""
