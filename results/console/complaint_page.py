"""The page of one message: what was said, what the machine saw, by when, what was done, and what may be done next."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue
from sqlalchemy import Connection

from checks.indicators.edition import Edition
from checks.model.registry import BEIJING
from results import clerking, handling
from results.clerking import Clerk
from results.complaint_figures import Clock, clock
from results.console import gate
from results.console.desk import desk
from results.console.faults import missing
from results.errors import NoSuchComplaint, NotReadable
from results.ledger import complaint_lists, complaints, issue_lists, issues, registry
from results.ledger.complaint_lists import Sight, Wanted
from results.ledger.complaints import OPEN, Act, Complaint
from results.ledger.issue_lists import Wanted as WantedIssues
from results.ledger.issues import STANDING, Issue
from results.ledger.scope import sees, some_units
from results.ledger.users import Role
from results.lines import issue_line
from results.receiving import dated_by, kinds_of
from results.replying import reply_draft
from results.sealing import Sender
from results.workdays import Workdays

_ALIKE = 5
_UNITS = 500


@dataclass(frozen=True, slots=True)
class Left:
    """A deadline: the day, how the message stands to it, and the workdays until it (None: not known, or over)."""

    day: date | None
    clock: Clock
    workdays: int | None
    over: int | None


@dataclass(frozen=True, slots=True)
class Tied:
    """An issue with the sentence that a person reads."""

    issue: Issue
    says: str


@dataclass(frozen=True, slots=True)
class Sheet:
    """All that the page shows of a message; `next` is the number of the open one that comes after it by deadline."""

    one: Complaint
    site: str
    acts: tuple[Act, ...]
    forward: Left
    answer: Left
    tied: Tied | None
    alike: tuple[Tied, ...]
    sender: Sender | None
    sealed: str
    draft: str
    units: tuple[str, ...]
    kinds: tuple[str, ...]
    next: int | None


def put(blueprint: Blueprint) -> None:
    """Gives the blueprint the page."""
    blueprint.add_url_rule("/<int:number>", "one", _one)
    blueprint.register_error_handler(NoSuchComplaint, _nothing)


def sight() -> Sight:
    """What the visitor may see: a contact only what was dispatched to his units."""
    user = gate.visitor().user
    return Sight(user.scope, undispatched=user.role is not Role.CONTACT)


def clerk() -> Clerk:
    """The visitor as one who acts."""
    who = gate.visitor()
    return Clerk(who.doer, who.user.person, sight())


def page(number: int, *, refused: str = "", typed: Mapping[str, str] | None = None) -> str:
    """The page; `refused` says why an act was not done, `typed` is what its form said. Raises NoSuchComplaint."""
    here = desk()
    edition = here.edition()
    with here.ledger.connect() as connection:
        sheet = _sheet(connection, number, edition)
    possible = {act.value for act in handling.possible(sheet.one)}
    return render_template(
        "complaint.html", sheet=sheet, one=sheet.one, possible=possible, refused=refused, typed=dict(typed or {})
    )


def forward(one: Complaint, today: date, workdays: Workdays) -> Clock:
    """How the message stands to the day by which it is to be dispatched."""
    return clock(replace(one, answer_due=one.forward_due, answered=one.dispatched), today, workdays.after)


def _one(number: int) -> ResponseReturnValue:
    return page(number)


def _nothing(error: NoSuchComplaint) -> ResponseReturnValue:
    # Who may not see it is told what he would be told if it were not there.
    return missing()


def _sheet(connection: Connection, number: int, edition: Edition) -> Sheet:
    here, may = desk(), gate.visitor().may
    workdays, today = here.workdays(edition), here.now().astimezone(BEIJING).date()
    one = dated_by(edition, workdays)(clerking.message(connection, clerk(), number))
    tied = _tied(connection, one, edition)
    site = registry.site(connection, one.site) if one.site else None
    after = complaint_lists.page(connection, sight(), Wanted(OPEN), after=number, size=1).complaints
    sender, sealed = _sender(one)
    return Sheet(
        one,
        site=site.name if site else "",
        acts=tuple(complaints.acts(connection, number)),
        forward=_left(one.forward_due, forward(one, today, workdays), today, workdays),
        answer=_left(one.answer_due, clock(one, today, workdays.after), today, workdays),
        tied=tied,
        alike=_alike(connection, one, edition) if may("complaints.tie") else (),
        sender=sender,
        sealed=sealed,
        draft=reply_draft(one, issues.counting(connection, tied.issue) if tied else None, edition)
        if one.verdict
        else "",
        units=tuple(some_units(connection, sight().scope, _UNITS)) if may("complaints.dispatch") else (),
        kinds=kinds_of(edition).known,
        next=after[0].id if after else None,
    )


def _left(day: date | None, stands: Clock, today: date, workdays: Workdays) -> Left:
    left = workdays.between(today, day) if day and day >= today else None
    return Left(day, stands, left, workdays.between(day, today) if day and day < today else None)


def _tied(connection: Connection, one: Complaint, edition: Edition) -> Tied | None:
    """The issue that it is one with, where the reader may see it."""
    found = issues.numbered(connection, [one.issue]) if one.issue is not None else []
    if not found or not sees(connection, gate.visitor().user.scope, found[0].subject):
        return None
    return Tied(found[0], _says(found[0], edition))


def _alike(connection: Connection, one: Complaint, edition: Edition) -> tuple[Tied, ...]:
    """Standing issues at the address of the message, of its site: one of them may be meant."""
    if not one.site:
        return ()
    asked: dict[str, Any] = {"states": STANDING, "site": one.site, "text": one.url}
    found = issue_lists.page(connection, gate.visitor().user.scope, WantedIssues(**asked), size=_ALIKE).issues
    return tuple(Tied(issue, _says(issue, edition)) for issue in found if issue.id != one.issue)


def _says(issue: Issue, edition: Edition) -> str:
    return str(issue_line(issue, edition)["says"] or issue.finding.code)


def _sender(one: Complaint) -> tuple[Sender | None, str]:
    """The sender masked, for who works on messages; and why he cannot be read, where he cannot."""
    if not one.sender or gate.visitor().user.role not in gate.REVIEWERS:
        return None, ""
    try:
        return desk().seal.open(one.sender).masked, ""
    except NotReadable as error:
        return None, error.message
