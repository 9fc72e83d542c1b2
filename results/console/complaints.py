"""Messages of 我为政府网站找错: a list that its address describes whole, figures, a page for each, what comes in."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from flask import Blueprint, render_template, request
from flask.typing import ResponseReturnValue

from checks.model.registry import BEIJING
from results.complaint_figures import INSTANT, Clock, clock, count, figure_line
from results.console import complaint_acts, complaint_intake, complaint_page, gate
from results.console.complaint_page import sight
from results.console.desk import desk
from results.console.forms import number as typed_number
from results.ledger import complaint_lists
from results.ledger.complaint_lists import NO_VERDICT, Wanted
from results.ledger.complaints import OPEN, Complaint, ComplaintState, Truth
from results.ledger.users import Role
from results.receiving import dated_by, kinds_of
from results.workdays import Workdays

_LONGEST = 100
_MOST_UNITS = 300
_VERDICTS = (*(truth.value for truth in Truth), "none")

complaints = Blueprint("complaints", __name__, url_prefix="/complaints")
complaint_page.put(complaints)
complaint_acts.put(complaints)
complaint_intake.put(complaints)


@dataclass(frozen=True, slots=True)
class Line:
    """A message with how it stands to its deadlines; `forward` is of who is to be given it, None when he has it."""

    one: Complaint
    clock: Clock
    forward: Clock | None


@dataclass(frozen=True, slots=True)
class Chosen:
    """What the address asks for, as the form shows it again."""

    states: tuple[ComplaintState, ...]
    verdict: str
    category: str
    unit: str
    text: str
    overdue: bool

    @property
    def arguments(self) -> dict[str, Any]:
        """The arguments of an address that asks for the same."""
        given = {name: getattr(self, name) for name in ("verdict", "category", "unit", "text")}
        late = {"overdue": 1} if self.overdue else {}
        return {"state": [state.value for state in self.states], **{k: v for k, v in given.items() if v}, **late}

    @property
    def exported(self) -> dict[str, Any]:
        """The arguments of a sheet of the same."""
        return {**self.arguments, "all": 1, **({"overdue": "true"} if self.overdue else {})}

    def wanted(self, today: date) -> Wanted:
        verdicts = {"": (), "none": (NO_VERDICT,)}.get(self.verdict, (self.verdict,))
        before = today if self.overdue else None
        return Wanted(self.states, verdicts, self.category, self.unit, self.text, before)


@complaints.get("/")
def listed() -> ResponseReturnValue:
    here, chosen = desk(), _chosen()
    edition, today = here.edition(), here.now().astimezone(BEIJING).date()
    workdays = here.workdays(edition)
    after = request.args.get("after", type=typed_number)
    with here.ledger.connect() as connection:
        page = complaint_lists.page(connection, sight(), chosen.wanted(today), after=after, size=here.page)
        standing = complaint_lists.standing(connection, sight(), today)
    return render_template(
        "complaints.html",
        lines=list(_lines(map(dated_by(edition, workdays), page.complaints), today, workdays)),
        after=page.after,
        begun=after is not None,
        chosen=chosen,
        standing=standing,
        kinds=kinds_of(edition).known,
        verdicts=_VERDICTS,
    )


@complaints.get("/figures")
def figures() -> ResponseReturnValue:
    here, edition = desk(), desk().edition()
    now = here.now()
    since, until = _period(now)
    workdays = here.workdays(edition)
    hours = int(edition.rules[INSTANT].param("instant_hours"))
    begin, end = (datetime.combine(day, time(), BEIJING) for day in (since, until + timedelta(days=1)))
    with here.ledger.connect() as connection:
        found = complaint_lists.slim(connection, sight(), since=begin, until=end)
        counted = count(map(dated_by(edition, workdays), found), now, workdays.between, hours)
    return render_template(
        "complaint-figures.html",
        since=since,
        until=until,
        hours=hours,
        whole=figure_line("合计", counted.whole),
        units=[figure_line(unit, told) for unit, told in counted.units[:_MOST_UNITS]],
        more=max(len(counted.units) - _MOST_UNITS, 0),
        categories=[figure_line(kind, told) for kind, told in counted.categories],
    )


def _lines(found: Iterable[Complaint], today: date, workdays: Workdays) -> Iterable[Line]:
    for one in found:
        waits = one.state is ComplaintState.RECEIVED
        yield Line(
            one, clock(one, today, workdays.after), complaint_page.forward(one, today, workdays) if waits else None
        )


def _chosen() -> Chosen:
    """What stands in the address; a word that means nothing counts for nothing."""
    given = request.args
    texts = {name: " ".join(given.get(name, "").split())[:_LONGEST] for name in ("category", "unit", "text")}
    states = tuple(state for state in ComplaintState if state.value in given.getlist("state"))
    if gate.visitor().user.role is Role.CONTACT:
        states = tuple(state for state in states if state is not ComplaintState.RECEIVED)
    # Without a word of the states: what is open. A form that was sent with all of them cleared asks for all.
    every = "state" in given or "all" in given
    verdict = given.get("verdict", "")
    return Chosen(
        states or (() if every else OPEN),
        verdict=verdict if verdict in _VERDICTS else "",
        overdue="overdue" in given,
        **texts,
    )


def _period(now: datetime) -> tuple[date, date]:
    """The days that the address names, both included; else from the first day of the year (+08:00) until today."""
    today = now.astimezone(BEIJING).date()
    told = {"since": today.replace(month=1, day=1), "until": today}
    for name in told:
        try:
            day = date.fromisoformat(request.args.get(name, ""))
        except ValueError:
            continue
        told[name] = day if 1900 <= day.year <= 2999 else told[name]
    return told["since"], max(told["until"], told["since"])
